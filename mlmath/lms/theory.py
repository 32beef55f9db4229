"""What LMS does on average: where it goes, how fast, how large a step it bears, and what is left.

The laws of the mean-square error here are for inputs drawn independently from a normal
distribution with covariance σ² I ("white Gaussian"), where they are exact.  All step sizes are
those of w ← w + μ e x; Widrow and Stearns' μ is half as large.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from mlmath.scale import least_squares, squarable
from mlmath.validation import Floats, count, number, points, shaped


class Correlations(NamedTuple):
    """Second moments: R of the inputs, shape (d, d), and p of inputs and response, shape (d,)."""

    R: Floats
    p: Floats


def correlations(X: Any, d: Any) -> Correlations:
    r"""Return the sample means $R = \frac1n X^T X$ and $p = \frac1n X^T d$."""
    X = squarable(points(X))
    d = squarable(shaped(d, (len(X),), "d"), "d")
    return Correlations(X.T @ X / len(X), X.T @ d / len(X))


def wiener_solution(X: Any, d: Any) -> Floats:
    r"""Return the weights $w^\circ$ of the least mean squared error over the samples.

    .. math:: R \, w^\circ = p, \qquad R = \tfrac1n X^T X, \quad p = \tfrac1n X^T d

    They come from X itself by least squares, which loses half as many digits as solving with R.
    Where R is singular, many weights are equally good and the shortest ones are returned.  Which
    features depend on each other is decided with each in a unit of its own size.

    Parameters
    ----------
    X : inputs, shape (n_samples, n_features).
    d : desired responses, shape (n_samples,).

    Raises
    ------
    ValueError : a shape does not fit, a number is not finite, or a weight leaves float64.

    Source: B. Widrow and S. D. Stearns, Adaptive Signal Processing, Prentice-Hall (1985).
    Chapter: LMS.
    """
    X = points(X)
    d = shaped(d, (len(X),), "d")
    solution = least_squares(X, d)
    if not np.isfinite(solution).all():
        raise ValueError(
            "X must have features large enough for weights that float64 can hold, got "
            f"{np.abs(X).max():g} beside d of {np.abs(d).max():g}"
        )
    return solution


def _modes(R: Any) -> tuple[Floats, Floats]:
    """Return the eigenvalues, rising, and the eigenvectors (as columns) of a correlation matrix."""
    R = shaped(R, ("n_features", "n_features"), "R")
    size = float(np.abs(R).max())
    if not np.allclose(R, R.T, rtol=0, atol=1e-12 * size):
        raise ValueError("R must be symmetric, got R[i, j] other than R[j, i]")
    values, vectors = np.linalg.eigh(R)
    if values[0] < -1e-12 * len(R) * size or values[-1] <= 0:
        raise ValueError(
            "R must have eigenvalues of at least 0 and one above it, as correlations have, "
            f"got {values[0]:g} to {values[-1]:g}"
        )
    return np.maximum(values, 0.0), vectors


def mean_stability_bound(R: Any) -> float:
    r"""Return $2 / \lambda_{\max}$: below it the mean weights settle, above it they run away.

    Averaged over independent inputs, the recursion is gradient descent on a quadratic, and its
    distance from the Wiener solution along the eigenvector of λ shrinks by $1 - \mu\lambda$.
    That the mean settles does not say that any one run does: see `mean_square_stability_bound`.

    Parameters
    ----------
    R : correlation matrix of the inputs, symmetric, shape (n_features, n_features).

    Raises
    ------
    ValueError : R is not symmetric, has a negative eigenvalue, or is zero.

    Source: B. Widrow and S. D. Stearns, Adaptive Signal Processing, Prentice-Hall (1985), where
    the bound is 1/λ_max for w ← w + 2 μ e x.  Chapter: LMS.
    """
    values, _ = _modes(R)
    return 2.0 / float(values[-1])


def mean_weights(R: Any, w_optimal: Any, mu: float, n_steps: int, w0: Any = None) -> Floats:
    r"""Return the expected weights of LMS over independent inputs.

    .. math:: E[w_k] = w^\circ + \sum_i (1 - \mu \lambda_i)^k \, q_i q_i^T (w_0 - w^\circ)

    Parameters
    ----------
    R : correlation matrix with eigenvalues $\lambda_i$ and eigenvectors $q_i$, shape (d, d).
    w_optimal : Wiener solution $w^\circ$, shape (d,).
    mu : step size, above 0.
    n_steps : number of updates.
    w0 : weights to start from, shape (d,); zero by default.

    Returns
    -------
    Shape (n_steps + 1, d); past `mean_stability_bound` it grows, and ends in rows of inf when
    float64 cannot hold it any more.
    """
    values, vectors = _modes(R)
    goal = shaped(w_optimal, (len(values),), "w_optimal")
    start = np.zeros(len(values)) if w0 is None else shaped(w0, (len(values),), "w0")
    mu = number(mu, "mu", above=0)
    k = np.arange(count(n_steps, "n_steps", low=0) + 1)[:, None]
    away = start / 2 - goal / 2  # halves, since a difference of two numbers may overflow
    distance = vectors.T @ away  # (d,), along each eigenvector
    # What rounding may have left of a 0 is none: it would grow as a real distance does.
    rounding = (len(away) + 2) * np.finfo(np.float64).eps * (np.abs(vectors).T @ np.abs(away))
    (moving,) = np.nonzero(np.abs(distance) > rounding)
    with np.errstate(over="ignore", invalid="ignore"):
        modes = (1.0 - mu * values[moving]) ** k * distance[moving]  # (n_steps + 1, moving)
        path: Floats = 2 * (goal / 2 + modes @ vectors[:, moving].T)
    path[~np.isfinite(path).all(axis=1)] = np.inf
    path[0] = start
    return path


def mean_square_stability_bound(n: int, sigma2: float) -> float:
    r"""Return $2 / ((n + 2) \sigma^2)$, the step size below which the mean squared error settles.

    Of the two bounds this is the one to obey: with white inputs $\lambda_{\max} = \sigma^2$, and
    between it and `mean_stability_bound` the mean of the weights settles while their spread
    grows without limit.

    Parameters
    ----------
    n : number of weights N, at least 1.
    sigma2 : variance σ² of each input, above 0; the inputs are white Gaussian.

    Raises
    ------
    ValueError : n is not a positive integer or sigma2 not a positive number.

    Source: A. Feuer and E. Weinstein, "Convergence analysis of LMS filters with uncorrelated
    Gaussian data", IEEE Transactions on Acoustics, Speech, and Signal Processing 33 (1985),
    treat uncorrelated inputs of unequal variances; this is their case of equal ones, in our μ.
    It follows from $E\|x\|^2 x x^T = (N + 2) \sigma^4 I$.  Chapter: LMS.
    """
    return 2.0 / ((count(n, "n") + 2) * number(sigma2, "sigma2", above=0))


def misadjustment(n: int, mu: float, sigma2: float) -> float:
    r"""Return the excess mean squared error in the long run, as a share of the least possible.

    .. math:: M = \frac{\mu N \sigma^2}{2 - \mu (N + 2) \sigma^2}

    Exact for white Gaussian inputs with independent noise; infinite from
    `mean_square_stability_bound` on.  Half of μ tr R, its limit for small steps, is
    `small_step_misadjustment`.

    Parameters
    ----------
    n : number of weights N, at least 1.
    mu : step size, above 0.
    sigma2 : variance σ² of each input, above 0.

    Raises
    ------
    ValueError : n is not a positive integer, or mu or sigma2 not a positive number.

    Chapter: LMS.
    """
    n = count(n, "n")
    power = number(mu, "mu", above=0) * number(sigma2, "sigma2", above=0)
    left = 2.0 - power * (n + 2)
    return power * n / left if left > 0 else math.inf


def small_step_misadjustment(mu: float, R: Any) -> float:
    r"""Return $\frac12 \mu \, \mathrm{tr}\, R$, what is left of the misadjustment for small steps.

    Widrow and Stearns' form is μ tr R, by their μ.  It takes inputs of any covariance R, shape
    (n_features, n_features), and is too low when the step is not small.
    """
    values, _ = _modes(R)
    return 0.5 * number(mu, "mu", above=0) * float(values.sum())


def learning_curve(
    n: int, mu: float, sigma2: float, noise: float, distance2: float, n_steps: int
) -> Floats:
    r"""Return the expected squared error of each sample, for white Gaussian inputs.

    .. math:: E[e_k^2] = \xi + \sigma^2 m_k, \qquad
              m_{k+1} = \bigl(1 - 2\mu\sigma^2 + \mu^2 (N + 2) \sigma^4\bigr) m_k
              + \mu^2 N \sigma^2 \xi

    where $m_k$ is the expected squared distance of the weights from the Wiener solution.

    Parameters
    ----------
    n : number of weights N.
    mu : step size.
    sigma2 : variance σ² of each input.
    noise : least possible mean squared error ξ, at least 0.
    distance2 : squared distance $m_0$ of the first weights from the Wiener solution, at least 0.
    n_steps : number of updates.

    Returns
    -------
    Shape (n_steps + 1,); past `mean_square_stability_bound` it grows, and may end in inf.
    """
    n = count(n, "n")
    mu = number(mu, "mu", above=0)
    sigma2 = number(sigma2, "sigma2", above=0)
    noise = number(noise, "noise", low=0)
    start = number(distance2, "distance2", low=0)
    k = np.arange(count(n_steps, "n_steps", low=0) + 1)
    shrinks = mu * sigma2 * (2.0 - mu * (n + 2) * sigma2)  # 1 minus the factor of m
    if shrinks == -math.inf:  # μ σ² itself overflows, and so does the second error
        return np.append(noise + sigma2 * start, np.full(len(k) - 1, np.inf))
    with np.errstate(over="ignore", invalid="ignore"):
        factor = (1.0 - shrinks) ** k
        # A geometric series; on the bound itself its sum is k, and it grows along a line.
        series = (1.0 - factor) / shrinks if shrinks else k.astype(np.float64)
        fresh = mu * sigma2 * n * noise * (mu * series) if noise else 0.0
        kept = factor * start if start else 0.0
        curve: Floats = noise + sigma2 * (kept + fresh) + np.zeros(len(k))
    curve[0] = noise + sigma2 * start
    return curve
