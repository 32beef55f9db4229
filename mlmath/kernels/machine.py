"""What the kernel machines share: one kernel, chosen by name or given as a function."""

from collections.abc import Callable
from typing import Any

from mlmath.estimator import Estimator
from mlmath.kernels.functions import kernel_gamma, linear_kernel, polynomial_kernel, rbf_kernel
from mlmath.validation import Floats, choice, count, number, shaped

Kernel = str | Callable[[Floats, Floats], Any]
WITH_GAMMA = ("poly", "rbf")
KERNELS = ("linear", *WITH_GAMMA)


class KernelMachine(Estimator):
    """An estimator that sees its samples only through a kernel.

    Parameters
    ----------
    kernel : "linear" x·z, "poly" (γ x·z + c₀)^degree, "rbf" exp(-γ |x - z|²), or a function that
        takes X (n, d) and Z (m, d) and returns the matrix k(x_i, z_j), shape (n, m).
    gamma : γ > 0 of poly and rbf, or "scale", "auto" or None (see `kernels.kernel_gamma`).
    degree : of poly, an integer from 1.
    coef0 : c₀ of poly.

    Attributes
    ----------
    gamma_ : γ of poly and rbf as a number, settled in `fit`; other kernels have none.
    X_fit_ : the samples of `fit`, shape (n_samples, n_features).
    """

    gamma_: float
    X_fit_: Floats

    def __init__(
        self,
        kernel: Kernel,
        gamma: float | str | None,
        degree: int,
        coef0: float,
    ) -> None:
        self.kernel: Kernel = kernel if callable(kernel) else choice(kernel, "kernel", KERNELS)
        if isinstance(gamma, str):
            choice(gamma, "gamma", ("scale", "auto"))
        elif gamma is not None:
            gamma = number(gamma, "gamma", above=0)
        self.gamma = gamma
        self.degree = count(degree, "degree")
        self.coef0 = number(coef0, "coef0")

    def _fit_gram(self, X: Floats) -> Floats:
        """Remember X (n, d), settle γ where there is one, and return the Gram matrix (n, n)."""
        self.X_fit_ = X.copy()
        if self.kernel in WITH_GAMMA:  # of others, it may be none that float64 can hold
            self.gamma_ = kernel_gamma(self.gamma, X)
        return self._kernel(X, None)

    def _kernel(self, X: Floats, Z: Floats | None) -> Floats:
        """Return the kernel of all rows of X (n, d) and Z (m, d), by default X: (n, m)."""
        if callable(self.kernel):
            Z = X if Z is None else Z
            # A copy: what follows works in place, and the function may keep what it returned.
            return shaped(self.kernel(X, Z), (len(X), len(Z)), "the kernel's matrix").copy()
        if self.kernel == "linear":
            return linear_kernel(X, Z)
        if self.kernel == "poly":
            return polynomial_kernel(X, Z, self.degree, self.gamma_, self.coef0)
        return rbf_kernel(X, Z, self.gamma_)

    def _like_fit(self, X: Any) -> Floats:
        """Return X (n, d), with as many features as `fit` has seen."""
        return self._points_like_fit(X, self.X_fit_.shape[1])
