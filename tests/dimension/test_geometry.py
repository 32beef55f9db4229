"""Lengths, angles and volumes: closed forms of low dimensions, and measured against the laws."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.dimension import (
    angle_cdf,
    angle_density,
    ball_in_cube,
    ball_volume,
    cosine_sd,
    cosine_squared_cdf,
    distance_law,
    gaussian_shell,
    independent_points,
    log_ball_volume,
    mean_absolute_cosine,
    norm_cdf,
    norm_density,
    norm_law,
    outer_shell,
    points_in_ball,
    points_in_cube,
    random_angles,
    random_cosines,
    random_directions,
    share_within,
)

PI = math.pi
WRONG: Any = 2.5  # what a type checker would refuse
DIMENSIONS = [1, 2, 3, 10, 100, 10_000]


def standard_errors(sample, mean, sd):
    return abs(np.mean(sample) - mean) / (sd / math.sqrt(len(sample)))


def kolmogorov(sample, cdf):
    """The largest gap between a law and a sample's steps; above 1.95/√n once in 1,000."""
    law = cdf(np.sort(sample))
    steps = np.arange(len(sample) + 1) / len(sample)
    gap = max(np.abs(law - steps[1:]).max(), np.abs(law - steps[:-1]).max())
    return gap * math.sqrt(len(sample))


# Balls


def test_ball_volumes_of_low_dimensions():
    known = [2, PI, 4 / 3 * PI, PI**2 / 2, 8 / 15 * PI**2, PI**3 / 6, 16 / 105 * PI**3]
    np.testing.assert_allclose([ball_volume(d) for d in range(1, 8)], known, rtol=1e-14)
    assert ball_volume(3, 10) == pytest.approx(4000 / 3 * PI, rel=1e-14)


def test_the_unit_ball_is_largest_in_five_dimensions_5_2638():
    volumes = [ball_volume(d) for d in range(1, 100)]
    assert 1 + int(np.argmax(volumes)) == 5
    assert round(max(volumes), 4) == 5.2638


def test_ball_volumes_follow_their_recursion_up_to_ten_thousand_dimensions():
    """V_d = V_{d-2} · 2πr²/d, summed as logarithms from V_2 = πr²."""
    want = math.log(PI * 0.49)
    for d in range(4, 10_001, 2):
        want += math.log(2 * PI * 0.49 / d)
    assert log_ball_volume(10_000, 0.7) == pytest.approx(want, rel=1e-12)
    assert ball_volume(10_000) == 0  # about 1e-13840
    with pytest.raises(ValueError, match=r"r must be small enough .* got r=1000 at d=10000"):
        ball_volume(10_000, 1000)


def test_the_ball_in_its_cube():
    np.testing.assert_allclose([ball_in_cube(d) for d in (1, 2, 3)], [1, PI / 4, PI / 6])
    for d in (2, 5, 8):
        share = ball_in_cube(d)
        inside = share_within(points_in_cube(20_000, d, d), 1.0)
        assert abs(inside - share) < 4 * math.sqrt(share * (1 - share) / 20_000)


@pytest.mark.parametrize("d", [1, 2, 7, 300])
def test_the_outer_shell_of_the_ball_measured(d):
    for t in (0.01, 0.3):
        share = outer_shell(d, t)
        outside = 1 - share_within(points_in_ball(4000, d, d), 1 - t)
        assert abs(outside - share) < 4 * math.sqrt(share * (1 - share) / 4000) + 1e-12


def test_the_outer_shell_by_hand():
    assert outer_shell(2, 0.5) == pytest.approx(0.75, rel=1e-15)
    assert outer_shell(3, 0) == 0
    assert outer_shell(3, 1) == 1
    # (1 - 1/d)^d is near 1/e, and 1e-12 of 10,000 dimensions is 1e-8 of the volume.
    assert outer_shell(10_000, 1e-4) == pytest.approx(1 - math.exp(-1), rel=1e-4)
    assert outer_shell(10_000, 1e-12) == pytest.approx(1e-8, rel=1e-7)


# Angles


def test_angles_in_two_and_three_dimensions():
    """Uniform in the plane; by Archimedes' theorem the cosine is uniform in space."""
    theta = np.linspace(0, PI, 41)
    np.testing.assert_allclose(angle_density(theta, 2), 1 / PI, rtol=1e-14)
    np.testing.assert_allclose(angle_cdf(theta, 2), theta / PI, atol=1e-14)
    np.testing.assert_allclose(angle_density(theta, 3), np.sin(theta) / 2, rtol=1e-14)
    np.testing.assert_allclose(angle_cdf(theta, 3), (1 - np.cos(theta)) / 2, atol=1e-14)
    x = np.linspace(0, 1, 11)
    np.testing.assert_allclose(cosine_squared_cdf(x, 3), np.sqrt(x), atol=1e-14)
    assert angle_density([-0.1, 3.2], 5).tolist() == [0, 0]


