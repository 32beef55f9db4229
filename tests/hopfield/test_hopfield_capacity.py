"""How much fits: the mean-field theory solved, and finite networks that approach it."""

import math

import numpy as np
import pytest

from mlmath.hopfield import (
    Hopfield,
    capacity_overlap,
    critical_capacity,
    one_step_error,
    random_patterns,
    retrieval_overlaps,
)


def iterated(alpha, rounds=4000):
    """Solve the three equations as they stand, by repeated substitution from m = 1, r = 1."""
    m, r = 1.0, 1.0
    for _ in range(rounds):
        y = m / math.sqrt(2 * alpha * r)
        C = math.sqrt(2 / (math.pi * alpha * r)) * math.exp(-y * y)
        if C >= 1:
            return 0.0
        m, r = math.erf(y), 1 / (1 - C) ** 2
    return m


def test_the_critical_capacity_of_amit_gutfreund_and_sompolinsky_1985():
    """0.138 patterns a unit, with an overlap of .967: 1.6 % of the units are wrong."""
    alpha, m = critical_capacity()
    assert alpha == pytest.approx(0.137906, abs=5e-7)
    assert m == pytest.approx(0.967, abs=5e-4)


def test_the_critical_capacity_is_where_repeated_substitution_loses_the_memory():
    low, high = 0.1, 0.2
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (middle, high) if iterated(middle, 20_000) > 0.5 else (low, middle)
    assert low == pytest.approx(critical_capacity()[0], abs=2e-5)


@pytest.mark.parametrize("alpha", [0.02, 0.05, 0.1, 0.12, 0.13, 0.137])
def test_the_overlap_solves_the_equations(alpha):
    assert capacity_overlap(alpha) == pytest.approx(iterated(alpha), abs=1e-11)


def test_the_overlap_falls_from_one_and_drops_to_zero():
    critical, at_critical = critical_capacity()
    loads = np.linspace(0, critical * (1 - 1e-9), 200)
    m = capacity_overlap(loads)
    assert m[0] == 1
    assert (np.diff(m) <= 0).all()
    assert m[-1] == pytest.approx(at_critical, abs=1e-4)
    assert capacity_overlap([critical + 1e-9, 0.2, 5, 1e6]).tolist() == [0, 0, 0, 0]
    assert capacity_overlap(1e-300) == 1
    assert capacity_overlap(0.1).shape == ()
    assert capacity_overlap([[0.1, 0.2]]).shape == (1, 2)


def test_one_step_errors_of_hertz_krogh_and_palmer_1991():
    """0.36 % of the units at a load of .138, and 1.0 % at .185."""
    assert one_step_error(0.138) == pytest.approx(0.0036, abs=5e-5)
    assert one_step_error(0.185) == pytest.approx(0.010, abs=5e-5)
    np.testing.assert_allclose(
        one_step_error([0.05, 0.3, 2.0]),
        [math.erfc(math.sqrt(1 / (2 * a))) / 2 for a in (0.05, 0.3, 2.0)],
        rtol=1e-13,
    )
    assert one_step_error([0, 1e-320, 1e6]).tolist()[:2] == [0, 0]
    assert one_step_error(1e12) == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("alpha", [0.138, 0.185, 0.4])
def test_networks_make_as_many_errors_in_the_first_step_as_predicted(alpha):
    """Of N = 300 units with P patterns, each hears N - 1 others and is disturbed by P - 1 patterns.

    The load that counts is therefore (P - 1)/(N - 1).
    """
    n, n_patterns = 300, round(alpha * 300)
    shares = []
    for seed in range(30):
        xi = random_patterns(n_patterns, n, seed)
        shares.append((xi @ Hopfield().fit(xi).weights_ * xi < 0).mean())
    expected = float(one_step_error((n_patterns - 1) / (n - 1)))
    assert np.mean(shares) == pytest.approx(expected, rel=0.1)
    assert abs(np.mean(shares) - expected) < 4 * np.std(shares) / math.sqrt(30)


def test_well_below_capacity_networks_keep_the_predicted_overlap():
    """Facts: N = 1000 keeps .998 at a load of .10; 400 units do so within their scatter."""
    m = retrieval_overlaps(400, 0.10, 40, seed=1)
    assert np.median(m) == pytest.approx(float(capacity_overlap(0.10)), abs=0.003)
    assert (m > 0.9).mean() >= 0.95


def test_the_loss_of_memory_becomes_a_step_as_networks_grow():
    """Finite-size scaling: the share of lost memories rises between loads .10 and .20.

    The more units, the more steeply; no finite network has a sharp capacity.
    """
    lost = {
        n: [float((retrieval_overlaps(n, a, trials, seed=3) < 0.7).mean()) for a in (0.10, 0.20)]
        for n, trials in ((60, 150), (180, 100), (400, 50))
    }
    below, above = zip(*lost.values(), strict=True)
    assert max(below) < 0.06
    assert above[0] < above[1] < above[2]
    assert above[0] < 0.25
    assert above[2] > 0.45


def test_equal_seeds_give_equal_overlaps():
    runs = [retrieval_overlaps(50, 0.2, 5, seed=s).tolist() for s in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]
    assert retrieval_overlaps(1, 0.1, 2).tolist() == [1, 1]


ERRORS = [
    (lambda: capacity_overlap(-0.1), "alpha must be at least 0, got -0.1"),
    (lambda: capacity_overlap([0.1, math.nan]), "alpha must hold finite numbers, got nan"),
    (lambda: capacity_overlap("much"), "alpha must hold numbers"),
    (lambda: one_step_error(-1), "alpha must be at least 0, got -1"),
    (lambda: retrieval_overlaps(0, 0.1, 1), "n_units must be at least 1, got 0"),
    (lambda: retrieval_overlaps(9, 0, 1), "alpha must be above 0, got 0"),
    (lambda: retrieval_overlaps(9, 0.1, 0), "trials must be at least 1, got 0"),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
