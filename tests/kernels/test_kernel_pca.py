"""Kernel PCA against the singular value decomposition of the mapped samples."""

import numpy as np
import pytest

from mlmath.dimension import PCA
from mlmath.kernels import KernelPCA, center_gram, polynomial_features, rbf_kernel
from mlmath.kernels.eigen import leading_eigenpairs


def samples(seed, n=30, d=4):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) * np.arange(1, d + 1) + rng.normal(size=d)


def principal_coordinates(F, new=None):
    """Ordinary PCA of the rows of F by its SVD: coordinates of F (or of new rows), variances."""
    mean = F.mean(axis=0)
    _, s, Vt = np.linalg.svd(F - mean, full_matrices=False)
    return ((F if new is None else new) - mean) @ Vt.T, s**2


def same_up_to_sign(A, B, atol=1e-8):
    signs = np.sign((A * B).sum(axis=0))
    np.testing.assert_allclose(A * signs, B, atol=atol)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("n", "d"), [(30, 4), (5, 9), (12, 1)])
def test_with_the_linear_kernel_it_is_pca_is_the_svd(seed, n, d):
    """Eigenvalues are squared singular values, coordinates U S (Schölkopf, Smola & Müller 1998)."""
    X = samples(seed, n, d)
    k = min(n - 1, d)
    machine = KernelPCA(k).fit(X)
    coordinates, squares = principal_coordinates(X)
    np.testing.assert_allclose(machine.eigenvalues_, squares[:k], rtol=1e-9)
    same_up_to_sign(machine.transform(X), coordinates[:, :k])
    new = samples(seed + 50, 7, d)
    same_up_to_sign(machine.transform(new), principal_coordinates(X, new)[0][:, :k])
    pca = PCA(k).fit(X)
    np.testing.assert_allclose(machine.eigenvalues_, pca.singular_values_**2, rtol=1e-9)
    same_up_to_sign(machine.transform(new), pca.transform(new))
    assert KernelPCA().fit(X).eigenvalues_.shape == (k,)  # the others are zero, and dropped


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("degree", [2, 3])
def test_with_the_polynomial_kernel_it_is_pca_of_the_explicit_map(seed, degree):
    X, new = samples(seed, 40, 2), samples(seed + 9, 6, 2)
    F, G = (polynomial_features(A, degree, 0.5, 1.0) for A in (X, new))
    machine = KernelPCA(4, "poly", gamma=0.5, degree=degree).fit(X)
    coordinates, squares = principal_coordinates(F)
    np.testing.assert_allclose(machine.eigenvalues_, squares[:4], rtol=1e-9)
    size = np.abs(coordinates).max()
    same_up_to_sign(machine.transform(X), coordinates[:, :4], 1e-8 * size)
    same_up_to_sign(machine.transform(new), principal_coordinates(F, G)[0][:, :4], 1e-8 * size)


@pytest.mark.parametrize("kernel", ["linear", "poly", "rbf"])
def test_the_laws_of_principal_components(kernel):
    X = samples(7, 35, 3)
    machine = KernelPCA(3, kernel).fit(X)
    V, w = machine.eigenvectors_, machine.eigenvalues_
    np.testing.assert_allclose(V.T @ V, np.eye(3), atol=1e-10)
    np.testing.assert_allclose(V.sum(axis=0), 0, atol=1e-8)  # centered
    assert (np.diff(w) <= 0).all()
    T = machine.transform(X)
    np.testing.assert_allclose(T.T @ T, np.diag(w), atol=1e-8 * w[0])  # uncorrelated, variance λ
    np.testing.assert_allclose(machine.fit_transform(X), T, atol=1e-8 * np.sqrt(w[0]))
    assert (V[np.abs(V).argmax(axis=0), range(3)] > 0).all()  # the largest entry is positive


@pytest.mark.parametrize(("kernel", "width"), [("linear", 3), ("poly", 9), ("rbf", 24)])
def test_without_a_number_it_keeps_all_that_is_not_zero(kernel, width):
    """25 points in space: 3 features, 3 + 6 monomials up to degree 2, or all but the mean."""
    X, new = samples(4, 25, 3), samples(5, 7, 3)
    machine = KernelPCA(None, kernel, degree=2).fit(X)
    assert machine.eigenvalues_.shape == (width,)
    assert machine.eigenvectors_.shape == (25, width)
    assert machine.transform(new).shape == (7, width)
    assert machine.fit_transform(X).shape == (25, width)
    asked = KernelPCA(width, kernel, degree=2).fit(X)
    np.testing.assert_allclose(machine.eigenvalues_, asked.eigenvalues_, rtol=1e-12)
    np.testing.assert_allclose(machine.transform(new), asked.transform(new), rtol=1e-6, atol=1e-9)
    assert (machine.eigenvalues_ > 0).all()
    assert KernelPCA(25, kernel, degree=2).fit(X).eigenvalues_[width:].tolist() == [0] * (
        25 - width
    )


