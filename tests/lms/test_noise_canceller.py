"""The noise canceller: what it removes, what it leaves, what it finds, and where it fails."""

import math

import numpy as np
import pytest

from mlmath.lms import (
    cancel_noise,
    lms,
    mean_square_stability_bound,
    misadjustment,
    noisy_sound,
    tapped_delay_line,
    wiener_solution,
)


def power(x):
    return float(np.mean(np.square(x)))


def test_the_delay_line_by_hand():
    line = tapped_delay_line([1, 2, 3], 2)
    assert line.tolist() == [[1, 0], [2, 1], [3, 2]]
    assert tapped_delay_line([1, 2], 4).tolist() == [[1, 0, 0, 0], [2, 1, 0, 0]]
    assert tapped_delay_line([5], 1).tolist() == [[5]]


def test_the_delay_line_times_a_filter_is_their_convolution():
    rng = np.random.default_rng(0)
    x, h = rng.normal(size=50), rng.normal(size=7)
    np.testing.assert_allclose(tapped_delay_line(x, 7) @ h, np.convolve(x, h)[:50], atol=1e-12)


def test_it_is_lms_on_the_delay_line_and_its_output_is_the_error():
    sound = noisy_sound(seconds=0.1, seed=2)
    c = cancel_noise(sound.primary, sound.reference, 5, 0.01)
    h = lms(tapped_delay_line(sound.reference, 5), sound.primary, 0.01)
    assert np.array_equal(c.output, h.errors)
    assert np.array_equal(c.weights, h.weights)


def test_it_finds_the_path_of_the_noise():
    """Without a melody the filter becomes the path itself, and its unneeded taps zero."""
    sound = noisy_sound(seconds=1.0, seed=4)
    c = cancel_noise(sound.noise, sound.reference, 12, 0.05)
    np.testing.assert_allclose(c.weights[-1, :8], sound.path, atol=1e-8)
    np.testing.assert_allclose(c.weights[-1, 8:], 0, atol=1e-8)
    assert power(c.output[-1000:]) < 1e-15


def test_with_a_melody_it_comes_near_the_path_as_least_squares_does():
    sound = noisy_sound(seconds=4.0, seed=5)
    c = cancel_noise(sound.primary, sound.reference, 8, 0.0005)
    goal = wiener_solution(tapped_delay_line(sound.reference, 8), sound.primary)
    np.testing.assert_allclose(goal, sound.path, atol=0.01)
    np.testing.assert_allclose(c.weights[-1], sound.path, atol=0.02)


@pytest.mark.parametrize(("n_taps", "mu"), [(8, 0.004), (16, 0.004), (16, 0.012)])
def test_what_it_leaves_of_the_noise_is_the_misadjustment(n_taps, mu):
    """The share of the melody's power that is left as noise, after a second to settle.

    Neighboring inputs of the filter overlap, so the law for independent ones is a few percent
    off; with 6 seconds the mean over the melody's ups and downs has an error of some 5 %.
    """
    sound = noisy_sound(seconds=7.0, seed=6)
    c = cancel_noise(sound.primary, sound.reference, n_taps, mu)
    left = (c.output - sound.signal)[8000:]
    predicted = misadjustment(n_taps, mu, 1.0) * power(sound.signal[8000:])
    assert power(left) == pytest.approx(predicted, rel=0.2)
    assert power(left) < power(sound.noise) / 50


def test_it_diverges_past_the_bound_and_not_before():
    """Bound 2 / ((n + 2) · 1) for a white reference of power 1; the output then ends in inf."""
    sound = noisy_sound(seconds=2.0, seed=7)
    bound = mean_square_stability_bound(16, 1.0)
    calm = cancel_noise(sound.primary, sound.reference, 16, 0.7 * bound)
    wild = cancel_noise(sound.primary, sound.reference, 16, 1.6 * bound)
    assert np.abs(calm.output).max() < 100
    assert wild.output[-1] == math.inf


def mean_log_factor(a):
    """E ln|1 - a z²| for a normal z, by the trapezoid rule on both sides of the pole.

    With z = c (1 ± e^-u), c = 1/√a, the pole is pushed to infinity.
    """
    c = 1 / math.sqrt(a)
    u, step = np.linspace(-8, 40, 200_001, retstep=True)
    e = np.exp(-u)
    total = 0.0
    for side in (-1, 1):
        z = c * (1 + side * e)
        inside = (z > 0) & (z < 40)
        near = np.log(e) + np.log(np.abs(2 + side * e))  # ln|1 - (z/c)²|
        density = 2 * np.exp(-(np.where(inside, z, 0.0) ** 2) / 2) / math.sqrt(2 * math.pi)
        total += float(np.where(inside, near * density * c * e, 0.0).sum()) * step
    return total


