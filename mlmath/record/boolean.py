"""The results that the chapter Exclusive or reproduces."""

import numpy as np

from mlmath.boolean import (
    check_certificate,
    count_threshold_functions,
    count_without_crossing,
    order,
    parity,
    parity_network,
    polynomial_threshold,
    truth_table,
)
from mlmath.record import Measured, Result

PUBLISHED = (2, 4, 14, 104, 1882)  # n = 0 to 4


def counts() -> Measured:
    """Count the threshold functions of up to four inputs."""
    found = [count_threshold_functions(n) for n in range(len(PUBLISHED))]
    return Measured(", ".join(f"{value:,}" for value in found), tuple(found) == PUBLISHED)


def xor_inside() -> Measured:
    """Count the functions of up to four inputs in which no XOR sits: all of them are units'."""
    found = [count_without_crossing(n) for n in range(len(PUBLISHED))]
    return Measured(", ".join(f"{value:,}" for value in found), tuple(found) == PUBLISHED)


def hardest() -> Measured:
    """Find all functions of three inputs that need a detector of all three."""
    rows = truth_table(8)  # every table of eight outputs
    found = [f for f in rows if polynomial_threshold(f, 2) is None]
    right = [(1 - parity(3)).tolist(), parity(3).tolist()]
    return Measured(str(len(found)), sorted(f.tolist() for f in found) == sorted(right))


def orders_of_parity() -> Measured:
    """Find the order of parity, with a certificate that one less is not enough."""
    sizes = range(1, 6)
    found = [order(parity(n)) for n in sizes]
    agrees = all(
        f.order == n
        and f.certificate is not None
        and check_certificate(parity(n), f.certificate, n - 1)
        for n, f in zip(sizes, found, strict=True)
    )
    return Measured(", ".join(str(f.order) for f in found), agrees)


def orders_of_exactly_one() -> Measured:
    """Find the order of "exactly one of n inputs is on"."""
    found = [order((truth_table(n).sum(axis=1) == 1).astype(np.int64)).order for n in range(2, 6)]
    return Measured(", ".join(map(str, found)), found == [2, 2, 2, 2])


def one_product() -> Measured:
    """Find a sum with the product of both inputs that computes XOR."""
    found = polynomial_threshold([0, 1, 1, 0], 2)
    if found is None:
        return Measured("none", False)
    agrees = found(truth_table(2)).tolist() == [0, 1, 1, 0]
    terms = dict(zip(found.masks, found.weights.tolist(), strict=True))
    text = f"{terms[0,]} x₁ + {terms[1,]} x₂ − {-terms[0, 1]} x₁x₂ > {-terms[()]}"
    return Measured(text, agrees)


def parity_by_units() -> Measured:
    """Compute parity of up to 10 bits with a hidden unit for each bit, on every input."""
    agrees = all((parity_network(n).outputs() == parity(n)).all() for n in range(1, 11))
    return Measured("right on all inputs of 1 to 10 bits", agrees)


RESULTS = [
    Result(
        "Threshold functions of 0, 1, 2, 3, 4 inputs",
        "2, 4, 14, 104, 1,882",
        "{cite:t}`muroga1962`; {cite:t}`oeis2026`",
        counts,
    ),
    Result(
        "Functions of 0, 1, 2, 3, 4 inputs in which no XOR sits",
        "2, 4, 14, 104, 1,882",
        "{cite:t}`muroga1970`",
        xor_inside,
    ),
    Result(
        "Functions of three inputs that need a detector of all three",
        "2, parity and its opposite",
        "{prf:ref}`thm-parity`",
        hardest,
    ),
    Result(
        "Order of parity of 1 to 5 inputs",
        "1, 2, 3, 4, 5",
        "{prf:ref}`thm-parity`, {cite:t}`minsky1969`",
        orders_of_parity,
    ),
    Result(
        "Order of “exactly one of n inputs is on”, n = 2 to 5",
        "2, 2, 2, 2",
        "{cite:t}`minsky1969`",
        orders_of_exactly_one,
    ),
    Result(
        "A sum with one product computes XOR",
        "order 2",
        "{cite:t}`minsky1969`",
        one_product,
    ),
    Result(
        "Parity of n bits by n hidden units",
        "n units are enough",
        "{doc}`/chapters/02_boolean`",
        parity_by_units,
    ),
]
