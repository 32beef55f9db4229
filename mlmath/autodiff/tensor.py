"""Tensors: arrays whose operations are remembered, so that they can be differentiated.

Each operation computes its result with NumPy and says, in its `pull`, what a gradient that
arrives at the result hands on to its inputs.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np

from mlmath.autodiff.tape import Array, Node, TensorLike, asarray, needs_grad, node, sum_to
from mlmath.validation import number

Axis: TypeAlias = int | tuple[int, ...] | None
made: Callable[..., "Tensor"] = node  # with a tensor among the inputs, it returns a tensor


class Tensor(Node):
    r"""An array that remembers how it was made, so that it can be differentiated.

    For a scalar $L$ made from a tensor $x$, ``L.backward()`` puts $\partial L/\partial x$ into
    ``x.grad``, an array of x's shape; a further `backward` adds to it, as in PyTorch.

    Parameters
    ----------
    a : numbers.  float32 and float64 arrays are taken as they are, without a copy, and keep
        their precision; everything else becomes float64.
    requires_grad : whether `backward` shall leave a gradient here.
    dtype : float32 or float64, to convert to.

    Names follow PyTorch, `axis` and `keepdims` NumPy.  Arrays are not to be changed in place
    between an operation and `backward`, which still needs them.

    Source: S. Linnainmaa, BIT 16 (1976), 146-160, for reverse accumulation.
    Chapter: Backpropagation.
    """

    __slots__ = ()

    T = property(lambda self: self.transpose())

    # -- arithmetic ---------------------------------------------------------------------------

    def __add__(self, other: TensorLike) -> "Tensor":
        a, b = self.data, asarray(other, like=self)
        return made(
            _fit("+", np.add, a, b), lambda g: (sum_to(g, a.shape), sum_to(g, b.shape)), self, other
        )

    def __mul__(self, other: TensorLike) -> "Tensor":
        a, b = self.data, asarray(other, like=self)

        def pull(g: Array) -> tuple[Array | None, ...]:
            return sum_to(g * b, a.shape), sum_to(g * a, b.shape) if needs_grad(other) else None

        return made(_fit("*", np.multiply, a, b), pull, self, other)

    def __sub__(self, other: TensorLike) -> "Tensor":
        a, b = self.data, asarray(other, like=self)
        return made(
            _fit("-", np.subtract, a, b),
            lambda g: (sum_to(g, a.shape), sum_to(-g, b.shape)),
            self,
            other,
        )

    def __truediv__(self, other: TensorLike) -> "Tensor":
        a, b = self.data, asarray(other, like=self)
        out = _fit("/", np.divide, a, b)

        def pull(g: Array) -> tuple[Array | None, ...]:
            return sum_to(g / b, a.shape), sum_to(-g * out / b, b.shape) if needs_grad(
                other
            ) else None

        return made(out, pull, self, other)

    def __pow__(self, power: float) -> "Tensor":
        power, a = number(power, "power"), self.data
        return made(a**power, lambda g: (g * power * a ** (power - 1) if power else 0 * g,), self)

    def __neg__(self) -> "Tensor":
        return made(-self.data, lambda g: (-g,), self)

    def __radd__(self, other: TensorLike) -> "Tensor":
        return self + other

    def __rmul__(self, other: TensorLike) -> "Tensor":
        return self * other

    def __rsub__(self, other: TensorLike) -> "Tensor":
        return -self + other

    def __rtruediv__(self, other: TensorLike) -> "Tensor":
        return Tensor(asarray(other, like=self)) / self

    def __rmatmul__(self, other: TensorLike) -> "Tensor":
        return Tensor(asarray(other, like=self)) @ self

    def __matmul__(self, other: TensorLike) -> "Tensor":
        a, b = self.data, asarray(other, like=self)

        def pull(g: Array) -> tuple[Array | None, ...]:
            rows, columns = np.atleast_2d(a), b[:, None] if b.ndim == 1 else b
            if a.ndim == 1:  # a vector stands for a matrix of one row, or of one column
                g = np.expand_dims(g, -1 if b.ndim == 1 else -2)
            g = np.expand_dims(g, -1) if b.ndim == 1 else g
            to_a = sum_to(g @ columns.swapaxes(-1, -2), rows.shape).reshape(a.shape)
            if not needs_grad(other):
                return to_a, None
            return to_a, sum_to(rows.swapaxes(-1, -2) @ g, columns.shape).reshape(b.shape)

        return made(_fit("@", np.matmul, a, b), pull, self, other)

    # -- comparisons --------------------------------------------------------------------------

    # By value and entry by entry, as in NumPy; what they return has no derivative.

    __hash__ = object.__hash__  # a tensor in a set or a dictionary is the object that it is

    def __eq__(self, other: Any) -> Any:
        return self._compared("==", np.equal, other)

    def __ne__(self, other: Any) -> Any:
        return self._compared("!=", np.not_equal, other)

    def __lt__(self, other: Any) -> Any:
        return self._compared("<", np.less, other)

    def __le__(self, other: Any) -> Any:
        return self._compared("<=", np.less_equal, other)

    def __gt__(self, other: Any) -> Any:
        return self._compared(">", np.greater, other)

    def __ge__(self, other: Any) -> Any:
        return self._compared(">=", np.greater_equal, other)

    def _compared(self, sign: str, operation: Any, other: Any) -> Any:
        if other is None or isinstance(other, str):  # these equal no number
            return NotImplemented
        return _fit(sign, operation, self.data, asarray(other, like=self))

    # -- reductions ---------------------------------------------------------------------------

    def sum(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """Return the sum over the axes given, over all of them by default."""
        shape, wide = self.shape, self.data.sum(axis=axis, keepdims=True).shape
        return made(
            np.asarray(self.data.sum(axis=axis, keepdims=keepdims)),
            lambda g: (np.broadcast_to(g.reshape(wide), shape),),
            self,
        )

    def mean(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """Return the mean over the axes given."""
        if not self.data.size:
            raise ValueError(f"mean needs at least one entry, got shape {self.data.shape}")
        total = self.sum(axis, keepdims)
        return total * (total.data.size / self.data.size)

    def var(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """Return the mean squared distance from the mean (divided by n, as in NumPy)."""
        return ((self - self.mean(axis, keepdims=True)) ** 2).mean(axis, keepdims)

    def max(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        """Return the largest entry; where several are largest, they share the gradient."""
        top = self.data.max(axis=axis, keepdims=True)
        largest = ~(self.data < top)  # where there is a NaN, all of them
        share = (largest / largest.sum(axis=axis, keepdims=True)).astype(self.dtype)
        return made(
            top if keepdims else np.asarray(self.data.max(axis=axis)),
            lambda g: (share * g.reshape(top.shape),),
            self,
        )

    # -- shapes -------------------------------------------------------------------------------

    def reshape(self, *shape: Any) -> "Tensor":
        """Return the same numbers in another shape."""
        return made(self.data.reshape(*shape), lambda g: (g.reshape(self.shape),), self)

    def transpose(self, *axes: Any) -> "Tensor":
        """Return it with its axes in the order given, in reverse order by default.

        The order may be several arguments or one sequence, as in NumPy.
        """
        out = self.data.transpose(*axes)  # what is no order of the axes is NumPy's error
        given = axes[0] if len(axes) == 1 and isinstance(axes[0], Iterable) else axes
        order = [int(i) % self.data.ndim for i in given if i is not None]
        back = np.argsort(order) if order else None
        return made(out, lambda g: (g.transpose(back),), self)

    def swapaxes(self, i: int, j: int) -> "Tensor":
        """Return it with two axes exchanged."""
        return made(self.data.swapaxes(i, j), lambda g: (g.swapaxes(i, j),), self)

    def __getitem__(self, index: Any) -> "Tensor":
        def pull(g: Array) -> tuple[Array]:
            out = np.zeros_like(self.data)
            np.add.at(out, index, g)  # an entry that was taken twice gets both gradients
            return (out,)

        def pull_slice(g: Array) -> tuple[Array]:
            out = np.zeros_like(self.data)
            out[index] = g
            return (out,)

        parts = index if isinstance(index, tuple) else (index,)
        plain = all(isinstance(i, int | np.integer | slice | None | type(...)) for i in parts)
        return made(np.asarray(self.data[index]), pull_slice if plain else pull, self)

    # -- functions of each entry --------------------------------------------------------------

    def exp(self) -> "Tensor":
        """Return e to the power of each entry."""
        out = np.exp(self.data)
        return made(out, lambda g: (g * out,), self)

    def log(self) -> "Tensor":
        """Return the natural logarithm of each entry."""
        return made(np.log(self.data), lambda g: (g / self.data,), self)

    def sqrt(self) -> "Tensor":
        """Return the square root of each entry."""
        out = np.sqrt(self.data)
        return made(out, lambda g: (g / (2 * out),), self)

    def abs(self) -> "Tensor":
        """Return the size of each entry; the derivative at 0 is taken as 0."""
        return made(np.abs(self.data), lambda g: (g * np.sign(self.data),), self)

    def tanh(self) -> "Tensor":
        """Return the hyperbolic tangent of each entry."""
        out = np.tanh(self.data)
        return made(out, lambda g: (g * (1 - out * out),), self)

    def sigmoid(self) -> "Tensor":
        """Return 1 / (1 + e^-x) of each entry x, from e^-|x|, which never overflows."""
        power = np.exp(-np.abs(self.data))
        out = np.where(self.data < 0, power, 1) / (1 + power)
        return made(out, lambda g: (g * out * (1 - out),), self)

    def relu(self) -> "Tensor":
        """Return max(x, 0) of each entry x; the derivative at 0 is taken as 0."""
        return made(np.maximum(self.data, 0), lambda g: (g * (self.data > 0),), self)


def _fit(sign: str, operation: Any, a: Array, b: Array) -> Any:
    try:
        return operation(a, b)
    except ValueError:
        raise ValueError(f"shapes {a.shape} and {b.shape} do not fit for {sign}") from None
