"""Whether a most probable plane exists: proved either way, however narrow the overlap."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from mlmath.foundations import LogisticRegression
from mlmath.foundations.weak_separation import (
    keeps_all_sides,
    none_separates,
    separates_weakly,
)

SEPARABLE = "y must not be separable by a plane"


@pytest.mark.parametrize("gap", [1e-3, 1e-8, 1e-11, 1e-16, 1e-20, 1e-30, 1e-100])
@pytest.mark.parametrize("unit", [1e-200, 1.0, 1e200])
def test_classes_that_overlap_by_a_hair_have_a_most_probable_slope(gap, unit):
    """At ±1 right, at ±g wrong: 2 e^-w/(1 + e^-w) = 2 g/(1 + e^-gw), so w is about ln(2/g)."""
    X = unit * np.array([[-1.0], [-gap], [gap], [1.0]])
    y = [0, 1, 0, 1]
    fitted = LogisticRegression(max_iter=400).fit(X, y)
    w = fitted.coef_[0] * unit
    right, wrong = 1 / (1 + math.exp(w)), gap / (1 + math.exp(-gap * w))
    assert right == pytest.approx(wrong, rel=1e-9)
    assert w == pytest.approx(math.log(2 / gap), rel=1e-3)
    assert fitted.intercept_ == pytest.approx(0, abs=1e-12)
    information = 2 * right * (1 - right) + gap**2 / 2
    assert fitted.standard_errors_[0] * unit == pytest.approx(information**-0.5, rel=1e-4)
    # The other way around, and with a tie, a plane separates them.
    for labels, middle in (([0, 0, 1, 1], -gap), ([0, 0, 1, 1], gap)):
        X[1] = unit * middle
        with pytest.raises(ValueError, match=SEPARABLE):
            LogisticRegression(max_iter=400).fit(X, labels)


def planes_through(X):
    """Every plane through two points of the plane, both ways, and its offset, in fractions."""
    rows = [[Fraction(v) for v in x] for x in X.tolist()]
    for (a, b), (c, d) in product(rows, rows):
        if (a, b) != (c, d):
            yield (d - b, a - c, b * c - a * d)
    yield (0, 0, 1)
    yield (0, 0, -1)


def separable_by_trying(X, y):
    """Weakly, by trying the planes through two points: some such one has all on their sides.

    A plane that separates can be moved, without a sample changing its side, until it passes
    through as many points as hold it; where they all lie on a line, also across it.
    """
    signs = [1 if v else -1 for v in y]
    turned = [(b, -a, None) for a, b, _ in planes_through(X)]
    tries = list(planes_through(X))
    for a, b, _ in turned:
        tries += [(a, b, -a * Fraction(x[0]) - b * Fraction(x[1])) for x in X.tolist()]
        tries += [(-a, -b, a * Fraction(x[0]) + b * Fraction(x[1])) for x in X.tolist()]
    for a, b, c in tries:
        sides = [
            s * (a * Fraction(x[0]) + b * Fraction(x[1]) + c)
            for s, x in zip(signs, X.tolist(), strict=True)
        ]
        if min(sides) >= 0 and max(sides) > 0:
            return True
    return False


@pytest.mark.parametrize("seed", range(6))
def test_small_whole_numbers_are_decided_as_by_trying_all_lines(seed):
    rng = np.random.default_rng(seed)
    seen = {True: 0, False: 0}
    for _ in range(25):
        n = int(rng.integers(3, 8))
        X = rng.integers(-2, 3, (n, 2)).astype(float)
        y = rng.integers(0, 2, n)
        if y.min() == y.max():
            continue
        expected = separable_by_trying(X, y)
        seen[expected] += 1
        if expected:
            with pytest.raises(ValueError, match=SEPARABLE):
                LogisticRegression().fit(X, y)
        else:
            p = LogisticRegression().fit(X, y).predict_proba(X)[:, 1]
            np.testing.assert_allclose(X.T @ p, X.T @ y, atol=1e-6)
    assert min(seen.values()) > 1


def test_a_plane_with_many_on_it_is_found():
    """All disagreements lie on one plane of five features; beside it each class has its side."""
    rng = np.random.default_rng(5)
    X = rng.integers(-1, 2, (80, 5)).astype(float)
    side = X @ [1, -2, 0, 1, 3]
    on, off = np.flatnonzero(side == 0), np.flatnonzero(side != 0)
    y = np.where(side > 0, 1, 0)
    y[on] = np.arange(len(on)) % 2
    assert len(on) > 5
    with pytest.raises(ValueError, match=SEPARABLE):
        LogisticRegression().fit(X, y)
    y[off[:10]] = 1 - y[off[:10]]  # ten on their wrong side: now there is a maximum
    p = LogisticRegression().fit(X, y).predict_proba(X)[:, 1]
    np.testing.assert_allclose(X.T @ p, X.T @ y, atol=1e-6)


def test_a_feature_that_varies_in_its_last_digits_is_a_feature():
    """1 and 1 + ε, in units of ε the table of the two coins: log-odds ∓ ln 3."""
    X = np.repeat([[1.0], [1.0 + 2.0**-52]], 4, axis=0)
    fitted = LogisticRegression().fit(X, [0, 0, 0, 1, 0, 1, 1, 1])
    assert fitted.coef_[0] == pytest.approx(2 * math.log(3) * 2.0**52, rel=1e-9)


def test_nearly_equal_features_are_two():
    """The second adds 1e-9 of a fresh one: coefficients as those of the two apart."""
    rng = np.random.default_rng(0)
    A = rng.normal(size=(200, 2))
    y = (rng.random(200) < 1 / (1 + np.exp(-A @ [1.0, -1.0]))).astype(int)
    apart = LogisticRegression().fit(A, y)
    close = LogisticRegression().fit(np.column_stack([A[:, 0], A[:, 0] + 1e-9 * A[:, 1]]), y)
    assert close.coef_[1] * 1e-9 == pytest.approx(apart.coef_[1], rel=1e-5)
    assert close.coef_.sum() == pytest.approx(apart.coef_[0], abs=30)  # 1e9 less 1e9


def test_what_is_not_proved_is_not_claimed():
    X, signs = np.array([[0.0], [1.0], [1.0], [2.0]]), np.array([-1.0, -1.0, 1.0, 1.0])
    assert separates_weakly(X, signs, np.array([1.0, 0.0, 0.0, 1.0]))
    assert not separates_weakly(X, signs, np.array([0.0, 1.0, 1.0, 1.0]))  # a wrong guess
    assert not separates_weakly(X, signs, np.array([1.0, -0.7, 0.0, 1.0]))
    assert keeps_all_sides(X, signs, np.array([1.0, -1.0]))
    assert not keeps_all_sides(X, signs, np.array([1.0, -1.0 + 2.0**-52]))
    assert not keeps_all_sides(X, signs, np.zeros(2))  # all on it: no side at all
    overlap = np.array([-1.0, 1.0, -1.0, 1.0])
    balance = np.array([0.2, 0.4, 0.4, 0.2])  # 0.4 - 0.4 = 0 for the 1s, -0.4 + 0.4 for the x
    X[:, 0] = [-1, -0.5, 0.5, 1]
    assert none_separates(X, overlap, balance)
    assert not none_separates(X, signs, balance)
