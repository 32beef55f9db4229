"""Kernels: linear machines in a feature space that they never enter.

Chapter: Kernels.
"""

from mlmath.kernels.approximation import (
    fourier_bound,
    fourier_features,
    taylor_bound,
    taylor_count,
    taylor_features,
    taylor_kernel,
)
from mlmath.kernels.bound import mistake_bound
from mlmath.kernels.features import polynomial_features
from mlmath.kernels.functions import kernel_gamma, linear_kernel, polynomial_kernel, rbf_kernel
from mlmath.kernels.gram import center_gram, is_positive_semidefinite
from mlmath.kernels.kernel_pca import KernelPCA
from mlmath.kernels.kernel_perceptron import DualMistake, KernelPerceptron
from mlmath.kernels.kkt import KKT, check_kkt, dual_objective, primal_objective
from mlmath.kernels.ridge import KernelRidge
from mlmath.kernels.svc import SVC

__all__ = [
    "KKT",
    "SVC",
    "DualMistake",
    "KernelPCA",
    "KernelPerceptron",
    "KernelRidge",
    "center_gram",
    "check_kkt",
    "dual_objective",
    "fourier_bound",
    "fourier_features",
    "is_positive_semidefinite",
    "kernel_gamma",
    "linear_kernel",
    "mistake_bound",
    "polynomial_features",
    "polynomial_kernel",
    "primal_objective",
    "rbf_kernel",
    "taylor_bound",
    "taylor_count",
    "taylor_features",
    "taylor_kernel",
]
