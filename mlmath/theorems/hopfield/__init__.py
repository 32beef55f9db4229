"""The theorems of the page Networks that remember."""

from mlmath.theorems.hopfield import downhill, modern, one_step, pairs, projection

THEOREMS = {
    "downhill": downhill.THEOREM,
    "pairs": pairs.THEOREM,
    "one_step": one_step.THEOREM,
    "projection": projection.THEOREM,
    "modern": modern.THEOREM,
}
