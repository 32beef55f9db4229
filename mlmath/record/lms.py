"""The results that the page Least mean squares reproduces."""

import numpy as np

from mlmath.lms import lms, mean_square_stability_bound, misadjustment
from mlmath.record import Measured, Result

HERE = "{doc}`/chapters/03_lms`"


def by_hand() -> Measured:
    """Make the two steps that the page works on paper."""
    run = lms([[2, 1], [1, 2]], [10, 14], 0.1)
    agrees = np.allclose(run.weights, [[0, 0], [2, 1], [3, 3]]) and np.allclose(run.errors, 10)
    return Measured(f"weights ({run.weights[-1][0]:g}, {run.weights[-1][1]:g})", bool(agrees))


def excess(mu: float, seed: int, n: int = 10, samples: int = 20_000) -> float:
    """Return the misadjustment of one run with white normal inputs, as the page measures it."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(samples, n))
    noise = rng.normal(size=samples)
    errors = lms(X, X.sum(axis=1) + noise, mu).errors
    return float(np.mean((errors - noise)[2000:] ** 2))


def measured_misadjustment() -> Measured:
    """Measure the misadjustment of ten weights over 12 runs, and compare with the exact law."""
    steps = (0.02, 0.06, 0.1)
    found = [float(np.mean([excess(mu, seed) for seed in range(12)])) for mu in steps]
    exact = [misadjustment(10, mu, 1.0) for mu in steps]
    agrees = bool(np.allclose(found, exact, rtol=0.05))
    return Measured(", ".join(f"{value:.3f}" for value in found) + " over 12 runs each", agrees)


def bounds_by_bisection() -> Measured:
    """Find by bisection where the mean square, and where the mean, begin to grow.

    A step on each of 200,000 samples, from weights that are one away along the first axis.
    """
    X = np.random.default_rng(2).normal(size=(200_000, 10))
    away, step = np.eye(10)[0], X[:, :1] * X
    found = []
    for grows, high in (
        (lambda mu: np.mean(((away - mu * step) ** 2).sum(axis=1)) > 1, 1.0),
        (lambda mu: np.linalg.norm((away - mu * step).mean(axis=0)) > 1, 4.0),
    ):
        low = 0.01
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (low, middle) if grows(middle) else (middle, high)
        found.append(middle)
    agrees = np.allclose(found, [mean_square_stability_bound(10, 1.0), 2.0], rtol=0.02)
    return Measured(f"{found[0]:.3f} and {found[1]:.2f}", bool(agrees))


def time_constant() -> Measured:
    """Count the random patterns after which 1/e is left of what 17 mean weights had to learn."""
    rng = np.random.default_rng(4)
    away, left = np.ones((4000, 17)), [1.0]
    while left[-1] > 1 / np.e:
        x = rng.choice([-1.0, 1.0], size=away.shape)
        away = away - (away * x).sum(axis=1)[:, None] * x / 17
        left.append(float(np.linalg.norm(away.mean(axis=0)) / np.sqrt(17)))
    n = len(left) - 1
    return Measured(f"{n} patterns", abs(n - 17) <= 1)


RESULTS = [
    Result("Two steps on two samples", "weights (3, 3)", f"by hand, {HERE}", by_hand),
    Result(
        "Misadjustment of ten weights at μ = 0.02, 0.06 and 0.1, white normal inputs",
        "0.114, 0.469, 1.250",
        "{prf:ref}`thm-lms-mean-square`, {cite:t}`feuer1985`",
        measured_misadjustment,
    ),
    Result(
        "Step sizes at which the mean square, and the mean, begin to grow; ten inputs",
        "1/6 and 2",
        "{prf:ref}`thm-lms-mean-square`, {prf:ref}`thm-lms-mean`",
        bounds_by_bisection,
    ),
    Result(
        "Time constant of a machine with 17 knobs that takes each error away at once",
        "17 patterns",
        "{cite:t}`widrow1960`",
        time_constant,
    ),
]
