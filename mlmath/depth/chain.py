r"""Blame that goes back through layers, $\delta \leftarrow W^\top (\varphi'(z) \odot \delta)$."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlmath.depth.bends import BENDS
from mlmath.validation import Floats, choice, shaped


class Walk(NamedTuple):
    """What a sample and its blame leave in each of L layers.

    sums : z of each layer, L of (n_out,).
    slopes : the bend's slope at each sum.
    blames : of the inputs of each layer and of the output, L + 1.
    """

    sums: list[Floats]
    slopes: list[Floats]
    blames: list[Floats]


def walk(weights: Sequence[Floats], biases: Sequence[Floats], x: Floats, blame: Floats,
         bend: str = "sigmoid") -> Walk:  # fmt: skip
    """Send x forward through the layers, and the blame of the output back.

    Parameters
    ----------
    weights : one (n_out, n_in) each; biases : one (n_out,) each.
    x : input, shape (n_in,); blame : of the last outputs.
    bend : a name among `BENDS`.
    """
    phi, slope = BENDS[choice(bend, "bend", tuple(BENDS))]
    a, sums = shaped(x, (weights[0].shape[1],), "x"), []
    for W, b in zip(weights, biases, strict=True):
        sums.append(W @ a + b)
        a = phi(sums[-1])
    slopes = [slope(z) for z in sums]
    blames = [shaped(blame, a.shape, "blame")]
    for W, steep in zip(reversed(weights), reversed(slopes), strict=True):
        blames.append(W.T @ (steep * blames[-1]))
    return Walk(sums, slopes, blames[::-1])


def stretch(W: Floats) -> float:
    """Return by how much W stretches an arrow at most: its largest singular value."""
    return float(np.linalg.svd(W, compute_uv=False)[0])
