"""Kernel ridge regression against ridge regression on the explicit map, and its extremes."""

import numpy as np
import pytest

from mlmath.kernels import KernelRidge, polynomial_features, rbf_kernel
from mlmath.kernels.ridge import solve_positive


def data(seed, n=40, d=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    return X, np.sin(X[:, 0]) + 0.1 * rng.normal(size=n)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("alpha", [1e-2, 1.0, 100.0])
def test_it_is_ridge_regression_on_the_explicit_map(seed, alpha):
    """(FᵀF + αI) w = Fᵀy in feature space: as many unknowns as features, not as samples."""
    X, y = data(seed)
    F = polynomial_features(X, 3, 1.0, 1.0)
    w = np.linalg.solve(F.T @ F + alpha * np.eye(F.shape[1]), F.T @ y)
    machine = KernelRidge(alpha, "poly", gamma=1.0).fit(X, y)
    Z, _ = data(seed + 50)
    found = machine.predict(Z)
    np.testing.assert_allclose(found, polynomial_features(Z, 3, 1.0, 1.0) @ w, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(F.T @ machine.dual_coef_, w, rtol=1e-6, atol=1e-8)


def test_by_hand():
    """One feature, x = 1, 2, y = 1, 3, α = 1: w = 7 / (5 + 1), a = (y - w x) / α."""
    machine = KernelRidge().fit([[1], [2]], [1, 3])
    np.testing.assert_allclose(machine.dual_coef_, [1 - 7 / 6, 3 - 14 / 6])
    np.testing.assert_allclose(machine.predict([[6]]), [7])


def test_several_targets_are_several_regressions():
    X, y = data(1)
    Y = np.column_stack([y, y**2, np.ones(len(y))])
    together = KernelRidge(0.5, "rbf").fit(X, Y)
    assert together.predict(X[:5]).shape == (5, 3)
    for j in range(3):
        alone = KernelRidge(0.5, "rbf").fit(X, Y[:, j])
        np.testing.assert_allclose(together.dual_coef_[:, j], alone.dual_coef_, rtol=1e-10)


def test_without_a_penalty_the_gaussian_kernel_passes_through_all_points():
    X, y = data(2)
    machine = KernelRidge(0.0, "rbf", gamma=5.0).fit(X, y)
    np.testing.assert_allclose(machine.predict(X), y, atol=1e-9)


def test_without_a_penalty_and_singular_it_is_the_shortest_least_squares_solution():
    """Duplicate points with different targets: the pseudo-inverse is the judge."""
    X, y = data(3, n=10)
    X, y = np.vstack([X, X]), np.append(y, y + 1)
    machine = KernelRidge(0.0, "rbf").fit(X, y)
    shortest = np.linalg.pinv(rbf_kernel(X), rcond=1e-13) @ y
    np.testing.assert_allclose(machine.dual_coef_, shortest, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(machine.predict(X[:10]), y[:10] + 0.5, atol=1e-6)


@pytest.mark.parametrize("n", [1, 2, 63, 64, 65, 130, 200])
def test_the_blocked_solver_solves(n):
    rng = np.random.default_rng(n)
    B = rng.normal(size=(n, n))
    A = B @ B.T + n * np.eye(n)
    b = rng.normal(size=(n, 3))
    np.testing.assert_allclose(A @ solve_positive(A, b), b, atol=1e-10)
    np.testing.assert_allclose(solve_positive(A, b[:, 0]), np.linalg.solve(A, b[:, 0]), rtol=1e-9)


def test_an_eigenvalue_lost_in_rounding_counts_as_zero():
    """Cholesky passes this matrix, of eigenvalues 2 and 1e-16, and would answer some 1e16.

    Without the small one the shortest answer is the mean of the right side, by half, in each.
    """
    A = np.array([[1.0, 1.0], [1.0, 1.0 + 2.0**-52]])
    assert np.isfinite(np.linalg.cholesky(A)).all()
    np.testing.assert_allclose(solve_positive(A, np.array([3.0, 1.0])), [1, 1], atol=1e-12)


def test_a_short_sample_beside_a_long_one_is_not_lost():
    """Orthogonal samples of lengths 1 and 1e-10: each unknown is its own quotient, 3/1 and 1/1e-20.

    And two that are not orthogonal, by Cramer's rule: the determinant is 1e-20 (4 - 1).
    """
    found = solve_positive(np.diag([1.0, 1e-20]), np.array([3.0, 1.0]))
    np.testing.assert_allclose(found, [3, 1e20], rtol=1e-15)
    A = np.array([[2.0, 1e-10], [1e-10, 2e-20]])
    np.testing.assert_allclose(
        solve_positive(A, np.array([1.0, 1e-10])), [1 / 3, 1e10 / 3], rtol=1e-14
    )
    X = np.array([[1e9, 0.0], [0.0, 1e-9]])
    machine = KernelRidge(0.0).fit(X, [1.0, 2.0])
    np.testing.assert_allclose(machine.predict(X), [1, 2], rtol=1e-14)


def test_coefficients_beyond_float64_are_refused():
    with pytest.raises(ValueError) as error:
        KernelRidge(0.0).fit([[1e-100]], [1e200])
    assert str(error.value).startswith("y must be small enough beside the kernel")


@pytest.mark.parametrize("kernel", ["linear", "poly", "rbf"])
def test_extreme_input_gives_a_finite_right_answer(kernel):
    one = KernelRidge(1e-3, kernel).fit([[2.0]], [5.0])
    np.testing.assert_allclose(one.predict([[2.0]]), [5], rtol=1e-2)
    constant = KernelRidge(1.0, kernel).fit(np.zeros((6, 2)), np.ones(6))
    # k is the same for all pairs: n k a + α a = y.
    k = {"linear": 0, "poly": 1, "rbf": 1}[kernel]
    np.testing.assert_allclose(constant.predict([[0, 0]]), [6 * k / (6 * k + 1)])
    X, y = data(4)
    big = KernelRidge(1.0, kernel).fit(1e6 * X, y)
    assert np.isfinite(big.predict(1e6 * X)).all()
    wide = KernelRidge(1.0, kernel).fit(X[:3, :1].T, [y[0]])
    assert np.isfinite(wide.dual_coef_).all()


ERRORS = [
    (lambda: KernelRidge().fit([1, 2], [0, 1]), "X must have shape (n_samples, n_features)"),
    (lambda: KernelRidge().fit([[1], [2]], [1, 2, 3]), "y must have shape (2,) or (2, n_targets)"),
    (lambda: KernelRidge().fit([[1], [2]], [1, np.nan]), "y must hold finite numbers, got nan"),
    (lambda: KernelRidge().fit([[1]], ["a"]), "y must hold numbers"),
    (lambda: KernelRidge().fit([[1]], np.empty((1, 0))), "y must have shape (1,) or (1, n_tar"),
    (lambda: KernelRidge(alpha=-1), "alpha must be at least 0, got -1"),
    (lambda: KernelRidge().predict([[1]]), "fit must be called first"),
    (lambda: KernelRidge().fit([[1]], [1]).predict([[1, 2]]), "X must have 1 features, as in fit"),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