@pytest.mark.parametrize("d", DIMENSIONS[1:])
def test_the_angle_density_integrates_to_its_distribution_function(d):
    nodes, weights = np.polynomial.legendre.leggauss(200)
    width = min(PI / 2, 12 / math.sqrt(d))
    for end in (PI / 2 - 0.4 * width, PI / 2, PI / 2 + 0.7 * width):
        start = PI / 2 - width
        theta = start + (end - start) * (nodes + 1) / 2
        area = (end - start) / 2 * weights @ angle_density(theta, d)
        assert area == pytest.approx(float(angle_cdf(end, d)), rel=1e-9)


@pytest.mark.parametrize("d", [2, 3, 10, 100, 2000])
def test_random_angles_lie_on_their_law(d):
    angles = random_angles(1500, d, d)
    assert kolmogorov(angles, lambda t: angle_cdf(t, d)) < 1.95
    assert kolmogorov(np.cos(angles) ** 2, lambda x: cosine_squared_cdf(x, d)) < 1.95


# Angle, dimensions, chance: by mpmath 1.3 with 60 digits.
MANY_DIMENSIONS = [
    (1.57, 10**4, 0.4682670751504143),
    (1.5, 10**4, 7.101260346638688e-13),
    (1.5607, 10**5, 0.00070464389889082826),
    (1.58, 10**5, 0.99819548956823813),
    (1.5708, 10**7, 0.50463388707636037),
    (0.3, 5, 0.0014738478837631423),
]


@pytest.mark.parametrize(("theta", "d", "chance"), MANY_DIMENSIONS)
def test_the_law_of_angles_keeps_its_digits_in_many_dimensions(theta, d, chance):
    assert angle_cdf(theta, d) == pytest.approx(chance, rel=1e-11)
    assert 1 - angle_cdf(PI - theta, d) == pytest.approx(chance, rel=1e-11, abs=1e-15)


@pytest.mark.parametrize("d", [10**4, 10**5])
def test_many_angles_at_once_get_the_answer_of_each_alone(d):
    """Near the right angle rounding never lets all of them come to rest in the same round."""
    theta = PI / 2 + np.linspace(-5, 5, 10_001) / math.sqrt(d)
    chances = angle_cdf(theta, d)
    assert chances[::500].tolist() == [float(angle_cdf(t, d)) for t in theta[::500]]
    assert (np.diff(chances) > 0).all()


@pytest.mark.parametrize("d", [1, 2, 5, 100, 2000])
def test_the_cosine_has_standard_deviation_one_over_root_d(d):
    """Its square follows Beta(1/2, (d-1)/2), of mean 1/d and variance 2(d-1)/(d²(d+2))."""
    cosines = random_cosines(1500, d, d)
    spread = math.sqrt(2 * (d - 1) / (d * d * (d + 2)))
    assert cosine_sd(d) ** 2 == pytest.approx(1 / d, rel=1e-15)
    assert abs(np.mean(cosines**2) - cosine_sd(d) ** 2) <= 4 * spread / math.sqrt(1500) + 1e-15
    sd = math.sqrt(1 / d - mean_absolute_cosine(d) ** 2) if d > 1 else 0.0
    assert abs(np.abs(cosines).mean() - mean_absolute_cosine(d)) <= 4 * sd / math.sqrt(1500) + 1e-15


def test_the_mean_absolute_cosine_of_low_dimensions():
    """1 on the line, 2/π in the plane, 1/2 in space, √(2/(πd)) in many dimensions."""
    want = [1, 2 / PI, 0.5]
    np.testing.assert_allclose([mean_absolute_cosine(d) for d in (1, 2, 3)], want, rtol=1e-13)
    ratio = mean_absolute_cosine(10_000) / math.sqrt(2 / (PI * 10_000))
    assert ratio == pytest.approx(1 + 1 / 40_000, abs=1e-8)  # the next term is 1/(4d)


def test_random_directions_are_unit_vectors():
    U = random_directions(50, 7, 3)
    np.testing.assert_allclose((U**2).sum(axis=1), 1, rtol=1e-14)
    assert np.array_equal(U, random_directions(50, 7, 3))


# Lengths of normal points


