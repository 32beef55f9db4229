"""Kernels and their machines in any unit: what float64 cannot hold is refused by name."""

import math

import numpy as np
import pytest

from mlmath.kernels import (
    SVC,
    KernelPCA,
    KernelPerceptron,
    KernelRidge,
    center_gram,
    check_kkt,
    kernel_gamma,
    linear_kernel,
    polynomial_features,
    polynomial_kernel,
    rbf_kernel,
)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-200, 1e200, -7e307, 0.0])
def test_equal_entries_have_no_scale(value):
    """Their mean may round to another number than they are; the variance is 0 all the same."""
    for shape in ((3, 1), (10, 3), (7, 11)):
        assert kernel_gamma("scale", np.full(shape, value)) == 1


@pytest.mark.parametrize("scale", [1e-150, 1e-9, 1e9, 1e150])
def test_gamma_scales_with_the_data(scale):
    X = np.array([[0.0, 2.0], [4.0, 6.0]])
    assert kernel_gamma("scale", scale * X) == pytest.approx(0.1 / scale**2, rel=1e-12, abs=0)
    K = rbf_kernel(X, gamma="scale")
    np.testing.assert_allclose(rbf_kernel(scale / 16 * X, gamma="scale"), K, rtol=1e-12)


def test_a_spread_at_the_rounding_of_an_offset_is_a_spread():
    """Entries 1, 1 + ε, 1 and 1 + ε vary by ε²/4."""
    eps = 2.0**-52
    X = np.array([[1.0, 1.0 + eps], [1.0, 1.0 + eps]])
    assert kernel_gamma("scale", X) == pytest.approx(1 / (2 * eps**2 / 4))


def test_pairs_that_are_near_are_seen_whatever_lies_far_away():
    """The exponent's rounding near 1e20 is 1e4, far above the exponent -1/2 of the first two."""
    X = np.array([[0.0], [1.0], [2e10]])
    root = math.exp(-0.5)
    expected = np.array([[1.0, root, 0.0], [root, 1.0, 0.0], [0.0, 0.0, 1.0]])
    np.testing.assert_allclose(rbf_kernel(X, gamma=0.5), expected)


def fits(kernel, X, y):
    """Return the fit of each machine, to be called."""
    return [
        lambda: SVC(kernel=kernel).fit(X, y),
        lambda: KernelRidge(1.0, kernel).fit(X, y),
        lambda: KernelPCA(kernel=kernel).fit(X),
        lambda: KernelPerceptron(kernel).fit(X, y),
    ]


@pytest.mark.parametrize("scale", [1e151, 1e200, 1e307])
@pytest.mark.parametrize("kernel", ["linear", "rbf"])
def test_numbers_whose_squares_overflow_are_refused_by_name(kernel, scale):
    X, y = scale * np.array([[1.0, 2], [3, 4], [5, 7], [-1, 0]]), [0, 1, 0, 1]
    for call in (
        *fits(kernel, X, y),
        lambda: linear_kernel(X),
        lambda: rbf_kernel(X),
        lambda: polynomial_kernel(X),
        lambda: rbf_kernel(X / scale, X),
    ):
        with pytest.raises(ValueError, match=r"^[XZ] must hold numbers"):
            call()


@pytest.mark.parametrize("scale", [1e-160, 1e-200, 1e-307])
def test_numbers_whose_squares_vanish_are_refused_where_only_products_are_seen(scale):
    X, y = scale * np.array([[1.0, 2], [3, 4], [5, 7], [-1, 0]]), [0, 1, 0, 1]
    for call in (
        *fits("linear", X, y),
        lambda: linear_kernel(X),
        lambda: polynomial_kernel(X),
        lambda: SVC().fit(X, y),
        lambda: kernel_gamma("scale", X),
    ):
        with pytest.raises(ValueError, match=r"^X must hold numbers"):
            call()
    # Zeros have products in every unit, and so has a tiny sample beside a large one.
    assert not linear_kernel(0 * X).any()
    np.testing.assert_allclose(linear_kernel(X[:1], [[1e150, 0]]), [[1e150 * scale]])
    # All points coincide for a Gaussian of width 1: the kernel is 1 to the last digit.
    assert (rbf_kernel(X, gamma=1.0) == 1).all()


