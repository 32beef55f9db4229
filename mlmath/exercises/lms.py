"""Checks for the exercises of the chapter Least mean squares."""

from typing import Any

import numpy as np

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
)  # fmt: skip
from mlmath.lms import lms, tapped_delay_line

# One step, for pencil and paper.
START, SAMPLE, TARGET, MU = np.array([1.0, -1.0]), np.array([2.0, 1.0]), 21.0, 0.1
INPUTS = [(3, 4), (1, 2), (0, 6), (5, 1)]
TAPS, SHARE = 8, 0.1  # weights with inputs of variance 1, and the most misadjustment
ROWS = np.array([[3.0, 2.0], [2.0, 3.0]])  # R, a narrow bowl
X_ONE, Y_ONE = np.array([1.0, 1.0, 2.0]), np.array([1.0, 5.0, 3.0])


def check_step(weights: Any, error_after: Any) -> Result:
    """Check one step by hand: the new weights, and the new error on the same sample."""
    e = TARGET - START @ SAMPLE
    right = START + MU * e * SAMPLE

    def check() -> str:
        w, error = vector(weights, 2, "weights"), number(error_after)
        example = Example("weights", describe(w))
        slips = [
            (START + SAMPLE, "That is the perceptron's step.", "Here the error counts too."),
            (START + e * SAMPLE, "The step size μ is missing.", "Multiply by 0.1."),
            (START - MU * e * SAMPLE, "The sign is wrong.", "The score is too low. Raise it."),
            (START + MU * TARGET * SAMPLE, "That takes the target for the error.", "e = y − s."),
        ]
        for slip, what, hint in slips:
            if np.allclose(w, slip):
                raise Wrong(what, example, hint)
        if not np.allclose(w, right):
            hint = "First the score w·x, then the error y − s, then add μ e times the sample."
            raise Wrong("These are not the weights after the step.", example, hint)
        if not np.isclose(error, TARGET - right @ SAMPLE):
            hint = "It is 1 − μ‖x‖² times the error before."
            raise Wrong("The weights are right, the error is not.", None, hint)
        return "Right: the factor is 1 − 0.1 · 5, one half."

    return checked("step", (weights, error_after), check)


def check_largest(mu: Any) -> Result:
    """Check the step size up to which no step on `INPUTS` makes its own error larger."""
    squares = [a * a + b * b for a, b in INPUTS]

    def check() -> str:
        value = number(mu)
        if np.isclose(value, 2 / np.sqrt(max(squares))):
            raise Wrong("That is 2 over a length.", None, "The theorem has the squared length.")
        if np.isclose(value, 2 / np.mean(squares)):
            raise Wrong("On average only.", None, "Every single step is asked for.")
        if np.isclose(value, 2 / min(squares)):
            raise Wrong("That is right for the shortest input.", None, "Which input is strictest?")
        if np.isclose(value, 1 / max(squares)):
            raise Wrong("There the longest input's error vanishes.", None, "One may go further.")
        if not np.isclose(value, 2 / max(squares), rtol=1e-3):
            hint = "Square the length of each input. What does the theorem ask of each?"
            raise Wrong(f"It is not {value:g}.", None, hint)
        return "Right: 2 over 36, the largest squared length."

    return checked("largest", (mu,), check)


def check_one_weight(best: Any, least: Any) -> Result:
    """Check the bowl of a single weight: where it is lowest, and how high it is there."""
    right = float(X_ONE @ Y_ONE / (X_ONE @ X_ONE))
    floor = float(np.mean((Y_ONE - right * X_ONE) ** 2))

    def check() -> str:
        w, J = number(best), number(least)
        if np.isclose(w, np.mean(Y_ONE / X_ONE)):
            hint = "A long input says more about the weight than a short one."
            raise Wrong("That is the mean of the ratios y/x.", None, hint)
        if np.isclose(w, Y_ONE.sum() / X_ONE.sum()):
            hint = "Then the errors add up to zero. Errors times inputs have to."
            raise Wrong("That is the sum of the targets over that of the inputs.", None, hint)
        if not np.isclose(w, right):
            hint = "The errors times the inputs must add up to zero: solve for w."
            raise Wrong(f"The bowl is not lowest at {w:g}.", None, hint)
        if np.isclose(J, floor * len(X_ONE)):
            raise Wrong("That is the sum of the squares.", None, "J is their mean.")
        if not np.isclose(J, floor, rtol=1e-3):
            raise Wrong("The weight is right, the mean squared error is not.", None,
                        "Square the three errors, and take the mean.")  # fmt: skip
        return "Right: the errors −1, 3 and −1 balance, and their squares are 1, 9 and 1."

    return checked("one_weight", (best, least), check)


def check_gentle(mu: Any) -> Result:
    """Check the largest step size for a misadjustment of `SHARE` with `TAPS` weights."""
    right = 2 * SHARE / (TAPS + SHARE * (TAPS + 2))

    def check() -> str:
        value = number(mu)
        if np.isclose(value, 2 * SHARE / TAPS, rtol=1e-3):
            raise Wrong("That is the rule for small steps.", None, "Take the exact law.")
        if np.isclose(value, 2 / (TAPS + 2)):
            hint = "There the misadjustment grows beyond all limits."
            raise Wrong("That is the bound of the mean square.", None, hint)
        if np.isclose(value, 2 * SHARE / (TAPS + SHARE * TAPS), rtol=1e-3):
            raise Wrong("That has N in the law's lower part.", None, "N + 2 stands there.")
        if not np.isclose(value, right, rtol=5e-3):
            hint = "Set the law for M to 0.1, multiply by its lower part, and solve for μ."
            raise Wrong(f"The misadjustment is not 0.1 at {value:g}.", None, hint)
        return "Right: 8μ = 0.1 (2 − 10μ), so 9μ = 0.2."

    return checked("gentle", (mu,), check)


