"""The n-gram model against its definition in plain dictionaries, and against known entropies."""

import math
from collections import Counter, defaultdict

import numpy as np
import pytest

from mlmath.corpus import shakespeare, train_validation
from mlmath.language_model.ngram import SMOOTHINGS, NGram
from mlmath.language_model.tokenizers import CharTokenizer

ABRACADABRA = CharTokenizer().fit("abracadabra").encode("abracadabra")  # a b c d r = 0 1 2 3 4


def naive(text, order, smoothing, V, k, D):
    """Return p(w, h) by the formulas of the docstring, with dictionaries and recursion."""
    text = list(text)
    grams = {
        m: Counter(tuple(text[i : i + m]) for i in range(len(text) - m + 1))
        for m in range(1, order + 1)
    }
    if smoothing == "kneser-ney":
        for m in range(1, order):
            before = defaultdict(set)
            for gram in grams[m + 1]:
                before[gram[1:]].add(gram[0])
            grams[m] = Counter({gram: len(kinds) for gram, kinds in before.items()})

    def p(w, h):
        after = {g[-1]: c for g, c in grams[len(h) + 1].items() if g[:-1] == h}
        total = sum(after.values())
        if smoothing == "add-k":
            return (after.get(w, 0) + k) / (total + k * V) if total else 1 / V
        shorter = p(w, h[1:]) if h else 1 / V
        if not total:
            return shorter
        if smoothing == "witten-bell":
            return (after.get(w, 0) + len(after) * shorter) / (total + len(after))
        return (max(after.get(w, 0) - D, 0) + D * len(after) * shorter) / total

    return p


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_every_probability_is_that_of_the_definition(smoothing, order, seed):
    rng = np.random.default_rng(seed)
    V, text, new = 5, rng.integers(0, 4, 40), rng.integers(0, 5, 30)  # token 4 is never seen
    model = NGram(order, smoothing, k=0.3, discount=0.6, vocab_size=V).fit(text)
    p = naive(text, order, smoothing, V, 0.3, 0.6)
    expected = [p(w, tuple(new[max(0, i - order + 1) : i])) for i, w in enumerate(new)]
    np.testing.assert_allclose(np.exp(model.log_probabilities(new)), expected, rtol=1e-12)
    for context in ((), (0,), (4,), (1, 2), (2, 0, 1, 3, 3)):
        h = context[max(0, len(context) - order + 1) :]
        np.testing.assert_allclose(
            model.probabilities(context), [p(w, h) for w in range(V)], rtol=1e-12
        )


@pytest.mark.parametrize("order", [1, 2, 5, 20])
@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_probabilities_sum_to_one_after_any_context(smoothing, order):
    model = NGram(order, smoothing, vocab_size=7).fit(ABRACADABRA)
    for context in ((), (0,), (6,), (0, 1), (0, 1, 4, 0), (5, 5, 5, 5, 5), ABRACADABRA):
        p = model.probabilities(context)
        assert p.shape == (7,)
        assert p.min() > 0
        assert p.sum() == pytest.approx(1, abs=1e-12)


def test_add_one_by_hand():
    """After b (twice, r each time) of V = 5: p(r) = (2 + 1) / (2 + 5), each other 1 / 7."""
    p = NGram(2, "add-k", k=1).fit(ABRACADABRA).probabilities([1])
    np.testing.assert_allclose(p, [1 / 7, 1 / 7, 1 / 7, 1 / 7, 3 / 7])


def test_witten_bell_by_hand():
    """Unigrams: a stands 5 times of 11, with 5 kinds: (5 + 5/5) / (11 + 5) = 6/16; r 3/16.

    After b: 2 tokens of 1 kind, r: p(r) = (2 + 3/16) / 3, p(a) = (6/16) / 3.
    """
    p = NGram(2, "witten-bell").fit(ABRACADABRA).probabilities([1])
    assert p[4] == pytest.approx((2 + 3 / 16) / 3)
    assert p[0] == pytest.approx(6 / 16 / 3)


def test_kneser_ney_counts_contexts_not_occurrences():
    """A token often seen, but only after one other, is unlikely after a new one.

    In "x f x f x f x f a b c b a" f stands 4 times and after x only; b 2 times, after a and c.
    """
    tokens = CharTokenizer().fit("xfabc").encode("xfxfxfxfabcba")
    a, b, f = 0, 1, 3
    after_unseen = NGram(2, "kneser-ney", vocab_size=6).fit(tokens).probabilities([5])
    assert after_unseen[b] > after_unseen[f]
    plain = NGram(2, "witten-bell", vocab_size=6).fit(tokens).probabilities([5])
    assert plain[b] < plain[f]
    assert after_unseen[a] == pytest.approx(after_unseen[b])  # a too follows two kinds: f and b


