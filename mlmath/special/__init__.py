"""Functions that NumPy lacks: the error function, and the incomplete gamma and beta functions."""

from mlmath.special.error_function import erf, erfc
from mlmath.special.incomplete import log_beta, log_half_step, lower_beta, lower_gamma

__all__ = ["erf", "erfc", "log_beta", "log_half_step", "lower_beta", "lower_gamma"]
