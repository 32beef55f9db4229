"""Temperature, top-k and the nucleus: what stays, what it sums to, how often it is drawn."""

import numpy as np
import pytest

from mlmath.language_model.sampling import sample_tokens, sampling_probabilities

# Probabilities 0.4, 0.3, 0.2, 0.1, in another order.
FOUR = np.log([0.2, 0.4, 0.1, 0.3])


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def some_logits(seed, shape=(3, 4, 11)):
    return np.random.default_rng(seed).normal(scale=2, size=shape)


@pytest.mark.parametrize("seed", range(3))
def test_without_filters_it_is_softmax(seed):
    z = some_logits(seed)
    p = sampling_probabilities(z, temperature=1, top_k=11, top_p=1)
    np.testing.assert_allclose(p, softmax(z), rtol=1e-13)
    np.testing.assert_allclose(sampling_probabilities(z, 0.5), softmax(2 * z), rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("top_k", [1, 2, 5, 11, 50, None])
@pytest.mark.parametrize("top_p", [1e-9, 0.3, 0.9, 1])
@pytest.mark.parametrize("temperature", [0, 0.1, 1, 30])
def test_rows_sum_to_one_keep_their_order_and_stay_within_k(seed, top_k, top_p, temperature):
    z = some_logits(seed)
    p = sampling_probabilities(z, temperature, top_k, top_p)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    support = (p > 0).sum(axis=-1)
    assert support.min() >= 1
    assert support.max() <= (top_k or 11)
    falling = np.take_along_axis(p, np.argsort(-z, axis=-1), axis=-1)
    assert (np.diff(falling, axis=-1) <= 0).all()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("top_p", [0.05, 0.5, 0.8, 0.99])
def test_the_nucleus_is_the_smallest_set_that_reaches_p(seed, top_p):
    z = some_logits(seed, (40, 9))
    kept = sampling_probabilities(z, top_p=top_p) > 0
    for p, keep in zip(softmax(z), kept, strict=True):
        assert p[keep].sum() >= top_p - 1e-12
        assert p[keep].sum() - p[keep].min() < top_p  # without its least likely it falls short
        assert p[keep].min() >= p[~keep].max(initial=0)


def test_the_nucleus_by_hand():
    """Of 0.4, 0.3, 0.2, 0.1 the nucleus of 0.6 holds the first two: 4/7 and 3/7."""
    np.testing.assert_allclose(sampling_probabilities(FOUR, top_p=0.6), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_allclose(sampling_probabilities(FOUR, top_p=0.39), [0, 1, 0, 0])
    np.testing.assert_allclose(sampling_probabilities(FOUR, top_p=0.71)[2], 0)
    assert (sampling_probabilities(FOUR, top_p=0.91) > 0).all()


def test_top_k_by_hand_and_with_a_tie():
    np.testing.assert_allclose(sampling_probabilities(FOUR, top_k=3), [2 / 9, 4 / 9, 0, 3 / 9])
    np.testing.assert_allclose(sampling_probabilities([1, 1, 1, 0], top_k=2), [1 / 3] * 3 + [0])
    np.testing.assert_allclose(sampling_probabilities([1, 1, 1], top_p=0.5), [0.5, 0.5, 0])


@pytest.mark.parametrize("V", [3, 7, 10, 49, 50, 1000])
def test_of_equal_tokens_the_share_p_is_enough_however_float64_adds(V):
    """Any k of V tokens hold k/V of all, exactly, which float64 may miss."""
    z = np.zeros((2, V)) + 0.3
    for k in {1, 2, V // 3, V // 2, 4 * V // 5, V - 1} - {0}:
        for p in (k / V, float(np.nextafter(k / V, 0)), float(np.nextafter(k / V, 1))):
            kept = sampling_probabilities(z, top_p=p) > 0
            assert (kept.argmin(axis=-1) == k).all()
            assert (kept.sum(axis=-1) == k).all()
        more = sampling_probabilities(z, top_p=k / V + 1e-9) > 0
        assert (more.sum(axis=-1) == k + 1).all()


def test_a_tie_at_the_edge_of_the_nucleus_by_hand():
    """Shares 2/6, 1/6, 1/6, 1/6, 1/6: a half needs the first and one more, two thirds two more."""
    z = np.log([1, 2, 1, 1, 1])
    assert sampling_probabilities(z, top_p=0.5).nonzero()[0].tolist() == [0, 1]
    assert sampling_probabilities(z, top_p=2 / 3).nonzero()[0].tolist() == [0, 1, 2]
    assert sampling_probabilities(z, top_p=5 / 6).nonzero()[0].tolist() == [0, 1, 2, 3]


def test_top_p_counts_what_top_k_has_left():
    """Of 0.4, 0.3, 0.2 (out of 0.9) the first makes 4/9 < 1/2, the first two 7/9 >= 1/2."""
    p = sampling_probabilities(FOUR, top_k=3, top_p=0.5)
    np.testing.assert_allclose(p, [0, 4 / 7, 0, 3 / 7])
    p = sampling_probabilities(FOUR, top_k=3, top_p=0.42)  # 0.4 would fall short of 0.42
    np.testing.assert_allclose(p, [0, 1, 0, 0])


def test_temperature_goes_before_the_nucleus():
    """At T = 1/2 the probabilities are as 16 : 9 : 4 : 1 of 30, and 16/30 reaches 0.5."""
    np.testing.assert_allclose(sampling_probabilities(FOUR, 0.5, top_p=0.5), [0, 1, 0, 0])
    assert (sampling_probabilities(FOUR, 1, top_p=0.5) > 0).sum() == 2


def test_temperature_zero_is_the_first_of_the_largest():
    np.testing.assert_array_equal(sampling_probabilities([0, 2, 2, 1], 0), [0, 1, 0, 0])
    cold = sampling_probabilities(FOUR, 1e-3)
    np.testing.assert_allclose(cold, sampling_probabilities(FOUR, 0), atol=1e-12)


@pytest.mark.parametrize("shift", [-1e6, 1e6])
def test_a_shift_of_the_logits_changes_nothing(shift):
    z = np.array([1.0, 0.0, 3.0, 2.5])
    np.testing.assert_allclose(
        sampling_probabilities(z + shift, 0.7, 3, 0.9), sampling_probabilities(z, 0.7, 3, 0.9)
    )


def test_extreme_logits_stay_finite():
    np.testing.assert_array_equal(sampling_probabilities([1e6, -1e6, 0.0]), [1, 0, 0])
    np.testing.assert_array_equal(sampling_probabilities([1e6, 0], 1e-308), [1, 0])
    np.testing.assert_array_equal(sampling_probabilities([0, -np.inf]), [1, 0])
    np.testing.assert_array_equal(sampling_probabilities([3.0]), [1])
    assert sampling_probabilities(np.zeros((0, 4))).shape == (0, 4)


def test_draws_follow_the_probabilities_and_never_leave_the_support():
    z = np.tile(FOUR, (20_000, 1))
    drawn = sample_tokens(z, top_k=3, seed=0)
    shares = np.bincount(drawn.astype(np.intp), minlength=4) / 20_000
    np.testing.assert_allclose(shares, [2 / 9, 4 / 9, 0, 3 / 9], atol=4 * np.sqrt(0.25 / 20_000))
    assert shares[2] == 0


def test_draws_have_the_rows_shape_and_repeat_with_the_seed():
    z = some_logits(0)
    drawn = sample_tokens(z, seed=5)
    assert drawn.shape == (3, 4)
    assert drawn.dtype == np.int64
    np.testing.assert_array_equal(drawn, sample_tokens(z, seed=np.random.default_rng(5)))
    np.testing.assert_array_equal(sample_tokens(z, temperature=0), z.argmax(axis=-1))
    assert sample_tokens([0.0, -np.inf]) == 0


class Fixed(np.random.Generator):
    """A generator whose numbers from [0, 1) are all the same."""

    def __init__(self, u):
        super().__init__(np.random.PCG64())
        self.u = u

    def random(self, size=None):  # type: ignore[override]
        return np.full(size, self.u)


def test_the_least_and_the_largest_uniform_number_still_draw_from_the_support():
    z = np.concatenate([[-np.inf], np.log(np.full(7, 1 / 7)), [-np.inf]])
    assert sample_tokens(z, seed=Fixed(0.0)) == 1
    assert sample_tokens(z, seed=Fixed(1 - 2**-53)) == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"temperature": -0.1}, "temperature must be at least 0, got -0.1"),
        ({"temperature": float("nan")}, "temperature must be finite"),
        ({"temperature": "hot"}, "temperature must be a number"),
        ({"top_k": 0}, "top_k must be at least 1"),
        ({"top_k": 2.0}, "top_k must be an integer"),
        ({"top_p": 0}, "top_p must be above 0"),
        ({"top_p": 1.01}, "top_p must be at most 1"),
    ],
)
def test_parameters_out_of_range_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        sample_tokens(FOUR, **arguments)


@pytest.mark.parametrize(
    ("logits", "message"),
    [
        (3.0, r"shape \(..., V\) with V at least 1, got \(\)"),
        ([], r"V at least 1, got \(0,\)"),
        ([1, float("nan")], "finite numbers or -inf, got nan"),
        ([1, float("inf")], "finite numbers or -inf, got inf"),
        ([[0, 1], [-np.inf, -np.inf]], "a finite number in each row"),
        (["a", "b"], "must hold numbers"),
        ([[1, 2], [3]], "must hold numbers"),
    ],
)
def test_logits_that_are_none_are_refused(logits, message):
    with pytest.raises(ValueError, match=message):
        sampling_probabilities(logits)
