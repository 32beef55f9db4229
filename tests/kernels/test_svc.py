"""The support vector machine by hand, by brute force and by the conditions of optimality."""

from itertools import combinations, product

import numpy as np
import pytest

from mlmath.kernels import (
    SVC,
    KernelRidge,
    check_kkt,
    dual_objective,
    linear_kernel,
    polynomial_kernel,
    primal_objective,
    rbf_kernel,
)
from mlmath.kernels import smo as solver
from mlmath.separation import augment, widest_separator


def clouds(seed, n=40, d=2, gap=0.7):
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(n) % 2, 1, -1)
    return rng.normal(size=(n, d)) + gap * y[:, None] / np.sqrt(d), y


def multipliers(machine, y):
    """α (n,) of a machine for two classes -1, +1."""
    alpha = np.zeros(len(y))
    alpha[machine.support_] = machine.dual_coef_[0]
    return alpha * y


def best_dual_by_brute_force(K, y, C):
    """Try each α at 0, at C or between, solve for those between, keep the best that is allowed."""
    n, best = len(y), -np.inf
    for ends in product((0.0, C, None), repeat=n):
        free = [i for i, e in enumerate(ends) if e is None]
        alpha = np.array([0.0 if e is None else e for e in ends])
        Q = K * np.outer(y, y)
        A = np.block([[Q[np.ix_(free, free)], y[free][:, None]], [y[free][None], np.zeros((1, 1))]])
        right = np.append(1 - (Q @ alpha)[free], -y @ alpha)
        alpha[free] = np.linalg.lstsq(A, right)[0][:-1]
        if abs(y @ alpha) < 1e-9 and alpha.min() > -1e-9 and alpha.max() < C + 1e-9:
            best = max(best, alpha.sum() - alpha @ Q @ alpha / 2)
    return best


def test_two_points_by_hand():
    """At -1 and +1: w = 1, b = 0, α = 1/2 each; with C below 1/2 both α are C and w is 2C."""
    wide = SVC(C=10, kernel="linear").fit([[-1], [1]], [-1, 1])
    np.testing.assert_allclose(wide.dual_coef_, [[-0.5, 0.5]])
    np.testing.assert_allclose([wide.coef_[0, 0], wide.intercept_[0]], [1, 0], atol=1e-12)
    soft = SVC(C=0.1, kernel="linear").fit([[-1], [1]], [-1, 1])
    np.testing.assert_allclose(soft.dual_coef_, [[-0.1, 0.1]])
    np.testing.assert_allclose(soft.decision_function([[-3], [5]]), [-0.6, 1.0])


def test_three_points_by_hand():
    """0 and 1 against 3: only 1 and 3 bear the margin, w = 1, b = -2, α = 1/2."""
    machine = SVC(C=100, kernel="linear", tol=1e-9).fit([[0], [1], [3]], ["a", "a", "b"])
    assert machine.support_.tolist() == [1, 2]
    assert machine.n_support_.tolist() == [1, 1]
    np.testing.assert_allclose(machine.dual_coef_, [[-0.5, 0.5]], atol=1e-9)
    np.testing.assert_allclose(machine.decision_function([[2], [7]]), [0, 5], atol=1e-8)
    assert machine.predict([[1.9], [2.1]]).tolist() == ["a", "b"]


def test_xor_with_the_quadratic_kernel_by_hand():
    """K is 9 on the diagonal and 1 elsewhere; all α are 1/8 and f(x) = -x1 x2."""
    X, y = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]]), np.array([-1, 1, 1, -1])
    machine = SVC(C=10, kernel="poly", degree=2, gamma=1, coef0=1, tol=1e-10).fit(X, y)
    np.testing.assert_allclose(np.abs(machine.dual_coef_), 1 / 8)
    Z = np.random.default_rng(0).normal(size=(9, 2))
    np.testing.assert_allclose(machine.decision_function(Z), -Z[:, 0] * Z[:, 1], atol=1e-12)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("C", [0.3, 2.0, 50.0])
def test_no_other_multipliers_are_better(seed, C):
    X, y = clouds(seed, 5)
    for K, kernel in ((linear_kernel(X), "linear"), (rbf_kernel(X, gamma=1), "rbf")):
        machine = SVC(C, kernel, gamma=1, tol=1e-10).fit(X, y)
        found = dual_objective(K, y, multipliers(machine, y))
        assert found == pytest.approx(best_dual_by_brute_force(K, y, C), rel=1e-8)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("C", [0.01, 1.0, 1e3])
