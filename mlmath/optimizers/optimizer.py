"""What all optimizers share: the parameters, the states, and following one downhill."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.autodiff import Tensor
from mlmath.validation import Floats, count, number, numbers

Array = NDArray[Any]


class Optimizer:
    """What all optimizers share: the parameters, their states, and how both are kept.

    Parameters
    ----------
    params : tensors with requires_grad; or, as in PyTorch, groups of them with a weight decay of
        their own: ``[{"params": matrices, "weight_decay": 0.1}, {"params": biases}]``.
    lr : the learning rate η; it may be changed between steps, as schedules do.
    weight_decay : λ, at least 0.
    """

    states: tuple[str, ...] = ()  # what is remembered for each parameter, in arrays of its shape

    def __init__(self, params: Iterable[Any], lr: float, weight_decay: float = 0.0) -> None:
        self.lr = number(lr, "lr", low=0)
        given = _listed(params)
        groups = given if given and isinstance(given[0], Mapping) else [{"params": given}]
        self.params: list[Tensor] = []
        self.decays: list[float] = []
        for group in groups:
            if unknown := set(group) - {"params", "weight_decay"}:
                raise ValueError(f"a group holds params and weight_decay, got {unknown.pop()!r}")
            decay = number(group.get("weight_decay", weight_decay), "weight_decay", low=0)
            for p in _listed(group["params"]):
                if not isinstance(p, Tensor) or not p.requires_grad:
                    raise ValueError(f"params must be tensors with requires_grad, got {p!r:.60}")
                if not p.is_leaf:
                    raise ValueError("params must be tensors made by hand, not results of others")
                if any(p is other for other in self.params):
                    raise ValueError("params must hold each tensor once")
                self.params.append(p)
                self.decays.append(decay)
        if not self.params:
            raise ValueError("params must hold at least one tensor, got none")
        self.steps = [0] * len(self.params)  # how often each has been changed
        self.state = {s: [np.zeros_like(p.data) for p in self.params] for s in self.states}

    def step(self) -> None:
        """Change each parameter that has a gradient."""
        for i, p in enumerate(self.params):
            if p.grad is not None:
                self.steps[i] += 1
                decay = self.decays[i]
                g = self._decayed(p.data, p.grad, decay) if decay else p.grad
                self._update(i, p.data, g)

    def zero_grad(self) -> None:
        """Forget the gradients, before a new `backward` would add to them."""
        for p in self.params:
            p.grad = None

    def state_dict(self) -> dict[str, Any]:
        """Return a copy of all that the next step depends on, besides parameters and gradients."""
        kept = {f"{s}.{i}": a.copy() for s, all_ in self.state.items() for i, a in enumerate(all_)}
        return {"steps": np.array(self.steps), "lr": self.lr, **kept}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over what `state_dict` gave; nothing changes unless all of it fits."""
        mine = self.state_dict()
        if mine.keys() != state.keys():
            raise ValueError(
                f"state must hold {', '.join(sorted(mine))}, got {', '.join(sorted(state))}"
            )
        for name, value in mine.items():
            if np.shape(state[name]) != np.shape(value):
                raise ValueError(
                    f"state[{name!r}] must have shape {np.shape(value)}, "
                    f"got {np.shape(state[name])}"
                )
        new = {name: numbers(state[name], f"state[{name!r}]") for name in mine}
        self.lr = number(float(new["lr"]), "state['lr']", low=0)
        self.steps = [int(n) for n in new["steps"]]
        for s, arrays in self.state.items():
            for i, a in enumerate(arrays):
                a[...] = new[f"{s}.{i}"]

    def _decayed(self, p: Array, g: Array, decay: float) -> Array:
        """Return the gradient with that of the penalty decay |p|² / 2."""
        return g + decay * p

    def _update(self, i: int, p: Array, g: Array) -> None:
        raise NotImplementedError


def clip_grad_norm_(params: Iterable[Tensor], max_norm: float) -> float:
    """Scale all gradients down together so that their joint norm is at most max_norm.

    Returns the norm before, which says how hard the step would have been.
    """
    limit = number(max_norm, "max_norm", above=0)
    gradients = [p.grad for p in _listed(params) if p.grad is not None]
    norm = _joint_norm(gradients)
    if not math.isfinite(norm):
        raise ValueError(f"the gradients must be finite, got a norm of {norm}")
    if norm > limit:
        for g in gradients:
            g *= limit / norm
    return norm


def _joint_norm(gradients: list[Array]) -> float:
    with np.errstate(over="ignore"):
        square = sum(float(np.vdot(g, g)) for g in gradients)
    if math.isfinite(square):
        return math.sqrt(square)
    largest = max(float(np.abs(g).max(initial=0.0)) for g in gradients)
    if not math.isfinite(largest):
        return largest
    return largest * math.sqrt(sum(float(((g / largest) ** 2).sum()) for g in gradients))


def _listed(params: Iterable[Any]) -> list[Any]:
    """Return a list; a lone tensor would be taken apart into its rows, which lead nowhere."""
    if isinstance(params, Tensor):
        raise ValueError("params must be a list of tensors, got one tensor")
    return list(params)


def minimize(
    f: Callable[[Tensor], Tensor],
    x0: Any,
    optimizer: Callable[..., Optimizer],
    steps: int,
    **options: Any,
) -> Floats:
    """Return the path of an optimizer downhill on f: shape (steps + 1, *x0.shape), x0 first.

    ``minimize(lambda x: (x * x).sum(), [1.0, 2.0], SGD, steps=9, lr=0.1, momentum=0.5)``
    """
    x = Tensor(np.array(x0, dtype=np.float64), requires_grad=True)
    walker = optimizer([x], **options)
    path = np.empty((count(steps, "steps", low=0) + 1, *x.shape))
    path[0] = x.data
    for k in range(1, len(path)):
        walker.zero_grad()
        f(x).backward()
        walker.step()
        path[k] = x.data
    return path
