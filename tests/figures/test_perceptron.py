"""The figures of the chapter on the perceptron; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath import palette
from mlmath.datasets import letter
from mlmath.figures import perceptron as figures
from tests.figures.drawn import texts

EXAMPLES = {
    "cover_curve": lambda: figures.cover_curve(
        {2: {2: (1.0, 0.0), 4: (0.5, 0.03)}, 5: {}}, alt="Cover's curves for 2 and 5."
    ),
    "update_histogram": lambda: figures.update_histogram(
        {"random order": [3, 4, 4, 9], "cyclic order": 5}, 140.4, alt="Updates in 4 runs."
    ),
    "weights_image": lambda: figures.weights_image(
        letter("E") - 0.5, alt="Weights that show an E."
    ),
    "machine": lambda: figures.machine(alt="A machine."),
    "shadow": lambda: figures.shadow([4, 3], [2, 4], alt="A shadow."),
    "turning": lambda: figures.turning([3, 1], [-1, 2], alt="An update."),
    "pieces": lambda: figures.pieces([[1, 0.1], [0.35, 1], [-1, 0.75]], alt="Pieces."),
}


def test_covers_curves_say_how_many_dimensions_each_is_for():
    drawn = texts(EXAMPLES["cover_curve"]().svg())
    assert "N / d" in " ".join(drawn)
    assert {"d = 2", "d = 5"} <= set(drawn)


def test_the_bound_stands_in_the_color_of_the_radius_with_its_number():
    svg = EXAMPLES["update_histogram"]().svg()
    assert f"var(--q-R, {palette.color('R')})" in svg
    assert "bound: 140.4" in texts(svg)


def test_weights_are_circles_and_squares_with_area_as_size():
    figure = figures.weights_image([[4.0, -4.0], [1.0, 0.0]], (2, 2), alt="Three weights.")
    marks = {
        (float(x), float(y)): (line.get_marker(), line.get_markersize())
        for line in figure.fig.axes[0].lines
        for x, y in np.asarray(line.get_xydata())
    }
    assert [(at, marks[at][0]) for at in sorted(marks)] == [
        ((0.0, 0.0), "o"),
        ((0.0, 1.0), "o"),
        ((1.0, 0.0), "s"),
    ]
    assert marks[0.0, 0.0][1] == pytest.approx(2 * marks[0.0, 1.0][1])


def test_weights_that_are_all_zero_can_be_drawn():
    assert not figures.weights_image(np.zeros(400), alt="Nothing yet.").fig.axes[0].lines


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError) as error:
        figures.weights_image([1, 2], alt="a")
    assert str(error.value).startswith("w must hold 400 weights for (20, 20)")
