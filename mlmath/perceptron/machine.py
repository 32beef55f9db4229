"""The perceptron: a machine that learns a dividing line from its mistakes (Rosenblatt 1958)."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Self

import numpy as np

from mlmath.estimator import TwoClasses, line_scores
from mlmath.perceptron.history import Mistake, Mistakes
from mlmath.scale import exponents, squarable
from mlmath.separation import widest_separator
from mlmath.validation import (
    Floats,
    choice,
    count,
    generator,
    points,
    seed_or_generator,
    two_classes,
)
from mlmath.words import counted

ORDERS = ("cyclic", "random", "adversarial")
_FAR = 300  # powers of two beyond which products of numbers and of weights like them may vanish


class Perceptron(TwoClasses):
    r"""Learn a line that divides two classes, by correcting one mistake at a time.

    Starting from $w = 0$, $b = 0$, whenever a sample is on the wrong side or on the line,

    .. math:: y_i (w \cdot x_i + b) \le 0 \quad\Rightarrow\quad
              w \leftarrow w + y_i x_i, \qquad b \leftarrow b + y_i

    Parameters
    ----------
    max_epochs : passes through the samples before it gives up, at least 1.
    order : how the samples are presented.
        "cyclic": in the order given, again and again.
        "random": in a fresh random order in each epoch.
        "adversarial": by an opponent who wants many updates.  It shows only samples that are
        now wrong, each time the one that leaves w pointing furthest from the widest separator
        (`_adversary` says why).  An epoch then means n_samples updates, so that `max_epochs`
        limits the work as in the other orders.
    seed : for the random order; equal seeds give equal numbers.
    fit_intercept : learn b too; otherwise the line passes through the origin.

    Attributes
    ----------
    coef_ : w, shape (n_features,).
    intercept_ : b.
    mistakes_ : every update in turn, as `Mistake(epoch, index, weights, intercept)`: a sequence
        that takes 16 bytes an update and 8 n_features bytes for every 256th, so that a hundred
        epochs on 2,000 samples that no line divides take a few megabytes (`Mistakes`).  There
        are at most max_epochs · n_samples.
    converged_ : whether every sample ended on its side, off the line, by `decision_function`.
    n_epochs_ : epochs made, with the last one in which nothing was wrong.
    classes_ : the two labels in sorted order; the first counts as -1, the second as +1.
    message_ : one sentence that says how it ended.

    Source: F. Rosenblatt, "The perceptron: a probabilistic model for information storage and
    organization in the brain", Psychological Review 65 (1958), 386-408.  Chapter: The perceptron.
    """

    coef_: Floats
    intercept_: float
    mistakes_: Mistakes
    converged_: bool
    n_epochs_: int
    message_: str

    def __init__(
        self,
        max_epochs: int = 1000,
        order: str = "cyclic",
        seed: int | np.random.Generator = 0,
        fit_intercept: bool = True,
    ) -> None:
        self.max_epochs = count(max_epochs, "max_epochs")
        self.order = choice(order, "order", ORDERS)
        self.seed = seed_or_generator(seed)
        self.fit_intercept = bool(fit_intercept)

    def steps(self, X: Any, y: Any) -> Iterator[Mistake]:
        """Yield the updates one by one, as `fit` makes them, and stop when nothing is wrong.

        Take the first few with `itertools.islice` when the data may not be separable.
        """
        X = squarable(points(X))
        _, s = two_classes(y, len(X))
        return self._steps(self._signed(X, s))

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from samples X (n_samples, n_features) and their labels y (n_samples,).

        Data that no line divides raise nothing: `converged_` is False and `message_` says so.

        Raises
        ------
        ValueError : X is empty, has a wrong shape, or holds NaN or numbers beyond 1e150; y has a
            wrong length or holds other than two classes.
        """
        X = squarable(points(X))
        self.classes_, s = two_classes(y, len(X))
        A = self._signed(X, s)
        self.mistakes_ = Mistakes(s[:, None] * X, A.signs, self._steps(A))
        last = self.mistakes_[-1]  # there is one: at w = 0 every sample counts as wrong
        self.coef_, self.intercept_ = last.weights.copy(), last.intercept
        scores = s * self.decision_function(X)
        self.converged_ = bool((scores > 0).all())
        clean = self.order != "adversarial"  # a last pass that found nothing wrong
        self.n_epochs_ = min(last.epoch + clean, self.max_epochs)
        made = f"{counted(len(self.mistakes_), 'update')} in {counted(self.n_epochs_, 'epoch')}"
        self.message_ = self._verdict(scores, s, self.max_epochs, f"after {made}", "line")
        return self

    def decision_function(self, X: Any) -> Floats:
        """Return w·x + b for each sample of X (n_samples, n_features), by `line_scores`."""
        self._check_fitted("coef_")
        X = squarable(self._points_like_fit(X, len(self.coef_)))
        w, b = self.coef_, self.intercept_
        e, f = int(exponents(X).item()), int(exponents(w).item())
        if e + f > -2 * _FAR:
            return line_scores(X, w, b)
        return line_scores(np.ldexp(X, -e), np.ldexp(w, -f), b, e + f)

    def _signed(self, X: Floats, s: Floats) -> "_Signed":
        e = int(exponents(X).item())
        e = 0 if abs(e) < _FAR else e
        return _Signed(s[:, None] * np.ldexp(X, -e), s if self.fit_intercept else 0 * s, e)

    def _steps(self, A: "_Signed") -> Iterator[Mistake]:
        n, w, b = len(A.rows), np.zeros(A.rows.shape[1]), 0.0

        def mistake(epoch: int, i: int) -> Mistake:
            return Mistake(epoch, i, np.ldexp(w, A.exponent) if A.exponent else w, b)

        if self.order == "adversarial":
            adversary = _adversary(A)
            for k in range(self.max_epochs * n):
                i = adversary(w, b)
                if i is None:
                    return
                w, b = w + A.rows[i], b + float(A.signs[i])
                yield mistake(1 + k // n, i)
            return
        rng = generator(self.seed) if self.order == "random" else None
        turn = np.arange(n)
        for epoch in range(1, self.max_epochs + 1):
            shown = A
            if rng is not None:
                turn = rng.permutation(n)
                shown = _Signed(A.rows[turn], A.signs[turn], A.exponent)
            at = shown.next_wrong(w, b, 0)
            if at is None:
                return
            while at is not None:
                w, b = w + shown.rows[at], b + float(shown.signs[at])
                yield mistake(epoch, int(turn[at]))
                at = shown.next_wrong(w, b, at + 1)


class _Signed(NamedTuple):
    """The samples times their labels, so that a mistake is a row whose score is not above 0.

    rows : y_i x_i / 2^exponent, shape (n, d).  signs : y_i, or 0 without an intercept, (n,).
    exponent : 0, unless the samples are so large or small that products would not be float64s.
    """

    rows: Floats
    signs: Floats
    exponent: int

    def scores(self, w: Floats, b: float, part: slice = slice(None)) -> Floats:
        """Return y_i (w·x_i + b), where w too is in units of 2^exponent."""
        rows, offsets = self.rows[part], self.signs[part] * b
        if self.exponent:
            return line_scores(rows, w, 0.0, 2 * self.exponent) + offsets
        return np.asarray(np.vecdot(rows, w) + offsets)  # the same, at half the time

    def next_wrong(self, w: Floats, b: float, start: int) -> int | None:
        """Return the first row from `start` on whose score is not above 0, or None.

        It looks at 256 rows at once, then at twice as many, and so on: most of the time few are
        needed, and a pass without mistakes is a few large products.
        """
        size = 256
        while start < len(self.rows):
            wrong = ~(self.scores(w, b, slice(start, start + size)) > 0)
            first = int(wrong.argmax())
            if wrong[first]:
                return start + first
            start += size
            size *= 2
        return None


def _adversary(A: _Signed) -> Callable[[Floats, float], int | None]:
    """Return the opponent's rule: given w and b, the row to show next, or None if none is wrong.

    Let u be the widest separator.  The machine is done when w points near enough to u, so the
    opponent shows the mistake after which w points furthest from it: the wrong row a with the
    least cosine u·(w + a) / |w + a|.  That is small when the row takes w little forward along u
    and makes it much longer, the two things that Novikoff's proof bounds.  On random data this
    made about twice as many updates as the cyclic order (geometric mean), more than showing the
    row of least progress along u, of score nearest zero, or the one that leaves most wrong.
    Where no line separates the rows there is no u, and the first wrong row will do.
    """
    rows = np.column_stack([A.rows, A.signs])  # b is a weight like the others here
    best = widest_separator(rows, np.ones(len(rows)))
    u = best[0] if best else np.zeros(rows.shape[1])
    forward = rows @ u
    squares = np.einsum("ij,ij->i", rows, rows)

    def rule(w: Floats, b: float) -> int | None:
        scores = A.scores(w, b)
        wrong = ~(scores > 0)
        if not wrong.any():
            return None
        if best is None:
            return int(wrong.argmax())
        v = np.append(w, b)
        ahead = forward + v @ u  # positive: each update has added at least the margin
        longer = squares + 2 * scores + v @ v
        # Where the margin is below rounding, an update may bring the machine back to zero.
        cosine_squared = np.zeros(len(rows))
        np.divide(ahead * ahead, longer, out=cosine_squared, where=longer > 0)
        return int(np.where(wrong, cosine_squared, np.inf).argmin())

    return rule
