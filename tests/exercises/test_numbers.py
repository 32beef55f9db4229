"""The checks of the page Numbers in a machine: their numbers, found another way."""

import math

import numpy as np
import pytest

from mlmath import manifest
from mlmath.exercises import numbers as exercises
from mlmath.foundations import round_to
from tests.exercises.answers import answer

PAGE = manifest.page("numbers")


def test_the_bits_by_numpy():
    """The same sixteen bits, given to numpy as a whole number."""
    value = np.array([0b1_10001_0110000000], np.uint16).view(np.float16)[0]
    assert exercises.check_bits(float(value)).passed


def test_the_counts_by_counting():
    def last(step):
        total = 0.0
        while (new := float(round_to(total + step, "bfloat16"))) > total:
            total = new
        return total

    assert (last(1), last(3)) == (256, 1024)
    assert exercises.check_last(last(1), last(3)).passed


def test_softplus_by_its_series():
    """For y = eˣ small, ln(1 + y) = y - y²/2 + ...; at 0 it is ln 2."""
    assert exercises.WANTED[0.0] == math.log(2)
    assert exercises.WANTED[-40.0] == pytest.approx(math.exp(-40), rel=1e-15)
    assert exercises.WANTED[-700.0] == pytest.approx(math.exp(-700), rel=1e-13)
    assert exercises.WANTED[800.0] == 800


def test_the_counterexample_is_small_and_true():
    """By hand: x² - 2.5 x + 1 = (x - 0.5)(x - 2)."""
    shown = answer(PAGE, "roots", "def roots(b):\n    return 0, 2 * b").counterexample
    assert shown is not None
    assert (shown.case, shown.got, shown.wanted) == ("roots(b=1.25)", "[0, 2.5]", "[0.5, 2]")
