"""A Boltzmann machine small enough to write down the chance of every state."""

from itertools import product
from typing import Any, NamedTuple

import numpy as np

from mlmath.hopfield.dynamics import signs_of
from mlmath.validation import Floats, count, generator, number, points, shaped

MOST = 12  # units, whose states are all enumerated


class Boltzmann(NamedTuple):
    r"""A machine of units of -1 and +1, the hidden ones last.

    Attributes
    ----------
    weights : W, symmetric with a zero diagonal, shape (n, n).
    bias : b, shape (n,).
    n_visible : how many of the n units the world sets.

    The chance of a state s is $p(s) = e^{-E(s)} / Z$, with
    $E(s) = -\tfrac12 s \cdot W s - b \cdot s$ and Z the sum over all states.
    """

    weights: Floats
    bias: Floats
    n_visible: int

    def states(self) -> Floats:
        """Return all states, shape (2^n, n)."""
        n = len(self.bias)
        if n > MOST:
            raise ValueError(f"a machine must have at most {MOST} units to enumerate, got {n}")
        return np.array(list(product((-1.0, 1.0), repeat=n)))

    def chances(self) -> Floats:
        """Return the chance of each of `states()`, shape (2^n,)."""
        S = self.states()
        minus_energy = 0.5 * np.einsum("ki,ij,kj->k", S, self.weights, S) + S @ self.bias
        p = np.exp(minus_energy - minus_energy.max())
        return np.asarray(p / p.sum())

    def visible_chances(self) -> Floats:
        """Return the chance of each state of the visible units, shape (2^n_visible,)."""
        return np.asarray(self.chances().reshape(2**self.n_visible, -1).sum(axis=1))


def log_likelihood(machine: Boltzmann, data: Any) -> float:
    """Return the mean logarithm of the chance of the visible data (n_samples, n_visible)."""
    return float(np.log(machine.visible_chances()[_places(machine, data)]).mean())


def boltzmann_gradient(machine: Boltzmann, data: Any) -> tuple[Floats, Floats]:
    r"""Return the gradient of `log_likelihood`, by W (n, n) and by b (n,).

    .. math:: \frac{\partial L}{\partial w_{ij}} = \langle s_i s_j \rangle_{\text{data}}
              - \langle s_i s_j \rangle_{\text{free}} , \qquad i \ne j

    The first mean sets the visible units to the data and lets the hidden ones follow; the second
    lets the machine run freely.  (w_ij and w_ji are one weight.)

    Source: D. H. Ackley, G. E. Hinton and T. J. Sejnowski, "A learning algorithm for Boltzmann
    machines", Cognitive Science 9 (1985), 147-169.  Chapter: Networks that remember.
    """
    S, p = machine.states(), machine.chances()
    table = p.reshape(2**machine.n_visible, -1)
    given = table / table.sum(axis=1, keepdims=True)  # of the hidden units, for each visible state
    seen = np.bincount(_places(machine, data), minlength=len(table)) / len(points(data, "data"))
    q = (seen[:, None] * given).ravel()
    W = S.T @ ((q - p)[:, None] * S)
    np.fill_diagonal(W, 0.0)
    return np.asarray(W), np.asarray((q - p) @ S)


def fit_boltzmann(
    data: Any,
    n_hidden: int = 0,
    rate: float = 0.2,
    rounds: int = 2000,
    seed: int | np.random.Generator = 0,
) -> Boltzmann:
    """Climb the exact gradient from small random weights, and return the machine.

    Parameters
    ----------
    data : -1 and +1, shape (n_samples, n_visible).
    n_hidden : hidden units.
    rate, rounds : the size of each step and how many.
    seed : of the first weights.
    """
    X = signs_of(points(data, "data"), "data")
    n = X.shape[1] + count(n_hidden, "n_hidden", low=0)
    rng, rate = generator(seed), number(rate, "rate", above=0)
    W = np.triu(rng.normal(0, 0.5, (n, n)), 1)
    machine = Boltzmann(W + W.T, rng.normal(0, 0.5, n), X.shape[1])
    for _ in range(count(rounds, "rounds")):
        by_W, by_b = boltzmann_gradient(machine, X)
        machine = Boltzmann(
            machine.weights + rate * by_W, machine.bias + rate * by_b, machine.n_visible
        )
    return machine


def _places(machine: Boltzmann, data: Any) -> Any:
    """Return where in the table of visible states each sample stands."""
    X = shaped(data, ("n_samples", machine.n_visible), "data")
    bits = (signs_of(X, "data") > 0).astype(int)
    return bits @ (2 ** np.arange(machine.n_visible)[::-1])
