"""Six families of distributions: their densities, random samples, and rivals of a best member."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mlmath.foundations import Bernoulli, Categorical, Exponential, Gaussian, Laplace, Poisson
from mlmath.validation import Floats

FACES = 4  # of the die
WIDER = 3.0  # by what factor the second half differs, where it comes from other members


@dataclass(frozen=True)
class Members:
    """A family, as the check of the theorem knows it.

    Parameters
    ----------
    name : with its article, "the coin".
    parameter : what the first of its parameters is called.
    closed : samples -> the closed form of the theorem, an array of parameters.
    log_p : (samples, parameters, factor) -> the logarithm of each one's probability or density.
        A sample with a factor other than 1 comes from another member of the family.
    draw : (generator, factor) -> a sample for each factor.
    otherwise : what the second half of the samples is, where not all come from one member.
    spread : whether its second parameter measures a spread.
    """

    name: str
    parameter: str
    closed: Callable[[Floats], Floats]
    log_p: Callable[[Floats, Floats, Floats], Floats]
    draw: Callable[[np.random.Generator, Floats], Floats]
    otherwise: str
    spread: bool = False


def _coin(x: Floats, theta: Floats, factor: Floats) -> Floats:
    shows = np.where(factor == 1, x, 1 - x)  # or it is read from the other side
    logs: Floats = np.log(np.where(shows == 1, theta[0], 1 - theta[0]))
    return logs


def _die(x: Floats, theta: Floats, factor: Floats) -> Floats:
    turned = np.where(factor == 1, x, (x + 1) % FACES)  # or its faces are numbered otherwise
    logs: Floats = np.log(theta)[turned.astype(np.int64)]
    return logs


def _normal(x: Floats, theta: Floats, factor: Floats) -> Floats:
    m, s = theta[0], theta[1] * factor
    logs: Floats = -np.log(s) - 0.5 * np.log(2 * np.pi) - ((x - m) / s) ** 2 / 2
    return logs


def _laplace(x: Floats, theta: Floats, factor: Floats) -> Floats:
    m, b = theta[0], theta[1] * factor
    logs: Floats = -np.log(2 * b) - np.abs(x - m) / b
    return logs


def _counts(x: Floats, theta: Floats, factor: Floats) -> Floats:
    rates = theta[0] * factor
    logs: Floats = x * np.log(rates) - rates - np.array([math.lgamma(k + 1) for k in x.tolist()])
    return logs


def _waits(x: Floats, theta: Floats, factor: Floats) -> Floats:
    rate = theta[0] * factor
    logs: Floats = np.log(rate) - rate * x
    return logs


def _fit_die(x: Floats) -> Floats:
    # Faces that never came would have the probability 0; the draw leaves none out.
    shares: Floats = Categorical(FACES).fit(x).probabilities_
    return shares


def _fit_normal(x: Floats) -> Floats:
    fit = Gaussian().fit(x)
    return np.array([fit.mean_, np.sqrt(fit.variance_)])


def _fit_laplace(x: Floats) -> Floats:
    fit = Laplace().fit(x)
    return np.array([fit.location_, fit.scale_])


def _draw_coin(rng: np.random.Generator, factor: Floats) -> Floats:
    x = (rng.random(len(factor)) < rng.uniform(0.65, 0.9)).astype(float)
    x[:2] = 1, 0  # both sides come at least once
    return np.where(factor == 1, x, 1 - x)


def _draw_die(rng: np.random.Generator, factor: Floats) -> Floats:
    p = np.sort(rng.dirichlet(np.ones(FACES)))[::-1] * 0.5 + np.array([0.5, 0, 0, 0])
    x = rng.choice(FACES, len(factor), p=p).astype(float)
    x[:FACES] = range(FACES)
    return np.where(factor == 1, x, (x - 1) % FACES)


def _draw_normal(rng: np.random.Generator, factor: Floats) -> Floats:
    center, spread = rng.uniform(-3, 3), rng.uniform(0.5, 2) * factor
    drawn: Floats = center + spread * rng.normal(size=len(factor))
    return drawn


def _draw_laplace(rng: np.random.Generator, factor: Floats) -> Floats:
    drawn: Floats = rng.laplace(rng.uniform(-3, 3), rng.uniform(0.5, 2) * factor)
    return drawn


def _draw_counts(rng: np.random.Generator, factor: Floats) -> Floats:
    x = rng.poisson(rng.uniform(1, 6) * factor).astype(float)
    x[:2] = 1, 4  # so that no instance has equal counts only
    return x


def _draw_waits(rng: np.random.Generator, factor: Floats) -> Floats:
    drawn: Floats = rng.exponential(1 / (rng.uniform(0.3, 3) * factor))
    return drawn


FAMILIES = (
    Members(
        "the coin",
        "p",
        lambda x: np.array([Bernoulli().fit(x).probability_]),
        _coin,
        _draw_coin,
        "the second half is read from the coin's other side",
    ),
    Members(
        "the die",
        "p₀",
        _fit_die,
        _die,
        _draw_die,
        "for the second half the faces are numbered otherwise",
    ),
    Members(
        "the normal distribution",
        "μ",
        _fit_normal,
        _normal,
        _draw_normal,
        "the second half has three times the spread",
        spread=True,
    ),
    Members(
        "the Laplace distribution",
        "m",
        _fit_laplace,
        _laplace,
        _draw_laplace,
        "the second half has three times the spread",
        spread=True,
    ),
    Members(
        "the Poisson distribution",
        "λ",
        lambda x: np.array([Poisson().fit(x).rate_]),
        _counts,
        _draw_counts,
        "the second half was counted three times as long",
    ),
    Members(
        "the exponential distribution",
        "λ",
        lambda x: np.array([Exponential().fit(x).rate_]),
        _waits,
        _draw_waits,
        "for the second half the rate is three times as high",
    ),
)


def moved(family: Members, theta: Floats, change: Floats) -> Floats:
    """Return the member that lies a change, of the shape of theta, away from another.

    A place is moved by shares of the spread, what is positive is multiplied, and probabilities
    stay between 0 and 1 with the sum 1.
    """
    if family.name == "the coin":
        odds = theta[0] / (1 - theta[0]) * np.exp(change[0])
        return np.array([odds / (1 + odds)])
    if family.name == "the die":
        raised = theta * np.exp(change)
        shares: Floats = raised / raised.sum()
        return shares
    factors = np.exp(change)
    if family.spread:
        return np.array([theta[0] + change[0] * theta[1], theta[1] * factors[1]])
    rates: Floats = theta * factors
    return rates
