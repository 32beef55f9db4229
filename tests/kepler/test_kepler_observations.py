"""Dates, places in the sky against almanacs, and the errors of observations."""

import math

import numpy as np
import pytest

from mlmath.kepler import (
    Elements,
    Planet,
    geocentric,
    julian_date,
    noisy_observations,
    orbit,
    position,
)


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        (2000, 1, 1.5, 2451545.0),
        (1858, 11, 17, 2400000.5),  # where the Modified Julian Date begins
        (1970, 1, 1, 2440587.5),  # where Unix time begins
        (1957, 10, 4.81, 2436116.31),  # Meeus, Astronomical Algorithms, example 7.a: Sputnik 1
        (1600, 1, 1, 2305447.5),
    ],
)
def test_julian_dates(year, month, day, date):
    assert julian_date(year, month, day) == pytest.approx(date, abs=1e-8)


def test_julian_dates_count_every_day_once():
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for year in (1899, 1900, 1999, 2000, 2004):
        leap = year in (2000, 2004)
        days = [
            julian_date(year, month, day)
            for month in range(1, 13)
            for day in range(1, lengths[month - 1] + 1 + (leap and month == 2))
        ]
        assert np.diff(days).tolist() == [1.0] * (364 + leap)
        assert julian_date(year + 1, 1, 1) - days[-1] == 1


@pytest.mark.parametrize(
    ("year", "month", "opposition", "nearest", "distance"),
    [  # days of the month as almanacs have them; the least distance in au
        (2003, 8, 28, 27, 0.37271),
        (2018, 7, 27, 31, 57.59 / 149.5979),
        (2012, 3, 3, 5, 100.78 / 149.5979),
    ],
)
def test_mars_stood_opposite_the_sun_when_almanacs_say(year, month, opposition, nearest, distance):
    t = julian_date(year, month, 1) + np.arange(-10, 50, 1 / 24)
    mars, _, away = geocentric("mars", t)
    sun, _, _ = geocentric("sun", t)
    opposite = t[np.abs((mars - sun) % 360 - 180).argmin()]
    assert opposite == pytest.approx(julian_date(year, month, opposition) + 0.5, abs=1)
    assert t[away.argmin()] == pytest.approx(julian_date(year, month, nearest) + 0.5, abs=1)
    assert away.min() == pytest.approx(distance, abs=5e-4)


def test_spring_begins_when_the_sun_reaches_the_equinox_of_date():
    """2012 March 20, 05:14 universal time, when the equinox had moved 50.29 arcseconds a year."""
    longitude, latitude, distance = geocentric("sun", julian_date(2012, 3, 20 + (5 + 14 / 60) / 24))
    moved = 50.29 * 12.216 / 3600
    assert (longitude + moved + 180) % 360 - 180 == pytest.approx(0, abs=0.02)
    assert abs(latitude) < 0.002
    assert distance == pytest.approx(0.996, abs=1e-3)


def test_mars_runs_backward_around_its_opposition():
    """What Kepler's ellipses explain without epicycles."""
    t = julian_date(2018, 7, 27) + np.arange(-200, 200)
    longitude = np.unwrap(geocentric("mars", t)[0], period=360)
    backward = np.diff(longitude) < 0
    assert 55 < backward.sum() < 85
    assert backward[200]
    assert not backward[0]
    assert not backward[-1]


def test_observations_err_by_what_was_asked():
    t = julian_date(2000, 1, 1) + np.arange(4000.0)
    seen = noisy_observations("mars", t, sd=2.0, seed=1)
    longitude, latitude, _ = geocentric("mars", t)
    exact = position("mars", t)
    east = ((seen.longitude - longitude + 180) % 360 - 180) * np.cos(np.radians(latitude))
    r = np.sqrt((exact**2).sum(axis=1))
    in_space = np.degrees((seen.positions - exact) / r[:, None])
    for error in (east, seen.latitude - latitude, *in_space.T):
        assert error.std() * 60 == pytest.approx(2, rel=0.05)  # 4.5 standard errors
        assert abs(error.mean()) * 60 < 4.5 * 2 / math.sqrt(4000)
    assert abs(np.corrcoef([east, seen.latitude - latitude, *in_space.T]) - np.eye(5)).max() < 0.08
    assert ((seen.longitude >= 0) & (seen.longitude < 360)).all()
    assert seen.planet == "mars"
    assert np.array_equal(seen.times, t)


