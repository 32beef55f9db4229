"""The strips: which hang together, and what windows see of them."""

from collections import Counter

import numpy as np
import pytest

from mlmath.boolean import count_pieces, strips, view_table, window_views

LENGTHS = (3, 4, 7, 20)


def test_the_shortest_strips_by_hand():
    assert strips(3)[0, 1].tolist() == [
        [1, 1, 1],
        [1, 0, 0],
        [1, 1, 1],
        [0, 0, 1],
        [1, 1, 1],
    ]  # fmt: skip


@pytest.mark.parametrize("length", LENGTHS)
def test_a_figure_is_one_piece_exactly_where_its_ends_differ(length):
    pieces = [[count_pieces(figure) for figure in row] for row in strips(length)]
    assert pieces == [[2, 1], [1, 2]]


@pytest.mark.parametrize("length", LENGTHS)
def test_two_tables_add_up_to_the_other_two_until_a_window_sees_both_ends(length):
    for width in range(1, length + 1):
        table = {ends: view_table(strips(length)[ends], width) for ends in np.ndindex(2, 2)}
        alike = table[0, 1] + table[1, 0] == table[0, 0] + table[1, 1]
        assert alike == (width < length)
        assert sum(table[0, 0].values()) == length - width + 1
        assert max((table[0, 1] + table[1, 0]).values()) <= 2
    assert isinstance(table[0, 0], Counter)


def test_windows_stand_at_every_place_once():
    figure = strips(4)[1, 1]
    found = window_views(figure, 2)
    assert [place for place, _ in found] == [0, 1, 2]
    assert (found[2][1] == figure[:, 2:]).all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: strips(2), "length must be .*at least 3, got 2"),
        (lambda: strips(65), "length must be at most 64, got 65"),
        (lambda: window_views(strips(5)[0, 0], 6), "at most the figure's length, 5, got 6"),
        (lambda: window_views(strips(5)[0, 0], 0), "width must be .*, got 0"),
        (lambda: count_pieces([0, 1]), r"figure must hold 0 and 1 in shape \(n_rows, n_columns\)"),
        (lambda: count_pieces([[0, 2]]), "figure must hold 0 and 1"),
    ],
)
def test_what_is_wrong_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
