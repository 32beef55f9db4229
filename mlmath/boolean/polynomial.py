"""Minsky and Papert's order: how many inputs at once the terms of a threshold sum must look at."""

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from mlmath.boolean.alternative import gordan_alternative
from mlmath.boolean.functions import Table, binary_rows, boolean_function, n_inputs, truth_table
from mlmath.validation import count, numbers

# Of a function that is decided; beyond, hard cases of a higher order take more than seconds.
MOST_INPUTS = 6
MOST_INPUTS_OF_ONE_UNIT = 8
Masks = tuple[tuple[int, ...], ...]


def masks(n: int, k: int) -> Masks:
    """Return the sets of at most k of n inputs, small ones first; columns count from 0.

    A mask stands for the conjunction of its inputs, which is 1 where all of them are 1; the empty
    one is always 1.  Any function of k inputs is a weighed sum of masks of at most k inputs.
    """
    n = n_inputs(n)
    k = count(k, "k", low=0)
    return tuple(mask for size in range(k + 1) for mask in combinations(range(n), size))


def _values(X: Table, sets: Masks) -> Table:
    """Return the product of the columns in each mask, shape (n_rows, n_masks)."""
    return np.column_stack([X[:, list(mask)].prod(axis=1) for mask in sets])


class PolynomialThreshold(NamedTuple):
    """A perceptron over conjunctions: 1 where the weighed sum of masks is above 0, else 0.

    n : number of inputs.
    masks : the conjunctions, as tuples of columns; the empty one has minus the threshold.
    weights : an integer for each, shape (n_masks,).
    """

    n: int
    masks: Masks
    weights: Table

    def scores(self, X: Any) -> Table:
        """Return the weighed sum for each row of inputs 0 or 1, shape (n_rows, n)."""
        return _values(binary_rows(X, self.n), self.masks) @ self.weights

    def __call__(self, X: Any) -> Table:
        """Return the output 0 or 1 for each row of inputs 0 or 1, shape (n_rows, n)."""
        return (self.scores(X) > 0).astype(np.int64)


class Order(NamedTuple):
    """The order of a Boolean function, with both proofs.

    order : the least k for which a weighed sum of conjunctions of at most k inputs, compared
        with a threshold, computes the function.
    polynomial : such a sum, which shows that k is enough.
    certificate : what shows that k - 1 is not (see `check_certificate`); None for order 0.
    """

    order: int
    polynomial: PolynomialThreshold
    certificate: Table | None


def polynomial_threshold(f: Any, k: int) -> PolynomialThreshold | None:
    """Return a perceptron of order at most k that computes f, or None where there is none.

    None is certain: `order_certificate` then has the proof.

    Parameters
    ----------
    f : outputs 0 or 1, shape (2^n,), of at most 6 inputs; of at most 8 where k is 0 or 1.
    k : the largest number of inputs in one conjunction, at least 0.

    Raises
    ------
    ValueError : f has not 2^n entries, an entry is not 0 or 1, n is too large, or k is not an
        integer of at least 0.
    """
    return _decide(f, k)[0]


def order_certificate(f: Any, k: int) -> Table | None:
    """Return a proof that no perceptron of order k computes f, or None where one does.

    The proof is a weight for each input of f, an integer, shape (2^n,): `check_certificate` says
    what it must fulfill and checks it.
    """
    return _decide(f, k)[1]


def _decide(f: Any, k: int) -> tuple[PolynomialThreshold | None, Table | None]:
    k = count(k, "k", low=0)
    f, n = boolean_function(f, high=MOST_INPUTS_OF_ONE_UNIT if k <= 1 else MOST_INPUTS)
    sets = masks(n, k)
    signs = 2 * f - 1
    # In signs ±1 the products of inputs are orthogonal, which keeps the run short; they span the
    # same functions as the conjunctions do.
    A = signs[:, None] * _values(truth_table(n, signs=True), sets)
    found = gordan_alternative(A)
    if found.combination is not None:
        return None, signs * found.combination
    assert found.weights is not None  # one of the two it is
    return PolynomialThreshold(n, sets, _from_signs(sets, found.weights)), None


