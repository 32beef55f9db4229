r"""Where cross-entropy comes from: labels that are coins, with log-odds linear in x.

The most probable plane is the one of least cross-entropy, if there is one.  There is none exactly
when a plane separates the classes, save for samples on it; and both can be proved.
"""

from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from mlmath.estimator import Estimator
from mlmath.foundations.weak_separation import keeps_all_sides, none_separates, separates_weakly
from mlmath.scale import centered
from mlmath.validation import Floats, count, number, points, two_classes

_PAUSE = 10  # steps, more than most climbs need, after which to ask whether there is a summit
_SURE = 1e-10  # weights so much above rounding need no proof that they balance
_EPS = float(np.finfo(np.float64).eps)


class LogisticRegression(Estimator):
    r"""A coin for each sample, with log-odds linear in x: $P(y = 1 | x) = 1 / (1 + e^{-z})$.

    .. math:: z = w \cdot x + b, \qquad
              \ell = \sum_i \left( y_i z_i - \ln(1 + e^{z_i}) \right)
              = -n \times \text{cross-entropy}

    ℓ is concave, and Newton's method finds its maximum: with $p = P(y = 1 | x)$ and the matrix X̃
    of the samples and a constant 1, the step δ solves

    .. math:: \tilde X^\top D \tilde X \, \delta = \tilde X^\top (y - p), \qquad
              D = \operatorname{diag}(p (1 - p)),

    and is halved as long as ℓ would fall.

    A step that raises no sample's log-odds by 1 or more proves that there is a maximum.  With
    $s_i = 2 y_i - 1$, $q_i = |y_i - p_i|$ and the rise $r_i = s_i \tilde x_i \cdot \delta$ of the
    log-odds of the label that has come, the equation says

    .. math:: \sum_i \lambda_i \, s_i \tilde x_i = 0, \qquad \lambda_i = q_i (1 - (1 - q_i) r_i) > 0

    while a plane with no sample on its wrong side, and not all on it, would make the sum's product
    with its normal positive.  That there is such a plane is proved with fractions.

    Parameters
    ----------
    max_iter : Newton steps, at least 1.
    tol : stop at a step that moves no sample's log-odds by more than this, above 0 and below 1.

    Attributes
    ----------
    classes_ : both labels, sorted; the second is "1".
    coef_ : w, shape (d,).  Where features depend on each other, the shortest of the best (in
        standardized features); a constant feature gets 0.
    intercept_ : b.
    standard_errors_ : of w and then b, shape (d + 1,), by the Fisher information X̃ᵀ D X̃; inf for
        what the data do not determine.
    n_iter_ : Newton steps taken.
    """

    classes_: NDArray[Any]
    coef_: Floats

    def __init__(self, max_iter: int = 50, tol: float = 1e-8) -> None:
        self.max_iter = count(max_iter, "max_iter")
        self.tol = number(tol, "tol", above=0, below=1)

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from X (n, d) and labels y (n,) of two classes.

        Raises ValueError when the likelihood has no maximum: a plane separates the classes (save
        for samples on it), and the steeper, the better.  Or when max_iter steps do not reach it,
        or when a feature is so small that its slope overflows.  A fit that fails changes nothing.
        """
        X = points(X)
        classes, signs = two_classes(y, len(X))
        away, center, e = centered(X)
        scale = np.sqrt((away**2).mean(axis=0))
        varies = scale > 0  # a constant feature tells nothing
        # Standardized features and a constant; where they nearly depend on each other, a basis.
        Z = np.column_stack([away[:, varies] / scale[varies], np.ones(len(X))])
        R = np.asarray(np.linalg.qr(Z, mode="r"))
        _, stretch, directions = np.linalg.svd(R, full_matrices=False)
        rank = int((stretch > max(Z.shape) * _EPS * stretch[0]).sum())
        basis = directions[:rank].T  # (k + 1, rank)
        # Far from dependent, they are a good basis themselves.
        whole = rank == Z.shape[1] and bool(stretch[-1] > 1e-4 * stretch[0])
        to_basis = np.eye(rank) if whole else basis / stretch[:rank]
        # From there back to standardized features, and to those in powers of two, X / 2^e.
        units = np.diag(np.append(1 / scale[varies], 1.0))
        units[-1, :-1] = -np.ldexp(center, -e)[varies] / scale[varies]
        kept = np.append(varies, True)
        back = np.zeros((X.shape[1] + 1, rank))
        back[kept] = units @ to_basis
        climb = _Climb(Z if whole else Z @ to_basis, signs, np.ldexp(X, -e), back)
        found = climb.to_the_top(self.max_iter, self.tol)
        variances = np.einsum("ij,jk,ik->i", back, found.covariance, back)
        outside = np.linalg.norm(units - units @ basis @ basis.T, axis=1)
        determined = outside <= 1e-8 * np.linalg.norm(units, axis=1)
        learned = np.full((2, X.shape[1] + 1), np.inf)
        learned[0] = back @ found.weights
        learned[1, kept] = np.where(determined, np.sqrt(variances[kept]), np.inf)
        with np.errstate(over="ignore"):
            learned[:, :-1] = np.ldexp(learned[:, :-1], -e)  # to X's own units
        if not (np.isfinite(learned[0]).all() and np.isfinite(learned[1, kept][determined]).all()):
            raise ValueError("X must have features large enough for slopes that float64 can hold")
        self.classes_ = classes
        self.coef_, self.intercept_ = learned[0, :-1].copy(), float(learned[0, -1])
        self.standard_errors_ = learned[1].copy()
        self.n_iter_ = found.n_iter
        return self

    def predict_proba(self, X: Any) -> Floats:
        """Return the probabilities of both classes for each sample of X (n, d), shape (n, 2)."""
        z = self._log_odds(X)
        return np.column_stack([_sigmoid(-z), _sigmoid(z)])

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the more probable label of each sample of X (n, d); the first if even."""
        first, second = self.predict_proba(X).T  # log-odds of 1e-17 are even, too, in float64
        more: NDArray[Any] = self.classes_[(second > first).astype(np.intp)]
        return more

    def log_likelihood(self, X: Any, y: Any) -> float:
        """Return the log-likelihood of labels y (n,), all of them among `classes_`, in nats."""
        z = self._log_odds(X)
        y = np.asarray(y)
        if y.shape != z.shape or not np.isin(y, self.classes_).all():
            raise ValueError(f"y must hold {len(z)} labels out of {self.classes_.tolist()}")
        return float(_log_coin(np.where(y == self.classes_[1], z, -z)).sum())

    def _log_odds(self, X: Any) -> Floats:
        self._check_fitted("coef_")
        z: Floats = self._points_like_fit(X, len(self.coef_)) @ self.coef_
        z += self.intercept_
        return z


