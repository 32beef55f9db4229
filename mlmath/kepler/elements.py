"""Where the planets' orbits lie: six numbers for each, and how fast they change."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mlmath.validation import Floats, choice, number, numbers

J2000 = 2451545.0  # Julian date of 2000 January 1, 12:00
CENTURY = 36525.0  # days in a Julian century


class Elements(NamedTuple):
    r"""The size, shape and place of an ellipse around the Sun, and where on it the planet is.

    Each is a number, or an array when taken at many times.

    Attributes
    ----------
    a : semi-major axis, in astronomical units (au), the mean distance of the Earth.
    e : eccentricity, 0 for a circle and below 1 for an ellipse.
    inclination : $I$, the tilt of the orbit against the ecliptic, in degrees.
    longitude : $L$, the mean longitude, in degrees: where a planet of even speed would be.
    perihelion : $\varpi$, the longitude of the point nearest to the Sun, in degrees, measured
        along the ecliptic to the node and from there along the orbit.
    node : $\Omega$, the longitude at which the planet rises through the ecliptic, in degrees.
    """

    a: Any
    e: Any
    inclination: Any
    longitude: Any
    perihelion: Any
    node: Any


@dataclass(frozen=True, slots=True)
class Planet:
    """A planet by its elements at J2000 and their change in a Julian century of 36,525 days.

    Directions refer to the ecliptic and equinox of J2000, which stand still among the stars, so
    `period` is the time of one turn against the stars.

    Raises
    ------
    ValueError : a semi-major axis that is not positive, an eccentricity outside [0, 1), a planet
        that does not move forward, or a number that is not finite.
    """

    name: str
    elements: Elements
    rates: Elements

    def __post_init__(self) -> None:
        for group, label in ((self.elements, "elements"), (self.rates, "rates")):
            for field, value in zip(Elements._fields, group, strict=True):
                number(value, f"{label}.{field}")
        number(self.elements.a, "elements.a", above=0)
        number(self.elements.e, "elements.e", low=0, below=1)
        number(self.rates.longitude, "rates.longitude", above=0)

    @property
    def period(self) -> float:
        """Return the time of one turn around the Sun, in days."""
        return float(360.0 * CENTURY / self.rates.longitude)

    def at(self, t: Any) -> Elements:
        """Return the elements at Julian dates t, of any shape: each has the shape of t.

        Raises ValueError when t is so far from J2000 that the table no longer means an ellipse.
        """
        centuries = (numbers(t, "t") - J2000) / CENTURY
        now = Elements(*(x + v * centuries for x, v in zip(self.elements, self.rates, strict=True)))
        lost = centuries[(now.e < 0) | (now.e >= 1) | (now.a <= 0)]
        if lost.size:
            raise ValueError(
                f"t must be near enough to {J2000:.0f} that the orbit of {self.name} stays an "
                f"ellipse, got {J2000 + lost.flat[0] * CENTURY}"
            )
        return now

    def frozen(self, t: float = J2000) -> "Planet":
        """Return the planet on the ellipse of Julian date t, which from now on stands still.

        Its motion obeys Kepler's laws exactly, for all time.
        """
        now = self.at(number(t, "t"))
        # L grows evenly through the whole table, so its value at J2000 serves as before.
        still = now._replace(longitude=self.elements.longitude)
        moving = Elements(0.0, 0.0, 0.0, self.rates.longitude, 0.0, 0.0)
        return Planet(self.name, Elements(*map(float, still)), moving)


def _table() -> dict[str, Planet]:
    """Return the published table: for each planet its elements, then their rates."""
    rows = {
        "mercury": (
            (0.38709927, 0.20563593, 7.00497902, 252.25032350, 77.45779628, 48.33076593),
            (0.00000037, 0.00001906, -0.00594749, 149472.67411175, 0.16047689, -0.12534081),
        ),
        "venus": (
            (0.72333566, 0.00677672, 3.39467605, 181.97909950, 131.60246718, 76.67984255),
            (0.00000390, -0.00004107, -0.00078890, 58517.81538729, 0.00268329, -0.27769418),
        ),
        "earth": (
            (1.00000261, 0.01671123, -0.00001531, 100.46457166, 102.93768193, 0.0),
            (0.00000562, -0.00004392, -0.01294668, 35999.37244981, 0.32327364, 0.0),
        ),
        "mars": (
            (1.52371034, 0.09339410, 1.84969142, -4.55343205, -23.94362959, 49.55953891),
            (0.00001847, 0.00007882, -0.00813131, 19140.30268499, 0.44441088, -0.29257343),
        ),
        "jupiter": (
            (5.20288700, 0.04838624, 1.30439695, 34.39644051, 14.72847983, 100.47390909),
            (-0.00011607, -0.00013253, -0.00183714, 3034.74612775, 0.21252668, 0.20469106),
        ),
        "saturn": (
            (9.53667594, 0.05386179, 2.48599187, 49.95424423, 92.59887831, 113.66242448),
            (-0.00125060, -0.00050991, 0.00193609, 1222.49362201, -0.41897216, -0.28867794),
        ),
        "uranus": (
            (19.18916464, 0.04725744, 0.77263783, 313.23810451, 170.95427630, 74.01692503),
            (-0.00196176, -0.00004397, -0.00242939, 428.48202785, 0.40805281, 0.04240589),
        ),
        "neptune": (
            (30.06992276, 0.00859048, 1.77004347, -55.12002969, 44.96476227, 131.78422574),
            (0.00026291, 0.00005105, 0.00035372, 218.45945325, -0.32241464, -0.00508664),
        ),
    }
    return {name: Planet(name, Elements(*x), Elements(*v)) for name, (x, v) in rows.items()}


PLANETS = _table()
"""The eight planets, from the Sun outward.  "earth" is the center of mass of Earth and Moon.