def test_lengths_in_low_dimensions():
    """Half-normal on the line, Rayleigh in the plane, Maxwell in space."""
    r = np.linspace(0, 5, 21)
    np.testing.assert_allclose(norm_cdf(r, 1), [math.erf(x / math.sqrt(2)) for x in r], rtol=1e-13)
    np.testing.assert_allclose(norm_cdf(r, 2), -np.expm1(-r * r / 2), rtol=1e-13)
    np.testing.assert_allclose(norm_density(r, 1), math.sqrt(2 / PI) * np.exp(-r * r / 2))
    np.testing.assert_allclose(norm_density(r, 2), r * np.exp(-r * r / 2), rtol=1e-13)
    means = [norm_law(d).mean for d in (1, 2, 3)]
    np.testing.assert_allclose(
        means, [math.sqrt(2 / PI), math.sqrt(PI / 2), 2 * math.sqrt(2 / PI)], rtol=1e-13
    )
    sds = [norm_law(d).sd for d in (1, 2, 3)]
    np.testing.assert_allclose(sds, np.sqrt([1 - 2 / PI, 2 - PI / 2, 3 - 8 / PI]), rtol=1e-12)
    assert norm_cdf([-1.0, 0.0, 1e3], 4).tolist() == [0, 0, 1]
    assert norm_density([-1.0], 4).tolist() == [0]


def test_the_moments_of_length_up_to_ten_thousand_dimensions():
    """The means satisfy μ_d μ_{d+1} = d exactly; the variance is 1/2 - 1/(8d) - 1/(16d²) + …."""
    for d in [*range(1, 60), 100, 1000, 9999]:
        assert norm_law(d).mean * norm_law(d + 1).mean == pytest.approx(d, rel=1e-12)
        assert norm_law(d).sd ** 2 == pytest.approx(d - norm_law(d).mean ** 2, rel=1e-12 * d * d)
    for d in (100, 1000, 10_000):
        want = 1 / 2 - 1 / (8 * d) - 1 / (16 * d * d)
        assert norm_law(d).sd ** 2 == pytest.approx(want, abs=1 / d**3)


@pytest.mark.parametrize("d", [1, 2, 9, 400])
def test_measured_lengths_and_distances_lie_on_their_laws(d):
    X = 3 * independent_points(3000, d, d)
    lengths = np.sqrt((X**2).sum(axis=1))
    assert kolmogorov(lengths / 3, lambda r: norm_cdf(r, d)) < 1.95
    assert standard_errors(lengths, *norm_law(d, 3)) < 4
    apart = np.sqrt(((X[::2] - X[1::2]) ** 2).sum(axis=1))
    assert standard_errors(apart, *distance_law(d, 3)) < 4
    assert apart.std() == pytest.approx(distance_law(d, 3).sd, rel=0.1)


@pytest.mark.parametrize("d", DIMENSIONS)
def test_the_density_of_length_integrates_to_its_distribution_function(d):
    nodes, weights = np.polynomial.legendre.leggauss(120)
    start, middle = max(0.0, math.sqrt(d) - 8), math.sqrt(d)
    for end in (middle - 0.3, middle + 1.1):
        r = start + (end - start) * (nodes + 1) / 2
        area = (end - start) / 2 * weights @ norm_density(r, d)
        assert area == pytest.approx(float(norm_cdf(end, d)), rel=1e-9)


def test_a_normal_cloud_keeps_its_mass_in_a_shell_of_fixed_width():
    """In the limit the length is √d plus a normal number of variance 1/2: P = erf(width)."""
    assert gaussian_shell(1, 1) == pytest.approx(math.erf(math.sqrt(2)), rel=1e-13)
    for width in (0.5, 1, 2):
        assert gaussian_shell(10_000, width) == pytest.approx(math.erf(width), abs=1e-4)
    inside = np.abs(np.sqrt((independent_points(4000, 50, 1) ** 2).sum(axis=1)) - math.sqrt(50)) < 1
    assert abs(inside.mean() - gaussian_shell(50, 1)) < 4 * math.sqrt(0.13 / 4000)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ball_volume(0), "d must be at least 1, got 0"),
        (lambda: ball_volume(WRONG), "d must be an integer, got 2.5"),
        (lambda: log_ball_volume(2, 0), "r must be above 0, got 0"),
        (lambda: ball_volume(2, math.nan), "r must be finite, got nan"),
        (lambda: outer_shell(2, 1.5), "thickness must be at most 1, got 1.5"),
        (lambda: angle_density(0.5, 1), "d must be at least 2, got 1"),
        (lambda: angle_cdf("x", 3), "theta must hold numbers"),
        (lambda: angle_cdf([math.nan], 3), "theta must hold finite numbers"),
        (lambda: cosine_squared_cdf([0.5], 1), "d must be at least 2, got 1"),
        (lambda: norm_law(3, 0), "sigma must be above 0, got 0"),
        (lambda: distance_law(3, -1), "sigma must be above 0, got -1"),
        (lambda: norm_cdf([math.inf], 3), "r must hold finite numbers"),
        (lambda: gaussian_shell(3, -1), "half_width must be at least 0, got -1"),
        (lambda: random_directions(0, 3), "n must be at least 1, got 0"),
        (lambda: random_angles(3, 3, WRONG), "seed must be an integer, got 2.5"),
        (lambda: share_within([1.0], 1), "X must have shape"),
    ],
)
def test_bad_input_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
