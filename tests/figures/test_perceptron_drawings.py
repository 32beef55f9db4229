"""The drawings of chapter 1: each line and arrow lies where the mathematics puts it."""

import numpy as np
import pytest
from matplotlib.patches import Polygon

from mlmath.figures import perceptron as drawings


def lines(figure):
    return [np.array(line.get_data()).T for line in figure.fig.axes[0].lines]


def words(figure):
    return [text.get_text() for text in figure.fig.axes[0].texts]


def test_the_shadow_by_hand():
    """The arrow (2, 4) on w = (4, 3): 20 / 5 = 4 along (0.8, 0.6), to the foot (3.2, 2.4)."""
    *grid, thick, dropped, square = lines(drawings.shadow([4, 3], [2, 4], alt="A shadow."))
    across = {tuple(line[:, 0]) for line in grid}  # the grid's lines stand at whole numbers
    assert {(x, x) for x in range(5)} <= across
    np.testing.assert_allclose(thick, np.array([[0, 0], [3.2, 2.4]]))
    np.testing.assert_allclose(dropped, np.array([[2, 4], [3.2, 2.4]]))
    # The mark of the right angle has its legs along w and across it, and equal.
    first, second = square[1] - square[0], square[2] - square[1]
    assert first @ second == pytest.approx(0)
    assert np.hypot(*first) == pytest.approx(np.hypot(*second))


def test_the_distances_by_hand():
    """The chapter's cards and 3 x1 - 4 x2 = 1: distances 1, 1, 6/5 and 4/5, and C's as a shadow."""
    X = np.array([[0, 1], [2, 0], [1, 2], [3, 1]])
    y, w = [1, -1, 1, -1], np.array([-3, 4])
    figure = drawings.distances(X, y, "ABCD", w, 1, [3, 2], alt="Distances.")
    line, shadow, dotted, *_ = lines(figure)
    assert line @ w + 1 == pytest.approx(0)
    np.testing.assert_allclose(shadow, np.array([[3, 2], [2.28, 2.96]]))  # 6/5 along (-0.6, 0.8)
    np.testing.assert_allclose(dotted[0], [1, 2])
    assert (dotted[1] - dotted[0]) @ w == pytest.approx(0)
    dropped = [at for at in lines(figure) if len(at) == 2 and any((at[0] == x).all() for x in X)]
    for x, distance in zip(X, (1, 1, 1.2, 0.8), strict=True):
        (foot,) = [at[1] for at in dropped if (at[0] == x).all() and abs(at[1] @ w + 1) < 1e-9]
        assert np.hypot(*(foot - x)) == pytest.approx(distance)
    told = words(figure)
    assert [word for word in told if word.isalpha() and len(word) == 1] == list("pABCD")
    assert [word for word in told if word[:1].isdigit()] == ["1", "1", "1.2", "0.8"]


def test_the_plane_through_the_origin_meets_the_sheet_in_the_line():
    """The line's ends solve w·x + b = 0, found from where they are drawn at height 1."""
    figure = drawings.lifted([[0, 1], [2, 0]], [1, -1], "AB", [-3, 4], 1, alt="A sheet.")
    cut = lines(figure)[0]
    x2 = (cut[:, 1] - 2.2) / 0.42  # height 1 is 2.2 up, and x2 leads 0.55 over and 0.42 up
    x1 = cut[:, 0] - 0.55 * x2
    assert -3 * x1 + 4 * x2 + 1 == pytest.approx(0)
    patches = figure.fig.axes[0].patches
    sheet, plane = (patch.get_xy() for patch in patches if isinstance(patch, Polygon))
    assert len(sheet) == 5, "four corners, and the first again"
    np.testing.assert_allclose(plane[0], [0, 0])
    np.testing.assert_allclose(plane[1:3], cut)


def test_an_update_turns_the_line_that_stands_at_a_right_angle_to_the_weights():
    figure = drawings.turning([3, 1], [-1, 2], alt="An update.")
    before, after, point = lines(figure)
    assert (before[1] - before[0]) @ [3, 1] == pytest.approx(0)
    assert (after[1] - after[0]) @ [2, 3] == pytest.approx(0)
    np.testing.assert_allclose(point, [[-1, 2]])
    with pytest.raises(ValueError, match=r"x must be a mistake of w, with w·x <= 0, got 7"):
        drawings.turning([3, 1], [2, 1], alt="No mistake.")


def test_the_pieces_are_the_separable_labelings():
    """Against many random arrows w: the signs that they give to the points, and no others."""
    X = np.array([[1, 0.1], [0.35, 1], [-1, 0.75]])
    figure = drawings.pieces(X, alt="Pieces.")
    told = [word for word in words(figure) if " " in word]
    random = np.random.default_rng(0).normal(size=(5000, 2))
    found = {" ".join("+" if s > 0 else "−" for s in scores) for scores in random @ X.T}
    assert len(told) == len(set(told)) == 6
    assert set(told) == found
    for line, x in zip(lines(figure), X, strict=True):
        assert (line[1] - line[0]) @ x == pytest.approx(0)
    # Each point's number stands at its arrow, and with ⊥ at both ends of its line.
    assert sorted(word for word in words(figure) if word.isdigit()) == ["1", "2", "3"]
    assert sorted(word[1] for word in words(figure) if word.startswith("⊥")) == sorted("123" * 2)


def test_a_plane_meets_the_others_on_the_sphere_where_it_does_by_hand():
    """Seen along y, x to the right and z up; what has a negative y is in front.

    (1, -1, 1) meets x = 0 at ±(0, 1, 1) and z = 0 at ±(1, 1, 0), over the root of 2.
    """
    figure = drawings.sphere([[1, 0, 0], [0, 0, 1], [1, -1, 1]], [0, -1, 0], alt="A sphere.")
    *arcs, a, b, c, d = figure.fig.axes[0].lines
    at = [tuple(np.round(line[0] * np.sqrt(2), 9).tolist()) for line in lines(figure)[-4:]]
    assert sorted(at) == [(-1, 0), (0, -1), (0, 1), (1, 0)]
    full = [m.get_markerfacecolor() == m.get_markeredgecolor() for m in (a, b, c, d)]
    assert sorted(place for place, filled in zip(at, full, strict=True) if filled) == [
        (-1, 0), (0, -1),
    ]  # fmt: skip
    assert len(arcs) == 6
    for across, up in (line.T for line in lines(figure)[:-4]):
        assert np.nanmax(across**2 + up**2) <= 1 + 1e-12
    with pytest.raises(ValueError, match="planes must be in general position"):
        drawings.sphere([[1, 0, 0], [0, 1, 0], [2, 0, 0]], [0, -1, 0], alt="No.")
    with pytest.raises(ValueError, match="toward must not lead straight up or down"):
        drawings.sphere(np.eye(3), [0, 0, 2], alt="No.")


def test_the_machine_names_all_its_parts():
    told = words(drawings.machine(alt="A machine."))
    assert {"$x_1$", "$x_2$", "$1$", "$w_1$", "$w_2$", "$b$", "$s$", r"$\hat{y}$"} <= set(told)
