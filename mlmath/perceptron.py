"""The perceptron: a machine that learns a dividing line from its mistakes (Rosenblatt 1958)."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np

from mlmath.estimator import TwoClasses
from mlmath.scale import direction, exponents, lengths
from mlmath.separation import (
    augment,
    count_separable_dichotomies,
    cover_count,
    dichotomies,
    in_general_position,
    margin,
    radius,
    separable_probability,
    separable_share,
    widest_separator,
)
from mlmath.validation import Floats, choice, count, generator, numbers, points, two_classes, vector

__all__ = [
    "Jaws",
    "Mistake",
    "Perceptron",
    "augment",
    "count_separable_dichotomies",
    "cover_count",
    "dichotomies",
    "in_general_position",
    "jaws",
    "margin",
    "novikoff_bound",
    "radius",
    "separable_probability",
    "separable_share",
    "widest_separator",
]

ORDERS = ("cyclic", "random", "adversarial")


@dataclass(slots=True, eq=False)  # not frozen: that would double the time of making one
class Mistake:
    """One update: in which epoch (from 1), at which sample (from 0), and the weights after it."""

    epoch: int
    index: int
    weights: Floats
    intercept: float


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
    mistakes_ : every update in turn, as `Mistake(epoch, index, weights, intercept)`.
    converged_ : whether every sample ended on its side.
    n_epochs_ : epochs made, with the last one in which nothing was wrong.
    classes_ : the two labels in sorted order; the first counts as -1, the second as +1.
    message_ : one sentence that says how it ended.

    Source: F. Rosenblatt, "The perceptron: a probabilistic model for information storage and
    organization in the brain", Psychological Review 65 (1958), 386-408.  Chapter: The perceptron.
    """

    coef_: Floats
    intercept_: float
    mistakes_: list[Mistake]
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
        generator(seed)
        self.seed = seed
        self.fit_intercept = bool(fit_intercept)

    def steps(self, X: Any, y: Any) -> Iterator[Mistake]:
        """Yield the updates one by one, as `fit` makes them, and stop when nothing is wrong.

        Take the first few with `itertools.islice` when the data may not be separable.
        """
        X = points(X)
        _, s = two_classes(y, len(X))
        return self._steps(self._signed(X, s))

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from samples X (n_samples, n_features) and their labels y (n_samples,).

        Data that no line divides raise nothing: `converged_` is False and `message_` says so.

        Raises
        ------
        ValueError : X is empty, has a wrong shape or holds NaN; y has a wrong length or holds
            other than two classes.
        """
        X = points(X)
        self.classes_, s = two_classes(y, len(X))
        A = self._signed(X, s)
        self.mistakes_ = list(self._steps(A))
        last = self.mistakes_[-1]  # there is one: at w = 0 every sample counts as wrong
        self.coef_, self.intercept_ = last.weights.copy(), last.intercept
        w = np.append(last.weights, last.intercept) if self.fit_intercept else last.weights
        wrong = int((A @ w <= 0).sum())
        self.converged_ = wrong == 0
        clean = self.order != "adversarial"  # a last pass that found nothing wrong
        self.n_epochs_ = min(last.epoch + clean, self.max_epochs)
        made = f"{_plural(len(self.mistakes_), 'update')} in {_plural(self.n_epochs_, 'epoch')}"
        self.message_ = (
            f"Converged after {made}: all {len(X)} samples are on their side."
            if self.converged_
            else f"Stopped at the limit of max_epochs={self.max_epochs} after {made}: "
            f"{wrong} of {len(X)} samples are still on the wrong side."
        )
        return self

    def decision_function(self, X: Any) -> Floats:
        """Return w·x + b for each sample of X (n_samples, n_features)."""
        self._check_fitted("coef_")
        X = self._points_like_fit(X, len(self.coef_))
        return np.asarray(X @ self.coef_ + self.intercept_)

    def _signed(self, X: Floats, s: Floats) -> Floats:
        """Return the rows y_i (x_i, 1): an update adds a row, a mistake is a row with A w <= 0."""
        return s[:, None] * (augment(X) if self.fit_intercept else X)

    def _steps(self, A: Floats) -> Iterator[Mistake]:
        n, width = A.shape
        d = width - 1 if self.fit_intercept else width
        w = np.zeros(width)

        def mistake(epoch: int, i: int) -> Mistake:
            return Mistake(epoch, i, w[:d], float(w[d]) if self.fit_intercept else 0.0)

        if self.order == "adversarial":
            adversary = _adversary(A)
            for k in range(self.max_epochs * n):
                i = adversary(w)
                if i is None:
                    return
                w = w + A[i]
                yield mistake(1 + k // n, i)
            return
        rng = generator(self.seed)
        turn = np.arange(n)
        for epoch in range(1, self.max_epochs + 1):
            if self.order == "random":
                turn = rng.permutation(n)
            rows = A[turn] if self.order == "random" else A
            at = _next_wrong(rows, w, 0)
            if at is None:
                return
            while at is not None:
                w = w + rows[at]
                yield mistake(epoch, int(turn[at]))
                at = _next_wrong(rows, w, at + 1)


def _next_wrong(rows: Floats, w: Floats, start: int) -> int | None:
    """Return the first row from `start` on with a·w <= 0, or None.

    It looks at 256 rows at once, then at twice as many, and so on: most of the time few are
    needed, and a pass without mistakes is a few large products.
    """
    size = 256
    while start < len(rows):
        wrong = rows[start : start + size] @ w <= 0
        first = int(wrong.argmax())
        if wrong[first]:
            return start + first
        start += size
        size *= 2
    return None


def _adversary(A: Floats) -> Callable[[Floats], int | None]:
    """Return the opponent's rule: given w, the row to show next, or None when none is wrong.

    Let u be the widest separator.  The machine is done when w points near enough to u, so the
    opponent shows the mistake after which w points furthest from it: the wrong row a with the
    least cosine u·(w + a) / |w + a|.  That is small when the row takes w little forward along u
    and makes it much longer, the two things that Novikoff's proof bounds.  On random data this
    made about twice as many updates as the cyclic order (geometric mean), more than showing the
    row of least progress along u, of score nearest zero, or the one that leaves most wrong.
    Where no line separates the rows there is no u, and the first wrong row will do.
    """
    best = widest_separator(A, np.ones(len(A)))
    u = best[0] if best else np.zeros(A.shape[1])
    forward = A @ u
    squares = np.einsum("ij,ij->i", A, A)

    def rule(w: Floats) -> int | None:
        scores = A @ w
        wrong = scores <= 0
        if not wrong.any():
            return None
        if best is None:
            return int(wrong.argmax())
        ahead = forward + w @ u  # positive: each update has added at least the margin
        cosine_squared = ahead * ahead / (squares + 2 * scores + w @ w)
        return int(np.where(wrong, cosine_squared, np.inf).argmin())

    return rule


def novikoff_bound(X: Any, y: Any, w: Any) -> float:
    r"""Return Novikoff's bound on the number of updates, $(R/\gamma)^2$, for the separator w.

    R is `radius(X)` and γ is `margin(X, y, w)`, both in the space where the line passes through
    the origin.  Neither the length of w nor the unit of X matters.  Raises ValueError when w does
    not separate the samples; a bound beyond float64 is inf.

    Source: A. B. J. Novikoff, "On convergence proofs on perceptrons", Symposium on the
    Mathematical Theory of Automata (1962), 615-622.  Chapter: The perceptron.
    """
    X = points(X)
    unit = np.ldexp(X, -exponents(X))  # in which R is near 1, and no square over- or underflows
    if margin(X, y, w) <= 0:
        raise ValueError(f"w must separate the samples, got a margin of {margin(X, y, w):g}")
    gamma = margin(unit, y, w)
    ratio = radius(unit) / gamma if gamma > 0 else math.inf
    return ratio * ratio  # a float's own power would raise OverflowError


class Jaws(NamedTuple):
    """Novikoff's two inequalities along a run, at k = 0, 1, ..., n_updates (each shape (k,)).

    `lower <= along <= length <= upper` holds at each k; the jaws k γ and R √k meet at the bound.
    """

    k: Floats
    lower: Floats
    along: Floats
    length: Floats
    upper: Floats


def jaws(X: Any, y: Any, w_star: Any, mistakes: Sequence[Mistake]) -> Jaws:
    r"""Return both of Novikoff's inequalities after each update.

    .. math:: k \gamma \;\le\; w_k \cdot \frac{w^*}{\|w^*\|} \;\le\; \|w_k\| \;\le\; R \sqrt{k}

    Parameters
    ----------
    X, y : the samples (n_samples, d) and labels -1, +1 that the machine learned from; use
        `augment(X)` when it learned an intercept.
    w_star : a separator (d,).
    mistakes : the updates in turn, from `Perceptron.mistakes_`.
    """
    X = points(X)
    w_star = vector(w_star, X.shape[1], "w_star")
    gamma = margin(X, y, w_star)
    path = np.zeros((len(mistakes) + 1, X.shape[1]))
    if mistakes:
        weights = np.array([m.weights for m in mistakes])
        if weights.shape[1] == X.shape[1] - 1:
            weights = np.column_stack([weights, [m.intercept for m in mistakes]])
        path[1:] = numbers(weights, "mistakes")
    k = np.arange(len(path), dtype=np.float64)
    return Jaws(
        k=k,
        lower=gamma * k,
        along=path @ direction(w_star),
        length=lengths(path),
        upper=radius(X) * np.sqrt(k),
    )


def _plural(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