Made to fit the years 1800 to 2050.  The source calls the errors of the heliocentric longitude there
15 arcseconds for Mercury, 40 for Mars and 600 for Saturn, nominally; against the theory of Simon
et al. they reach 30, 103 and 656, with root mean squares of 8, 30 and 357.  Before those years the
outer planets go astray, Saturn by more than a degree at the end of 1599, but those up to Mars stay
within 100 arcseconds back to 1500.

Source: E. M. Standish, "Keplerian Elements for Approximate Positions of the Major Planets",
Jet Propulsion Laboratory, table 1; for the comparison J. L. Simon et al., "Numerical expressions
for precession formulae and mean elements for the Moon and the planets", Astronomy and Astrophysics
282 (1994), 663-683, as the library ERFA computes it.  Chapter: the closing experiment.
"""


def as_planet(planet: str | Planet) -> Planet:
    """Return a planet by its name in `PLANETS`; a `Planet` of your own is returned as it is."""
    if isinstance(planet, Planet):
        return planet
    return PLANETS[choice(planet, "planet", tuple(PLANETS))]


class ThirdLaw(NamedTuple):
    r"""What Kepler's third law speaks of: $T^2 \propto a^3$.

    Attributes
    ----------
    names : the planets, from the Sun outward.
    a : mean distances in units of the Earth's, shape (n_planets,).
    period : times of one turn, in days, shape (n_planets,).
    """

    names: tuple[str, ...]
    a: Floats
    period: Floats


def third_law_table(table: str = "modern") -> ThirdLaw:
    """Return distances and periods of the planets.

    Parameters
    ----------
    table : whose numbers.
        "modern": all eight planets, semi-major axes and periods from `PLANETS`.
        "kepler": the six that Kepler knew, mean distances "according to Kepler", and the periods
        on which all astronomers then agreed, both as Newton prints them for this law.

    Source: J. Kepler, Harmonices mundi libri V (1619), book 5, chapter 3, states the law;
    I. Newton, Philosophiae naturalis principia mathematica, book 3, phenomenon 4, has the old
    table.
    """
    if choice(table, "table", ("modern", "kepler")) == "modern":
        every = PLANETS.values()
        return ThirdLaw(
            names=tuple(PLANETS),
            a=np.array([p.elements.a for p in every]) / PLANETS["earth"].elements.a,
            period=np.array([p.period for p in every]),
        )
    return ThirdLaw(
        names=tuple(PLANETS)[:6],
        a=np.array([38806, 72400, 100000, 152350, 519650, 951000]) / 100000,
        period=np.array([87.9692, 224.6176, 365.2565, 686.9785, 4332.514, 10759.275]),
    )
