r"""Eigenvalues of the sample covariance of many-dimensional noise, and of a signal in it.

Throughout, n samples of d coordinates have mean 0, and their sample covariance is $X^\top X / n$.
Both n and d are large, and γ = d/n is their ratio.  The noise has variance 1 (or σ²) in every
direction; a spike ℓ is the variance in one single direction, that of the signal and the noise
together (so a signal of strength θ on unit noise is ℓ = 1 + θ).
"""

from math import pi, sqrt
from typing import Any

import numpy as np

from mlmath.scale import squarable
from mlmath.validation import Floats, count, generator, number, numbers, points


def marchenko_pastur_edges(gamma: float, sigma2: float = 1.0) -> tuple[float, float]:
    r"""Return the limits of the smallest and the largest nonzero eigenvalue of pure noise.

    .. math:: \sigma^2 (1 - \sqrt\gamma)^2, \qquad \sigma^2 (1 + \sqrt\gamma)^2

    Parameters
    ----------
    gamma : γ = d/n, dimensions per sample, positive.
    sigma2 : σ², the variance of the noise, positive.

    Every population eigenvalue is σ²; those of the sample fill the whole interval.  For γ > 1 the
    d - n others are 0.

    Source: V. A. Marchenko and L. A. Pastur, "Distribution of eigenvalues for some sets of random
    matrices", Mathematics of the USSR-Sbornik 1 (1967), 457-483.  Chapter: The curse of
    dimensionality.
    """
    root = sqrt(number(gamma, "gamma", above=0))
    sigma2 = number(sigma2, "sigma2", above=0)
    return sigma2 * (1 - root) ** 2, sigma2 * (1 + root) ** 2


def marchenko_pastur_density(x: Any, gamma: float, sigma2: float = 1.0) -> Floats:
    r"""Return the density of the eigenvalues of pure noise at x.

    .. math:: f(x) = \frac{\sqrt{(b - x)(x - a)}}{2 \pi \gamma \sigma^2 x}, \qquad a < x < b

    with the edges a and b of `marchenko_pastur_edges`, and 0 outside.  It integrates to 1 for
    γ <= 1 and to 1/γ above, where the rest are zeros (`marchenko_pastur_atom`).  For γ = 1 it
    grows without bound toward 0, where it is given as 0.

    Parameters
    ----------
    x : eigenvalues, any shape.
    gamma, sigma2 : as for `marchenko_pastur_edges`.
    """
    low, high = marchenko_pastur_edges(gamma, sigma2)
    x = numbers(x, "x")
    inside = (x > low) & (x < high)
    safe = np.where(inside, x, 1.0)
    # In units of σ², so that no product of three small or large numbers leaves float64.
    above, below, place = (high - safe) / sigma2, (safe - low) / sigma2, safe / sigma2
    roots = np.sqrt(np.maximum(above, 0.0)) * np.sqrt(np.maximum(below, 0.0))
    return np.where(inside, roots / (2 * pi * gamma * place) / sigma2, 0.0)


def marchenko_pastur_atom(gamma: float) -> float:
    """Return the share of eigenvalues that are exactly 0: 1 - 1/γ for γ > 1, otherwise none."""
    return max(0.0, 1.0 - 1.0 / number(gamma, "gamma", above=0))


def spike_threshold(gamma: float) -> float:
    r"""Return the spike above which the largest eigenvalue leaves the noise, $1 + \sqrt\gamma$.

    Source: J. Baik, G. Ben Arous and S. Péché, "Phase transition of the largest eigenvalue for
    nonnull complex sample covariance matrices", The Annals of Probability 33 (2005), 1643-1697,
    for complex data; for real data see `spike_eigenvalue`.
    """
    return 1.0 + sqrt(number(gamma, "gamma", above=0))


def spike_eigenvalue(ell: float, gamma: float) -> float:
    r"""Return the limit of the largest sample eigenvalue when one population eigenvalue is ℓ.

    .. math:: \lambda_1 \to \ell + \frac{\gamma \ell}{\ell - 1}
              = \ell \Big( 1 + \frac{\gamma}{\ell - 1} \Big)
              \;\text{ if } \ell > 1 + \sqrt\gamma, \qquad
              \lambda_1 \to (1 + \sqrt\gamma)^2 \;\text{ otherwise}

    All other population eigenvalues are 1.  A weak spike stays inside the noise and cannot be
    seen in the eigenvalues; a strong one shows, but too large.

    Parameters
    ----------
    ell : ℓ, the variance along the spiked direction, noise included; positive.
    gamma : γ = d/n, positive.

    Sources: J. Baik and J. W. Silverstein, "Eigenvalues of large sample covariance matrices of
    spiked population models", Journal of Multivariate Analysis 97 (2006), 1382-1408, for real and
    complex data (their α is our ℓ); D. Paul, "Asymptotics of sample eigenstructure for a large
    dimensional spiked covariance model", Statistica Sinica 17 (2007), 1617-1642, for real normal
    data and the eigenvectors too.
    """
    ell = number(ell, "ell", above=0)
    threshold = spike_threshold(gamma)
    if ell > threshold:
        return ell * (1.0 + gamma / (ell - 1.0))
    return threshold**2


def spike_overlap(ell: float, gamma: float) -> float:
    r"""Return the limit of the squared cosine between the first sample eigenvector and the spike.

    .. math:: \cos^2 \to \frac{1 - \gamma / (\ell - 1)^2}{1 + \gamma / (\ell - 1)}
              \;\text{ if } \ell > 1 + \sqrt\gamma, \qquad \cos^2 \to 0 \;\text{ otherwise}

    Even where the eigenvalue shows that there is a signal, its direction is found only roughly.
    Arguments and source (Paul 2007) as for `spike_eigenvalue`.
    """
    ell = number(ell, "ell", above=0)
    if ell <= spike_threshold(gamma):
        return 0.0
    theta = ell - 1.0
    share = gamma / theta  # below the root of γ, as ℓ - 1 is above it
    return (1.0 - share / theta) / (1.0 + share)


def spiked_points(
    n_samples: int, d: int, ell: float = 1.0, seed: int | np.random.Generator = 0
) -> Floats:
    """Draw normal points (n_samples, d) of variance ℓ along the first axis, 1 along all others.

    With ℓ = 1 this is pure noise.
    """
    X = generator(seed).normal(size=(count(n_samples, "n_samples"), count(d, "d")))
    X[:, 0] *= sqrt(number(ell, "ell", above=0))
    return X


def sample_spectrum(X: Any) -> Floats:
    r"""Return the d eigenvalues of $X^\top X / n$ for points X (n, d) of mean 0, largest first.

    `PCA` subtracts the sample mean and divides by n - 1 instead, which for large n is the same.
    """
    X = squarable(points(X))
    n, d = X.shape
    small = X.T @ X if d <= n else X @ X.T  # both have the same eigenvalues, apart from zeros
    found = np.maximum(np.linalg.eigvalsh(small)[::-1] / n, 0.0)
    return np.concatenate([found, np.zeros(d - len(found))])
