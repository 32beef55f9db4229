"""Kepler's equation: solved for every ellipse, to the last digits, in every turn."""

import math

import numpy as np
import pytest

from mlmath.kepler import solve_kepler, true_anomaly

LEAST = np.nextafter(1, 0)  # the largest eccentricity below 1


def bisected(M, e):
    """Solve E - e sin E = M on [0, π] by halving, which needs no derivative and no start."""
    low, high = 0.0, math.pi
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if middle - e * math.sin(middle) < M else (low, middle)
    return (low + high) / 2


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("e", [0.0, 0.0934, 0.5, 0.9, 0.999, 1 - 1e-12, LEAST])
def test_the_residual_is_rounding(e, seed):
    rng = np.random.default_rng(seed)
    M = np.concatenate([rng.uniform(-math.pi, math.pi, 500), 10.0 ** rng.uniform(-12, 0.4, 500)])
    E = solve_kepler(M, e)
    assert np.abs(E - e * np.sin(E) - M).max() < 2e-15


@pytest.mark.parametrize("e", [0.2, 0.999])
def test_bisection_finds_the_same(e):
    for M in np.linspace(0.001, 3.1, 40):
        assert solve_kepler(M, e) == pytest.approx(bisected(M, e), rel=1e-11)


def test_by_hand():
    """At E = π/2 the equation says M = π/2 - e; at E = π/6 it says M = π/6 - e/2."""
    e = np.array([0.0, 0.3, 0.7, 0.999])
    np.testing.assert_allclose(solve_kepler(math.pi / 2 - e, e), math.pi / 2, rtol=1e-14)
    np.testing.assert_allclose(solve_kepler(math.pi / 6 - e / 2, e), math.pi / 6, rtol=1e-13)


@pytest.mark.parametrize("e", [0.0, 0.5, 0.999, LEAST])
def test_the_ends_of_the_ellipse_are_exact(e):
    assert solve_kepler([0, math.pi, -math.pi], e).tolist() == [0, math.pi, -math.pi]


def test_small_anomalies_keep_their_relative_precision():
    """Near the perihelion E - e sin E is (1 - e) E + e E³/6, so for tiny M, E is M / (1 - e)."""
    assert solve_kepler(1e-300, 0.75) == pytest.approx(4e-300, rel=1e-15)
    assert solve_kepler(1e-30, 0.999) == pytest.approx(1e-27, rel=1e-12)
    # With e next to 1 the cube decides: E³/6 = M.
    assert solve_kepler(1e-15, LEAST) == pytest.approx(6e-15 ** (1 / 3), rel=1e-5)


@pytest.mark.parametrize("e", [0.0, 0.3, 0.999, 1 - 1e-9])
def test_next_to_the_perihelion_the_equation_is_linear(e):
    """E is M / (1 - e), up to a share of E² / (6 (1 - e))."""
    M = 10.0 ** np.random.default_rng(0).uniform(-300, -24, 2000)
    np.testing.assert_allclose(solve_kepler(M, e), M / (1 - e), rtol=4e-15)


@pytest.mark.parametrize("e", [0.0, 0.3, 0.999, LEAST])
def test_each_anomaly_converges_for_itself(e):
    M = np.concatenate([np.linspace(-4, 4, 101), 10.0 ** np.linspace(-300, 0, 50)])
    assert solve_kepler(M, e).tolist() == [float(solve_kepler(m, e)) for m in M]


# ν by mpmath 1.3 with 60 digits, from tan(ν/2) = √((1 + e)/(1 - e)) tan(E/2).
NEAR_ONE = [
    (1e-6, 1 - 2.0**-40, 1.2760199399041279),
    (0.1, LEAST, 3.1415923558149635),
    (1e-3, 0.999, 0.044702735798226922),
    (2.0, 1 - 2.0**-30, 3.1415649419172497),
    (-3.0, 0.7, -3.082029882710344),
]


@pytest.mark.parametrize(("E", "e", "nu"), NEAR_ONE)
def test_the_true_anomaly_keeps_its_digits_next_to_a_parabola(E, e, nu):
    assert true_anomaly(E, e) == pytest.approx(nu, rel=6e-16)
    assert true_anomaly(-E, e) == pytest.approx(-nu, rel=6e-16)


def test_whole_turns_and_the_sign_carry_over():
    M, e = np.linspace(0.1, 3, 30), 0.6
    E = solve_kepler(M, e)
    assert solve_kepler(-M, e).tolist() == (-E).tolist()
    for turns in (1, -7, 1000):
        np.testing.assert_allclose(
            solve_kepler(M + math.tau * turns, e), E + math.tau * turns, rtol=0, atol=2e-12
        )
    assert solve_kepler(1e15, 0.5) == pytest.approx(1e15, abs=1)


def test_the_eccentric_anomaly_rises_with_time():
    for e in (0.0, 0.7, 0.9999):
        assert (np.diff(solve_kepler(np.linspace(-20, 20, 5001), e)) > 0).all()


def test_shapes_broadcast():
    assert solve_kepler(np.zeros((4, 1)), [0.1, 0.2, 0.3]).shape == (4, 3)
    assert solve_kepler(1.0, 0.1).shape == ()
    assert solve_kepler([], 0.1).shape == (0,)
    assert true_anomaly(0.5, 0.1).shape == ()
    assert true_anomaly(np.zeros((4, 1)), [0.1, 0.2, 0.3]).shape == (4, 3)


@pytest.mark.parametrize("e", [0.0, 0.0934, 0.6, 0.999])
def test_the_true_anomaly_is_the_angle_at_the_focus(e):
    """From the geometry: the planet is at a (cos E - e), a √(1 - e²) sin E from the Sun."""
    E = np.linspace(-3.1, 3.1, 200)
    angle = np.arctan2(math.sqrt(1 - e * e) * np.sin(E), np.cos(E) - e)
    np.testing.assert_allclose(true_anomaly(E, e), angle, rtol=0, atol=1e-13)
    np.testing.assert_allclose(true_anomaly(E + 4 * math.pi, e), angle + 4 * math.pi, atol=1e-12)


def test_on_a_circle_the_three_anomalies_are_one():
    M = np.linspace(-9, 9, 50)
    np.testing.assert_allclose(solve_kepler(M, 0), M, rtol=1e-15)
    np.testing.assert_allclose(true_anomaly(M, 0), M, rtol=1e-15)


ERRORS = [
    (lambda: solve_kepler(1, 1), "e must be at least 0 and below 1, got 1"),
    (lambda: solve_kepler(1, [0.5, -0.1]), "e must be at least 0 and below 1, got -0.1"),
    (lambda: solve_kepler(math.nan, 0.5), "M must hold finite numbers, got nan"),
    (lambda: solve_kepler(math.inf, 0.5), "M must hold finite numbers, got inf"),
    (lambda: solve_kepler("noon", 0.5), "M must hold numbers"),
    (lambda: solve_kepler(1, math.nan), "e must hold finite numbers, got nan"),
    (lambda: true_anomaly(1, 1.5), "e must be at least 0 and below 1, got 1.5"),
    (lambda: true_anomaly(math.nan, 0.5), "E must hold finite numbers, got nan"),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
