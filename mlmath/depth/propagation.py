r"""How strong a signal is, layer by layer, on its way forward and on its way back.

Layer l makes $z^l = W^l a^{l-1}$ and $a^l = \varphi(z^l)$, with weights from $N(0, s/n)$ where n is
the number of inputs of a unit.  The strength of a signal is its second moment, the mean of its
squares over units and samples.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.depth.bends import BENDS
from mlmath.validation import Floats, choice, count, generator, number

TINY = 1e-30  # a layer whose sums are all zero is not divided by zero
SAMPLES = 8


class Passage(NamedTuple):
    r"""Strengths along a net of L layers.

    forward : second moment of $a^0, \dots, a^L$, shape (L + 1,).
    backward : of the blame of $a^0, \dots, a^L$, which is random at the end, shape (L + 1,).
    signals : one sample's $a^0, \dots, a^L$, shape (L + 1, width); empty for a prediction.
    alike : the mean cosine of two samples' signals at the end; 0 for a prediction.
    """

    forward: Floats
    backward: Floats
    signals: Floats
    alike: float = 0.0


@lru_cache(maxsize=4)
def drawn(width: int, depth: int, seed: int) -> tuple[NDArray[np.float32], Floats, Floats]:
    """Return weights from N(0, 1), (depth, width, width), inputs and blame, (width, SAMPLES)."""
    rng = generator(seed)
    weights = rng.standard_normal((depth, width, width), dtype=np.float32)
    first = rng.normal(size=(width, SAMPLES))
    first /= np.sqrt((first**2).mean())
    last = rng.normal(size=(width, SAMPLES))
    last /= np.sqrt((last**2).mean())
    return weights, first, last


def measure(
    bend: str, scale: float, width: int, depth: int, residual: bool = False,
    normalize: bool = False, seed: int = 0,
) -> Passage:  # fmt: skip
    r"""Send random inputs forward through a random net, and random blame back.

    Parameters
    ----------
    bend : a name among `BENDS`.
    scale : s, the variance of a weight times the number of inputs of a unit; 2 is He's.
    width, depth : units of a layer, layers.
    residual : whether a layer adds to what it was given, $a^l = a^{l-1} + \varphi(z^l)$.
    normalize : whether the sums of each sample get mean 0 and variance 1 before the bend.
    seed : equal seeds give equal nets.
    """
    phi, slope = BENDS[choice(bend, "bend", tuple(BENDS))]
    width, depth = count(width, "width"), count(depth, "depth")
    normal, a, g = drawn(width, depth, int(seed))
    # All in float32: a signal that has vanished is below its range, and reads zero.
    factor = np.float32(np.sqrt(number(scale, "scale", low=0) / width))
    a, g = a.astype(np.float32), g.astype(np.float32)
    signals, bent, spreads = [a], [], []
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        for W in normal:
            z = factor * (W @ a)
            if normalize:
                z, spread = _normalized(z)
                spreads.append(spread)
            bent.append(z)
            a = phi(z) + a if residual else phi(z)
            signals.append(a)
        blames = [g]
        for layer in reversed(range(depth)):
            d = slope(bent[layer]) * g
            if normalize:
                d = _through_norm(d, bent[layer], spreads[layer])
            back = factor * (normal[layer].T @ d)
            g = back + g if residual else back
            blames.append(g)
    one = np.array([s[:, 0] for s in signals])
    return Passage(_moments(signals), _moments(blames[::-1]), one, _alike(a))


def predict(
    bend: str, scale: float, depth: int, residual: bool = False, normalize: bool = False
) -> Passage:
    r"""Return the strengths that wide layers have, where sums are as good as normal.

    With $z \sim N(0, s\,q)$ for a strength q of the layer before: forward
    $q \leftarrow E\,\varphi(z)^2$, and back the strength is multiplied by $s\,E\,\varphi'(z)^2$.

    Source: for ReLU, K. He, X. Zhang, S. Ren and J. Sun, ICCV (2015), 1026-1034, equations 9 and
    14; for other bends, B. Poole and others, NeurIPS (2016), equation 3, and S. S. Schoenholz and
    others, ICLR (2017), equation 5.  That blame meets slopes that know nothing of it is an
    assumption there.
    """
    phi, slope = BENDS[choice(bend, "bend", tuple(BENDS))]
    s = number(scale, "scale", low=0)
    q, mean = 1.0, 0.0  # of a signal: second moment, mean over units
    forward, gains = [q], []
    for _ in range(count(depth, "depth")):
        spread = s * q
        z = NODES * (1.0 if normalize else np.sqrt(spread))
        first, second = WEIGHTS @ phi(z), WEIGHTS @ phi(z) ** 2
        gain = s * (WEIGHTS @ slope(z) ** 2)
        if normalize:
            gain /= max(spread, TINY)
        gains.append(1 + gain if residual else gain)
        q = q + second + 2 * mean * first if residual else second
        mean = mean + first if residual else first
        forward.append(float(q))
    backward = np.cumprod([1.0, *gains[::-1]])[::-1]
    return Passage(np.array(forward), np.array(backward), np.zeros((0, 0)))


# The mean over N(0, 1) of a function with a kink at 0, by the midpoints of 4,000 equal steps.
_EDGES = np.linspace(-10, 10, 4001)
NODES = (_EDGES[1:] + _EDGES[:-1]) / 2
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()


def _normalized(z: Floats) -> tuple[Floats, Floats]:
    z = z - z.mean(axis=0)
    spread: Floats = np.sqrt((z**2).mean(axis=0) + np.float32(TINY))
    return z / spread, spread


def _through_norm(d: Floats, z: Floats, spread: Floats) -> Floats:
    """Return the blame of what was normalized to z, from the blame d of z."""
    found: Floats = (d - d.mean(axis=0) - z * (d * z).mean(axis=0)) / spread
    return found


def _alike(a: Floats) -> float:
    """Return the mean cosine between samples, columns of a; 0 where a has vanished."""
    lengths = np.linalg.norm(a.astype(float), axis=0)
    if not (lengths > 0).all() or not np.isfinite(lengths).all():
        return 0.0
    unit = a / lengths
    n = a.shape[1]
    return float(((unit.T @ unit).sum() - n) / (n * (n - 1)))


def _moments(list_: list[Floats]) -> Floats:
    return np.array([(a.astype(float) ** 2).mean() for a in list_])
