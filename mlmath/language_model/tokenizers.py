"""From text to numbers and back: by characters, and by pairs of bytes merged again and again."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.estimator import Estimator
from mlmath.validation import count

Tokens = NDArray[np.int64]
Pair = tuple[int, int]

# A word or a run of signs takes a single space before it along.  A longer run of white space
# stands alone, all of it: of "a  b", with two spaces, the pieces are "a", "  ", "b".  Every
# character falls under one of the three, so the pieces of a text put together are the text.
_PIECE = re.compile(r" ?\w+| ?[^\w\s]+|\s+")


def token_ids(tokens: Any, vocab_size: int, name: str = "tokens") -> Tokens:
    """Return `tokens` as int64 of shape (n,), every entry at least 0 and below `vocab_size`."""
    array = np.asarray(tokens)
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape (n,), got {array.shape}")
    if array.size and array.dtype.kind not in "iu":
        raise ValueError(f"{name} must hold integers, got {array.dtype}")
    wrong = array[(array < 0) | (array >= vocab_size)]
    if wrong.size:
        raise ValueError(f"{name} must be at least 0 and below {vocab_size}, got {wrong[0]}")
    return array.astype(np.int64)


class CharTokenizer(Estimator):
    """A number for each character, in the order of the characters' code points.

    Attributes
    ----------
    vocab_ : the characters that `fit` saw, sorted; the i-th is token i.
    vocab_size_ : how many they are.

    Chapter: Training loss.
    """

    vocab_: str
    vocab_size_: int

    def fit(self, text: str) -> Self:
        """Learn the alphabet of a text that is not empty."""
        if not _text(text):
            raise ValueError("text must hold at least one character, got ''")
        self.vocab_ = "".join(sorted(set(text)))
        self.vocab_size_ = len(self.vocab_)
        return self

    def encode(self, text: str) -> Tokens:
        """Return the tokens of a text, shape (len(text),).

        Raises
        ------
        ValueError : a character is not in `vocab_`; the message names it and its position.
        """
        self._check_fitted("vocab_")
        known, points = _code_points(self.vocab_), _code_points(_text(text))
        tokens = np.minimum(np.searchsorted(known, points), len(known) - 1)
        unknown = np.flatnonzero(known[tokens] != points)
        if unknown.size:
            at = int(unknown[0])
            raise ValueError(
                f"text must hold only characters seen in fit, got {text[at]!r} at position {at}"
            )
        return tokens.astype(np.int64)

    def decode(self, tokens: Any) -> str:
        """Return the text of tokens (n,)."""
        self._check_fitted("vocab_")
        points = _code_points(self.vocab_)[token_ids(tokens, self.vocab_size_)]
        return points.tobytes().decode("utf-32-le", "surrogatepass")


class BytePairTokenizer(Estimator):
    """Tokens that grow: the pair that stands side by side most often becomes one new token.

    The first 256 tokens are the bytes, so that any text in Unicode can be written, here in its
    UTF-8 form.  Training merges pairs inside words only (a word takes a single space before it
    along), which makes it fast: each kind of word is kept once, with how often it occurs, and a
    merge touches only the words that hold the pair.

    Parameters
    ----------
    vocab_size : bytes and merges together, at least 256.  Training stops before when no pair
        occurs twice.

    Attributes
    ----------
    merges_ : the pairs (left, right) in the order in which they were merged; the i-th made token
        256 + i.  Of pairs that occur equally often the one of lower numbers goes first.
    vocab_ : the bytes that each token stands for.
    vocab_size_ : how many tokens there are, at most `vocab_size`.

    Source: P. Gage, "A new algorithm for data compression", The C Users Journal 12(2) (1994),
    23-38; for words of a language R. Sennrich, B. Haddow and A. Birch, "Neural machine translation
    of rare words with subword units", ACL 2016, 1715-1725.  They start from characters and mark a
    word's end; the start from bytes and the space in front are GPT-2's.  Chapter: Training loss.
    """

    merges_: list[Pair]
    vocab_: list[bytes]
    vocab_size_: int

    def __init__(self, vocab_size: int = 512) -> None:
        self.vocab_size = count(vocab_size, "vocab_size", low=256)

    def fit(self, text: str) -> Self:
        """Learn merges from a text; an empty text teaches none."""
        kinds = Counter(_PIECE.findall(_text(text)))
        words = [list(_utf8(piece)) for piece in kinds]
        times = list(kinds.values())
        counts: Counter[Pair] = Counter()
        places: defaultdict[Pair, set[int]] = defaultdict(set)  # the words that hold a pair

        def note(i: int) -> None:
            for pair in pairwise(words[i]):
                counts[pair] += times[i]
                places[pair].add(i)

        for i in range(len(words)):
            note(i)
        self.merges_ = []
        self.vocab_ = [bytes([b]) for b in range(256)]
        while len(self.vocab_) < self.vocab_size:
            most = max(counts.values(), default=0)
            if most < 2:
                break
            best = min(pair for pair, n in counts.items() if n == most)
            for i in places.pop(best):
                for pair in pairwise(words[i]):
                    counts[pair] -= times[i]
                    if counts[pair] == 0:
                        del counts[pair]
                words[i] = _merged(words[i], best, len(self.vocab_))
                note(i)
            self.merges_.append(best)
            self.vocab_.append(self.vocab_[best[0]] + self.vocab_[best[1]])
        self.vocab_size_ = len(self.vocab_)
        return self

    def encode(self, text: str) -> Tokens:
        """Return the tokens of a text: in each word the merges learned, first learned first."""
        self._check_fitted("merges_")
        token_of = {pair: 256 + i for i, pair in enumerate(self.merges_)}
        done: dict[str, list[int]] = {}
        tokens: list[int] = []
        for piece in _PIECE.findall(_text(text)):
            if piece not in done:
                done[piece] = _encoded(_utf8(piece), token_of)
            tokens += done[piece]
        return np.array(tokens, dtype=np.int64)

    def decode(self, tokens: Any) -> str:
        """Return the text of tokens (n,); bytes that form no character appear as �."""
        self._check_fitted("merges_")
        parts = (self.vocab_[i] for i in token_ids(tokens, self.vocab_size_).tolist())
        return b"".join(parts).decode("utf-8", "replace")


def _merged(word: list[int], pair: Pair, token: int) -> list[int]:
    """Return the word with each occurrence of the pair, from the left, made one token."""
    out: list[int] = []
    for symbol in word:
        # Popping the left half also keeps "aaa" right: its second a is already used up.
        if symbol == pair[1] and out and out[-1] == pair[0]:
            out[-1] = token
        else:
            out.append(symbol)
    return out


def _encoded(word: Iterable[int], token_of: dict[Pair, int]) -> list[int]:
    symbols = list(word)
    while True:
        known = [token_of[pair] for pair in pairwise(symbols) if pair in token_of]
        if not known:
            return symbols
        first = min(known)  # tokens are numbered in the order of learning
        left, right = next(pair for pair in pairwise(symbols) if token_of.get(pair) == first)
        symbols = _merged(symbols, (left, right), first)


def _text(text: Any) -> str:
    if not isinstance(text, str):
        raise ValueError(f"text must be a string, got {type(text).__name__}")
    return text


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(
            f"text must be valid Unicode, got the lone surrogate {text[error.start]!r}"
        ) from None


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
