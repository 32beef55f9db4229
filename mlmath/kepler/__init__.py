"""Planets on their ellipses: published elements, Kepler's equation, and noisy observations.

The data of the book's closing experiment, in which a machine is to find Kepler's laws.
"""

from mlmath.kepler.elements import (
    CENTURY,
    J2000,
    PLANETS,
    Elements,
    Planet,
    ThirdLaw,
    as_planet,
    third_law_table,
)
from mlmath.kepler.equation import solve_kepler, true_anomaly
from mlmath.kepler.motion import geocentric, julian_date, orbit, position, velocity
from mlmath.kepler.observations import NAKED_EYE, Observations, noisy_observations

__all__ = [
    "CENTURY",
    "J2000",
    "NAKED_EYE",
    "PLANETS",
    "Elements",
    "Observations",
    "Planet",
    "ThirdLaw",
    "as_planet",
    "geocentric",
    "julian_date",
    "noisy_observations",
    "orbit",
    "position",
    "solve_kepler",
    "third_law_table",
    "true_anomaly",
    "velocity",
]
