"""Hopfield's network: patterns stored in symmetric weights, recalled by going downhill."""

from typing import Any, Self

import numpy as np

from mlmath.estimator import Estimator
from mlmath.hopfield.dynamics import Recall, Settled, energy, recall, recall_many, signs_of
from mlmath.validation import Floats, choice, points

STORAGE = ("hebbian", "pseudo-inverse")
_ROUNDING = 1e-13  # what may be left of a zero in a projection, whose entries are at most 1


class Hopfield(Estimator):
    r"""Store patterns of -1 and +1 as resting states of N units that all act on each other.

    Parameters
    ----------
    storage : how the patterns ξ make the weights.
        "hebbian": units that agree in many patterns support each other,

        .. math:: w_{ij} = \frac1N \sum_\mu \xi_i^\mu \xi_j^\mu, \qquad w_{ii} = 0

        "pseudo-inverse": the projection onto the span of the patterns, so that it holds any set
        of them without error, related ones too,

        .. math:: W = \Xi^+ \Xi - \operatorname{diag}(\Xi^+ \Xi)

        where the rows of Ξ are the patterns and Ξ⁺ is its pseudo-inverse.

    Both have a zero diagonal.  A unit that acts on itself resists every change, which makes the
    valleys narrower; and only without it does each single update lower the energy.  Under the
    projection P a pattern still rests, as the field on its unit i is then (1 - P_ii) ξ_i and P_ii
    is at most 1.

    Attributes
    ----------
    weights_ : W, shape (n_units, n_units), symmetric.
    patterns_ : what was stored, shape (n_patterns, n_units).

    Source: J. J. Hopfield, "Neural networks and physical systems with emergent collective
    computational abilities", PNAS 79 (1982), 2554-2558, whose units are 0 and 1; the projection:
    L. Personnaz, I. Guyon and G. Dreyfus, "Information storage and retrieval in spin-glass like
    neural networks", Journal de Physique Lettres 46 (1985), and with an energy: I. Kanter and
    H. Sompolinsky, "Associative recall of memory without errors", Physical Review A 35 (1987),
    380-392.  Chapter: Hopfield networks.
    """

    weights_: Floats
    patterns_: Floats

    def __init__(self, storage: str = "hebbian") -> None:
        self.storage = choice(storage, "storage", STORAGE)

    def fit(self, patterns: Any) -> Self:
        """Store patterns (n_patterns, n_units), every entry -1 or +1.

        Raises
        ------
        ValueError : patterns of another shape, none at all, or entries other than -1 and +1.
        """
        xi = signs_of(points(patterns, "patterns"), "patterns")
        n = xi.shape[1]
        if self.storage == "hebbian":
            W = xi.T @ xi / n
        else:
            # The right singular vectors span the patterns, however dependent these are.
            _, sizes, directions = np.linalg.svd(xi, full_matrices=False)
            kept = directions[sizes > sizes[0] * max(xi.shape) * np.finfo(np.float64).eps]
            W = kept.T @ kept
            W[np.abs(W) < _ROUNDING] = 0.0
        np.fill_diagonal(W, 0.0)
        self.weights_ = (W + W.T) / 2  # symmetric to the last digit
        self.patterns_ = xi.copy()
        return self

    def energy(self, state: Any) -> Floats:
        r"""Return $E = -\frac12 s \cdot W s$ of a state (n_units,) or states (..., n_units)."""
        self._check_fitted("weights_")
        return energy(self.weights_, state)

    def recall(
        self,
        state: Any,
        mode: str = "asynchronous",
        seed: int | np.random.Generator = 0,
        max_sweeps: int = 100,
    ) -> Recall:
        """Let a state (n_units,) settle; see `mlmath.hopfield.recall`."""
        self._check_fitted("weights_")
        return recall(self.weights_, state, mode, seed, max_sweeps)

    def recall_many(self, states: Any, max_sweeps: int = 100) -> Settled:
        """Let many states (n_states, n_units) settle; see `mlmath.hopfield.recall_many`."""
        self._check_fitted("weights_")
        return recall_many(self.weights_, states, max_sweeps)
