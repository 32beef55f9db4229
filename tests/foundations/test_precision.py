"""Rounding to short formats, against NumPy's, against brute force, and bit by bit."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.foundations import (
    BFLOAT16,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    FORMATS,
    bfloat16_by_bits,
    bits_of,
    from_bits,
    round_to,
    spacing,
)

NUMPY: dict[str, Any] = {"float16": np.float16, "float32": np.float32, "float64": np.float64}


def numbers_of_all_sizes(seed, n=20_000):
    """Random bits read as float64, kept to the range around float32's, and the special values."""
    rng = np.random.default_rng(seed)
    x = np.ldexp(rng.uniform(-2, 2, n), rng.integers(-160, 140, n, dtype=np.int32))
    return np.concatenate([x, [0.0, -0.0, np.inf, -np.inf, np.nan]])


def all_bfloat16():
    """Every finite bfloat16: the upper halves of float32, in rising order."""
    halves = np.arange(2**16, dtype=np.uint32) << np.uint32(16)
    values = halves.view(np.float32)
    return np.unique(values[np.isfinite(values)]).astype(float)


@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
def test_rounding_is_numpys(name):
    x = numbers_of_all_sizes(1)
    with np.errstate(over="ignore"):
        expected = x.astype(NUMPY[name]).astype(float)
    found = round_to(x, name)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(np.signbit(found[:-1]), np.signbit(expected[:-1]))


@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
def test_the_limits_are_numpys(name):
    theirs = np.finfo(NUMPY[name])
    ours = FORMATS[name]
    assert ours.epsilon == theirs.eps
    assert ours.largest == theirs.max
    assert ours.smallest_normal == theirs.smallest_normal
    assert ours.smallest == theirs.smallest_subnormal
    assert ours.width == theirs.bits


def test_bfloat16s_limits():
    """From its definition as the upper half of float32: 0x7F7F, 0x0080, 0x0001; 1 + 2⁻⁷."""
    upper = np.array([0x7F7F0000, 0x00800000, 0x00010000, 0x3F810000], dtype=np.uint32)
    largest, normal, smallest, after_one = upper.view(np.float32).astype(float)
    assert BFLOAT16.largest == largest
    assert BFLOAT16.smallest_normal == normal
    assert BFLOAT16.smallest == smallest
    assert 1 + BFLOAT16.epsilon == after_one


def test_every_bfloat16_stays_and_what_lies_between_goes_to_the_nearest():
    grid = all_bfloat16()
    np.testing.assert_array_equal(round_to(grid, "bfloat16"), grid)
    middle = (grid[1:] + grid[:-1]) / 2
    below, above = np.nextafter(middle, -np.inf), np.nextafter(middle, np.inf)
    np.testing.assert_array_equal(round_to(below, "bfloat16"), grid[:-1])
    np.testing.assert_array_equal(round_to(above, "bfloat16"), grid[1:])
    # A tie goes to the one whose last bit is 0: every second of the ordered grid.
    ties = round_to(middle, "bfloat16")
    halves = (np.float32(ties).view(np.uint32) >> np.uint32(16)).astype(int)
    assert (halves % 2 == 0).all()
    assert ((ties == grid[:-1]) | (ties == grid[1:])).all()


@pytest.mark.parametrize(
    ("x", "name", "expected"),
    [
        (65519.99, "float16", 65504),
        (65520, "float16", math.inf),  # halfway to 2¹⁶: the even neighbor is beyond the end
        (-65520, "float16", -math.inf),
        (2**-25, "float16", 0),  # half of the smallest: the tie goes to 0
        (2**-25 * 1.0001, "float16", 2**-24),
        (3 * 2**-25, "float16", 2 * 2**-24),
        (2049, "float16", 2048),
        (2051, "float16", 2052),
        (0.1, "float16", 0.0999755859375),
        (0.1, "bfloat16", 0.10009765625),
        (1 + 2**-8, "bfloat16", 1),
        (1 + 3 * 2**-8, "bfloat16", 1 + 2**-6),
        (BFLOAT16.largest + 2.0**119, "bfloat16", math.inf),  # halfway to 2¹²⁸
        (1e39, "float32", math.inf),
        (16777217, "float32", 16777216),
        (1e308, "float64", 1e308),
        (10**30, "float16", math.inf),  # a Python integer beyond 64 bits
    ],
)
def test_roundings_by_hand(x, name, expected):
    assert round_to(x, name) == expected


def test_the_bit_trick_rounds_every_kind_of_float32_as_the_definition_does():
    rng = np.random.default_rng(2)
    bits = rng.integers(0, 2**32, 200_000, dtype=np.uint32)
    halves = rng.integers(0, 2**16, 50_000, dtype=np.uint32) << np.uint32(16)
    special = np.array([0x7F800000, 0xFF800000, 0x7F7FFFFF, 0x7F7F8000, 1, 0x7F800001],
                       dtype=np.uint32)  # fmt: skip
    ties = halves | np.uint32(0x8000)
    x = np.concatenate([bits, halves, ties, special]).view(np.float32)
    found = bfloat16_by_bits(x)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, round_to(x, "bfloat16").astype(np.float32))
    finite = ~np.isnan(x)
    np.testing.assert_array_equal(np.signbit(found[finite]), np.signbit(x[finite]))


def test_rounding_twice_is_not_rounding_once():
    """1 + 2⁻⁸ + 2⁻⁴⁰ lies above the tie; float32 drops the 2⁻⁴⁰ and leaves a tie."""
    x = 1 + 2**-8 + 2**-40
    assert round_to(x, "bfloat16") == 1 + 2**-7
    assert bfloat16_by_bits(x) == 1
    assert bfloat16_by_bits(1e300) == math.inf


