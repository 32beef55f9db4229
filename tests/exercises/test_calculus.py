"""The checks of the page Calculus and downhill: their data by hand, and what they show."""

import numpy as np
import pytest

from mlmath import manifest
from mlmath.autodiff import Tensor
from mlmath.exercises import calculus as exercises
from mlmath.exercises.result import Example
from mlmath.foundations import gradient
from tests.exercises.answers import answer
from tests.exercises.calculus.catalogue import CENTRAL, Y, differences, walk

PAGE = manifest.page("calculus")


def test_the_gradients_are_those_of_another_implementation():
    for _, f, x, wanted in exercises.SLOPES:
        assert gradient(f, x) == pytest.approx(wanted, abs=1e-8)


def test_the_slopes_of_the_chain_by_autodiff():
    x, y = (Tensor(np.array(v), requires_grad=True) for v in (1.0, 2.0))
    ((x * y + x) ** 2).backward()
    assert [float(x.grad), float(y.grad)] == [18, 6]


def test_the_step_of_the_bowl_is_the_best_of_many():
    """On x² + 4y² no other step has a smaller factor with the momentum 1/9; by numpy's roots."""

    def factor(step):
        return max(
            abs(np.roots([1, -(1 + 1 / 9 - step * bend), 1 / 9])).max() for bend in (2.0, 8.0)
        )

    assert factor(2 / 9) == pytest.approx(1 / 3, abs=1e-6)
    assert min(factor(s) for s in np.linspace(0.01, 0.4, 79)) >= 1 / 3
    assert min(factor(2 / 9 - 0.01), factor(2 / 9 + 0.01)) > 0.4


@pytest.mark.parametrize(("key", "code", "example"), [
    ("bowl", "largest_step = 0.5\nplain_factor = 0\nmomentum_factor = 0\nmomentum_step = 0",
     Example("largest_step = 0.5", "1 − ηλ = -3 along y")),
    ("differences", differences(CENTRAL.replace("2 * h", "h")),
     Example("gradient(f, [1.0, 2.0]), f(x) = x[0] * x[1]**2", "[8.0, 8.0]", "[4.0, 4.0]")),
    ("ahead", walk(Y, "path.append(y - step * slope(x))"), Example(
     "ahead_path(start=64.0, step=0.5, momentum=0.5, n=4), slope(x) = x",
     "[64.0, 32.0, 0.0, -16.0, -16.0]", "[64, 32, 8, -2, -3.5]")),
])  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    assert answer(PAGE, key, code).counterexample == example