def check_stretches(first: Any, second: Any, settles_below: Any) -> Result:
    """Check the eigenvalues of `ROWS` along (1, 1) and (1, -1), and the bound of the mean."""
    along, across = (float(row[0]) for row in (ROWS @ [1, 1], ROWS @ [1, -1]))

    def check() -> str:
        one, other, mu = number(first), number(second), number(settles_below)
        if np.isclose([one, other], [across, along]).all():
            raise Wrong("They are exchanged.", None, "The first is for (1, 1).")
        for got, right, name in ((one, along, "(1, 1)"), (other, across, "(1, −1)")):
            if not np.isclose(got, right):
                hint = "Row by row: multiply number by number, and add up."
                raise Wrong(f"R does not stretch {name} {got:g} times.", None, hint)
        if np.isclose(mu, 2 / across):
            hint = "Along the other direction each step would overshoot for good."
            raise Wrong("That is right along (1, −1) only.", None, hint)
        if np.isclose(mu, 1 / along):
            raise Wrong("There nothing is left along (1, 1).", None, "One may go further.")
        if not np.isclose(mu, 2 / along, rtol=1e-3):
            hint = "1 − μλ must lie between −1 and 1, for both."
            raise Wrong(f"The stretches are right, the bound is not {mu:g}.", None, hint)
        return "Right: 5 and 1 are the eigenvalues, and the largest sets the bound, 2/5."

    return checked("stretches", (first, second, settles_below), check)


CASES = [([1.0, -1.0], [3.0, 4.0], 9.0, 0.5), ([0.0, 0.0, 0.0], [1.0, 2.0, -2.0], 4.0, 1.0),
         ([2.0], [0.1], 1.0, 0.25), ([1.0, 2.0], [0.0, 0.0], 3.0, 0.5)]  # fmt: skip


def check_share_step(share_step: Any) -> Result:
    """Check `share_step(w, x, y, share)`: the step that takes a share of the error away."""

    def check() -> str:
        for w, x, y, share in CASES:
            given = np.array(w)
            got = run(share_step, w=given, x=np.array(x), y=y, share=share)
            case = call("share_step", w=w, x=x, y=y, share=share)
            after = vector(got, len(w), case)
            before = y - float(np.dot(w, x))
            example = Example(case, describe(after))
            if not any(x):
                if not np.isfinite(after).all() or (after != w).any():
                    hint = "No step can help there. Return the weights as they are."
                    raise Wrong("An input of zeros has no squared length to divide by.", example,
                                hint)  # fmt: skip
                continue
            left = y - float(after @ x)
            if not np.isclose(left, (1 - share) * before):
                hint = "Which μ makes μ‖x‖² equal to the share?"
                raise Wrong(
                    f"The error was {before:g} and is {left:g}, where {(1 - share) * before:g} "
                    "should be left.", example, hint,
                )  # fmt: skip
            product = np.outer(after - w, x)  # symmetric where the two lie along one line
            if not np.allclose(product - product.T, 0):
                raise Wrong(
                    "The step does not go along the sample.", example, "Add a multiple of x."
                )
            if (given != w).any():
                hint = "w += ... changes the caller's array. Write w = w + ..."
                raise Wrong("The weights that were passed in have changed.", example, hint)
        return "Right: of every error the share vanishes, however long the input is."

    return checked("share_step", (share_step,), check)


def check_learn_paths(learn_paths: Any) -> Result:
    """Check `learn_paths(source, heard, n, mu)`: LMS on the last n values of a source."""

    def check() -> str:
        rng = np.random.default_rng(7)
        short = ([1.0, 2.0, 0.0, -1.0], [2.0, 10.0, 12.0, -2.0], 2, 0.1)
        noise = rng.normal(size=60)
        long = (noise.tolist(), np.convolve(noise, [0.5, -1.0, 2.0])[:60].tolist(), 3, 0.1)
        for source, heard, n, mu in (short, long):
            got = run(learn_paths, source=list(source), heard=list(heard), n=n, mu=mu)
            case = call("learn_paths", source=source[:4], heard=heard[:4], n=n, mu=mu)
            w = vector(got, n, case)
            line = tapped_delay_line(source, n)
            right = lms(line, heard, mu).weights[-1]
            example = Example(case, describe(np.round(w, 4)), describe(np.round(right, 4)))
            if np.allclose(w, right):
                continue
            if np.allclose(w, lms(line[:, ::-1], heard, mu).weights[-1]):
                raise Wrong("The weights are in the wrong order.", example,
                            "The first belongs to the newest value.")  # fmt: skip
            if np.allclose(w, lms(line[n - 1 :], heard[n - 1 :], mu).weights[-1]):
                raise Wrong("The first samples are left out.", example,
                            "Before the source begins, take its values as 0.")  # fmt: skip
            if np.allclose(w, lms(line, heard, 2 * mu).weights[-1]):
                raise Wrong("The steps are twice as large.", example, "Our step is μ e x.")
            raise Wrong("These are not the weights after the last sample.", example,
                        "At time k the sample is source[k], source[k − 1], and so on.")  # fmt: skip
        return "Right: from two sounds it has learned the way between them."

    return checked("learn_paths", (learn_paths,), check)
