"""A voice that sings without words: a tune of our own, made from its overtones."""

from functools import cache

import numpy as np

from mlmath.validation import Floats

RATE = 8000  # samples a second, as on a telephone
SECONDS = 3.0
_A3 = 220.0  # Hz
_TUNE = (0, 3, 7, 5, 3, 8, 7, 0)  # semitones above A3, of equal length
# The vowel "ah": where the throat and the mouth resonate, how wide, how loud (Hz, Hz, share).
_FORMANTS = ((700.0, 110.0, 1.0), (1150.0, 130.0, 0.5), (2600.0, 200.0, 0.15))
_HIGHEST = 3500.0  # Hz; no overtone reaches half the rate
POWER = 0.4  # the mean of its squares


@cache
def voice() -> Floats:
    r"""Return the voice, shape (RATE * SECONDS,), of mean power `POWER`.

    .. math:: v(t) = a(t) \sum_k g(k f(t)) \sin(k \varphi(t)), \qquad \dot\varphi = 2\pi f

    The pitch f glides from note to note and trembles five times a second; overtone k is as loud
    as the resonances g let it be; a is the breath, which rises and falls with each note.
    """
    n = int(RATE * SECONDS)
    t = np.arange(n) / RATE
    length = SECONDS / len(_TUNE)
    turn = np.minimum((t / length).astype(int), len(_TUNE) - 1)
    within = t - turn * length
    before = np.array([_TUNE[0], *_TUNE[:-1]])[turn]
    glide = np.clip(within / 0.06, 0, 1)  # the first 60 ms of a note come from the note before
    tone = before + (np.array(_TUNE)[turn] - before) * (glide**2 * (3 - 2 * glide))
    tone = tone + 0.25 * np.sin(2 * np.pi * 5 * t)
    pitch = _A3 * 2.0 ** (tone / 12)
    turning = np.exp(2j * np.pi * np.cumsum(pitch) / RATE)
    sound = np.zeros(n)
    overtone = np.ones(n, complex)
    for k in range(1, int(_HIGHEST / pitch.min()) + 1):
        overtone *= turning
        high = k * pitch
        loudness = sum(
            share / (1 + ((high - middle) / wide) ** 2) for middle, wide, share in _FORMANTS
        )
        loudness = (loudness + 0.3 / k) * np.clip((_HIGHEST - high) / 300, 0, 1)
        sound += loudness * overtone.imag
    breath = 0.35 + 0.65 * np.sin(np.pi * np.clip(within / length, 0, 1)) ** 0.7
    sound *= breath * np.clip(np.minimum(t, SECONDS - t) / 0.04, 0, 1)
    sound *= np.sqrt(POWER / np.mean(sound**2))
    sound.flags.writeable = False
    return sound
