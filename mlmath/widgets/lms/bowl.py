"""The bowl: the squared error over two weights, and LMS, steepest descent and w° on it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from mlmath.lms import (
    gaussian_learning_curve,
    gaussian_misadjustment,
    gaussian_stability_bound,
    lms,
    mean_stability_bound,
    mean_weights,
)
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, player, seed, toggle

STEPS = 150
RUNS = 200
NOISE = 0.25  # the least mean squared error
GOAL = np.array([1.0, 0.5])  # w°
START = np.array([-1.6, 1.6])
TOGETHER = {"round": 0.0, "long": 0.8}  # how much the two inputs go together
CLIP = 1e4


@dataclass(frozen=True)
class BowlInputs(Inputs):
    """The step size, the shape of the bowl, the steps made; the bounds wait to be asked for."""

    step: int = player(STEPS, label="Steps made", high=STEPS, limit="steps")
    mu: float = number(0.1, label="Step size μ", low=0.01, high=2.2, step=0.01)
    shape: str = choice(
        "round", label="The bowl", options={"round": "round", "long": "long and narrow"}
    )
    marked: bool = toggle(False, label="Show the bounds")
    draw: int = seed(3, label="Seed of the samples")


def covariance(shape: str) -> Floats:
    """Return R: both inputs have variance 1, and go together or not."""
    r = TOGETHER[shape]
    return np.array([[1.0, r], [r, 1.0]])


@lru_cache(maxsize=4)
def samples(shape: str, draw: int) -> tuple[Floats, Floats]:
    """Return inputs (STEPS, 2, RUNS) and targets (STEPS, RUNS) of all runs."""
    rng = np.random.default_rng([draw, 11])
    X = np.linalg.cholesky(covariance(shape)) @ rng.normal(size=(STEPS, 2, RUNS))
    return X, GOAL @ X + np.sqrt(NOISE) * rng.normal(size=(STEPS, RUNS))


def mean_errors(X: Floats, y: Floats, mu: float) -> Floats:
    """Return the squared error at each step, averaged over the runs, all of which go at once."""
    w = np.repeat(START[:, None], X.shape[2], axis=1)
    squares = np.empty_like(y)
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(len(y)):
            e = y[k] - w[0] * X[k, 0] - w[1] * X[k, 1]
            squares[k] = e * e
            w += mu * e * X[k]
        return np.asarray(squares.mean(axis=1))


def compute(inputs: BowlInputs) -> Outputs:
    """Return what `walked` does; steps made and marks change nothing but the picture."""
    return dict(walked(inputs.mu, inputs.shape, inputs.draw))


@lru_cache(maxsize=4)  # so that a step of the player costs nothing more
def walked(mu: float, shape: str, draw: int) -> Outputs:
    """Return the paths over the bowl, the errors by simulation and by the law, and the bounds."""
    R = covariance(shape)
    X, y = samples(shape, draw)
    first = X[:, :, 0]
    path = lms(first, y[:, 0], mu, START).weights
    mean = mean_weights(R, GOAL, mu, STEPS, START)
    seen = mean_errors(X, y, mu)
    law = gaussian_learning_curve(R, mu, NOISE, START - GOAL, STEPS - 1)
    longest = float((first**2).sum(axis=1).max())
    bounds = [2 / longest, gaussian_stability_bound(R), mean_stability_bound(R)]
    return {
        "path": _sent(path),
        "descent": _sent(mean),
        "seen": _sent(seen, 1e8),
        "law": _sent(law, 1e8),
        "R": _sent(R),
        "goal": _sent(GOAL),
        "bounds": _sent(np.array(bounds)),
        "least": NOISE,
        "steps": STEPS,
        "summary": summary(mu, bounds, seen, NOISE * (1 + gaussian_misadjustment(R, mu))),
    }


def _sent(values: Floats, most: float = CLIP) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Return values as they are sent, those out of sight at the edge; they are kept as they are."""
    finite = np.nan_to_num(values, nan=most, posinf=most, neginf=-most)
    sent = np.ascontiguousarray(np.clip(finite, -most, most), dtype=np.float32)
    sent.flags.writeable = False
    return sent


def summary(mu: float, bounds: list[float], seen: Floats, settled: float) -> str:
    """Return in a sentence what the error does at this step size."""
    if mu >= bounds[2]:
        return (
            f"μ = {mu:.2f} lies past all three bounds: even the mean of the weights runs away, "
            "and so does steepest descent."
        )
    if mu >= bounds[1]:
        return (
            f"μ = {mu:.2f} lies past the second bound: the mean of the weights settles, "
            "and yet the mean squared error grows without limit, carried by ever fewer runs."
        )
    end = float(np.mean(seen[-50:]))
    past = "past the first bound, so that some steps make their own error larger" * (mu > bounds[0])
    where = past or "below all three bounds"
    return (
        f"μ = {mu:.2f} lies {where}. The last 50 squared errors of {RUNS} runs are {end:.2f} on "
        f"average; in the long run the law says {settled:.2f}, and the least possible is {NOISE}."
    )


WIDGET = Widget(
    name="lms.bowl",
    title="The bowl",
    help="Set the step size with the slider; the ruler under the picture shows where it lies, and "
    "the three bounds once you ask for them. "
    "The player goes through the steps of one run. Choose the shape of the bowl, or other samples.",
    inputs=BowlInputs,
    view=Path(__file__).with_suffix(".js"),
    compute=compute,
    longest="μ = 0.00 lies past the first bound, so that some steps make their own error larger. "
    "The last 50 squared errors of 200 runs are 00.00 on average; in the long run the law says "
    "00.00, and the least possible is 0.25.",
)