def test_by_hand():
    """Points 0, 1, 5 on a line: centered -2, -1, 3, squares' sum 14."""
    machine = KernelPCA(1).fit([[0], [1], [5]])
    np.testing.assert_allclose(machine.eigenvalues_, [14])
    np.testing.assert_allclose(machine.eigenvectors_[:, 0], np.array([-2, -1, 3]) / np.sqrt(14))
    np.testing.assert_allclose(machine.transform([[4]]), [[2]])


@pytest.mark.parametrize("kernel", ["linear", "poly", "rbf"])
def test_where_all_points_coincide_no_component_is_left(kernel):
    for X in (np.full((6, 2), 3.0), [[1e6, 2.0]]):
        assert KernelPCA(None, kernel).fit(X).eigenvalues_.shape == (0,)
        kept = KernelPCA(1, kernel).fit(X)
        assert kept.eigenvalues_.tolist() == [0]
        assert kept.transform([[5.0, 5.0]]).tolist() == [[0]]


def test_duplicates_and_large_numbers_give_a_finite_right_answer():
    X = samples(3, 12, 2)
    twice = KernelPCA(None, "rbf").fit(np.vstack([X, X]))
    once = KernelPCA(None, "rbf").fit(X)
    np.testing.assert_allclose(twice.eigenvalues_, 2 * once.eigenvalues_, rtol=1e-8)
    far = KernelPCA(2).fit(X + 1e6)
    np.testing.assert_allclose(far.eigenvalues_, KernelPCA(2).fit(X).eigenvalues_, rtol=1e-8)
    np.testing.assert_allclose(far.transform(X + 1e6), KernelPCA(2).fit_transform(X), atol=1e-7)
    big = KernelPCA(2).fit(1e6 * X)
    np.testing.assert_allclose(big.eigenvalues_, 1e12 * KernelPCA(2).fit(X).eigenvalues_)


def residual(A, values, vectors):
    return np.abs(A @ vectors - vectors * values).max() / max(abs(values[0]), 1e-300)


@pytest.mark.parametrize("k", [1, 3, 6])
def test_the_partial_solver_finds_what_the_full_one_finds(k):
    X = np.random.default_rng(k).normal(size=(400, 3))
    A = center_gram(rbf_kernel(X, gamma=0.2))
    values, vectors = leading_eigenpairs(A, k)
    np.testing.assert_allclose(values, np.linalg.eigvalsh(A)[::-1][:k], rtol=1e-11)
    assert residual(A, values, vectors) < 1e-11
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(k), atol=1e-11)


@pytest.mark.parametrize("rank", [0, 1, 2, 5, 20])
def test_the_partial_solver_is_not_led_astray_by_a_low_rank(rank):
    """After a few steps A has nothing new to offer, and only rounding would be left to follow."""
    B = np.random.default_rng(rank).normal(size=(300, rank))
    values, vectors = leading_eigenpairs(B @ B.T, 3)
    expected = np.sort(np.append(np.linalg.svd(B, compute_uv=False) ** 2, [0] * 3))[::-1][:3]
    np.testing.assert_allclose(values, expected, rtol=1e-11, atol=1e-10)
    assert residual(B @ B.T, values, vectors) < 1e-11
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(3), atol=1e-11)


def test_the_partial_solver_meets_equal_and_crowded_eigenvalues():
    """And such as are found at different speeds, where the basis easily loses its right angles."""
    i = np.arange(400)
    Q = np.linalg.qr(np.random.default_rng(0).normal(size=(400, 400)))[0]
    falling = np.where(i == 0, 1e4, 1 / np.maximum(i, 1))
    for spectrum in (0 * i + 1, 1 + i / 400, np.where(i < 9, 5, 1), falling, 0.9**i):
        A = (Q * spectrum) @ Q.T
        values, vectors = leading_eigenpairs((A + A.T) / 2, 2)
        np.testing.assert_allclose(values, np.sort(spectrum)[::-1][:2], rtol=1e-11)
        assert residual(A, values, vectors) < 1e-11
        np.testing.assert_allclose(vectors.T @ vectors, np.eye(2), atol=1e-11)


ERRORS = [
    (lambda: KernelPCA(2).fit([1, 2]), "X must have shape (n_samples, n_features), got (2,)"),
    (lambda: KernelPCA(2).fit([[np.nan], [1]]), "X must hold finite numbers, got nan"),
    (lambda: KernelPCA(3).fit([[1], [2]]), "n_components must be at most the 2 samples of X"),
    (lambda: KernelPCA(0), "n_components must be at least 1, got 0"),
    (lambda: KernelPCA(1.5), "n_components must be an integer, got 1.5"),  # type: ignore[arg-type]
    (lambda: KernelPCA(1).transform([[1]]), "fit must be called first"),
    (lambda: KernelPCA(1).fit([[1], [2]]).transform([[1, 2]]), "X must have 1 features, as in fit"),
    (
        lambda: KernelPCA(kernel=lambda X, Z: -(X @ Z.T)).fit([[1.0], [2.0]]),
        "kernel must be positive semidefinite, got the eigenvalue -0.5",
    ),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
