"""Where recall has landed: in a memory, its mirror image, a mixture of three, or elsewhere."""

from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np

from mlmath.hopfield.dynamics import signs_of
from mlmath.validation import numbers, points, shaped


class Landing(NamedTuple):
    """What a state is nearest to.

    Attributes
    ----------
    kind : "memory", "mirror" (all signs of a memory reversed) or "mixture" (the sign of a sum of
        three memories, each with a sign of its own).
    parts : which memories it is made of, the place of each in the patterns and its sign.
    errors : units in which the state differs from it.
    """

    kind: str
    parts: tuple[tuple[int, int], ...]
    errors: int


def landing(patterns: Any, state: Any) -> Landing:
    r"""Return which memory, mirror image or mixture of three a state is nearest to.

    A mixture is $\operatorname{sign}(\pm\xi^\lambda \pm \xi^\mu \pm \xi^\nu)$: a sum of three signs
    is never zero.  Hebb's rule makes valleys of these too.  Of equally near ones the simplest is
    returned: memories before mirrors before mixtures.

    Parameters
    ----------
    patterns : ξ, -1 and +1, shape (n_patterns, n_units).
    state : -1 and +1, shape (n_units,).

    Source: D. J. Amit, H. Gutfreund and H. Sompolinsky, "Spin-glass models of neural networks",
    Physical Review A 32 (1985), 1007-1018.  Chapter: Networks that remember.
    """
    xi = signs_of(points(patterns, "patterns"), "patterns")
    s = signs_of(shaped(numbers(state, "state"), (xi.shape[1],), "state"), "state")
    found = [Landing("memory", ((k, 1),), int((s != p).sum())) for k, p in enumerate(xi)]
    found += [Landing("mirror", ((k, -1),), int((s != -p).sum())) for k, p in enumerate(xi)]
    for trio in combinations(range(len(xi)), 3):
        for signs in product((1, -1), repeat=3):
            mixed = np.sign(np.array(signs) @ xi[list(trio)])
            parts = tuple(zip(trio, signs, strict=True))
            found.append(Landing("mixture", parts, int((s != mixed).sum())))
    return min(found, key=lambda one: one.errors)
