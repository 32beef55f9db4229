"""Novikoff's bound in the space of a kernel, without entering it."""

from typing import Any

from mlmath.kernels.svc import SVC
from mlmath.validation import signs


def mistake_bound(machine: SVC, y: Any) -> float:
    r"""Return Novikoff's bound on a perceptron's mistakes, by the separator that a machine found.

    With the constant 1 as one more feature, $R^2 = \max_i k(x_i, x_i) + 1$, and the separator
    (w, b) has the margin $\gamma = \min_i y_i f(x_i) / \sqrt{\|w\|^2 + b^2}$.  All of it comes
    from the kernel: $\|w\|^2 = \sum_{ij} \alpha_i \alpha_j y_i y_j \, k(x_i, x_j)$.

    Parameters
    ----------
    machine : a fitted `SVC` of two classes.
    y : the labels -1 and +1 that it was fitted to, shape (n_samples,).

    Returns
    -------
    (R/γ)²; infinity where the machine does not separate its samples.

    Source: A. B. J. Novikoff, "On convergence proofs on perceptrons", Proceedings of the Symposium
    on the Mathematical Theory of Automata 12 (1962), 615-622.  Chapter: Kernels.
    """
    X = machine.X_fit_
    y = signs(y, len(X))
    lead = float((y * machine.decision_function(X)).min())
    if lead <= 0:
        return float("inf")
    held = machine.support_vectors_
    w2 = float(machine.dual_coef_[0] @ machine._kernel(held, None) @ machine.dual_coef_[0])
    radius2 = max(float(machine._kernel(x[None], None)[0, 0]) for x in X) + 1
    return radius2 * (w2 + float(machine.intercept_[0]) ** 2) / lead**2
