"""Support vector machines on extreme input, and the check of the optimality conditions itself."""

import numpy as np
import pytest

from mlmath.kernels import SVC, check_kkt, dual_objective, primal_objective
from mlmath.kernels import svc as module


def clouds(seed, n=60, d=3):
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    return rng.normal(size=(n, d)) + 0.5 * y[:, None], y


@pytest.mark.parametrize("kernel", ["linear", "poly", "rbf"])
@pytest.mark.parametrize("C", [1e-6, 1.0, 1e6])
def test_each_point_in_both_classes_leaves_nothing_to_decide(kernel, C):
    """The two copies cancel: w = 0, and all multipliers stand at C."""
    X, y = clouds(0)
    machine = SVC(C, kernel).fit(np.vstack([X, X]), np.append(y, 1 - y))
    assert machine.converged_
    np.testing.assert_allclose(machine.decision_function(X), 0, atol=1e-13 * max(1, C) * len(X))
    np.testing.assert_allclose(np.abs(machine.dual_coef_), C)


@pytest.mark.parametrize("kernel", ["linear", "poly", "rbf"])
@pytest.mark.parametrize("value", [0.0, 1.0, -1e6])
def test_constant_features_leave_the_larger_class(kernel, value):
    X = np.full((9, 2), value)
    machine = SVC(kernel=kernel).fit(X, [0, 1, 1, 0, 1, 1, 0, 1, 1])
    assert machine.converged_
    np.testing.assert_allclose(machine.decision_function(X), 1, atol=1e-6)
    assert getattr(machine, "gamma_", None) == (None if kernel == "linear" else 1)


@pytest.mark.parametrize("C", [0.1, 1.0, 1e6])
def test_one_sample_of_each_class_by_hand(C):
    """The kernel is e^-1 between them: β = min(C, 1 / (1 - e^-1)), f = ±β (1 - e^-1)."""
    machine = SVC(C, gamma=1.0).fit([[0.0], [1.0]], ["no", "yes"])
    beta = min(C, 1 / (1 - np.exp(-1)))
    np.testing.assert_allclose(machine.dual_coef_, [[-beta, beta]])
    expected = beta * (1 - np.exp(-1))
    np.testing.assert_allclose(machine.decision_function([[0], [1]]), [-expected, expected])


@pytest.mark.parametrize("C", [1.0, 1e6])
def test_features_of_a_million_are_the_same_problem_in_other_units(C):
    """With gamma="scale" the Gaussian kernel does not see the unit; the linear one needs C / s²."""
    X, y = clouds(2)
    Z, _ = clouds(3)
    small, large = (SVC(C, tol=1e-6).fit(s * X, y) for s in (1, 1e6))
    np.testing.assert_allclose(
        large.decision_function(1e6 * Z), small.decision_function(Z), rtol=1e-4, atol=1e-4
    )
    small, large = (SVC(c, "linear", tol=1e-6).fit(s * X, y) for c, s in ((C, 1), (C / 1e12, 1e6)))
    np.testing.assert_allclose(
        large.decision_function(1e6 * Z), small.decision_function(Z), rtol=1e-4, atol=1e-4
    )


@pytest.mark.parametrize("kernel", ["linear", "rbf"])
def test_an_offset_of_a_million_changes_nothing(kernel):
    X, y = clouds(4)
    near, far = SVC(1.0, kernel, tol=1e-8).fit(X, y), SVC(1.0, kernel, tol=1e-8).fit(X + 1e6, y)
    np.testing.assert_allclose(far.decision_function(X + 1e6), near.decision_function(X), atol=1e-6)


@pytest.mark.parametrize("C", [1.0, 1e6])
@pytest.mark.parametrize("X", [np.arange(20.0)[:, None], np.arange(20.0)[:, None] % 7])
def test_one_feature_and_no_order_in_the_labels(X, C):
    y = np.array([0, 1, 1, 0, 1, 0, 0, 1, 1, 0] * 2)
    machine = SVC(C, gamma=0.5).fit(X, y)
    assert machine.converged_
    assert np.isfinite(machine.decision_function(X)).all()


