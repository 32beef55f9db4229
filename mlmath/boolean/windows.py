"""Minsky and Papert's strips: what windows of a limited width see of four figures."""

from collections import Counter
from typing import Any

import numpy as np

from mlmath.boolean.functions import Table
from mlmath.validation import count

ROWS = 5  # three bars, and the two gaps between them
SHORTEST, LONGEST = 3, 64


def strips(length: int) -> Table:
    """Return four figures of three bars, each end of which joins two of them.

    At the left end, and at the right end, the upper two bars are joined (0) or the lower two (1).
    Where both ends join the same two bars, the third lies by itself; where they differ, the three
    bars are one snake.  So figure (l, r) is connected exactly where l and r differ.

    Parameters
    ----------
    length : of the bars, in columns, 3 to 64.

    Returns
    -------
    1 where a figure is and 0 elsewhere, shape (2, 2, 5, length): left end, right end, row, column.

    Raises
    ------
    ValueError : length is not an integer from 3 to 64.

    Source: figures of our own for the argument of M. Minsky and S. Papert, Perceptrons, MIT Press
    (1969), that no diameter-limited perceptron (their chapter 8) recognizes connectedness.
    Chapter: XOR.
    """
    length = count(length, "length", low=SHORTEST)
    if length > LONGEST:
        raise ValueError(f"length must be at most {LONGEST}, got {length}")
    figures = np.zeros((2, 2, ROWS, length), dtype=np.int64)
    figures[:, :, ::2] = 1
    for end in (0, 1):
        figures[end, :, 1 + 2 * end, 0] = 1
        figures[:, end, 1 + 2 * end, -1] = 1
    return figures


def count_pieces(figure: Any) -> int:
    """Count the connected pieces of a figure: squares hang together where they share a side.

    Parameters
    ----------
    figure : 0 and 1, shape (n_rows, n_columns).

    Raises
    ------
    ValueError : figure has another shape, or holds other than 0 and 1.
    """
    figure = np.asarray(figure)
    if figure.ndim != 2 or not np.isin(figure, (0, 1)).all():
        raise ValueError(
            "figure must hold 0 and 1 in shape (n_rows, n_columns), "
            f"got {figure.dtype} in shape {figure.shape}"
        )
    left = set(zip(*(axis.tolist() for axis in np.nonzero(figure)), strict=True))
    pieces = 0
    while left:
        pieces += 1
        edge = [left.pop()]
        while edge:
            row, column = edge.pop()
            sides = {(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)}
            edge += sides & left
            left -= sides
    return pieces


def window_views(figure: Any, width: int) -> list[tuple[int, Table]]:
    """Return what a window sees at each of its places: (first column, the figure's part there).

    Parameters
    ----------
    figure : 0 and 1, shape (n_rows, length).
    width : of the window, in columns, 1 to length; it is as high as the figure.

    Raises
    ------
    ValueError : width is not an integer from 1 to the figure's length.
    """
    figure = np.asarray(figure)
    width = count(width, "width")
    length = figure.shape[1]
    if width > length:
        raise ValueError(f"width must be at most the figure's length, {length}, got {width}")
    return [(place, figure[:, place : place + width]) for place in range(length - width + 1)]


def view_table(figure: Any, width: int) -> Counter[tuple[int, bytes]]:
    """Count what windows see of a figure: {(first column, content): how often}.

    Tables of figures are added with +.  Those of (0, 1) and (1, 0) of `strips` add up to that of
    (0, 0) and (1, 1) as long as no window sees both ends, that is, for a width below the length.
    """
    return Counter((place, part.tobytes()) for place, part in window_views(figure, width))
