"""The figures of the page Linear algebra; what all figures promise is in `test_shared`."""

import numpy as np
import pytest

from mlmath.figures import linear_algebra as figures
from tests.figures.drawn import arrows, texts

EXAMPLES = {
    "mixed": lambda: figures.mixed([[2, 1], [1, 3]], [2, 1], alt="A mix of two columns."),
    "fit": lambda: figures.fit([0, 1, 2], [2, 2, 8], 1, 3, alt="Three points and a line."),
    "nearest": lambda: figures.nearest(
        [[1, 0], [1, 1], [1, 2]], [2, 2, 8], [2, 2], alt="A plane, and b above it."
    ),
    "turns": lambda: figures.turns([[1.5, 1.0], [0.5, 1.0]], alt="Turn, stretch, turn."),
    "kept": lambda: figures.kept([[2, 1], [1, 2]], alt="Two directions are kept."),
}


def test_the_residuals_are_written_beside_their_stretches():
    """By hand: 2 − 1, 2 − 4 and 8 − 7."""
    assert {"+1", "−2"} <= set(texts(EXAMPLES["fit"]().svg()))


def test_the_remainder_stands_upright_at_the_nearest_point():
    """By hand A x = (1, 4, 7), of length √66, r = (1, −2, 1), of length √6, and A y = (2, 4, 6).

    A y − A x = (1, 0, −1): by (1 − 7) / √66 along A x, and across it by √(2 − 36/66).
    """
    ax = EXAMPLES["nearest"]().fig.axes[0]
    foot, other, longer, upright, b = arrows(ax)
    np.testing.assert_allclose(foot, [[0, 0], [np.sqrt(66), 0]], atol=1e-12)
    np.testing.assert_allclose(upright, [foot[1], foot[1] + [0, np.sqrt(6)]], atol=1e-12)
    np.testing.assert_allclose(b, [[0, 0], upright[1]], atol=1e-12)
    across = np.sqrt(2 - 36 / 66) * np.array([-0.5, -0.45])  # drawn toward the reader
    np.testing.assert_allclose(other[1], foot[1] + [-6 / np.sqrt(66), 0] + across, atol=1e-12)
    np.testing.assert_allclose(longer, [other[1], b[1]], atol=1e-12)
    # The mark of the right angle has its legs along A y − A x, of length √2, and along r.
    mark = np.array(ax.lines[0].get_data()).T
    leg, up = 0.35 / np.sqrt(2) * (other[1] - foot[1]), np.array([0, 0.35])
    np.testing.assert_allclose(mark, foot[1] + np.array([leg, leg + up, up]), atol=1e-12)


def test_the_factors_are_the_eigenvalues():
    """(1, 1) is tripled, and (1, −1) kept."""
    assert {"× 1", "× 3"} <= set(texts(EXAMPLES["kept"]().svg()))


def test_a_matrix_that_is_not_symmetric_is_refused():
    with pytest.raises(ValueError, match="S must be symmetric"):
        figures.kept([[0, 1], [0, 0]], alt="None.")
