"""Characters and byte pairs: nothing is lost, and the merges are those of the plain algorithm."""

import re
from collections import Counter

import numpy as np
import pytest

from mlmath.corpus import shakespeare
from mlmath.language_model.tokenizers import BytePairTokenizer, CharTokenizer, token_ids

TEXTS = [
    "",
    " ",
    "aaaa aaa aa a",
    "low lower lowest, newer wider",
    "  two  spaces\n\nand lines\t\r\n ",
    "naïve café — Ünïcödé, 数学 и 🙂👩‍🚀🏳️‍🌈 e\u0301",
    "\x00\x1c\x85\u2028 ﷽ \U0010ffff",
    "snake_case 3.14 don't",
]


def naive_merges(text, n_merges):
    """Count all pairs anew before each merge, over every word of the text: slow and plain."""
    words = [list(p.encode()) for p in re.findall(r" ?\w+| ?[^\w\s]+|\s+", text)]
    merges = []
    for token in range(256, 256 + n_merges):
        pairs = Counter(
            (word[i], word[i + 1]) for word in words for i in range(len(word) - 1)
        )  # fmt: skip
        best = min(pairs, key=lambda p: (-pairs[p], p), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = [naive_merge(word, best, token) for word in words]
    return merges, [token for word in words for token in word]


def naive_merge(word, pair, token):
    out, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == pair:
            out.append(token)
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


def test_characters_are_numbered_in_sorted_order():
    tokenizer = CharTokenizer().fit("hello")
    assert tokenizer.vocab_ == "ehlo"
    assert tokenizer.vocab_size_ == 4
    assert tokenizer.encode("hole").tolist() == [1, 3, 2, 0]
    assert tokenizer.decode([1, 3, 2, 0]) == "hole"


@pytest.mark.parametrize("text", TEXTS[1:])
def test_characters_come_back(text):
    tokenizer = CharTokenizer().fit(text)
    tokens = tokenizer.encode(text)
    assert tokens.shape == (len(text),)
    assert tokens.dtype == np.int64
    assert tokenizer.decode(tokens) == text
    assert tokenizer.decode(tokenizer.encode("")) == ""


def test_the_whole_corpus_comes_back():
    text = shakespeare()
    tokenizer = CharTokenizer().fit(text)
    assert tokenizer.vocab_size_ == 65
    assert tokenizer.decode(tokenizer.encode(text)) == text


@pytest.mark.parametrize(
    ("text", "character", "at"), [("hex", "x", 2), ("aé", "a", 0), ("🙂", "🙂", 0)]
)
def test_an_unknown_character_is_named_with_its_position(text, character, at):
    tokenizer = CharTokenizer().fit("hello")
    with pytest.raises(ValueError, match=f"got '{character}' at position {at}"):
        tokenizer.encode(text)


def test_merges_by_hand():
    """In "aaab aab aab" the pair aa stands 2 + 1 + 1 times; then aa b 2 times (also with a)."""
    tokenizer = BytePairTokenizer(258).fit("aaab\naab\naab")
    a, b = 97, 98
    # "aaab" becomes [aa] a b, and "aab" [aa] b: a b once, [aa] b twice, [aa] a once.
    assert tokenizer.merges_ == [(a, a), (256, b)]
    assert tokenizer.vocab_[256:] == [b"aa", b"aab"]
    assert tokenizer.encode("aaab").tolist() == [256, a, b]
    assert tokenizer.encode("aab").tolist() == [257]


def test_of_equally_frequent_pairs_the_one_of_lower_numbers_goes_first():
    tokenizer = BytePairTokenizer(257).fit("zx\nab\nzx\nab")
    assert tokenizer.merges_ == [(ord("a"), ord("b"))]


@pytest.mark.parametrize("text", [*TEXTS, shakespeare()[:12_000]], ids=range(len(TEXTS) + 1))
def test_the_fast_algorithm_equals_the_naive_one(text):
    merges, tokens = naive_merges(text, 60)
    tokenizer = BytePairTokenizer(256 + 60).fit(text)
    assert tokenizer.merges_ == merges
    assert tokenizer.encode(text).tolist() == tokens  # encoding repeats the training
    assert tokenizer.vocab_size_ == 256 + len(merges)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back_whatever_the_merges_were_learned_from(text):
    tokenizer = BytePairTokenizer(400).fit(shakespeare()[:20_000] + "\n" + TEXTS[5] * 3)
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_encoding_a_new_text_applies_the_merges_in_their_order():
    learned, new = shakespeare()[:20_000], shakespeare()[500_000:503_000]
    tokenizer = BytePairTokenizer(356).fit(learned)
    words = [list(p.encode()) for p in re.findall(r" ?\w+| ?[^\w\s]+|\s+", new)]
    for i, pair in enumerate(tokenizer.merges_):
        words = [naive_merge(word, pair, 256 + i) for word in words]
    assert tokenizer.encode(new).tolist() == [token for word in words for token in word]


def test_more_merges_never_lengthen_a_text_and_share_their_beginning():
    text = shakespeare()[:30_000]
    few, many = BytePairTokenizer(300).fit(text), BytePairTokenizer(400).fit(text)
    assert many.merges_[:44] == few.merges_
    assert len(many.encode(text)) < len(few.encode(text)) < len(text)


def test_half_a_character_is_shown_as_a_replacement():
    tokenizer = BytePairTokenizer(256).fit("")
    assert tokenizer.decode(tokenizer.encode("é")[:1]) == "\ufffd"


@pytest.mark.parametrize("size", [255, 0, -1, 300.0, True, "300"])
def test_vocab_size_must_hold_the_bytes(size):
    with pytest.raises(ValueError, match="vocab_size must be"):
        BytePairTokenizer(size)


@pytest.mark.parametrize("tokenizer", [CharTokenizer(), BytePairTokenizer(300)])
def test_texts_must_be_strings_and_fit_comes_first(tokenizer):
    for call in (lambda: tokenizer.encode("a"), lambda: tokenizer.decode([0])):
        with pytest.raises(ValueError, match="fit must be called first"):
            call()
    for wrong in (b"bytes", 3, None, ["a"]):
        with pytest.raises(ValueError, match="text must be a string"):
            tokenizer.fit(wrong)


def test_an_empty_text_has_no_alphabet_and_a_lone_surrogate_no_bytes():
    with pytest.raises(ValueError, match="at least one character"):
        CharTokenizer().fit("")
    with pytest.raises(ValueError, match="lone surrogate"):
        BytePairTokenizer().fit("a\ud800")


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ([0, 4], "below 4, got 4"),
        ([-1], "at least 0 and below 4, got -1"),
        ([0.0, 1.0], "must hold integers"),
        (["a"], "must hold integers"),
        ([[0, 1]], r"must have shape \(n,\), got \(1, 2\)"),
        (3, r"must have shape \(n,\), got \(\)"),
        ([float("nan")], "must hold integers"),
    ],
)
def test_tokens_out_of_range_are_refused(tokens, message):
    with pytest.raises(ValueError, match=message):
        token_ids(tokens, 4)
    with pytest.raises(ValueError, match=message):
        CharTokenizer().fit("abcd").decode(tokens)
