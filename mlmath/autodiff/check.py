"""Is this gradient right?  Compare it with central differences."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mlmath.autodiff.tape import Array
from mlmath.autodiff.tensor import Tensor
from mlmath.validation import number

EPSILON = float(np.finfo(np.float64).eps)  # the spacing of float64 at 1


class GradientCheck(NamedTuple):
    """What a gradient check found; it counts as true where the gradient passed.

    error : the largest difference between a derivative by `backward` and by central differences.
    tolerance : how large a difference is expected where both are right.
    argument, entry : where the largest difference is: in which input, at which entry.
    gradient, difference : the two derivatives there.
    """

    error: float
    tolerance: float
    argument: int
    entry: tuple[int, ...]
    gradient: float
    difference: float

    def __bool__(self) -> bool:
        return self.error <= self.tolerance


def gradient_check(
    f: Callable[..., Any], *inputs: Any, h: float | None = None, tolerance: float | None = None
) -> GradientCheck:
    r"""Compare the gradient of f with $\frac{f(x + h) - f(x - h)}{2h}$, entry by entry.

    The quotient errs in two ways.  Cutting off the Taylor series costs $h^2 |f'''| / 6$;
    rounding costs about $\varepsilon |f| / h$, where $\varepsilon = 2^{-52}$.  Their sum is least
    near $h = \varepsilon^{1/3} \approx 6 \cdot 10^{-6}$, and is then of the order
    $\varepsilon^{2/3} \approx 4 \cdot 10^{-11}$: the quotient has ten good digits, never sixteen.

    Parameters
    ----------
    f : takes tensors, gives a tensor.  A result of many entries is weighed with the fixed weights
        cos 1, cos 2, ... and summed, so that no entry escapes.
    inputs : arrays or tensors at which to compare; they are copied as float64.
    h : the step, by default $\varepsilon^{1/3} \max(1, |x|)$ for each entry x.
    tolerance : by default $100 \, \varepsilon^{2/3}$ times the largest of 1, |f| and the
        derivatives; a function whose third derivative is much larger than that needs more.
        Where f has a kink (ReLU at 0) there is no derivative, and the check fails.
    """
    points = [np.array(_data(x), dtype=np.float64) for x in inputs]
    if not points:
        raise ValueError("inputs must hold at least one array, got none")
    step = None if h is None else number(h, "h", above=0)

    tensors = [Tensor(x, requires_grad=True) for x in points]
    value = _weighed(f(*tensors))
    value.backward()
    size = abs(value.item()) if math.isfinite(value.item()) else 1.0

    worst = GradientCheck(-1.0, 0.0, 0, (), 0.0, 0.0)
    largest = max(1.0, size)
    for k, (x, tensor) in enumerate(zip(points, tensors, strict=True)):
        gradient = np.zeros_like(x) if tensor.grad is None else tensor.grad
        sizes = np.abs(gradient[np.isfinite(gradient)])
        largest = max(largest, float(sizes.max(initial=0.0)))
        for index in np.ndindex(x.shape):
            here = float(x[index])
            wanted = EPSILON ** (1 / 3) * max(1.0, abs(here)) if step is None else step
            x[index] = here + wanted
            above, high = float(x[index]), _weighed(f(*map(Tensor, points))).item()
            x[index] = here - wanted
            below, low = float(x[index]), _weighed(f(*map(Tensor, points))).item()
            x[index] = here
            difference = (high - low) / (above - below)  # the steps that were made, not asked for
            error = abs(difference - float(gradient[index]))
            if not math.isfinite(error):  # a derivative that is no number is the worst of all
                error = math.inf
            if error > worst.error:
                worst = GradientCheck(error, 0.0, k, index, float(gradient[index]), difference)
    allowed = 100 * EPSILON ** (2 / 3) * largest if tolerance is None else tolerance
    return worst._replace(tolerance=number(allowed, "tolerance", above=0))


def _data(x: Any) -> Array:
    return x.data if isinstance(x, Tensor) else np.asarray(x)


def _weighed(result: Any) -> Tensor:
    """Return one number that depends on every entry."""
    if not isinstance(result, Tensor):
        raise ValueError(f"f must return a tensor, got {type(result).__name__}")
    if result.size == 1:
        return result.reshape(())
    weights = np.cos(np.arange(1, result.size + 1)).reshape(result.shape)
    return (result * weights).sum()
