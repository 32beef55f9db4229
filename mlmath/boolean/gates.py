"""All sixteen Boolean functions of two inputs, by name."""

from typing import NamedTuple

import numpy as np

from mlmath.boolean.functions import Table

# In the order of the outputs for the inputs 00, 01, 10, 11, read as a binary number.
_NAMES = (
    ("contradiction", "never"),
    ("AND", "both"),
    ("nonimplication", "only x₁"),
    ("first input", "x₁"),
    ("converse nonimplication", "only x₂"),
    ("second input", "x₂"),
    ("XOR", "just one"),
    ("OR", "any"),
    ("NOR", "neither"),
    ("XNOR", "equal"),
    ("negation of the second input", "not x₂"),
    ("converse implication", "not only x₂"),
    ("negation of the first input", "not x₁"),
    ("implication", "not only x₁"),
    ("NAND", "not both"),
    ("tautology", "always"),
)


class Gate(NamedTuple):
    """A Boolean function of two inputs x₁ and x₂.

    name : what it is called.
    when : when it is 1, in a word or a few: "both", "not only x₂".
    outputs : for the inputs 00, 01, 10, 11, shape (4,).
    """

    name: str
    when: str
    outputs: Table


def functions_of_two() -> tuple[Gate, ...]:
    """Return all sixteen functions of two inputs; number i has the binary digits of i as outputs.

    One threshold unit computes fourteen of them: all but XOR and XNOR.  Chapter: XOR.
    """
    digits = (np.arange(16, dtype=np.int64)[:, None] >> np.arange(4)[::-1]) & 1  # (16, 4)
    return tuple(
        Gate(name, when, outputs) for (name, when), outputs in zip(_NAMES, digits, strict=True)
    )
