"""Kepler's first two laws, and Newton's conserved quantities, along the computed orbits."""

import math

import numpy as np
import pytest

from mlmath.kepler import (
    J2000,
    PLANETS,
    Elements,
    Planet,
    julian_date,
    orbit,
    position,
    velocity,
)

NAMES = list(PLANETS)


def lengths(r):
    return np.sqrt((r**2).sum(axis=-1))


@pytest.mark.parametrize("name", NAMES)
def test_first_law_an_ellipse_with_the_sun_in_a_focus(name):
    """Kepler 1609: r = a (1 - e²) / (1 + e cos ν), with ν measured from the nearest point."""
    path = orbit(name, 1000)
    a, e = PLANETS[name].elements.a, PLANETS[name].elements.e
    r = lengths(path)
    perihelion = position(PLANETS[name].frozen(), J2000 + _to_perihelion(name))
    cos_nu = path @ perihelion / (r * lengths(perihelion))
    np.testing.assert_allclose(r, a * (1 - e**2) / (1 + e * cos_nu), rtol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_distances_to_both_foci_add_up_to_the_long_axis(name):
    path = orbit(name, 500)
    a, e = PLANETS[name].elements.a, PLANETS[name].elements.e
    perihelion = position(PLANETS[name].frozen(), J2000 + _to_perihelion(name))
    other = -2 * a * e * perihelion / lengths(perihelion)
    np.testing.assert_allclose(lengths(path) + lengths(path - other), 2 * a, rtol=1e-13)


def _to_perihelion(name):
    """Return the days from J2000 until M is a whole number of turns."""
    p = PLANETS[name]
    M = (p.elements.longitude - p.elements.perihelion) % 360
    return (360 - M) / 360 * p.period


@pytest.mark.parametrize("name", NAMES)
def test_second_law_equal_areas_in_equal_times(name):
    """Kepler 1609.  The exact sector between two points of an ellipse: ½ a b (ΔE - e Δ sin E)."""
    path = orbit(name, 12)
    corners = orbit(name, 120_000).reshape(12, 10_000, 3)
    closed = np.concatenate([corners, np.roll(corners[:, :1], -1, axis=0)], axis=1)
    areas = lengths(np.cross(closed[:, :-1], closed[:, 1:])).sum(axis=1) / 2
    a, e = PLANETS[name].elements.a, PLANETS[name].elements.e
    whole = math.pi * a * a * math.sqrt(1 - e * e)
    np.testing.assert_allclose(areas, whole / 12, rtol=1e-7)
    np.testing.assert_allclose(path, corners[:, 0], rtol=0, atol=1e-9 * a)


@pytest.mark.parametrize("name", NAMES)
def test_angular_momentum_is_constant_and_that_of_the_whole_ellipse(name):
    """|r × v| is twice the area a day: 2 π a b / T."""
    still = PLANETS[name].frozen()
    t = J2000 + np.linspace(0, still.period, 200)
    spin = np.cross(position(still, t), velocity(still, t))
    a, e = still.elements.a, still.elements.e
    whole = 2 * math.pi * a * a * math.sqrt(1 - e * e) / still.period
    np.testing.assert_allclose(lengths(spin), whole, rtol=1e-12)
    np.testing.assert_allclose(spin, np.broadcast_to(spin[0], spin.shape), atol=1e-12 * whole)


@pytest.mark.parametrize("name", NAMES)
def test_energy_is_constant(name):
    """Newton's form: v²/2 - k/r = -k/(2a), with k = 4 π² a³ / T² by the third law."""
    still = PLANETS[name].frozen()
    t = J2000 + np.linspace(0, still.period, 200)
    a = still.elements.a
    k = 4 * math.pi**2 * a**3 / still.period**2
    energy = lengths(velocity(still, t)) ** 2 / 2 - k / lengths(position(still, t))
    np.testing.assert_allclose(energy, -k / (2 * a), rtol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_velocity_is_the_derivative_of_position(name):
    t = J2000 + np.linspace(-3000, 3000, 50)
    for body, within in ((PLANETS[name].frozen(), 1e-8), (PLANETS[name], 1e-4)):
        h = body.period / 20_000
        slope = (position(body, t + h) - position(body, t - h)) / (2 * h)
        speed = lengths(velocity(body, t))
        assert (lengths(velocity(body, t) - slope) < (within + 1e-7) * speed).all()


def test_the_law_holds_for_a_planet_of_ones_own():
    """A body on a tilted circle of radius 4 with a period of 8 years, worked out by hand."""
    eight_years = Elements(0, 0, 0, 360 * 100 / 8, 0, 0)
    body = Planet("test", Elements(4.0, 0.0, 90.0, 30.0, 0.0, 0.0), eight_years)
    assert body.period == pytest.approx(8 * 365.25)
    np.testing.assert_allclose(
        position(body, [J2000, J2000 + 2 * 365.25]),
        [[2 * math.sqrt(3), 0, 2], [-2, 0, 2 * math.sqrt(3)]],
        atol=1e-12,
    )


# Mean anomaly in degrees, e, place and velocity along and across, a turn in a year: by mpmath
# 1.3 with 60 digits, from the ellipse.
NEAR_ONE = [
    (0.1, 1 - 2.0**-40, (-0.023875220361466371, 2.9295165842021023e-7),
     (-0.15650316737519027, 9.4855534892525947e-7)),
    (1e-9, 1 - 2.0**-30, (-1.0829896734851826e-7, 2.0172122271482776e-8),
     (-72.987063170665794, 6.7394487515371486)),
    (100.25, 0.999, (-1.7458162167248543, 0.029733630981350308),
     (-0.0065519366915866792, -0.00032896392835526539)),
    (359.75, 1 - 2.0**-20, (-0.043886616100879774, -0.00040465285654990304),
     (0.11484359019355446, 0.00051756272398844084)),
]  # fmt: skip


@pytest.mark.parametrize(("M", "e", "place", "speed"), NEAR_ONE)
def test_next_to_a_parabola_place_and_velocity_keep_their_digits(M, e, place, speed):
    # The rate of 36,000 degrees a century is 100 turns: the period is 365.25 days.
    body = Planet("comet", Elements(1, e, 0, M, 0, 0), Elements(0, 0, 0, 36000, 0, 0))
    r, v = position(body, J2000)[:2], velocity(body, J2000)[:2]
    assert lengths(r - place) < 1e-15 * lengths(np.array(place))
    assert lengths(v - speed) < 1e-15 * lengths(np.array(speed))


def test_an_orbit_starts_at_its_date_and_closes():
    t = julian_date(2003, 8, 28)
    path = orbit("mars", 4, t)
    still = PLANETS["mars"].frozen(t)
    np.testing.assert_allclose(path[0], position("mars", t), rtol=0, atol=1e-14)
    np.testing.assert_allclose(position(still, t + still.period), path[0], atol=1e-12)
