"""The network as it was published: neurons that are 0 or 1, with thresholds at zero."""

from typing import Any

import numpy as np

from mlmath.hopfield.dynamics import signs_of
from mlmath.validation import Floats, count, generator, points, shaped


def binary_weights(memories: Any) -> Floats:
    r"""Return $T_{ij} = \sum_s (2V_i^s - 1)(2V_j^s - 1)$ with $T_{ii} = 0$, shape (N, N).

    Parameters
    ----------
    memories : V, zeros and ones, shape (n_memories, N).

    Source: J. J. Hopfield, "Neural networks and physical systems with emergent collective
    computational abilities", PNAS 79 (1982), 2554-2558, equation 2.  Chapter: Networks that
    remember.
    """
    signs = signs_of(2 * points(memories, "memories") - 1, "2 memories - 1")
    T = signs.T @ signs
    np.fill_diagonal(T, 0.0)
    return np.asarray(T)


def recall_binary(
    weights: Any, state: Any, seed: int | np.random.Generator = 0, max_sweeps: int = 100
) -> Floats:
    r"""Let a state of zeros and ones settle, one neuron after another, and return its end.

    A neuron becomes 1 where $\sum_j T_{ij} V_j > 0$ and 0 where it is below; at 0 it stays.  With
    $V = (s + 1)/2$ that is a network of signs s whose neurons have thresholds of
    $-\tfrac12\sum_j T_{ij}$: these disturb a memory as much as the other memories do, and twice the
    disturbance leaves half the room.

    Parameters
    ----------
    weights : T, shape (N, N).
    state : V, shape (N,).
    seed : for the order of the neurons, fresh in each sweep.
    max_sweeps : after which to give up.
    """
    T = shaped(weights, ("N", "N"), "weights")
    V = shaped(state, (len(T),), "state").copy()
    signs_of(2 * V - 1, "2 state - 1")
    rng = generator(seed)
    field = T @ V
    for _ in range(count(max_sweeps, "max_sweeps")):
        quiet = True
        for i in rng.permutation(len(V)):
            new = V[i] if field[i] == 0 else float(field[i] > 0)
            if new != V[i]:
                field += (new - V[i]) * T[:, i]
                V[i] = new
                quiet = False
        if quiet:
            break
    return V
