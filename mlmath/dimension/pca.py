"""Principal component analysis: the directions in which data vary most."""

from typing import Any, Self

import numpy as np

from mlmath.estimator import Estimator
from mlmath.scale import squarable
from mlmath.validation import Floats, count, points

# How much narrower the data may be in the last direction kept than in the first (as variances)
# for the covariance matrix to give it: its entries are rounded by about 1e-16 of the largest
# variance, which leaves the smallest one good to ten digits or so.
_NARROWEST = 1e-6
_SMALLEST = 1e-290  # below it squares have lost digits to underflow
_BLOCK = 2**16  # numbers of X at work at a time: 512 kB, which the processor's cache holds


class PCA(Estimator):
    r"""Find orthogonal directions of greatest variance, and project on the first few of them.

    With $\bar X$ the samples less their mean, $\bar X = U \operatorname{diag}(s) V^\top$ its
    singular value decomposition and n the number of samples, the components are the rows of
    $V^\top$ and the variances along them

    .. math:: \lambda_j = \frac{s_j^2}{n - 1}

    which are also the eigenvalues of the covariance matrix $\bar X^\top \bar X / (n - 1)$.

    Parameters
    ----------
    n_components : how many directions to keep, at most min(n_samples, n_features), which is also
        what None means.

    Attributes
    ----------
    components_ : the directions, (n_components_, n_features), orthonormal rows.  Their signs are
        scikit-learn's: the entry of largest size in each row is positive.
    explained_variance_ : λ_j, (n_components_,), largest first.
    explained_variance_ratio_ : λ_j over the sum of all λ, also of those not kept; zeros where
        the samples do not vary at all.
    singular_values_ : s_j, (n_components_,).
    mean_ : the mean of the samples, (n_features,).
    n_components_ : how many directions are kept.
    noise_variance_ : the mean of the min(n_samples, n_features) - n_components_ variances not
        kept, 0 where all are: the noise of probabilistic PCA (Tipping and Bishop 1999).

    A single sample varies in no direction: its variances are 0, where the formula has 0/0.

    Sources: K. Pearson, "On lines and planes of closest fit to systems of points in space",
    Philosophical Magazine 2 (1901), 559-572; H. Hotelling, "Analysis of a complex of statistical
    variables into principal components", Journal of Educational Psychology 24 (1933), 417-441.
    Chapter: The curse of dimensionality.
    """

    components_: Floats
    explained_variance_: Floats
    explained_variance_ratio_: Floats
    singular_values_: Floats
    mean_: Floats
    n_components_: int
    noise_variance_: float

    def __init__(self, n_components: int | None = None) -> None:
        self.n_components = None if n_components is None else count(n_components, "n_components")

    def fit(self, X: Any) -> Self:
        """Find the components of the samples X (n_samples, n_features).

        Raises
        ------
        ValueError : X is empty, has a wrong shape, holds NaN or numbers beyond 1e150; there are
            more components than samples or than features.
        """
        X = squarable(points(X))
        n, d = X.shape
        most = min(n, d)
        k = most if self.n_components is None else self.n_components
        if k > most:
            raise ValueError(
                f"n_components must be at most {most}, the smaller of {n} samples and "
                f"{d} features, got {k}"
            )
        self.mean_ = _mean(X)
        s, directions = _singular(X, self.mean_, k)
        spread = s / np.sqrt(max(n - 1, 1))  # standard deviations, (min(n, d),)
        shares = (s / (s[0] or 1.0)) ** 2
        self.n_components_ = k
        self.components_ = _signed(directions[:k])
        self.singular_values_ = s[:k].copy()
        self.explained_variance_ = spread[:k] ** 2
        self.explained_variance_ratio_ = shares[:k] / (shares.sum() or 1.0)
        self.noise_variance_ = float((spread[k:] ** 2).mean()) if k < most else 0.0
        return self

    def transform(self, X: Any) -> Floats:
        """Return the coordinates of X (n_queries, n_features) along the components.

        Their shape is (n_queries, n_components_); the mean of the samples is at the origin.
        """
        self._check_fitted("components_")
        X = self._points_like_fit(X, len(self.mean_))
        Z: Floats = (X - self.mean_) @ self.components_.T
        return Z

    def fit_transform(self, X: Any) -> Floats:
        """Find the components of X (n_samples, n_features) and return X along them."""
        return self.fit(X).transform(X)

    def inverse_transform(self, Z: Any) -> Floats:
        """Return the points (n_queries, n_features) with the coordinates Z along the components.

        After `transform` that is the nearest point of the plane that the components span; the
        mean squared distance to it, over the samples, is the variance not kept, times
        (n - 1) / n (C. Eckart and G. Young, "The approximation of one matrix by another of lower
        rank", Psychometrika 1 (1936), 211-218).
        """
        self._check_fitted("components_")
        Z = points(Z, "Z")
        if Z.shape[1] != self.n_components_:
            raise ValueError(f"Z must have {self.n_components_} columns, got {Z.shape[1]}")
        X: Floats = Z @ self.components_ + self.mean_
        return X


