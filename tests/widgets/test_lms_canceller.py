"""What the canceller computes: sounds against loops, levels against hand computations."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mlmath.widgets import get
from mlmath.widgets.lms._voice import _A3, _TUNE, POWER, RATE, SECONDS, voice
from mlmath.widgets.lms.canceller import (
    BURNS,
    CUT,
    FADE,
    FUSE,
    PATH,
    SCALE,
    blown,
    floor,
    learned,
    noise_left,
    played,
    sounds,
)

WIDGET = get("lms.canceller")
N = int(RATE * SECONDS)


def test_the_noise_comes_by_its_way() -> None:
    """Of each sample of the reference, path[j] arrives j samples later; by a loop."""
    heard = sounds(4, True, 3)
    for k in (0, 1, 2, 3, 100, N - 1):
        wanted = sum(PATH[j] * heard.reference[k - j] for j in range(4) if k - j >= 0)
        assert heard.noise[k] == pytest.approx(wanted)
    assert heard.noisy == pytest.approx(voice() + heard.noise)


@pytest.mark.parametrize(("taps", "mu"), [(1, 0.3), (8, 0.000316), (8, 0.05)])
def test_the_filter_learns_sample_by_sample(taps: int, mu: float) -> None:
    heard = sounds(taps, True, 0)
    result = learned(mu, taps, True, 0)
    weights = [0.0] * taps
    for k in range(500):
        past = [heard.reference[k - j] if k >= j else 0.0 for j in range(taps)]
        error = heard.noisy[k] - sum(w * x for w, x in zip(weights, past, strict=True))
        weights = [w + mu * error * x for w, x in zip(weights, past, strict=True)]
        assert result.output[k] == pytest.approx(error, rel=1e-6, abs=1e-9)
    assert result.weights[500] == pytest.approx(weights)


def test_the_bounds() -> None:
    """2 / ((N + 2) power), and 2 over the largest eigenvalue, found by multiplying with R."""
    for taps, hum in ((1, False), (8, True)):
        heard = sounds(taps, hum, 1)
        power = sum(x * x for x in heard.reference) / N
        lagged = [np.r_[np.zeros(j), heard.reference[: N - j]] for j in range(taps)]
        R = np.array([[a @ b / N for b in lagged] for a in lagged])
        q = np.ones(taps)
        for _ in range(200):
            q = R @ q / np.linalg.norm(R @ q)
        assert heard.bounds == pytest.approx((2 / ((taps + 2) * power), 2 / (q @ R @ q)))
        assert WIDGET.outputs({"taps": str(taps), "hum": hum, "seed": 1})[
            "bounds"
        ] == pytest.approx(heard.bounds)
    # White noise of variance 1 and one tap: two thirds, and two.
    assert sounds(1, False, 0).bounds == pytest.approx((2 / 3, 2), rel=0.03)


def test_a_tenth_of_the_noise_is_twenty_decibels_less() -> None:
    noise = sounds(8, True, 0).noise
    assert noise_left(voice() + 0.1 * noise, noise, 1) == pytest.approx([-20])
    halves = np.r_[noise[: N // 2], 0.1 * noise[N // 2 :]]
    powers = [np.mean(part**2) for part in np.split(halves, 2)]
    wanted = [10 * math.log10(power / np.mean(noise**2)) for power in powers]
    assert noise_left(voice() + halves, noise, 2) == pytest.approx(wanted)
    assert noise_left(voice(), noise, 3).tolist() == [-60] * 3
    assert noise_left(np.full(N, np.inf), noise, 1).tolist() == [60]


def test_the_floor_is_the_misadjustment_of_the_voice() -> None:
    """That is mu N p / (2 - mu (N + 2) p); what is measured lies within a decibel of it."""
    for taps, mu in ((1, 0.2), (1, 0.3), (8, 0.01), (8, 0.05)):
        misses = []
        for seed in range(4):
            heard = sounds(taps, False, seed)
            excess = POWER * mu * taps * heard.power / (2 - mu * (taps + 2) * heard.power)
            wanted = 10 * math.log10(excess / np.mean(heard.noise**2))
            assert floor(heard, mu) == pytest.approx(wanted)
            output = learned(mu, taps, False, seed).output
            misses.append(noise_left(output, heard.noise, 3)[1:].mean() - wanted)
        assert abs(np.mean(misses)) < 1, (taps, mu, misses)
    assert floor(sounds(8, False, 0), 0.3) is None


def test_the_weights_come_to_the_way_of_the_noise() -> None:
    out = WIDGET.outputs({})
    assert out["path"] == pytest.approx(PATH)
    assert out["weights"][0].tolist() == [0] * 8
    assert out["weights"][-1] == pytest.approx(PATH, abs=0.03)
    assert out["left"][0] > -3
    assert out["left"][-10:].max() < -25


def test_what_is_played_begins_and_ends_in_silence() -> None:
    """No sample of the first and last 30 ms is beyond a half wave of sin^2 times the cut."""
    ramp = [math.sin(math.pi / 2 * k / (FADE * RATE)) ** 2 for k in range(round(FADE * RATE))]
    for mu in (0.000316, 0.1, 3.0):
        heard = sounds(1, True, 0)
        for track in (heard.noisy, heard.reference, learned(mu, 1, True, 0).output, voice()):
            sound = played(track)
            assert len(sound) == N
            assert sound[0] == sound[-1] == 0
            assert np.abs(sound).max() <= CUT * SCALE < 1
            limit = CUT * SCALE * np.array(ramp) + 1e-12
            assert (np.abs(sound[: len(ramp)]) <= limit).all()
            assert (np.abs(sound[::-1][: len(ramp)]) <= limit).all()


def test_between_the_ends_nothing_is_changed_but_what_is_too_loud() -> None:
    heard = sounds(8, True, 0)
    inner = slice(round(FADE * RATE) + 1, -round(FADE * RATE) - 1)
    quiet = np.abs(heard.noisy) <= CUT
    assert played(heard.noisy)[inner][quiet[inner]] == pytest.approx(
        SCALE * heard.noisy[inner][quiet[inner]]
    )
    assert quiet.mean() > 0.999  # the first microphone is hardly ever cut


def test_a_run_that_diverges_ends_in_silence() -> None:
    output = learned(3.0, 1, False, 0).output
    fuse = blown(output)
    k = round(fuse * RATE)
    assert not abs(output[k]) <= FUSE
    assert (np.abs(output[:k]) <= FUSE).all()
    end = round((fuse + BURNS) * RATE)
    assert not played(output)[end - 1 :].any()
    assert played(output).any()
    assert blown(learned(0.01, 1, False, 0).output) == -1
    for taps in "1248":  # nothing that is not finite leaves, in whatever way it ran away
        out = WIDGET.outputs({"mu": 3.16, "taps": taps, "listen": "cleaned"})
        arrays = [value for value in out.values() if isinstance(value, np.ndarray)]
        assert all(np.isfinite(array).all() for array in arrays)
        assert not out["settles"]
        assert "the fuse blew" in out["summary"]


def test_only_what_is_asked_for_is_sent() -> None:
    assert WIDGET.outputs({})["sound"].shape == (0,)
    heard = sounds(8, True, 0)
    tracks = {
        "noisy": heard.noisy,
        "noise": heard.reference,
        "cleaned": learned(0.000316, 8, True, 0).output,
        "voice": voice(),
    }
    for name, track in tracks.items():
        out = WIDGET.outputs({"listen": name})
        assert out["sounding"] == name
        assert (out["sound"] == played(track).astype(np.float32)).all()


def test_equal_seeds_sound_alike() -> None:
    first, again, other = (WIDGET.outputs({"listen": "noisy", "seed": n}) for n in (4, 4, 5))
    assert (first["sound"] == again["sound"]).all()
    assert (first["sound"] != other["sound"]).any()


def test_the_voice() -> None:
    """It has the power that it says, nothing above 3500 Hz, and the pitches of its tune."""
    assert np.mean(voice() ** 2) == pytest.approx(POWER)
    spectrum = np.abs(np.fft.rfft(voice() * np.hanning(N))) ** 2
    hertz = np.fft.rfftfreq(N, 1 / RATE)
    assert spectrum[hertz > 3600].sum() < 1e-6 * spectrum.sum()
    length = N // len(_TUNE)
    for i, semitones in enumerate(_TUNE):
        # The middle of a note, over one whole tremble of a fifth of a second, repeats after the
        # length of a wave.
        part = voice()[i * length + length // 3 :][: RATE // 5]
        lags = range(round(RATE / 500), round(RATE / 150))
        alike = [part[lag:] @ part[: len(part) - lag] for lag in lags]
        wave = RATE / (_A3 * 2 ** (semitones / 12))
        assert lags[int(np.argmax(alike))] == pytest.approx(wave, abs=1.5)


def test_the_sentences() -> None:
    def said(**inputs: object) -> str:
        return str(WIDGET.outputs({"taps": "1", "hum": False, **inputs})["summary"])

    # 0.1 / (2 - 0.3) of the voice's 0.4, beside 0.64 of noise: 0.0368, 14.3 dB below it.
    assert said(mu=0.1).startswith("μ = 0.1, 1 tap. In the last second the noise is ")
    formula = "; for independent inputs the formula says 14 dB below it in the long run."
    assert said(mu=0.1).endswith(f" dB below what came in{formula}")
    assert ", past the mean-square bound 0.67. In" in said(mu=0.8)
    assert said(mu=0.8).endswith("and no formula says that it settles.")
    assert " is 60 dB or more above what came in, and no formula" in said(mu=1.6)  # the scale's end
    assert said(mu=3.0).startswith("μ = 3, 1 tap, past both bounds, 0.67 and 2. After 0.0")
