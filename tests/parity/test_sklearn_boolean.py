"""Threshold functions and orders, against scipy's linear programs."""

import numpy as np
import pytest
from scipy.optimize import linprog

from mlmath.boolean import masks, order, polynomial_threshold, threshold_weights, truth_table


def a_linear_program_finds(f, k):
    """Whether conjunctions of at most k inputs can be weighed with sum >= 1 or <= -1, as f says."""
    n = len(f).bit_length() - 1
    X = truth_table(n)
    sets = masks(n, k)
    A = np.column_stack([X[:, list(mask)].prod(axis=1) for mask in sets])
    A = (2 * np.asarray(f) - 1)[:, None] * A
    found = linprog(
        np.zeros(len(sets)), A_ub=-A, b_ub=-np.ones(len(f)), bounds=(None, None), method="highs"
    )
    assert found.status in (0, 2)  # solved, or infeasible
    return found.status == 0


@pytest.mark.parametrize("n", [1, 2, 3])
def test_every_function_of_up_to_three_inputs(n):
    for number in range(2 ** (2**n)):
        f = (number >> np.arange(2**n)) & 1
        assert (threshold_weights(f) is not None) == a_linear_program_finds(f, 1)


@pytest.mark.parametrize("seed", range(5))
def test_functions_of_four_to_eight_inputs_near_the_border(seed):
    """Threshold functions, and what becomes of them when an output near the threshold flips."""
    rng = np.random.default_rng(seed)
    for n in range(4, 9):
        X = truth_table(n)
        sums = X @ rng.integers(-20, 21, n)
        theta = rng.permutation(sums)[0]
        f = (sums >= theta).astype(int)
        assert threshold_weights(f) is not None
        f[np.abs(sums - theta).argmin()] ^= 1
        assert (threshold_weights(f) is not None) == a_linear_program_finds(f, 1)


@pytest.mark.parametrize("seed", range(6))
def test_every_order_of_random_functions(seed):
    rng = np.random.default_rng(seed)
    for n in (3, 4, 5):
        f = rng.integers(0, 2, 2**n)
        least = next(k for k in range(n + 1) if a_linear_program_finds(f, k))
        assert order(f).order == least
        assert polynomial_threshold(f, least) is not None
