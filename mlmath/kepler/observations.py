"""What an observer would write down: the planets' places, each with an error."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlmath.kepler.elements import Planet, as_planet
from mlmath.kepler.motion import geocentric, position
from mlmath.validation import Floats, generator, number, shaped

NAKED_EYE = 2.0  # arcminutes: our default, of the order that instruments without lenses allow


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """Places of one planet with errors.

    Attributes
    ----------
    planet : its name.
    times : Julian dates in days, shape (n,).
    positions : heliocentric x, y, z in au, shape (n, 3): as if seen from everywhere.
    longitude, latitude : as seen from the Earth, in degrees, shape (n,): what Kepler had.
    """

    planet: str
    times: Floats
    positions: Floats
    longitude: Floats
    latitude: Floats


def noisy_observations(
    planet: str | Planet,
    times: Any,
    sd: float = NAKED_EYE,
    seed: int | np.random.Generator = 0,
) -> Observations:
    """Return observations of a planet, with independent normal errors.

    Parameters
    ----------
    planet : a name in `PLANETS` other than "earth", or a `Planet`.
    times : Julian dates in days, shape (n,).
    sd : standard deviation of each angle in arcminutes, at least 0.  The heliocentric positions
        get errors that are as large an angle from the Sun: in each coordinate a normal error of
        that angle times the planet's distance.
    seed : for the errors; equal seeds give equal numbers.

    Raises
    ------
    ValueError : an unknown name, times that are not a row of finite numbers, a negative sd.

    Source: Kepler's data were Tycho Brahe's angles; J. Kepler, Astronomia nova (1609).
    Chapter: the closing experiment.
    """
    body = as_planet(planet)
    t = shaped(times, ("n",), "times")
    angle = math.radians(number(sd, "sd", low=0) / 60)
    rng = generator(seed)
    exact = position(body, t)  # (n, 3)
    longitude, latitude, _ = geocentric(body, t)
    distance = np.sqrt(np.einsum("ij,ij->i", exact, exact))
    errors = angle * rng.standard_normal((5, t.size))
    # A degree of longitude is a shorter arc, by the cosine, off the ecliptic.
    stretched = errors[3] / np.cos(np.radians(latitude))
    return Observations(
        planet=body.name,
        times=t.copy(),  # what the caller does to the times later changes nothing here
        positions=exact + (errors[:3] * distance).T,
        longitude=(longitude + np.degrees(stretched)) % 360.0,
        latitude=latitude + np.degrees(errors[4]),
    )
