"""Where the planets are, at any time: positions and velocities around the Sun."""

import math
from typing import Any

import numpy as np

from mlmath.kepler.elements import J2000, Elements, Planet, as_planet
from mlmath.kepler.equation import radius_share, solve_kepler
from mlmath.validation import Floats, count, number


def julian_date(year: int, month: int, day: float) -> float:
    """Return the Julian date, in days, of a date of the Gregorian calendar.

    Parameters
    ----------
    year, month : with the month from 1 to 12; year 0 is the year before year 1.
    day : of the month, with the time as a fraction: 1.5 is noon of the first.

    Days are counted from a noon in 4713 BC, so that a date at noon has a whole number.
    """
    year, month = count(year, "year", low=-4712), count(month, "month")
    if month > 12:
        raise ValueError(f"month must be at most 12, got {month}")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    day = number(day, "day", low=1, below=lengths[month - 1] + 1)
    before = year - 1  # whole years before this one, and the leap days in them
    days = 365 * before + before // 4 - before // 100 + before // 400 + sum(lengths[: month - 1])
    return days + day + 1721424.5


def position(planet: str | Planet, t: Any) -> Floats:
    """Return where a planet is: heliocentric ecliptic coordinates x, y, z in au.

    The Sun is at the origin, x points to the equinox of J2000, z to the north of the ecliptic.

    Parameters
    ----------
    planet : a name in `PLANETS`, or a `Planet`.
    t : Julian dates in days, of any shape (...).

    Returns
    -------
    Positions of shape (..., 3).

    Raises
    ------
    ValueError : an unknown name (the error lists those known), or a time that is not finite.

    Source: E. M. Standish, "Keplerian Elements for Approximate Positions of the Major Planets",
    Jet Propulsion Laboratory.  Chapter: the closing experiment.
    """
    now = as_planet(planet).at(t)
    E = solve_kepler(_mean_anomaly(now), now.e)
    # cos E - e, toward the perihelion, from the Sun: near it the two are nearly equal for e near 1.
    along = now.a * ((1 - now.e) - 2 * np.sin(E / 2) ** 2)
    across = now.a * np.sqrt((1 - now.e) * (1 + now.e)) * np.sin(E)
    return _place(now, along, across)


def velocity(planet: str | Planet, t: Any) -> Floats:
    r"""Return how a planet moves along the ellipse of its date: x, y, z in au a day (..., 3).

    It is the derivative of the position with $\dot M = n = 2\pi / T$, T being the period, and
    $\dot E = n / (1 - e \cos E)$.  The slow drift of the ellipse itself is left out, less than 1 in
    10,000 of the speed; for a `frozen` planet there is none.
    """
    body = as_planet(planet)
    now = body.at(t)
    E = solve_kepler(_mean_anomaly(now), now.e)
    n = math.tau / body.period
    speed = n * now.a / radius_share(E, now.e)
    along = -speed * np.sin(E)
    across = speed * np.sqrt((1 - now.e) * (1 + now.e)) * np.cos(E)
    return _place(now, along, across)


def orbit(planet: str | Planet, n_points: int = 360, t: float = J2000) -> Floats:
    """Return one whole turn on the ellipse of Julian date t, in equal steps of time.

    The points (n_points, 3) are in au, the first at t; one more step would close the ellipse.
    """
    n_points, t = count(n_points, "n_points"), number(t, "t")
    body = as_planet(planet).frozen(t)
    return position(body, t + np.arange(n_points) * (body.period / n_points))


def geocentric(planet: str | Planet, t: Any) -> tuple[Floats, Floats, Floats]:
    """Return where a planet, or the Sun, is seen from the Earth.

    Parameters
    ----------
    planet : a name in `PLANETS`, or a `Planet`, or "sun".
    t : Julian dates in days, of any shape.

    Returns
    -------
    longitude, latitude : along and off the ecliptic of J2000, in degrees, longitude in [0, 360).
    distance : in au.

    The light's travel time is left out, in which the planet goes on (by up to 41 arcseconds for
    Mercury, 24 for Venus, 18 for Mars, and less for the others), and so is the aberration by the
    Earth's motion (up to about 20).  Together they reach 61, 45 and 39 arcseconds.
    """
    earth = position("earth", t)
    x, y, z = np.moveaxis(-earth if planet == "sun" else position(planet, t) - earth, -1, 0)
    distance = np.sqrt(x * x + y * y + z * z)
    if not distance.all():
        raise ValueError("planet must be another than the Earth to be seen from it, got 'earth'")
    return np.degrees(np.arctan2(y, x)) % 360.0, np.degrees(np.arctan2(z, np.hypot(x, y))), distance


def _mean_anomaly(now: Elements) -> Floats:
    """Return M = L - ϖ in radians, from -π to π: whole turns go first, while they are exact."""
    degrees = now.longitude - now.perihelion
    return np.asarray(np.radians(degrees - 360.0 * np.round(degrees / 360.0)))


def _place(now: Elements, along: Floats, across: Floats) -> Floats:
    """Turn vectors in the plane of the orbit into ecliptic coordinates (..., 3).

    Three turns do it: by ω = ϖ - Ω in the orbit, by I around the line of nodes, by Ω in the
    ecliptic.
    """
    omega = np.radians(now.perihelion - now.node)
    tilt, node = np.radians(now.inclination), np.radians(now.node)
    u = along * np.cos(omega) - across * np.sin(omega)  # toward the node
    v = along * np.sin(omega) + across * np.cos(omega)  # in the orbit, ahead of the node
    flat = v * np.cos(tilt)
    return np.stack(
        [
            u * np.cos(node) - flat * np.sin(node),
            u * np.sin(node) + flat * np.cos(node),
            v * np.sin(tilt),
        ],
        axis=-1,
    )
