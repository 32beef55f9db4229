"""The Gaussian kernel by finitely many features: its series cut off, and random waves."""

from math import comb, factorial, log, sqrt
from typing import Any

import numpy as np

from mlmath.kernels.features import polynomial_features
from mlmath.validation import Floats, count, generator, number, points


def taylor_features(X: Any, degree: int, gamma: float) -> Floats:
    r"""Map samples to the monomials up to a degree that make up the Gaussian kernel.

    .. math:: e^{-\gamma \|x - z\|^2} = e^{-\gamma \|x\|^2} e^{-\gamma \|z\|^2}
              \sum_{m=0}^\infty \frac{(2 \gamma \, x \cdot z)^m}{m!}

    The term m is a polynomial kernel of degree m, so its features are the monomials of degree m.

    Parameters
    ----------
    X : samples, shape (n, d).
    degree : the last m that is kept, an integer from 0.
    gamma : γ, above 0.

    Returns
    -------
    Shape (n, C(d + degree, degree)), by rising degree.

    Source: A. Cotter, J. Keshet and N. Srebro, "Explicit approximations of the Gaussian kernel",
    arXiv 1109.4603 (2011).  Chapter: Kernels.
    """
    X = points(X)
    gamma = number(gamma, "gamma", above=0)
    parts = [np.ones((len(X), 1))]
    for m in range(1, count(degree, "degree", low=0) + 1):
        parts.append(polynomial_features(X, m, 2 * gamma, 0.0) / sqrt(factorial(m)))
    damped = np.exp(-gamma * (X**2).sum(axis=1, keepdims=True))
    return np.asarray(np.hstack(parts) * damped)


def taylor_kernel(X: Any, Z: Any, degree: int, gamma: float) -> Floats:
    """Return the inner products of `taylor_features` of X (n, d) and Z (m, d), shape (n, m).

    By the series itself, so that the number of features costs nothing.
    """
    X, Z = points(X), points(Z, "Z")
    gamma = number(gamma, "gamma", above=0)
    inner = 2 * gamma * (X @ Z.T)
    term = np.exp(-gamma * ((X**2).sum(axis=1)[:, None] + (Z**2).sum(axis=1)))
    total = term.copy()
    for m in range(1, count(degree, "degree", low=0) + 1):
        term = term * inner / m
        total += term
    return np.asarray(total)


def taylor_count(degree: int, n_features: int) -> int:
    """Return how many features `taylor_features` gives for samples of n_features coordinates."""
    degree = count(degree, "degree", low=0)
    return comb(count(n_features, "n_features") + degree, degree)


def taylor_bound(degree: int, gamma: float, radius: float) -> float:
    r"""Return a bound on the error of the kernel that is left after a degree.

    .. math:: e^{-u} \sum_{m > M} \frac{u^m}{m!}, \qquad u = 2 \gamma R^2

    for all samples within R of the origin: since $|2 \gamma\, x \cdot z| \le u$ where
    $u = \gamma (\|x\|^2 + \|z\|^2)$, and the bound grows with u.  It is the chance that a Poisson
    variable of mean u exceeds M.

    Parameters
    ----------
    degree : M.
    gamma, radius : γ and R.
    """
    degree = count(degree, "degree", low=0)
    u = 2 * number(gamma, "gamma", above=0) * number(radius, "radius", low=0) ** 2
    m = np.arange(1, degree + 400)
    # The terms' logarithms, from the rest itself: 1 less the sum of the others would cancel.
    logs = m * log(u) - np.cumsum(np.log(m)) - u if u > 0 else np.full(len(m), -np.inf)
    return float(min(1.0, np.exp(logs[degree:]).sum()))


def fourier_features(X: Any, n_features: int, gamma: float, seed: Any = 0) -> Floats:
    r"""Map samples to cosines and sines of random frequencies.

    .. math:: \sqrt{\tfrac{2}{D}} \, (\cos \omega_1 \cdot x, \; \sin \omega_1 \cdot x, \; \dots)

    with D/2 frequencies, each coordinate normal with mean 0 and variance 2γ.  Since
    $\cos a \cos b + \sin a \sin b = \cos(a - b)$, the inner product of two samples is the mean of
    $\cos \omega \cdot (x - z)$, whose expectation is the Gaussian kernel.

    Parameters
    ----------
    X : samples, shape (n, d).
    n_features : D, an even number from 2.
    gamma : γ, above 0.
    seed : of the frequencies; with equal seeds those of fewer features come first among more.

    Returns
    -------
    Shape (n, D).

    Source: A. Rahimi and B. Recht, "Random features for large-scale kernel machines", Advances in
    Neural Information Processing Systems 20 (2007).  Chapter: Kernels.
    """
    X = points(X)
    D = count(n_features, "n_features", low=2)
    if D % 2:
        raise ValueError(f"n_features must be even, got {D}")
    rng = generator(seed)
    omega = rng.normal(size=(D // 2, X.shape[1])) * sqrt(2 * number(gamma, "gamma", above=0))
    angles = X @ omega.T  # (n, D / 2)
    waves = np.stack([np.cos(angles), np.sin(angles)], axis=2).reshape(len(X), D)
    return np.asarray(waves * sqrt(2 / D))


def fourier_bound(n_features: int, n_pairs: int, chance: float = 0.05) -> float:
    r"""Return a bound that the largest error over given pairs of samples exceeds with small chance.

    .. math:: \sqrt{\frac{4}{D} \log \frac{2 P}{\delta}}

    The error at one pair is that of a mean of D/2 independent numbers between -1 and 1, so that
    it exceeds ε with a chance of at most $2 e^{-D \varepsilon^2 / 4}$ (Hoeffding); P pairs have at
    most P times that.

    Parameters
    ----------
    n_features : D.
    n_pairs : P.
    chance : δ, between 0 and 1.
    """
    D, P = count(n_features, "n_features", low=2), count(n_pairs, "n_pairs")
    delta = number(chance, "chance", above=0, below=1)
    return sqrt(4 * log(2 * P / delta) / D)
