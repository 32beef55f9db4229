"""A net far larger than its data needs, on noisy points of a curve: it can fit the noise too."""

from dataclasses import dataclass, field

import numpy as np

from mlmath.autodiff import no_grad
from mlmath.backprop import MLP
from mlmath.optimizers import Adam
from mlmath.validation import Floats, count, generator, number

NOISE = 0.3
HELD_OUT = 200
WIDTH = 40
RATE = 0.01


def curve(x: Floats) -> Floats:
    """Return the curve without noise, one wave over [-1, 1]."""
    found: Floats = np.sin(np.pi * x)
    return found


@dataclass
class Fitting:
    """A net at work on n points, and points held out: `step` changes it in place.

    train, held : mean squared errors after 0, 1, ... calls of `step`.
    best : the number of the call after which the held-out error was least.
    """

    net: MLP
    walker: Adam
    X: Floats
    y: Floats
    X_held: Floats
    y_held: Floats
    best_state: dict[str, Floats]
    train: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    best: int = 0
    shown: bool = False  # whether a picture has been made of it

    def step(self, updates: int) -> None:
        """Take so many updates on all points, then measure both errors."""
        self.net.train()
        for _ in range(updates):
            self.walker.zero_grad()
            self.net.loss(self.X, self.y).backward()
            self.walker.step()
        self.measure()

    def measure(self) -> None:
        """Append both errors, and keep the weights where the held-out error is the least so far."""
        self.train.append(float(((self.outputs(self.X) - self.y) ** 2).mean()))
        self.held.append(float(((self.outputs(self.X_held) - self.y_held) ** 2).mean()))
        if self.held[-1] <= min(self.held):
            self.best = len(self.held) - 1
            self.best_state = self.net.state_dict()

    def outputs(self, X: Floats) -> Floats:
        """Return the outputs for inputs (m, 1), nothing dropped."""
        found: Floats = self.net.predict(X)[:, 0]
        return found

    def best_outputs(self, X: Floats) -> Floats:
        """Return the outputs with the weights that were best on the points held out."""
        now = self.net.state_dict()
        self.net.load_state_dict(self.best_state)
        with no_grad():
            found = self.outputs(X)
        self.net.load_state_dict(now)
        return found


def begin(n: int, decay: float = 0.0, dropout: float = 0.0, seed: int = 0) -> Fitting:
    """Return a net of two layers of 40 tanh units before its first step, and its points.

    Parameters
    ----------
    n : points to learn from.
    decay : λ of the penalty on the weights.
    dropout : probability with which a hidden unit is silent in training.
    seed : of points, noise and first weights.
    """
    rng, n = generator(seed), count(n, "n", low=2)
    X = rng.uniform(-1, 1, (n, 1))
    y = curve(X[:, 0]) + NOISE * rng.normal(size=n)
    X_held = rng.uniform(-1, 1, (HELD_OUT, 1))
    y_held = curve(X_held[:, 0]) + NOISE * rng.normal(size=HELD_OUT)
    net = MLP(
        (1, WIDTH, WIDTH, 1), "tanh", l2=number(decay, "decay", low=0), dropout=dropout, seed=rng
    )
    # Units that bend all over the interval, and steeply enough for details.
    first = net.layers[0]
    first.weight.data[...] = rng.normal(scale=4, size=first.weight.shape)
    first.bias.data[...] = rng.uniform(-4, 4, first.bias.shape)
    walker = Adam(net.parameters(), RATE)
    found = Fitting(net, walker, X, y, X_held, y_held, net.state_dict())
    found.measure()
    return found
