"""Novikoff's bound and its two inequalities, by hand and along runs."""

import math

import numpy as np
import pytest

from mlmath.perceptron import (
    ORDERS,
    Jaws,
    Mistake,
    Perceptron,
    augment,
    jaws,
    margin,
    novikoff_bound,
    radius,
    widest_separator,
)


def test_the_jaws_by_hand():
    """Two points on the axes at distances 1 and 2, w* along the diagonal: worked on paper."""
    X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1, 1])
    X, y = np.vstack([X, -X]), np.append(y, -y)
    machine = Perceptron(fit_intercept=False).fit(X, y)
    j = jaws(X, y, [1, 1], machine.mistakes_)
    half = math.sqrt(0.5)
    np.testing.assert_allclose(j.k, [0, 1, 2])
    np.testing.assert_allclose(j.lower, [0, half, 2 * half])
    np.testing.assert_allclose(j.along, [0, half, 3 * half])
    np.testing.assert_allclose(j.length, [0, 1, math.sqrt(5)])
    np.testing.assert_allclose(j.upper, [0, 2, 2 * math.sqrt(2)])


def test_the_jaws_before_the_first_update_are_closed():
    j = jaws([[1, 0]], [1], [1, 0], [])
    assert [side.tolist() for side in j] == [[0]] * 5


def test_the_bound_is_reached_on_orthogonal_points():
    """Points along n axes: R = 1, γ = 1/√n, and each needs an update of its own."""
    X, y = np.eye(9), np.array([1, -1, 1, -1, 1, -1, 1, -1, 1])
    for order in ORDERS:
        machine = Perceptron(order=order, fit_intercept=False).fit(X, y)
        assert len(machine.mistakes_) == 9
    assert novikoff_bound(X, y, y) == pytest.approx(9)


def test_margin_radius_and_bound_by_hand():
    """The line 3 x + 4 y = 0; points at distances 5 and 2, of lengths 5 and √20."""
    X, y, w = [[3, 4], [2, -4]], [1, -1], [3, 4]
    assert margin(X, y, w) == pytest.approx(2)
    assert margin(X, [-1, 1], w) == pytest.approx(-5)
    assert margin(X, y, [30, 40]) == pytest.approx(2)
    assert radius(X) == pytest.approx(5)
    assert novikoff_bound(X, y, w) == pytest.approx(6.25)


@pytest.mark.parametrize("scale", [1e-310, 1e-200, 1e-170, 1e-9, 1e9, 1e170, 1e307])
def test_margin_radius_and_bound_do_not_depend_on_units(scale):
    """The case by hand above, with w or the points in other units."""
    X, y, w = np.array([[3.0, 4], [2, -4]]), [1, -1], np.array([3.0, 4])
    assert margin(X, y, scale * w) == pytest.approx(2)
    assert novikoff_bound(X, y, scale * w) == pytest.approx(6.25)
    assert margin(scale * X, y, w) == pytest.approx(2 * scale, rel=1e-12, abs=0)
    assert radius(scale * X) == pytest.approx(5 * scale, rel=1e-12, abs=0)
    assert novikoff_bound(scale * X, y, w) == pytest.approx(6.25)
    lower, along, length = jaws(X, y, scale * w, [Mistake(1, 0, X[0], 0.0)])[1:4]
    np.testing.assert_allclose([lower[1], along[1], length[1]], [2, 5, 5])


def test_a_short_sample_beside_a_long_one_counts():
    """Margins 1e-200 and 1e200 along the first axis: the ratio of their squares is 1e800."""
    X, y, w = [[1e200, 0.0], [1e-200, 0.0]], [1, 1], [1, 0]
    assert margin(X, y, w) == pytest.approx(1e-200, rel=1e-12, abs=0)
    assert novikoff_bound(X, y, w) == math.inf
    assert novikoff_bound([[1e50, 0.0], [1e-50, 0.0]], y, w) == pytest.approx(1e200)
    with pytest.raises(ValueError, match="must separate the samples, got a margin of -1e-200"):
        novikoff_bound(X, [1, -1], w)


@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(25))
def test_novikoff_holds_whatever_the_order(seed, order, fit_intercept, separable):
    gamma, tries = 0.0, 0
    while gamma == 0.0:  # a line through the origin need not separate them
        X, y = separable([seed, tries])
        Z = augment(X) if fit_intercept else X
        w_star, gamma = widest_separator(Z, y) or (None, 0.0)
        gamma *= gamma > 0.05 * radius(Z)
        tries += 1
    machine = Perceptron(order=order, seed=seed, fit_intercept=fit_intercept).fit(X, y)
    assert machine.converged_
    assert len(machine.mistakes_) <= novikoff_bound(Z, y, w_star) * (1 + 1e-9)
    check_jaws(jaws(Z, y, w_star, machine.mistakes_), radius(Z))


def check_jaws(j: Jaws, R):
    slack = 1e-9 * R * (1 + len(j.k))
    assert (j.lower <= j.along + slack).all()
    assert (j.along <= j.length + slack).all()
    assert (j.length <= j.upper + slack).all()
