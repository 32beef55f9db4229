"""The k nearest neighbors: exact, in blocks of bounded memory, and a vote or a mean among them."""

from collections.abc import Iterator
from typing import Any, Literal, Self, overload

import numpy as np
from numpy.typing import NDArray

from mlmath.estimator import Estimator
from mlmath.scale import exponents, lengths, squarable
from mlmath.validation import Floats, choice, classes, count, labels, numbers, points

Indices = NDArray[np.intp]

TASKS = ("classification", "regression")
_SMALLEST = 1e-290  # squares below have lost digits to underflow
_LEAST = float(np.finfo(np.float64).smallest_subnormal)
_BLOCK = 2**19  # numbers in the largest table at work: 4 MB, which the processor's cache holds
_WIDTH = 2**13  # samples that are compared with each query at a time, at most


class KNeighbors(Estimator):
    r"""Answer as the k nearest of the known points do: by majority, or by their mean.

    .. math:: \hat p_c(x) = \frac{1}{k} \sum_{i \in N_k(x)} [y_i = c], \qquad
              \hat y(x) = \frac{1}{k} \sum_{i \in N_k(x)} y_i

    where $N_k(x)$ are the k samples with the smallest Euclidean distance to x.

    Parameters
    ----------
    n_neighbors : k, at least 1.
    task : "classification", as scikit-learn's KNeighborsClassifier, or "regression", as its
        KNeighborsRegressor, both with uniform weights.

    Attributes
    ----------
    classes_ : the labels in sorted order; for classification only.
    n_samples_fit_ : how many samples `fit` was given.
    n_features_in_ : how many features each of them has.

    Ties
    ----
    Of samples at equal distance the one that comes first in `fit` counts as nearer.  (Which one
    scikit-learn takes depends on its search algorithm.)  Of classes with equally many votes the
    first in `classes_` wins, as in scikit-learn.

    Source: T. M. Cover and P. E. Hart, "Nearest neighbor pattern classification", IEEE
    Transactions on Information Theory 13 (1967), 21-27.  Chapter: The curse of dimensionality.
    """

    classes_: NDArray[Any]
    n_samples_fit_: int
    n_features_in_: int

    def __init__(self, n_neighbors: int = 5, task: str = "classification") -> None:
        self.n_neighbors = count(n_neighbors, "n_neighbors")
        self.task = choice(task, "task", TASKS)

    def fit(self, X: Any, y: Any) -> Self:
        """Remember the samples X (n_samples, n_features) and y (n_samples,).

        Raises
        ------
        ValueError : X is empty, has a wrong shape or holds NaN or numbers beyond 1e150; y has a
            wrong length, holds NaN or, for regression, something that is no number; there are
            fewer samples than neighbors.
        """
        X = squarable(points(X))
        _enough(self.n_neighbors, len(X))
        if self.task == "classification":
            self.classes_, self._codes = classes(y, len(X))
        else:
            self._targets = numbers(labels(y, len(X)), "y").copy()
        self.n_samples_fit_, self.n_features_in_ = X.shape
        self._X = X.copy()
        self._center = X.mean(axis=0)
        return self

    @overload
    def kneighbors(
        self, X: Any, n_neighbors: int | None = None, return_distance: Literal[True] = True
    ) -> tuple[Floats, Indices]: ...

    @overload
    def kneighbors(
        self, X: Any, n_neighbors: int | None = None, *, return_distance: Literal[False]
    ) -> Indices: ...

    def kneighbors(
        self, X: Any, n_neighbors: int | None = None, return_distance: bool = True
    ) -> tuple[Floats, Indices] | Indices:
        """Find the nearest samples of each query in X (n_queries, n_features), nearest first.

        Returns
        -------
        (distances, indices), each (n_queries, n_neighbors), or the indices alone.  Distances are
        computed from differences of coordinates, so that a copy of a sample is at exactly 0.
        """
        self._check_fitted("n_samples_fit_")
        X = squarable(self._points_like_fit(X, self.n_features_in_))
        k = self.n_neighbors if n_neighbors is None else count(n_neighbors, "n_neighbors")
        found = _nearest(X, self._X, self._center, _enough(k, self.n_samples_fit_))
        return found if return_distance else found[1]

    def predict_proba(self, X: Any) -> Floats:
        """Return each class's share of the k votes, (n_queries, n_classes)."""
        self._check_fitted("n_samples_fit_")
        if self.task != "classification":
            raise ValueError("task must be 'classification' for predict_proba, got 'regression'")
        votes = self._codes[self.kneighbors(X, return_distance=False)]  # (n_queries, k)
        shape = (len(votes), len(self.classes_))
        cells = votes + shape[1] * np.arange(shape[0])[:, None]
        tally = np.bincount(cells.ravel(), minlength=shape[0] * shape[1])
        return tally.reshape(shape) / self.n_neighbors

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the class with most votes, or the mean of the neighbors' y, (n_queries,)."""
        self._check_fitted("n_samples_fit_")
        if self.task == "classification":
            winners: NDArray[Any] = self.classes_[self.predict_proba(X).argmax(axis=1)]
            return winners
        y = self._targets[self.kneighbors(X, return_distance=False)]  # (n_queries, k)
        unit = exponents(y, axis=1)  # in which no sum overflows
        means: Floats = np.ldexp(np.ldexp(y, -unit).mean(axis=1), unit[:, 0])
        return means


