"""Recall: letters are stored as valleys; a drawing falls into one of them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlmath.hopfield import Hopfield, Recall, corrupt, landing, overlap
from mlmath.validation import Floats
from mlmath.widgets.hopfield._letters import CELLS, ORDER, check_cells, stored
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, number, player, seed, toggle
from mlmath.words import counted, minus

MOST = 400  # steps of the player
SWEEPS = 20
OWN = "yours"


@dataclass(frozen=True)
class RecallInputs(Inputs):
    """What the reader sets: what is stored and how, where the state begins, and how far it fell.

    `start` is what the reader drew; [] begins with letter `shown`, a share of its cells reversed.
    `own` is a drawing that is stored beside the letters; [] for none.
    """

    stored: int = number(4, label="Letters stored", low=1, high=len(ORDER))
    step: int = player(0, label="Steps", high=MOST, limit="last")
    noise: float = number(0.2, label="Cells reversed", low=0.0, high=0.5, step=0.05)
    rule: str = choice(
        "hebb", label="Stored by", options={"hebb": "Hebb's rule", "projection": "the projection"}
    )
    together: bool = toggle(False, label="All neurons at once")
    draw: int = seed(1, label="Seed")
    shown: int = number(0, label="Begin with", low=0, high=len(ORDER), control=False)
    start: list[int] = data([], label="Your drawing", check=check_cells)
    own: list[int] = data([], label="Your own memory", check=check_cells)


def _signs(cells: list[int]) -> Floats:
    return 2.0 * np.array(cells, np.float64) - 1.0


def run(inputs: RecallInputs) -> tuple[Floats, list[str], Recall]:
    """Return the patterns that are stored, their names, and the path of the state."""
    xi, names = stored(inputs.stored), list(ORDER[: inputs.stored])
    if inputs.own:
        xi, names = np.vstack([xi, _signs(inputs.own)]), [*names, OWN]
    rng = np.random.default_rng([inputs.draw, 6])
    begin = xi[min(inputs.shown, len(xi) - 1)]
    start = _signs(inputs.start) if inputs.start else corrupt(begin, inputs.noise, rng)
    net = Hopfield("hebbian" if inputs.rule == "hebb" else "pseudo-inverse").fit(xi)
    mode = "synchronous" if inputs.together else "asynchronous"
    return xi, names, net.recall(start, mode, rng, max_sweeps=SWEEPS)


def compute(inputs: RecallInputs) -> Outputs:
    """Return the letters, the state at the start, what each step changes, energies and overlaps."""
    xi, names, path = run(inputs)
    states = path.states()[: MOST + 1]
    flips = path.changed[: len(states) - 1]
    overlaps = np.array([overlap(xi, state) for state in states])  # (n_steps + 1, n)
    E = path.energies[: len(states)]
    said = [_on_the_way(k, E[k], overlaps[k], names, inputs.together) for k in range(len(states))]
    end = _landed(path, xi, names)
    said[-1] = end if len(said) == 1 else f"{said[-1].split(':')[0]}: {end[0].lower()}{end[1:]}"
    return {
        "names": " ".join(names),
        "patterns": np.ascontiguousarray(xi > 0, np.int32),
        "start": np.ascontiguousarray(path.start > 0, np.int32),
        "flips": np.concatenate([*flips, np.zeros(0, int)]).astype(np.int32),
        "ends": np.cumsum([0, *(len(units) for units in flips)]).astype(np.int32),
        "energies": E.astype(np.float32),
        "overlaps": np.ascontiguousarray(overlaps, np.float32),
        "last": len(states) - 1,
        "sentences": "\n".join(said),
        "summary": said[min(inputs.step, len(said) - 1)],
    }


def _on_the_way(k: int, E: float, overlaps: Floats, names: list[str], together: bool) -> str:
    best = int(overlaps.argmax())
    begin = f"{'Sweep' if together else 'Change'} {k}" if k else "At the start"
    return minus(
        f"{begin}: the energy is {E:.1f}; nearest is {names[best]}, overlap {overlaps[best]:.2f}."
    )


def _landed(path: Recall, xi: Floats, names: list[str]) -> str:
    """Say where the state has come to rest."""
    if path.period == 2:
        return "It goes to and fro between two states, and never rests."
    if path.period != 1:
        return f"It has not come to rest in {path.sweeps} sweeps."
    found = landing(xi, path.state)
    (first, _), *_ = found.parts
    cells = counted(found.errors, "cell")
    if found.kind == "memory":
        if not found.errors:
            return f"It rests in the memory {names[first]}."
        if found.errors <= CELLS // 10:
            return (
                f"It rests {cells} from the memory {names[first]}: the valley is not quite there."
            )
        return f"It rests where nothing was stored; the nearest, {names[first]}, is {cells} off."
    if found.errors > CELLS // 10:
        return "It rests where nothing was stored."
    near = f"{cells} from " if found.errors else "in "
    if found.kind == "mirror":
        return f"It rests {near}the mirror image of {names[first]}: every cell reversed."
    parts = [("" if sign > 0 else "−") + names[k] for k, sign in found.parts]
    return f"It rests {near}a mixture of {parts[0]}, {parts[1]} and {parts[2]}: no memory."


WIDGET = Widget(
    name="hopfield.recall",
    title="Recall",
    help=(
        "Choose a letter above the grid, or draw on the grid with mouse or finger; by keyboard, "
        "go there with Tab, move with the arrow keys and switch a cell with the space bar. Play "
        "lets the neurons look at each other and change. The bars show how much the state agrees "
        "with each memory. Store this adds your drawing to the memories, and Forget it takes it "
        "out."
    ),
    inputs=RecallInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest=(
        "Change 100: it rests 10 cells from the memory yours: the valley is not quite there. It "
        "is off."
    ),
)
