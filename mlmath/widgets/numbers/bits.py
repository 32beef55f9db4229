"""The bits of a number: flip them, and see which number they are and where its neighbors lie."""

import math
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mlmath.foundations.precision import FORMATS, Format, bits_of, from_bits
from mlmath.widgets.numbers._written import raised, said
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, zeros_and_ones

CELLS = 16
TOY = Format("toy", 3, 2)
SHOWN = {"toy": TOY, "float16": FORMATS["float16"], "bfloat16": FORMATS["bfloat16"]}
ONE = [0, 0, 1, 1, 1, 1, *[0] * 10]  # 1 in float16
REACH = 4  # gaps to each side that the near ruler shows
DECADES = {"toy": (-1, 0, 1), "float16": (-6, -3, 0, 3), "bfloat16": (-40, -20, 0, 20)}
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class BitsInputs(Inputs):
    """What the reader sets: the format, and its bits, of which a short format takes the first."""

    format: str = choice(
        "float16",
        label="Format",
        options={"toy": "toy, 6 bits", "float16": "float16", "bfloat16": "bfloat16"},
    )
    bits: list[int] = data(ONE, label="Bits", check=partial(zeros_and_ones, length=CELLS))


def compute(inputs: BitsInputs) -> Outputs:
    """Say which number the bits are, and lay it on two rulers.

    Outputs: `width` and `exponent_bits` of the format; `worths`, what each bit adds, a line each;
    `formula` and `value`, as they are written; `kind`; `gap` to the next larger number; `where` it
    lies on the ruler of all sizes, from 0 for the smallest number above zero to 1 for the largest,
    -1 where it lies on neither; `normal`, where the numbers of full precision begin on it; `ticks`
    and `tick_names` of it; `near` (n,), the numbers around, in units of REACH gaps from this one,
    with the `ends` of that ruler in words; `up`, `down` (16,), the bits of the next larger and
    smaller number; `samples` (4, 16), the bits of 1, 0.1, the largest and the smallest number.
    """
    format = SHOWN[inputs.format]
    text = "".join(map(str, inputs.bits[: format.width]))
    value = from_bits(text, format)
    exponent = int(text[1 : 1 + format.exponent_bits], 2)
    fraction = int(text[1 + format.exponent_bits :], 2)
    kind = kind_of(exponent, fraction, format)
    keys, near, gap = around(value, format)
    here = rank(value, format)
    decades = DECADES[inputs.format]
    shown = said(value)
    ends = [said(numbered(k, format), 4) for k in (keys[0], keys[-1])] if keys else []
    moved = [here + 1, here - 1] if kind != "none" else []
    up, down = (_cells(numbered(k, format), format) for k in moved) if moved else [_own(inputs)] * 2
    return {
        "width": format.width,
        "exponent_bits": format.exponent_bits,
        "worths": "\n".join(worths(format)),
        "formula": formula(text[0], exponent, fraction, format, kind),
        "value": shown,
        "kind": kind,
        "gap": said(gap) if gap else "\u2013",
        "where": share(abs(value), format) if kind in ("normal", "subnormal") else -1.0,
        "normal": share(format.smallest_normal, format),
        "ticks": np.array([share(10.0**k, format) for k in decades], np.float32),
        "tick_names": "\n".join(power_of_ten(k) for k in decades),
        "near": np.ascontiguousarray(near, np.float32),
        "ends": "\n".join(ends),
        "up": up,
        "down": down,
        "samples": np.stack([
            _cells(v, format) for v in (1.0, 0.1, format.largest, format.smallest)
        ]),
        "summary": sentence(inputs.format, shown, kind, gap),
    }  # fmt: skip


def kind_of(exponent: int, fraction: int, format: Format) -> str:
    """Return normal, subnormal, zero, infinite or none."""
    if exponent == 2**format.exponent_bits - 1:
        return "none" if fraction else "infinite"
    if exponent == 0:
        return "subnormal" if fraction else "zero"
    return "normal"


def rank(value: float, format: Format) -> int:
    """Return which number of the format it is, counted from zero; below zero negative.

    The bits after the sign, read as a whole number, count so: that is why the next larger number
    has the next larger bits.
    """
    if math.isnan(value):
        return 0
    bits = bits_of(abs(value), format)
    return int(math.copysign(int(bits.exponent + bits.fraction, 2), value))


