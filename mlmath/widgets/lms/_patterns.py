"""The patterns of the machine with knobs: letters on four by four switches, and what they mean."""

from typing import NamedTuple

import numpy as np

from mlmath.validation import Floats

SIDE = 4
SWITCHES = SIDE * SIDE
FULL = 60.0  # divisions of the meter: what a letter at one end of its scale is to read

# Drawn by ourselves, three switches wide.
_LETTERS = {
    "T": ("###.", ".#..", ".#..", ".#.."),
    "G": ("###.", "#...", "#.#.", "###."),
    "F": ("###.", "#...", "##..", "#..."),
    "J": ("..#.", "..#.", "#.#.", "###."),
}


class Patterns(NamedTuple):
    """Patterns to be told apart.

    names : what each is called.
    switches : +1 for on and -1 for off, row by row, shape (n, 16).
    targets : what the meter is to read, in divisions, shape (n,).
    """

    names: tuple[str, ...]
    switches: Floats
    targets: Floats


def _letter(name: str) -> Floats:
    """Return a letter at the left edge, shape (4, 4)."""
    return np.array([[1.0 if cell == "#" else -1.0 for cell in row] for row in _LETTERS[name]])


def _patterns(*entries: tuple[str, Floats, float]) -> Patterns:
    names, pictures, targets = zip(*entries, strict=True)
    return Patterns(names, np.array(pictures).reshape(-1, SWITCHES), np.array(targets))


def _three_letters() -> Patterns:
    """T, G and F, each at the left edge and at the right one, as they were told apart in 1960."""
    at_left = [("T", _letter("T"), FULL), ("G", _letter("G"), 0.0), ("F", _letter("F"), -FULL)]
    at_right = [(name, np.roll(drawn, 1, axis=1), d) for name, drawn, d in at_left]
    return _patterns(*at_left, *at_right)


def _two_letters() -> Patterns:
    """T and J in turn, each at both edges, then both turned by a quarter to the left."""
    left = [("T", _letter("T"), FULL), ("J", _letter("J"), -FULL)]
    both = [*left, *((name, np.roll(drawn, 1, axis=1), d) for name, drawn, d in left)]
    return _patterns(*both, *((name, np.rot90(drawn), d) for name, drawn, d in both))


def _bars() -> Patterns:
    """Four standing bars and four lying ones, in turn.

    No knobs tell them apart: the standing ones together light each switch once, as the lying ones
    do, so that the readings of both kinds have the same sum.
    """
    bars = []
    for place in range(SIDE):
        standing = np.full((SIDE, SIDE), -1.0)
        standing[:, place] = 1.0
        bars += [("standing", standing, FULL), ("lying", standing.T.copy(), -FULL)]
    return _patterns(*bars)


TASKS = {"TJ": "T or J", "TGF": "T, G or F", "bars": "bar standing or lying"}
PATTERNS = {"TJ": _two_letters(), "TGF": _three_letters(), "bars": _bars()}
MOST = max(len(patterns.names) for patterns in PATTERNS.values())
