"""The canceller: a voice in noise, a second microphone that hears the noise alone, and LMS.

The noise reaches the first microphone by a way of its own: of each sample, path[j] arrives j
samples later.  A filter with as many taps learns that way by LMS; its error, the first microphone
minus what the filter predicts of it, is the voice with the noise that is left.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from mlmath.lms import (
    Cancellation,
    cancel_noise,
    mean_square_stability_bound,
    mean_stability_bound,
    misadjustment,
    noisy_sound,
    tapped_delay_line,
)
from mlmath.validation import Floats
from mlmath.widgets.lms._voice import POWER, RATE, SECONDS, voice
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed, toggle
from mlmath.words import counted

PATH = (0.8, -0.5, 0.3, 0.2, -0.15, 0.1, -0.05, 0.05)  # the noise's way, cut to the filter's taps
HUM = 1.0  # amplitude of the hum at the second microphone, beside white noise of variance 1
TRACKS = {  # what stands on the buttons
    "noisy": "Microphone 1",
    "noise": "Microphone 2",
    "cleaned": "Cleaned",
    "voice": "Voice alone",
}

# Loudness.  What is played is cut off where it is louder than CUT, so that no step size hurts.
CUT = 5.0  # as loud as the first microphone gets, about
SCALE = 0.15  # from the sounds here to those of the browser, which end at 1
FADE = 0.03  # seconds to rise at the start and to fall at the end, so that nothing clicks
FUSE = 1e30  # bursts come back from far above the cut, but hardly from beyond this
BURNS = 0.25  # seconds from there to silence

BINS = 150  # of the picture of a sound
WINDOWS = 60  # in which the noise that is left is measured
LOUDEST = 60.0  # dB, the end of that scale


@dataclass(frozen=True)
class CancellerInputs(Inputs):
    """What the reader sets: the step size, the filter, the noise, and what to listen to."""

    mu: float = number(
        0.000316, label="Step size μ", low=0.0001, high=3.16, step=0.000001, control=False
    )
    taps: str = choice("8", label="Taps", options={str(n): counted(n, "tap") for n in (1, 2, 4, 8)})
    hum: bool = toggle(True, label="Hum beside the noise")
    seed: int = seed(0, label="Seed")
    listen: str = choice(
        "none", label="Listen to", options={"none": "nothing", **TRACKS}, control=False
    )


class Sounds(NamedTuple):
    """What the microphones hear, RATE samples a second, and what is known of it; shapes (n,).

    `power` is that of the reference; `bounds` are the step sizes up to which the mean square and
    the mean of the weights settle, for inputs independent in time.
    """

    noisy: Floats
    reference: Floats
    noise: Floats
    path: Floats
    power: float
    bounds: tuple[float, float]


@lru_cache(maxsize=4)
def sounds(taps: int, hum: bool, seed: int) -> Sounds:
    """Make the sounds; no step size changes them."""
    made = noisy_sound(SECONDS, RATE, 1.0, HUM if hum else 0.0, PATH[:taps], seed)
    line = tapped_delay_line(made.reference, taps)
    power = float(np.mean(made.reference**2))
    bounds = (
        mean_square_stability_bound(taps, power),
        mean_stability_bound(line.T @ line / len(line)),
    )
    return Sounds(voice() + made.noise, made.reference, made.noise, made.path, power, bounds)


@lru_cache(maxsize=2)  # so that listening to it costs nothing more
def learned(mu: float, taps: int, hum: bool, seed: int) -> Cancellation:
    """Let the filter learn."""
    heard = sounds(taps, hum, seed)
    return cancel_noise(heard.noisy, heard.reference, taps, mu)


def blown(sound: Floats) -> float:
    """Return after how many seconds the sound passed `FUSE`, or -1."""
    beyond = ~(np.abs(sound) <= FUSE)
    return float(beyond.argmax()) / RATE if beyond.any() else -1.0


def played(sound: Floats) -> Floats:
    """Return a sound (n,) as it is played: cut off, silent after a blown fuse, without clicks.

    Its first and last sample are 0, and no sample is beyond `CUT` times `SCALE`.
    """
    heard = SCALE * np.clip(np.nan_to_num(sound, posinf=0.0, neginf=0.0), -CUT, CUT)
    end = len(heard)
    if (fuse := blown(sound)) >= 0:
        end = min(end, round((fuse + BURNS) * RATE))
        heard[end:] = 0.0
    fade = np.sin(np.linspace(0, np.pi / 2, round(FADE * RATE) + 1)) ** 2
    heard[: len(fade)] *= fade
    heard[end - len(fade) : end] *= fade[::-1]
    return heard


def shape_of(sound: Floats) -> Floats:
    """Return the highest and lowest value of a sound (n,) in each of BINS parts, (BINS, 2)."""
    stretches = sound.reshape(BINS, -1)
    ends = np.stack([stretches.max(axis=1), stretches.min(axis=1)], axis=1)
    return np.round(64 * ends) / 64  # finer than a pixel, and short in the page


def noise_left(output: Floats, noise: Floats, parts: int) -> Floats:
    """Return what an output (n,) has beside the voice, in dB of the noise that came in.

    In each of so many parts of equal length, shape (parts,), kept within +-LOUDEST.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        left = (output - voice()) ** 2
        level = 10 * np.log10(left.reshape(parts, -1).mean(axis=1) / np.mean(noise**2))
    kept: Floats = np.clip(np.nan_to_num(level, nan=LOUDEST), -LOUDEST, LOUDEST)
    return kept


