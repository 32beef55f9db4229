r"""The plane on its way through a narrow net, moment by moment, in space.

Between a layer's input and its output stands a path of maps, each a layer of its own kind: at
the share s of the way, $a \mapsto \tanh(s\,(W_s a + s b)) / s$, where $W_s$ turns by the share s of
the turn in W and stretches by that share of its stretch.  At s = 0 nothing is moved, at s = 1
it is $\tanh(W a + b)$.  No W_s is singular unless W is, so that nothing is folded on the way.
"""

import numpy as np

from mlmath.geometry.narrow import Narrow
from mlmath.validation import Floats, number

SPACE = 3
_LITTLE = 1e-9
HALVINGS = 10  # of an edge of a cell of the border


def in_space(X: Floats) -> Floats:
    """Return places of the plane as places of space, at height 0."""
    return np.concatenate([X, np.zeros((len(X), SPACE - X.shape[1]))], axis=1)


def padded(W: Floats) -> Floats:
    """Return a layer's weights (m, n), m and n two or three, as a matrix of space.

    Two units leave the height alone.  Three units of two inputs get a third column of length 1 at
    a right angle to the two that they have, so that the plane is turned and not mirrored.
    """
    square = np.eye(SPACE)
    m, n = W.shape
    square[:m, :n] = W
    if (m, n) == (3, 2):
        upright = np.cross(W[:, 0], W[:, 1])
        length = np.sqrt(upright @ upright)
        square[:, 2] = upright / length if length > _LITTLE else 0.0
    return square


def turn_and_stretch(W: Floats) -> tuple[Floats, Floats]:
    """Return R and S with W = R S: R turns, S is symmetric and stretches (polar decomposition).

    R is a rotation where det W > 0.
    """
    U, values, Vt = np.linalg.svd(W)
    return U @ Vt, Vt.T @ (values[:, None] * Vt)


def part_of_turn(R: Floats, s: float) -> Floats:
    """Return the rotation about the axis of R by the share s of its angle, which is at most π."""
    skew = (R - R.T) / 2
    axis = np.array([skew[2, 1], skew[0, 2], skew[1, 0]])  # the axis times the sine
    sine = float(np.sqrt(axis @ axis))
    angle = float(np.arctan2(sine, (np.trace(R) - 1) / 2))
    if sine > 1e-7:
        axis = axis / sine
    else:  # no turn, or half a turn: then (R + I)/2 is the axis times itself
        both = (R + np.eye(SPACE)) / 2
        column = both[:, np.diag(both).argmax()]
        axis = column / np.sqrt(column @ column)
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turned: Floats = (
        np.eye(SPACE) + np.sin(s * angle) * cross + (1 - np.cos(s * angle)) * cross @ cross
    )
    return turned


def carried(net: Narrow, X: Floats, way: float) -> Floats:
    """Return where places of the plane (n, 2) are in space (n, 3), so far through the net.

    Parameters
    ----------
    net : its square layers should not mirror (`Narrow.upright`).
    X : places of the plane.
    way : 0 before the first layer, 1 after it, 1.5 half way through the second, and so on.
    """
    way = number(way, "way", low=0, high=len(net.layers))
    places = in_space(X)
    for i, (W, b) in enumerate(net.layers):
        s = min(way - i, 1.0)
        if s <= 0:
            break
        square, shift = padded(W), in_space(b[None])[0]
        if s < 1:
            R, S = turn_and_stretch(square)
            square = part_of_turn(R, s) @ ((1 - s) * np.eye(SPACE) + s * S)
        places = np.tanh(s * (places @ square.T + s * shift)) / s
    return places


def grid_lines(reach: float, lines: int, samples: int) -> Floats:
    """Return the lines of a square grid, first the level ones: shape (2 · lines, samples, 2)."""
    at, along = np.linspace(-reach, reach, lines), np.linspace(-reach, reach, samples)
    level = np.stack(np.broadcast_arrays(along, at[:, None]), axis=-1)
    both: Floats = np.concatenate([level, level[..., ::-1]])
    return both


def border(net: Narrow, reach: float, cells: int = 56) -> Floats:
    """Return where the net's score is 0 in a square, as short segments: shape (m, 2, 2).

    Each cell of a fine grid is cut into two triangles.  On the edges of these where the score
    changes its sign, the place of 0 is found by halving; between two of them the border is drawn
    straight.
    """
    ticks = np.linspace(-reach, reach, cells + 1)
    corners = np.stack(np.meshgrid(ticks, ticks), axis=-1)
    score = net.score(corners.reshape(-1, 2)).reshape(cells + 1, cells + 1)
    places = np.concatenate([corners, score[..., None]], axis=-1)
    a, b, c, d = places[:-1, :-1], places[:-1, 1:], places[1:, 1:], places[1:, :-1]
    triangles = np.concatenate(
        [
            np.stack([a, b, c], axis=2).reshape(-1, 3, 3),
            np.stack([a, c, d], axis=2).reshape(-1, 3, 3),
        ]
    )
    above = triangles[:, :, 2] > 0
    mixed = triangles[above.any(axis=1) & ~above.all(axis=1)]
    above = mixed[:, :, 2] > 0
    # The corner that stands alone on its side is joined to the other two by the cut edges.
    alone = np.where(above.sum(axis=1) == 1, above.argmax(axis=1), above.argmin(axis=1))
    rows = np.arange(len(mixed))
    one = np.concatenate([mixed[rows, alone]] * 2)
    other = np.concatenate([mixed[rows, (alone + step) % 3] for step in (1, 2)])
    side, ends = one[:, 2] > 0, [one[:, :2], other[:, :2]]
    for _ in range(HALVINGS):
        middle = (ends[0] + ends[1]) / 2
        same = ((net.score(middle) > 0) == side)[:, None]
        ends = [np.where(same, middle, ends[0]), np.where(same, ends[1], middle)]
    segments: Floats = ((ends[0] + ends[1]) / 2).reshape(2, -1, 2).transpose(1, 0, 2)
    return segments


def cut(net: Narrow) -> Floats:
    """Return the corners of what v · a + v₀ = 0 cuts out of the last layer's square or cube.

    Two ends for two units, at height 0, and up to six corners in turn around for three;
    shape (m, 3), m = 0 where it cuts nothing out of the places from -1 to 1.
    """
    n = len(net.v)
    corners = np.array(np.meshgrid(*[[-1.0, 1.0]] * n, indexing="ij")).reshape(n, -1).T
    score = corners @ net.v + net.v0
    found = []
    for i in range(len(corners)):
        for j in range(i + 1, len(corners)):
            edge = (corners[i] != corners[j]).sum() == 1
            if edge and (score[i] > 0) != (score[j] > 0):
                share = score[i] / (score[i] - score[j])
                found.append(corners[i] + share * (corners[j] - corners[i]))
    if not found:
        return np.zeros((0, SPACE))
    ends = np.array(found)
    if n == 3:  # in turn around their middle
        away = ends - ends.mean(axis=0)
        across = np.cross(net.v, away[0])
        # Longer by |v| than away[0], which changes the angles but not their order.
        ends = ends[np.argsort(np.arctan2(away @ across, away @ away[0]))]
    return in_space(ends)
