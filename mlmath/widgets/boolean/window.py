"""The window: what detectors of a limited width see of four strips, and what they can add up to.

Source of the question: Minsky and Papert (1969).  Chapter: XOR.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.boolean import count_pieces, strips, window_views
from mlmath.validation import generator
from mlmath.widgets.spec import Inputs, Outputs, Widget, number, seed
from mlmath.words import minus

LENGTH = 9  # columns of a figure
# In the order of the picture: the two figures in one piece, then the two that are not.
ENDS = ((0, 1), (1, 0), (0, 0), (1, 1))
LARGEST = 9  # size of a detector's number


@dataclass(frozen=True)
class WindowInputs(Inputs):
    """What the reader sets: how wide a detector sees, where the window stands, the numbers."""

    width: int = number(3, label="Window width", low=1, high=LENGTH, unit="columns")
    place: int = number(1, label="Window place", low=1, high=LENGTH)
    seed: int = seed(1, label="Numbers of the detectors")


def compute(inputs: WindowInputs) -> Outputs:
    """Look through a window at each of its places at four figures.

    Outputs, with the figures in the order of `ENDS`: `figures` (4, 5, 9); `place` from 0, as far as
    the width allows; `n_places`; `views` (n_places, 4) which of the views at a place a figure
    shows, from 0; `same` (n_places,) 1 where the first two figures show what the other two show;
    `evidence` (n_places, 4) the detector's number for each view; `scores` (4,) their sums; `told`
    whether some threshold has the first two above it and the others not.
    """
    figures = np.array([strips(LENGTH)[ends] for ends in ENDS])  # (4, 5, 9)
    n_places = LENGTH - inputs.width + 1
    views = np.zeros((n_places, 4), np.int32)
    parts = [window_views(figure, inputs.width) for figure in figures]
    for place in range(n_places):
        known: dict[bytes, int] = {}
        for k in range(4):
            views[place, k] = known.setdefault(parts[k][place][1].tobytes(), len(known))
    same = np.array([sorted(v[:2]) == sorted(v[2:]) for v in views.tolist()], np.int32)
    numbers = generator(inputs.seed).integers(-LARGEST, LARGEST + 1, size=(LENGTH, 4))
    if inputs.width == LENGTH:  # a detector of the whole figure may count its pieces
        numbers[0] = [LARGEST if count_pieces(figure) == 1 else -LARGEST for figure in figures]
    evidence = np.take_along_axis(numbers[:n_places], views, axis=1)
    scores = evidence.sum(axis=0)
    told = bool(scores[:2].min() > scores[2:].max())
    place = min(inputs.place, n_places) - 1
    return {
        "figures": figures.astype(np.int32),
        "place": place,
        "n_places": n_places,
        "views": views,
        "same": same,
        "evidence": np.ascontiguousarray(evidence, np.int32),
        "scores": scores.astype(np.int32),
        "told": told,
        "summary": _sentence(inputs.width, scores.tolist(), bool(same.all())),
    }


def _sentence(width: int, scores: list[int], same: bool) -> str:
    wide = "1 column" if width == 1 else f"{width} columns"
    if same:
        total = minus(str(scores[0] + scores[1]))
        return (
            f"Through {wide}, what is seen of the upper two figures is seen of the lower two: both "
            f"pairs have the sum {total}, and no threshold tells them apart."
        )
    return (
        f"Through {wide} a detector sees the whole figure, and its number alone tells one piece "
        "from two."
    )


WIDGET = Widget(
    name="boolean.window",
    title="The window",
    help=(
        "Set how wide the window is, and move it along: by the slider, or by dragging it on a "
        "figure. The row below the figures shows what the window sees of each, with the number "
        "that its detector gives to it; equal views get equal numbers. A figure's sum is that of "
        "its numbers at all places, its score. New draws other numbers."
    ),
    inputs=WindowInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "Through 8 columns, what is seen of the upper two figures is seen of the lower two: both "
        "pairs have the sum −100, and no threshold tells them apart."
    ),
)
