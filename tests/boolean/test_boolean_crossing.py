"""Four inputs against every unit: they are there exactly where no unit is."""

import numpy as np
import pytest

from mlmath.boolean import (
    count_threshold_functions,
    count_without_crossing,
    crossing,
    parity,
    threshold_weights,
    truth_table,
)


def test_xor_by_hand():
    assert crossing([0, 1, 1, 0]) == (1, 2, 0, 3)  # (0,1) + (1,0) = (0,0) + (1,1)
    assert crossing([1, 0, 0, 1]) == (0, 3, 1, 2)
    assert crossing([0, 0, 0, 1]) is None


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_they_exist_exactly_where_no_unit_does(n):
    for number in range(2**2**n):
        f = [number >> i & 1 for i in range(2**n)]
        assert (crossing(f) is None) == (threshold_weights(f) is not None)


@pytest.mark.parametrize(("n", "published"), [(0, 2), (1, 4), (2, 14), (3, 104), (4, 1882)])
def test_without_them_there_is_a_unit_up_to_four_inputs(n, published):
    """Sequence A000609, counted without a search for weights.

    Where there are such four inputs there is no unit; so equal numbers mean equal functions.
    """
    assert count_without_crossing(n) == published == count_threshold_functions(n)


def test_they_are_what_they_are_said_to_be():
    rng = np.random.default_rng(0)
    for n in (3, 4, 5):
        for _ in range(200):
            f = rng.integers(0, 2, size=2**n)
            found = crossing(f)
            if found is None:
                continue
            a, b, c, d = found
            X = truth_table(n)
            assert (X[a] + X[b] == X[c] + X[d]).all()
            assert f[[a, b, c, d]].tolist() == [1, 1, 0, 0]
            assert len({a, b, c, d}) == 4


def test_parity_has_them_from_two_inputs_on():
    assert crossing(parity(1)) is None
    assert all(crossing(parity(n)) is not None for n in range(2, 9))


def test_too_many_inputs_are_refused():
    with pytest.raises(ValueError, match="at most 8"):
        crossing(parity(9))
