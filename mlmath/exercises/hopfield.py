"""Checks for the exercises of the chapter Networks that remember."""

from itertools import product
from typing import Any

import numpy as np

from mlmath.autodiff import functional as F
from mlmath.exercises.result import (
    Example,
    Result,
    Wrong,
    call,
    checked,
    describe,
    number,
    run,
    vector,
    whole,
)  # fmt: skip
from mlmath.hopfield import energy, recall
from mlmath.validation import Floats

# For pencil and paper.
STORED = np.array([[1, 1, -1, 1], [1, -1, -1, -1]])
PAIRS = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
RIVALS = np.array([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])


def check_store(weights: Any, change: Any) -> Result:
    """Check two patterns stored by hand in whole weights, and what one reversal does to E."""
    W = STORED.T @ STORED - 2 * np.eye(4)
    right = np.array([W[i, j] for i, j in PAIRS])

    def check() -> str:
        w, dE = vector(weights, 6, "weights", "a list of six weights"), number(change)
        example = Example("weights", describe(w))
        if np.allclose(w, -right):
            hint = "Neurons that agree in a pattern support each other: their product is +1."
            raise Wrong("All signs are reversed.", example, hint)
        if np.allclose(w, STORED[0][[i for i, _ in PAIRS]] * STORED[0][[j for _, j in PAIRS]]):
            raise Wrong("Only the first pattern is stored.", example, "Add the second's products.")
        if np.allclose(w, right / 4):
            raise Wrong("These are divided by N.", example, "Here whole weights are asked for.")
        for k, (i, j) in enumerate(PAIRS):
            if not np.isclose(w[k], right[k]):
                hint = "Multiply the two signs within each pattern, and add the two products."
                raise Wrong(f"The weight between {i + 1} and {j + 1} is not right.", example, hint)
        s = np.ones(4)
        wanted = float(energy(W, s * [1, 1, -1, 1]) - energy(W, s))
        if np.isclose(dE, wanted / 2):
            raise Wrong("That is the field of neuron 3.", None, "The change is 2 s h.")
        if np.isclose(dE, -wanted):
            raise Wrong("The energy goes the other way.", None, "The field pulls neuron 3 down.")
        if not np.isclose(dE, wanted):
            raise Wrong("The weights are right, the change of the energy is not.", None,
                        "Find the field of neuron 3 first.")  # fmt: skip
        return "Right: the field is −2, and twice that is the change."

    return checked("store", (weights, change), check)


def check_rivals(start: Any, resting: Any) -> Result:
    """Check three neurons that repel each other: a start without rest, and the states at rest."""

    def after(s: Floats) -> Floats:
        return recall(RIVALS, s, "synchronous", max_sweeps=1).state

    def check() -> str:
        s = vector(start, 3, "start", "a list of three signs")
        if not np.isin(s, (-1, 1)).all():
            raise Wrong("A state holds only −1 and +1.", Example("start", describe(s)))
        count = whole(resting)
        first = after(s)
        if not (after(first) == s).all() or (first == s).all():
            example = Example(f"all at once from {describe(s)}", describe(first))
            hint = "After two steps it must be what it was, and after one it must not."
            raise Wrong("From there it comes to rest.", example, hint)
        right = int((_held(RIVALS) >= 0).all(axis=1).sum())
        if count == 8 - right:
            raise Wrong("That many are not at rest.", None, "How many of the eight are left?")
        if count == right // 2:
            hint = "If a state rests, what about the one with all signs reversed?"
            raise Wrong("Only half of them.", None, hint)
        if count != right:
            hint = "Take a state with two equal neurons and a third, and find its three fields."
            raise Wrong(f"It is not {count}.", None, hint)
        return "Right: a lone neuron pulls each of the other two its own way, and there they stay."

    return checked("rivals", (start, resting), check)


def check_load(load: Any, memories: Any) -> Result:
    """Check the load at which one bit in a thousand is lost at once, and what it is for 400."""
    right = 1 / 3.09**2

    def check() -> str:
        alpha, count = number(load), whole(memories)
        example = Example("load", f"{alpha:g}")
        if np.isclose(alpha, 1 / 3.09, rtol=0.01):
            raise Wrong("That is the spread.", example, "The noise has the spread √α.")
        if np.isclose(alpha, 3.09**2, rtol=0.01):
            raise Wrong(
                "It is upside down.", example, "The spread fits 3.09 times between 0 and 1."
            )
        if not np.isclose(alpha, right, rtol=0.01):
            hint = "The bell stands about 1 and has the spread √α; a bit is lost below 0."
            raise Wrong("That is not the load.", example, hint)
        if count != round(400 * right):
            raise Wrong("The load is right, the number of memories is not.", None, "It is α N.")
        return "Right: 3.09 spreads make 1, and the load is the square of a spread."

    return checked("load", (load, memories), check)


