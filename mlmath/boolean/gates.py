"""All sixteen Boolean functions of two inputs, by name."""

from typing import NamedTuple

import numpy as np

from mlmath.boolean.functions import Table

# In the order of the outputs for the inputs 00, 01, 10, 11, read as a binary number.
_NAMES = (
    ("contradiction", "0"),
    ("AND", "a ∧ b"),
    ("nonimplication", "a ∧ ¬b"),
    ("first input", "a"),
    ("converse nonimplication", "¬a ∧ b"),
    ("second input", "b"),
    ("XOR", "a ⊕ b"),
    ("OR", "a ∨ b"),
    ("NOR", "¬(a ∨ b)"),
    ("XNOR", "a ↔ b"),
    ("negation of the second input", "¬b"),
    ("converse implication", "a ← b"),
    ("negation of the first input", "¬a"),
    ("implication", "a → b"),
    ("NAND", "¬(a ∧ b)"),
    ("tautology", "1"),
)


class Gate(NamedTuple):
    """A Boolean function of two inputs a and b.

    name : what it is called.
    formula : how it is written.
    outputs : for the inputs 00, 01, 10, 11, shape (4,).
    """

    name: str
    formula: str
    outputs: Table


def functions_of_two() -> tuple[Gate, ...]:
    """Return all sixteen functions of two inputs; number i has the binary digits of i as outputs.

    One threshold unit computes fourteen of them: all but XOR and XNOR.  Chapter: XOR.
    """
    digits = (np.arange(16, dtype=np.int64)[:, None] >> np.arange(4)[::-1]) & 1  # (16, 4)
    return tuple(
        Gate(name, formula, outputs)
        for (name, formula), outputs in zip(_NAMES, digits, strict=True)
    )
