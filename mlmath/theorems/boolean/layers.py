"""Two layers: a hidden unit for each input that gives 1 computes any Boolean function."""

import numpy as np

from mlmath.boolean import table_network, threshold_weights, truth_table
from mlmath.boolean.functions import Table
from mlmath.theorems.boolean.cube import SPAN, cube
from mlmath.theorems.picture import Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import generator
from mlmath.words import listed

EACH = "each input that gives 1 has its unit"
FIRES = "a hidden unit is 0 or 1"
LAYERS_PREMISES = (EACH, FIRES)
FEWEST, MOST = 2, 4  # inputs


def two_layers(seed: int, drop: str | None = None) -> Verdict:
    """Check the network of a random function's table, on every input.

    The function is one that no single unit computes.  Dropping "each input that gives 1 has its
    unit" leaves one unit out; dropping "a hidden unit is 0 or 1" hands on the hidden units' sums,
    less their thresholds, as they are: then two layers are one, and one unit does not do.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `LAYERS_PREMISES`.
    """
    held = premises(LAYERS_PREMISES, drop)
    rng = generator(seed)
    n = int(rng.integers(FEWEST, MOST + 1))
    while True:
        f = rng.integers(0, 2, size=2**n)  # (2^n,)
        if threshold_weights(f) is None:
            break
    X = truth_table(n)
    hidden, output = table_network(f).layers
    units = X @ hidden.weights.T - hidden.thresholds  # (2^n, n_hidden): 0 at its own input
    left_out = int(rng.integers(len(hidden.thresholds)))
    kept = np.arange(len(hidden.thresholds)) != left_out if drop == EACH else slice(None)
    H = units[:, kept] + 1 if drop == FIRES else (units[:, kept] >= 0).astype(np.int64)
    y = (H.sum(axis=1) >= output.thresholds[0]).astype(np.int64)
    right = int((y == f).sum())
    missed = X[f == 1][left_out]
    return Verdict(
        theorem="Two layers",
        premises=held,
        left=right,
        relation="==",
        right=2**n,
        tolerance=0.0,
        note=f"Inputs of {n} bits that the network has right, with {H.shape[1]} hidden units.",
        counterexample=f"The input {listed(missed)} gives 1 and has no unit: nobody says so."
        if drop == EACH
        else "A sum of sums is one sum: this network is one unit, and one unit does not compute "
        "this function.",
        instance={"n": n, "f": f, "y": y},
        sides=("inputs right", "all of them"),
        whole=2**n,
        steps=proof_steps(f, H, y),
    )


def proof_steps(f: Table, H: Table, y: Table) -> list[Step]:
    """Try the steps of the proof.

    1. A hidden unit is 1 at its own input and 0 at every other: no unit is on where f is 0.
    2. Where f is 1, a hidden unit is at 1.
    3. The output is 1 exactly where the hidden units add up to at least 1.

    Parameters
    ----------
    f : the function, shape (2^n,).
    H : what the hidden units hand on, shape (2^n, n_hidden).
    y : what the network says, shape (2^n,).
    """
    return [
        Step(
            "Step 1: on at its own input only",
            not H[f == 0].any() and bool((H.sum(axis=0) == 1).all()),
            (FIRES,),
            "what a hidden unit hands on is not 0 at other inputs",
        ),
        Step(
            "Step 2: each 1 has its unit",
            bool((H[f == 1] == 1).any(axis=1).all()),
            (EACH,),
            "an input that gives 1 has none",
        ),
        Step(
            "Step 3: the output adds them",
            bool((y == (H.sum(axis=1) >= 1)).all()),
            note="it does not",
        ),
    ]


def layers_picture(verdict: Verdict) -> Picture:
    """Draw the inputs with what the function gives, and which of them the network has wrong."""
    n, f, y = (verdict.instance[name] for name in ("n", "f", "y"))
    marks = cube(n, f, f != y)
    return Picture(
        marks,
        SPAN,
        f"The {2**n} inputs of {n} bits, neighbors joined; circles give 1 and squares 0. "
        f"The network has {verdict.left:.0f} right.",
    )


LAYERS = Theorem(
    name="boolean.layers",
    title="Two layers are enough",
    label="thm-layers",
    claim="inputs that the network of a table has right = all 2ⁿ",
    premises=LAYERS_PREMISES,
    check=two_layers,
    picture=layers_picture,
    sources=("mcculloch1943",),
)