def check_energy_change(energy_change: Any) -> Result:
    """Check `energy_change(W, s, i)`: how E changes when neuron i is reversed, for any W."""
    cases = [
        ([[0, 2], [2, 0]], [1, -1], 0),
        ([[1, 2, 0], [2, 0, -1], [0, -1, 3]], [1, 1, -1], 2),
        ([[0, 3, -1], [1, 0, 2], [0, 1, 0]], [1, -1, 1], 1),
    ]

    def check() -> str:
        for W, s, i in cases:
            w, state = np.array(W, float), np.array(s, float)
            kept = state.copy()
            got = number(run(energy_change, W=w, s=state, i=i))
            if (state != kept).any():
                hint = "s[i] = ... changes the caller's array. Work with a formula or a copy."
                raise Wrong("The state that was passed in has changed.", None, hint)
            new = kept.copy()
            new[i] *= -1
            wanted = float(energy(w, new) - energy(w, kept))
            case = call("energy_change", W=W, s=s, i=i)
            example = Example(case, f"{got:g}", f"{wanted:g}")
            if np.isclose(got, wanted):
                continue
            if np.isclose(got, -wanted):
                raise Wrong("The sign is wrong.", example, "New energy less old energy.")
            if np.isclose(got, wanted / 2):
                raise Wrong("That is half of it.", example, "Each pair stands in E twice.")
            if w[i, i] and np.isclose(got, 2 * s[i] * (w[i] @ kept)):
                hint = "s_i s_i stays 1 when neuron i is reversed. Leave its term out."
                raise Wrong("The neuron's weight to itself is counted.", example, hint)
            if (w != w.T).any() and np.isclose(got, 2 * s[i] * (w[i] @ kept - w[i, i] * s[i])):
                hint = "Here w_ij and w_ji differ: the column counts as well as the row."
                raise Wrong("That needs symmetric weights.", example, hint)
            raise Wrong("The energy does not change by that.", example,
                        "Collect the terms of E that hold s_i.")  # fmt: skip
        return "Right, for any weights: two sums instead of two energies."

    return checked("energy_change", (energy_change,), check)


def check_resting(resting: Any) -> Result:
    """Check `resting(W)`: the number of states in which no neuron would change."""
    two = [[0, 1], [1, 0]]
    cases = [two, RIVALS.tolist(), [[0, 0], [0, 0]], [[0, 1, 1], [1, 0, 1], [1, 1, 0]],
             [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, -2], [0, 0, -2, 0]]]  # fmt: skip

    def check() -> str:
        for W in cases:
            w = np.array(W, float)
            held = _held(w)
            wanted = int((held >= 0).all(axis=1).sum())
            got = whole(run(resting, W=w))
            example = Example(call("resting", W=W), str(got), str(wanted))
            if got == wanted:
                continue
            if got == int((held > 0).all(axis=1).sum()):
                hint = "A neuron whose field is zero keeps its state."
                raise Wrong("States with a zero field are missing.", example, hint)
            if got == 2 ** len(w) - wanted:
                raise Wrong("Those are the states that do change.", example, "Count the others.")
            if got == int((held >= 0).any(axis=1).sum()):
                hint = "One content neuron is not enough: all must be."
                raise Wrong("Every neuron must be at rest.", example, hint)
            if 2 * got == wanted:
                hint = "Do you try the states that begin with −1, too?"
                raise Wrong("Half of them are missing.", example, hint)
            raise Wrong("That is not the number of states at rest.", example,
                        "A state rests where s_i h_i ≥ 0 for every i.")  # fmt: skip
        return "Right: for small networks one can know every valley."

    return checked("resting", (resting,), check)


def _held(W: Floats) -> Floats:
    """Return s_i h_i of every neuron in every state, shape (2^N, N): above zero the field holds."""
    states = np.array(list(product((-1.0, 1.0), repeat=len(W))))
    return np.asarray(states * (states @ W.T))


def check_complete(complete: Any) -> Result:
    """Check `complete(X, part, known, beta)`: a mixture of memories by their known numbers."""
    X = np.array([[1.0, 0.0, -1.0], [0.0, 2.0, 0.0], [0.5, 0.0, 3.0]])
    part = np.array([1.0, -7.0, 0.5])
    cases = [([True, False, True], 2.0), ([True, True, True], 0.5), ([False, False, True], 1.0)]

    def mixed(scores: Floats, beta: float) -> Floats:
        return np.asarray(X @ F.softmax(beta * scores))

    def check() -> str:
        for flags, beta in cases:
            known = np.array(flags)
            got = run(complete, X=X.copy(), part=part.copy(), known=known.copy(), beta=beta)
            case = call("complete", X=X, part=part, known=known, beta=beta)
            new = vector(got, 3, case, "a state of three numbers")
            scores = X[known].T @ part[known]
            wanted = mixed(scores, beta)
            example = Example(f"known={flags}, beta={beta:g}", describe(np.round(new, 3)),
                              describe(np.round(wanted, 3)))  # fmt: skip
            if np.allclose(new, wanted):
                continue
            if not known.all() and np.allclose(new, mixed(X.T @ part, beta)):
                hint = "The scores must not see part[1], which nobody knows here."
                raise Wrong("Unknown numbers take part in the scores.", example, hint)
            if np.allclose(new, mixed(scores, 1.0)):
                raise Wrong("The sharpness is missing.", example, "Multiply the scores by beta.")
            if np.allclose(new, X[:, scores.argmax()]):
                hint = "softmax gives every memory a share, the best one the largest."
                raise Wrong("That is the best memory alone.", example, hint)
            if np.allclose(new, X @ scores):
                raise Wrong("The scores are not shares.", example, "Send them through softmax.")
            hint = "Scores by the known numbers, softmax, then mix whole columns."
            raise Wrong("That is not the mixture.", example, hint)
        return "Right: the part calls back the whole."

    return checked("complete", (complete,), check)
