"""The theorems of the page Going deep."""

from mlmath.theorems.depth import decay, follow, hill, scale, vanish

THEOREMS = {
    "vanish": vanish.THEOREM,
    "scale": scale.THEOREM,
    "follow": follow.THEOREM,
    "decay": decay.THEOREM,
    "hill": hill.THEOREM,
}
