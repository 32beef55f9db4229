"""Attention: its laws, its gradients, and what it refuses."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.attention import attention_weights, scaled_dot_product_attention, softmax
from mlmath.autodiff import Tensor, gradient_check

SEEDS = range(5)


def three(seed, T=5, S=7, d=4, v=3, leading=()):
    rng = np.random.default_rng(seed)
    shapes = (*leading, T, d), (*leading, S, d), (*leading, S, v)
    return [rng.normal(size=shape) for shape in shapes]


def by_loops(Q, K, V, allowed):
    """Equation (1) of Vaswani et al. (2017) with plain numbers, one query at a time."""
    rows = []
    for t, q in enumerate(Q):
        powers = [
            math.exp(sum(a * b for a, b in zip(q, k, strict=True)) / math.sqrt(len(q)))
            if allowed[t][s]
            else 0.0
            for s, k in enumerate(K)
        ]
        total = sum(powers)
        rows.append(
            [
                sum(p / total * v[j] for p, v in zip(powers, V, strict=True))
                for j in range(len(V[0]))
            ]
        )
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_equation_1_with_plain_numbers(seed):
    Q, K, V = three(seed)
    everywhere = np.ones((5, 7), bool)
    assert scaled_dot_product_attention(Q, K, V) == pytest.approx(
        np.array(by_loops(Q, K, V, everywhere)), abs=1e-14
    )
    assert scaled_dot_product_attention(Q, K, V, causal=True) == pytest.approx(
        np.array(by_loops(Q, K, V, np.tri(5, 7, dtype=bool))), abs=1e-14
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_weights_are_not_negative_and_sum_to_one(seed):
    Q, K, _ = three(seed, leading=(2, 3))
    for causal in (False, True):
        w = attention_weights(Q, K, causal)
        assert w.shape == (2, 3, 5, 7)
        assert (w >= 0).all()
        assert w.sum(axis=-1) == pytest.approx(np.ones((2, 3, 5)), abs=1e-14)


@pytest.mark.parametrize("seed", SEEDS)
def test_weights_are_the_softmax_of_the_scaled_products(seed):
    Q, K, _ = three(seed)
    assert attention_weights(Q, K) == pytest.approx(softmax(Q @ K.T / math.sqrt(4)), abs=1e-15)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shift_of_all_scores_of_a_query_changes_nothing(seed):
    """A vector added to all keys adds the same q·c to every score of a query."""
    Q, K, V = three(seed)
    c = np.random.default_rng(seed + 100).normal(size=4)
    shifted = scaled_dot_product_attention(Q, K + c, V)
    assert shifted == pytest.approx(scaled_dot_product_attention(Q, K, V), abs=1e-13)


@pytest.mark.parametrize("seed", SEEDS)
def test_keys_with_their_values_may_come_in_any_order(seed):
    Q, K, V = three(seed)
    turn = np.random.default_rng(seed + 100).permutation(7)
    permuted = scaled_dot_product_attention(Q, K[turn], V[turn])
    assert permuted == pytest.approx(scaled_dot_product_attention(Q, K, V), abs=1e-14)
    assert attention_weights(Q, K[turn]) == pytest.approx(attention_weights(Q, K)[:, turn])


@pytest.mark.parametrize("seed", SEEDS)
def test_each_query_gets_its_own_answer_in_any_order(seed):
    Q, K, V = three(seed)
    turn = np.random.default_rng(seed + 100).permutation(5)
    permuted = scaled_dot_product_attention(Q[turn], K, V)
    assert permuted == pytest.approx(scaled_dot_product_attention(Q, K, V)[turn], abs=1e-14)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_result_is_linear_in_the_values_and_inside_their_range(seed):
    Q, K, V = three(seed)
    other = np.random.default_rng(seed + 100).normal(size=V.shape)
    f = scaled_dot_product_attention
    assert f(Q, K, 2 * V + other) == pytest.approx(2 * f(Q, K, V) + f(Q, K, other), abs=1e-13)
    assert (f(Q, K, V) <= V.max(axis=0) + 1e-14).all()
    assert (f(Q, K, V) >= V.min(axis=0) - 1e-14).all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("cut", [1, 3, 4])
def test_causal_what_comes_later_changes_nothing_before(seed, cut):
    Q, K, V = three(seed, S=5)
    before = scaled_dot_product_attention(Q, K, V, causal=True)
    for a in (Q, K, V):
        a[cut:] = np.random.default_rng(seed + 100).normal(size=a[cut:].shape)
    after = scaled_dot_product_attention(Q, K, V, causal=True)
    assert np.array_equal(before[:cut], after[:cut])
    assert not np.isclose(before[cut:], after[cut:]).any()


def test_the_first_position_sees_itself_alone():
    Q, K, V = three(0, S=5)
    assert np.array_equal(scaled_dot_product_attention(Q, K, V, causal=True)[0], V[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mask_hides_keys_as_if_they_were_not_there(seed):
    Q, K, V = three(seed)
    seen = np.array([True, False, True, True, False, False, True])
    wanted = scaled_dot_product_attention(Q, K[seen], V[seen])
    added = np.where(seen, 0.0, -np.inf)
    for mask in (seen, seen[None], np.tile(seen, (5, 1)), added):
        assert scaled_dot_product_attention(Q, K, V, mask=mask) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mask_of_numbers_is_added_to_the_scaled_scores(seed):
    Q, K, _ = three(seed)
    added = np.random.default_rng(seed + 100).normal(size=(5, 7))
    w = attention_weights(Q, K, mask=added)
    assert w == pytest.approx(softmax(Q @ K.T / 2 + added), abs=1e-15)


def test_mask_and_causal_both_apply():
    Q, K, _ = three(0, S=5)
    seen = np.array([True, True, False, True, True])
    both = attention_weights(Q, K, causal=True, mask=seen)
    assert np.array_equal(both > 0, np.tri(5, dtype=bool) & seen)


def test_leading_shapes_broadcast():
    rng = np.random.default_rng(0)
    Q, K, V = (rng.normal(size=s) for s in ((3, 1, 5, 4), (2, 7, 4), (7, 6)))
    out = scaled_dot_product_attention(Q, K, V)
    assert out.shape == (3, 2, 5, 6)
    assert out[1, 0] == pytest.approx(scaled_dot_product_attention(Q[1, 0], K[0], V))


MASK = np.array([[True, True, False, False], [False, True, True, True], [True, True, True, True]])


@pytest.mark.parametrize(
    "options",
    [{}, {"causal": True}, {"mask": MASK}, {"causal": True, "mask": MASK[2:] * 0.5}],
    ids=["plain", "causal", "masked", "both"],
)
@pytest.mark.parametrize("leading", [((), (), ()), ((2,), (2,), (2,)), ((2, 1), (3,), (1, 1))])
def test_gradients_by_central_differences(options, leading):
    rng = np.random.default_rng(1)
    q, k, v = leading
    inputs = (rng.normal(size=s) for s in ((*q, 3, 2), (*k, 4, 2), (*v, 4, 5)))
    f = scaled_dot_product_attention
    assert gradient_check(lambda Q, K, V: f(Q, K, V, **options), *inputs)


@pytest.mark.parametrize("place", [0.0, 1.0, -1e-300])
@pytest.mark.parametrize("causal", [False, True])
def test_gradients_are_right_where_all_scores_are_equal(causal, place):
    """The largest score is subtracted from the others: that must leave no kink at ties."""
    inputs = np.full((3, 2), place), np.full((4, 2), place), np.full((4, 5), place)
    f = scaled_dot_product_attention
    assert gradient_check(lambda Q, K, V: f(Q, K, V, causal=causal), *inputs)
    assert gradient_check(lambda Q, K: attention_weights(Q, K, causal=causal), *inputs[:2])


def test_a_tensor_in_any_place_makes_a_tensor_and_arrays_an_array():
    arrays = three(0)
    assert isinstance(scaled_dot_product_attention(*arrays), np.ndarray)
    for i in range(3):
        mixed: list[Any] = [
            Tensor(a, requires_grad=True) if i == j else a for j, a in enumerate(arrays)
        ]
        out = scaled_dot_product_attention(*mixed)
        out.sum().backward()
        assert isinstance(out, Tensor)
        assert mixed[i].grad.shape == arrays[i].shape


def test_the_precision_stays():
    for dtype in (np.float32, np.float64):
        Q, K, V = (Tensor(a.astype(dtype), requires_grad=True) for a in three(0, S=5))
        out = scaled_dot_product_attention(Q, K, V, causal=True, mask=np.zeros((5, 5)))
        out.sum().backward()
        assert {out.dtype, Q.grad.dtype, K.grad.dtype, V.grad.dtype} == {np.dtype(dtype)}


@pytest.mark.parametrize("d", [16, 64, 256])
def test_products_have_variance_d_and_scaled_ones_1_vaswani_2017_footnote_4(d):
    """For q and k with independent entries of mean 0 and variance 1."""
    rng = np.random.default_rng(d)
    Q, K = rng.normal(size=(2, 4000, d))
    products = np.einsum("ij,ij->i", Q, K)
    # the sample variance of n nearly normal numbers has a relative sd of sqrt(2 / n) = 0.022;
    # the kurtosis excess of such a sum, 6 / d, makes it at most 0.026: five of them
    assert products.var() == pytest.approx(d, rel=0.13)
    assert (products / math.sqrt(d)).var() == pytest.approx(1, rel=0.13)


def test_without_the_scale_the_softmax_saturates():
    """Entropy falls and hardly any gradient passes, and the more so the larger d_k is."""
    rng = np.random.default_rng(0)
    entropies, slopes = [], []
    for d in (4, 64, 1024):
        Q, K = rng.normal(size=(2, 64, d))
        for factor in (1.0, math.sqrt(d)):  # queries longer by sqrt d undo the scale
            w = attention_weights(factor * Q, K)
            entropies.append(-np.sum(w * np.log(np.maximum(w, 1e-300)), axis=-1).mean())
            slopes.append(1 - np.sum(w * w, axis=-1).mean())  # the trace of diag(w) - w w'
    scaled, bare = entropies[::2], entropies[1::2]
    # large d: scores from N(0, 1), and the entropy of their softmax is near ln 64 - 1/2
    assert scaled == pytest.approx([math.log(64) - 0.5] * 3, abs=0.15)
    assert bare[0] > bare[1] > bare[2]
    assert bare[2] < 0.25
    assert min(slopes[::2]) > 0.9
    assert slopes[1] > slopes[3] > slopes[5]
    assert slopes[5] < 0.1


def test_logits_of_a_million_stay_finite_and_right():
    Q = np.array([[1e6], [-1e6], [0.0]])
    K = np.array([[1.0], [-1.0], [1.0 - 1e-9]])
    w = attention_weights(Q, K)
    far = math.exp(-1e-3)  # the third key is behind by 1e6 * 1e-9 in the first row
    wanted = [[1 / (1 + far), 0, far / (1 + far)], [0, 1, 0], [1 / 3] * 3]
    assert w == pytest.approx(np.array(wanted), abs=1e-6)
    tensors = [Tensor(1e6 * a, requires_grad=True) for a in three(0)]
    scaled_dot_product_attention(tensors[0], tensors[1], tensors[2]).sum().backward()
    assert all(np.isfinite(np.asarray(x.grad)).all() for x in tensors)


def test_the_smallest_case_and_duplicate_keys():
    assert scaled_dot_product_attention([[3.0]], [[5.0]], [[7.0]], causal=True) == [[7.0]]
    assert scaled_dot_product_attention([[3]], [[5], [5]], [[1], [2]]) == [[1.5]]


A = np.ones((2, 3))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (A[0], A, A),
            r"Q must have shape \(\.\.\., T, d_k\) and K \(\.\.\., S, d_k\), got \(3,\)",
        ),
        ((A, np.ones((2, 4)), A), r"Q must have shape .* got \(2, 3\) and \(2, 4\)"),
        ((A[:, :0], A[:, :0], A), "Q must have shape"),
        ((A, A[:0], A[:0]), "Q must have shape"),
        ((A, A, A[:1]), r"V must have shape \(\.\.\., S, d_v\), one value for each key"),
        ((A, A[0], A), "V must have shape"),
        ((["a"], A, A), "Q must hold real numbers, got dtype <U1"),
        ((A, A, [["a"], ["b"]]), "V must hold real numbers"),
        ((A * np.nan, A, A), "Q and K must hold finite numbers"),
        ((A, A * np.inf, A), "Q and K must hold finite numbers"),
        ((np.ones((2, 2, 3)), np.ones((3, 2, 3)), A), r"leading shapes of Q and K must broadcast"),
        ((A, A, A, False, np.zeros((2, 2), bool)), "mask must leave each query at least one key"),
        ((A, A, A, True, np.array([False, True])), "mask must leave each query at least one key"),
        ((A, A, A, False, np.full((2, 2), -np.inf)), "mask must leave each query"),
        ((A, A, A, False, np.array(False)), "mask must leave each query"),
        ((A, A, A, False, np.full((2, 2), np.nan)), "mask must be boolean, .* with NaN or inf"),
        ((A, A, A, False, np.full((2, 2), np.inf)), "mask must be boolean, .* with NaN or inf"),
        ((A, A, A, False, np.ones((2, 2), int)), "mask must be boolean, .* got dtype int"),
        ((A, A, A, False, np.ones((3, 2), bool)), r"mask must have a shape .* \(2, 2\), got \(3,"),
        ((A, A, A, False, np.ones((5, 2, 2), bool)), r"mask must have a shape that broadcasts"),
    ],
)
def test_bad_input_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        scaled_dot_product_attention(*arguments)
