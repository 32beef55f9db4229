"""The tape of reverse-mode differentiation: every result remembers how it was made.

Every operation on tensors makes a new one that knows its inputs and its `pull`: the function
that takes the gradient of the end result with respect to the output, and returns its gradients
with respect to the inputs.  `backward` walks the operations in reverse and lets each pull once.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeAlias, Union

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Pull: TypeAlias = Callable[[Array], Sequence[Array | None]]
TensorLike: TypeAlias = Union["Node", Array, float, Sequence[Any]]

_recording = True
_dropped: list[Any] = []  # parts of tapes that nobody needs any more
_busy = [False]  # whether they are being freed


@contextmanager
def no_grad() -> Iterator[None]:
    """Compute without remembering: what is made inside needs no gradient, and less memory."""
    global _recording
    before, _recording = _recording, False
    try:
        yield
    finally:
        _recording = before


class Node:
    """An array on the tape; `Tensor` adds the operations.  Its parameters are explained there."""

    __slots__ = ("_inputs", "_pull", "data", "grad", "requires_grad")
    __array_ufunc__ = None  # array + tensor then asks the tensor, and gives a tensor

    def __init__(self, a: TensorLike, requires_grad: bool = False, dtype: Any = None) -> None:
        if isinstance(a, Node):
            a = a.data
        try:
            array = np.asarray(a)
        except ValueError:
            raise ValueError(f"a must have a rectangular shape, got {a!r}") from None
        if array.dtype.kind not in "fiub":
            raise ValueError(f"a must hold real numbers, got dtype {array.dtype}")
        if dtype is None:
            dtype = array.dtype if array.dtype in (np.float32, np.float64) else np.float64
        elif np.dtype(dtype) not in (np.float32, np.float64):
            raise ValueError(f"dtype must be float32 or float64, got {dtype!r}")
        self.data: Array = array.astype(dtype, copy=False)
        self.grad: Any = None  # an array of the same shape, once `backward` has been here
        self.requires_grad = bool(requires_grad)
        self._inputs: tuple[Any, ...] = ()
        self._pull: Pull | None = None

    def __del__(self, dropped: list[Any] = _dropped, busy: list[bool] = _busy) -> None:
        # A long tape whose end is dropped would free its nodes each inside the next one's freeing,
        # too deep for a browser's Python: instead they are queued, and freed one after another.
        if getattr(self, "_pull", None) is None:
            return
        dropped.append((self._inputs, self._pull))
        self._inputs, self._pull = (), None
        if not busy[0]:
            busy[0] = True
            while dropped:
                dropped.pop()
            busy[0] = False

    # -- looking at it ------------------------------------------------------------------------

    shape = property(lambda self: self.data.shape)
    ndim = property(lambda self: self.data.ndim)
    size = property(lambda self: self.data.size)
    dtype = property(lambda self: self.data.dtype)

    is_leaf = property(lambda self: self._pull is None)

    def __repr__(self) -> str:
        needs = ", requires_grad=True" if self.requires_grad else ""
        return f"Tensor({np.array2string(self.data, separator=', ', prefix='Tensor(')}{needs})"

    def __len__(self) -> int:
        return len(self.data)

    def __bool__(self) -> bool:
        return bool(self.data)  # an error of NumPy's unless it is one number

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self.data, dtype=dtype, copy=copy)

    def item(self) -> float:
        """Return the only number in it."""
        if self.size != 1:
            raise ValueError(f"item needs a tensor of one number, got shape {self.shape}")
        return float(self.data.reshape(()))

    def numpy(self) -> Array:
        """Return its array, not a copy."""
        return self.data

    def detach(self) -> Self:
        """Return a tensor of the same array that remembers nothing."""
        return type(self)(self.data)

    # -- going back ---------------------------------------------------------------------------

    def backward(self, gradient: TensorLike | None = None) -> None:
        """Add to `grad` of each leaf that requires it the derivative of this tensor.

        `gradient` is the derivative of the end result with respect to this tensor, of its shape;
        it may be left out where this tensor is a single number, and is then 1.
        """
        if not self.requires_grad:
            raise ValueError("backward needs a tensor that was made from one with requires_grad")
        if gradient is None:
            if self.size != 1:
                raise ValueError(
                    f"backward needs a single number or a gradient, got shape {self.shape}"
                )
            gradient = np.ones_like(self.data)
        first = asarray(gradient).astype(self.dtype, copy=False)
        if first.shape != self.shape:
            raise ValueError(f"gradient must have shape {self.shape}, got {first.shape}")
        waiting = {id(self): first}  # gradients not yet passed on
        for tensor in reversed(_made_in_order(self)):
            g = waiting.pop(id(tensor))
            if tensor._pull is None:  # a leaf; its gradient must share memory with no other
                g = np.array(g, dtype=tensor.dtype, order="C")
                tensor.grad = g if tensor.grad is None else np.asarray(tensor.grad + g)
                continue
            for given, part in zip(tensor._inputs, tensor._pull(g), strict=True):
                if part is not None and needs_grad(given):
                    before = waiting.get(id(given))
                    waiting[id(given)] = part if before is None else before + part


def asarray(value: TensorLike, like: Node | None = None) -> Array:
    """Return the array in a tensor, or an array; plain numbers take the precision of `like`."""
    if isinstance(value, Node):
        return value.data
    array = np.asarray(value)
    if like is None:
        return array
    if array.dtype.kind not in "fiub":
        raise ValueError(f"an operand must hold real numbers, got {value!r:.60}")
    return array if isinstance(value, np.ndarray) else array.astype(like.dtype)


def floats(value: Any, name: str) -> Array:
    """Return the array in a tensor, or anything else as an array of float32 or float64."""
    array = np.asarray(value)
    if array.dtype not in (np.float32, np.float64):
        if array.dtype.kind not in "fiub":
            raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
        array = array.astype(np.float64)
    return array


def needs_grad(value: Any) -> bool:
    """Tell whether a gradient has to be computed for an input of an operation."""
    return isinstance(value, Node) and value.requires_grad


def node(data: Any, pull: Pull, *inputs: Any) -> Any:
    """Return the result of an operation, remembered if an input needs a gradient.

    Parameters
    ----------
    data : the result, an array.
    pull : takes the gradient with respect to the result, and returns the one with respect to
        each input, in their order; None for an input that needs none.
    inputs : tensors or anything else.  With no tensor among them the result stays an array.
    """
    kind = next((type(given) for given in inputs if isinstance(given, Node)), None)
    if kind is None:
        return data
    out = kind(data)
    if _recording and any(needs_grad(given) for given in inputs):
        out.requires_grad, out._inputs, out._pull = True, inputs, pull
    return out


def _made_in_order(end: Node) -> list[Node]:
    """Return all that `end` was made from, each after its inputs."""
    order: list[Node] = []  # by a stack of our own: a tape may be longer than calls may nest
    seen: set[int] = set()
    stack = [(end, False)]
    while stack:
        tensor, inputs_done = stack.pop()
        if inputs_done:
            order.append(tensor)
        elif id(tensor) not in seen:
            seen.add(id(tensor))
            stack.append((tensor, True))
            stack += [(given, False) for given in tensor._inputs if needs_grad(given)]
    return order


def sum_to(g: Array, shape: tuple[int, ...]) -> Array:
    """Undo broadcasting: sum a gradient over the axes along which an input was repeated."""
    if g.shape == shape:
        return g
    extra = g.ndim - len(shape)
    repeated = tuple(i for i, n in enumerate(shape, extra) if n == 1 and g.shape[i] != 1)
    out: Array = g.sum(axis=(*range(extra), *repeated), keepdims=True)
    return out.reshape(shape)
