"""How fast the optimizers can be on a quadratic, and the constants that make them so.

The curvatures of a quadratic are the eigenvalues of its Hessian, between μ and L; their quotient
κ = L/μ alone decides how fast each method can be.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, count, number, numbers, shaped


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


def factors(curvatures: Any, lr: Any, momentum: Any = 0.0, nesterov: bool = False) -> Floats:
    r"""Return the factor by which a step shrinks the error along an axis of each curvature.

    On the bowl $\tfrac12 \sum_i \lambda_i x_i^2$ each axis goes its own way.  With momentum,

    .. math:: x_{k+1} = s\, x_k - p\, x_{k-1}, \qquad z^2 = s z - p,

    where $s = 1 + \beta - \eta\lambda$ and $p = \beta$; with nesterov
    $s = (1 + \beta)(1 - \eta\lambda)$ and $p = \beta (1 - \eta\lambda)$.  In the long run the
    error shrinks by the larger root in absolute value: $\sqrt p$ where the roots are complex,
    $(|s| + \sqrt{s^2 - 4p})/2$ where they are not.  Without momentum it is $|1 - \eta\lambda|$.

    Parameters
    ----------
    curvatures : λ, any shape.
    lr, momentum : η and β, of shapes that broadcast with it.
    nesterov : whether the gradient is taken where the momentum leads.

    Source: G. Goh, "Why momentum really works", Distill (2017).  Chapter: The toolbox.
    """
    lr, beta = numbers(lr, "lr"), numbers(momentum, "momentum")
    shrunk = 1 - lr * numbers(curvatures, "curvatures")
    total = (1 + beta) * shrunk if nesterov else beta + shrunk
    product = beta * shrunk if nesterov else beta
    square = total**2 - 4 * product
    real = (np.abs(total) + np.sqrt(np.maximum(square, 0))) / 2
    found: Floats = np.where(square < 0, np.sqrt(np.abs(product)), real)
    return found


def quadratic_path(
    curvatures: Any,
    start: Any,
    steps: int,
    lr: float,
    momentum: float = 0.0,
    nesterov: bool = False,
) -> Floats:
    r"""Return the path of `SGD` on the bowl $\tfrac12\sum_i \lambda_i x_i^2$, shape (steps + 1, d).

    It is what `minimize` gives, without taking derivatives; with nesterov it is the points where
    the gradient is taken.

    Parameters
    ----------
    curvatures : λ, shape (d,).
    start : the first point, shape (d,).
    steps : how many steps, at least 0.
    lr, momentum, nesterov : as in `SGD`.
    """
    bent = shaped(curvatures, ("d",), "curvatures")
    lr, momentum = number(lr, "lr", low=0), number(momentum, "momentum", low=0)
    path = np.empty((count(steps, "steps", low=0) + 1, len(bent)))
    path[0] = shaped(start, bent.shape, "start")
    velocity = np.zeros(len(bent))
    for k in range(len(path) - 1):
        slope = bent * path[k]
        velocity = momentum * velocity + slope
        path[k + 1] = path[k] - lr * (slope + momentum * velocity if nesterov else velocity)
    return path


def observed_rate(errors: Any) -> float:
    r"""Return the factor by which errors shrink a step, measured on their second half.

    It is $e^b$ for the line $a + b k$ that fits $\ln(\text{error}_k)$ best; 0 where the error has
    become zero.

    Parameters
    ----------
    errors : not negative, at least four, shape (n,).
    """
    e = shaped(errors, ("n",), "errors")
    if len(e) < 4 or (e < 0).any():
        raise ValueError("errors must be at least four numbers, none negative")
    late = e[len(e) // 2 :]
    if not late.all():
        return 0.0
    k = np.arange(len(late)) - (len(late) - 1) / 2
    return float(np.exp(k @ np.log(late) / (k @ k)))


def _curvatures(mu: float, L: float) -> tuple[float, float]:
    mu = number(mu, "mu", above=0)
    return mu, number(L, "L", low=mu)
