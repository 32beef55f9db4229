"""Newton's jumps on the support vector machine's dual, when few samples are free."""

import numpy as np

from mlmath.validation import Floats

_RIDGE = 1e-12  # of the mean squared distance: makes every system solvable


def newton_steps(
    D: Floats, v: Floats, beta: Floats, low: Floats, high: Floats, tol: float, limit: int
) -> tuple[Floats, int]:
    r"""Raise the dual by whole jumps; return β and the number of jumps.

    Hold the β that stand at an end of their box, and jump with the free ones F to the maximum
    over them, where all their v are equal to some μ:

    .. math:: v_F + \tfrac12 D_{FF} \, \delta = \mu, \qquad \sum \delta = 0

    or as far on the way as the box allows; the β that stops the jump is then held.  After a whole
    jump the held β whose v is most wrong is set free.  The dual rises each time, so no set F
    comes twice, and the last jump is exact to rounding; pair steps only come near.

    Parameters
    ----------
    D, v, beta, low, high : see `smo`; shapes (n, n) and (n,).
    tol : as soon as no movable pair gains more than this, stop.
    limit : the number of jumps after which to stop.

    Source: the active-set method for quadratic programs, as in J. Nocedal and S. J. Wright,
    "Numerical Optimization", 2nd edition (2006), section 16.5.
    """
    beta, v = beta.copy(), v.copy()
    free = (beta > low) & (beta < high)
    scale = float(D.mean()) or 1.0
    for step in range(limit):
        F = np.flatnonzero(free)
        if len(F) > 1:
            jump = _jump(D[np.ix_(F, F)] / scale, v[F]) / scale  # δ, (f,)
            room = np.where(jump > 0, high[F], low[F]) - beta[F]
            with np.errstate(divide="ignore", invalid="ignore"):
                share = np.where(jump == 0, np.inf, room / jump)
            first = int(share.argmin())
            new = beta[F] + min(1.0, share[first]) * jump
            if share[first] <= 1:
                new[first] = beta[F[first]] + room[first]
                free[F[first]] = False
            new = np.clip(new, low[F], high[F])
            v += ((new - beta[F]) / 2) @ D[F]
            beta[F] = new
            if share[first] <= 1:
                continue
        rise, fall = np.where(beta < high, v, -np.inf), np.where(beta > low, v, np.inf)
        i, j = int(rise.argmax()), int(fall.argmin())
        if rise[i] - fall[j] <= tol:
            return beta, step + 1
        middle = v[F].mean() if len(F) else (rise[i] + fall[j]) / 2
        free[i if rise[i] - middle > middle - fall[j] else j] = True
    return beta, limit


def _jump(D: Floats, v: Floats) -> Floats:
    """Return δ with v + D δ / 2 the same everywhere and Σ δ = 0."""
    n = len(v)
    A = np.ones((n + 1, n + 1))
    A[:n, :n] = D / -2
    A.flat[: n * (n + 2) : n + 2] += _RIDGE
    A[n, n] = 0
    return np.asarray(np.linalg.solve(A, np.append(v, 0.0))[:n])
