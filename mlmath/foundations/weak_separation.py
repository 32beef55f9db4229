"""Whether a plane separates two classes save for samples on it, proved in exact arithmetic."""

from fractions import Fraction

import numpy as np

from mlmath.foundations.exact import dot, null_space
from mlmath.validation import Floats

_MOST = 2_000_000  # products of fractions: some seconds


def separates_weakly(X: Floats, signs: Floats, rise: Floats) -> bool:
    r"""Tell whether a plane has no sample of either class on its wrong side, and not all on it.

    A climb toward a maximum that is not there goes on along such a plane: in each Newton step the
    log-odds of the samples nearest to it rise by about 1, of others by more, and those on it stay.
    So the latter are guessed from a step, and the plane through them (exactly, in fractions) that
    fits the step best is tried on all samples (again exactly).

    Parameters
    ----------
    X : samples, shape (n, d).
    signs : -1 or +1, shape (n,).
    rise : by how much the step has moved each sample's log-odds of its own class, shape (n,).

    Returns
    -------
    True is a proof.  False is none: the guess may be wrong, or the proof too long.
    """
    n, width = len(X), X.shape[1] + 1
    on = np.flatnonzero(rise < 0.5)
    if rise.min() < -0.5 or (len(on) * width + n) * width > _MOST:
        return False
    rows = _rows(X)
    free = null_space([rows[i] for i in on], width)
    if not free:
        return False
    # Of all planes through those on it, the one on which the others stand most as the step moved.
    heights = np.array([[float(dot(row, v)) for v in free] for row in rows])  # (n, n_free)
    mix = [Fraction(c) for c in np.linalg.lstsq(heights * signs[:, None], rise)[0].tolist()]
    plane = [dot(mix, [v[j] for v in free]) for j in range(width)]
    return _is_on_its_side(rows, signs, plane)


def keeps_all_sides(X: Floats, signs: Floats, plane: Floats) -> bool:
    """Tell, exactly, whether a plane (d + 1,), its offset last, has no sample on its wrong side.

    At least one must stand off it.  False, too, where the answer would take too long.
    """
    if X.size > _MOST:
        return False
    return _is_on_its_side(_rows(X), signs, [Fraction(w) for w in plane.tolist()])


def none_separates(X: Floats, signs: Floats, missing: Floats) -> bool:
    r"""Tell whether weights near `missing` balance both classes, so that no plane separates them.

    With $s_i$ the signs, $\tilde x_i$ the samples with a 1 and $q_i$ = `missing`, it solves exactly

    .. math:: \sum_i \lambda_i s_i \tilde x_i = 0, \qquad
              \lambda_i = q_i - q_i (1 - q_i) s_i \tilde x_i \cdot \delta

    for δ, and looks whether all λ are positive: see `LogisticRegression`.  True is a proof, but
    for so many samples that it would take too long: there it is taken for granted.
    """
    n, width = len(X), X.shape[1] + 1
    if n * width * width > _MOST:
        return True
    q = [Fraction(a) for a in missing.tolist()]
    rows = [[int(s) * a for a in row] for row, s in zip(_rows(X), signs.tolist(), strict=True)]
    curved = [[p * (1 - p) * a for a in row] for row, p in zip(rows, q, strict=True)]
    columns, turned = ([list(c) for c in zip(*r, strict=True)] for r in (rows, curved))
    # A vector (δ, -1) at right angles to the rows of (H, g) solves H δ = g.
    system = [
        [*(dot(b, c) for c in columns), dot(a, q)] for a, b in zip(columns, turned, strict=True)
    ]
    step = next((v for v in reversed(null_space(system, width + 1)) if v[-1]), None)
    if step is None:
        return False
    rises = [dot(row, step[:-1]) / -step[-1] for row in rows]
    return all(p * (1 - (1 - p) * r) > 0 for p, r in zip(q, rises, strict=True))


def _rows(X: Floats) -> list[list[Fraction]]:
    """Return each sample and a 1."""
    return [[*map(Fraction, x), Fraction(1)] for x in X.tolist()]


def _is_on_its_side(rows: list[list[Fraction]], signs: Floats, plane: list[Fraction]) -> bool:
    sides = [int(s) * dot(row, plane) for row, s in zip(rows, signs.tolist(), strict=True)]
    return min(sides) >= 0 and max(sides) > 0
