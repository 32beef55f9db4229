r"""Floating point: which numbers a format holds, and how others are rounded to them.

A format of w exponent bits and t fraction bits holds, with the bias $b = 2^{w-1} - 1$,

.. math:: (-1)^s \, 2^{e - b} \left(1 + \frac{f}{2^t}\right) \quad (0 < e < 2^w - 1), \qquad
          (-1)^s \, 2^{1 - b} \, \frac{f}{2^t} \quad (e = 0, \text{ zero and subnormal})

and, for $e = 2^w - 1$, the infinities (f = 0) and NaN.

Source: IEEE Standard for Floating-Point Arithmetic, IEEE 754-2019, section 3.4, whose binary16,
binary32 and binary64 are float16, float32 and float64; bfloat16 is the upper half of a binary32.
Chapter: The toolbox.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats


@dataclass(frozen=True, slots=True)
class Format:
    """A binary floating-point format, by its numbers of exponent bits and of fraction bits."""

    name: str
    exponent_bits: int
    fraction_bits: int

    @property
    def bias(self) -> int:
        """What is taken off the exponent's bits, $2^{w-1} - 1$."""
        return (1 << (self.exponent_bits - 1)) - 1

    @property
    def width(self) -> int:
        """How many bits a number takes."""
        return 1 + self.exponent_bits + self.fraction_bits

    @property
    def epsilon(self) -> float:
        """The gap between 1 and the next number, $2^{-t}$; half of it is the unit roundoff."""
        return 2.0**-self.fraction_bits

    @property
    def largest(self) -> float:
        """The largest finite number, $(2 - 2^{-t}) 2^b$."""
        return (2.0 - self.epsilon) * 2.0**self.bias

    @property
    def smallest_normal(self) -> float:
        """The smallest positive number of full precision, $2^{1-b}$."""
        return 2.0 ** (1 - self.bias)

    @property
    def smallest(self) -> float:
        """The smallest positive number, $2^{1-b-t}$, which is subnormal."""
        return 2.0 ** (1 - self.bias - self.fraction_bits)


FLOAT16 = Format("float16", 5, 10)
BFLOAT16 = Format("bfloat16", 8, 7)
FLOAT32 = Format("float32", 8, 23)
FLOAT64 = Format("float64", 11, 52)
FORMATS = {format.name: format for format in (FLOAT16, BFLOAT16, FLOAT32, FLOAT64)}


def format_named(format: str | Format) -> Format:
    """Return the format of this name, or the format itself."""
    if isinstance(format, Format):
        return format
    if not isinstance(format, str) or format not in FORMATS:
        raise ValueError(f"format must be one of {', '.join(FORMATS)}, got {format!r}")
    return FORMATS[format]


def round_to(x: Any, format: str | Format) -> Floats:
    r"""Round each number to the nearest one that a format holds; ties go to the even fraction.

    With $k = \max(\lfloor \log_2 |x| \rfloor, 1 - b) - t$, the format's numbers around x are the
    multiples of $2^k$.

    Parameters
    ----------
    x : numbers of any shape, infinities and NaN included.  Whole numbers that float64 does not
        hold are first rounded to it: those beyond its largest become infinite.
    format : "float16", "bfloat16", "float32", "float64", or a `Format` no finer than float64.

    Returns
    -------
    float64 of the shape of x, each a number of the format: ±inf from halfway between its largest
    number and the next power of two onward, subnormal or zero at the other end, NaN for NaN.

    Raises
    ------
    ValueError : x does not hold numbers, or there is no such format.
    """
    format = format_named(format)
    given = _floats(x)
    finite = np.isfinite(given)
    numbers = np.where(finite, given, 0.0)
    _, exponent = np.frexp(numbers)  # |x| = m 2^exponent with 1/2 <= m < 1
    k = np.maximum(exponent - 1, 1 - format.bias) - format.fraction_bits
    # Scaling by a power of two is exact, and rint rounds halves to even: nothing else rounds.
    with np.errstate(over="ignore"):
        rounded = np.ldexp(np.rint(np.ldexp(numbers, -k)), k)
    rounded = np.where(np.abs(rounded) > format.largest, np.copysign(np.inf, rounded), rounded)
    result: Floats = np.where(finite, rounded, given)
    return result[()]


def spacing(x: Any, format: str | Format) -> Floats:
    """Return the gap between |x|, rounded to the format, and its next larger number.

    Shape of x; the "unit in the last place".  NaN where x rounds to an infinity, or is NaN.
    """
    format = format_named(format)
    rounded = np.asarray(round_to(x, format))
    finite = np.isfinite(rounded)
    _, exponent = np.frexp(np.where(finite, rounded, 0.0))
    normal = np.where(rounded == 0, 1 - format.bias, exponent - 1)
    k = np.maximum(normal, 1 - format.bias) - format.fraction_bits
    return np.where(finite, np.ldexp(1.0, k), np.nan)[()]