def _nearest(Q: Floats, X: Floats, center: Floats, k: int) -> tuple[Floats, Indices]:
    r"""Return the k nearest rows of X (n, d) to each row of Q (m, d), ties by lower index.

    One matrix product gives, for many pairs at once, what orders the distances from a query:

    .. math:: \|q - x\|^2 - \|q\|^2 = \|x\|^2 - 2 q \cdot x

    Its rounding error may exceed the difference of two distances, so it only picks candidates:
    every sample that can be among the k nearest, given how large the error can be at most.
    Moving the origin to the samples' mean keeps that error, and so the candidates, few.
    """
    n, d = X.shape
    Y = X - center
    sizes = np.einsum("ij,ij->i", Y, Y)  # squared, (n,)
    samples = np.column_stack([Y, sizes])  # (n, d + 1)
    P = Q - center
    queries = np.column_stack([-2.0 * P, np.ones(len(P))])  # (m, d + 1)
    reach = np.sqrt(np.einsum("ij,ij->i", P, P)) + np.sqrt(sizes.max())
    # A sum of d products, and the two subtractions of the center, round by at most this much
    # (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), and each product by
    # as much again as the smallest float64 where it underflows.
    slack = (d + 8) * (np.finfo(np.float64).eps * reach * reach + _LEAST)  # (m,)
    distances = np.empty((len(Q), k))
    indices = np.empty((len(Q), k), dtype=np.intp)
    pieces = -(-n // _WIDTH)
    width = -(-n // pieces)
    step = max(1, min(len(Q), _BLOCK // width))
    table = np.empty((step, width))  # one for all, since fresh memory would cost more than the use
    for start in range(0, len(Q), step):
        block = slice(start, start + step)
        size = (len(Q[block]), k)
        best = np.full(size, np.inf), np.full(size, np.inf), np.zeros(size, dtype=np.intp)
        for rows, columns in _candidates(queries[block], samples, slack[block], k, table):
            best = _merged(best, rows, columns, *_distances(Q[block], X, rows, columns))
        _, distances[block], indices[block] = best
    return distances, indices


def _candidates(
    queries: Floats, samples: Floats, slack: Floats, k: int, table: Floats
) -> Iterator[tuple[Indices, Indices]]:
    """Yield (rows, columns): for each row of queries the samples that may be its k nearest.

    The scores queries @ samples.T may be off by `slack` (m,).  They are made in the `table`, for
    as many samples at a time as it has columns, and compared with the k lowest known so far.
    Rows ascend, and columns in each row.
    """
    m, width = len(queries), table.shape[1]
    lowest = np.full((m, k), np.inf)
    for start in range(0, len(samples), width):
        part = samples[start : start + width]
        scores = table.ravel()[: m * len(part)].reshape(m, len(part))
        np.matmul(queries, part.T, out=scores)
        lowest = np.hstack([lowest, _low_scores(scores, k)])
        lowest = np.partition(lowest, k - 1, axis=1)[:, :k]
        limit = lowest[:, -1:] + 3.0 * slack[:, None]
        rows, columns = np.divmod(np.flatnonzero(scores <= limit), len(part))
        yield rows, columns + start


def _merged(
    best: tuple[Floats, Floats, Indices],
    rows: Indices,
    columns: Indices,
    squares: Floats,
    distances: Floats,
) -> tuple[Floats, Floats, Indices]:
    """Return the k nearest of each row, of those known, thrice (m, k), and some new ones."""
    m, k = best[0].shape
    rows = np.concatenate([np.repeat(np.arange(m), k), rows])
    squares = np.concatenate([best[0].ravel(), squares])
    distances = np.concatenate([best[1].ravel(), distances])
    columns = np.concatenate([best[2].ravel(), columns])
    # Stable: within a row, equal distances keep their order, and so the lower index is first.
    # Roots may be equal where squares differ, and squares where all of them underflow.
    order = np.lexsort((distances, squares, rows))
    firsts = np.searchsorted(rows[order], np.arange(m))
    chosen = order[firsts[:, None] + np.arange(k)]  # (m, k)
    return squares[chosen], distances[chosen], columns[chosen]


def _low_scores(scores: Floats, k: int) -> Floats:
    """Return some of the scores of each row (m, width), most of its k lowest among them.

    To search all of them for the k lowest would take longer than to compute them.  So they are
    dealt into 4 k groups or more, and the lowest of each is taken.  Where two of the k lowest
    meet in one group another will do, since these only limit the candidates.
    """
    rows, width = scores.shape
    groups = max(4 * k, min(128, width // 4))
    size = width // groups
    if size < 2:
        return scores
    lows: Floats = scores[:, : size * groups].reshape(rows, size, groups).min(axis=1)
    return lows


def _distances(Q: Floats, X: Floats, rows: Indices, columns: Indices) -> tuple[Floats, Floats]:
    """Return |Q[rows] - X[columns]|² and its root, a bounded number of pairs at a time.

    Where the square is so small that it has lost digits it is 0, and the root has them all.
    """
    squares, roots = np.empty(len(rows)), np.empty(len(rows))
    step = max(1, _BLOCK // X.shape[1])
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        gap = Q[rows[part]] - X[columns[part]]
        far = np.einsum("ij,ij->i", gap, gap, out=squares[part])
        root = np.sqrt(far, out=roots[part])
        (small,) = np.nonzero(far < _SMALLEST)
        if small.size:
            root[small], far[small] = lengths(gap[small]), 0.0
    return squares, roots


def _enough(k: int, n_samples: int) -> int:
    if k > n_samples:
        raise ValueError(f"n_neighbors must be at most the {n_samples} samples of fit, got {k}")
    return k
