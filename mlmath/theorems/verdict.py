"""What comes of checking a theorem on one instance."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mlmath.words import minus

RELATIONS = {"<": "<", "<=": "≤", "==": "="}


@dataclass(frozen=True)
class Step:
    """One step of a proof, looked at on one instance.

    Parameters
    ----------
    name : as the proof calls it, such as "Step 1: forward at least γ".
    holds : whether what the step says is so on this instance.
    uses : the premises that the step uses, by their names.
    note : what fails, in a few words with its numbers; needed where the step does not hold.
    """

    name: str
    holds: bool
    uses: Sequence[str] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.holds and not self.note:
            raise ValueError(f"note must say what fails in {self.name!r}, got {self.note!r}")

    def __str__(self) -> str:
        return f"✓ {self.name}" if self.holds else f"✗ {self.name}: {self.note}"


@dataclass(frozen=True)
class Verdict:
    """Both sides of a theorem on one instance, and whether they stand as it says.

    Parameters
    ----------
    theorem : its name.
    premises : {name: whether it holds in this instance}.
    left, right : the two sides as numbers.
    relation : "<", "<=" or "==", left to right.
    tolerance : relative to the larger side, for rounding; 0 where both are whole numbers.  Sides
        that are equal within it are not "<".
    note : what the two numbers are, in one sentence.
    counterexample : what went wrong, in one sentence; needed where the relation fails.
    instance : the data behind it, for drawing.
    sides : what the two numbers are, in a word or a formula each.
    whole : the largest that the left side could be, where there is such a number; else 0.
    steps : the steps of the proof, each looked at by itself.  Where a premise is dropped, the
        steps that use it are the ones that fail.
    """

    theorem: str
    premises: Mapping[str, bool]
    left: float
    relation: str
    right: float
    tolerance: float
    note: str
    counterexample: str | None = None
    instance: Mapping[str, Any] = field(default_factory=dict, repr=False)
    sides: tuple[str, str] = ("left side", "right side")
    whole: float = 0.0
    steps: Sequence[Step] = ()

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS:
            raise ValueError(
                f"relation must be one of {', '.join(RELATIONS)}, got {self.relation!r}"
            )
        unknown = {name for step in self.steps for name in step.uses} - {*self.premises}
        if unknown:
            raise ValueError(
                f"steps must use premises among {', '.join(self.premises)}, got {sorted(unknown)}"
            )
        if self.holds and self.counterexample is not None:
            object.__setattr__(self, "counterexample", None)
        if not self.holds and self.counterexample is None:
            object.__setattr__(self, "counterexample", f"{self.statement} is false.")

    @property
    def holds(self) -> bool:
        """Whether the relation holds, within the tolerance."""
        slack = self.tolerance * max(abs(self.left), abs(self.right))
        if self.relation == "<=":
            return self.left <= self.right + slack
        if self.relation == "<":
            return self.left < self.right - slack
        return abs(self.left - self.right) <= slack

    @property
    def statement(self) -> str:
        """The relation with its numbers, such as "14 ≤ 140.4"."""
        left, right = self.numbers
        return f"{left} {RELATIONS[self.relation]} {right}"

    @property
    def numbers(self) -> tuple[str, str]:
        """Both sides as the reader sees them: whole, or with the decimals that tell them apart."""
        for digits in range(1, 6):
            left, right = number(self.left, digits), number(self.right, digits)
            alike = float(left.replace(",", "")) == float(right.replace(",", ""))
            # With a tolerance, whether they are equal to the last digit is chance.
            if (self.left == self.right and not self.tolerance) or not alike:
                break
        return minus(left), minus(right)  # not before: float reads hyphens only

    @property
    def failed(self) -> Sequence[Step]:
        """The steps of the proof that do not hold on this instance."""
        return tuple(step for step in self.steps if not step.holds)

    def __str__(self) -> str:
        if self.holds:
            return f"{self.theorem}: {self.statement} holds. {self.note}"
        missing = ", ".join(name for name, held in self.premises.items() if not held)
        why = f" Dropped: {missing}." if missing else ""
        where = "".join(f" {step}." for step in self.failed)
        return (
            f"{self.theorem}: {self.statement} fails.{why} {self.note} {self.counterexample}{where}"
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<li>{'✓' if held else '✗ dropped:'} {html.escape(name)}</li>"
            for name, held in self.premises.items()
        )
        end = f"<p>{html.escape(self.counterexample)}</p>" if self.counterexample else ""
        if self.steps:
            end += (
                f"<ul>{''.join(f'<li>{html.escape(str(step))}</li>' for step in self.steps)}</ul>"
            )
        return (
            f'<div class="mlv-verdict" data-holds="{str(self.holds).lower()}">'
            f"<p><strong>{html.escape(self.theorem)}</strong> "
            f"{html.escape(self.statement)} {'✓ holds' if self.holds else '✗ fails'}</p>"
            f"<ul>{rows}</ul><p>{html.escape(self.note)}</p>{end}</div>"
        )


def premises(names: tuple[str, ...], drop: str | None) -> dict[str, bool]:
    """Return {name: True}, with False for the one to drop; ValueError when it is none of them."""
    if drop is not None and drop not in names:
        raise ValueError(f"drop must be None or one of {', '.join(names)}, got {drop!r}")
    return {name: name != drop for name in names}


def number(value: float, digits: int = 1) -> str:
    """Return a number as the reader sees it: whole, or with so many decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.{digits}f}"