def test_the_error_in_longitude_is_an_arc_also_far_from_the_ecliptic():
    """A planet over the pole of the ecliptic, where a degree of longitude is a short arc."""
    high = Planet("high", Elements(9.0, 0.0, 90.0, 70.0, 0.0, 0.0), Elements(0, 0, 0, 10.0, 0, 0))
    t = julian_date(2000, 1, 1) + np.arange(3000.0)
    longitude, latitude, _ = geocentric(high, t)
    assert (latitude > 60).all()
    seen = noisy_observations(high, t, sd=5.0, seed=2)
    arc = ((seen.longitude - longitude + 180) % 360 - 180) * np.cos(np.radians(latitude))
    assert arc.std() * 60 == pytest.approx(5, rel=0.06)


def test_without_errors_observations_are_exact_and_seeds_repeat():
    t = julian_date(1990, 1, 1) + np.arange(50.0)
    clean = noisy_observations("venus", t, sd=0)
    assert np.array_equal(clean.positions, position("venus", t))
    assert np.array_equal(clean.longitude, geocentric("venus", t)[0])
    runs = [noisy_observations("venus", t, seed=s).positions for s in (3, 3, 4)]
    assert np.array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])
    rng = np.random.default_rng(3)
    assert np.array_equal(noisy_observations("venus", t, seed=rng).positions, runs[0])


def test_the_sun_is_far_from_the_mean_place_of_mars():
    """By 3/2 a e, in the mean over time: what even rough observations show of the ellipse."""
    path = orbit("mars", 400)
    away = path.mean(axis=0)
    assert np.sqrt(away @ away) == pytest.approx(1.5 * 1.5237 * 0.0934, rel=1e-3)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,)])
def test_times_of_any_shape(shape):
    t = np.full(shape, 2451545.0)
    assert position("earth", t).shape == (*shape, 3)
    assert [part.shape for part in geocentric("mars", t)] == [shape] * 3


ERRORS = [
    (lambda: position("pluto", 2451545),
     "planet must be one of mercury, venus, earth, mars, jupiter, saturn, uranus, neptune, got"),
    (lambda: position(4, 2451545),  # type: ignore[arg-type]
     "planet must be one of mercury"),
    (lambda: position("mars", math.nan), "t must hold finite numbers, got nan"),
    (lambda: position("mars", "today"), "t must hold numbers"),
    (lambda: geocentric("earth", 2451545), "planet must be another than the Earth"),
    (lambda: noisy_observations("mars", 2451545), "times must have shape (n,), got ()"),
    (lambda: noisy_observations("mars", []), "times must have shape (n,), got (0,)"),
    (lambda: noisy_observations("mars", [math.inf]), "times must hold finite numbers, got inf"),
    (lambda: noisy_observations("mars", [2451545], sd=-1), "sd must be at least 0, got -1"),
    (lambda: noisy_observations("mars", [2451545], seed=0.5),  # type: ignore[arg-type]
     "seed must be an integer, got 0.5"),
    (lambda: orbit("mars", 0), "n_points must be at least 1, got 0"),
    (lambda: orbit("mars", 5, math.nan), "t must be finite, got nan"),
    (lambda: julian_date(2000, 13, 1), "month must be at most 12, got 13"),
    (lambda: julian_date(1900, 2, 29), "day must be below 29, got 29"),
    (lambda: julian_date(2000.5, 1, 1),  # type: ignore[arg-type]
     "year must be an integer, got 2000.5"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
