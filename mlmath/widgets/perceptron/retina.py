"""The retina: a 20 x 20 field of photocells, two letters, and a machine that learns to tell them.

Each letter shown is a copy of one of the two, in turn, with fresh noise.  The machine answers by
the sign of its score w . x + b, and a mistake leads to an update by the perceptron rule.
Because every cell has exactly one weight, the weights are a picture themselves.

The Mark I had a layer of fixed, randomly wired association units between its photocells and
its response units.  Here each cell is wired to the response directly: with the association
layer the learned weights would belong to the units and could not be looked at as an image.
Source: Mark I Perceptron Operators' Manual, Cornell Aeronautical Laboratory, report
VG-1196-G-5 (1960).
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.datasets.letters import letter, noisy
from mlmath.widgets.spec import (
    Inputs,
    Outputs,
    Widget,
    choice,
    data,
    number,
    player,
    seed,
    zeros_and_ones,
)
from mlmath.words import counted

SIDE = 20
CELLS = SIDE * SIDE
SHOWN = 400  # letters, as many as the player reaches
CLEAN = 60  # without noise there are only two different ones, and soon nothing is new
TESTS = 100  # fresh noisy letters, half of each
SAMPLES = 6  # noisy copies of each letter that the reader may load
PAIRS = {"EF": "E and F", "XO": "X and O", "CG": "C and G", "TL": "T and L"}

BLOCK = 50  # copies drawn at a time; even, so that the letters keep their turns

# One stream of random numbers for each use, so that more of one never changes another.
TESTING, LOADING, LEARNING = 0, 1, 2  # and 3, 4, ... for the later blocks


def check_drawing(name: str, value: Any) -> list[int]:
    """Return a drawing as 400 plain zeros and ones, row by row, or say what is wrong with it."""
    return zeros_and_ones(name, value, CELLS)


@cache
def pattern(name: str) -> list[int]:
    """Return a letter as a drawing: its 400 cells, row by row."""
    return [int(cell) for cell in np.asarray(letter(name)).ravel()]


START = pattern("E")


@dataclass(frozen=True)
class RetinaInputs(Inputs):
    """What the reader sets: the letters, the noise, how long to learn, and a drawing."""

    pair: str = choice("EF", label="Letters", options=PAIRS)
    noise: float = number(0.0, label="Noise", low=0.0, high=0.5, step=0.01)
    shown: int = player(0, label="Letters shown", high=SHOWN, limit="last")
    seed: int = seed(label="Seed")
    drawing: list[int] = data(START, label="Your drawing", check=check_drawing)


@lru_cache(maxsize=32)
def copies(pair: str, noise: float, seed: int, stream: int, n: int) -> np.ndarray:
    """Draw n noisy copies of two letters that take turns, (n, 400) float32 of 0 and 1.

    Kept, since neither a drawing nor a further letter changes them.
    """
    letters = np.array([pattern(name) for name in pair])
    clean = letters[np.arange(n) % 2]
    drawn = noisy(clean, noise, np.random.default_rng([seed, stream])).astype(np.float32)
    drawn.flags.writeable = False
    return drawn


def presented(pair: str, noise: float, seed: int, n: int) -> np.ndarray:
    """Return the first n letters that the machine is shown, (n, 400); drawn block by block."""
    blocks = range(LEARNING, LEARNING + max(1, -(-n // BLOCK)))
    return np.concatenate([copies(pair, noise, seed, block, BLOCK) for block in blocks])[:n]


def learn(letters: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Show each letter once, in order, to a perceptron that starts at zero.

    Parameters: letters (n, 400), labels (n,) of +1 and -1.
    Returns the weights (401,), the bias last, and whether each letter led to an update (n,).
    The rule: where y (w . x + b) <= 0, add y x to w and y to b.
    The sums are of whole numbers far below 2^24, so float32 holds them exactly.
    """
    signed = np.ones((len(letters), CELLS + 1), np.float32)
    signed[:, :CELLS] = letters
    signed *= labels[:, None]
    weights = np.zeros(CELLS + 1, np.float32)
    updated = np.zeros(len(letters), np.int32)
    for i, row in enumerate(signed):  # each answer depends on the updates before it
        if row @ weights <= 0:
            weights += row
            updated[i] = 1
    return weights, updated


