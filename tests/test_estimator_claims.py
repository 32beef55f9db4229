"""What a message or a flag claims is what `predict` does: on ten thousand small random data sets.

Their numbers have one decimal, so that sums which are 0 on paper round to one side or the other.
"""

import sys
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from mlmath.foundations import LogisticRegression
from mlmath.hopfield import recall
from mlmath.hopfield.dynamics import MODES
from mlmath.kernels import SVC, KernelPerceptron
from mlmath.lms import Adaline
from mlmath.perceptron import ORDERS, Perceptron

SETS = 1_000 if sys.platform == "emscripten" else 10_000  # the browser counts as one more machine


@cache
def data_sets() -> list[tuple[Any, Any]]:
    """Two to four samples of one to three features from -0.9 to 0.9, of two classes."""
    rng = np.random.default_rng(9)
    shapes = zip(rng.integers(2, 5, SETS), rng.integers(1, 4, SETS), strict=True)
    sets = [(rng.integers(-9, 10, shape) / 10, rng.integers(0, 2, shape[0])) for shape in shapes]
    for _, y in sets:
        y[:2] = 0, 1
    return sets


def wrong_or_all_right(machine: Any, X: Any, y: Any) -> str:
    """Return what its message has to say of its predictions."""
    assert machine.converged_ or machine.n_epochs_ == machine.max_epochs
    wrong = int((machine.predict(X) != y).sum())
    if machine.converged_:
        return "" if wrong else f": all {len(y)} points are on their side."
    return f": {wrong} of {len(y)} points are still on the wrong side"


def test_the_perceptron_is_right_where_it_says_so():
    converged = 0
    for k, (X, y) in enumerate(data_sets()):
        machine = Perceptron(5, ORDERS[k % 3], seed=k, fit_intercept=k % 2 == 0).fit(X, y)
        said = wrong_or_all_right(machine, X, y)
        assert said
        assert said in machine.message_, (X, y)
        converged += machine.converged_
    assert 0.4 < converged / SETS < 0.9


def test_the_perceptron_predicts_for_one_sample_what_it_predicts_among_others():
    for X, y in data_sets()[::10]:
        machine = Perceptron(3).fit(X, y)
        together = machine.decision_function(X)
        alone = [machine.decision_function([x])[0] for x in X]
        columns = machine.decision_function(np.asfortranarray(X))
        assert together.tolist() == alone == columns.tolist()


def test_the_kernel_perceptron_is_right_where_it_says_so():
    converged = 0
    for k, (X, y) in enumerate(data_sets()):
        kernel = ("linear", "poly", "rbf")[k % 3]
        machine = KernelPerceptron(kernel, degree=2, max_epochs=5, fit_intercept=k % 2 == 0)
        said = wrong_or_all_right(machine.fit(X, y), X, y)
        assert said
        assert said in machine.message_, (X, y, kernel)
        converged += machine.converged_
    assert 0.4 < converged / SETS < 0.9


def scalar_adaline(X: Any, y: Any, mu: float, epochs: int) -> tuple[list[float], list[float]]:
    """The rule in plain Python: the weights with the intercept, and the errors of the last epoch.

    Where the weights overflow they are inf or NaN.
    """
    w = [0.0] * (len(X[0]) + 1)
    errors: list[float] = []
    for _ in range(epochs):
        errors = []
        for x, label in zip(X, y, strict=True):
            row = [*x, 1.0]
            e = label - sum(a * b for a, b in zip(w, row, strict=True))
            w = [a + mu * e * b for a, b in zip(w, row, strict=True)]
            errors.append(e)
    return w, errors


def test_adaline_has_the_error_that_it_says_and_diverges_where_it_says_so():
    diverged = 0
    for k, (X, y) in enumerate(data_sets()):
        mu = (0.01, 0.3, 3.0, 1e60)[k % 4]
        machine = Adaline(mu, max_epochs=2).fit(X, y)
        w, errors = scalar_adaline(X.tolist(), (2 * y - 1).tolist(), mu, 2)
        assert machine.diverged_ == (not np.isfinite(w).all())
        second = machine.decision_function(X) > 0
        assert machine.predict(X).tolist() == second.astype(int).tolist()
        diverged += machine.diverged_
        if machine.diverged_:
            assert machine.message_.startswith("Diverged in epoch ")
            continue
        said = float(
            machine.message_.removeprefix(
                "Made all 2 epochs: the mean squared error of the last is "
            ).rstrip(".")
        )
        if mu < 1:  # a run that grows from step to step also grows what rounding leaves
            assert said == pytest.approx(sum(e * e for e in errors) / len(errors), rel=1e-3)
            np.testing.assert_allclose([*machine.coef_, machine.intercept_], w, rtol=1e-9)
    assert 0.1 < diverged / SETS < 0.5


