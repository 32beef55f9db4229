"""Checks for the exercises of the toolbox page Numbers in a machine."""

import math
from decimal import Decimal, localcontext
from typing import Any

from mlmath.exercises.result import Example, Result, Wrong, call, checked, number, run

CLOSE = 1e-12  # relative: twelve digits
SOFTPLUS = (0.0, 1.0, -1.0, 30.0, -40.0, 800.0, -700.0, 1e6)
HALVES = (1.25, 100.0, 1e4, 1e7)  # b of x² - 2 b x + 1


def check_bits(value: Any) -> Result:
    """Check the number of float16 with the bits 1 10001 0110000000: -4 · 1.375."""
    hints = {
        5.5: "The first bit is 1.",
        -1.5: "The fraction is added to 1, and the exponent's bits less 15 are a power of 2.",
        -1.375: "What does the exponent do? Its bits are 17, and 15 is taken off.",
        -4.375: "The power multiplies all of it, the 1 and the fraction.",
        -0.375: "A 1 stands before the fraction, unless all bits of the exponent are 0.",
        -0.375 * 4: "A 1 stands before the fraction, unless all bits of the exponent are 0.",
        -1.375 * 2**17: "15 is taken off the exponent's bits.",
        -1.375 * 2: "The last two bits of 10001 are worth 2 and 1: it is 16 + 1.",
    }

    def check() -> str:
        got = number(value)
        if got == -5.5:
            return "Right: −2² · 1.375."
        raise Wrong(
            f"It is not {got:g}.",
            hint=hints.get(got, "Sign, then 2 to the exponent's bits less 15, then 1 and so many "
                           "halves, quarters, eighths."),
        )  # fmt: skip

    return checked("bits", (value,), check)


def check_last(by_ones: Any, by_threes: Any) -> Result:
    """Check where counting in bfloat16 ends: at 256 by ones, at 1,024 by threes."""

    def check() -> str:
        ones, threes = number(by_ones), number(by_threes)
        if ones != 256:
            hints = {
                2048.0: "That is float16. bfloat16 has 7 bits of F.",
                128.0: "At 128 the marks are 1 apart, and 129 is one of them.",
                257.0: "257 lies between two marks. Which one has the 0 at its end?",
                512.0: "There the marks are 4 apart. Where are they 2 apart first?",
            }
            raise Wrong(
                f"By ones it does not end at {ones:g}.",
                hint=hints.get(ones, "Where do the marks begin to be 2 apart?"),
            )
        if threes != 1024:
            hints = {
                768.0: "It is no matter of 256 steps: where is 3 less than half a gap?",
                256.0: "There 3 is more than half of the gap 2, and the count goes on.",
                512.0: "There 3 is more than half of the gap 4, and is rounded to 4.",
            }
            raise Wrong(
                f"By threes it does not end at {threes:g}.",
                hint=hints.get(threes, "A step of 3 is lost where it is less than half a gap."),
            )
        return "Right: where the gap is 2, and where it is 8."

    return checked("last", (by_ones, by_threes), check)


def softplus(x: float) -> float:
    """Return ln(1 + eˣ) by decimals of 700 digits, rounded once."""
    with localcontext() as context:
        context.prec = 700
        if x > 1000:  # then 1 changes no digit that is looked at
            return x
        return float((1 + Decimal(x).exp()).ln())


def check_softplus(answer: Any) -> Result:
    """Check `softplus(x)`: ln(1 + eˣ) to twelve digits."""

    def check() -> str:
        for x in SOFTPLUS:
            got = number(run(answer, x=x))
            wanted = WANTED[x]
            if abs(got - wanted) <= CLOSE * wanted:
                continue
            example = Example(call("softplus", x=x), f"{got:.13g}", f"{wanted:.13g}")
            if not math.isfinite(got):
                raise Wrong("It overflows.", example, "Take the larger of the scores 0 and x off.")
            if x < 0:
                raise Wrong(
                    "Digits are lost.",
                    example,
                    "1 plus a small number has lost the digits of that number: np.log1p.",
                )
            raise Wrong("Not this.", example, "It is the log-sum-exp of the scores 0 and x.")
        return "Right, from −700 to a million."

    return checked("softplus", (answer,), check)


WANTED = {x: softplus(x) for x in SOFTPLUS}


def check_roots(roots: Any) -> Result:
    """Check `roots(b)`: both roots of x² - 2 b x + 1, the smaller first, to twelve digits."""

    def check() -> str:
        for b in HALVES:
            found = run(roots, b=b)
            try:
                got = [number(v) for v in found]
            except TypeError:
                raise Wrong("Two numbers are wanted: the smaller root, then the larger.") from None
            if len(got) != 2:
                raise Wrong(f"Two numbers are wanted, got {len(got)}.")
            with localcontext() as context:
                context.prec = 60
                large = Decimal(b) + (Decimal(b) ** 2 - 1).sqrt()
                wanted = [float(1 / large), float(large)]
            small, other = (abs(g - w) <= CLOSE * w for g, w in zip(got, wanted, strict=True))
            if small and other:
                continue
            shown = [f"[{x:.13g}, {y:.13g}]" for x, y in (got, wanted)]
            example = Example(call("roots", b=b), *shown)
            if got[0] > got[1]:
                raise Wrong("The smaller root comes first.", example)
            if other and abs(got[0] - wanted[0]) < 1e-6:
                raise Wrong(
                    "The smaller root has lost digits.",
                    example,
                    "Do not subtract: the two roots multiplied are 1.",
                )
            raise Wrong("Not these.", example, "x = b ± √(b² − 1).")
        return "Right: nothing cancels."

    return checked("roots", (roots,), check)
