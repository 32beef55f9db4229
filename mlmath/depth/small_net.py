r"""A net small enough to look at its loss: one input, two tanh units, one output, no biases.

$\hat y = v_1 \tanh(w_1 x) + v_2 \tanh(w_2 x)$, with the four weights in the order
$(w_1, w_2, v_1, v_2)$; the loss is half the mean squared error.  Many nets are evaluated at once.
"""

from typing import NamedTuple

import numpy as np

from mlmath.validation import Floats, shaped

UNITS = 2
X = np.linspace(-2, 2, 21)
TEACHER = np.array([3.0, 0.6, 1.0, -1.4])  # the net that made the data
Y = TEACHER[2] * np.tanh(TEACHER[0] * X) + TEACHER[3] * np.tanh(TEACHER[1] * X)


def outputs(weights: Floats, x: Floats = X) -> Floats:
    """Return the outputs (..., m) of nets with weights (..., 4) for inputs x (m,)."""
    w, v = weights[..., :UNITS], weights[..., UNITS:]
    found: Floats = (v[..., None] * np.tanh(w[..., None] * x)).sum(axis=-2)
    return found


def loss(weights: Floats, y: Floats = Y) -> Floats:
    """Return the loss of nets with weights (..., 4) on targets y at X, shape (...)."""
    found: Floats = ((outputs(weights) - y) ** 2).mean(axis=-1) / 2
    return found


def gradient(weights: Floats) -> Floats:
    """Return the gradient of the loss by the weights, both (..., 4)."""
    w, v = weights[..., :UNITS], weights[..., UNITS:]
    bent = np.tanh(w[..., None] * X)
    blame = ((v[..., None] * bent).sum(axis=-2) - Y)[..., None, :] / len(X)
    by_v = (blame * bent).sum(axis=-1)
    by_w = (blame * v[..., None] * (1 - bent**2) * X).sum(axis=-1)
    return np.concatenate([by_w, by_v], axis=-1)


def exchanged(weights: Floats) -> Floats:
    """Return the same net with its two units exchanged: other weights, equal outputs."""
    return weights[..., [1, 0, 3, 2]]


class Plane(NamedTuple):
    """A plane in the space of the weights: origin + s · across + t · up, all (4,)."""

    origin: Floats
    across: Floats
    up: Floats

    def at(self, places: Floats) -> Floats:
        """Return the weights (..., 4) at places (..., 2) of the plane."""
        s, t = places[..., :1], places[..., 1:]
        found: Floats = self.origin + s * self.across + t * self.up
        return found

    def places(self, weights: Floats) -> Floats:
        """Return where weights (..., 4) lie, seen at a right angle to the plane: (..., 2)."""
        axes = np.stack([self.across, self.up], axis=1)
        found: Floats = (weights - self.origin) @ np.linalg.pinv(axes).T
        return found


def incoming_plane() -> Plane:
    """Return the plane of the two first weights, the output weights held at the teacher's."""
    return Plane(np.array([0.0, 0.0, *TEACHER[2:]]), np.eye(4)[0], np.eye(4)[1])


def between_plane(seed: int) -> Plane:
    """Return the plane through the teacher (-1, 0) and its exchange (1, 0), up in a random way."""
    middle = (TEACHER + exchanged(TEACHER)) / 2
    across = exchanged(TEACHER) - middle
    up = np.random.default_rng(seed).normal(size=4)
    up -= across * (up @ across) / (across @ across)
    return Plane(middle, across, up * np.linalg.norm(across) / np.linalg.norm(up))


def random_plane(seed: int) -> Plane:
    """Return a plane through the teacher along two random directions, normalized by unit.

    Each unit's part of a direction gets the length that the unit's own weights have, as in the
    filter normalization of Li et al. (2018); the second direction is turned to a right angle with
    the first.
    """
    rng = np.random.default_rng(seed)
    parts = [[0, 2], [1, 3]]  # w and v of each unit

    def direction() -> Floats:
        d = rng.normal(size=4)
        for part in parts:
            d[part] *= np.linalg.norm(TEACHER[part]) / np.linalg.norm(d[part])
        return d

    across, up = direction(), direction()
    length = np.linalg.norm(up)
    up = up - across * (up @ across) / (across @ across)
    return Plane(TEACHER.copy(), across, up * (length / np.linalg.norm(up)))


def hill(weights: Floats) -> float:
    """Return the loss halfway between a net and its exchange, less that of the net."""
    weights = shaped(weights, (4,), "weights")
    return float(loss((weights + exchanged(weights)) / 2) - loss(weights))
