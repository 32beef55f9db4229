"""Perceptron, PCA, nearest neighbors and kernels, beside scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.mathematics.case import Case, Run, close
from mlmath.dimension import PCA, KNeighbors
from mlmath.kernels import SVC, KernelPCA
from mlmath.perceptron import Perceptron


def clouds(n: int, d: int, seed: int, gap: float = 0.0, noise: float = 0.0) -> Any:
    """Return n normal points in d dimensions, labeled by a plane.

    Parameters
    ----------
    gap : points nearer to the plane than this are moved away from it by as much.
    noise : of the labels, as a standard deviation beside the distance from the plane.
    """
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    u = rng.normal(size=d)
    u /= np.linalg.norm(u)
    distance = X @ u
    X += gap * np.sign(distance)[:, None] * u
    y = np.where(distance + noise * rng.normal(size=n) > 0, 1, -1)
    return X, y


def perceptron(data: Any) -> Run:
    """Fit until nothing is wrong, keeping every update."""
    X, y = data

    def run() -> Any:
        machine = Perceptron().fit(X, y)
        assert machine.converged_
        return np.append(machine.coef_, machine.intercept_)

    return run


def sklearn_perceptron(data: Any) -> Run:
    """Make as many passes in the same order; it looks for no end of its own."""
    from sklearn import linear_model

    X, y = data
    epochs = Perceptron().fit(X, y).n_epochs_

    def run() -> Any:
        machine = linear_model.Perceptron(shuffle=False, tol=None, max_iter=epochs)
        machine.fit(X, y)
        return np.append(machine.coef_, machine.intercept_)

    return run


def pca(data: Any) -> Run:
    """Find 20 components."""

    def run() -> Any:
        found = PCA(n_components=20).fit(data)
        return found.explained_variance_, np.abs(found.components_)

    return run


def sklearn_pca(data: Any) -> Run:
    """Find them by the solver that scikit-learn chooses."""
    from sklearn import decomposition

    def run() -> Any:
        found = decomposition.PCA(n_components=20).fit(data)
        return found.explained_variance_, np.abs(found.components_)

    return run


def spread() -> Any:
    """Return correlated points, (5000, 200), whose variances differ."""
    rng = np.random.default_rng(2)
    mixing = np.linalg.qr(rng.normal(size=(200, 200)))[0]
    return rng.normal(size=(5000, 200)) * np.linspace(3, 0.5, 200) @ mixing


def neighbors(data: Any) -> Run:
    """Classify 1000 points by their five nearest."""
    (X, y), (Q, _) = data
    return lambda: KNeighbors(5).fit(X, y).predict(Q)


def sklearn_neighbors(data: Any) -> Run:
    """Classify the same by the search that scikit-learn chooses."""
    from sklearn.neighbors import KNeighborsClassifier

    (X, y), (Q, _) = data
    return lambda: KNeighborsClassifier(5).fit(X, y).predict(Q)


def kernel_pca(data: Any) -> Run:
    """Find five components."""
    X, _ = data

    def run() -> Any:
        found = KernelPCA(n_components=5, kernel="rbf", gamma=0.05).fit(X)
        return found.eigenvalues_, np.abs(found.transform(X))

    return run


def sklearn_kernel_pca(data: Any) -> Run:
    """Find them by the solver that scikit-learn chooses."""
    from sklearn import decomposition

    X, _ = data

    def run() -> Any:
        found = decomposition.KernelPCA(n_components=5, kernel="rbf", gamma=0.05).fit(X)
        return found.eigenvalues_, np.abs(found.transform(X))

    return run


def svc(data: Any) -> Run:
    """Fit a soft margin to a tenth of the usual tolerance, and judge the points."""
    X, y = data
    return lambda: SVC(C=1.0, gamma=0.1, tol=1e-4).fit(X, y).decision_function(X)


def sklearn_svc(data: Any) -> Run:
    """Fit it by libsvm."""
    from sklearn import svm

    X, y = data
    return lambda: svm.SVC(C=1.0, gamma=0.1, tol=1e-4).fit(X, y).decision_function(X)


CASES = [
    Case(
        "perceptron, fit", "5000 × 20, separable", "sklearn",
        lambda: clouds(5000, 20, 1, gap=0.05), perceptron, sklearn_perceptron, close(1e-10),
        "scikit-learn's compiled loop looks at one sample at a time; ours looks at 256 in one "
        "product, of which some is thrown away after each mistake, makes a few calls from Python "
        "for each, and keeps the weights after every update.",
    ),
    Case(
        "PCA, fit", "5000 × 200, 20 components", "sklearn", spread, pca, sklearn_pca,
        close(1e-9, 1e-6), "both sides spend it in BLAS and LAPACK; what differs is which "
        "decomposition they call.",
    ),
    Case(
        "kNN, fit and predict", "5000 × 30, 1000 queries, k = 5", "sklearn",
        lambda: (clouds(5000, 30, 3), clouds(1000, 30, 4)), neighbors, sklearn_neighbors,
        lambda a, b: np.testing.assert_array_equal(a, b),
        "both get the distances from one matrix product; scikit-learn keeps a heap of the nearest "
        "while each tile is in the cache, numpy partitions whole rows afterwards.",
    ),
    Case(
        "kernel PCA, fit and transform", "1000 × 10, 5 components", "sklearn",
        lambda: clouds(1000, 10, 5), kernel_pca, sklearn_kernel_pca, close(1e-8, 1e-6),
        "the kernel matrix is the same work; scikit-learn asks ARPACK for the leading eigenvectors "
        "only.",
    ),
    Case(
        "SVC, fit and decide", "1500 × 10, C = 1, RBF", "sklearn",
        lambda: clouds(1500, 10, 6, noise=0.3), svc, sklearn_svc, close(1e-3),
        "libsvm computes rows of the kernel as it needs them; ours gets the whole matrix from one "
        "product, and holds more memory for it.",
    ),
]  # fmt: skip