def violation(machine: SVC, f: Any, y: Any) -> float:
    """How far y f(x) is on the wrong side of 1, where α allows it none, for the public f and α."""
    s = 2 * y - 1
    alpha = np.zeros(len(y))
    alpha[machine.support_] = np.abs(machine.dual_coef_[0])
    margins = s * f
    below = np.where(alpha < machine.C, 1 - margins, 0)
    above = np.where(alpha > 0, margins - 1, 0)
    return float(max(below.max(), above.max(), 0))


def test_the_support_vector_machine_is_as_near_the_optimum_as_it_says():
    for k, (X, y) in enumerate(data_sets()):
        machine = SVC(C=(1.0, 100.0)[k % 2], kernel=("linear", "rbf")[k % 4 // 2]).fit(X, y)
        assert machine.converged_, (X, y)
        assert machine.message_.endswith(f", to a violation of {machine.kkt_:.2g}.")
        f = machine.decision_function(X)
        assert violation(machine, f, y) <= machine.kkt_ + 1e-10 * machine.C
        assert machine.predict(X).tolist() == (f > 0).astype(int).tolist()


def weakly_separable(X: Any, y: Any) -> bool:
    """Tell whether some line has the classes on its two sides, or on itself, but not all on itself.

    By trying, in whole numbers, in at most two dimensions: such a line can be moved until it
    passes through two of the points, unless all of them lie on one line; then thresholds along
    it are tried.
    """
    whole = np.ldexp(X, 60).tolist()  # tenths in float64 are whole in units of 2^-60
    points = [tuple(map(int, x)) for x in whole]
    points = [p if len(p) == 2 else (p[0], 0) for p in points]
    signs = [1 if label else -1 for label in y]
    ways = [(b[0] - a[0], b[1] - a[1], a) for a, b in combinations(points, 2) if a != b]
    for dx, dy, (x0, y0) in ways:
        sides = [
            s * (dx * (q - y0) - dy * (p - x0)) for (p, q), s in zip(points, signs, strict=True)
        ]
        if any(sides) and (min(sides) >= 0 or max(sides) <= 0):
            return True
        if not any(sides):  # all on this line, at dx p + dy q along it
            places = [
                [dx * p + dy * q for (p, q), s in zip(points, signs, strict=True) if s == c]
                for c in (1, -1)
            ]
            return bool(max(places[0]) <= min(places[1]) or max(places[1]) <= min(places[0]))
    return False


def test_logistic_regression_finds_the_maximum_or_says_that_there_is_none():
    """By Stiemke's alternative a maximum proves itself.

    Its probabilities lie inside (0, 1), and the samples, weighted by what is missing to their
    labels, sum to zero: a line that separated them would make that sum positive.
    """
    refused = unsure = 0
    for X, y in data_sets():
        X = X[:, :2]
        separable = weakly_separable(X, y)
        if separable != weakly_separable(np.round(10 * X), y):
            continue  # on paper the answer is another than for the float64s nearest to the tenths
        if separable:
            with pytest.raises(
                ValueError, match=r"^(y must not be separable|max_iter must be)"
            ) as e:
                LogisticRegression().fit(X, y)
            refused += 1
            unsure += str(e.value).startswith("max_iter") and "and no proof" in str(e.value)
            continue
        machine = LogisticRegression().fit(X, y)
        first, p = machine.predict_proba(X).T
        assert ((p > 0) & (p < 1)).all()
        assert np.abs((y - p) @ np.column_stack([X, np.ones(len(y))])).max() < 1e-7, (X, y)
        assert machine.predict(X).tolist() == (p > first).astype(int).tolist(), (X, y)
    assert 0.4 < refused / SETS < 0.95
    assert unsure <= 0.01 * refused


def test_what_a_hopfield_network_calls_rest_is_rest():
    """In whole tenths, each unit has the sign of its field, or the field is zero."""
    rng = np.random.default_rng(3)
    rested = 0
    for k in range(SETS):
        n = int(rng.integers(2, 5))
        upper = np.triu(rng.integers(-9, 10, (n, n)), 1)
        tenths = upper + upper.T
        start = 2 * rng.integers(0, 2, n) - 1
        end = recall(tenths / 10, start, MODES[k % 2], seed=k, max_sweeps=2)
        at_rest = bool((end.state * (tenths @ end.state) >= 0).all())
        assert at_rest or not end.converged, (tenths, start)
        rested += end.converged
    assert 0.4 < rested / SETS < 0.95
