"""The figures of the page Chance and information; what all promise is in `test_shared`."""

import re
from math import erf, log2, sqrt
from typing import Any

import numpy as np
import pytest

from mlmath.figures import chance as figures
from mlmath.foundations import hoeffding_bound
from tests.figures.drawn import texts

COUNTS = [[9, 1], [9, 81]]
COINS = np.random.default_rng(0).integers(2, size=(1000, 5))
EXAMPLES = {
    "bell": lambda: figures.bell(-1, 1, alt="A bell."),
    "mosaic": lambda: figures.mosaic(
        COUNTS, ["outsider", "another"], ["said so", "not"], alt="Areas."
    ),
    "tangent": lambda: figures.tangent(alt="A line above a curve."),
    "walks": lambda: figures.walks(COINS, 0.5, 0.05, alt="Five walks."),
    "overlap": lambda: figures.overlap(np.array(COUNTS) / 100, ("X", "Y"), alt="Three bars."),
}


def test_the_area_within_one_deviation_of_a_bell():
    """0.68 by the error function."""
    figure = EXAMPLES["bell"]()
    assert round(erf(1 / sqrt(2)), 2) == 0.68
    assert "area 0.68" in texts(figure.svg())
    x, y = np.asarray(figure.fig.axes[0].lines[0].get_xydata()).T
    assert y.max() == pytest.approx(1 / sqrt(2 * np.pi))
    assert np.trapezoid(y, x) == pytest.approx(1, abs=1e-3)


def test_the_areas_of_the_mosaic_are_the_shares():
    figure = EXAMPLES["mosaic"]()
    boxes: list[Any] = figure.fig.axes[0].patches[::2]
    areas = [box.get_width() * box.get_height() for box in boxes]
    assert areas == pytest.approx([0.09, 0.01, 0.09, 0.81])
    assert {"9", "1", "81", "outsider", "10", "90"} <= set(texts(figure.svg()))


def test_the_hatching_of_the_mosaic_stands_out_from_its_ground():
    """Lines of the ink's color over nothing, where the wire says outsider, and only there."""
    figure = EXAMPLES["mosaic"]()
    outlines: list[Any] = figure.fig.axes[0].patches[1::2]
    assert [box.get_hatch() or "" for box in outlines] == ["//", "", "//", ""]
    patterns = re.findall(r"<pattern.*?</pattern>", figure.svg(), re.DOTALL)
    assert patterns
    for pattern in patterns:
        assert re.findall(r"<rect[^>]*fill=\"([^\"]*)\"", pattern) == ["none"]
        assert "stroke: var(--" in pattern


def test_the_logarithm_nowhere_rises_above_the_line():
    _, curve, line, _ = EXAMPLES["tangent"]().fig.axes[0].lines
    u, log = np.asarray(curve.get_xydata()).T
    assert np.asarray(line.get_xydata()).tolist() == [[0, -1], [3.2, 2.2]]
    assert (log <= u - 1 + 1e-12).all()


def test_the_walks_are_means_and_their_band_is_hoeffding_s():
    lines = EXAMPLES["walks"]().fig.axes[0].lines
    ends = [np.asarray(line.get_xydata())[-1, 1] for line in lines[:5]]
    assert ends == pytest.approx(COINS.mean(axis=0).tolist())
    n, upper = np.asarray(lines[5].get_xydata()).T
    bounds = [float(hoeffding_bound(t - 0.5, int(k))) for k, t in zip(n, upper, strict=True)]
    assert bounds == pytest.approx([0.05] * 1000)
    assert np.asarray(lines[6].get_ydata()) == pytest.approx(1 - upper)


def test_the_bars_overlap_by_what_the_tip_tells():
    """The entropies by their definition; H(X) + H(T) - H(X, T) is the overlap."""
    figure = EXAMPLES["overlap"]()
    hx, ht, both = (
        -sum(p * log2(p) for p in ps) for ps in ((0.1, 0.9), (0.18, 0.82), (0.09, 0.01, 0.09, 0.81))
    )
    bars: list[Any] = figure.fig.axes[0].patches[::2]
    first, second, third = bars
    assert (first.get_width(), second.get_width()) == pytest.approx((hx, ht))
    assert third.get_width() == pytest.approx(hx + ht - both)
    end = second.get_x() + second.get_width()
    assert end == pytest.approx(both)
    words = texts(figure.svg())
    assert f"I(X; Y) {hx + ht - both:.2f}" in words
