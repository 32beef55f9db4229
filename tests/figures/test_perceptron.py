"""The figures of the chapter on the perceptron; what all figures promise is in `test_shared`."""

from mlmath.figures import perceptron as figures
from tests.figures.drawn import texts

EXAMPLES = {
    "cover_curve": lambda: figures.cover_curve(
        {2: {2: (1.0, 0.0), 4: (0.5, 0.03)}, 5: {}}, alt="Cover's curves for 2 and 5."
    ),
    "distances": lambda: figures.distances(
        [[0, 1], [2, 0], [1, 2]], [1, -1, 1], "ABC", [-3, 4], 1, [3, 2], alt="Distances."
    ),
    "lifted": lambda: figures.lifted([[0, 1], [2, 0]], [1, -1], "AB", [-3, 4], 1, alt="A sheet."),
    "machine": lambda: figures.machine(alt="A machine."),
    "shadow": lambda: figures.shadow([4, 3], [2, 4], alt="A shadow."),
    "turning": lambda: figures.turning([3, 1], [-1, 2], alt="An update."),
    "pieces": lambda: figures.pieces([[1, 0.1], [0.35, 1], [-1, 0.75]], alt="Pieces."),
}


def test_covers_curves_say_how_many_dimensions_each_is_for():
    drawn = texts(EXAMPLES["cover_curve"]().svg())
    assert "N / d" in " ".join(drawn)
    assert {"d = 2", "d = 5"} <= set(drawn)
