r"""Narrow nets: a plane, layers of two or three tanh units, and one line or plane at the end.

A layer does $a \mapsto \tanh(W a + b)$; at the end stands the score $v \cdot a + v_0$, whose sign
is the answer.  They are small enough to be drawn whole, layer by layer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mlmath.validation import Floats, choice, count, generator

RATE, KEEP, KEEP_SQUARE = 0.05, 0.9, 0.99  # of Adam
PULL = 0.003  # toward the first weights: without it, layers press all places onto a line
GAIN = 1.5  # of the first weights, which turn and stretch by so much
# Weights are kept to so many binary places: what machines round differently in a step is gone
# before the next one can magnify it, and each trains the same nets.
PLACES = 24


class Labeled(NamedTuple):
    """Points of the plane (n, 2) and their labels, +1 or -1."""

    X: Floats
    y: Floats


def two_rings(n: int = 40) -> Labeled:
    """Return n points on a circle of radius 1/2, labels +1, and n around it on one of radius 1."""
    n = count(n, "n", low=3)
    turn = 2 * np.pi * np.arange(n) / n
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Labeled(np.concatenate([circle / 2, circle]), np.repeat([1.0, -1.0], n))


def two_crescents(n: int = 40) -> Labeled:
    """Return n points on each of two half circles, one open below and one above, that interlock."""
    n = count(n, "n", low=2)
    turn = np.linspace(0, np.pi, n)
    upper = np.stack([np.cos(turn) - 0.5, np.sin(turn) - 0.25], axis=1)
    return Labeled(0.7 * np.concatenate([upper, -upper]), np.repeat([1.0, -1.0], n))


SHAPES = {"rings": two_rings, "crescents": two_crescents}


@dataclass(frozen=True)
class Narrow:
    """One net.

    Parameters
    ----------
    layers : W (units, inputs) and b (units,) of each layer.
    v, v0 : of the score at the end, v · a + v₀.
    """

    layers: tuple[tuple[Floats, Floats], ...]
    v: Floats
    v0: float

    def representations(self, X: Floats) -> list[Floats]:
        """Return the points as each layer has them: X itself, then what each layer makes of it."""
        return _forward(self.layers, X)

    def score(self, X: Floats) -> Floats:
        """Return v · a + v₀ of each point, where a is what the last layer makes of it."""
        score: Floats = self.representations(X)[-1] @ self.v + self.v0
        return score

    def right(self, data: Labeled) -> int:
        """Return how many points have a score with the sign of their label."""
        return int((data.y * self.score(data.X) > 0).sum())

    def upright(self) -> "Narrow":
        """Return a net with the same scores whose square layers do not mirror.

        Where det W < 0, one unit is replaced by its negative, and what reads it by the negative
        of that: tanh(-z) = -tanh z, so that nothing else changes.
        """
        layers = [(W.copy(), b.copy()) for W, b in self.layers]
        v = self.v.copy()
        for i, (W, b) in enumerate(layers):
            if W.shape[0] == W.shape[1] and np.linalg.det(W) < 0:
                W[-1] *= -1
                b[-1] *= -1
                reader = layers[i + 1][0] if i + 1 < len(layers) else v[None]
                reader[:, -1] *= -1
        return Narrow(tuple(layers), v, self.v0)


class History(NamedTuple):
    """Nets after 0, every, 2 · every, ... updates, and the cross-entropy of each."""

    nets: tuple[Narrow, ...]
    losses: Floats


@lru_cache(maxsize=16)
def trained(
    shape: str, units: int, layers: int, seed: int, updates: int = 400, every: int = 10
) -> History:
    r"""Train a narrow net by Adam on all points at once.

    The loss is the mean of $\ln(1 + e^{-y s})$ over points with label y and score s, the
    cross-entropy of a sigmoid output, and PULL/2 times the squared distance from the first weights
    and biases.  The first weights of a layer turn the plane or space by chance and stretch it by
    GAIN; the biases begin at 0.

    Parameters
    ----------
    shape : "rings" or "crescents".
    units : of each layer.
    layers : how many.
    seed : of the first weights; equal seeds give equal nets.
    updates : how many.
    every : after so many updates a net is kept.
    """
    data = SHAPES[choice(shape, "shape", tuple(SHAPES))]()
    sizes = [2, *[count(units, "units")] * count(layers, "layers"), 1]
    rng = generator(seed)
    theta, views = _flat(sizes)
    for W, _ in views:
        W[...] = GAIN * _turn(rng, max(W.shape))[: W.shape[0], : W.shape[1]]
    theta[...] = _kept(theta)
    first = theta.copy()
    slopes, parts = _flat(sizes)
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    nets, losses = [], []
    for step in range(count(updates, "updates", low=0) + 1):
        loss = _backward(data, views, parts)
        slopes += PULL * (theta - first)
        if step % every == 0:
            nets.append(_net(views))
            losses.append(loss)
        mean += (1 - KEEP) * (slopes - mean)
        square += (1 - KEEP_SQUARE) * (slopes * slopes - square)
        size = np.sqrt(square / (1 - KEEP_SQUARE ** (step + 1))) + 1e-8
        theta[...] = _kept(theta - RATE / (1 - KEEP ** (step + 1)) * mean / size)
    return History(tuple(nets), np.array(losses))


def _turn(rng: np.random.Generator, side: int) -> Floats:
    """Return rows of length 1 at right angles, by Gram and Schmidt from normal ones.

    A library's own decomposition may choose other signs on another machine.
    """
    rows: list[Floats] = []
    for row in rng.normal(size=(side, side)):
        for other in rows:
            row = row - (row @ other) * other
        rows.append(row / np.sqrt(row @ row))
    return np.array(rows)


def _kept(theta: Floats) -> Floats:
    """Return the numbers to PLACES binary places."""
    return np.asarray(np.ldexp(np.round(np.ldexp(theta, PLACES)), -PLACES))


def _flat(sizes: list[int]) -> tuple[Floats, list[tuple[Floats, Floats]]]:
    """Return one array for all weights and biases, and the views of it that are W and b."""
    theta = np.zeros(sum((a + 1) * b for a, b in pairwise(sizes)))
    views, start = [], 0
    for a, b in pairwise(sizes):
        W = theta[start : start + a * b].reshape(b, a)
        views.append((W, theta[start + a * b : start + a * b + b]))
        start += (a + 1) * b
    return theta, views


def _forward(layers: Sequence[tuple[Floats, Floats]], X: Floats) -> list[Floats]:
    """Return X, and what each layer makes of it."""
    places = [X]
    for W, b in layers:
        places.append(np.tanh(places[-1] @ W.T + b))
    return places


def _backward(
    data: Labeled, views: list[tuple[Floats, Floats]], parts: list[tuple[Floats, Floats]]
) -> float:
    """Write the slopes of the loss into `parts`, and return the loss."""
    places = _forward(views[:-1], data.X)
    V, c = views[-1]
    margin = data.y * (places[-1] @ V[0] + c[0])
    back = (-data.y / (1 + np.exp(margin)) / len(margin))[:, None]
    for (W, _), (dW, db), a in zip(views[::-1], parts[::-1], places[::-1], strict=True):
        np.matmul(back.T, a, out=dW)
        back.sum(axis=0, out=db)
        back = back @ W * (1 - a * a)
    return float(np.logaddexp(0, -margin).mean())


def _net(views: list[tuple[Floats, Floats]]) -> Narrow:
    layers = tuple((W.copy(), b.copy()) for W, b in views[:-1])
    return Narrow(layers, views[-1][0][0].copy(), float(views[-1][1][0]))
