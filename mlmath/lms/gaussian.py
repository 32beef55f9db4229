r"""What LMS does on average where the inputs are normal, with any covariance.

The theory of `mlmath.lms.theory` is for white inputs.  Here the covariance R is free.  In the basis
of its eigenvectors the expected squares $k_i$ of the distance from the Wiener solution follow

.. math:: k_i \leftarrow (1 - 2\mu\lambda_i + 2\mu^2\lambda_i^2) \, k_i
          + \mu^2 \lambda_i \Bigl(\xi + \sum_j \lambda_j k_j\Bigr)

which rests on the fourth moments of a normal distribution, and on independence in time.
"""

from typing import Any

import numpy as np

from mlmath.lms.theory import _modes
from mlmath.validation import Floats, count, number, shaped


def gaussian_learning_curve(R: Any, mu: float, noise: float, away: Any, n_steps: int) -> Floats:
    r"""Return the expected squared error of each sample, $E[e_k^2] = \xi + \sum_i \lambda_i k_i$.

    Parameters
    ----------
    R : covariance of the inputs, which have mean zero and are independent in time, shape (d, d).
    mu : step size μ of w ← w + μ e x, above 0.
    noise : least possible mean squared error ξ, at least 0.
    away : first weights minus the Wiener solution, shape (d,).
    n_steps : number of updates.

    Returns
    -------
    Shape (n_steps + 1,); past `gaussian_stability_bound` it grows, and may end in inf.

    Source: L. L. Horowitz and K. D. Senne, IEEE Transactions on Acoustics, Speech, and Signal
    Processing 29 (1981), 722-736; Feuer and Weinstein (1985), in our μ.  Chapter: LMS.
    """
    values, vectors = _modes(R)
    mu = number(mu, "mu", above=0)
    noise = number(noise, "noise", low=0)
    k = (vectors.T @ shaped(away, (len(values),), "away")) ** 2
    curve = np.empty(count(n_steps, "n_steps", low=0) + 1)
    with np.errstate(over="ignore", invalid="ignore"):
        keep = 1 - 2 * mu * values + 2 * (mu * values) ** 2
        for step in range(len(curve)):
            curve[step] = error = noise + float(values @ k)
            k = keep * k + mu**2 * values * error
    curve[np.isnan(curve)] = np.inf
    return curve


def _share(values: Floats, mu: float) -> float:
    r"""Return $S = \sum_i \mu\lambda_i / (2 (1 - \mu\lambda_i))$; inf where a term has no end."""
    left = 1 - mu * values
    return float((mu * values / (2 * left)).sum()) if left.min() > 0 else np.inf


def gaussian_misadjustment(R: Any, mu: float) -> float:
    r"""Return the excess mean squared error in the long run, as a share of the least possible.

    .. math:: M = \frac{S}{1 - S}, \qquad S = \sum_i \frac{\mu\lambda_i}{2 (1 - \mu\lambda_i)}

    It is infinite from `gaussian_stability_bound` on.
    """
    values, _ = _modes(R)
    share = _share(values, number(mu, "mu", above=0))
    return share / (1 - share) if share < 1 else np.inf


def gaussian_stability_bound(R: Any) -> float:
    """Return the step size at which S = 1: below it the mean squared error settles.

    For white inputs it is 2 / ((N + 2) σ²); it never exceeds 1 / λ_max.
    """
    values, _ = _modes(R)
    low, high = 0.0, 1 / float(values[-1])
    for _ in range(60):
        middle = (low + high) / 2
        if _share(values, middle) < 1:
            low = middle
        else:
            high = middle
    return low