def test_the_entropy_of_unigrams_is_that_of_the_counts():
    """With k = 0 the cross-entropy on the text learned from is -Σ p ln p of its letters."""
    text = shakespeare()[:50_000]
    tokens = CharTokenizer().fit(text).encode(text)
    p = np.bincount(tokens.astype(np.intp)) / len(tokens)
    model = NGram(1, "add-k", k=0).fit(tokens)
    assert model.cross_entropy(tokens) == pytest.approx(-(p * np.log(p)).sum(), rel=1e-12)
    np.testing.assert_allclose(model.probabilities(), p)


def test_the_conditional_entropy_of_a_periodic_text_is_zero():
    model = NGram(2, "add-k", k=0).fit([0, 1, 2] * 20)
    assert model.log_probabilities([0, 1, 2, 0, 1])[1:] == pytest.approx(np.zeros(4))


def test_an_even_source_costs_its_entropy_and_no_model_costs_less():
    """Fair dice cost ln 6 = 1.7918 nats; cross-entropy is never below the source's entropy."""
    rng = np.random.default_rng(0)
    train, test = rng.integers(0, 6, 20_000), rng.integers(0, 6, 20_000)
    for order in (1, 2, 3):
        cost = NGram(order, "kneser-ney").fit(train).cross_entropy(test)
        assert math.log(6) - 1e-3 < cost < math.log(6) + 0.02


def test_plain_frequencies_find_a_new_gram_impossible():
    model = NGram(2, "add-k", k=0, vocab_size=4).fit([0, 1, 0, 1])
    assert model.cross_entropy([0, 1, 1]) == math.inf
    np.testing.assert_allclose(model.probabilities([3]), np.full(4, 0.25))  # a context never seen


def test_longer_contexts_help_on_shakespeare_and_too_long_ones_need_good_smoothing():
    text = shakespeare()
    tokens = CharTokenizer().fit(text).encode(text)[:300_000]
    train, validation = train_validation(tokens)
    cost = {
        (n, s): NGram(n, s, vocab_size=65).fit(train).cross_entropy(validation)
        for n, s in [(1, "kneser-ney"), (2, "kneser-ney"), (3, "kneser-ney"), (5, "kneser-ney"),
                     (5, "witten-bell"), (5, "add-k")]
    }  # fmt: skip
    falling = [cost[n, "kneser-ney"] for n in (1, 2, 3, 5)]
    assert math.log(65) > falling[0] > falling[1] > falling[2] > falling[3]
    assert cost[5, "kneser-ney"] < cost[5, "witten-bell"] < cost[5, "add-k"]


def test_samples_follow_the_probabilities():
    model = NGram(1, "add-k", k=0).fit([0, 0, 0, 1, 2, 2])
    drawn = model.sample(6000, seed=1)
    shares = np.bincount(drawn.astype(np.intp)) / 6000
    np.testing.assert_allclose(shares, [1 / 2, 1 / 6, 1 / 3], atol=4 * math.sqrt(0.25 / 6000))


def test_samples_are_repeatable_and_continue_the_context():
    model = NGram(3, "add-k", k=0).fit([0, 1, 2, 3] * 10)
    assert model.sample(6, context=[0, 1]).tolist() == [2, 3, 0, 1, 2, 3]
    model = NGram(2).fit(ABRACADABRA)
    np.testing.assert_array_equal(model.sample(50, seed=3), model.sample(50, seed=3))
    assert model.sample(0).shape == (0,)


def test_a_text_shorter_than_the_order_and_a_vocabulary_of_one():
    model = NGram(6, "kneser-ney").fit([0, 0])
    assert model.n_grams_ == [1, 1, 0, 0, 0, 0]
    assert model.probabilities([0, 0, 0, 0, 0]).tolist() == [1.0]
    assert model.cross_entropy([0] * 9) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"order": 0}, "order must be at least 1"),
        ({"order": 2.0}, "order must be an integer"),
        ({"smoothing": "laplace"}, "smoothing must be one of add-k, witten-bell, kneser-ney"),
        ({"k": -1}, "k must be at least 0"),
        ({"k": float("nan")}, "k must be finite"),
        ({"discount": 1.1}, "discount must be at most 1"),
        ({"vocab_size": 0}, "vocab_size must be at least 1"),
    ],
)
def test_parameters_out_of_range_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        NGram(**arguments)


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ([], r"at least one token, got shape \(0,\)"),
        ([0, 3], "below 3, got 3"),
        ([-1], "at least 0"),
        ([0.5], "must hold integers"),
        ([[0]], r"must have shape \(n,\)"),
    ],
)
def test_tokens_that_are_none_are_refused(tokens, message):
    with pytest.raises(ValueError, match=message):
        NGram(vocab_size=3).fit(tokens)
    with pytest.raises(ValueError, match=message):
        NGram(vocab_size=3).fit([0, 1]).cross_entropy(tokens)


def test_fit_comes_first():
    for call in (NGram().probabilities, NGram().cross_entropy, lambda _: NGram().sample(1)):
        with pytest.raises(ValueError, match="fit must be called first"):
            call([0])
