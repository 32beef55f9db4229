"""The theorems of the page Least mean squares."""

from mlmath.theorems.lms import mean, mean_square, step, wiener

THEOREMS = {
    "step": step.THEOREM,
    "wiener": wiener.THEOREM,
    "mean": mean.THEOREM,
    "mean_square": mean_square.THEOREM,
}
