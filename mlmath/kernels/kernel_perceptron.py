"""The perceptron in dual form: it counts its mistakes instead of adding up weights."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self, overload

import numpy as np

from mlmath.estimator import TwoClasses, line_scores
from mlmath.kernels.machine import Kernel, KernelMachine
from mlmath.validation import (
    Floats,
    choice,
    count,
    generator,
    points,
    seed_or_generator,
    two_classes,
)

ORDERS = ("cyclic", "random")


@dataclass(frozen=True, slots=True)
class DualMistake:
    """One update: in which epoch (from 1) and at which sample (from 0)."""

    epoch: int
    index: int


class DualMistakes(Sequence[DualMistake]):
    """All updates in turn, each kept as two integers: 16 bytes."""

    def __init__(self) -> None:
        self._epochs, self._indices = array("q"), array("q")

    def add(self, epoch: int, index: int) -> None:
        """Note one more update."""
        self._epochs.append(epoch)
        self._indices.append(index)

    def __len__(self) -> int:
        return len(self._indices)

    def __repr__(self) -> str:
        return f"<DualMistakes: {len(self):,} updates>"

    @overload
    def __getitem__(self, index: int) -> DualMistake: ...

    @overload
    def __getitem__(self, index: slice) -> list[DualMistake]: ...

    def __getitem__(self, index: int | slice) -> DualMistake | list[DualMistake]:
        if isinstance(index, slice):
            return [self[k] for k in range(len(self))[index]]
        return DualMistake(self._epochs[index], self._indices[index])


class KernelPerceptron(KernelMachine, TwoClasses):
    r"""Learn by counting at each sample how often it was a mistake.

    The perceptron's weights are sums of the samples it got wrong, $w = \sum_j \alpha_j y_j
    \varphi(x_j)$, so its score needs inner products only.  Whenever a sample is on the wrong side
    or on the line,

    .. math:: y_i \sum_j \alpha_j y_j \, k(x_j, x_i) \le 0
              \quad\Rightarrow\quad \alpha_i \leftarrow \alpha_i + 1

    These are the updates that `mlmath.perceptron.Perceptron` makes on the mapped samples φ(x),
    one by one.  An intercept there is one more feature, always 1: here it is the kernel k + 1.

    Parameters
    ----------
    kernel, gamma, degree, coef0 : see `KernelMachine`.
    max_epochs : passes through the samples before it gives up, at least 1.
    order : "cyclic", the order given, or "random", a fresh order in each epoch.
    seed : for the random order; equal seeds give equal numbers.
    fit_intercept : use k + 1 in place of k.

    Attributes
    ----------
    alpha_ : α, the number of mistakes at each sample, shape (n_samples,).
    dual_coef_ : α_i y_i, shape (n_samples,).
    intercept_ : Σ α_i y_i, or 0 without an intercept.
    mistakes_ : every update in turn, as `DualMistake(epoch, index)`; 16 bytes each.
    converged_, n_epochs_, message_ : as in `Perceptron`.
    classes_ : the two labels in sorted order; the first counts as -1, the second as +1.
    gamma_, X_fit_ : see `KernelMachine`.

    Source: M. A. Aizerman, E. M. Braverman and L. I. Rozonoer, "Theoretical foundations of the
    potential function method in pattern recognition learning", Automation and Remote Control 25
    (1964), 821-837; in today's form Y. Freund and R. E. Schapire, "Large margin classification
    using the perceptron algorithm", Machine Learning 37 (1999), 277-296.  Chapter: Kernels.
    """

    alpha_: Floats
    dual_coef_: Floats
    intercept_: float
    mistakes_: DualMistakes
    converged_: bool
    n_epochs_: int
    message_: str

    def __init__(
        self,
        kernel: Kernel = "rbf",
        gamma: float | str | None = None,
        degree: int = 3,
        coef0: float = 1.0,
        max_epochs: int = 1000,
        order: str = "cyclic",
        seed: int | np.random.Generator = 0,
        fit_intercept: bool = True,
    ) -> None:
        super().__init__(kernel, gamma, degree, coef0)
        self.max_epochs = count(max_epochs, "max_epochs")
        self.order = choice(order, "order", ORDERS)
        self.seed = seed_or_generator(seed)
        self.fit_intercept = bool(fit_intercept)

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from samples X (n_samples, n_features) and their labels y (n_samples,).

        Data that the kernel cannot separate raise nothing: `converged_` is False and `message_`
        says so.

        Raises
        ------
        ValueError : X is empty, has a wrong shape or holds NaN; y has a wrong length or holds
            other than two classes.
        """
        X = points(X)
        self.classes_, s = two_classes(y, len(X))
        K = self._fit_gram(X)
        if self.fit_intercept:
            K = K + 1
        K *= s
        K *= s[:, None]  # now K_ij = y_i y_j k(x_i, x_j), (n, n)
        self.alpha_, self.mistakes_ = np.zeros(len(X)), DualMistakes()
        scores = np.zeros(len(X))  # y_i times the score of sample i
        for epoch, i in self._steps(K, scores, X, s):
            self.alpha_[i] += 1
            self.mistakes_.add(epoch, i)
        self.converged_ = bool((scores > 0).all())
        self.n_epochs_ = min(self.mistakes_[-1].epoch + 1, self.max_epochs)
        work = f"updates: {len(self.mistakes_):,}, epochs: {self.n_epochs_:,}"
        self.message_ = self._verdict(scores, s, self.max_epochs, f"({work})", "border")
        return self

    def decision_function(self, X: Any) -> Floats:
        """Return Σ α_i y_i k(x_i, x) + b for each sample of X (n_samples, n_features)."""
        self._check_fitted("dual_coef_")
        used = self.alpha_ > 0
        K = self._kernel(self._like_fit(X), self.X_fit_[used])  # (n, mistaken)
        return line_scores(K, self.dual_coef_[used], self.intercept_)

    def _learned(self, X: Floats, s: Floats) -> Floats:
        """Settle what is learned so far, and return y_i times the score that it gives sample i."""
        self.dual_coef_ = self.alpha_ * s
        self.intercept_ = float(self.dual_coef_.sum()) if self.fit_intercept else 0.0
        return np.asarray(s * self.decision_function(X))

    def _steps(self, K: Floats, scores: Floats, X: Floats, s: Floats) -> Iterator[tuple[int, int]]:
        """Yield epoch and sample of each update, and keep the scores up with them.

        They are sums in another order than `decision_function`'s, and differ from it by rounding.
        So where none is wrong, that function has the last word: learning goes on from its scores.
        In the end they are its scores.
        """
        n = len(K)
        rng = generator(self.seed) if self.order == "random" else None
        turn = np.arange(n)
        for epoch in range(1, self.max_epochs + 1):
            if rng is not None:
                turn = rng.permutation(n)
            wrong = ~(scores[turn] > 0)
            if not wrong.any():
                scores[:] = self._learned(X, s)
                wrong = ~(scores[turn] > 0)
                if not wrong.any():
                    return
            at = int(wrong.argmax())
            while True:
                i = int(turn[at])
                scores += K[i]
                yield epoch, i
                rest = ~(scores[turn[at + 1 :]] > 0)
                if not rest.any():
                    break
                at += 1 + int(rest.argmax())
        scores[:] = self._learned(X, s)
