"""Minsky and Papert's order, with its proofs on both sides."""

from math import comb

import numpy as np
import pytest

from mlmath.boolean import (
    check_certificate,
    masks,
    order,
    order_certificate,
    parity,
    parity_certificate,
    polynomial_threshold,
    signed_sums,
    tabulate,
    truth_table,
)


def every_function(n):
    """All Boolean functions of n inputs, one by one."""
    return (((number >> np.arange(2**n)) & 1) for number in range(2 ** (2**n)))


def check_both_sides(f):
    """Try the polynomial on every input, and the certificate by sums written out."""
    n = len(f).bit_length() - 1
    found = order(f)
    assert max(len(mask) for mask in found.polynomial.masks) == found.order
    for x, wanted in zip(truth_table(n).tolist(), f, strict=True):
        total = sum(
            int(weight) * all(x[j] for j in mask)
            for mask, weight in zip(found.polynomial.masks, found.polynomial.weights, strict=True)
        )
        assert (total > 0) == wanted
    if found.order == 0:
        assert found.certificate is None
    else:
        assert found.certificate is not None
        check_certificate_by_hand(f, found.certificate.tolist(), found.order - 1)
    return found.order


def check_certificate_by_hand(f, c, k):
    n = len(f).bit_length() - 1
    assert any(c)
    assert all(value * (1 if wanted else -1) >= 0 for value, wanted in zip(c, f, strict=True))
    for mask in masks(n, k):
        rows = truth_table(n).tolist()
        assert sum(v for v, x in zip(c, rows, strict=True) if all(x[j] for j in mask)) == 0


@pytest.mark.parametrize("n", range(1, 7))
def test_parity_has_order_n_and_its_certificate_shows_it(n):
    """Minsky and Papert 1969, chapter 3: no perceptron of order below n computes parity."""
    found = order(parity(n))
    assert found.order == n
    assert (found.polynomial(truth_table(n)) == parity(n)).all()
    # The one proof there is: every input once, with its sign.
    assert found.certificate is not None
    share = found.certificate // found.certificate[-1] * parity_certificate(n)[-1]
    assert np.array_equal(share, parity_certificate(n))


@pytest.mark.parametrize("n", range(1, 11))
def test_the_signed_sums_of_parity_vanish_below_order_n_and_not_at_n(n):
    """Exact, for each n shown; at order n the one sum that is left is c(1, ..., 1) = ±1."""
    c = parity_certificate(n)
    assert not signed_sums(c, n - 1).any()
    assert signed_sums(c, n).tolist() == [0] * (2**n - 1) + [-((-1) ** n)]
    assert check_certificate(parity(n), c, n - 1)
    assert not check_certificate(parity(n), c, n)
    check_certificate_by_hand(parity(n).tolist(), c.tolist(), min(n - 1, 3))


@pytest.mark.parametrize("n", range(4))
def test_every_function_of_up_to_three_inputs_with_both_proofs(n):
    """And the number of each order: one unit computes those of order 0 and 1 (OEIS A000609).

    Only parity and its negation have order n: any other function has a correlation below 1 with
    parity, and taking that part away leaves its signs.
    """
    orders = [check_both_sides(f.tolist()) for f in every_function(n)]
    assert sum(k <= 1 for k in orders) == [2, 4, 14, 104][n]
    assert orders.count(0) == 2
    if n > 0:
        assert orders.count(n) == 2


@pytest.mark.parametrize("n", [4, 5, 6])
def test_random_functions_with_both_proofs(n):
    rng = np.random.default_rng(n)
    for _ in range(6):
        check_both_sides(rng.integers(0, 2, 2**n).tolist())


def test_orders_that_follow_from_small_arguments():
    """[x1 + ... + xn = m] is of order 2, as 1/2 - (sum - m)² is; inputs not looked at add none."""
    for n, m in ((4, 2), (5, 1), (6, 3)):
        assert order(tabulate(lambda *x, m=m: sum(x) == m, n)).order == 2
    assert order(tabulate(lambda a, b, c, d: a != d, 4)).order == 2
    assert order(tabulate(lambda a, b, c, d: (a + b + c) % 2, 4)).order == 3
    assert order([0, 0, 0, 0]).order == 0
    assert order([1]).order == 0


def test_negating_exchanging_or_negating_inputs_leaves_the_order():
    rng = np.random.default_rng(2)
    for _ in range(10):
        f = rng.integers(0, 2, 16)
        cube = f.reshape(2, 2, 2, 2)
        k = order(f).order
        assert order(1 - f).order == k
        assert order(cube.transpose(2, 0, 3, 1).ravel()).order == k
        assert order(cube[::-1, :, ::-1].ravel()).order == k


def test_masks_are_counted_by_binomials():
    assert masks(3, 2) == ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2))
    for n in range(6):
        for k in range(8):
            assert len(masks(n, k)) == sum(comb(n, j) for j in range(k + 1))


@pytest.mark.parametrize(
    "wrong",
    [
        [0, 0, 0, 0],  # nothing
        [1, -1, -1, 1],  # the signs of XNOR
        [-1, 1, 1, -2],  # a sum that is not zero
        [-1, 1, 0, 0],  # a sum of order one that is not zero
    ],
)
def test_a_wrong_certificate_is_refused(wrong):
    assert check_certificate(parity(2), [-1, 1, 1, -1], 1)
    assert check_certificate(parity(2), [-3, 3, 3, -3], 1)
    assert not check_certificate(parity(2), wrong, 1)


def test_what_a_polynomial_computes_has_no_certificate_and_the_other_way_round():
    for f in every_function(3):
        for k in range(4):
            polynomial, certificate = polynomial_threshold(f, k), order_certificate(f, k)
            assert (polynomial is None) == (certificate is not None)
            if certificate is not None:
                assert check_certificate(f, certificate, k)


ERRORS = [
    (lambda: order(parity(7)), "the number of inputs of f must be at most 6, got 7"),
    (lambda: order([0, 1, 2, 1]), "f must hold only 0 and 1, got 2"),
    (lambda: polynomial_threshold(parity(7), 2),
     "the number of inputs of f must be at most 6, got 7"),
    (lambda: order_certificate([0, 1], -1), "k must be at least 0, got -1"),
    (lambda: order_certificate([0, 1], 0.5),  # type: ignore[arg-type]
     "k must be an integer, got 0.5"),
    (lambda: masks(2, -1), "k must be at least 0, got -1"),
    (lambda: check_certificate([0, 1], [1, 2, 3], 1),
     "certificate must have shape (2^n,), got (3,)"),
    (lambda: check_certificate([0, 1], [1], 1), "certificate must have shape (2,), as f, got (1,)"),
    (lambda: check_certificate([0, 1], [0.5, 1], 1), "certificate must hold whole numbers"),
    (lambda: check_certificate([0, 1], [-1e300, 1e300], 1), "certificate must hold whole numbers"),
    (lambda: check_certificate([0, 1], None, 1), "certificate must hold numbers in a rectangular"),
    (lambda: signed_sums([1, np.nan], 1), "certificate must hold finite numbers, got nan"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
