"""Ways downhill, named and parametrized as in `torch.optim`.

Each optimizer changes the parameters in place, in `step`, by the gradients that `backward` left.
Chapter: Backpropagation; toolbox: calculus and optimization.
"""

from mlmath.optimizers.methods import SGD, Adam, AdamW, RMSprop
from mlmath.optimizers.optimizer import Optimizer, clip_grad_norm_, minimize
from mlmath.optimizers.rates import (
    Tuning,
    best_gradient_descent,
    best_heavy_ball,
    best_nesterov,
    factors,
    observed_rate,
    quadratic_path,
)
from mlmath.optimizers.schedules import constant, cosine, step_decay

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Optimizer",
    "RMSprop",
    "Tuning",
    "best_gradient_descent",
    "best_heavy_ball",
    "best_nesterov",
    "clip_grad_norm_",
    "constant",
    "cosine",
    "factors",
    "minimize",
    "observed_rate",
    "quadratic_path",
    "step_decay",
]
