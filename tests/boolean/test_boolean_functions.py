"""Tables of Boolean functions, parity, and the sixteen functions of two inputs."""

import numpy as np
import pytest

from mlmath.boolean.functions import (
    boolean_function,
    parity,
    parity_certificate,
    tabulate,
    truth_table,
)
from mlmath.boolean.gates import functions_of_two


def test_inputs_come_in_the_order_of_counting():
    assert truth_table(2).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert truth_table(1, signs=True).tolist() == [[-1], [1]]
    assert truth_table(0).shape == (1, 0)
    for n in range(1, 8):
        rows = ["".join(map(str, row)) for row in truth_table(n).tolist()]
        assert rows == [format(i, f"0{n}b") for i in range(2**n)]
        assert np.array_equal(truth_table(n, signs=True), 2 * truth_table(n) - 1)


def test_a_rule_becomes_a_table():
    assert tabulate(lambda a, b: a != b, 2).tolist() == [0, 1, 1, 0]
    assert tabulate(lambda a, b, c: a + b + c >= 2, 3).tolist() == [0, 0, 0, 1, 0, 1, 1, 1]
    assert tabulate(lambda: True, 0).tolist() == [1]


def test_parity_is_xor_of_all_bits():
    assert parity(2).tolist() == [0, 1, 1, 0]
    for n in range(9):
        assert parity(n).tolist() == [i.bit_count() % 2 for i in range(2**n)]
        assert parity_certificate(n).tolist() == [-((-1) ** i.bit_count()) for i in range(2**n)]


def test_the_sixteen_functions_by_rules_in_python():
    """Each name, and each phrase that says when it is 1, put down by hand as a rule."""
    rules = {
        ("contradiction", "never"): lambda a, b: False,
        ("AND", "both"): lambda a, b: a and b,
        ("nonimplication", "only x₁"): lambda a, b: a and not b,
        ("first input", "x₁"): lambda a, b: a,
        ("converse nonimplication", "only x₂"): lambda a, b: b and not a,
        ("second input", "x₂"): lambda a, b: b,
        ("XOR", "just one"): lambda a, b: a != b,
        ("OR", "any"): lambda a, b: a or b,
        ("NOR", "neither"): lambda a, b: not (a or b),
        ("XNOR", "equal"): lambda a, b: a == b,
        ("negation of the second input", "not x₂"): lambda a, b: not b,
        ("converse implication", "not only x₂"): lambda a, b: a or not b,
        ("negation of the first input", "not x₁"): lambda a, b: not a,
        ("implication", "not only x₁"): lambda a, b: b or not a,
        ("NAND", "not both"): lambda a, b: not (a and b),
        ("tautology", "always"): lambda a, b: True,
    }
    gates = functions_of_two()
    assert [(gate.name, gate.when) for gate in gates] == list(rules)
    for gate in gates:
        assert gate.outputs.tolist() == tabulate(rules[gate.name, gate.when], 2).tolist()
    assert len({tuple(gate.outputs.tolist()) for gate in gates}) == 16
    assert len({gate.name for gate in gates}) == len({gate.when for gate in gates}) == 16


ERRORS = [
    (lambda: truth_table(1.5),  # type: ignore[arg-type]
     "n must be an integer, got 1.5"),
    (lambda: truth_table(True), "n must be an integer, got True"),
    (lambda: truth_table(-1), "n must be at least 0, got -1"),
    (lambda: truth_table(17), "n must be at most 16, got 17"),
    (lambda: parity("2"),  # type: ignore[arg-type]
     "n must be an integer, got '2'"),
    (lambda: boolean_function([1, 0], name="g", high=0),
     "the number of inputs of g must be at most 0, got 1"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