def _labels(n: int) -> np.ndarray:
    """Return +1, -1, +1, ...: the labels of n letters that take turns."""
    return (1 - 2 * (np.arange(n) % 2)).astype(np.int32)


def _by_letter(drawn: np.ndarray) -> np.ndarray:
    """Put copies that take turns, (2 n, 400), into the order (letter, copy, cell) as int32."""
    turned = drawn.reshape(-1, 2, CELLS).swapaxes(0, 1)
    return np.ascontiguousarray(turned, np.int32)


def reached(inputs: RetinaInputs) -> tuple[int, int]:
    """Return how many letters are shown, and how many can be."""
    last = SHOWN if inputs.noise else CLEAN
    return min(inputs.shown, last), last


def _summary(inputs: RetinaInputs, updates: int, correct: int, reading: str) -> str:
    first, second = inputs.pair[0], inputs.pair[1]
    n, last = reached(inputs)
    if n == 0:
        return (
            "All weights are zero: "
            f"it cannot yet tell {first} from {second}, nor read your drawing."
        )
    return (
        f"{counted(n, 'letter')}, {counted(updates, 'update')}: {correct} of {TESTS} "
        f"fresh ones correct, your drawing read as {reading or 'neither'}."
        + (" Now draw." if n == last else "")
    )


def compute(inputs: RetinaInputs) -> Outputs:
    """Learn from the letters shown, then read fresh ones and the drawing.

    The first letter of the pair has the label +1, the second -1; they are shown in turn.
    A score above zero is read as the first letter, below zero as the second, zero as neither.
    """
    first, second = inputs.pair[0], inputs.pair[1]
    n, last = reached(inputs)
    draw = (inputs.pair, inputs.noise, inputs.seed)
    shown = presented(*draw, n)
    weights, updated = learn(shown, _labels(n))
    w, bias = weights[:CELLS], float(weights[CELLS])

    scores = copies(*draw, TESTING, TESTS) @ w + np.float32(bias)
    correct = int(np.sum(_labels(TESTS) * scores > 0))
    score = float(np.array(inputs.drawing, np.float32) @ w) + bias
    reading = first if score > 0 else second if score < 0 else ""
    return {
        "first": first,
        "second": second,
        "patterns": np.array([pattern(first), pattern(second)], np.int32),
        "samples": _by_letter(copies(*draw, LOADING, 2 * SAMPLES)),
        "weights": w.copy(),
        "bias": bias,
        "seen": (shown[-1] if n else np.zeros(CELLS)).astype(np.int32),
        "seen_letter": inputs.pair[(n - 1) % 2] if n else "",
        "seen_wrong": bool(n and updated[-1]),
        "updates": np.concatenate([[0], np.cumsum(updated)]).astype(np.int32),
        "test_scores": scores,
        "test_labels": _labels(TESTS),
        "tests": TESTS,
        "correct": correct,
        "score": score,
        "reading": reading,
        "last": last,
        "summary": _summary(inputs, int(updated.sum()), correct, reading),
    }


WIDGET = Widget(
    name="perceptron.retina",
    title="The retina",
    help=(
        "Draw on the left field with mouse or finger. By keyboard: go to the field with Tab, move "
        "the cell with the arrow keys, switch it with the space bar; hold Shift with an arrow to "
        "draw along. Play shows the machine copies of the two letters, one after the other; noise "
        "turns some cells over, and each mistake leads to an update. The other field is its "
        "weights: a circle speaks for the first letter, a square for the second, and the larger "
        "the mark, the louder. Point at a weight, or use Tab and the arrow keys, to read it. "
        "In the Mark I a layer of fixed, randomly wired association units stood between the "
        "photocells and the response. Here each cell has a wire of its own to the response, so "
        "that the weights can be seen as an image."
    ),
    inputs=RetinaInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest=(
        "400 letters, 200 updates: 100 of 100 fresh ones correct, your drawing read as E. Now draw."
    ),
)
