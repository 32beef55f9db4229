"""What makes a support vector machine the right one: the conditions of Karush, Kuhn and Tucker."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, number, shaped, signs


class KKT(NamedTuple):
    """How far each condition is from being met; all are 0 at the exact solution.

    box : how far the worst α lies outside [0, C].
    balance : |Σ α_i y_i|.
    margin : how far the worst sample's y f(x) lies on the wrong side of 1, or from 1 if its α
        is free.
    complementarity : the largest of α (y f(x) - 1 + ξ) and (C - α) ξ, with ξ = max(0, 1 - y f(x)).
    """

    box: float
    balance: float
    margin: float
    complementarity: float


def check_kkt(K: Any, y: Any, alpha: Any, intercept: float, C: float) -> KKT:
    r"""Measure how well α and b meet the conditions that single out the soft-margin solution.

    With $f_i = \sum_j \alpha_j y_j K_{ij} + b$ for the sample i, they are $0 \le \alpha_i \le C$,
    $\sum \alpha_i y_i = 0$, and

    .. math:: \alpha_i = 0 \Rightarrow y_i f_i \ge 1, \qquad
              0 < \alpha_i < C \Rightarrow y_i f_i = 1, \qquad
              \alpha_i = C \Rightarrow y_i f_i \le 1

    The condition that the gradient with respect to w be zero, $w = \sum \alpha_i y_i \varphi(x_i)$,
    is built into f.

    Parameters
    ----------
    K : Gram matrix (n, n).
    y : labels -1, +1, shape (n,).
    alpha : α, shape (n,).
    intercept : b.
    C : the price of a violated margin, above 0.

    Source: C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20 (1995),
    273-297.  Chapter: Kernels.
    """
    margins, alpha, signed, C = _margins(K, y, alpha, intercept, C)
    slack = np.maximum(0, 1 - margins)
    short = np.where(alpha < C, slack, 0)
    beyond = np.where(alpha > 0, np.maximum(0, margins - 1), 0)
    return KKT(
        box=float(max(0.0, -alpha.min(), alpha.max() - C)),
        balance=abs(float(signed.sum())),
        margin=float(max(short.max(), beyond.max())),
        complementarity=float(
            max(np.abs(alpha * (margins - 1 + slack)).max(), ((C - alpha) * slack).max())
        ),
    )


def dual_objective(K: Any, y: Any, alpha: Any) -> float:
    r"""Return $\sum \alpha_i - \tfrac12 \sum_{ij} \alpha_i \alpha_j y_i y_j K_{ij}$.

    K is (n, n), y and α (n,).  For any α that meets the constraints this is at most the primal
    objective, and equal to it at the solution.
    """
    _, alpha, signed, _ = _margins(K, y, alpha, 0.0, 1.0)
    return float(alpha.sum() - signed @ np.asarray(K, dtype=np.float64) @ signed / 2)


def primal_objective(K: Any, y: Any, alpha: Any, intercept: float, C: float) -> float:
    r"""Return $\tfrac12 \|w\|^2 + C \sum \xi_i$ for $w = \sum \alpha_i y_i \varphi(x_i)$.

    K is (n, n), y and α (n,); $\xi_i = \max(0, 1 - y_i f_i)$ with the intercept b in f.
    """
    margins, _, signed, C = _margins(K, y, alpha, intercept, C)
    length = signed @ np.asarray(K, dtype=np.float64) @ signed  # |w|²
    return float(length / 2 + C * np.maximum(0, 1 - margins).sum())


def _margins(
    K: Any, y: Any, alpha: Any, intercept: float, C: float
) -> tuple[Floats, Floats, Floats, float]:
    """Return the checked y f (n,), α (n,), α y (n,) and C."""
    K = shaped(K, ("n", "n"), "K")
    n = len(K)
    y = signs(y, n)
    alpha = shaped(alpha, (n,), "alpha")
    signed = alpha * y
    margins = y * (K @ signed + number(intercept, "intercept"))
    return margins, alpha, signed, number(C, "C", above=0)