def _from_signs(sets: Masks, weights: Table) -> Table:
    r"""Return the weights of conjunctions whose sum equals that of products of signs.

    With $s_j = 2 x_j - 1$ a product of signs is, multiplied out,

    .. math:: \prod_{j \in S} s_j
              = \sum_{T \subseteq S} 2^{|T|} (-1)^{|S| - |T|} \prod_{j \in T} x_j
    """
    place = {mask: i for i, mask in enumerate(sets)}
    total = np.zeros(len(sets), dtype=np.int64)
    for mask, weight in zip(sets, weights, strict=True):
        for size in range(len(mask) + 1):
            for part in combinations(mask, size):
                total[place[part]] += weight * (1 << size) * (-1) ** (len(mask) - size)
    divisor = int(np.gcd.reduce(total))
    return total // divisor


def order(f: Any) -> Order:
    """Return the least order of a perceptron that computes f, with both proofs.

    Constant functions have order 0, what one threshold unit computes has order 1 (or 0), and
    parity is one of two functions whose order is n, the other being its negation.

    Parameters
    ----------
    f : outputs 0 or 1 of at most 6 inputs, shape (2^n,).

    Raises
    ------
    ValueError : f has not 2^n entries, an entry is not 0 or 1, or n is more than 6.

    Source: M. Minsky and S. Papert, Perceptrons, MIT Press (1969).  Chapter: XOR.
    """
    f, _ = boolean_function(f, high=MOST_INPUTS)
    k, certificate = 0, None
    while True:
        polynomial, refusal = _decide(f, k)
        if polynomial is not None:
            return Order(k, polynomial, certificate)
        k, certificate = k + 1, refusal


def signed_sums(certificate: Any, k: int) -> Table:
    r"""Return $\sum_x c(x) \prod_{j \in T} x_j$ for each mask T of at most k inputs.

    These are the sums that a certificate must bring to zero, exact, in the order of `masks`.
    """
    c, n = _whole(certificate)
    return c @ _values(truth_table(n), masks(n, k))


def check_certificate(f: Any, certificate: Any, k: int) -> bool:
    r"""Check, in integers, a proof that no perceptron of order k computes f.

    The proof is a function c of the inputs, not zero everywhere, that is at least 0 where f is 1,
    at most 0 where f is 0, and orthogonal to every conjunction of at most k inputs:

    .. math:: \sum_x c(x) \prod_{j \in T} x_j = 0 \qquad \text{for all } |T| \le k

    Suppose a weighed sum P of these conjunctions were above 0 exactly where f is 1.  Then no
    term of $\sum_x c(x) P(x)$ is negative, and one is positive: by $T = \emptyset$ the values of
    c sum to zero, so that some c(x) > 0, where P(x) > 0.  Yet the sum is zero.

    Parameters
    ----------
    f : outputs 0 or 1, shape (2^n,).
    certificate : c, whole numbers, shape (2^n,).
    k : the order that is refused.

    Raises
    ------
    ValueError : f is no Boolean function, or the certificate no whole numbers in f's shape.

    Source: for parity, M. Minsky and S. Papert, Perceptrons, MIT Press (1969), chapter 3; that
    there is always such a proof is Gordan's theorem (see `gordan_alternative`).  Chapter: XOR.
    """
    f, n = boolean_function(f)
    c, inputs = _whole(certificate)
    if inputs != n:
        raise ValueError(f"certificate must have shape {f.shape}, as f, got {c.shape}")
    right_signs = ((2 * f - 1) * c >= 0).all()
    return bool(c.any() and right_signs and not signed_sums(c, k).any())


def _whole(certificate: Any) -> tuple[Table, int]:
    c = numbers(certificate, "certificate")
    n = c.size.bit_length() - 1
    if c.ndim != 1 or c.size != 1 << max(n, 0):
        raise ValueError(f"certificate must have shape (2^n,), got {c.shape}")
    n_inputs(n, "the number of inputs of certificate")
    if (c != np.round(c)).any() or np.abs(c).sum() >= 2**53:  # sums stay exact below
        raise ValueError("certificate must hold whole numbers whose sizes sum to less than 2^53")
    return c.astype(np.int64), n
