"""The Boltzmann machine: chances by hand, and its gradient beside differences."""

import math

import numpy as np
import pytest

from mlmath.hopfield import Boltzmann, boltzmann_gradient, fit_boltzmann, log_likelihood

EVEN = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]


def test_chances_of_two_units_by_hand():
    """With one weight w the states that agree have e^w, the others e^-w."""
    machine = Boltzmann(np.array([[0, 0.7], [0.7, 0]]), np.zeros(2), 2)
    Z = 2 * math.exp(0.7) + 2 * math.exp(-0.7)
    agree, differ = math.exp(0.7) / Z, math.exp(-0.7) / Z
    np.testing.assert_allclose(machine.chances(), [agree, differ, differ, agree])
    assert log_likelihood(machine, [[1, 1], [1, -1]]) == pytest.approx(
        (math.log(agree) + math.log(differ)) / 2
    )


def test_without_weights_each_unit_is_logistic_by_itself():
    """A unit of bias b is +1 with the chance e^b / (e^b + e^-b) = 1 / (1 + e^-2b)."""
    machine = Boltzmann(np.zeros((2, 2)), np.array([0.3, 0.8]), 2)
    up, down = 1 / (1 + math.exp(-0.6)), 1 / (1 + math.exp(1.6))
    assert log_likelihood(machine, [[1, -1]]) == pytest.approx(math.log(up * down))


def test_a_hidden_unit_is_summed_over():
    machine = Boltzmann(np.array([[0, 0.7], [0.7, 0]]), np.array([0.0, 0.3]), 1)
    table = machine.chances().reshape(2, 2)
    np.testing.assert_allclose(machine.visible_chances(), table.sum(axis=1))


@pytest.mark.parametrize("hidden", [0, 2])
def test_the_gradient_is_that_of_differences(hidden):
    rng = np.random.default_rng(1)
    n = 3 + hidden
    W = np.triu(rng.normal(size=(n, n)), 1)
    machine = Boltzmann(W + W.T, rng.normal(size=n), 3)
    by_W, by_b = boltzmann_gradient(machine, EVEN[:3])
    h = 1e-6
    for i in range(n):
        change = np.zeros(n)
        change[i] = h
        up, down = (
            log_likelihood(machine._replace(bias=machine.bias + sign * change), EVEN[:3])
            for sign in (1, -1)
        )
        assert by_b[i] == pytest.approx((up - down) / (2 * h), abs=1e-7)
        for j in range(i):
            pair = np.zeros((n, n))
            pair[i, j] = pair[j, i] = h
            up, down = (
                log_likelihood(machine._replace(weights=machine.weights + sign * pair), EVEN[:3])
                for sign in (1, -1)
            )
            assert by_W[i, j] == pytest.approx((up - down) / (2 * h), abs=1e-7)


def test_even_states_need_a_hidden_unit():
    """Their means and products of two are all zero, as those of eight equal chances are."""
    alone = fit_boltzmann(EVEN, rate=0.3, rounds=500)
    np.testing.assert_allclose(alone.visible_chances(), 1 / 8, atol=1e-6)
    helped = fit_boltzmann(EVEN, 1, rate=0.3, rounds=1000)
    assert math.exp(log_likelihood(helped, EVEN)) > 0.24


def test_what_is_refused():
    with pytest.raises(ValueError, match="at most 12 units to enumerate, got 13"):
        fit_boltzmann(np.ones((1, 13)))
    with pytest.raises(ValueError, match="must hold only -1 and"):
        fit_boltzmann([[0, 1]])
