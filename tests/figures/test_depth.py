"""Figures of the chapter Going deep; what all figures promise is in `test_shared`."""

import numpy as np
from matplotlib.patches import Rectangle

from mlmath.datasets import digits
from mlmath.figures import depth as figures
from mlmath.palette import color
from tests.figures.drawn import arrows, texts

MEANS = np.array([[0.5, 0.5, 0.5, 0.4], [0.5, 0.5, 0.6, 0.1]])
EXAMPLES = {
    "saturating": lambda: figures.saturating(MEANS, 0.1 + 0 * MEANS, alt="Four layers."),
    "descent": lambda: figures.descent(
        [2, 30, 1000], [1, 20, 0.3], [1, 0.4, 0.2], 30, alt="A peak."
    ),
    "pairs": lambda: figures.pairs([4, 2, -2, -4], alt="Two pairs."),
    "slopes": lambda: figures.slopes(alt="Three slopes."),
    "shortcut": lambda: figures.shortcut(alt="Through and around."),
    "teeth": lambda: figures.teeth(3, alt="Three tents."),
    "pictures": lambda: figures.pictures(digits().X[:3], [0, 1, 2], alt="Three digits."),
}


def test_each_layer_has_its_line_and_its_name():
    figure = EXAMPLES["saturating"]()
    drawn = " ".join(texts(figure.svg()))
    assert all(f"layer {k}" in drawn for k in (1, 2, 3, 4))
    heights = np.asarray(figure.fig.axes[0].lines[0].get_ydata(), float)
    np.testing.assert_allclose(heights, MEANS[:, 0])


def test_the_samples_are_marked_between_both_lines():
    ax = EXAMPLES["descent"]().fig.axes[0]
    assert np.asarray(ax.lines[0].get_xdata(), float)[0] == 30
    assert [line.get_label() for line in ax.lines[1:]] == ["no decay", "with decay"]


def test_every_pixel_with_ink_is_drawn_as_strong_as_it_is():
    X = digits().X[:3]
    patches = EXAMPLES["pictures"]().fig.axes[0].patches
    inked = [float(patch.get_alpha() or 0) for patch in patches if patch.get_fill()]
    np.testing.assert_allclose(np.sort(inked), np.sort(X[X > 0]))
    assert len(patches) - len(inked) == 3
    # Each picture's rows from above, eight to the right and down of its corner.
    filled = [patch for patch in patches if isinstance(patch, Rectangle) and patch.get_fill()]
    corners = [patch.get_xy() for patch in filled]
    wanted = [(10 * i + j % 8, -1 - j // 8) for i in range(3) for j in np.flatnonzero(X[i])]
    np.testing.assert_array_equal(corners, wanted)


def test_one_of_each_pair_arrives_and_the_other_is_cut_off():
    drawn = texts(EXAMPLES["pairs"]().svg())
    assert sorted(t for t in drawn if t.lstrip("−").isdigit()) == [
        "0",
        "2",
        "2",
        "4",
        "4",
        "−2",
        "−4",
    ]


def test_what_is_above_zero_goes_straight_down_and_the_rest_to_zero():
    """And a mark is round where it is above zero, square where it is below."""
    ax = EXAMPLES["pairs"]().fig.axes[0]
    feet = [(tail[0], tip[0]) for tail, tip in arrows(ax).tolist()]
    assert feet == [(4, 4), (2, 2), (-2, 0), (-4, 0)]
    above = [line for line in ax.lines if line.get_marker() != "None"][:4]
    looks = [(line.get_marker(), line.get_color()) for line in above]
    assert looks == [("o", color("x"))] * 2 + [("s", color("e"))] * 2


def test_each_layer_doubles_the_teeth():
    for k, ax in enumerate(EXAMPLES["teeth"]().fig.axes, start=1):
        heights = np.asarray(ax.lines[0].get_ydata(), float)
        assert (heights == 1).sum() == 2 ** (k - 1)
        assert (heights[0], heights[-1]) == (0, 0)


def test_no_slope_is_above_what_the_axis_says():
    """A half angle each: 1/(e^z + 2 + e^-z) is the logistic function's slope, 1/cosh^2 tanh's."""
    relu, tanh, logistic = EXAMPLES["slopes"]().fig.axes[0].lines
    z = np.asarray(tanh.get_xdata(), float)
    np.testing.assert_allclose(np.asarray(tanh.get_ydata(), float), 1 / np.cosh(z) ** 2)
    np.testing.assert_allclose(
        np.asarray(logistic.get_ydata(), float), 1 / (np.exp(z) + 2 + np.exp(-z))
    )
    assert set(np.asarray(relu.get_ydata(), float)) == {0.0, 1.0}


def test_the_shortcut_goes_around_the_layer_both_ways():
    drawn = texts(EXAMPLES["shortcut"]().svg())
    assert drawn.count("+") == 2
    assert drawn.count("blame") == 2
    assert "times 1" in drawn
    # Three pieces of each level lead on, to the right above and to the left below, and one down.
    found = arrows(EXAMPLES["shortcut"]().fig.axes[0])
    along: dict[float, list[float]] = {3.0: [], 0.0: []}
    for (x, y), (to_x, to_y) in found.tolist():
        if y == to_y:
            along[y].append(to_x - x)
        else:
            assert to_y < y
            assert x == to_x == (8.0 if y > 3 else 2.0)
    assert min(along[3.0]) > 0 > max(along[0.0])
    assert len(along[3.0]) == len(along[0.0]) == 3