@pytest.mark.parametrize(("kernel", "d"), [("linear", 1), ("linear", 5), ("poly", 2), ("rbf", 2)])
def test_the_conditions_hold_and_the_duality_gap_closes(seed, C, kernel, d):
    """Karush, Kuhn and Tucker's conditions, each to the tolerance (Cortes & Vapnik 1995)."""
    X, y = clouds(seed, 60, d)
    gram = {"linear": linear_kernel, "rbf": lambda X: rbf_kernel(X, gamma=0.5)}
    K = gram.get(kernel, lambda X: polynomial_kernel(X, None, 3, 0.5, 0))(X)
    machine = SVC(C, kernel, gamma=0.5, tol=1e-8).fit(X, y)
    assert machine.converged_
    assert 0 <= machine.kkt_ <= 1e-8
    alpha, b = multipliers(machine, y), machine.intercept_[0]
    kkt = check_kkt(K, y, alpha, b, C)
    assert kkt.box == 0
    assert kkt.balance < 1e-11 * max(1, alpha.sum())
    assert kkt.margin < 1e-7
    assert kkt.complementarity < 1e-7 * C
    primal, dual = primal_objective(K, y, alpha, b, C), dual_objective(K, y, alpha)
    assert -1e-10 * primal <= primal - dual <= 1e-7 * max(primal, C)
    np.testing.assert_allclose(machine.decision_function(X), K @ (alpha * y) + b, atol=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_with_a_high_price_it_is_the_widest_margin(seed):
    """Wolfe's nearest point is the judge, on mirrored points, which need no intercept."""
    X, y = clouds(seed, 20, 3, gap=4)
    X, y = np.vstack([X, -X]), np.append(y, -y)
    found = widest_separator(X, y)
    assert found is not None
    w, gamma = found
    machine = SVC(1e6, "linear", tol=1e-9).fit(X, y)
    np.testing.assert_allclose(machine.coef_[0] * gamma, w, atol=1e-7)
    np.testing.assert_allclose(machine.intercept_, 0, atol=1e-7)
    assert widest_separator(augment(X), y) is not None


@pytest.mark.parametrize("kernel", ["linear", "rbf"])
@pytest.mark.parametrize(("work", "jumps"), [(24, 50), (24, 0), (4096, 0), (4096, 1), (5000, 500)])
def test_pair_steps_jumps_and_working_sets_lead_to_the_same_machine(
    monkeypatch, kernel, work, jumps
):
    """The solution is unique, so how the solver is set must not matter."""
    X, y = clouds(5, 150, 3)
    Z, _ = clouds(6, 20, 3)
    usual = SVC(2.0, kernel, tol=1e-9).fit(X, y)
    monkeypatch.setattr(solver, "_WORK", work)
    monkeypatch.setattr(solver, "_JUMPS", jumps)
    other = SVC(2.0, kernel, tol=1e-7).fit(X, y)
    assert other.converged_
    np.testing.assert_allclose(other.decision_function(Z), usual.decision_function(Z), atol=1e-5)


def test_what_it_says_at_the_limit_of_steps():
    X, y = clouds(1, 200)
    machine = SVC(100, max_iter=5).fit(X, y)
    assert not machine.converged_
    assert machine.kkt_ > machine.tol
    assert machine.n_iter_.tolist() == [5]
    assert machine.message_.startswith("Stopped at the limit of max_iter=5 after 5 steps: a viol")
    assert SVC().fit(X, y).message_.startswith("Converged in ")


def test_more_than_two_classes_are_decided_pair_by_pair():
    rng = np.random.default_rng(3)
    y = np.repeat(["a", "b", "c", "d"], 15)
    X = rng.normal(size=(60, 2)) + np.repeat([[0, 0], [3, 0], [0, 3], [3, 3]], 15, axis=0)
    machine = SVC(tol=1e-9, gamma=0.5).fit(X, y)
    assert machine.dual_coef_.shape == (3, len(machine.support_))
    assert machine.intercept_.shape == machine.n_iter_.shape == (6,)
    assert (np.diff(np.searchsorted(machine.classes_, y[machine.support_])) >= 0).all()
    votes, total = np.zeros((60, 4)), np.zeros((60, 4))
    for first, second in combinations(range(4), 2):
        pair = (y == "abcd"[first]) | (y == "abcd"[second])
        alone = SVC(tol=1e-9, gamma=0.5).fit(X[pair], y[pair])
        f = alone.decision_function(X)
        total[:, second] += f
        total[:, first] -= f
        wins = f > 0
        votes[:, second] += wins
        votes[:, first] += ~wins
    assert machine.predict(X).tolist() == machine.classes_[votes.argmax(axis=1)].tolist()
    scores = machine.decision_function(X)
    np.testing.assert_allclose(scores, votes + total / (3 * (np.abs(total) + 1)), atol=1e-6)


@pytest.mark.parametrize("kernel", ["linear", "rbf"])
def test_what_becomes_of_the_data_later_does_not_matter(kernel):
    X, y = clouds(8)
    machine = SVC(kernel=kernel).fit(X, y)
    before = machine.decision_function([[0.3, 0.4]])
    X *= 7
    assert machine.decision_function([[0.3, 0.4]]).tolist() == before.tolist()
    X, y = clouds(8)
    ridge = KernelRidge(kernel=kernel).fit(X, y)
    before = ridge.predict([[0.3, 0.4]])
    X *= 7
    assert ridge.predict([[0.3, 0.4]]).tolist() == before.tolist()
