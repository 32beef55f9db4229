"""Functions that NumPy lacks: error function, incomplete gamma and beta, Poisson weights."""

from mlmath.special.error_function import erf, erfc
from mlmath.special.incomplete import (
    log1p_gap,
    log_beta,
    log_half_step,
    log_poisson_weight,
    lower_beta,
    lower_gamma,
    poisson_weight,
)

__all__ = [
    "erf",
    "erfc",
    "log1p_gap",
    "log_beta",
    "log_half_step",
    "log_poisson_weight",
    "lower_beta",
    "lower_gamma",
    "poisson_weight",
]
