"""The view that all theorems share: an instance as a picture, both sides, and every premise.

Its name is "theorems.slug.theorem"; the theorem itself is in `mlmath.theorems.slug`.
"""

from dataclasses import make_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mlmath.theorems import theorem as theorems
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import RELATIONS, Verdict
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, seed

SEEDS = 9999  # the largest

HELP = (
    "Verify draws fresh numbers that satisfy every premise and checks the theorem on them. Each "
    "seed stands for one such draw: the box shows which one you see, Verify takes the next, and "
    "you may type another. Break it takes one premise away; press it again for another draw "
    "without that premise."
)


@cache
def widget(name: str) -> Widget:
    """Return the widget of a theorem: `widget("perceptron.novikoff")`."""
    theorem = theorems.get(name)
    options = {"": "nothing", **{premise: premise for premise in theorem.premises}}
    fields: list[tuple[str, type, Any]] = [
        ("seed", int, seed(1, label="Seed of this draw", high=SEEDS, control=False)),
        ("drop", str, choice("", label="Dropped premise", options=options, control=False)),
    ]
    return Widget(
        name=f"theorems.{name}",
        title=theorem.title,
        help=HELP,
        inputs=make_dataclass("TheoremInputs", fields, bases=(Inputs,), frozen=True),
        view=Path(__file__).with_suffix(".js"),
        compute=lambda inputs: compute(theorem, inputs.seed, inputs.drop),
    )


def compute(theorem: Theorem, seed: int, drop: str) -> Outputs:
    """Check a theorem on the instance of a seed, by the very function that the tests run.

    Outputs: `left` and `right` with what they are (`left_name`, `right_name`) and as they read
    (`left_text`, `right_text`), the `relation`, whether it `holds`, `whole` (0, or the largest
    that the left side could be), whether each premise is `held`, the proof's `steps`, a line
    each, and whether each one holds here (`steps_held`), the picture's `marks` with its `scales`
    (`mlmath.theorems.picture`) and its `caption`, and the `seed` and the dropped premise that all
    of this belongs to.
    """
    verdict = theorem.check(seed, drop or None)
    picture = theorem.picture(verdict)
    left_text, right_text = verdict.numbers
    return {
        "seed": seed,
        "drop": drop,
        "claim": theorem.claim,
        "left": float(verdict.left),
        "right": float(verdict.right),
        "left_name": verdict.sides[0],
        "right_name": verdict.sides[1],
        "left_text": left_text,
        "right_text": right_text,
        "relation": RELATIONS[verdict.relation],
        "holds": verdict.holds,
        "whole": float(verdict.whole),
        "held": np.array(list(verdict.premises.values()), np.int32),
        "steps": "\n".join(step.name if step.holds else str(step)[2:] for step in verdict.steps),
        "steps_held": np.array([step.holds for step in verdict.steps], np.int32),
        "note": verdict.note,
        "marks": picture.text(),
        "scales": picture.scales(),
        "caption": picture.caption,
        "summary": sentence(verdict, seed, drop),
    }


def sentence(verdict: Verdict, seed: int, drop: str) -> str:
    """Say what came of one instance."""
    kept = f"without “{drop}”" if drop else "every premise kept"
    start = f"Instance {seed}, {kept}: {verdict.statement}"
    if verdict.holds:
        return f"{start}. The theorem holds."
    where = " and ".join(step.name for step in verdict.failed)
    return f"{start} is false. {verdict.counterexample}" + (f" {where} fails." if where else "")