def test_a_kernel_without_a_width_takes_samples_for_which_there_is_none():
    """1 / (d variance) is 5e-306 for the first samples, and beyond float64 for the others."""
    X = np.outer([-1.0, 1], np.full(200_000, 1e150))
    with pytest.raises(ValueError, match="for gamma='scale'"):
        SVC().fit(X, [0, 1])
    assert SVC(kernel="linear").fit(X, [0, 1]).predict(X).tolist() == [0, 1]

    def own(A, B):
        return (A / 1e-160) @ (B / 1e-160).T

    X, y = 1e-160 * np.array([[0.0], [1], [3], [4]]), [0, 0, 1, 1]
    for machine in (SVC(1.0, own, "scale"), KernelPerceptron(own, "scale")):
        assert machine.fit(X, y).predict(X).tolist() == y
    # By hand: (K + 1e-9 I) a = y for the mean-free line through 1 and 2 is nearly that line.
    ridge = KernelRidge(1e-9, own, gamma="scale").fit(X, [0.0, 1, 3, 4])
    np.testing.assert_allclose(ridge.predict(X), [0, 1, 3, 4], atol=1e-8)
    # 0, 1, 3, 4 have the mean 2 and the sum of squares 4 + 1 + 1 + 4 about it.
    pca = KernelPCA(1, own, gamma="scale").fit(X)
    assert pca.eigenvalues_ == pytest.approx([10])


def test_a_power_that_overflows_is_refused_by_name():
    X = [[1e70, 1.0]]
    for call in (
        lambda: polynomial_kernel(X, degree=3),
        lambda: polynomial_kernel([[1.0]], degree=400, gamma=10),
        lambda: polynomial_features([[1e110, 1.0]], degree=3),
        lambda: polynomial_features([[1.0, 1.0]], degree=3, gamma=1e250),
        lambda: rbf_kernel([[0.0], [1e149]], gamma=1e10),
    ):
        with pytest.raises(ValueError, match="must hold numbers"):
            call()
    assert polynomial_features([[1e100]], degree=3, gamma=1e-70, coef0=0)[0, 0] == pytest.approx(
        1e195
    )


@pytest.mark.parametrize("power", [-490, -100, 100, 490])
@pytest.mark.parametrize("kernel", ["rbf", "linear"])
def test_the_machines_are_the_same_in_other_units(power, kernel):
    """By a power of two nothing is rounded, so equal problems have equal answers.

    The Gaussian's width goes with the data; in a linear machine w grows as the data shrink, so
    that C, the price beside |w|², goes with their square.
    """
    rng = np.random.default_rng(3)
    y = np.where(np.arange(30) % 2, 1, -1)
    X = rng.normal(size=(30, 2)) + y[:, None]
    unit = math.ldexp(1, power)
    price = 1.0 if kernel == "rbf" else unit**-2
    here = SVC(1.0, kernel).fit(X, y)
    there = SVC(price, kernel).fit(unit * X, y)
    np.testing.assert_allclose(
        there.decision_function(unit * X), here.decision_function(X), rtol=1e-9, atol=1e-12
    )
    share = 1.0 if kernel == "rbf" else unit**2
    ridge = KernelRidge(share, kernel, gamma="scale").fit(unit * X, y)
    same = KernelRidge(1.0, kernel, gamma="scale").fit(X, y)
    np.testing.assert_allclose(ridge.predict(unit * X), same.predict(X), rtol=1e-9, atol=1e-12)
    pca = KernelPCA(2, kernel, gamma="scale").fit(unit * X)
    values = KernelPCA(2, kernel, gamma="scale").fit(X).eigenvalues_
    np.testing.assert_allclose(pca.eigenvalues_ / share, values, rtol=1e-12)


