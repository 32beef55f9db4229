"""How the units of a network settle: one at a time or all at once, and what the energy does."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.validation import Floats, choice, count, generator, numbers, seed_or_generator, shaped

MODES = ("asynchronous", "synchronous")
_TINY = 1e-12  # relative to the largest possible field: what rounding may leave of a zero


@dataclass(frozen=True, slots=True, eq=False)
class Recall:
    """The path of one state through the network.

    Attributes
    ----------
    start, state : where it began and where it ended, each shape (n_units,).
    changed : for each step the units that changed, shape (k,): one of them in each step of the
        asynchronous mode, all that change at once in the synchronous mode.
    energies : E before the first step and after each, shape (n_steps + 1,).
    period : 1 when the state came to rest, 2 when it goes to and fro between two states, 0 when
        neither was found within `max_sweeps`.
    sweeps : how often every unit was looked at, with the last time in which nothing was new.
    """

    start: Floats
    state: Floats
    changed: list[NDArray[np.intp]]
    energies: Floats
    period: int
    sweeps: int

    @property
    def converged(self) -> bool:
        """Tell whether the state came to rest."""
        return self.period == 1

    def states(self) -> Floats:
        """Return every state on the way, from start to end, shape (n_steps + 1, n_units)."""
        path = np.tile(self.start, (len(self.changed) + 1, 1))
        for step, units in enumerate(self.changed, start=1):
            path[step:, units] *= -1
        return path


class Settled(NamedTuple):
    """Where many states ended; see `Recall` for the meaning of period and sweeps.

    Attributes
    ----------
    states : shape (n_states, n_units).
    period, sweeps : shape (n_states,).
    """

    states: Floats
    period: NDArray[np.intp]
    sweeps: NDArray[np.intp]


def energy(weights: Any, state: Any) -> Floats:
    r"""Return the energy of a state (n_units,), or of states (..., n_units), shape (...).

    .. math:: E = -\frac12 \sum_{ij} w_{ij} s_i s_j

    When unit i alone changes, in a network with symmetric weights and a zero diagonal, E changes by
    $2 s_i h_i$ with the old $s_i$ and the field $h_i = \sum_j w_{ij} s_j$.  The unit changes only
    when $s_i h_i < 0$, so E never rises.
    """
    W = shaped(weights, ("n_units", "n_units"), "weights")
    s = _states(state, len(W), "state")
    return np.asarray(-0.5 * np.einsum("...i,...i->...", s @ W, s))


def pair_energy(weights: Any, state: Any, previous: Any) -> float:
    r"""Return $-s(t) \cdot W s(t-1)$, which never rises in synchronous recall.

    For symmetric weights, any diagonal, it changes from one sweep to the next by
    $-\sum_i (s_i(t+1) - s_i(t-1)) h_i(t)$, where no term of the sum is negative.  Once it stands
    still, each unit with a field other than zero is what it was two sweeps before.

    A unit with a zero field keeps its state and may differ from that.  But it acts as if a tiny
    $\varepsilon > 0$ stood on the diagonal of W; with that in W no field is zero, and the same
    argument says of all units that s(t+1) becomes s(t-1): the network comes to rest, or goes to
    and fro between two states.

    Source: E. Goles-Chacc, F. Fogelman-Soulié and D. Pellegrin, "Decreasing energy functions as a
    tool for studying threshold networks", Discrete Applied Mathematics 12 (1985), 261-277.
    Chapter: Hopfield networks.
    """
    W = shaped(weights, ("n_units", "n_units"), "weights")
    s, before = (
        _states(shaped(x, (len(W),), name), len(W), name)
        for x, name in ((state, "state"), (previous, "previous"))
    )
    return float(-s @ W @ before)


def overlap(patterns: Any, state: Any) -> Floats:
    r"""Return $m = \frac1N \sum_i \xi_i s_i$: 1 for the pattern itself, -1 for its mirror.

    Patterns (..., n_units) and states (..., n_units) may be one or several; shapes broadcast, so
    one state against (n_patterns, n_units) gives shape (n_patterns,).
    """
    xi = signs_of(numbers(patterns, "patterns"), "patterns")
    if xi.ndim == 0 or xi.shape[-1] == 0:
        raise ValueError(f"patterns must have shape (..., n_units), got {xi.shape}")
    return np.asarray((xi * _states(state, xi.shape[-1], "state")).mean(axis=-1))


def recall(
    weights: Any,
    state: Any,
    mode: str = "asynchronous",
    seed: int | np.random.Generator = 0,
    max_sweeps: int = 100,
) -> Recall:
    r"""Let a state settle by the rule $s_i \leftarrow \operatorname{sign} h_i$, $h = W s$.

    A unit whose field is zero keeps its state: sign(0) is the old $s_i$.  (A field counts as zero
    when it is below 10⁻¹² of the largest that the weights could make.)

    Parameters
    ----------
    weights : W, shape (n_units, n_units).  Only symmetric weights with a zero diagonal promise that
        the energy falls; others are allowed, to see what then goes wrong.
    state : the start, -1 and +1, shape (n_units,).
    mode : who looks at the fields when.
        "asynchronous": one unit after another, each seeing the changes of those before it, in a
        fresh random order in each sweep.  The network then always comes to rest.
        "synchronous": all units at once, as in Little's model.  The network then comes to rest or
        goes to and fro between two states (`pair_energy` says why).
    seed : for the random orders; equal seeds give equal paths.
    max_sweeps : sweeps after which to give up, at least 1.

    Raises
    ------
    ValueError : weights that are not square, a state of another length, entries that are not
        -1 or +1, an unknown mode.

    Source: J. J. Hopfield, "Neural networks and physical systems with emergent collective
    computational abilities", PNAS 79 (1982), 2554-2558.  Chapter: Hopfield networks.
    """
    W = shaped(weights, ("n_units", "n_units"), "weights")
    start = _states(shaped(state, (len(W),), "state"), len(W), "state").copy()
    max_sweeps = count(max_sweeps, "max_sweeps")
    if choice(mode, "mode", MODES) == "synchronous":
        seed_or_generator(seed)
        return _all_at_once(W, start, max_sweeps)
    return _one_by_one(W, start, generator(seed), max_sweeps)


def recall_many(weights: Any, states: Any, max_sweeps: int = 100) -> Settled:
    """Let many states (n_states, n_units) settle at once, each in the synchronous mode.

    One product of matrices moves all that have not yet settled.
    """
    W = shaped(weights, ("n_units", "n_units"), "weights")
    s = _states(shaped(states, ("n_states", len(W)), "states"), len(W), "states").copy()
    before = np.zeros_like(s)
    period = np.zeros(len(s), dtype=np.intp)
    sweeps = np.zeros(len(s), dtype=np.intp)
    moving = np.arange(len(s))
    for _ in range(count(max_sweeps, "max_sweeps")):
        now = s[moving]
        following = _aligned(now @ W.T, now, _zero(W))
        sweeps[moving] += 1
        rest = (following == now).all(axis=1)
        back = (following == before[moving]).all(axis=1) & ~rest
        period[moving[rest]], period[moving[back]] = 1, 2
        going = ~rest & ~back
        moving = moving[going]
        if not moving.size:
            break
        before[moving], s[moving] = now[going], following[going]
    return Settled(s, period, sweeps)


def signs_of(states: Floats, name: str) -> Floats:
    """Return states of -1 and +1, or raise ValueError."""
    wrong = states[np.abs(states) != 1]
    if wrong.size:
        raise ValueError(f"{name} must hold only -1 and +1, got {wrong.flat[0]:g}")
    return states


def _one_by_one(W: Floats, start: Floats, rng: np.random.Generator, max_sweeps: int) -> Recall:
    s = start.copy()
    field, zero = W @ s, _zero(W)
    changed: list[NDArray[np.intp]] = []
    energies = [-0.5 * float(s @ field)]
    for sweep in range(1, max_sweeps + 1):
        order = rng.permutation(len(s))
        quiet, at = True, 0
        while True:
            # One look at all the fields finds the next unit, in this order, that will change.
            against = (s * field < -zero)[order[at:]]
            if not against.any():
                break
            at += int(against.argmax())
            i = order[at]
            s[i] = -s[i]
            field += 2 * s[i] * W[:, i]
            changed.append(order[at : at + 1])
            energies.append(-0.5 * float(s @ field))
            quiet, at = False, at + 1
        if quiet:
            return Recall(start, s, changed, np.array(energies), 1, sweep)
    return Recall(start, s, changed, np.array(energies), 0, max_sweeps)


def _all_at_once(W: Floats, start: Floats, max_sweeps: int) -> Recall:
    s, before, zero = start, np.zeros_like(start), _zero(W)
    changed: list[NDArray[np.intp]] = []
    energies = []
    period = sweep = 0
    while True:
        field = W @ s
        energies.append(-0.5 * float(s @ field))
        if sweep == max_sweeps:
            break
        following = _aligned(field, s, zero)
        sweep += 1
        if (following == s).all():
            period = 1
            break
        if (following == before).all():
            period = 2
            break
        changed.append(np.flatnonzero(following != s))
        s, before = following, s
    return Recall(start, s, changed, np.array(energies), period, sweep)


def _aligned(field: Floats, state: Floats, zero: float) -> Floats:
    """Return the sign of the field, and the old state where the field is zero."""
    return np.asarray(np.where(np.abs(field) > zero, np.sign(field), state))


def _zero(W: Floats) -> float:
    """Return the size below which a field counts as zero."""
    return _TINY * float(np.abs(W).sum(axis=1).max())


def _states(value: Any, n_units: int, name: str) -> Floats:
    """Return states (..., n_units) of -1 and +1."""
    array = numbers(value, name)
    if array.ndim == 0 or array.shape[-1] != n_units:
        raise ValueError(f"{name} must have shape (..., {n_units}), got {array.shape}")
    return signs_of(array, name)
