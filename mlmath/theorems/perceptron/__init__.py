"""The theorems of the chapter The perceptron: Novikoff's bound, Cover's count, no line for XOR."""

from mlmath.theorems.perceptron.cover import COVER, COVER_PREMISES, cover, cover_half
from mlmath.theorems.perceptron.novikoff import (
    NOVIKOFF,
    NOVIKOFF_PREMISES,
    novikoff,
    novikoff_sharp,
    updates_as_written,
)
from mlmath.theorems.perceptron.xor import XOR, XOR_PREMISES, xor

THEOREMS = {"novikoff": NOVIKOFF, "cover": COVER, "xor": XOR}

__all__ = [
    "COVER_PREMISES",
    "NOVIKOFF_PREMISES",
    "THEOREMS",
    "XOR_PREMISES",
    "cover",
    "cover_half",
    "novikoff",
    "novikoff_sharp",
    "updates_as_written",
    "xor",
]