def numbered(rank: int, format: Format) -> float:
    """Return the number of this rank; beyond the infinities it is one of them."""
    top = (2**format.exponent_bits - 1) << format.fraction_bits
    size = min(abs(rank), top)
    return math.copysign(from_bits(f"0{size:0{format.width - 1}b}", format), rank)


def around(value: float, format: Format) -> tuple[list[int], list[float], float]:
    """Return the ranks of the numbers nearby, where they lie, and the gap to the next larger.

    They lie within REACH gaps of it, in whose unit they are given.  Empty and 0 for what has no
    larger neighbor, or is not finite.
    """
    here = rank(value, format)
    above = numbered(here + 1, format)
    if not math.isfinite(value) or not math.isfinite(above):
        return [], [], 0.0
    gap = above - value
    ranks = range(here - 2 * REACH, here + 2 * REACH + 1)
    near = [(k, (numbered(k, format) - value) / (REACH * gap)) for k in ranks]
    kept = [(k, at) for k, at in near if abs(at) <= 1]
    return [k for k, _ in kept], [at for _, at in kept], gap


def share(size: float, format: Format) -> float:
    """Return where a size lies on the ruler of all, each factor of 2 as long as any other."""
    low, high = math.log2(format.smallest), math.log2(format.largest)
    return (math.log2(size) - low) / (high - low)


def worths(format: Format) -> list[str]:
    """Return what each bit adds: to the exponent, or to the share behind the 1."""
    exponents = [str(2**k) for k in range(format.exponent_bits - 1, -1, -1)]
    halves = {1: "\u00bd", 2: "\u00bc", 3: "\u215b"}
    fractions = [halves.get(k, f"2{raised(-k)}") for k in range(1, format.fraction_bits + 1)]
    return ["\u00b1", *exponents, *fractions]


def formula(sign: str, exponent: int, fraction: int, format: Format, kind: str) -> str:
    """Write the number as its bits make it."""
    mark = "\u2212" if sign == "1" else "+"
    whole = 2**format.fraction_bits
    if kind == "none":
        return "all ones in the exponent, and a fraction"
    if kind == "infinite":
        return "all ones in the exponent, no fraction"
    power = f"2{raised(max(exponent, 1))}{raised(-format.bias)}"
    lead = "0" if exponent == 0 else "1"
    return f"{mark}{power} \u00b7 ({lead} + {fraction}/{whole})"


def power_of_ten(k: int) -> str:
    """Write 10ᵏ, small ones in full."""
    return {-1: "0.1", 0: "1", 1: "10"}.get(k, f"10{raised(k)}")


def sentence(name: str, value: str, kind: str, gap: float) -> str:
    """Say what the bits are."""
    start = f"In {'the toy' if name == 'toy' else name} these bits are"
    if kind == "none":
        return f"{start} NaN, not a number."
    if kind == "infinite":
        return f"{start} {value}: too large for a number."
    what = {
        "normal": "",
        "zero": "",
        "subnormal": ", a subnormal number: no 1 stands before the fraction",
    }[kind]
    after = f"The next larger number is {said(gap)} away." if gap else "Above it is only \u221e."
    return f"{start} {value}{what}. {after}"


def _cells(value: float, format: Format) -> Ints:
    """Return the bits of a number, 16 of them; those that a short format lacks are 0."""
    bits = bits_of(value, format)
    text = bits.sign + bits.exponent + bits.fraction
    return np.array([int(b) for b in text.ljust(CELLS, "0")], np.int32)


def _own(inputs: BitsInputs) -> Ints:
    return np.array(inputs.bits, np.int32)


WIDGET = Widget(
    name="numbers.bits",
    title="The bits of a number",
    help=(
        "Press a bit to flip it; by keyboard, the arrow keys lead from bit to bit, and Space "
        "flips. Above each bit stands whether it belongs to the sign (s), the exponent (E) or the "
        "fraction (F), below it what it adds where it is 1. The buttons lead to the next number "
        "on either side and to some others. The upper ruler has the sizes of all numbers of the "
        "format but 0, each factor of 2 as long as any other, the shaded part being the subnormal "
        "ones; the lower ruler has the numbers around yours as they lie. The same 16 bits stay "
        "when you choose another format, which reads them in its own way; the toy takes the first "
        "six."
    ),
    inputs=BitsInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "In bfloat16 these bits are ≈ −8.88888 · 10⁻³⁹, a subnormal number: no 1 stands before the "
        "fraction. The next larger number is ≈ 9.18355 · 10⁻⁴¹ away."
    ),
)