def test_a_single_run_with_one_tap_bears_more_than_the_mean_square():
    """The bound is 2/3; a run settles as long as the mean of ln|1 - μ x²| is negative: to 2.42."""
    assert mean_log_factor(2.42) < 0 < mean_log_factor(2.423)
    assert 2.42 / mean_square_stability_bound(1, 1.0) == pytest.approx(3.63)
    rng = np.random.default_rng(0)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        reference, primary = rng.normal(size=(2, 20_000))
        for share, ends in ((0.8, True), (1.3, False)):
            run = cancel_noise(primary, reference, 1, share * 2.42)
            assert np.isfinite(run.output[-1]) == ends


def test_the_path_of_a_sound_is_its_own():
    way = np.array([1.0, 0.5])
    sound = noisy_sound(seconds=0.01, path=way)
    way[:] = 0
    assert sound.path.tolist() == [1, 0.5]


def test_two_taps_remove_a_hum_of_one_pitch():
    """A sine through any path is a sine of another size and phase, which two taps can make.

    At four samples a period they hear its sine and its cosine, and learn both equally fast.
    """
    t = np.arange(1000) / 200
    hum = np.sin(2 * np.pi * 50 * t)
    heard = 0.7 * np.sin(2 * np.pi * 50 * t + 1.0)
    c = cancel_noise(heard, hum, 2, 0.5)
    assert power(c.output[-200:]) < 1e-20 * power(heard)
    np.testing.assert_allclose(c.weights[-1], [0.7 * np.cos(1.0), -0.7 * np.sin(1.0)], rtol=1e-9)


def test_the_sound_is_what_its_parts_say():
    sound = noisy_sound(seconds=0.5, rate=16_000, noise_power=2.0, path=[0.0, 0.5], seed=1)
    assert sound.rate == 16_000
    assert sound.signal.shape == (8000,)
    np.testing.assert_allclose(sound.primary, sound.signal + sound.noise)
    np.testing.assert_allclose(sound.noise[1:], 0.5 * sound.reference[:-1])
    assert sound.noise[0] == 0
    assert power(sound.reference) == pytest.approx(2.0, rel=0.07)  # 4.5 standard errors
    assert power(noisy_sound().signal) == pytest.approx(0.1, rel=0.15)
    assert np.abs(noisy_sound().signal).max() < 0.7
    # The melody's steps are those of its own frequencies: no clicks between the tones.
    slope = np.abs(np.diff(noisy_sound().signal)).max()
    highest = 440 * 2  # Hz, and its octave
    assert slope < 2 * np.pi * (0.5 * highest + 0.2 * 2 * highest) / 8000 + 0.05


def test_a_hum_in_the_source_is_of_fifty_hertz_and_its_third_harmonic():
    sound = noisy_sound(seconds=1.0, noise_power=0.0, hum=0.4)
    spectrum = np.abs(np.fft.rfft(sound.reference)) / 4000  # amplitudes at 0, 1, 2, ... Hz
    assert spectrum[50] == pytest.approx(0.4)
    assert spectrum[150] == pytest.approx(0.2)
    spectrum[[50, 150]] = 0
    assert spectrum.max() < 1e-10


def test_equal_seeds_give_equal_sounds():
    one, same, other = (noisy_sound(0.1, seed=s) for s in (1, 1, 2))
    assert np.array_equal(one.primary, same.primary)
    assert not np.array_equal(one.primary, other.primary)
    assert noisy_sound(seconds=1e-9).primary.shape == (1,)


ERRORS = [
    (lambda: tapped_delay_line([[1]], 2), "x must have shape (n_samples,), got (1, 1)"),
    (lambda: tapped_delay_line([], 2), "x must have shape (n_samples,), got (0,)"),
    (lambda: tapped_delay_line([1], 0), "n_taps must be at least 1, got 0"),
    (lambda: cancel_noise([1, 2], [1], 2, 0.1), "reference must have shape (2,), got (1,)"),
    (lambda: cancel_noise([1, math.nan], [1, 1], 2, 0.1), "primary must hold finite numbers"),
    (lambda: cancel_noise([1, 2], [1, 1], 1.5, 0.1),  # type: ignore[arg-type]
     "n_taps must be an integer, got 1.5"),
    (lambda: cancel_noise([1, 2], [1, 1], 2, 0.0), "mu must be above 0, got 0"),
    (lambda: noisy_sound(seconds=0), "seconds must be above 0, got 0"),
    (lambda: noisy_sound(rate=100), "rate must be at least 4000, got 100"),
    (lambda: noisy_sound(noise_power=-1), "noise_power must be at least 0, got -1"),
    (lambda: noisy_sound(hum=-1), "hum must be at least 0, got -1"),
    (lambda: noisy_sound(path=[]), "path must have shape (n,), got (0,)"),
    (lambda: noisy_sound(seed=0.5),  # type: ignore[arg-type]
     "seed must be an integer, got 0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