def floor(heard: Sounds, mu: float) -> float | None:
    """Return what the formula says is left in the end, in dB; None where nothing settles.

    The voice disturbs the filter as noise disturbs any LMS: the excess is the misadjustment times
    the power of the voice.  Exact for white Gaussian inputs independent in time.
    """
    if mu >= heard.bounds[0]:
        return None
    excess = misadjustment(len(heard.path), mu, heard.power) * POWER
    return float(10 * np.log10(excess / np.mean(heard.noise**2)))


def _level(decibels: float) -> str:
    more = " or more" if abs(decibels) >= LOUDEST else ""
    return f"{abs(decibels):.0f} dB{more} {'below' if decibels < 0 else 'above'}"


def _summary(inputs: CancellerInputs, heard: Sounds, fuse: float, last: float) -> str:
    square, mean = (f"{bound:.2g}" for bound in heard.bounds)
    said = f"μ = {inputs.mu:.2g}, {counted(int(inputs.taps), 'tap')}"
    if inputs.mu > heard.bounds[1]:
        said += f", past both bounds, {square} and {mean}"
    elif inputs.mu > heard.bounds[0]:
        said += f", past the mean-square bound {square}"
    if fuse >= 0:
        return f"{said}. After {fuse:.3f} s the output passed 10³⁰, and the fuse blew."
    said += f". In the last second the noise is {_level(last)} what came in"
    predicted = floor(heard, inputs.mu)
    if predicted is None:
        return f"{said}, and no formula says that it settles."
    said += "; for independent inputs the formula says "
    return f"{said}{_level(predicted)} it in the long run."


def compute(inputs: CancellerInputs) -> Outputs:
    """Let the filter learn from the first sample to the last, and measure what is left.

    Outputs: `shapes` (4, BINS, 2) of the `TRACKS`, in their order; `left` (WINDOWS,) the noise
    left, in dB; `floor` and `settles`; `weights` (WINDOWS + 1, taps) over the time, and `path`,
    what they are to become; `bounds` (2,); `fuse` in seconds, or -1; `sound` of the track
    `sounding`, (n,), or (0,) for none; `rate`, `seconds`, `cut`.
    """
    made = int(inputs.taps), inputs.hum, inputs.seed
    heard, result = sounds(*made), learned(inputs.mu, *made)
    tracks = {
        "noisy": heard.noisy,
        "noise": heard.reference,
        "cleaned": result.output,
        "voice": voice(),
    }
    fuse = blown(result.output)
    predicted = floor(heard, inputs.mu)
    weights = result.weights[:: len(voice()) // WINDOWS]
    sound = np.zeros(0) if inputs.listen == "none" else played(tracks[inputs.listen])
    last = noise_left(result.output, heard.noise, round(SECONDS))[-1]
    return {
        "shapes": np.array([shape_of(played(one) / SCALE) for one in tracks.values()], np.float32),
        "left": noise_left(result.output, heard.noise, WINDOWS).astype(np.float32),
        "floor": 0.0 if predicted is None else predicted,
        "settles": predicted is not None,
        "weights": np.clip(np.nan_to_num(weights), -100, 100).astype(np.float32),
        "path": heard.path.astype(np.float32),
        "bounds": np.array(heard.bounds, np.float32),
        "fuse": fuse,
        "sounding": inputs.listen,
        "sound": sound.astype(np.float32),
        "rate": RATE,
        "seconds": SECONDS,
        "cut": CUT,
        "summary": _summary(inputs, heard, fuse, float(last)),
    }


WIDGET = Widget(
    name="lms.canceller",
    title="The canceller",
    help=(
        "Press one of the four buttons to hear a sound, another to hear that one from the same "
        "moment on, the same again to hear it from the start. Move the step size while it plays, "
        "and it goes on as if it had been that from the start. The picture shows the same: the "
        "first microphone, what the filter leaves of it, the noise in that, and the filter's "
        "weights on their way to the dashed lines, which are the noise's way to the first "
        "microphone. What is louder than the first microphone ever is, is cut off, and a fuse "
        "blows a quarter of a second after the output has passed 10³⁰: then all is silent. "
        "The marks 1 and 2 are the bounds of the mean square and of the mean. They "
        "are for inputs independent in time; in a delay line of several taps each sample comes "
        "again in the next one, and things go wrong a little earlier."
    ),
    inputs=CancellerInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest=(
        "μ = 0.00032, 8 taps, past the mean-square bound 0.67. In the last second the noise is "
        "88 dB or more above what came in, and no formula says that it settles."
    ),
)
