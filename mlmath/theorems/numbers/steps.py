"""The V of small steps: the error of a difference quotient, from a long step and from rounding."""

import math
from typing import NamedTuple

import numpy as np

from mlmath.foundations.precision import format_named, round_to
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

BENDS = "the slope of f changes by at most M times the distance"
VALUES = "each computed value is off by at most Δ"
STEPS_PREMISES = (BENDS, VALUES)
FORMATS = ("float16", "bfloat16", "float32")
DETOUR = 64.0  # added to a value and taken off again, where the values are worse than stated


class Curve(NamedTuple):
    r"""A wave, a bowl and perhaps a kink: $a \sin(b x) + c x^2 / 2 + j \max(0, x - s)$.

    Its slope changes by at most $|a| b^2 + |c|$ times the distance, but for the kink.
    """

    a: float
    b: float
    c: float
    jump: float = 0.0
    at: float = 0.0

    def value(self, x: Floats | float) -> Floats:
        """Return f(x)."""
        smooth = self.a * np.sin(self.b * np.asarray(x)) + self.c * np.square(x) / 2
        return np.asarray(smooth + self.jump * np.maximum(0.0, np.asarray(x) - self.at))

    def slope(self, x: float) -> float:
        """Return f'(x), x not above the kink."""
        return self.a * self.b * math.cos(self.b * x) + self.c * x

    def bend(self) -> float:
        """Return M, the kink left out."""
        return abs(self.a) * self.b**2 + abs(self.c)


