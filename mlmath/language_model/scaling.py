"""Power laws: how a loss falls with size, data or compute, and how well the points tell it."""

import math
from typing import Any, NamedTuple, Self

import numpy as np

from mlmath.estimator import Estimator
from mlmath.language_model.student import t_quantile
from mlmath.validation import Floats, count, generator, number, numbers

_TINY = 1e-30  # keeps the equations solvable where a slope vanishes
# Where the search for a floor may start: shares of the lowest y.
FLOORS = np.array([0.1, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99])


class Interval(NamedTuple):
    """The ends of a confidence interval."""

    low: float
    high: float


class PowerLaw(Estimator):
    r"""Fit a power law to positive points, and say how sure each of its numbers is.

    .. math:: y = a\, x^{-\alpha} \qquad \text{or, with offset,} \qquad y = E + a\, x^{-\alpha}

    The errors are taken as relative: $\ln y$ has independent normal errors of one spread, and
    least squares are of $\ln y$.

    Without offset this is a straight line of $\ln y$ over $\ln x$, and the intervals are exact:
    Student's t with n - 2 degrees of freedom.

    With offset, E at least 0, the Levenberg-Marquardt method walks from the best of several starts.
    The intervals come from the slopes at the solution, with n - 3 degrees of freedom: they hold for
    many points or small errors, and `bootstrap` checks them.  Where the data show no floor, E is 0
    and its interval reaches below.  Points over less than two powers of ten of x, or all far above
    E, tell E and α apart only badly; wide intervals say so.

    Parameters
    ----------
    offset : whether there is a floor E, which no size removes (for a text, its entropy).
    confidence : of the intervals, above 0 and below 1.

    Attributes
    ----------
    coefficient_, exponent_, offset_ : a, α, E (0 without offset).
    coefficient_interval_, exponent_interval_, offset_interval_ : an `Interval` each.
    residuals_ : ln y minus the fitted ln y, shape (n,).
    spread_ : estimated standard deviation of the errors of ln y.

    Source: D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters",
    Journal of the Society for Industrial and Applied Mathematics 11 (1963), 431-441.
    Chapter: Training loss.
    """

    coefficient_: float
    exponent_: float
    offset_: float
    coefficient_interval_: Interval
    exponent_interval_: Interval
    offset_interval_: Interval
    residuals_: Floats
    spread_: float

    def __init__(self, offset: bool = False, confidence: float = 0.95) -> None:
        self.offset = bool(offset)
        self.confidence = number(confidence, "confidence", above=0, below=1)

    def fit(self, x: Any, y: Any) -> Self:
        """Fit to x and y, both of shape (n,) and above 0, n at least 3, or 4 with offset.

        Raises
        ------
        ValueError : x or y have a wrong shape, are too few, or hold anything but positive numbers;
            x holds fewer different values than the law has parameters, or such close ones that
            their logarithms drown in rounding; or, with offset, the best law is so flat or so
            steep that its floor and its slope cannot be told apart.  An earlier fit then stays.
        """
        x, y = _positive(x, "x"), _positive(y, "y")
        n_parameters = 3 if self.offset else 2
        if x.shape != y.shape:
            raise ValueError(f"y must have shape {x.shape} as x, got {y.shape}")
        if len(x) <= n_parameters or len(np.unique(x)) < n_parameters:
            raise ValueError(
                f"x must hold at least {n_parameters + 1} points at {n_parameters} or more "
                f"different places, got {len(x)} at {len(np.unique(x))}"
            )
        # Seen from the middle of the points, p and α of a line are uncorrelated.
        logs = np.log(x)
        if np.ptp(logs) < 1e-10 * max(1.0, np.abs(logs).max()):
            raise ValueError(f"x must spread wider, got {x.min()} to {x.max()}")
        middle, level = float(logs.mean()), float(np.log(y).mean())
        u, v = logs - middle, np.log(y) - level
        theta = _best(u, v, self.offset)
        fitted, J = _model(theta, u)
        residuals = v - fitted
        _, stretch, directions = np.linalg.svd(J, full_matrices=False)
        if stretch[-1] <= 1e-12 * stretch[0]:
            raise ValueError("y must change with x, and bend, to tell slope and floor apart")
        freedom = len(x) - n_parameters
        spread = math.sqrt(residuals @ residuals / freedom)
        # ln a = p + α · middle is a sum of two parameters; the covariance is spread² (JᵀJ)⁻¹.
        sums = np.eye(n_parameters)
        sums[0, 1] = middle
        errors = spread * np.linalg.norm(sums @ directions.T / stretch, axis=1)
        reach = t_quantile((1 + self.confidence) / 2, freedom) * errors  # (n_parameters,)
        self._middle, self._level, self._theta = middle, level, theta
        self._u, self._fitted, self.residuals_, self.spread_ = u, fitted, residuals, spread
        ends = zip(*(self._named(sums @ theta + d) for d in (-reach, reach)), strict=True)
        self.coefficient_, self.exponent_, self.offset_ = self._named(sums @ theta)
        self.coefficient_interval_, self.exponent_interval_, self.offset_interval_ = (
            Interval(*pair) for pair in ends
        )
        return self

    def predict(self, x: Any) -> Floats:
        """Return the law's y at x > 0, of any shape."""
        self._check_fitted("coefficient_")
        x = numbers(x, "x")
        if (x <= 0).any():
            raise ValueError(f"x must be above 0, got {x[x <= 0].flat[0]:g}")
        p, alpha = self._theta[:2]
        falling = np.exp(p + self._level - alpha * (np.log(x) - self._middle))
        return np.asarray(self.offset_ + falling)

    def bootstrap(
        self, n_resamples: int = 1000, seed: int | np.random.Generator = 0
    ) -> dict[str, Interval]:
        r"""Return intervals for "coefficient", "exponent" and "offset" from made-up data.

        Each time the law is fitted again to its own curve with errors drawn, with replacement,
        from the residuals, which are widened by $\sqrt{n / (n - p)}$ for the p parameters that
        have drawn the curve toward the points.  The interval lies between the quantiles of the
        n_resamples answers.

        Source: B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapters 9
        (bootstrapping residuals) and 13 (percentile intervals).
        """
        self._check_fitted("coefficient_")
        rng = generator(seed)
        n = len(self.residuals_)
        errors = self.residuals_ * math.sqrt(n / (n - len(self._theta)))
        drawn = rng.choice(errors, size=(count(n_resamples, "n_resamples"), n))
        sums = np.eye(len(self._theta))
        sums[0, 1] = self._middle
        answers = [
            self._named(sums @ _best(self._u, self._fitted + row, self.offset)) for row in drawn
        ]
        tail = (1 - self.confidence) / 2
        low, high = np.quantile(answers, [tail, 1 - tail], axis=0)
        names = ("coefficient", "exponent", "offset")
        return {name: Interval(float(low[i]), float(high[i])) for i, name in enumerate(names)}

    def _named(self, theta: Floats) -> tuple[float, float, float]:
        """Return a, α and E from ln a and E in units of the level of y, and α."""
        with np.errstate(over="ignore"):
            a, level = np.exp(theta[0] + self._level), np.exp(self._level)
        return float(a), float(theta[1]), float(theta[2] * level) if self.offset else 0.0


