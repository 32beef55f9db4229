"""Learning by least mean squares: the rule of ADALINE, its theory, and a canceller of noise."""

from mlmath.lms.adaline import Adaline
from mlmath.lms.gaussian import (
    gaussian_learning_curve,
    gaussian_misadjustment,
    gaussian_stability_bound,
)
from mlmath.lms.noise import (
    Cancellation,
    NoisySound,
    cancel_noise,
    noisy_sound,
    tapped_delay_line,
)
from mlmath.lms.recursion import History, lms
from mlmath.lms.theory import (
    correlations,
    learning_curve,
    mean_square_stability_bound,
    mean_stability_bound,
    mean_weights,
    misadjustment,
    small_step_misadjustment,
    wiener_solution,
)

__all__ = [
    "Adaline",
    "Cancellation",
    "History",
    "NoisySound",
    "cancel_noise",
    "correlations",
    "gaussian_learning_curve",
    "gaussian_misadjustment",
    "gaussian_stability_bound",
    "learning_curve",
    "lms",
    "mean_square_stability_bound",
    "mean_stability_bound",
    "mean_weights",
    "misadjustment",
    "noisy_sound",
    "small_step_misadjustment",
    "tapped_delay_line",
    "wiener_solution",
]
