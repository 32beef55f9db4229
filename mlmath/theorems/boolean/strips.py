"""The strips: no windows narrower than the figure tell by a sum whether it hangs together."""

import numpy as np

from mlmath.boolean import count_pieces, strips, view_table, window_views
from mlmath.boolean.functions import Table
from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator
from mlmath.words import minus

NARROW = "no window sees both ends"
ADDED = "the evidence is added up"
STRIPS_PREMISES = (NARROW, ADDED)
ENDS = ((0, 0), (0, 1), (1, 0), (1, 1))
FEWEST, MOST = 6, 12  # columns
Scores = dict[tuple[int, int], int]


def windows(seed: int, drop: str | None = None) -> Verdict:
    """Check that the connected figures' scores have the same sum as the other two figures'.

    A window at each place gives a number for what it sees, at random; a figure's score is the sum
    of them.  Dropping "no window sees both ends" takes a window as wide as the figure, whose number
    is positive for one piece and negative for two.  Dropping "the evidence is added up"
    multiplies: the two windows at the ends say −1 or +1 for how their end is joined, and all
    others 1.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `STRIPS_PREMISES`.
    """
    held = premises(STRIPS_PREMISES, drop)
    rng = generator(seed)
    length = int(rng.integers(FEWEST, MOST + 1))
    width = int(rng.integers(1, length))
    if drop == NARROW:
        width = length
    figures = strips(length)
    scale = int(rng.integers(1, 10))
    evidence: dict[tuple[int, bytes], int] = {}
    numbers: dict[tuple[int, int], list[int]] = {}  # of each figure: what its windows say
    for ends in ENDS:
        numbers[ends] = []
        for place, part in window_views(figures[ends], width):
            key = place, part.tobytes()
            if key not in evidence:
                evidence[key] = int(rng.integers(-9, 10))
                if drop == NARROW:
                    evidence[key] = scale if count_pieces(part) == 1 else -scale
                elif drop == ADDED:
                    evidence[key] = _end(ends, place, length - width)
            numbers[ends].append(evidence[key])
    if drop == ADDED:
        scores = {ends: -scale * int(np.prod(said)) for ends, said in numbers.items()}
    else:
        scores = {ends: sum(said) for ends, said in numbers.items()}
    return Verdict(
        theorem="The strips",
        premises=held,
        left=scores[0, 1] + scores[1, 0],
        relation="==",
        right=scores[0, 0] + scores[1, 1],
        tolerance=0.0,
        note=f"Scores of four figures {length} columns long, from windows {width} wide.",
        counterexample="A window that sees the whole figure can tell by itself whether it is in "
        "one piece."
        if drop == NARROW
        else "Multiplied, the reports of the two ends tell whether they differ, and no window has "
        "seen both.",
        instance={"figures": figures, "width": width, "scores": scores},
        sides=("scores of the connected two", "of the other two"),
        steps=proof_steps(figures, width, numbers, scores),
    )


def _end(ends: tuple[int, int], place: int, last: int) -> int:
    """Return what the window at a place says of the end that it sees: -1 or +1; 1 of none."""
    sign = 1
    if place == 0:
        sign *= 2 * ends[0] - 1
    if place == last:
        sign *= 2 * ends[1] - 1
    return sign


def proof_steps(
    figures: Table, width: int, numbers: dict[tuple[int, int], list[int]], scores: Scores
) -> list[Step]:
    """Try the steps of the proof on the four figures.

    1. A window sees one end at most, so that what it sees of one connected figure it sees of one
       that is not: the tables of the first two add up to those of the others.
    2. A score is the sum of what the windows say, so that it depends on the table alone.
    3. Were both connected figures above a threshold and the others not, the sums would differ.

    Parameters
    ----------
    figures : shape (2, 2, n_rows, length).
    width : of the windows.
    numbers : of each figure, what its windows say.
    scores : of each figure.
    """
    table = {ends: view_table(figures[ends], width) for ends in ENDS}
    alike = table[0, 1] + table[1, 0] == table[0, 0] + table[1, 1]
    equal = scores[0, 1] + scores[1, 0] == scores[0, 0] + scores[1, 1]
    told = min(scores[0, 1], scores[1, 0]) > max(scores[0, 0], scores[1, 1])
    return [
        Step(
            "Step 1: the same views, twice",
            alike,
            (NARROW,),
            "a window that sees both ends sees what no other figure shows",
        ),
        Step(
            "Step 2: scores are sums",
            all(scores[ends] == sum(numbers[ends]) for ends in ENDS),
            (ADDED,),
            "a product of what the windows say is not their sum",
        ),
        Step("Step 3: no threshold between", not (told and equal), note="there is one"),
    ]


PLACES = {(0, 1): (0, 1), (1, 0): (1, 1), (0, 0): (0, 0), (1, 1): (1, 0)}  # column and row


def strips_picture(verdict: Verdict) -> Picture:
    """Draw the four figures, the connected ones above, and a window at either end."""
    figures, width, scores = (verdict.instance[name] for name in ("figures", "width", "scores"))
    length = figures.shape[-1]
    step = 1.7 / length  # of a column
    high = 0.11  # of a row
    marks = []
    for ends, (column, row) in PLACES.items():
        left, top = -1.9 + 2.1 * column, 1.05 - 1.2 * (1 - row)
        for r, c in zip(*np.nonzero(figures[ends]), strict=True):
            corner = np.array([left + c * step, top - r * high])
            size = [[0, 0], [step, 0], [step, -high], [0, -high]]
            marks.append(Mark("area", corner + size, "x" if row else "negative"))
        for start in {0, length - width}:
            box = [[0, 0.05], [width * step, 0.05], [width * step, -0.6], [0, -0.6], [0, 0.05]]
            marks.append(Mark("curve", np.array([left + start * step, top]) + box, "w"))
        said = minus(f"score {scores[ends]}")
        marks.append(Mark("text", [left + 0.85, top - 0.78], "", said))
    return Picture(
        marks,
        2.1,
        "Four figures of three bars: the upper two are in one piece each, the lower two are not. "
        "The frames are the first and the last place of a window.",
    )


STRIPS = Theorem(
    name="boolean.strips",
    title="The strips",
    label="thm-strips",
    claim="scores of the two connected figures = scores of the two others, each pair added",
    premises=STRIPS_PREMISES,
    check=windows,
    picture=strips_picture,
    sources=("minsky1969",),
)
