"""Threshold units in layers, with weights set by hand: XOR and parity, which no one unit can do."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.boolean.functions import Table, binary_rows, boolean_function, n_inputs, truth_table


class Layer(NamedTuple):
    r"""Threshold units side by side: unit i is 1 where $W_i \cdot x \ge \theta_i$, else 0.

    weights : W, integers, shape (n_units, n_inputs).
    thresholds : θ, integers, shape (n_units,).
    """

    weights: Table
    thresholds: Table


class Network(NamedTuple):
    """Layers of threshold units, each fed by the one before it."""

    layers: tuple[Layer, ...]

    def activations(self, X: Any) -> tuple[Table, ...]:
        """Return the inputs and what each layer makes of them, in turn.

        Parameters
        ----------
        X : inputs 0 or 1, shape (n_rows, n_inputs).

        Returns
        -------
        Arrays of shape (n_rows, n_units), the first one X itself; each layer's units are 0 or 1.

        Raises
        ------
        ValueError : X has another number of columns, or holds other than 0 and 1.
        """
        seen = [binary_rows(X, self.layers[0].weights.shape[1])]
        for W, theta in self.layers:
            seen.append((seen[-1] @ W.T >= theta).astype(np.int64))
        return tuple(seen)

    def __call__(self, X: Any) -> Table:
        """Return what the last layer's single unit makes of each row of X, shape (n_rows,)."""
        return self.activations(X)[-1][:, 0]

    def outputs(self) -> Table:
        """Return the Boolean function that the network computes, shape (2^n,)."""
        return self(truth_table(self.layers[0].weights.shape[1]))


def _layer(weights: Any, thresholds: Any) -> Layer:
    return Layer(np.array(weights, dtype=np.int64), np.array(thresholds, dtype=np.int64))


def xor_network() -> Network:
    """Return two hidden units and an output unit that compute XOR.

    The hidden units are OR and AND; the output is on where OR is and AND is not.  Chapter: XOR.
    """
    return Network((_layer([[1, 1], [1, 1]], [1, 2]), _layer([[1, -1]], [1])))


def table_network(f: Any) -> Network:
    r"""Return two layers that compute a function, with a hidden unit for each input that gives 1.

    The hidden unit of the input a is on at a and nowhere else: its weights are
    $2 a_j - 1$, so that its sum is largest, the number of ones in a, at a alone, and that is its
    threshold.  The output unit is on where any hidden unit is.

    Parameters
    ----------
    f : outputs 0 or 1, shape (2^n,), with at least one 1 and n of at least 1.

    Raises
    ------
    ValueError : f has not 2^n entries, an entry is not 0 or 1, n is 0, or no output is 1.

    Source: W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous
    activity", Bulletin of Mathematical Biophysics 5 (1943), 115-133, for units that compute any
    proposition.  Chapter: XOR.
    """
    f, n = boolean_function(f)
    ones = truth_table(n)[f == 1]  # (n_hidden, n)
    if n == 0 or not len(ones):
        raise ValueError(f"f must have at least one input and one output 1, got {f.tolist()}")
    return Network((_layer(2 * ones - 1, ones.sum(axis=1)), _layer([[1] * len(ones)], [1])))


def parity_network(n: int) -> Network:
    r"""Return one layer of n hidden units, and an output unit, that compute the parity of n bits.

    Hidden unit k is on where at least k inputs are: $h_k = [x_1 + \dots + x_n \ge k]$.  With m
    inputs on, the first m units are, and the output's weights +1, -1, +1, ... sum to 1 where m is
    odd and to 0 where it is even.  For n = 2 it is `xor_network`.

    Parameters
    ----------
    n : number of bits, 1 to 16.

    Raises
    ------
    ValueError : n is not an integer from 1 to 16.

    Chapter: XOR.
    """
    n = n_inputs(n, low=1)
    k = np.arange(n)
    return Network((_layer(np.ones((n, n)), k + 1), _layer([1 - 2 * (k % 2)], [1])))


def parity_tree(n: int) -> Network:
    """Return a tree of XORs that computes the parity of n bits, by units of two inputs at most.

    Each round takes the bits in pairs and puts their XOR in their place, in two layers; a bit
    without a partner is handed on.  There are 2 ceil(log2 n) layers, where `parity_network` has
    two, but no unit has more than two inputs, and from the second round on layers are small.

    Parameters
    ----------
    n : number of bits, 1 to 16.

    Raises
    ------
    ValueError : n is not an integer from 1 to 16.

    Chapter: XOR.
    """
    bits = n_inputs(n, low=1)
    layers: list[Layer] = [_layer([[1]], [1])] if bits == 1 else []
    while bits > 1:
        pairs, alone = divmod(bits, 2)
        hidden, output = xor_network().layers
        lone = _layer(np.ones((alone, alone)), np.ones(alone))
        layers += [_beside([hidden] * pairs + [lone]), _beside([output] * pairs + [lone])]
        bits = pairs + alone
    return Network(tuple(layers))


def _beside(parts: list[Layer]) -> Layer:
    """Put layers beside each other, each with inputs of its own: a block-diagonal matrix."""
    sizes = np.cumsum([(0, 0), *(part.weights.shape for part in parts)], axis=0)
    weights = np.zeros(sizes[-1], dtype=np.int64)
    for part, (row, column) in zip(parts, sizes[:-1], strict=True):
        height, width = part.weights.shape
        weights[row : row + height, column : column + width] = part.weights
    return Layer(weights, np.concatenate([part.thresholds for part in parts]))
