"""An adaptive noise canceller: LMS learns how a noise comes in, and takes it out again."""

from typing import Any, NamedTuple

import numpy as np

from mlmath.lms.recursion import lms
from mlmath.validation import Floats, count, generator, number, shaped

# A melody of our own: pitches in semitones above A4, a quarter of a second each.
_MELODY = (0, 3, 7, 12, 10, 7, 8, 3, 5, 8, 12, 5, 7, 2, -5, -1)
_A4 = 440.0  # Hz
_NOTE = 0.25  # seconds
_PATH = (0.8, -0.5, 0.3, 0.2, -0.15, 0.1, -0.05, 0.05)


class Cancellation(NamedTuple):
    """What a noise canceller made of its two sounds.

    output : the primary sound without the noise it could predict, shape (n_samples,).
    weights : the filter before the first sample and after each one, shape
        (n_samples + 1, n_taps); tap j weighs the reference j samples ago.
    """

    output: Floats
    weights: Floats


def tapped_delay_line(x: Any, n_taps: int) -> Floats:
    """Return the last n_taps values at each time, newest first: entry [k, j] is x[k - j].

    Before the start of x there is silence: entries with j > k are 0.

    Parameters
    ----------
    x : a sound or another series, shape (n_samples,).
    n_taps : number of values, at least 1.

    Returns
    -------
    Shape (n_samples, n_taps): a view that cannot be written to, without a copy for each tap.
    """
    x = shaped(x, ("n_samples",), "x")
    n_taps = count(n_taps, "n_taps")
    past = np.concatenate([np.zeros(n_taps - 1), x])
    line: Floats = np.lib.stride_tricks.sliding_window_view(past, n_taps)[:, ::-1]
    return line


def cancel_noise(primary: Any, reference: Any, n_taps: int, mu: float) -> Cancellation:
    r"""Subtract from a sound all that a filter can learn to predict from a reference of its noise.

    .. math:: \mathrm{output}_k = \mathrm{primary}_k
              - \sum_{j=0}^{n-1} w_{k,j} \, \mathrm{reference}_{k-j}

    The microphone of the primary sound hears signal and noise; that of the reference hears the
    source of the noise alone.  The filter learns by LMS with the output as its error.  That is
    no mistake: since the signal does not depend on the reference, the output has the least power
    when the filter equals the path that the noise takes to the first microphone, and what is
    left then is the signal.

    The signal disturbs the filter as noise disturbs any LMS: in the long run a share of about
    `misadjustment(n_taps, mu, power)` of the signal's power is left over as noise.

    The whole history of the filter is kept, 8 n bytes a sample: 10 seconds at 8 kHz with 32 taps
    take 20 MB.

    Parameters
    ----------
    primary : signal and noise, shape (n_samples,).
    reference : the noise where it comes from, shape (n_samples,).
    n_taps : length n of the filter in samples, at least 1.
    mu : step size μ, above 0.  Past 2 / ((n + 2) · power of a white Gaussian reference) the mean
        square of the output, over all runs, grows without limit.  A single run may go on for
        long, or for ever: with one tap it settles almost surely up to μ · power = 2.42, which is
        3.6 times the bound, where the mean of $\ln|1 - \mu x^2|$ becomes positive.  A run that
        overflows ends in inf.

    Raises
    ------
    ValueError : the sounds are not of one length, or an argument is not as above.

    Source: B. Widrow et al., "Adaptive noise cancelling: principles and applications",
    Proceedings of the IEEE 63 (1975), 1692-1716.  Chapter: LMS.
    """
    primary = shaped(primary, ("n_samples",), "primary")
    reference = shaped(reference, (len(primary),), "reference")
    history = lms(tapped_delay_line(reference, n_taps), primary, mu)
    return Cancellation(history.errors, history.weights)


class NoisySound(NamedTuple):
    """A sound made for a noise canceller, with what a canceller does not know.

    primary : signal + noise, shape (n_samples,).
    reference : the source of the noise, shape (n_samples,).
    signal : a melody, shape (n_samples,).
    noise : the reference filtered by the path, shape (n_samples,).
    path : the noise's way to the first microphone: what arrives of it 0, 1, ... samples later.
    rate : samples a second.
    """

    primary: Floats
    reference: Floats
    signal: Floats
    noise: Floats
    path: Floats
    rate: int


def noisy_sound(
    seconds: float = 4.0,
    rate: int = 8000,
    noise_power: float = 1.0,
    hum: float = 0.0,
    path: Any = _PATH,
    seed: int | np.random.Generator = 0,
) -> NoisySound:
    """Make a melody in noise, and a second sound that has only the noise's source.

    Parameters
    ----------
    seconds : length, above 0.
    rate : samples a second, at least 4000; 8000 to 16000 sounds well.
    noise_power : variance of the source's white Gaussian part, at least 0.  The melody's power
        is near 0.1.
    hum : amplitude of a hum of 50 Hz and its third harmonic in the source, at least 0.
    path : the filter between source and first microphone, shape (n,).
    seed : for the white part.
    """
    rate = count(rate, "rate", low=4000)
    n = max(1, round(number(seconds, "seconds", above=0) * rate))
    power = number(noise_power, "noise_power", low=0)
    loudness = number(hum, "hum", low=0)
    way = shaped(path, ("n",), "path").copy()
    t = np.arange(n) / rate
    source = np.sqrt(power) * generator(seed).normal(size=n)
    source += loudness * (np.sin(2 * np.pi * 50 * t) + 0.5 * np.sin(2 * np.pi * 150 * t))
    noise = np.convolve(source, way)[:n]
    signal = _melody(t)
    return NoisySound(signal + noise, source, signal, noise, way, rate)


def _melody(t: Floats) -> Floats:
    """Return plucked tones of two partials, one after the other, at the times t in seconds."""
    turn, within = np.divmod(t, _NOTE)
    semitones = np.take(_MELODY, turn.astype(np.intp), mode="wrap")
    angle = 2 * np.pi * _A4 * 2.0 ** (semitones / 12) * within
    # Each tone starts and ends at silence, so that no click is heard between two of them.
    loudness = np.sin(np.pi * within / _NOTE) ** 0.5
    tones: Floats = loudness * (0.5 * np.sin(angle) + 0.2 * np.sin(2 * angle))
    return tones
