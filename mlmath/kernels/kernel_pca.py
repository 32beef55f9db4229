"""Principal components in the kernel's feature space."""

from typing import Any, Self

import numpy as np

from mlmath.kernels.eigen import leading_eigenpairs
from mlmath.kernels.gram import center_gram
from mlmath.kernels.machine import Kernel, KernelMachine
from mlmath.validation import Floats, count, points

_ZERO = 1e-12  # an eigenvalue this far below the largest is rounding
_EPS = float(np.finfo(np.float64).eps)


class KernelPCA(KernelMachine):
    r"""Find the directions of largest variance of the mapped samples φ(x).

    A component is a sum of the centered samples, $u = \sum_i a_i \tilde\varphi(x_i)$, and
    $\tilde K v = \lambda v$ makes it one, with $a = v / \sqrt\lambda$ to give it length 1.  A
    sample's coordinate along it is $u \cdot \tilde\varphi(x)$, which for the sample i of `fit` is
    $\sqrt\lambda \, v_i$.  With the linear kernel these are the coordinates of ordinary PCA.

    Parameters
    ----------
    n_components : how many, at most n_samples; None for all whose eigenvalue is above zero.
    kernel, gamma, degree, coef0 : see `KernelMachine`.

    Attributes
    ----------
    eigenvalues_ : λ, falling, shape (n_components,): n_samples times the variance along each
        component.  What is zero to rounding is exactly 0.
    eigenvectors_ : v, of length 1, in columns, shape (n_samples, n_components); of each the entry
        that is largest in size is positive.
    gamma_, X_fit_ : see `KernelMachine`.

    Source: B. Schölkopf, A. Smola and K.-R. Müller, "Nonlinear component analysis as a kernel
    eigenvalue problem", Neural Computation 10 (1998), 1299-1319, whose α is our a.
    Chapter: Kernels.
    """

    eigenvalues_: Floats
    eigenvectors_: Floats
    _means: Floats
    _center: Floats

    def __init__(
        self,
        n_components: int | None = None,
        kernel: Kernel = "linear",
        gamma: float | str | None = None,
        degree: int = 3,
        coef0: float = 1.0,
    ) -> None:
        super().__init__(kernel, gamma, degree, coef0)
        self.n_components = None if n_components is None else count(n_components, "n_components")

    def fit(self, X: Any) -> Self:
        """Find the components of samples X (n_samples, n_features).

        Raises
        ------
        ValueError : X is empty, has a wrong shape or holds NaN; there are more components than
            samples; an eigenvalue of those asked for is clearly negative: no inner product.
        """
        X = points(X)
        n = len(X)
        k = n if self.n_components is None else self.n_components
        if k > n:
            raise ValueError(f"n_components must be at most the {n} samples of X, got {k}")
        K = self._fit_gram(X)
        # The linear kernel is centered in the features: an offset there would only cost digits.
        self._center = X.mean(axis=0) if self.kernel == "linear" else np.zeros(X.shape[1])
        if self.kernel == "linear":
            K = self._kernel(X - self._center, None)
        self._means = K.mean(axis=0)
        values, vectors = leading_eigenpairs(center_gram(K), k)
        noise = n * _EPS * float(np.abs(K).max())
        if values[-1] < min(-1e-5 * abs(values[0]), -10 * noise):
            raise ValueError(
                f"kernel must be positive semidefinite, got the eigenvalue {values[-1]:g}"
            )
        zero = max(_ZERO * float(values[0]), noise)
        values = np.where(values > zero, values, 0.0)
        largest = np.abs(vectors).argmax(axis=0)
        vectors = vectors * np.sign(vectors[largest, np.arange(k)])
        if self.n_components is None:
            values, vectors = values[values > 0], vectors[:, values > 0]
        self.eigenvalues_, self.eigenvectors_ = values, vectors
        return self

    def transform(self, X: Any) -> Floats:
        """Return the coordinates of X (n_samples, n_features): (n_samples, n_components).

        Along a component whose eigenvalue is zero there is nothing to see: all coordinates are 0.
        """
        self._check_fitted("eigenvalues_")
        X = self._like_fit(X) - self._center
        K = self._kernel(X, self.X_fit_ - self._center)  # (m, n)
        K -= self._means  # a constant along each row would not count: each v sums to 0
        seen = self.eigenvalues_ > 0
        roots = np.sqrt(np.where(seen, self.eigenvalues_, 1.0))
        return np.asarray(K @ (self.eigenvectors_ * (seen / roots)))

    def fit_transform(self, X: Any) -> Floats:
        """Return the coordinates of the samples themselves, √λ v: (n_samples, n_components)."""
        self.fit(X)
        return self.eigenvectors_ * np.sqrt(self.eigenvalues_)
