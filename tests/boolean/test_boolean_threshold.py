"""What one threshold unit computes, with what weights, and how many functions that are."""

import numpy as np
import pytest

from mlmath.boolean import (
    check_certificate,
    functions_of_two,
    parity,
    tabulate,
    truth_table,
)
from mlmath.boolean.counting import count_threshold_functions
from mlmath.boolean.threshold import threshold_certificate, threshold_weights


def test_fourteen_of_the_sixteen_light_up():
    """All but XOR and XNOR, which Minsky and Papert's parity has as its case of two bits."""
    dark = [gate.name for gate in functions_of_two() if threshold_weights(gate.outputs) is None]
    assert dark == ["XOR", "XNOR"]


@pytest.mark.parametrize(("n", "count"), list(enumerate([2, 4, 14, 104, 1882])))
def test_the_number_of_threshold_functions_is_oeis_a000609(n, count):
    """2 of 2, 4 of 4, 14 of 16, 104 of 256, 1882 of 65,536 (Muroga, Toda and Kondo 1962)."""
    assert count_threshold_functions(n) == count


def test_the_count_of_three_inputs_by_trying_all_functions_and_all_small_weights():
    """Weights from -2 to 2 and half thresholds give all 104: no proof of None is needed here."""
    X = truth_table(3)
    weights = np.stack(np.meshgrid(*[np.arange(-2, 3)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    computed = {tuple((X @ w > theta).tolist()) for w in weights for theta in np.arange(-6.5, 7.0)}
    assert len(computed) == 104
    for number in range(256):
        f = (number >> np.arange(8)) & 1
        assert (threshold_weights(f) is not None) == (tuple((f == 1).tolist()) in computed)


def test_weights_of_well_known_units():
    """AND of n inputs fires at n, OR at 1, majority of three at 2; x → y is y or not x."""
    for n in range(1, 7):
        unit = threshold_weights(tabulate(lambda *x: all(x), n))
        assert unit is not None
        assert (unit.weights.tolist(), unit.threshold) == ([1] * n, n)
        unit = threshold_weights(tabulate(lambda *x: any(x), n))
        assert unit is not None
        assert (unit.weights.tolist(), unit.threshold) == ([1] * n, 1)
    majority = threshold_weights([0, 0, 0, 1, 0, 1, 1, 1])
    assert majority is not None
    assert (majority.weights.tolist(), majority.threshold) == ([1, 1, 1], 2)
    for f, weights, threshold in (([1, 1], [0], 0), ([0, 0], [0], 1), ([1], [], 0), ([0], [], 1)):
        unit = threshold_weights(f)
        assert unit is not None
        assert (unit.weights.tolist(), unit.threshold) == (weights, threshold)


def nested(*x):
    """x1 or (x2 and (x3 or (x4 and ...)))."""
    if len(x) == 1:
        return x[0]
    rest = nested(*(1 - b for b in x[1:]))
    return x[0] or not rest


def test_alternating_or_and_and_needs_the_numbers_of_fibonacci():
    """Each weight balances the two after it, so that they are 21, 13, 8, 5, 3, 2, 1, 1."""
    unit = threshold_weights(tabulate(nested, 8))
    assert unit is not None
    assert unit.weights.tolist() == [21, 13, 8, 5, 3, 2, 1, 1]
    assert unit.threshold == 21


@pytest.mark.parametrize("n", range(1, 9))
def test_a_unit_found_computes_its_function_and_a_refusal_has_its_proof(n):
    rng = np.random.default_rng(n)
    X = truth_table(n)
    for _ in range(10):
        w = rng.integers(-9, 10, n)
        f = (X @ w >= rng.integers(-9, 10)).astype(int)
        unit = threshold_weights(f)
        assert unit is not None
        assert (unit(X) == f).all()
        signed = 2 * X - 1  # as the docstring says for inputs -1 and +1
        theta = 2 * unit.threshold - unit.weights.sum()
        assert ((signed @ unit.weights >= theta) == f).all()
        assert threshold_certificate(f) is None
        if n > 3:
            noise = rng.integers(0, 2, 2**n)
            assert threshold_weights(noise) is None
            assert check_certificate(noise, threshold_certificate(noise), 1)


@pytest.mark.parametrize("n", range(2, 9))
def test_parity_is_refused_for_every_number_of_bits(n):
    assert threshold_weights(parity(n)) is None
    assert check_certificate(parity(n), threshold_certificate(parity(n)), 1)


ERRORS = [
    (lambda: count_threshold_functions(5), "n must be at most 4, got 5"),
    (lambda: threshold_weights([0, 1, 1]),
     "f must have shape (2^n,), one output for each input, got (3,)"),
    (lambda: threshold_weights([]),
     "f must have shape (2^n,), one output for each input, got (0,)"),
    (lambda: threshold_weights([[0, 1], [1, 0]]), "f must have shape (2^n,)"),
    (lambda: threshold_weights([0, 2]), "f must hold only 0 and 1, got 2"),
    (lambda: threshold_weights([-1, 1]), "f must hold only 0 and 1, got -1"),
    (lambda: threshold_weights(["a", "b"]), "f must hold numbers"),
    (lambda: threshold_weights([0, np.nan]), "f must hold finite numbers, got nan"),
    (lambda: threshold_weights(parity(9)), "the number of inputs of f must be at most 8, got 9"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_a_unit_takes_bits_of_its_number_of_inputs_only():
    unit = threshold_weights([0, 0, 0, 1])
    assert unit is not None
    with pytest.raises(ValueError, match=r"X must have shape \(n_rows, 2\), got \(1, 3\)"):
        unit([[1, 0, 1]])
    with pytest.raises(ValueError, match=r"X must hold only 0 and 1, got 0\.5"):
        unit([[1, 0.5]])


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_threshold_is_the_lowest_except_for_the_constant_1(n):
    X = truth_table(n)
    for number in range(2**2**n):
        f = (number >> np.arange(2**n)) & 1
        unit = threshold_weights(f)
        if unit is None:
            continue
        assert (unit(X) == f).all()
        lower = unit._replace(threshold=unit.threshold - 1)
        if f.all():
            assert (unit.weights.tolist(), unit.threshold) == ([0] * n, 0)
            assert (lower(X) == f).all()
        else:
            assert (lower(X) != f).any()
