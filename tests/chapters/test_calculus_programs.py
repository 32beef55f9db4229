"""What the programs of the page Calculus and downhill print, worked out apart from them."""

import numpy as np
import pytest

from mlmath.manifest import page
from tests import book
from tests.chapters.run_cells import run
from tests.chapters.test_calculus_numbers import steps_of

CELLS = book.sources(page("calculus"))


def printed(*names):
    """Run cells in one namespace; return the lines that the last one prints."""
    space = {"np": np}
    return [run(CELLS[name], space)[0] for name in names][-1].splitlines()


def test_the_program_walks_as_the_table_does():
    """After six steps 4 and 10; after forty, by the closed forms (a + bk) zᵏ with z = ±1/2."""
    plain = np.hypot(10 * 0.8**40, 4 * 0.8**40)
    heavy = np.hypot((10 + 5 * 40) / 2**40, (4 + 6 * 40) / 2**40)
    for k, (x, y) in enumerate([(10, 4), (7.5, -5)]):
        assert ((10 + 5 * k) / 2**k, (4 + 6 * k) / (-2) ** k) == (x, y)
    wanted = ["[ 4. 10.]", f"after 40 steps: {plain:.0e}", f"after 40 steps: {heavy:.0e}"]
    assert printed("momentum-code") == wanted
    assert wanted[1:] == ["after 40 steps: 1e-03", "after 40 steps: 3e-10"]


def test_the_program_of_the_circle_goes_around_it():
    def slope(x):
        return np.interp(x, [-100, 0, 1, 2, 102], [-2500, 0, 25, 26, 2526])

    ends = steps_of(0, 1 / 9, 4 / 9, 3.3, 60, slope)[-6:]
    (line,) = printed("breaks-code")
    assert [float(number) for number in line.split()] == pytest.approx(ends, abs=6e-4)
    assert ends[:3] == pytest.approx(ends[3:], abs=1e-3)


def test_the_program_of_the_jitter_agrees_with_the_spreads():
    """Without a walk: mean and spread of each axis from step to step, then the mean length."""
    steps = {
        "0.1": np.full(1000, 0.1),
        "0.001": np.full(1000, 0.001),
        "0.1 to 0": 0.05 * (1 + np.cos(np.pi * np.arange(1000) / 1000)),
    }
    bend = np.array([1.0, 9.0])
    lines = printed("momentum-code", "schedules-code")
    normal = np.random.default_rng(9).normal(size=(200_000, 2))
    for line, (name, etas) in zip(lines, steps.items(), strict=True):
        mean, spread = np.array([10.0, 4.0]), np.zeros(2)
        for eta in etas:
            mean, spread = (1 - eta * bend) * mean, (1 - eta * bend) ** 2 * spread + eta**2
        far = np.sqrt(((mean + np.sqrt(spread) * normal) ** 2).sum(axis=1)).mean()
        assert line.split(":")[0] == f"step {name:8}"
        assert float(line.split(":")[1].split()[0]) == pytest.approx(far, abs=0.012)