def _model(theta: Floats, u: Floats) -> tuple[Floats, Floats]:
    """Return ln(E + exp(p - α u)) for theta = (p, α) or (p, α, E), and its slopes (n, 2 or 3)."""
    falling = np.exp(theta[0] - theta[1] * u)
    y = falling + (theta[2] if len(theta) == 3 else 0.0)
    slopes = [falling, -u * falling, np.ones_like(u)][: len(theta)]
    return np.log(y), np.stack(slopes, axis=1) / y[:, None]


def _best(u: Floats, v: Floats, floor: bool) -> Floats:
    """Return (p, α) of the straight line v = p - α u, for u of mean 0; with a floor (p, α, E).

    The search for E starts where lines for a few values of it leave the least squares.
    """
    line = _straight(u, v)
    if not floor:
        return line
    y = np.exp(v)
    starts = [np.append(line, 0.0)]
    for E in y.min() * FLOORS:
        starts.append(np.append(_straight(u, np.log(y - E)), E))
    start = min(starts[1:], key=lambda theta: _squares(theta, u, v))
    found = _levenberg_marquardt(start, u, v)
    return min(found, starts[0], key=lambda theta: _squares(theta, u, v))


def _straight(u: Floats, v: Floats) -> Floats:
    return np.array([v.mean(), -(u @ v) / (u @ u)])


def _squares(theta: Floats, u: Floats, v: Floats) -> float:
    """Return the sum of squares that the law leaves, inf where it has no value or E is below 0."""
    if theta[2] < 0:
        return math.inf
    with np.errstate(over="ignore", invalid="ignore"):
        residuals = v - _model(theta, u)[0]
        squares = float(residuals @ residuals)
    return squares if math.isfinite(squares) else math.inf


def _levenberg_marquardt(theta: Floats, u: Floats, v: Floats) -> Floats:
    """Walk from theta to a least sum of squares of ln y.

    A step solves (JᵀJ + λ diag JᵀJ) δ = Jᵀ r: a Gauss-Newton step for small λ, a short step
    downhill for a large one.  λ shrinks when a step lowers the sum and grows when it does not.
    """
    damping, squares = 1e-3, _squares(theta, u, v)
    for _ in range(500):
        fitted, J = _model(theta, u)
        H, downhill = J.T @ J, J.T @ (v - fitted)
        step = np.linalg.solve(H + damping * np.diag(H.diagonal() + _TINY), downhill)
        after = _squares(theta + step, u, v)
        if after <= squares:
            theta, damping = theta + step, max(damping / 10, 1e-12)
            if squares - after <= 1e-14 * squares and np.abs(step).max() < 1e-8:
                break
            squares = after
        else:
            damping *= 10
            if damping > 1e12:
                break
    return theta


def _positive(value: Any, name: str) -> Floats:
    array = numbers(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape (n,), got {array.shape}")
    if (array <= 0).any():
        raise ValueError(f"{name} must be above 0, got {array[array <= 0][0]:g}")
    return array
