"""The parts that networks are put together from, named and shaped as in `torch.nn`."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.autodiff import Tensor
from mlmath.autodiff import functional as F
from mlmath.validation import count, generator, number, numbers


class Module:
    """A function with parameters: tensors, and modules with parameters of their own.

    Both are found among its attributes, in lists of modules too; `layers.0.weight` names the
    weight of the first module of the list `layers`.
    """

    training: bool = True

    def __call__(self, *inputs: Any) -> Any:
        """Return `forward` of the inputs."""
        return self.forward(*inputs)

    def forward(self, *inputs: Any) -> Any:
        """Return the module's result for its inputs."""
        raise NotImplementedError

    def children(self) -> Iterator[tuple[str, "Module"]]:
        """Yield the name and the module of each part."""
        for name, value in vars(self).items():
            if isinstance(value, Module):
                yield name, value
            elif isinstance(value, list):
                yield from (
                    (f"{name}.{i}", m) for i, m in enumerate(value) if isinstance(m, Module)
                )

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        """Yield name and tensor of each parameter once, though modules may share it."""
        seen: set[int] = set()
        for name, parameter in self._all_parameters():
            if id(parameter) not in seen:
                seen.add(id(parameter))
                yield name, parameter

    def parameters(self) -> list[Tensor]:
        """Return the tensors that training changes."""
        return [parameter for _, parameter in self.named_parameters()]

    def state_dict(self) -> dict[str, NDArray[Any]]:
        """Return a copy of each parameter's numbers under its name."""
        return {name: parameter.data.copy() for name, parameter in self.named_parameters()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over the numbers that `state_dict` gave; nothing changes unless all of them fit."""
        mine = dict(self.named_parameters())
        if missing := sorted(mine.keys() - state.keys()):
            raise ValueError(f"state must hold {', '.join(missing)}")
        if unknown := sorted(state.keys() - mine.keys()):
            raise ValueError(f"state holds {', '.join(unknown)}, unknown to {type(self).__name__}")
        for name, parameter in mine.items():
            if np.shape(state[name]) != parameter.shape:
                raise ValueError(
                    f"state[{name!r}] must have shape {parameter.shape}, "
                    f"got {np.shape(state[name])}"
                )
        new = {name: numbers(state[name], f"state[{name!r}]") for name in mine}
        for name, parameter in mine.items():
            parameter.data[...] = new[name]

    def zero_grad(self) -> None:
        """Forget the gradients, before a new `backward` would add to them."""
        for parameter in self.parameters():
            parameter.grad = None

    def train(self, mode: bool = True) -> Self:
        """Let dropout act; `train(False)` and `eval()` switch it off."""
        self.training = bool(mode)
        for _, part in self.children():
            part.train(mode)
        return self

    def eval(self) -> Self:
        """Switch dropout off."""
        return self.train(False)

    def _all_parameters(self) -> Iterator[tuple[str, Tensor]]:
        for name, value in vars(self).items():
            if isinstance(value, Tensor) and value.requires_grad:
                yield name, value
        for name, part in self.children():
            yield from ((f"{name}.{inner}", p) for inner, p in part._all_parameters())


def parameter(a: Any, dtype: Any = None) -> Tensor:
    """Return a tensor that training changes."""
    return Tensor(a, requires_grad=True, dtype=dtype)


class Linear(Module):
    r"""x ↦ $x W^\top + b$, for x (..., in_features).

    weight : W, shape (out_features, in_features); bias : b, shape (out_features,), or None.  All
    are drawn uniformly from $\pm 1 / \sqrt{n_{in}}$, as `torch.nn.Linear` draws them.
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        n, m = count(in_features, "in_features"), count(out_features, "out_features")
        rng, reach = generator(seed), 1 / math.sqrt(n)
        self.weight = parameter(rng.uniform(-reach, reach, (m, n)), dtype)
        self.bias: Any = parameter(rng.uniform(-reach, reach, m), dtype) if bias else None

    def forward(self, x: Any) -> Any:
        """Return x W' + b."""
        return F.linear(x, self.weight, self.bias)


class Embedding(Module):
    """Integers (...) ↦ rows of weight (num_embeddings, embedding_dim), drawn from N(0, 1)."""

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        seed: int | np.random.Generator = 0,
        dtype: Any = np.float64,
    ) -> None:
        shape = count(num_embeddings, "num_embeddings"), count(embedding_dim, "embedding_dim")
        self.weight = parameter(generator(seed).normal(size=shape), dtype)

    def forward(self, indices: Any) -> Any:
        """Return the rows at the indices: shape (..., embedding_dim)."""
        return F.embedding(self.weight, indices)


class LayerNorm(Module):
    """x ↦ weight · (x - mean) / sqrt(variance + eps) + bias over the last axis, of length dim."""

    def __init__(
        self, dim: int, eps: float = 1e-5, bias: bool = True, dtype: Any = np.float64
    ) -> None:
        self.eps, dim = number(eps, "eps", above=0), count(dim, "dim")
        self.weight = parameter(np.ones(dim), dtype)
        self.bias = parameter(np.zeros(dim), dtype) if bias else None

    def forward(self, x: Any) -> Any:
        """Return x, each row normalized."""
        return F.layer_norm(x, self.weight, self.bias, self.eps)


class Dropout(Module):
    """In training, each entry ↦ 0 with probability p, and entry / (1 - p) otherwise."""

    def __init__(self, p: float = 0.5, seed: int | np.random.Generator = 0) -> None:
        self.p = number(p, "p", low=0, below=1)
        self.rng = generator(seed)

    def forward(self, x: Any) -> Any:
        """Return x with entries dropped, or x itself outside training."""
        return F.dropout(x, self.p, self.rng) if self.training else x