class _Summit(NamedTuple):
    """The best weights (r,), their covariance (r, r), and the steps it took to get there."""

    weights: Floats
    covariance: Floats
    n_iter: int


class _Climb(NamedTuple):
    """Samples in two forms, and what leads from one to the other.

    U : in a basis of what the features and a constant span, shape (n, r).
    signs : -1 or +1, shape (n,).
    X : the features in exact units, shape (n, d).
    back : from weights (r,) to the plane w, b for X, shape (d + 1, r).
    """

    U: Floats
    signs: Floats
    X: Floats
    back: Floats

    def to_the_top(self, max_iter: int, tol: float) -> _Summit:
        """Return the maximum, or raise ValueError when there is none or it is not reached."""
        A = self.U * self.signs[:, None]
        weights = np.zeros(A.shape[1])
        m = np.zeros(len(A))  # log-odds of the label that has come, A @ weights
        rise = m
        for iteration in range(1, max_iter + 1):
            missing = _sigmoid(-m)  # 1 less the probability of what has come, (n,)
            root = np.sqrt(missing * _sigmoid(m))
            # Newton's step as least squares, which keeps twice the digits of the information.
            Q, R = np.linalg.qr(A * root[:, None])
            aim = np.divide(missing, root, out=np.zeros_like(m), where=root > 0)
            try:
                step = np.linalg.solve(R, Q.T @ aim)
            except np.linalg.LinAlgError:
                break
            if not np.isfinite(step).all():
                break
            rise = A @ step
            size = float(np.abs(rise).max())
            while size > 0.5 and (_log_coin(m + rise) - _log_coin(m)).sum() < 0:
                step, rise, size = step / 2, rise / 2, size / 2
            weights, m = weights + step, m + rise
            if size <= tol and (
                missing.min() > _SURE or none_separates(self.X, self.signs, missing)
            ):
                inverse = np.linalg.inv(R)
                return _Summit(weights, np.asarray(inverse @ inverse.T), iteration)
            if self._are_separated(weights, m):
                break
            if iteration % _PAUSE == 0 and separates_weakly(self.X, self.signs, rise):
                break
        if self._are_separated(weights, m) or separates_weakly(self.X, self.signs, rise):
            raise ValueError(
                "y must not be separable by a plane: the likelihood then has no maximum"
            )
        raise ValueError(
            f"max_iter must be larger: no maximum in {max_iter} steps, and no proof that a plane "
            "separates the classes"
        )

    def _are_separated(self, weights: Floats, m: Floats) -> bool:
        """Tell whether the plane that these weights stand for separates the classes."""
        if m.min() <= 0:
            return False
        rounding = 100 * _EPS * float((np.abs(self.U) @ np.abs(weights)).max())
        return m.min() > rounding or keeps_all_sides(self.X, self.signs, self.back @ weights)


def _sigmoid(z: Floats) -> Floats:
    """Return 1 / (1 + exp(-z)) without overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def _log_coin(z: Floats) -> Floats:
    """Return ln(1 / (1 + exp(-z))), z being the log-odds of what has come."""
    lost: Floats = np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z)))
    return lost
