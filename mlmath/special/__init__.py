"""Functions that NumPy lacks: error function, incomplete gamma and beta, Poisson weights."""

from mlmath.special.error_function import erf, erfc
from mlmath.special.incomplete import (
    log_beta,
    log_half_step,
    lower_beta,
    lower_gamma,
    poisson_weight,
)

__all__ = [
    "erf",
    "erfc",
    "log_beta",
    "log_half_step",
    "lower_beta",
    "lower_gamma",
    "poisson_weight",
]
