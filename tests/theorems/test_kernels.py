"""The theorem of the page Kernels: its sides by another way, and where they meet."""

import numpy as np
import pytest

from mlmath.theorems.kernels.polynomial import check, steps


def test_the_sides_by_numpys_variance():
    for seed in range(20):
        verdict = check(seed)
        x, other = verdict.instance["x"], verdict.instance["other"]
        assert verdict.left == pytest.approx(len(x) * np.var(x))
        assert verdict.right - verdict.left == pytest.approx(len(x) * (other - x.mean()) ** 2)


def test_the_steps_by_hand():
    """About 3, the numbers 1, 2 and 6 balance; about 2 they add up to 3."""
    x = np.array([1.0, 2.0, 6.0])
    assert [step.holds for step in steps(x, 3.0, 2.0)] == [True, True]
    first, second = steps(x, 2.0, 3.0)
    assert (first.holds, second.holds) == (False, True)
    assert first.note == "the sum is 3.00"
