"""ADALINE: a perceptron that learns from the size of its error, before the sign is taken."""

from typing import Any, Self

import numpy as np

from mlmath.estimator import TwoClasses
from mlmath.lms.recursion import lms
from mlmath.separation import augment
from mlmath.validation import (
    Floats,
    choice,
    count,
    generator,
    number,
    points,
    seed_or_generator,
    two_classes,
)

ORDERS = ("cyclic", "random")


class Adaline(TwoClasses):
    r"""Fit a linear function to targets -1 and +1 by least mean squares, and classify by its sign.

    For each sample in turn, with the target $y_i = \pm 1$,

    .. math:: e = y_i - (w \cdot x_i + b), \qquad
              w \leftarrow w + \mu \, e \, x_i, \quad b \leftarrow b + \mu \, e

    It differs from the perceptron in what it calls an error: it corrects every sample whose sum
    is not its target, right or wrong, and goes for the least squared error, which need not be
    the fewest mistakes.

    Parameters
    ----------
    mu : step size μ, above 0.  With `normalized`, it must stay below 2 to be stable.
    max_epochs : passes through the samples, at least 1.
    order : "cyclic", the order given in every epoch, or "random", a fresh one in each.
    normalized : divide each step by $\|x_i\|^2$ (with the intercept's constant 1 counted in), so
        that it makes the share μ of the sample's error vanish, whatever the sample's length.
    fit_intercept : learn b too; otherwise the line passes through the origin.
    seed : for the random order; equal seeds give equal numbers.

    Attributes
    ----------
    coef_ : w, shape (n_features,).
    intercept_ : b.
    errors_ : e at each presentation, shape (n_epochs_, n_samples).
    n_epochs_ : epochs made: `max_epochs`, or up to the one in which the weights overflowed.
    diverged_ : whether the weights overflowed; `coef_` then has the last finite ones.
    classes_ : the two labels in sorted order; the first has target -1, the second +1.
    message_ : one sentence that says how it ended.

    Source: B. Widrow and M. E. Hoff, "Adaptive switching circuits", Technical Report 1553-1,
    Stanford Electronics Laboratories (1960).  Chapter: LMS.
    """

    coef_: Floats
    intercept_: float
    errors_: Floats
    n_epochs_: int
    diverged_: bool
    message_: str

    def __init__(
        self,
        mu: float = 0.01,
        max_epochs: int = 50,
        order: str = "cyclic",
        normalized: bool = False,
        fit_intercept: bool = True,
        seed: int | np.random.Generator = 0,
    ) -> None:
        self.mu = number(mu, "mu", above=0)
        self.max_epochs = count(max_epochs, "max_epochs")
        self.order = choice(order, "order", ORDERS)
        self.normalized = bool(normalized)
        self.fit_intercept = bool(fit_intercept)
        self.seed = seed_or_generator(seed)

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from samples X (n_samples, n_features) and their labels y (n_samples,).

        A step too large raises nothing: `diverged_` is True and `message_` says so.

        Raises
        ------
        ValueError : X is empty, has a wrong shape or holds NaN; y has a wrong length or holds
            other than two classes; with `normalized`, a sample's length overflows.
        """
        X = points(X)
        n, n_features = X.shape
        classes, targets = two_classes(y, n)
        rows = augment(X) if self.fit_intercept else X
        lengths = np.ones(n)
        if self.normalized:
            # A step of μ/‖x‖² on (x, y) is a plain step of μ on (x, y)/‖x‖.
            largest = np.abs(rows).max(axis=1)
            largest[largest == 0] = 1.0
            rows = rows / largest[:, None]  # so that no square over- or underflows
            shares = np.sqrt(np.einsum("ij,ij->i", rows, rows))
            shares[shares == 0] = 1.0
            rows = rows / shares[:, None]
            with np.errstate(over="ignore"):
                lengths = largest * shares
                targets = targets / lengths
            if not (np.isfinite(lengths) & np.isfinite(targets)).all():
                raise ValueError(
                    "X must hold samples whose lengths, and 1 over them, float64 can hold, got "
                    f"lengths from {lengths.min():g} to {lengths.max():g}"
                )
        rng = generator(self.seed) if self.order == "random" else None
        w = np.zeros(rows.shape[1])
        errors = np.empty((self.max_epochs, n))
        turn = np.arange(n)
        self.diverged_ = False
        for epoch in range(self.max_epochs):
            if rng is not None:
                turn = rng.permutation(n)
            history = lms(rows[turn], targets[turn], self.mu, w)
            with np.errstate(over="ignore"):
                errors[epoch] = history.errors * lengths[turn]
            last = history.diverged_at
            w = history.weights[-1 if last is None else last]
            if last is not None:
                self.diverged_ = True
                break
        self.classes_ = classes
        self.n_epochs_ = epoch + 1
        self.errors_ = errors[: self.n_epochs_]
        self.coef_ = w[:n_features].copy()
        self.intercept_ = float(w[n_features]) if self.fit_intercept else 0.0
        with np.errstate(over="ignore"):
            square = np.mean(self.errors_[-1] ** 2)
        self.message_ = (
            f"Diverged in epoch {self.n_epochs_}: the step size mu={self.mu:g} is too large."
            if self.diverged_
            else f"Made all {self.n_epochs_} epochs: the mean squared error of the last is "
            f"{square:.4g}."
        )
        return self

    def decision_function(self, X: Any) -> Floats:
        """Return w·x + b for each sample of X (n_samples, n_features)."""
        self._check_fitted("coef_")
        X = self._points_like_fit(X, len(self.coef_))
        with np.errstate(over="ignore", invalid="ignore"):  # the weights of a run that diverged
            return np.asarray(X @ self.coef_ + self.intercept_)
