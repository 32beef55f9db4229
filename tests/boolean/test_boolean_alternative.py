"""Gordan's theorem: one of two things, in integers."""

import numpy as np
import pytest

from mlmath.boolean import alternative, gordan_alternative


@pytest.mark.parametrize("seed", range(40))
def test_gordan_s_theorem_on_random_matrices(seed):
    rng = np.random.default_rng(seed)
    A = rng.integers(-4, 5, (rng.integers(1, 9), rng.integers(1, 5)))
    w, y = gordan_alternative(A)
    assert (w is None) == (y is not None)
    if w is not None:
        assert (A @ w > 0).all()
    if y is not None:
        assert (y >= 0).all()
        assert y.any()
        assert not (y @ A).any()


def test_gordan_s_theorem_by_hand():
    assert gordan_alternative([[1, 0], [0, 1]]).weights is not None
    opposite = gordan_alternative([[2, 1], [-2, -1]]).combination
    assert opposite is not None
    assert opposite[0] == opposite[1] > 0
    zero = gordan_alternative([[1, 1], [0, 0]]).combination
    assert zero is not None
    assert zero.tolist()[0] == 0
    thirds = gordan_alternative([[1], [-3]]).combination  # 3 · 1 + 1 · (-3) = 0
    assert thirds is not None
    assert thirds[0] == 3 * thirds[1]


@pytest.mark.parametrize("safe", [1, 50, 500])
@pytest.mark.parametrize("seed", range(8))
def test_beyond_64_bits_it_goes_on_in_longer_integers(seed, safe, monkeypatch):
    """The same run, with the limit set so low that it is passed."""
    A = np.random.default_rng(seed).integers(-9, 10, (6, 3))
    right = gordan_alternative(A)
    monkeypatch.setattr(alternative, "_SAFE", safe)
    found = gordan_alternative(A)
    for mine, theirs in zip(found, right, strict=True):
        assert np.array(mine).tolist() == np.array(theirs).tolist()  # None, too, as it is


def test_no_product_passes_the_bound_by_which_overflow_is_told():
    """|A w| <= sqrt(k) R^2 after k additions, R the longest row: on runs of up to 2,000."""
    for seed in range(20):
        A = np.random.default_rng(seed).integers(-9, 10, (7, 4))
        w, longest = np.zeros(4, dtype=int), (A * A).sum(axis=1).max()
        for k in range(2000):
            assert np.abs(A @ w).max() <= np.sqrt(k) * longest
            row = (A @ w).argmin()
            if A[row] @ w > 0:
                break
            w = w + A[row]


@pytest.mark.parametrize("A", [[[0.5]], [1, 2], np.zeros((0, 2), dtype=int), [["a"]], [[True]]])
def test_an_error_names_the_argument_what_was_expected_and_what_came(A):
    with pytest.raises(ValueError) as error:
        gordan_alternative(A)
    assert str(error.value).startswith(
        "A must hold integers in shape (n_rows, n_columns), both at least 1, got "
    )


@pytest.mark.parametrize(
    "A",
    [
        [[2**33, 1], [2**33, -1]],
        np.array([[2**63, 1]], dtype=np.uint64),
        [[-(2**20) - 1, 1]],
        np.ones((1, 257), dtype=int),
    ],
)
def test_what_could_overflow_is_refused(A):
    """With wrapped products it would prove that nothing separates [2^33, 1] and [2^33, -1]."""
    with pytest.raises(ValueError, match=r"^A must have at most 256 columns of integers"):
        gordan_alternative(A)
