"""How to spend a budget of compute: a larger model, or more tokens."""

import math
from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, number, numbers

__all__ = [
    "BESIROGLU_2024",
    "HOFFMANN_2022",
    "KAPLAN_2020",
    "Allocation",
    "LossLaw",
    "compute_optimal",
    "parametric_loss",
]


class LossLaw(NamedTuple):
    """The numbers of L(N, D) = E + A / N^alpha + B / D^beta, in nats for each token."""

    E: float
    A: float
    B: float
    alpha: float
    beta: float


# J. Hoffmann et al., "Training compute-optimal large language models", arXiv:2203.15556 (2022),
# the third of its approaches, with the rounding of its text.
HOFFMANN_2022 = LossLaw(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)

# T. Besiroglu, E. Erdil, M. Barnett and J. You, "Chinchilla scaling: a replication attempt",
# arXiv:2404.10102 (2024): the same law fitted again to points read off the plots.
BESIROGLU_2024 = LossLaw(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)

# J. Kaplan et al., "Scaling laws for neural language models", arXiv:2001.08361 (2020), equations
# 1.1 to 1.3: exponents of the loss in parameters (without embeddings), tokens, and least compute.
KAPLAN_2020 = {"parameters": 0.076, "tokens": 0.095, "compute": 0.050}


class Allocation(NamedTuple):
    """The best model for a budget.

    parameters, tokens : N and D, with 6 N D the budget.
    loss : L(N, D), in nats for each token.
    parameters_exponent, tokens_exponent : N grows as C to the first, D as C to the second; their
        sum is 1.
    """

    parameters: float
    tokens: float
    loss: float
    parameters_exponent: float
    tokens_exponent: float


def parametric_loss(
    N: Any, D: Any, E: float, A: float, B: float, alpha: float, beta: float
) -> Floats:
    r"""Return $L(N, D) = E + A N^{-\alpha} + B D^{-\beta}$ for N parameters and D tokens.

    E is the entropy of the text, the second term what a model of finite size loses, the third what
    training on finite text loses.  N and D are above 0, of shapes that broadcast.  Raises
    ValueError where a loss is too large for float64.
    """
    sizes = []
    for value, name in ((N, "N"), (D, "D")):
        array = numbers(value, name)
        if (array <= 0).any():
            raise ValueError(f"{name} must be above 0, got {array[array <= 0].flat[0]:g}")
        sizes.append(array)
    law = _law(E, A, B, alpha, beta)
    with np.errstate(over="ignore"):
        loss = np.asarray(law.E + law.A * sizes[0] ** -law.alpha + law.B * sizes[1] ** -law.beta)
    if not np.isfinite(loss).all():
        raise ValueError(
            "N and D must be large enough for a loss within float64, got one too large"
        )
    return loss


def compute_optimal(
    E: float, A: float, B: float, alpha: float, beta: float, C: float
) -> Allocation:
    r"""Return the size and the tokens of least loss when training may cost C operations.

    With $D = C / (6N)$ the loss has its one minimum where $\alpha A N^{-\alpha} = \beta B
    D^{-\beta}$:

    .. math:: N = G \left(\frac{C}{6}\right)^{a}, \quad D = \frac1G \left(\frac{C}{6}\right)^{b},
              \quad G = \left(\frac{\alpha A}{\beta B}\right)^{\frac{1}{\alpha + \beta}},
              \quad a = \frac{\beta}{\alpha + \beta}, \; b = \frac{\alpha}{\alpha + \beta}

    Parameters
    ----------
    E, A, B, alpha, beta : the numbers of the law, above 0; `*HOFFMANN_2022` or `*BESIROGLU_2024`.
    C : floating-point operations of the whole training, above 0, counted as 6 N D.

    Raises
    ------
    ValueError : a number is not above 0, or N, D or the loss lies outside the range of float64.

    Hoffmann's rounded numbers give a = 0.452, though the paper's two other approaches give about
    one half; the fit of Besiroglu et al. gives 0.513.

    Source: Hoffmann et al. 2022, equation 4.  Chapter: Training loss.
    """
    law, budget = _law(E, A, B, alpha, beta), number(C, "C", above=0) / 6
    total = law.alpha + law.beta
    a, b = law.beta / total, law.alpha / total
    try:
        G = (law.alpha * law.A / (law.beta * law.B)) ** (1 / total)
        N, D = G * budget**a, budget**b / G
    except (OverflowError, ZeroDivisionError):
        N = D = math.inf
    if not (0 < N < math.inf and 0 < D < math.inf and math.isfinite(total)):
        raise ValueError(f"the optimum must lie within the range of float64, got {law} and C = {C}")
    return Allocation(N, D, float(parametric_loss(N, D, *law)), a, b)


def _law(E: float, A: float, B: float, alpha: float, beta: float) -> LossLaw:
    values = zip(LossLaw._fields, (E, A, B, alpha, beta), strict=True)
    return LossLaw(*(number(value, name, above=0) for name, value in values))