def test_labels_without_order_at_a_high_price_end_in_a_moment():
    """Fifty features, random labels, C = 1000: pair steps alone take many millions here."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(150, 30)), rng.permutation(150) % 2
    machine = SVC(1e3, "linear", max_iter=20_000).fit(X, y)
    assert machine.converged_


def test_an_unreachable_tolerance_is_reported_not_waited_for():
    X, y = clouds(5)
    machine = SVC(1e3, tol=1e-30, max_iter=100_000).fit(X, y)
    assert not machine.converged_
    assert 1e-30 < machine.kkt_ < 1e-9  # float64's limit, about 1e-16 of Σ α k
    assert " at the limit of rounding: a violation of " in machine.message_
    assert machine.n_iter_[0] < 10_000


def test_the_conditions_by_hand():
    """Points -1, 0.5, 1, labels -, +, +, α = (0.5, 0, 0.5), b = 0: f = x, the second is short."""
    K, y = np.outer([-1, 0.5, 1], [-1, 0.5, 1]), [-1, 1, 1]
    kkt = check_kkt(K, y, [0.5, 0, 0.5], 0, C=2)
    assert list(kkt) == [0, 0, 0.5, 1]  # its margin is 0.5 too small, and ξ = 0.5 times C - α = 2
    assert primal_objective(K, y, [0.5, 0, 0.5], 0, 2) == 0.5 + 2 * 0.5
    assert dual_objective(K, y, [0.5, 0, 0.5]) == 1 - 0.5


def test_each_condition_shows_when_it_alone_is_broken():
    K, y = np.array([[1.0, -1.0], [-1.0, 1.0]]), [-1, 1]  # points -1 and +1
    assert list(check_kkt(K, y, [0.5, 0.5], 0, 1)) == [0, 0, 0, 0]
    assert check_kkt(K, y, [0.5, 0.5], 0.25, 1).margin == 0.25
    assert check_kkt(K, y, [0.5, 0.75], 0, 1).balance == 0.25
    assert check_kkt(K, y, [-0.25, 0.75], 0, 0.5).box == 0.25
    assert check_kkt(K, y, [1, 1], 0, 1).complementarity == 1  # y f = 2 with α = 1


@pytest.mark.parametrize("seed", range(40))
def test_what_rounding_leaves_is_no_support_vector(seed):
    """Small problems often end with all multipliers at 0 or C, reached by steps of odd lengths."""
    rng = np.random.default_rng(seed)
    y = np.arange(6) % 2
    X = rng.normal(size=(6, 1)) + rng.normal(size=(2, 1))[y]
    machine = SVC(1.0, "poly", gamma="auto", coef0=0.5, tol=1e-8).fit(X, y)
    size = np.abs(machine.dual_coef_)
    assert size.min() > 1e-12
    assert ((size == 1) | (size < 1 - 1e-12)).all()


def test_equal_data_give_equal_numbers():
    X, y = clouds(6)
    first, second = (SVC(10.0).fit(X, y) for _ in range(2))
    assert np.array_equal(first.dual_coef_, second.dual_coef_)
    assert np.array_equal(first.intercept_, second.intercept_)


POINTS = [[0.0, 1.0], [1.0, 0.0]]
ERRORS = [
    (lambda: SVC().fit([1, 2], [0, 1]), "X must have shape (n_samples, n_features), got (2,)"),
    (lambda: SVC().fit([[np.nan], [1]], [0, 1]), "X must hold finite numbers, got nan"),
    (lambda: SVC().fit(np.empty((0, 2)), []), "X must hold at least one sample"),
    (lambda: SVC().fit([["a"], ["b"]], [0, 1]), "X must hold numbers"),
    (lambda: SVC().fit(POINTS, [0, 1, 1]), "y must have shape (2,), one label for each sample"),
    (lambda: SVC().fit(POINTS, [1, 1]), "y must hold at least two classes, got 1: 1"),
    (lambda: SVC().fit(POINTS, [0, np.nan]), "y must hold finite labels, got nan"),
    (
        lambda: SVC().fit(POINTS, np.array(["a", 1], dtype=object)),
        "y must hold labels of one kind",
    ),
    (
        lambda: SVC().fit(POINTS, np.array([None, 1], dtype=object)),
        "y must hold finite labels, got None",
    ),
    (lambda: SVC(C=0), "C must be above 0, got 0"),
    (lambda: SVC(tol=0), "tol must be above 0, got 0"),
    (lambda: SVC(tol=3), "tol must be below 2, got 3"),
    (lambda: SVC(gamma=-1), "gamma must be above 0, got -1"),
    (lambda: SVC(degree=0), "degree must be at least 1, got 0"),
    (lambda: SVC(max_iter=0), "max_iter must be at least 1, got 0"),
    (lambda: SVC(kernel="sigmoid"), "kernel must be one of linear, poly, rbf, got 'sigmoid'"),
    (lambda: SVC().predict(POINTS), "fit must be called first"),
    (lambda: SVC().fit(POINTS, [0, 1]).predict([[1.0]]), "X must have 2 features, as in fit"),
    (lambda: check_kkt([[1, 2]], [1], [1], 0, 1), "K must have shape (n, n), got (1, 2)"),
    (lambda: check_kkt([[1]], [0], [1], 0, 1), "y must hold only -1 and +1, got 0"),
    (lambda: check_kkt([[1]], [1], [1, 2], 0, 1), "alpha must have shape (1,), got (2,)"),
    (lambda: check_kkt([[1]], [1], [1], 0, 0), "C must be above 0, got 0"),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_more_samples_than_memory_allows_are_refused(monkeypatch):
    monkeypatch.setattr(module, "_MOST", 50)
    with pytest.raises(ValueError, match="X must have at most 50 samples, got 60"):
        SVC().fit(*clouds(0))
