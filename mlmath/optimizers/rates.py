"""How fast the optimizers can be on a quadratic, and the constants that make them so.

The curvatures of a quadratic are the eigenvalues of its Hessian, between μ and L; their quotient
κ = L/μ alone decides how fast each method can be.
"""

import math
from typing import NamedTuple

from mlmath.validation import number


class Tuning(NamedTuple):
    """The best constants of a method for quadratics, and the factor that an error keeps a step."""

    lr: float
    momentum: float
    rate: float


def best_gradient_descent(mu: float, L: float) -> Tuning:
    r"""Return the best tuning of gradient descent for curvatures in [μ, L].

    With κ = L/μ: $\eta = 2/(L + \mu)$, and the error shrinks by $(\kappa - 1)/(\kappa + 1)$.

    Source: B. T. Polyak, USSR Computational Mathematics and Mathematical Physics 4 (5) (1964),
    1-17.
    """
    mu, L = _curvatures(mu, L)
    return Tuning(2 / (L + mu), 0.0, (L - mu) / (L + mu))


def best_heavy_ball(mu: float, L: float) -> Tuning:
    r"""Return the best tuning of momentum (`SGD`, not nesterov) for curvatures in [μ, L].

    With κ = L/μ: $\eta = 4/(\sqrt L + \sqrt \mu)^2$, the momentum is the square of the rate
    $(\sqrt\kappa - 1)/(\sqrt\kappa + 1)$.  The error may grow at first, by a factor of the order
    of the number of steps; the rate is its limit.

    Source: B. T. Polyak, USSR Computational Mathematics and Mathematical Physics 4 (5) (1964),
    1-17.
    """
    mu, L = _curvatures(mu, L)
    rate = (math.sqrt(L) - math.sqrt(mu)) / (math.sqrt(L) + math.sqrt(mu))
    return Tuning(4 / (math.sqrt(L) + math.sqrt(mu)) ** 2, rate**2, rate)


def best_nesterov(mu: float, L: float) -> Tuning:
    r"""Return the best tuning of Nesterov's momentum for quadratics with curvatures in [μ, L].

    With κ = L/μ and $q = \sqrt{3\kappa + 1}$: $\eta = 4/(3L + \mu)$, momentum (q - 2)/(q + 2),
    rate 1 - 2/q.

    Source: L. Lessard, B. Recht and A. Packard, SIAM Journal on Optimization 26 (2016), 57-95.
    """
    mu, L = _curvatures(mu, L)
    q = math.sqrt(3 * L / mu + 1)
    return Tuning(4 / (3 * L + mu), (q - 2) / (q + 2), 1 - 2 / q)


def _curvatures(mu: float, L: float) -> tuple[float, float]:
    mu = number(mu, "mu", above=0)
    return mu, number(L, "L", low=mu)
