r"""Sequential minimal optimization: the support vector machine's problem, two unknowns at a time.

With $\beta_i = \alpha_i y_i$ the dual problem is

.. math:: \max_\beta \; \sum_i y_i \beta_i - \tfrac12 \beta^\top K \beta, \qquad
          \sum_i \beta_i = 0, \qquad a_i \le \beta_i \le b_i

where the box [a_i, b_i] is [0, C] for a sample of class +1 and [-C, 0] for one of class -1.  Its
gradient $v = y - K\beta$ decides all: moving a little of β from j to i gains $v_i - v_j$.  So β is
the maximum exactly when no $v_i$ of a β that may rise exceeds a $v_j$ of a β that may fall.

Because the β sum to zero, a constant added to v, or to K by rows and columns, changes nothing: the
squared distances between the samples in feature space, $D_{ij} = K_{ii} + K_{jj} - 2 K_{ij}$, are
all that the solver needs.  Then $v = y + \tfrac12 D\beta$ up to a constant, and D_ij is
the curvature of the step along the pair (i, j).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.kernels.active_set import newton_steps
from mlmath.scale import lengths
from mlmath.validation import Floats

Indices = NDArray[np.intp]
Truths = NDArray[np.bool_]

_WORK = 4096  # samples worked on at a time
_ROWS = 32  # of a matrix at a time, to stay in the processor's cache
_JUMPS, _FREE = 200, 100  # Newton's in a row, with so many free samples; a jump costs their cube
_EPS = float(np.finfo(np.float64).eps)
_TINY = 1e-200  # for a distance of 0: a step between coinciding samples ends at the box


class Dual(NamedTuple):
    """A solution of the dual problem: β (n,), v (n,), and how the search for it ended."""

    beta: Floats
    v: Floats
    gap: float
    n_steps: int
    stalled: bool


def squared_distances(K: Floats) -> tuple[Floats, Floats, int]:
    r"""Turn a Gram matrix (n, n) into squared distances in feature space, in place.

    Returns them in units of $2^e$, the largest in [1/2, 1) and 1e-200 in place of 0; in the same
    units each sample's $|\varphi(x)|^2 - |\varphi(x_0)|^2$, shape (n,), which serves as
    $|\varphi(x)|^2$ does since Σ β = 0; and e.  So every scale of data is the same problem.
    """
    squares = K.diagonal().copy()
    for start in range(0, len(K), _ROWS):
        part = K[start : start + _ROWS]
        part *= -2
        part += squares
        part += squares[start : start + _ROWS, None]
    e = max(-1000, min(math.frexp(max(float(K.max()), 0.0))[1], 1000))
    K *= math.ldexp(1.0, -e)
    np.maximum(K, _TINY, out=K)
    return K, np.ldexp(squares - squares[0], -e), e


def solve_dual(D: Floats, y: Floats, C: float, tol: float, max_iter: int) -> Dual:
    """Maximize the dual until the largest v_i - v_j of a movable pair is at most tol.

    Parameters
    ----------
    D : squared distances in feature space, shape (n, n).
    y : classes -1, +1, shape (n,).
    C : the box.
    tol : the violation to reach.
    max_iter : steps after which to give up.

    `stalled` in the answer says that rounding ended the search before the violation fell to tol.

    Sources: J. C. Platt, "Fast training of support vector machines using sequential minimal
    optimization", in Advances in Kernel Methods (1999), 185-208, for the steps; S. S. Keerthi
    and others, "Improvements to Platt's SMO algorithm for SVM classifier design", Neural
    Computation 13 (2001), 637-649, for the stopping rule; R.-E. Fan, P.-H. Chen and C.-J. Lin,
    "Working set selection using second order information for training support vector machines",
    Journal of Machine Learning Research 6 (2005), 1889-1918, for the choice of the pair; T.
    Joachims, "Making large-scale SVM learning practical", in Advances in Kernel Methods (1999),
    169-184, for the working set that holds the most wrong samples.
    """
    low, high = np.minimum(0.0, C * y), np.maximum(0.0, C * y)
    beta, v, steps = np.zeros(len(y)), y.copy(), 0
    best, stuck = np.inf, 0  # the smallest gap so far, and the rounds since it last halved
    while True:
        gap = float(v[beta < high].max() - v[beta > low].min())
        if gap <= tol or steps >= max_iter:
            return Dual(beta, v, gap, steps, False)
        stuck = stuck + 1 if gap > best / 2 else 0
        if stuck >= 5 and gap <= _EPS * (1 + D.max() * lengths(beta[None])[0] / 2):
            return Dual(beta, v, gap, steps, True)  # v itself is known no better than this
        best = min(best, gap)
        W = _most_wrong(v, beta < high, beta > low)
        whole = len(W) == len(y)
        part = D if whole else D[np.ix_(W, W)]
        wanted = 0.9 * tol if whole else max(0.9 * tol, 0.1 * gap)
        before = beta.copy()
        box = low[W], high[W]
        pairs = min(max_iter - steps, max(len(W), 200))  # then a look whether jumps go faster
        with np.errstate(over="ignore"):  # the gain of a pair that coincides may be infinite
            moved, made = _pair_steps(part, v[W], beta[W], *box, wanted, pairs)
        steps += made
        free = _move(beta, v, D, W, moved, *box)
        jumps = min(max_iter - steps, _JUMPS, int(_JUMPS * (_FREE / max(free, 1)) ** 3))
        if jumps and (free <= _FREE or made in (0, pairs)):  # cheap, or pair steps do not suffice
            moved, made = newton_steps(part, v[W], beta[W], *box, wanted, jumps)
            steps += made
            _move(beta, v, D, W, moved, *box)
        if (beta == before).all():  # every step is below the rounding of what it would change
            return Dual(beta, v, gap, steps, True)


def _move(
    beta: Floats, v: Floats, D: Floats, W: Indices, moved: Floats, low: Floats, high: Floats
) -> int:
    """Set β to `moved` at the samples W, keep v up with it, and count the free ones of W."""
    rounding = 4 * _EPS * np.abs(moved).max()
    for end in (low, high):  # what rounding alone holds off an end of the box stands there
        moved = np.where(np.abs(moved - end) <= rounding, end, moved)
    change = np.zeros(len(beta))
    change[W] = moved - beta[W]
    v += change @ D / 2
    beta[W] = moved
    return int(((moved > low) & (moved < high)).sum())


def _most_wrong(v: Floats, may_rise: Truths, may_fall: Truths) -> Indices:
    """Return the samples to work on: of the largest v that may rise, the smallest that may fall."""
    if len(v) <= _WORK:
        return np.arange(len(v))
    half = _WORK // 2
    up = np.argpartition(np.where(may_rise, -v, np.inf), half)[:half]
    down = np.argpartition(np.where(may_fall, v, np.inf), half)[:half]
    return np.union1d(up, down)


def _pair_steps(
    D: Floats, v: Floats, beta: Floats, low: Floats, high: Floats, tol: float, limit: int
) -> tuple[Floats, int]:
    """Take steps along pairs until none gains more than tol; return β and the number of steps.

    The pair: i has the largest v that may rise; of all j below it, the one that promises the
    largest gain, (v_i - v_j)² / D_ij.
    """
    sides = np.vstack([np.where(beta < high, v, -np.inf), np.where(beta > low, v, np.inf)])
    rise, fall = sides  # v where β may rise or else -∞, v where β may fall or else ∞
    b, a, c = beta.tolist(), low.tolist(), high.tolist()
    rows = list(D)
    gain = np.empty_like(v)
    for step in range(limit):
        i = int(rise.argmax())
        top = rise.item(i)
        np.subtract(top, fall, out=gain)
        if step % 8 == 0 and gain.max() <= tol:
            return np.array(b), step
        np.maximum(gain, 0, out=gain)
        np.multiply(gain, gain, out=gain)
        np.divide(gain, rows[i], out=gain)
        j = int(gain.argmax())
        if gain.item(j) <= 0:
            return np.array(b), step
        move = min((top - fall.item(j)) / rows[i].item(j), c[i] - b[i], b[j] - a[j])
        old = b[i], b[j]
        b[i], b[j] = min(b[i] + move, c[i]), max(b[j] - move, a[j])
        if old == (b[i], b[j]):
            return np.array(b), step
        np.subtract(rows[i], rows[j], out=gain)
        np.multiply(gain, move / 2, out=gain)
        np.add(sides, gain, out=sides)
        # Both can now go back; a β that has reached the end of its box goes no further.
        fall[i], rise[j] = rise[i], fall[j]
        if b[i] == c[i]:
            rise[i] = -np.inf
        if b[j] == a[j]:
            fall[j] = np.inf
    return np.array(b), limit
