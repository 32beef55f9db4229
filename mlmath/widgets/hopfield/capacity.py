"""How much fits: networks filled with more and more random patterns, one dot each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mlmath.hopfield import (
    Hopfield,
    capacity_overlap,
    corrupt,
    critical_capacity,
    one_step_error,
    overlap,
    perceptron_weights,
    random_patterns,
    recall,
)
from mlmath.hopfield.capacity import KEPT
from mlmath.validation import Floats
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, number, seed
from mlmath.words import counted

ROUNDS = 12  # networks at each load
# In one call, by the number of neurons: networks, and rounds of learning.
HEBBIAN = {50: 14, 100: 14, 200: 4}
PROJECTED = {50: 7, 100: 3, 200: 1}
PIECE = {50: 60, 100: 20, 200: 5}
LEARNING = 1200  # rounds of learning at most
HEBB = np.round(np.arange(0.02, 0.3, 0.02), 2)
WIDE = np.round(np.arange(0.1, 2.11, 0.1), 2)
RULES = {"hebb": "Hebb's rule", "projection": "the projection", "perceptron": "perceptrons"}
LIMITS = {"projection": 1.0, "perceptron": 2.0}


@dataclass(frozen=True)
class CapacityInputs(Inputs):
    """The rule that makes the weights, how many neurons, where they begin, and the seed."""

    rule: str = choice("hebb", label="Stored by", options=RULES)
    neurons: str = choice(
        "100", label="Neurons N", options={"50": "50", "100": "100", "200": "200"}
    )
    noise: float = number(0.0, label="Bits reversed at the start", low=0.0, high=0.3, step=0.05)
    draw: int = seed(0, label="Seed")


class State(NamedTuple):
    """What has been run so far, and where learning stands."""

    inputs: CapacityInputs
    rng: np.random.Generator
    alphas: list[float]
    overlaps: list[float]
    patterns: Floats | None
    weights: Floats | None
    learned: int


def loads(rule: str) -> Floats:
    """Return the patterns per neuron that a rule is tried at."""
    return HEBB if rule == "hebb" else WIDE


def start(inputs: CapacityInputs) -> State:
    """Begin without any network."""
    rng = np.random.default_rng([inputs.draw, 138])
    return State(inputs, rng, [], [], None, None, 0)


def advance(state: State) -> tuple[State, Outputs]:
    """Run some more: one network at each load, or a piece of learning where it is learned."""
    every = loads(state.inputs.rule)
    done = len(state.alphas) >= ROUNDS * len(every)
    if not done and state.inputs.rule == "perceptron":
        state = _learn_some(state, every)
    elif not done:
        n = int(state.inputs.neurons)
        for _ in range((HEBBIAN if state.inputs.rule == "hebb" else PROJECTED)[n]):
            if len(state.alphas) < ROUNDS * len(every):
                state = _run_one(state, every)
    return state, outputs(state)


def _next(state: State, every: Floats) -> Floats:
    alpha = float(every[len(state.alphas) % len(every)])
    n = int(state.inputs.neurons)
    return random_patterns(max(1, round(alpha * n)), n, state.rng)


def _run_one(state: State, every: Floats) -> State:
    xi = _next(state, every)
    storage = "hebbian" if state.inputs.rule == "hebb" else "pseudo-inverse"
    return _recalled(state, xi, Hopfield(storage).fit(xi).weights_)


def _learn_some(state: State, every: Floats) -> State:
    xi = _next(state, every) if state.patterns is None else state.patterns
    piece = PIECE[int(state.inputs.neurons)]
    found = perceptron_weights(xi, piece, state.weights)
    learned = state.learned + found.rounds
    if found.holds.all() or learned >= LEARNING:
        return _recalled(state, xi, found.weights)
    return state._replace(patterns=xi, weights=found.weights, learned=learned)


def _recalled(state: State, xi: Floats, W: Floats) -> State:
    """Begin near the first pattern, settle, and note what is left of it.

    A network without weights, as the projection makes where the patterns leave no room, keeps any
    state and recalls none: what it keeps of a random state is noted.
    """
    begin = corrupt(xi[0], state.inputs.noise, state.rng)
    if not W.any():
        begin = random_patterns(1, xi.shape[1], state.rng)[0]
    settled = recall(W, begin, seed=state.rng, max_sweeps=30)
    m = float(overlap(xi[0], settled.state))
    return state._replace(
        alphas=[*state.alphas, len(xi) / xi.shape[1]],
        overlaps=[*state.overlaps, m],
        patterns=None,
        weights=None,
        learned=0,
    )


def outputs(state: State) -> Outputs:
    """Return the dots so far, and the curves that they are compared with."""
    rule, n = state.inputs.rule, int(state.inputs.neurons)
    every = loads(rule)
    alpha_c, theory, one_step = _theory()
    wanted = ROUNDS * len(every)
    return {
        "alphas": np.array(state.alphas, np.float32),
        "overlaps": np.array(state.overlaps, np.float32),
        "theory": theory,
        "one_step": one_step,
        "limit": alpha_c if rule == "hebb" else LIMITS[rule],
        "reach": 0.3 if rule == "hebb" else 2.2,
        "rule": rule,
        "wanted": wanted,
        "done": len(state.alphas) >= wanted,
        "summary": _summary(state, n, wanted),
    }


@cache
def _theory() -> tuple[float, np.ndarray, np.ndarray]:
    """Return the critical capacity, and the curves of theory and of the first step alone.

    Every picture shows the same ones, and they cost more than a network.
    """
    a = np.linspace(0.002, 0.3, 150)
    alpha_c, m_c = critical_capacity()
    below = a[a < alpha_c]
    theory = _pairs([*below, alpha_c], [*capacity_overlap(below), m_c])
    return alpha_c, theory, _pairs(a, 1 - 2 * one_step_error(a))


def _pairs(x: Any, y: Any) -> np.ndarray:
    return np.ascontiguousarray(np.stack([x, y], axis=1), np.float32)


def _summary(state: State, n: int, wanted: int) -> str:
    m, a = np.array(state.overlaps), np.array(state.alphas)
    begin = f"{counted(len(m), 'network')} of {wanted}, {n} neurons, {RULES[state.inputs.rule]}"
    if not len(m):
        return f"{begin}: learning."
    kept = m >= KEPT
    last = float(a[kept].max()) if kept.any() else 0.0
    return (
        f"{begin}: {int(kept.sum())} kept their memory (overlap at least {KEPT}), "
        f"the fullest of these with {last:.2f} memories per neuron."
    )


WIDGET = Widget(
    name="hopfield.capacity",
    title="How much fits",
    help=(
        "Play runs networks with more and more random memories. Each begins in one of its memories "
        "and is left to settle; its dot shows how much of the memory is left. Choose how the "
        "memories are stored, how many neurons there are, and the seed."
    ),
    inputs=CapacityInputs,
    view=Path(__file__).with_suffix(".js"),
    start=start,
    advance=advance,
    longest=(
        "252 networks of 252, 200 neurons, the projection: 252 kept their memory (overlap at "
        "least 0.8), the fullest of these with 2.10 memories per neuron."
    ),
)
