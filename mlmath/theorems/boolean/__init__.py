"""The theorems of the chapter Exclusive or: the alternative, parity, strips, counts, two layers."""

from mlmath.theorems.boolean.alternative import ALTERNATIVE, ALTERNATIVE_PREMISES, alternative
from mlmath.theorems.boolean.counting import COUNTING, COUNTING_PREMISES, counting
from mlmath.theorems.boolean.layers import LAYERS, LAYERS_PREMISES, two_layers
from mlmath.theorems.boolean.parity import PARITY, PARITY_PREMISES, parity_order
from mlmath.theorems.boolean.strips import STRIPS, STRIPS_PREMISES, windows

THEOREMS = {
    "alternative": ALTERNATIVE,
    "parity": PARITY,
    "strips": STRIPS,
    "counting": COUNTING,
    "layers": LAYERS,
}

__all__ = [
    "ALTERNATIVE_PREMISES",
    "COUNTING_PREMISES",
    "LAYERS_PREMISES",
    "PARITY_PREMISES",
    "STRIPS_PREMISES",
    "THEOREMS",
    "alternative",
    "counting",
    "parity_order",
    "two_layers",
    "windows",
]
