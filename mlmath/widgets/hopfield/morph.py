"""The morph: one knob from the energy of 1982 to the one of attention, over all 1,024 states."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mlmath.autodiff import functional as F
from mlmath.hopfield import morph_energy, random_patterns
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, number, seed
from mlmath.words import counted, minus

NEURONS = 10
SIDE = 32  # 2^5: the first five neurons choose the row, the others the column
STATES = SIDE * SIDE
SHADES = 8


@dataclass(frozen=True)
class MorphInputs(Inputs):
    """How many memories, the knob, the sharpness, and the state from which the reader falls."""

    memories: int = number(6, label="Memories", low=1, high=12)
    t: float = number(0.0, label="Knob", low=0.0, high=1.0, step=0.05)
    beta: float = number(1.0, label="Sharpness β", low=0.1, high=2.0, step=0.1)
    draw: int = seed(3, label="Seed of the memories")
    place: int = number(300, label="State", low=0, high=STATES - 1, control=False)


def all_states() -> Floats:
    """Return the 1,024 states as columns, (10, 1024), in the order of the picture.

    Next to each other stand states that differ in one neuron (Gray's order), in rows and columns.
    """
    k = np.arange(SIDE)
    gray = k ^ (k >> 1)
    bits = 2.0 * (gray[:, None] >> np.arange(5)[::-1] & 1) - 1.0  # (32, 5)
    return np.concatenate([np.repeat(bits, SIDE, axis=0), np.tile(bits, (SIDE, 1))], axis=1).T


def neighbors() -> NDArray[np.intp]:
    """Return the ten states that differ in one neuron, (1024, 10), as places."""
    states = all_states()
    codes = 2 ** np.arange(NEURONS) @ (states > 0)
    where = np.empty(STATES, np.intp)
    where[codes] = np.arange(STATES)
    return np.asarray(where[codes[:, None] ^ 2 ** np.arange(NEURONS)], np.intp)


def memories(n: int, draw: int) -> Floats:
    """Return n patterns as columns, (10, n).

    Any two differ in at least two neurons, and so do one and the mirror image of another.
    """
    rng = np.random.default_rng([draw, 20])
    found: list[Floats] = []
    while len(found) < n:
        one = random_patterns(1, NEURONS, rng)[0]
        if all(abs(one @ other) <= NEURONS - 4 for other in found):
            found.append(one)
    return np.stack(found, axis=1)


def fall(E: Floats, beside: NDArray[np.intp], place: int) -> list[int]:
    """Return the places on the way down: each step changes the neuron that lowers E most."""
    path = [place]
    while True:
        best = int(beside[path[-1]][E[beside[path[-1]]].argmin()])
        if not E[best] < E[path[-1]] - 1e-9:
            return path
        path.append(best)


def compute(inputs: MorphInputs) -> Outputs:
    """Return the energy of every state, its valleys, the way down, and each memory's weight."""
    states, beside = all_states(), neighbors()
    X = memories(inputs.memories, inputs.draw)
    E = morph_energy(X, states, inputs.beta, inputs.t)
    lowest = E[beside].min(axis=1)
    valley = lowest > E + 1e-9  # every neighbor lies higher
    at, mirrored = (  # the place of each memory, and of its mirror image
        (states[:, :, None] == patterns[:, None, :]).all(axis=0).argmax(axis=0)
        for patterns in (X, -X)
    )
    path = fall(E, beside, inputs.place)
    z = X.T @ states[:, inputs.place]
    weights = (1 - inputs.t) * z / NEURONS + inputs.t * F.softmax(inputs.beta * z)
    share = (E - E.min()) / max(float(np.ptp(E)), 1e-12)
    landed = np.flatnonzero(at == path[-1])
    return {
        "shades": np.minimum((share * SHADES).astype(np.int32), SHADES - 1),
        "valleys": np.flatnonzero(valley).astype(np.int32),
        "memories": at.astype(np.int32),
        "kept": valley[at].astype(np.int32),
        "mirrors": mirrored[valley[mirrored]].astype(np.int32),
        "path": np.array(path, np.int32),
        "energies": E[path].astype(np.float32),
        "weights": np.asarray(weights, np.float32),
        "landed": int(landed[0]) if len(landed) else -1,
        "summary": _summary(valley, at, mirrored, path[-1]),
    }


def _summary(
    valley: NDArray[np.bool_], at: NDArray[np.intp], mirrored: NDArray[np.intp], end: int
) -> str:
    kept, mirrors = int(valley[at].sum()), int(valley[mirrored].sum())
    others = int(valley.sum()) - kept - mirrors
    places = {int(place): f"memory {k + 1}" for k, place in enumerate(at)}
    places |= {int(place): f"the mirror image of {k + 1}" for k, place in enumerate(mirrored)}
    return minus(
        f"Valleys: {kept} of {len(at)} memories, "
        f"{counted(mirrors, 'mirror image')}, {counted(others, 'other')}; "
        f"your state falls to {places.get(end, 'a place where nothing was stored')}."
    )


WIDGET = Widget(
    name="hopfield.morph",
    title="The morph",
    help=(
        "Each of the 1,024 cells is a state of ten neurons, the stronger its color the lower its "
        "energy; cells side by side differ in one neuron. Circles are memories at the bottom of a "
        "valley, crosses memories that are not; a circle with a minus is a valley that mirrors a "
        "memory, a square any other valley. Click a cell, or use Tab and the arrow keys, to let a "
        "state fall from there. The bars show what weight each memory has in the update of that "
        "state."
    ),
    inputs=MorphInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest=(
        "Valleys: 12 of 12 memories, 10 mirror images, 16 others; your state falls to a place "
        "where nothing was stored."
    ),
)
