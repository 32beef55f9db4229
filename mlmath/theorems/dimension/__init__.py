"""The theorems of the chapter on many dimensions: contrast, angles, shells, shadows, neighbors."""

from mlmath.theorems.dimension import angles, contrast, neighbor, shadow, shell

THEOREMS = {
    "contrast": contrast.THEOREM,
    "angles": angles.THEOREM,
    "shell": shell.THEOREM,
    "shadow": shadow.THEOREM,
    "neighbor": neighbor.THEOREM,
}
