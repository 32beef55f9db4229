"""Figures of the chapter The curse of dimensionality; what all promise is in `test_shared`."""

from typing import Any

import numpy as np
import pytest

from mlmath.dimension import PCA
from mlmath.figures import dimension as figures
from tests.figures.drawn import texts

FIVE = [[1, 4], [5, 1], [6, 4], [9, 3], [9, 8]]
RUNS = {"one": [[8.0, 4.0, 2.0], [9.0, 5.0, 3.0]], "two": [[7.0, 7.0, 7.0], [8.0, 8.0, 8.0]]}
PICTURES = np.random.default_rng(3).uniform(size=(80, 64))

EXAMPLES = {
    "tosses": lambda: figures.tosses((1, 4), alt="Tosses."),
    "laws": lambda: figures.laws((1, 10, 100), alt="Three laws."),
    "shell": lambda: figures.shell(0.1, alt="A disk and two curves."),
    "postponed": lambda: figures.postponed(
        [10, 100], [[[0.3, 0.2], [0.2, 0.1]]], [2], limits=(0.1, 0.18), alt="Errors."
    ),
    "shadows": lambda: figures.shadows(FIVE, alt="Five points."),
    "digits": lambda: figures.digits(PICTURES, (2, 10), alt="Pictures."),
    "misleads": lambda: figures.misleads(alt="Four clouds."),
    "sheet": lambda: figures.sheet(alt="A bent line."),
    "beyer": lambda: figures.beyer(RUNS, alt="Two bands."),
}


def test_the_bars_of_four_tosses_by_hand():
    """4, 52, 100, 148 and 196 over 100, with 1, 4, 6, 4 and 1 of 16; tied, 4 and 196."""
    patches: list[Any] = list(EXAMPLES["tosses"]().fig.axes[1].patches)
    bars = [(p.get_x() + p.get_width() / 2, p.get_height()) for p in patches]
    free = zip((0.04, 0.52, 1, 1.48, 1.96), (1, 4, 6, 4, 1), strict=True)
    wanted = [(x, n / 16) for x, n in free] + [(0.04, 0.5), (1.96, 0.5)]
    assert np.array(bars) == pytest.approx(np.array(wanted))


def test_each_law_encloses_the_area_one():
    for line in EXAMPLES["laws"]().fig.axes[0].lines[1:]:  # that of d = 1 goes on to the right
        x, y = np.array(line.get_data())
        assert (x[1] - x[0]) * y.sum() == pytest.approx(1, abs=0.01)
        assert (x[1] - x[0]) * (x * y).sum() == pytest.approx(1, abs=0.01)  # over its mean


def test_the_ball_is_largest_in_five_dimensions():
    """By hand: 8 π²/15 there, and a disk shrunk by a tenth keeps 0.81."""
    figure = EXAMPLES["shell"]()
    volumes, kept, ring = figure.fig.axes[1].lines
    assert np.array(ring.get_data()).ravel() == pytest.approx([5, 8 * np.pi**2 / 15])
    assert np.array(volumes.get_data())[1].max() == pytest.approx(8 * np.pi**2 / 15)
    assert np.array(kept.get_data())[1, 1] == pytest.approx(0.81)
    assert "81%" in texts(figure.svg())


def test_each_curve_has_its_name_at_its_end_and_none_lies_on_another():
    found = [[[0.3], [0.2]], [[0.3], [0.19]], [[0.4], [0.4]]]
    ax = figures.postponed([10, 100], found, [1, 2, 9], limits=(0.1, 0.18), alt="x").fig.axes[0]
    names = {label.get_text(): label.get_position() for label in ax.texts}
    assert names["d = 2"][1] == pytest.approx(0.19)
    assert names["d = 1"][1] == pytest.approx(0.24)  # moved up by the height of a line
    assert names["d = 9"][1] == pytest.approx(0.4)
    assert all(names[f"d = {d}"][0] > 100 for d in (1, 2, 9))


def test_the_shadows_stand_at_right_angles_on_the_line():
    """The line goes through (6, 4) along (2, 1)."""
    line, *ways = EXAMPLES["shadows"]().fig.axes[0].lines
    (x0, x1), (y0, y1) = np.array(line.get_data())
    assert (y1 - y0) / (x1 - x0) == pytest.approx(0.5)
    assert (y0 + y1) / 2 == pytest.approx(4)
    for way, point in zip(ways[:5], FIVE, strict=True):
        start, foot = np.array(way.get_data()).T
        assert start == pytest.approx(point)
        assert (foot - start) @ [2, 1] == pytest.approx(0)


def test_the_share_kept_is_written_beside_each_row():
    share = PCA().fit(PICTURES).explained_variance_ratio_[:2].sum()
    drawn = texts(EXAMPLES["digits"]().svg())
    assert {"2", f"{share:.0%}", "all", "100%"} <= set(drawn)


def test_all_components_give_the_pictures_back():
    """The last row, cell by cell: the digits side by side, nine cells apart, in their grays."""
    found = {}
    patches: list[Any] = list(EXAMPLES["digits"]().fig.axes[0].patches)
    for patch in patches:
        for x, y in patch.get_path().vertices[::5]:
            found[x, y] = round(4 * patch.get_alpha())
    for (n, i, j), gray in np.ndenumerate(PICTURES[:5].reshape(5, 8, 8)):
        assert found.get((9.0 * n + j, -18.0 - i), 0) == np.round(4 * gray)


def test_the_bands_hold_all_seeds_and_the_lines_are_medians():
    ax = EXAMPLES["beyer"]().fig.axes[0]
    heights = [np.array(line.get_data())[1].tolist() for line in ax.lines]
    assert heights == [[8.5, 4.5, 2.5], [7.5, 7.5, 7.5]]


def test_each_component_is_misled_as_its_title_says():
    """Level, and upright in a smaller unit; toward the point far out; along the bands."""
    slopes = []
    axes = EXAMPLES["misleads"]().fig.axes
    before, after = (np.array(ax.lines[1].get_data()) for ax in axes[:2])
    assert after == pytest.approx(before * [[1], [4]])
    for ax in axes:
        (x0, x1), (y0, y1) = np.array(ax.lines[0].get_data())
        slopes.append(abs((y1 - y0) / (x1 - x0)))
    assert slopes[0] < 0.2
    assert slopes[1] > 5
    assert 0.3 < slopes[2] < 2
    assert slopes[3] < 0.1


def test_the_circles_go_through_the_two_nearest():
    ax = EXAMPLES["sheet"]().fig.axes[0]
    _, dots, point = ax.lines
    X = np.array(dots.get_data()).T
    far = np.sort(np.hypot(*(X - np.array(point.get_data()).T).T))
    circles: list[Any] = list(ax.patches)
    assert [circle.radius for circle in circles] == pytest.approx(far[1:3].tolist())