def _mean(X: Floats) -> Floats:
    """Return the mean of the samples (d,), exact for a feature that is the same in all."""
    mean: Floats = np.ones(len(X)) @ X / len(X)  # a product: quicker than a sum of short rows
    # Rounding must not let a constant feature vary.  Few others pass the first of the two tests.
    near = np.flatnonzero(np.abs(X[0] - mean) <= 1e-9 * np.abs(mean))
    constant = near[(X[:, near] == X[0, near]).all(axis=0)]
    mean[constant] = X[0, constant]
    return mean


def _singular(X: Floats, mean: Floats, k: int) -> tuple[Floats, Floats]:
    """Decompose X (n, d) less its mean (d,): singular values, and right vectors as rows.

    All min(n, d) are returned, largest first; the first k, and the sum of the squares of the
    others, are accurate.  Where there are many more samples than features, the eigenvectors of
    the small scatter matrix are by far the quickest way; but squaring loses the directions in
    which the data are very narrow, and when such are asked for, or are all that remains, the
    samples themselves are decomposed.
    """
    n, d = X.shape
    if n >= 2 * d:
        eigenvalues, vectors = np.linalg.eigh(_scatter(X, mean))
        least = max(_NARROWEST * eigenvalues[-1], _SMALLEST)
        if eigenvalues[-k] > least and (k == d or eigenvalues[:-k].sum() > least):
            s = np.sqrt(np.maximum(eigenvalues[::-1], 0.0))
            return s, vectors.T[::-1]
    away = X - mean
    away -= away.mean(axis=0)  # what rounding has left of the mean may be wider than the data
    if n >= 2 * d:  # the triangle of a QR decomposition has the same values and right vectors
        away = np.asarray(np.linalg.qr(away, mode="r"))
    _, s, directions = np.linalg.svd(away, full_matrices=False)
    return s, directions


def _scatter(X: Floats, mean: Floats) -> Floats:
    """Return the sum of (x - mean)(x - mean)ᵀ over the samples, (d, d).

    The mean goes first, since the difference of two large sums would keep few digits of the
    scatter of data far from the origin, and then what its rounding has added.  Block by block, so
    that X needs no second copy.
    """
    scatter = np.zeros((X.shape[1], X.shape[1]))
    rest = np.zeros(X.shape[1])
    step = max(1, _BLOCK // X.shape[1])
    ones = np.ones(step)
    for start in range(0, len(X), step):
        block = X[start : start + step] - mean  # (step, d)
        scatter += block.T @ block
        rest += ones[: len(block)] @ block
    return scatter - np.outer(rest, rest / len(X))


def _signed(directions: Floats) -> Floats:
    """Turn each row so that its entry of largest size is positive, as scikit-learn does."""
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), largest])
    turned: Floats = directions * signs[:, None]
    return turned
