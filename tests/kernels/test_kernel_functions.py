"""Kernel functions, their Gram matrices and the explicit polynomial map."""

import math

import numpy as np
import pytest

from mlmath.kernels import (
    SVC,
    KernelPCA,
    KernelPerceptron,
    KernelRidge,
    center_gram,
    is_positive_semidefinite,
    kernel_gamma,
    linear_kernel,
    polynomial_features,
    polynomial_kernel,
    rbf_kernel,
)


def samples(seed, n=12, m=7, d=3):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=(m, d))


def by_loops(k, X, Z):
    """The definition, one pair at a time."""
    return np.array([[k(x, z) for z in Z.tolist()] for x in X.tolist()])


def dot(x, z):
    return math.fsum(a * b for a, b in zip(x, z, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_each_kernel_is_its_definition_pair_by_pair(seed):
    X, Z = samples(seed)
    np.testing.assert_allclose(linear_kernel(X, Z), by_loops(dot, X, Z), atol=1e-14)
    np.testing.assert_allclose(
        polynomial_kernel(X, Z, degree=4, gamma=0.7, coef0=1.5),
        by_loops(lambda x, z: (0.7 * dot(x, z) + 1.5) ** 4, X, Z),
        rtol=1e-12,
        atol=1e-12,
    )
    np.testing.assert_allclose(
        rbf_kernel(X, Z, gamma=0.3),
        by_loops(lambda x, z: math.exp(-0.3 * math.dist(x, z) ** 2), X, Z),
        rtol=1e-13,
    )


def test_kernels_by_hand():
    X, Z = [[1, 2]], [[3, 4], [-2, 1]]
    assert linear_kernel(X, Z).tolist() == [[11, 0]]
    assert polynomial_kernel(X, Z, degree=2, gamma=1, coef0=1).tolist() == [[144, 1]]
    assert polynomial_kernel(X, Z, degree=1, gamma=2, coef0=-1).tolist() == [[21, -1]]
    np.testing.assert_allclose(rbf_kernel(X, Z, gamma=0.1), [[math.exp(-0.8), math.exp(-1)]])


def test_gamma_by_its_three_names():
    X = np.array([[0.0, 2.0], [4.0, 6.0]])  # the variance of 0, 2, 4, 6 is 5
    assert kernel_gamma("scale", X) == pytest.approx(1 / (2 * 5))
    assert kernel_gamma("auto", X) == kernel_gamma(None, X) == 0.5
    assert kernel_gamma(0.25, X) == 0.25
    assert kernel_gamma("scale", np.full((3, 2), 7.0)) == 1


@pytest.mark.parametrize("offset", [0.0, 1e3, 1e6, 1e9])
@pytest.mark.parametrize("gamma", [1e-6, 1.0, 1e6])
def test_identical_points_give_exactly_one_whatever_the_offset(offset, gamma):
    """And other points never more than one."""
    X, _ = samples(1, n=40)
    X = X + offset
    Z = np.vstack([X[::-1], X + 0.5])
    K = rbf_kernel(X, Z, gamma=gamma)
    assert (K[np.arange(40), 39 - np.arange(40)] == 1).all()
    assert (rbf_kernel(X, gamma=gamma).diagonal() == 1).all()
    assert (K <= 1).all()
    assert (K >= 0).all()


@pytest.mark.parametrize("offset", [2.0**20, 2.0**30])
def test_an_offset_costs_the_gaussian_no_digits(offset):
    """Multiples of 1/64: adding the offset is exact, so the kernel must not change."""
    X, Z = (np.round(64 * A) / 64 for A in samples(2, n=30, m=20))
    np.testing.assert_allclose(
        rbf_kernel(X + offset, Z + offset, gamma=0.5), rbf_kernel(X, Z, gamma=0.5), rtol=1e-12
    )


def test_near_points_far_from_all_others_keep_their_distance():
    """Two tight pairs a million apart, γ = 1: the expansion alone would lose 1e-3 of the square."""
    X = np.array([[0.1, 0.3], [0.35, 0.2], [1e6 + 0.7, 0.1], [1e6 - 0.9, 1.4]])
    K = rbf_kernel(X, gamma=1.0)
    for i, j in ((0, 1), (2, 3)):
        expected = math.exp(-(math.dist(X[i], X[j]) ** 2))
        assert K[i, j] == pytest.approx(expected, rel=1e-9)  # 1e6 ± is known to 1e-10
    assert (K[:2, 2:] == 0).all()
    np.testing.assert_array_equal(K, K.T)


def test_a_gram_matrix_agrees_with_the_kernel_of_two_sets():
    X, _ = samples(3, n=50, d=5)
    for kernel in (linear_kernel, polynomial_kernel, rbf_kernel):
        np.testing.assert_allclose(kernel(X), kernel(X, X.copy()), rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("d", [1, 2, 3, 5])
@pytest.mark.parametrize("degree", [1, 2, 3, 4])
@pytest.mark.parametrize(("gamma", "coef0"), [(1.0, 1.0), (0.5, 2.0), (None, 0.0)])
def test_the_polynomial_kernel_is_the_inner_product_of_the_explicit_map(d, degree, gamma, coef0):
    """To 1e-12; Boser, Guyon & Vapnik 1992."""
    X, Z = samples(d + 10 * degree, d=d)
    both = polynomial_features(np.vstack([X, Z]), degree, gamma, coef0)
    K = polynomial_kernel(X, Z, degree, gamma, coef0)
    np.testing.assert_allclose(both[:12] @ both[12:].T, K, rtol=1e-12, atol=1e-12)
    wanted = math.comb(d + degree, degree) if coef0 else math.comb(d + degree - 1, degree)
    assert both.shape == (19, wanted)


def test_the_explicit_map_by_hand():
    """(x·z + 1)² in two dimensions, the example of every textbook."""
    root = math.sqrt(2)
    found = polynomial_features([[3, 5]], degree=2, gamma=1, coef0=1)
    np.testing.assert_allclose(found, [[1, root * 3, root * 5, 9, root * 15, 25]])
    np.testing.assert_allclose(
        polynomial_features([[3, 5]], degree=2, gamma=1, coef0=0), [[9, root * 15, 25]]
    )


@pytest.mark.parametrize("seed", range(5))
def test_mercer_holds_for_the_three_kernels_and_fails_for_what_is_none(seed):
    X, _ = samples(seed, n=25)
    for K in (linear_kernel(X), polynomial_kernel(X), rbf_kernel(X), 1e9 * linear_kernel(X)):
        assert is_positive_semidefinite(K)
        assert is_positive_semidefinite(center_gram(K))
    assert not is_positive_semidefinite(polynomial_kernel(X, degree=2, gamma=1, coef0=-1))
    # The distance itself has a zero diagonal and a positive rest: trace 0, so some λ < 0.
    assert not is_positive_semidefinite(np.sqrt(-np.log(rbf_kernel(X, gamma=1))))


def test_positive_semidefinite_by_hand():
    assert is_positive_semidefinite([[1, 1], [1, 1]])  # eigenvalues 0 and 2
    assert is_positive_semidefinite([[0, 0], [0, 0]])
    assert not is_positive_semidefinite([[1, 2], [2, 1]])  # -1 and 3
    assert not is_positive_semidefinite([[1, 0.5], [0, 1]])  # no symmetry
    assert is_positive_semidefinite([[5]])
    assert not is_positive_semidefinite([[-5]])


@pytest.mark.parametrize("seed", range(3))
def test_a_centered_gram_matrix_is_that_of_centered_features(seed):
    X, _ = samples(seed, n=20)
    F = polynomial_features(X, 3, 1, 1)
    F = F - F.mean(axis=0)
    K = center_gram(polynomial_kernel(X, degree=3, gamma=1, coef0=1))
    np.testing.assert_allclose(K, F @ F.T, atol=1e-10)
    np.testing.assert_allclose(K.sum(axis=0), 0, atol=1e-9)


X = [[1.0, 2.0], [3.0, 4.0]]
ERRORS = [
    (lambda: linear_kernel([1, 2]), "X must have shape (n_samples, n_features), got (2,)"),
    (lambda: rbf_kernel([[math.nan]]), "X must hold finite numbers, got nan"),
    (lambda: rbf_kernel(np.empty((0, 2))), "X must hold at least one sample"),
    (lambda: rbf_kernel([["a"]]), "X must hold numbers in a rectangular shape"),
    (lambda: rbf_kernel(X, [[1.0]]), "Z must have as many features as X, 2, got 1"),
    (lambda: rbf_kernel(X, [1.0]), "Z must have shape (n_samples, n_features), got (1,)"),
    (lambda: rbf_kernel(X, gamma=0), "gamma must be above 0, got 0"),
    (lambda: rbf_kernel(X, gamma="wide"), "gamma must be one of scale, auto, got 'wide'"),
    (lambda: polynomial_kernel(X, degree=0), "degree must be at least 1, got 0"),
    (lambda: polynomial_kernel(X, coef0=math.inf), "coef0 must be finite, got inf"),
    (lambda: polynomial_features(X, coef0=-1), "coef0 must be at least 0, got -1"),
    (lambda: polynomial_features(np.ones((100, 30)), degree=9), "degree must leave at most"),
    (lambda: is_positive_semidefinite([[1, 2]]), "K must have shape (n, n), got (1, 2)"),
    (lambda: center_gram([1, 2]), "K must have shape (n, n), got (2,)"),
    (lambda: KernelRidge(kernel="cosine"), "kernel must be one of linear, poly, rbf, got 'cosine'"),
    (lambda: KernelRidge(gamma="wide"), "gamma must be one of scale, auto, got 'wide'"),
    (
        lambda: KernelRidge(kernel=lambda X, Z: np.ones(3)).fit(X, [1, 2]),
        "the kernel's matrix must have shape (2, 2), got (3,)",
    ),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


KEPT = np.random.default_rng(0).normal(size=(8, 3))
GRAM = KEPT @ KEPT.T + np.eye(8)


@pytest.mark.parametrize(
    "machine",
    [
        KernelRidge(kernel=lambda P, Q: GRAM),
        SVC(kernel=lambda P, Q: GRAM),
        KernelPCA(2, kernel=lambda P, Q: GRAM),
        KernelPerceptron(kernel=lambda P, Q: GRAM[:, : len(Q)], fit_intercept=False, max_epochs=50),
    ],
    ids=lambda machine: type(machine).__name__,
)
def test_a_kernel_of_the_reader_may_keep_what_it_returns(machine):
    """Machines work in place, but on a matrix of their own."""
    before = GRAM.copy()
    y = [0, 1] * 4
    for _ in range(2):
        if isinstance(machine, KernelPCA):
            machine.fit(KEPT).transform(KEPT)
        else:
            machine.fit(KEPT, y)
        np.testing.assert_array_equal(GRAM, before)


def test_gamma_of_lists_by_hand():
    """1, 2, 3, 4 have variance 5/4: 1 / (2 * 5/4)."""
    assert kernel_gamma("scale", [[1, 2], [3, 4]]) == pytest.approx(0.4)
    assert kernel_gamma("auto", [[1, 2], [3, 4]]) == 0.5
