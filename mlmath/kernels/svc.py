"""The support vector machine: the widest margin, in the kernel's feature space."""

import math
from itertools import combinations
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.kernels.gram import require_inner_product
from mlmath.kernels.machine import Kernel, KernelMachine
from mlmath.kernels.smo import Dual, Indices, solve_dual, squared_distances
from mlmath.validation import Floats, classes, count, number, points

_OPEN = 1e290  # a box that no β fills
_MOST = 16_384  # samples: their Gram matrix takes 2 GiB


class SVC(KernelMachine):
    r"""Separate two classes by the widest margin that a price on violations allows.

    .. math:: \min_{w, b} \; \tfrac12 \|w\|^2 + C \sum_i \max(0, 1 - y_i f(x_i)), \qquad
              f(x) = w \cdot \varphi(x) + b = \sum_i \alpha_i y_i \, k(x_i, x) + b

    Most α are 0; the samples with others are the support vectors.  `smo` finds them from the dual
    problem, and `check_kkt` checks the answer.  With more than two classes one machine is made
    for each pair of classes and the most votes win (the earlier class, among equals).

    Parameters
    ----------
    C : the price of a violation, above 0; α lies between 0 and C.
    kernel, gamma, degree, coef0 : see `KernelMachine`.
    tol : the violation of the optimality conditions at which to stop, above 0 and below 2.
    max_iter : steps of the solver after which it gives up, for each machine.

    Attributes
    ----------
    classes_ : the labels in sorted order.
    support_ : which samples are support vectors, those of the first class first.
    support_vectors_ : those samples, shape (n_support, n_features).
    n_support_ : how many each class has.
    dual_coef_ : α_i y_i, shape (n_classes - 1, n_support).  With two classes y is +1 for the
        second.  With more, the row r holds a support vector's part in the machine against the
        r-th of the other classes, where y is +1 for the class that sorts first.
    intercept_ : b, one for each machine, in the order (0, 1), (0, 2), ..., (1, 2), ...
    coef_ : w, shape (n_machines, n_features); for the linear kernel only.
    n_iter_ : steps made, one number for each machine.
    kkt_ : the largest violation of the optimality conditions that is left: by how much the
        gradient of the dual still favors the best pair of samples; at most tol when converged.
    converged_ : whether all machines came to within tol.
    message_ : one sentence that says how it ended.
    gamma_, X_fit_ : see `KernelMachine`.

    Sources: B. E. Boser, I. M. Guyon and V. N. Vapnik, "A training algorithm for optimal margin
    classifiers", Proceedings of the Fifth Annual Workshop on Computational Learning Theory
    (1992), 144-152; C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20
    (1995), 273-297.  Chapter: Kernels.
    """

    classes_: NDArray[Any]
    support_: Indices
    support_vectors_: Floats
    n_support_: Indices
    dual_coef_: Floats
    intercept_: Floats
    coef_: Floats
    n_iter_: Indices
    kkt_: float
    converged_: bool
    message_: str
    _parts: Floats

    def __init__(
        self,
        C: float = 1.0,
        kernel: Kernel = "rbf",
        gamma: float | str | None = "scale",
        degree: int = 3,
        coef0: float = 0.0,
        tol: float = 1e-3,
        max_iter: int = 1_000_000,
    ) -> None:
        super().__init__(kernel, gamma, degree, coef0)
        self.C = number(C, "C", above=0)
        self.tol = number(tol, "tol", above=0, below=2)  # 2 is the violation at α = 0
        self.max_iter = count(max_iter, "max_iter")

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from samples X (n_samples, n_features) and their labels y (n_samples,).

        Raises
        ------
        ValueError : X is empty, has a wrong shape, holds NaN or more than 16,384 samples; y has a
            wrong length or holds fewer than two classes; the kernel leaves float64, is not
            symmetric or is no inner product on X: the dual has then many maxima or none.
        """
        X = points(X)
        if len(X) > _MOST:
            raise ValueError(f"X must have at most {_MOST:,} samples, got {len(X):,}")
        self.classes_, code = _classes(y, len(X))
        k = len(self.classes_)
        K = self._fit_gram(X)
        if callable(self.kernel) or (self.kernel == "poly" and self.coef0 < 0):
            require_inner_product(K)
        if self.kernel == "linear":  # the same distances without the digits an offset would cost
            center = X.mean(axis=0)
            K = self._kernel(X - center, None)
        D, squares, e = squared_distances(K)  # D takes K's place
        # In these units β is 2^e times as large, and so is its box.
        box = min(math.ldexp(self.C, e), _OPEN) if e < 1000 else _OPEN
        machines = list(combinations(range(k), 2))
        beta = np.zeros((len(machines), len(X)))
        self.intercept_ = np.zeros(len(machines))
        self.n_iter_ = np.zeros(len(machines), dtype=np.intp)
        duals = []
        for m, (first, second) in enumerate(machines):
            W = np.flatnonzero((code == first) | (code == second))
            positive = second if k == 2 else first
            s = np.where(code[W] == positive, 1.0, -1.0)
            dual = solve_dual(D if k == 2 else D[np.ix_(W, W)], s, box, self.tol, self.max_iter)
            beta[m, W] = np.ldexp(dual.beta, -e)
            self.intercept_[m] = _middle(dual, s, box) - squares[W] @ dual.beta / 2
            self.n_iter_[m] = dual.n_steps
            duals.append(dual)
        support = np.flatnonzero(beta.any(axis=0))
        self.support_ = support[np.argsort(code[support], kind="stable")]
        self.support_vectors_ = self.X_fit_[self.support_]
        self.n_support_ = np.bincount(code[self.support_], minlength=k)
        self._parts = beta[:, self.support_]
        self.dual_coef_ = np.empty((k - 1, len(self.support_)))
        for c in range(k):
            own = code[self.support_] == c
            its_machines = np.flatnonzero([c in pair for pair in machines])
            self.dual_coef_[:, own] = self._parts[np.ix_(its_machines, np.flatnonzero(own))]
        if self.kernel == "linear":
            self.coef_ = self._parts @ (self.support_vectors_ - center)
            self.intercept_ -= self.coef_ @ center
        self._tell(duals)
        return self

    def decision_function(self, X: Any) -> Floats:
        """Return f(x) for each sample of X (n_samples, n_features), shape (n_samples,).

        With more than two classes a score for each, shape (n_samples, n_classes): the votes, plus
        less than 1/3 that grows with the sum of f for the class and tells equals apart.
        """
        f = self._scores(X)
        if len(self.classes_) == 2:
            return f[:, 0]
        total = np.zeros((len(f), len(self.classes_)))
        for m, (first, second) in enumerate(combinations(range(len(self.classes_)), 2)):
            total[:, first] += f[:, m]
            total[:, second] -= f[:, m]
        return np.asarray(self._votes(f) + total / (3 * (np.abs(total) + 1)))

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the class of each sample: the second where f(x) > 0, or that of most votes."""
        f = self._scores(X)
        if len(self.classes_) == 2:
            return self.classes_[(f[:, 0] > 0).astype(np.intp)]
        winners: NDArray[Any] = self.classes_[self._votes(f).argmax(axis=1)]
        return winners

    def _scores(self, X: Any) -> Floats:
        """Return f(x) of each machine: (n_samples, n_machines)."""
        self._check_fitted("support_")
        X = self._like_fit(X)
        if self.kernel == "linear":
            return np.asarray(X @ self.coef_.T + self.intercept_)
        K = self._kernel(X, self.support_vectors_)  # (n, n_support)
        K = K - K[:, :1]  # changes nothing, since Σ β = 0, but the rounding of large kernels
        return np.asarray(K @ self._parts.T + self.intercept_)

    def _votes(self, f: Floats) -> Floats:
        votes = np.zeros((len(f), len(self.classes_)))
        for m, (first, second) in enumerate(combinations(range(len(self.classes_)), 2)):
            votes[:, first] += f[:, m] > 0
            votes[:, second] += f[:, m] <= 0
        return votes

    def _tell(self, duals: list[Dual]) -> None:
        self.kkt_ = max(0.0, *(d.gap for d in duals))
        self.converged_ = all(d.gap <= self.tol for d in duals)
        work = f"{self.n_iter_.sum():,} steps"
        if self.converged_:
            self.message_ = f"Converged in {work}, to a violation of {self.kkt_:.2g}."
        elif any(d.stalled for d in duals):
            self.message_ = (
                f"Stopped after {work} at the limit of rounding: "
                f"a violation of {self.kkt_:.2g} is left."
            )
        else:
            self.message_ = (
                f"Stopped at the limit of max_iter={self.max_iter} after {work}: "
                f"a violation of {self.kkt_:.2g} is left."
            )


def _classes(y: Any, n: int) -> tuple[NDArray[Any], Indices]:
    """Return the classes in sorted order, and which of them each sample has (n,)."""
    found, code = classes(y, n)
    if len(found) < 2:
        raise ValueError(f"y must hold at least two classes, got 1: {found.tolist()[0]!r}")
    return found, code


def _middle(dual: Dual, y: Floats, C: float) -> float:
    """Return the level of v at the solution: that of the free samples, or between the held ones."""
    size = dual.beta * y  # α
    free = (size > 0) & (size < C)
    if free.any():
        return float(dual.v[free].mean())
    may_rise, may_fall = (dual.beta < np.maximum(0, C * y)), (dual.beta > np.minimum(0, C * y))
    return float((dual.v[may_rise].max() + dual.v[may_fall].min()) / 2)