def steps(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $|(\hat f(x + h) - \hat f(x))/h - f'(x)| \le M h / 2 + 2 \Delta / h$.

    f is a wave and a bowl, and $\hat f$ are its values in float16, bfloat16 or float32; Δ is the
    unit roundoff times the larger of the two values' sizes.  Without a premise, f has a kink
    within the step; or its values take a detour, by adding 64 and subtracting it again, and are
    off by more than Δ.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `STEPS_PREMISES`.
    """
    held = premises(STEPS_PREMISES, drop)
    rng = generator(seed)
    name = FORMATS[int(rng.integers(3))]
    detour = drop == VALUES
    while True:
        f = Curve(*rng.uniform([0.5, 0.7, -1], [1.5, 1.5, 1]).tolist())
        x = float(rng.uniform(0.2, 1.2))
        best = lowest(f, x, _delta(f, x, x, name))
        h = best * 10 ** float(rng.uniform(-1.5, 1.5))
        if drop == BENDS:
            f = f._replace(jump=float(rng.uniform(1, 3)) * (4 * f.bend() * h + 1), at=x + 0.3 * h)
        h = (x + h) - x  # the step that float64 takes
        delta = _delta(f, x, x + h, name)
        error = abs(quotient(f, x, h, name, detour) - f.slope(x))
        bound, least = f.bend() * h / 2 + 2 * delta / h, 2 * math.sqrt(delta * f.bend())
        if (drop is None) == (error <= bound):
            break
    return Verdict(
        theorem="The V of small steps",
        premises=held,
        left=round(error / least, 6),
        relation="<=",
        right=round(bound / least, 6),
        tolerance=1e-6,
        note=f"Values of {name}, h = {powers(h)}; h* = {powers(lowest(f, x, delta))}. Both sides "
        "in units of the lowest bound, 2√(ΔM).",
        counterexample=minus(
            f"The slope is {f.slope(x):.4f}, and the quotient "
            f"{quotient(f, x, h, name, detour):.4f}."
        ),
        instance={"f": f, "x": x, "h": h, "format": name, "detour": detour, "delta": delta},
        sides=("error of the slope", "bound"),
        steps=proof_steps(f, x, h, name, detour),
    )


def values(f: Curve, x: Floats | float, name: str, detour: bool) -> Floats:
    """Return f as the format has it, or by the detour, which rounds at the size of 64."""
    if detour:
        return np.asarray(round_to(round_to(f.value(x) + DETOUR, name) - DETOUR, name))
    return np.asarray(round_to(f.value(x), name))


def quotient(f: Curve, x: float, h: float, name: str, detour: bool) -> float:
    """Return the rise of the computed values over h, itself not rounded."""
    return float(quotients(f, x, np.array([h]), name, detour)[0])


def quotients(f: Curve, x: float, h: Floats, name: str, detour: bool) -> Floats:
    """Return the quotient for each of several steps."""
    found = values(f, np.array([x, *(x + h)]), name, detour)
    return np.asarray((found[1:] - found[0]) / h)


def powers(value: float) -> str:
    """Write a number above zero: 0.0312, 12.5, or with its power of ten, 9.72 · 10⁻⁵."""
    if 1e-3 <= value < 1e4:
        return f"{value:.3g}"
    digits, _, exponent = f"{value:.2e}".partition("e")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits} · 10{raised}"


def lowest(f: Curve, x: float, delta: float) -> float:
    """Return the step at which the bound is lowest."""
    return 2 * math.sqrt(delta / f.bend())


def _delta(f: Curve, x: float, ahead: float, name: str) -> float:
    """Return the unit roundoff times the larger of two values' sizes."""
    sizes = np.abs(f.value(np.array([x, ahead])))
    return format_named(name).epsilon / 2 * float(sizes.max())


def proof_steps(f: Curve, x: float, h: float, name: str, detour: bool) -> list[Step]:
    """Try the steps of the proof on one step h.

    1. The exact quotient is off by at most M h / 2.
    2. The values move it by at most 2 Δ / h.
    3. The two are equal at h* = 2 √(Δ / M), where their sum is lowest; the sum lies between the
       larger of them and twice that.
    """
    M, delta = f.bend(), _delta(f, x, x + h, name)
    exact = float(np.diff(f.value(np.array([x, x + h])))[0]) / h
    long = abs(exact - f.slope(x))
    moved = abs(quotient(f, x, h, name, detour) - exact)
    best = lowest(f, x, delta)
    hs = best * np.logspace(-3, 3, 61)
    bend, rounding = M * hs / 2, 2 * delta / hs
    both, larger = bend + rounding, np.maximum(bend, rounding)
    return [
        Step(
            "Step 1: what a long step misses",
            long <= M * h / 2 * (1 + 1e-6) + 1e-9,
            (BENDS,),
            f"the exact quotient is off by {powers(long)}, more than M h/2 = {powers(M * h / 2)}",
        ),
        Step(
            "Step 2: what rounding adds",
            moved <= 2 * delta / h * (1 + 1e-6),
            (VALUES,),
            f"the values move the quotient by {powers(moved)}, more than 2Δ/h = "
            f"{powers(2 * delta / h)}",
        ),
        Step(
            "Step 3: the lowest point",
            bool(
                (both >= 2 * math.sqrt(M * delta) * (1 - 1e-12)).all()
                and (larger <= both).all()
                and (both <= 2 * larger).all()
            ),
            note="the sum is somewhere lower than at h*",
        ),
    ]


def steps_picture(verdict: Verdict) -> Picture:
    """Draw the bound over all steps, its two parts, and what was measured."""
    data = verdict.instance
    f, x, h, name, detour, delta = (
        data[key] for key in ("f", "x", "h", "format", "detour", "delta")
    )
    M, best = f.bend(), lowest(f, x, delta)
    low, high = best * 10**-2.2, best * 10**2.2
    hs = np.geomspace(low, high, 67)
    bend, rounding = M * hs / 2, 2 * delta / hs
    measured = np.abs(quotients(f, x, hs, name, detour) - f.slope(x))
    least = 2 * math.sqrt(M * delta)
    bottom = least / 30
    top = 1.5 * max(bend[-1], rounding[0], measured.max(), verdict.left * least)
    seen = measured > bottom
    error, bound = max(verdict.left * least, bottom), verdict.right * least
    marks = [
        curve(hs[bend > bottom], bend[bend > bottom], "grad", style="dashed"),
        curve(hs[rounding > bottom], rounding[rounding > bottom], "w", style="dashed"),
        curve(hs, bend + rounding, "wstar"),
        *(Mark("circle", [a, b], "e", style="faint")
          for a, b in zip(hs[seen], measured[seen], strict=True)),
        curve([h, h], [error, bound], "" if verdict.holds else "e"),
        Mark("circle", [h, error], "e"),
        Mark("square", [h, bound], "wstar"),
    ]  # fmt: skip
    where = "below" if verdict.holds else "above"
    return Picture(
        marks,
        caption="The bound over all steps, solid, and its two parts, dashed: one rises with h, the "
        f"other falls. Dots: measured errors. At this step the error (disc) lies {where} the bound "
        "(square).",
        x=Axis("step h", float(f"{low:.3g}"), float(f"{high:.3g}"), log=True),
        y=Axis("error of the slope", float(f"{bottom:.3g}"), float(f"{top:.3g}"), log=True),
    )


STEPS = Theorem(
    name="numbers.steps",
    title="The V of small steps",
    label="thm-steps",
    claim="the error of the quotient is at most M h/2 + 2Δ/h",
    premises=STEPS_PREMISES,
    check=steps,
    picture=steps_picture,
    sources=("higham2002",),
)
