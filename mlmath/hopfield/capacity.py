"""How much a Hebbian network can hold: the mean-field theory, and experiments to set beside it."""

import math
from typing import Any

import numpy as np

from mlmath.hopfield.dynamics import overlap, recall
from mlmath.hopfield.network import Hopfield
from mlmath.special import erf, erfc
from mlmath.validation import Floats, count, generator, number, numbers

KEPT = 0.8  # overlap from which a pattern counts as kept: of large networks hardly one ends near it


def one_step_error(alpha: Any) -> Floats:
    r"""Return the share of units that leave a stored random pattern in the very first step.

    .. math:: P = \tfrac12 \operatorname{erfc} \sqrt{\frac{1}{2\alpha}}

    On each unit the other patterns make a nearly normal disturbance of variance α; the unit
    changes when it passes 1.

    Parameters
    ----------
    alpha : patterns per unit, at least 0, of any shape.

    Source: J. Hertz, A. Krogh and R. G. Palmer, Introduction to the Theory of Neural Computation
    (1991), chapter 2.  Chapter: Hopfield networks.
    """
    alpha = _loads(alpha)
    # The least positive load stands for none: its error is zero as well.
    return np.asarray(0.5 * erfc(np.sqrt(0.5 / np.maximum(alpha, 1e-300))))


def capacity_overlap(alpha: Any) -> Floats:
    r"""Return the overlap m that is left of a stored pattern, by mean-field theory.

    For N → ∞ units, α N random patterns and no noise, the state that the network settles in from
    a pattern fulfils

    .. math:: m = \operatorname{erf} \frac{m}{\sqrt{2 \alpha r}}, \quad
              r = \frac{1}{(1 - C)^2}, \quad
              C = \sqrt{\frac{2}{\pi \alpha r}} \, e^{-m^2 / 2 \alpha r}

    With $y = m / \sqrt{2 \alpha r}$ the three become one,

    .. math:: \sqrt{2\alpha} = g(y) =
              \frac{1}{y} \Bigl( \operatorname{erf} y - \frac{2y}{\sqrt\pi} e^{-y^2} \Bigr),
              \qquad m = \operatorname{erf} y

    g rises to a maximum and falls again; the solution on its falling side is the largest and the
    stable one.  Where √(2α) is above the maximum there is none: the memory is lost, and m is 0.

    Parameters
    ----------
    alpha : patterns per unit, at least 0, of any shape.

    Returns
    -------
    m, of the shape of alpha: near 1 below the critical capacity, and 0 above it.

    Source: D. J. Amit, H. Gutfreund and H. Sompolinsky, "Storing infinite numbers of patterns in a
    spin-glass model of neural networks", Physical Review Letters 55 (1985), 1530-1533, and in full
    in Annals of Physics 173 (1987), 30-67 (replica symmetric, temperature 0).  Chapter: Hopfield
    networks.
    """
    alpha = _loads(alpha)
    top, _ = _summit()
    goal = np.sqrt(2 * alpha)
    # On the falling side g(y) < 1/y, so the solution lies between the summit and 1/goal.
    low = np.full(alpha.shape, top)
    high = np.maximum(top, 1 / np.maximum(goal, 1e-6))
    for _ in range(80):
        middle = (low + high) / 2
        above = _g(middle) > goal
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray(np.where(goal > _g(top), 0.0, erf(low)))


def critical_capacity() -> tuple[float, float]:
    r"""Return α_c, the most patterns per unit that can be recalled, and the overlap m there.

    It is half the square of the maximum of g (see `capacity_overlap`), about .138.  Like the
    equations it comes from, the value assumes symmetry between replicas.
    """
    top, overlap_there = _summit()
    return float(_g(top)) ** 2 / 2, overlap_there


def random_patterns(n_patterns: int, n_units: int, seed: int | np.random.Generator = 0) -> Floats:
    """Return patterns (n_patterns, n_units) of independent, equally likely -1 and +1."""
    shape = (count(n_patterns, "n_patterns"), count(n_units, "n_units"))
    return np.where(generator(seed).random(shape) < 0.5, -1.0, 1.0)


def corrupt(state: Any, share: float, seed: int | np.random.Generator = 0) -> Floats:
    """Return the state (n_units,) with a share of its units, chosen at random, reversed.

    The number of units is share × n_units, rounded; the overlap with the old state is then
    1 - 2 share.
    """
    s = numbers(state, "state")
    if s.ndim != 1 or s.size == 0:
        raise ValueError(f"state must have shape (n_units,), got {s.shape}")
    reversed_units = round(number(share, "share", low=0, high=1) * s.size)
    found = s.copy()
    found[generator(seed).permutation(s.size)[:reversed_units]] *= -1
    return found


def retrieval_overlaps(
    n_units: int, alpha: float, trials: int, seed: int | np.random.Generator = 0
) -> Floats:
    """Measure what is left of a stored pattern: the overlaps m of `trials` networks (trials,).

    Each network of n_units holds round(α n_units) random patterns by Hebb's rule, starts in the
    first of them and settles asynchronously.
    """
    n_units, trials = count(n_units, "n_units"), count(trials, "trials")
    n_patterns = max(1, round(number(alpha, "alpha", above=0) * n_units))
    rng = generator(seed)
    found = np.zeros(trials)
    for k in range(trials):
        xi = random_patterns(n_patterns, n_units, rng)
        settled = recall(Hopfield().fit(xi).weights_, xi[0], seed=rng, max_sweeps=1000)
        found[k] = overlap(xi[0], settled.state)
    return found


def _g(y: Any) -> Floats:
    return np.asarray((erf(y) - 2 / math.sqrt(math.pi) * y * np.exp(-np.square(y))) / y)


def _summit() -> tuple[float, float]:
    """Return the y where g is largest, and erf y.

    There y² g'(y) = (4 y³ + 2 y) exp(-y²)/√π - erf y is zero; it falls from positive to negative
    between 1 and 3, and halving finds the place.
    """
    low, high = 1.0, 3.0
    for _ in range(60):
        y = (low + high) / 2
        rising = (4 * y**3 + 2 * y) * math.exp(-y * y) / math.sqrt(math.pi) > math.erf(y)
        low, high = (y, high) if rising else (low, y)
    return low, math.erf(low)


def _loads(alpha: Any) -> Floats:
    """Return `alpha` as an array of numbers that are at least 0."""
    found = numbers(alpha, "alpha")
    if (found < 0).any():
        raise ValueError(f"alpha must be at least 0, got {found[found < 0].flat[0]:g}")
    return found
