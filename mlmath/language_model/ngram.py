"""The n-gram model: the next token's probability from how often it followed the last few."""

from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.estimator import Estimator
from mlmath.language_model.tokenizers import Tokens, token_ids
from mlmath.validation import Floats, choice, count, generator, number

SMOOTHINGS = ("add-k", "witten-bell", "kneser-ney")
_LARGEST = 2**31  # of the vocabularies, so that a row times V stays below 2^63


class _Grams(NamedTuple):
    """All grams of one length m seen in the text, and what follows each context of m - 1 tokens.

    A gram is its context (a row of the table one shorter) and its last token; `codes` holds
    context · V + token in rising order, so that a gram is found by halving.  Row -1 stands for what
    was never seen: the other arrays end in a 0 for it.
    """

    codes: Tokens  # (n_grams,)
    counts: Floats  # (n_grams + 1,)
    totals: Floats  # (n_contexts + 1,) the sum of the counts of the grams that begin so
    kinds: Floats  # (n_contexts + 1,) how many of these grams count at all


class NGram(Estimator):
    r"""Predict a token from the n - 1 before it, by counts that are smoothed.

    With $h$ the context, $h'$ the same without its first token, $c$ the counts, $c(h)$ the sum of
    $c(hw)$ over $w$, $N(h)$ the number of kinds of tokens seen after $h$, and $V$ tokens in all:

    .. math::
        \text{add-k:} \quad & p(w \mid h) = \frac{c(hw) + k}{c(h) + kV} \\
        \text{Witten-Bell:} \quad & p(w \mid h) = \frac{c(hw) + N(h)\, p(w \mid h')}{c(h) + N(h)} \\
        \text{Kneser-Ney:} \quad & p(w \mid h) =
            \frac{\max(c(hw) - D, 0) + D\, N(h)\, p(w \mid h')}{c(h)}

    The last two mix each length with the next shorter one, down to the uniform 1 / V.  In
    Kneser-Ney a gram shorter than n counts not how often it stands in the text but after how many
    different tokens.  A context never seen passes on the shorter one's answer; for add-k, which
    looks at one length only, the answer is then uniform.  Where fewer than n - 1 tokens go before
    (the beginning of a text) the model uses those there are.

    Parameters
    ----------
    order : n, at least 1; the context has n - 1 tokens.
    smoothing : "add-k", "witten-bell" or "kneser-ney" (interpolated).
    k : added to each count by add-k, at least 0; 0 gives the plain relative frequencies.
    discount : D of Kneser-Ney, at least 0 and at most 1.
    vocab_size : V, at most 2³¹; None takes the largest token of the text plus 1.

    Attributes
    ----------
    vocab_size_ : V.
    n_grams_ : how many different grams of each length 1, ..., n the text holds.

    Source: S. F. Chen and J. Goodman, "An empirical study of smoothing techniques for language
    modeling", Computer Speech and Language 13 (1999), 359-394.  Chapter: Training loss.
    """

    vocab_size_: int
    n_grams_: list[int]

    def __init__(
        self,
        order: int = 3,
        smoothing: str = "kneser-ney",
        k: float = 1.0,
        discount: float = 0.75,
        vocab_size: int | None = None,
    ) -> None:
        self.order = count(order, "order")
        self.smoothing = choice(smoothing, "smoothing", SMOOTHINGS)
        self.k = number(k, "k", low=0)
        self.discount = number(discount, "discount", low=0, high=1)
        self.vocab_size = None if vocab_size is None else count(vocab_size, "vocab_size")
        if self.vocab_size is not None and self.vocab_size > _LARGEST:
            raise ValueError(f"vocab_size must be at most {_LARGEST}, got {vocab_size}")

    def fit(self, tokens: Any) -> Self:
        """Count the grams of a text given as tokens (n,), n at least 1.

        Raises
        ------
        ValueError : tokens are empty, not integers of one axis, negative, or not below vocab_size.
        """
        text = token_ids(tokens, self.vocab_size or _LARGEST)
        if not text.size:
            raise ValueError("tokens must hold at least one token, got shape (0,)")
        self.vocab_size_ = self.vocab_size or int(text.max()) + 1
        counted: list[tuple[Tokens, NDArray[np.intp]]] = []
        rows = np.zeros(len(text) + 1, dtype=np.int64)  # of the empty gram, before and after each
        for length in range(1, self.order + 1):
            # The gram that ends at i is the shorter one that ends at i - 1, then token i.
            codes = rows[:-1] * self.vocab_size_ + text[length - 1 :]
            found, first, ends, counts = np.unique(
                codes, return_index=True, return_inverse=True, return_counts=True
            )
            if length > 1 and self.smoothing == "kneser-ney":
                # Each gram counts once for its end, the shorter gram without the first token.
                shorter = counted[-1][0]
                ending = rows[1:][first].astype(np.intp)
                counted[-1] = (shorter, np.bincount(ending, minlength=len(shorter)))
            counted.append((found, counts))
            rows = ends.astype(np.int64)
        self.n_grams_ = [len(codes) for codes, _ in counted]
        self._tables = [
            self._grams(codes, counts, n_contexts)
            for (codes, counts), n_contexts in zip(counted, [1, *self.n_grams_], strict=False)
        ]
        return self

    def probabilities(self, context: Any = ()) -> Floats:
        """Return p(w | context) for each token w, shape (vocab_size_,); they sum to 1.

        context : the tokens before, of any number; the last n - 1 count.
        """
        self._check_fitted("vocab_size_")
        before = token_ids(context, self.vocab_size_, "context")[::-1][: self.order - 1][::-1]
        rows = [row[-1:] for row in self._contexts(np.append(before, 0))]
        return self._mixed(rows, np.array([len(before)]), np.arange(self.vocab_size_))

    def log_probabilities(self, tokens: Any) -> Floats:
        """Return ln p of each token of a text (n,) given those before it; -inf where p is 0."""
        self._check_fitted("vocab_size_")
        text = token_ids(tokens, self.vocab_size_)
        p = self._mixed(self._contexts(text), np.arange(len(text)), text)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(p))

    def cross_entropy(self, tokens: Any) -> float:
        """Return the mean of -ln p over a text of n >= 1 tokens, in nats for each token."""
        scores = self.log_probabilities(tokens)
        if not scores.size:
            raise ValueError("tokens must hold at least one token, got shape (0,)")
        return float(-scores.mean())

    def sample(self, length: int, context: Any = (), seed: int | np.random.Generator = 0) -> Tokens:
        """Return `length` tokens drawn one after another, to follow the context."""
        self._check_fitted("vocab_size_")
        rng = generator(seed)
        text = token_ids(context, self.vocab_size_, "context").tolist()
        n_before = len(text)
        for u in rng.random(count(length, "length", low=0)):
            cumulative = self.probabilities(text[-self.order :]).cumsum()
            text.append(int(np.searchsorted(cumulative / cumulative[-1], u, "right")))
        return np.array(text[n_before:], dtype=np.int64)

    def _grams(self, codes: Tokens, counts: NDArray[np.intp], n_contexts: int) -> _Grams:
        contexts = (codes // self.vocab_size_).astype(np.intp)
        totals = np.bincount(contexts, counts, n_contexts + 1).astype(np.float64)
        kinds = np.bincount(contexts, counts > 0, n_contexts + 1).astype(np.float64)
        return _Grams(codes, np.append(counts, 0.0), totals, kinds)

    def _row(self, table: _Grams, context: Tokens, tokens: Tokens) -> Tokens:
        """Return the rows of grams in a table, or -1 for a gram or a context never seen."""
        codes = context * self.vocab_size_ + tokens  # negative, so in no table, for context -1
        if not table.codes.size:
            return np.full_like(codes, -1)
        rows = np.minimum(np.searchsorted(table.codes, codes), len(table.codes) - 1)
        return np.where(table.codes[rows] == codes, rows, -1).astype(np.int64)

    def _contexts(self, text: Tokens) -> list[Tokens]:
        """Return for each length 0, ..., n - 1 the row of the gram before each token, or -1."""
        rows = [np.zeros(len(text), dtype=np.int64)]
        for table in self._tables[:-1]:
            row = np.full(len(text), -1, dtype=np.int64)
            row[1:] = self._row(table, rows[-1][:-1], text[:-1])
            rows.append(row)
        return rows

    def _mixed(self, contexts: list[Tokens], reach: NDArray[np.intp], tokens: Tokens) -> Floats:
        """Return p(token | context), where `reach` tells how many tokens go before (n,)."""
        p = np.full(len(tokens), 1.0 / self.vocab_size_)
        for length, (table, context) in enumerate(zip(self._tables, contexts, strict=True)):
            c = table.counts[self._row(table, context, tokens)]
            total, kinds = table.totals[context], table.kinds[context]
            whole = np.maximum(total, 1.0)  # where it is 0 the quotient is not used
            if self.smoothing == "witten-bell":
                p = np.where(total > 0, (c + kinds * p) / (whole + kinds), p)
            elif self.smoothing == "kneser-ney":
                above = np.maximum(c - self.discount, 0.0)
                p = np.where(total > 0, (above + self.discount * kinds * p) / whole, p)
            else:
                share = (c + self.k) / (whole + self.k * self.vocab_size_)
                share = np.where(total > 0, share, 1.0 / self.vocab_size_)
                p = np.where(reach >= length, share, p)
        return p