@pytest.mark.parametrize("name", FORMATS)
def test_rounding_is_idempotent_odd_monotone_and_within_half_a_unit(name):
    x = np.sort(numbers_of_all_sizes(3)[:-3])
    rounded = round_to(x, name)
    np.testing.assert_array_equal(round_to(rounded, name), rounded)
    np.testing.assert_array_equal(round_to(-x, name), -rounded)
    assert (rounded[1:] >= rounded[:-1]).all()
    kept = np.abs(x) <= FORMATS[name].largest
    assert (np.abs(rounded - x)[kept] <= spacing(x, name)[kept] / 2).all()


@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
def test_spacing_is_numpys(name):
    with np.errstate(over="ignore"):
        x = numbers_of_all_sizes(4, 3000)[:3000].astype(NUMPY[name])
    x = np.abs(x[np.isfinite(x)])
    np.testing.assert_array_equal(spacing(x.astype(float), name), np.spacing(x).astype(float))
    assert np.isnan(spacing([np.inf, np.nan], name)).all()


def test_spacing_by_hand():
    assert spacing(1.0, "bfloat16") == 2**-7
    assert spacing(0.0, "bfloat16") == BFLOAT16.smallest
    assert spacing(-300.0, FLOAT16) == 0.25
    assert spacing(1e6, FLOAT32) == 0.0625
    assert spacing(1.0, FLOAT64) == 2**-52


@pytest.mark.parametrize(
    ("x", "name", "bits"),
    [
        (1.0, "float16", "0 01111 0000000000"),
        (-2.0, "float16", "1 10000 0000000000"),
        (65504, "float16", "0 11110 1111111111"),
        (2**-24, "float16", "0 00000 0000000001"),
        (2**-14, "float16", "0 00001 0000000000"),
        (math.inf, "float16", "0 11111 0000000000"),
        (math.nan, "float16", "0 11111 1000000000"),
        (-0.0, "bfloat16", "1 00000000 0000000"),
        (math.pi, "bfloat16", "0 10000000 1001001"),  # 3.140625
        (0.15625, "float32", "0 01111100 01000000000000000000000"),  # 1.25 · 2⁻³
    ],
)
def test_bits_by_hand(x, name, bits):
    assert str(bits_of(x, name)) == bits


@pytest.mark.parametrize(
    ("name", "kind"), [("float16", np.uint16), ("float32", np.uint32), ("float64", np.uint64)]
)
def test_bits_are_numpys_and_lead_back(name, kind):
    for x in round_to(numbers_of_all_sizes(5, 300), name)[:-1]:
        bits = bits_of(float(x), name)
        width = FORMATS[name].width
        assert str(bits).replace(" ", "") == f"{int(NUMPY[name](x).view(kind)):0{width}b}"
        assert from_bits(str(bits), name) == x == bits.value


def test_every_float16_can_be_read_from_its_bits():
    every = np.arange(2**16, dtype=np.uint16)
    read = [from_bits(f"{k:016b}", "float16") for k in every[::7]]
    np.testing.assert_array_equal(read, every[::7].view(np.float16).astype(float))


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_any_shape(shape):
    for function in (lambda x: round_to(x, "float16"), bfloat16_by_bits):
        found = function(np.full(shape, 0.1))
        assert found.shape == shape


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: round_to(1, "float8"),
            "format must be one of float16, bfloat16, float32, float64",
        ),
        (lambda: round_to("a", "float16"), "x must hold numbers"),
        (lambda: spacing([[1], [1, 2]], "float16"), "x must hold numbers"),
        (lambda: bfloat16_by_bits([None, "b"]), "x must hold numbers"),
        (lambda: round_to(None, "float16"), "x must hold numbers"),
        (lambda: round_to([1.0, None], "float16"), "x must hold numbers"),
        (lambda: round_to(1, ["x"]), "format must be one of float16, bfloat16"),  # type: ignore[arg-type]
        (lambda: bits_of([1, 2], "float16"), "x must be one number, got an array of shape (2,)"),  # type: ignore[arg-type]
        (lambda: from_bits(101, "float16"), "bits must be 16 digits 0 or 1, got 101"),  # type: ignore[arg-type]
        (lambda: from_bits("01", "float16"), "bits must be 16 digits 0 or 1, got '01'"),
        (lambda: from_bits("2" * 16, "bfloat16"), "bits must be 16 digits 0 or 1"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("format", ["float16", "bfloat16", "float32", "float64"])
def test_whole_numbers_too_long_for_float64_are_beyond_every_format(format):
    huge = 10**400
    assert round_to(huge, format) == math.inf
    assert round_to([[1, -huge], [huge, 2]], format).tolist() == [[1, -math.inf], [math.inf, 2]]
    assert bits_of(-huge, format).value == -math.inf
    assert math.isnan(spacing(huge, format))
    with pytest.raises(ValueError, match="x must hold numbers in a rectangular shape"):
        round_to(["5", huge], format)


def test_whole_numbers_of_more_than_64_bits_are_numbers():
    """2^70 fits into all formats but float16, and 2^70 + 1 rounds to it."""
    for value in (2**70, 2**70 + 1):
        assert round_to([value], "bfloat16").tolist() == [2.0**70]
        assert round_to(value, "float64") == 2.0**70
        assert round_to(value, "float16") == math.inf
    assert bfloat16_by_bits(-(10**400)) == -math.inf
