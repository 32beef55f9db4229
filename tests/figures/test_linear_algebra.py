"""The figures of the page Linear algebra; what all figures promise is in `test_shared`."""

import pytest

from mlmath.figures import linear_algebra as figures
from tests.figures.drawn import texts

EXAMPLES = {
    "mixed": lambda: figures.mixed([[2, 1], [1, 3]], [2, 1], alt="A mix of two columns."),
    "fit": lambda: figures.fit([0, 1, 2], [2, 2, 8], 1, 3, alt="Three points and a line."),
    "turns": lambda: figures.turns([[1.5, 1.0], [0.5, 1.0]], alt="Turn, stretch, turn."),
    "kept": lambda: figures.kept([[2, 1], [1, 2]], alt="Two directions are kept."),
}


def test_the_residuals_are_written_beside_their_stretches():
    """By hand: 2 − 1, 2 − 4 and 8 − 7."""
    assert {"+1", "−2"} <= set(texts(EXAMPLES["fit"]().svg()))


def test_the_factors_are_the_eigenvalues():
    """(1, 1) is tripled, and (1, −1) kept."""
    assert {"× 1", "× 3"} <= set(texts(EXAMPLES["kept"]().svg()))


def test_a_matrix_that_is_not_symmetric_is_refused():
    with pytest.raises(ValueError, match="S must be symmetric"):
        figures.kept([[0, 1], [0, 0]], alt="None.")