def test_a_gram_matrix_near_the_end_of_float64_is_refused():
    with pytest.raises(ValueError, match="K must hold numbers of at most 1e300, got 1e"):
        center_gram([[1e301, 0], [0, 1]])


def sigmoid(X, Z):
    """Return tanh(x · z - 1), in many books a kernel, and an inner product in no space."""
    return np.tanh(X @ Z.T - 1)


INDEFINITE = {
    "sigmoid": sigmoid,
    "minus the inner product": lambda X, Z: -X @ Z.T,
    "distance": lambda X, Z: np.linalg.norm(X[:, None] - Z, axis=2),
    "no triangle": lambda X, Z: -(np.linalg.norm(X[:, None] - Z, axis=2) ** 3),
}


@pytest.mark.parametrize("name", INDEFINITE)
def test_a_kernel_that_is_no_inner_product_is_refused_by_the_support_vector_machine(name):
    """The dual is then no concave function: what stops there need be no maximum."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 2)), np.arange(30) % 2
    with pytest.raises(ValueError) as error:
        SVC(kernel=INDEFINITE[name]).fit(X, y)
    assert str(error.value) == (
        "kernel must be positive semidefinite, got a Gram matrix with a negative eigenvalue"
    )


def test_a_polynomial_with_a_negative_constant_and_an_asymmetric_kernel_are_refused():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 2)), np.arange(30) % 2
    with pytest.raises(ValueError, match="must be positive semidefinite"):
        SVC(kernel="poly", degree=2, coef0=-1, gamma=1).fit(X, y)
    with pytest.raises(ValueError, match=r"must be symmetric, got .* for samples \d+ and \d+"):
        SVC(kernel=lambda A, B: A[:, :1] + 0 * B[:, 0]).fit(X, y)


def test_a_kernel_that_is_one_up_to_an_offset_will_do():
    """Minus the distance, or its square, is an inner product on coefficients that sum to 0.

    Minus the square, less its constant rows and columns, is twice the inner product: C is half.
    """
    rng = np.random.default_rng(1)
    y = np.where(np.arange(40) % 2, 1, -1)
    X = rng.normal(size=(40, 2)) + 0.5 * y[:, None]

    def minus_square(A, B):
        return -((A[:, None] - B) ** 2).sum(axis=2)

    def minus_distance(A, B):
        return -np.sqrt(-minus_square(A, B))

    ours = SVC(0.5, minus_square, tol=1e-8).fit(X, y)
    linear = SVC(1.0, "linear", tol=1e-8).fit(X, y)
    np.testing.assert_allclose(ours.decision_function(X), linear.decision_function(X), atol=1e-6)
    machine = SVC(1.0, minus_distance, tol=1e-8).fit(X, y)
    alpha = np.zeros(40)
    alpha[machine.support_] = machine.dual_coef_[0]
    found = check_kkt(minus_distance(X, X), y, alpha * y, machine.intercept_[0], 1.0)
    assert machine.converged_
    assert found.margin <= machine.tol


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly", "own"])
def test_the_violation_that_it_reports_is_that_of_the_conditions(seed, kernel):
    """Before convergence too: the gap is at least the worst margin, and at most twice it."""
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(50) % 2, 1, -1)
    X = rng.normal(size=(50, 2)) + 0.5 * y[:, None]

    def own(A, B):
        return np.exp(-np.abs(A[:, None] - B).sum(axis=2))  # a product of exp(-|a - b|)

    for max_iter in (3, 10, 30, 10**6):
        machine = SVC(5.0, own if kernel == "own" else kernel, tol=1e-6, max_iter=max_iter)
        machine.fit(X, y)
        K = machine._kernel(X, None)
        alpha = np.zeros(50)
        alpha[machine.support_] = machine.dual_coef_[0]
        found = check_kkt(K, y, alpha * y, machine.intercept_[0], 5.0)
        assert found.margin <= machine.kkt_ + 1e-9
        assert machine.kkt_ <= 2 * found.margin + 1e-9
        assert machine.converged_ == (machine.kkt_ <= 1e-6)