def bfloat16_by_bits(x: Any) -> NDArray[np.float32]:
    """Round float32 numbers to bfloat16 by arithmetic on their bits.

    A bfloat16 is the upper half of a float32.  Adding 0x7FFF, and 1 more when the last bit to be
    kept is 1, carries into the upper half exactly when the lower one is above half a unit, or is
    half a unit and the upper one odd; then the lower half is cleared.  A carry out of the fraction
    runs into the exponent, which is right, up to infinity.

    Parameters
    ----------
    x : numbers of any shape.  Those that are not float32 are first rounded to it, and rounding
        twice can differ from rounding once: `round_to` rounds once.

    Returns
    -------
    float32 of the shape of x; NaN for NaN.
    """
    with np.errstate(over="ignore"):
        single = _floats(x).astype(np.float32)
    bits = single.view(np.uint32)
    odd = (bits >> np.uint32(16)) & np.uint32(1)
    kept = (bits + np.uint32(0x7FFF) + odd) & np.uint32(0xFFFF0000)
    # A NaN's fraction could be carried away to leave an infinity, or a sign flipped.
    return np.where(np.isnan(single), np.float32(np.nan), kept.view(np.float32))[()]


@dataclass(frozen=True, slots=True)
class Bits:
    """The bits of one number, as texts of 0 and 1, and the number that they stand for."""

    sign: str
    exponent: str
    fraction: str
    value: float

    def __str__(self) -> str:
        return f"{self.sign} {self.exponent} {self.fraction}"


def bits_of(x: float, format: str | Format) -> Bits:
    """Return the bits of a number, rounded to a format, to show.

    >>> print(bits_of(-0.15625, "float16"))
    1 01100 0100000000
    """
    format = format_named(format)
    rounded = np.asarray(round_to(x, format))
    if rounded.ndim:
        raise ValueError(f"x must be one number, got an array of shape {rounded.shape}")
    value = float(rounded)
    sign = "1" if np.signbit(value) else "0"
    top = 2**format.exponent_bits - 1
    if not np.isfinite(value):
        exponent, fraction = top, 0 if np.isinf(value) else 2 ** (format.fraction_bits - 1)
    elif abs(value) < format.smallest_normal:
        exponent, fraction = 0, int(abs(value) / format.smallest)
    else:
        m, e = np.frexp(abs(value))  # value = 2m · 2^(e-1) with 1 <= 2m < 2
        exponent = int(e) - 1 + format.bias
        fraction = int((2 * float(m) - 1) * 2**format.fraction_bits)
    return Bits(
        sign,
        f"{exponent:0{format.exponent_bits}b}",
        f"{fraction:0{format.fraction_bits}b}",
        value,
    )


def from_bits(bits: str, format: str | Format) -> float:
    """Return the number that a text of 0 and 1 stands for; spaces may stand anywhere.

    Raises ValueError when there are not as many bits as the format has, or other signs.
    """
    format = format_named(format)
    text = bits.replace(" ", "") if isinstance(bits, str) else ""
    if len(text) != format.width or set(text) - {"0", "1"}:
        raise ValueError(f"bits must be {format.width} digits 0 or 1, got {bits!r}")
    sign = -1.0 if text[0] == "1" else 1.0
    exponent = int(text[1 : 1 + format.exponent_bits], 2)
    fraction = int(text[1 + format.exponent_bits :], 2)
    if exponent == 2**format.exponent_bits - 1:
        return float("nan") if fraction else sign * float("inf")
    if exponent == 0:
        return sign * fraction * format.smallest
    return sign * (1 + fraction * format.epsilon) * 2.0 ** (exponent - format.bias)


def _floats(x: Any) -> Floats:
    """Return x as float64 of any shape, infinities and NaN allowed."""
    try:
        given = np.asarray(x)
        # Integers too long for NumPy come as objects, and so does None, which it would call NaN.
        if given.dtype.kind not in "biufO" or (given.dtype == object and None in given.ravel()):
            raise TypeError
        if given.dtype == object:
            given = np.reshape([_float(v) for v in given.flat], given.shape)
        with np.errstate(invalid="ignore"):  # a signaling NaN becomes a quiet one
            return given.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        raise ValueError(f"x must hold numbers in a rectangular shape, got {x!r}") from None


def _float(value: Any) -> float:
    """Return a number as float64, or an infinity; TypeError for a text, of digits too."""
    if isinstance(value, str | bytes):
        raise TypeError
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else -float("inf")
