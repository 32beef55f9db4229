"""What a comparison with PyTorch is made of, and where PyTorch's answers come from.

PyTorch is no requirement of the book.  Its answers are stored in `torch_answers/`, one file for
each group of cases, written by ``python -m tests.parity.torch_golden``; where PyTorch can be
imported, it also answers afresh.

To add a group: write `test_torch_<group>.py` with a list CASES and a test that calls `check`, put
its name into GROUPS of `torch_golden.py`, and run that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.autodiff import Tensor
from mlmath.layers import Module

Array = NDArray[Any]
FOLDER = Path(__file__).parent / "torch_answers"
SOURCES = ["stored", *(["torch"] if find_spec("torch") else [])]


@dataclass(frozen=True)
class Case:
    """The same calculation by the book and by PyTorch.

    ours : gives the book's results.
    torch : takes the module torch, gives PyTorch's results, in the same order.
    tolerance : how far they may be apart, relative to the largest number of each result.
    """

    name: str
    ours: Callable[[], Sequence[Any]]
    torch: Callable[[Any], Sequence[Any]]
    tolerance: float = 1e-12

    def __str__(self) -> str:
        return self.name

    def check(self, group: str, source: str) -> None:
        """Compare the book's results with PyTorch's, stored or fresh."""
        results = [np.asarray(a, dtype=np.float64) for a in self.ours()]
        wanted = answers(group)[self.name] if source == "stored" else self.flat_answer()
        assert wanted.size == sum(a.size for a in results)
        parts = np.split(wanted, np.cumsum([a.size for a in results])[:-1])
        for i, (a, part) in enumerate(zip(results, parts, strict=True)):
            apart = np.abs(a.ravel() - part).max(initial=0.0)
            size = np.abs(part).max(initial=0.0)
            assert apart <= self.tolerance * max(size, 1e-3), (i, apart, size)

    def flat_answer(self) -> Array:
        """Return PyTorch's results, one after the other in one row."""
        torch = import_module("torch")
        torch.manual_seed(0)
        rows = [np.ravel(torch.as_tensor(a).detach().numpy()) for a in self.torch(torch)]
        return np.concatenate(rows).astype(np.float64)


@cache
def answers(group: str) -> dict[str, Array]:
    """Return the stored answers of a group, by the names of its cases."""
    with np.load(FOLDER / f"{group}.npz", allow_pickle=False) as stored:
        return dict(stored)


def expression(
    name: str,
    f: Callable[..., Any],
    *inputs: Array,
    torch: Callable[..., Any] | None = None,
    tolerance: float = 1e-12,
) -> Case:
    """Compare value and gradients of f at the inputs, all float64.

    The gradient that `backward` starts from is cos 0, cos 1, ... over the entries of the value.

    f : of as many tensors as there are inputs.
    torch : the same of PyTorch's tensors, after the module torch itself; by default f, where
        both have the same methods.
    """

    def ours() -> list[Array]:
        tensors = [Tensor(a, requires_grad=True) for a in inputs]
        out = f(*tensors)
        out.backward(np.cos(np.arange(out.size)).reshape(out.shape))
        return [out.data, *(t.grad for t in tensors if t.grad is not None)]

    def theirs(module: Any) -> list[Any]:
        tensors = [module.tensor(a, requires_grad=True) for a in inputs]
        out = torch(module, *tensors) if torch else f(*tensors)
        out.backward(module.arange(out.numel()).double().cos().reshape(out.shape))
        return [out, *(t.grad for t in tensors)]

    return Case(name, ours, theirs, tolerance)


def numbers(seed: int, *shape: int, positive: bool = False) -> Array:
    """Return normal random numbers, or numbers from 0.5 up."""
    a = np.random.default_rng(seed).normal(size=shape)
    return np.abs(a) + 0.5 if positive else a


def with_parameters(module: Module, tensors: Sequence[Tensor]) -> Module:
    """Return the module with its parameters replaced, in the order of `named_parameters`."""
    names = [name for name, _ in module.named_parameters()]
    for name, tensor in zip(names, tensors, strict=True):
        *path, last = name.split(".")
        owner: Any = module
        for part in path:
            owner = owner[int(part)] if part.isdigit() else getattr(owner, part)
        setattr(owner, last, tensor)
    return module
