"""Checks for the exercises of the chapter Kernels."""

from collections import Counter
from typing import Any

import numpy as np

from mlmath.exercises.result import (
    Example,
    Result,
    Wrong,
    call,
    checked,
    describe,
    floats,
    number,
    run,
    vector,
    whole,
)
from mlmath.kernels import center_gram
from mlmath.validation import Floats

# For pencil and paper.
TWO = np.array([[1, 2], [2, 1]])
LINE, LABELS = [0, 1, 2], [1, -1, 1]
EDGE, SIDES = np.array([0, 2, 5]), np.array([-1, 1, 1])


def check_distance(squared_distance: Any) -> Result:
    """Check the squared distance of two lifted points, by the kernel (x·z)²: 25 + 25 - 2 · 16."""
    K = (TWO @ TWO.T) ** 2
    right = int(K[0, 0] + K[1, 1] - 2 * K[0, 1])

    def check() -> str:
        found = number(squared_distance)
        if found == right:
            return "Right: 25 + 25 − 32, and no lifted point was written down."
        if np.isclose(found, right**0.5):
            raise Wrong("That is the distance itself.", None, "Its square is asked for.")
        if found == K[0, 1]:
            hint = "What is (a − b)·(a − b), multiplied out?"
            raise Wrong("That is the inner product of the two.", None, hint)
        if found == ((TWO[0] - TWO[1]) ** 2).sum():
            hint = "Each of the three inner products is a kernel value."
            raise Wrong("That is the squared distance on the ground.", None, hint)
        if found == K[0, 0] + K[1, 1] - K[0, 1]:
            raise Wrong("The mixed product comes twice.", None, "(a − b)² = a² + b² − 2ab.")
        hint = "The inner products on the ground are 5, 5 and 4; the kernel squares them."
        raise Wrong(f"It is not {found:g}.", None, hint)

    return checked("distance", (squared_distance,), check)


def one_round() -> tuple[list[int], list[int]]:
    """Return the counts after one round of the dual perceptron on `LINE`, and all scores."""
    K = (np.outer(LINE, LINE) + 1) ** 2
    counts, scores = np.zeros(3, int), []
    for i, label in enumerate(LABELS):
        scores.append(int(K[i] @ (counts * LABELS)))
        counts[i] += label * scores[-1] <= 0
    return counts.tolist(), scores


def check_score(counts_after: Any, score_of_two: Any, length_squared: Any) -> Result:
    """Check one round of the dual perceptron on three points of a line, with (xz + 1)²."""
    right, scores = one_round()
    signed = np.array(right) * LABELS
    square = int(signed @ (np.outer(LINE, LINE) + 1) ** 2 @ signed)

    def check() -> str:
        counts = vector(counts_after, 3, "counts_after", "a list of three counts", "a list")
        example = Example("counts_after", describe(counts_after))
        if counts[0] == 0:
            hint = "Its score is 0 at the start: neither side."
            raise Wrong("The first point is a mistake.", example, hint)
        if counts.tolist() == [1, 1, 0]:
            hint = "Its score is 1 · 1 − 1 · 9, and its label is +1."
            raise Wrong("The third point is a mistake, too.", example, hint)
        if counts.tolist() != right:
            hint = "After each mistake, add 1 to that point's count, then take the next point."
            raise Wrong("The counts are not these.", example, hint)
        found = whole(score_of_two)
        if found == -scores[2]:
            raise Wrong("The sign is wrong.", None, "The first point's label is +1.")
        if found == scores[2] + 25:
            hint = "Ask for the score before the third point has been counted itself."
            raise Wrong("That is the score after its own update.", None, hint)
        if found != scores[2]:
            hint = "Count times label times table entry, for the two points before it."
            raise Wrong(f"The score is not {found}.", None, hint)
        found = whole(length_squared)
        if found == 1 + 4 + 25:
            hint = "Each pair of two different points comes twice, with both labels."
            raise Wrong("Those are the points with themselves only.", None, hint)
        if found != square:
            hint = "Nine terms: count · count · label · label · table entry."
            raise Wrong(f"The square is not {found}.", None, hint)
        return "Right: three mistakes in the first round; the machine has not ended yet."

    return checked("score", (counts_after, score_of_two, length_squared), check)


def check_edge(w: Any, b: Any, three_pulls: Any) -> Result:
    """Check the widest margin of `EDGE` on a line, and the pulls that prove it."""

    def check() -> str:
        found, bias = number(w), number(b)
        lead = SIDES * (found * EDGE + bias)
        if lead.min() <= 0:
            raise Wrong(
                "That puts a point on the wrong side.", None, "Squares need a score below 0."
            )
        if not np.isclose(lead.min(), 1):
            hint = "Multiply w and b so that the nearest points have the lead 1."
            raise Wrong(f"The least lead is {lead.min():g}.", None, hint)
        if not np.isclose(found, 1):
            hint = "The border has the same distance from both classes."
            raise Wrong("A wider margin is possible.", None, hint)
        alpha = vector(three_pulls, 3, "three_pulls", "a list of three pulls", "a list")
        if (alpha < 0).any():
            raise Wrong("A pull is below zero.", None, "Condition 3.")
        if not np.isclose(alpha @ SIDES, 0):
            raise Wrong("The two sides do not balance.", None, "Condition 1.")
        if not np.isclose((alpha * SIDES) @ EDGE, found):
            raise Wrong("The pulls do not add up to w.", None, "Condition 2.")
        if not np.isclose(alpha[2], 0):
            raise Wrong("A point beyond its edge pulls.", None, "Condition 4.")
        return "Right: cost and worth are both ½, so no line has a wider margin."

    return checked("edge", (w, b, three_pulls), check)


def letter_pairs(s: str, t: str) -> int:
    """Return the inner product of how often each pair of neighbors stands in s and in t."""
    one, other = (Counter(word[i : i + 2] for i in range(len(word) - 1)) for word in (s, t))
    return sum(n * other[pair] for pair, n in one.items())


def check_pairs(pairs: Any) -> Result:
    """Check `pairs(s, t)`: the kernel of letter pairs."""
    cases = [("abc", "abd"), ("banana", "banana"), ("an", "banana"), ("aaa", "aa"), ("a", "ab")]

    def check() -> str:
        for s, t in cases:
            found = number(run(pairs, s=s, t=t))
            wanted = letter_pairs(s, t)
            example = Example(call("pairs", s=s, t=t), f"{found:g}", f"{wanted}")
            if found == wanted:
                continue
            shared = {s[i : i + 2] for i in range(len(s) - 1)}
            shared &= {t[i : i + 2] for i in range(len(t) - 1)}
            if found == len(shared):
                hint = "A pair that stands twice in s and twice in t counts 2 · 2."
                raise Wrong("Each shared pair is counted once only.", example, hint)
            if found == sum(s.count(c) * t.count(c) for c in set(s)):
                raise Wrong("Those are single letters.", example, "Take two neighbors at a time.")
            if found == sum(s[i : i + 2] == t[i : i + 2] for i in range(min(len(s), len(t)) - 1)):
                hint = "A pair may stand elsewhere in the other word."
                raise Wrong("Only pairs at the same place are compared.", example, hint)
            hint = "For every pair: how often in s, times how often in t, added up."
            raise Wrong("That is not the inner product.", example, hint)
        return "Right: words lie in a space of 676 coordinates, and nobody wrote one down."

    return checked("pairs", (pairs,), check)


def check_centered(centered: Any) -> Result:
    """Check `centered(K)`: the Gram matrix after the mean of the lifted points is taken away."""
    tables = [np.array([[1.0, 0.0], [0.0, 4.0]]), np.array([[4.0, 2, 0], [2, 1, 0], [0, 0, 9]])]

    def check() -> str:
        for K in tables:
            kept = K.copy()
            value = run(centered, K=K)
            found = floats(value)
            wanted = center_gram(kept)
            case = call("centered", K=kept)
            if (kept != K).any():
                hint = "K -= ... changes the caller's table. Write K - ... instead."
                raise Wrong("The table that was passed in has changed.", None, hint)
            if found is None or found.shape != K.shape:
                raise Wrong(
                    "That is not a table of the same shape.", Example(case, describe(value))
                )
            example = Example(case, describe(np.round(found, 3)), describe(np.round(wanted, 3)))
            if np.allclose(found, wanted):
                continue
            _name_table(found, kept, example)
        return "Right: kernel PCA begins with this."

    return checked("centered", (centered,), check)


def _name_table(found: Floats, K: Floats, example: Example) -> None:
    """Raise `Wrong` with what a wrong centered table is."""
    mean = K.mean(axis=0)
    if np.allclose(found, K - mean):
        raise Wrong("Only one of the two points is moved.", example, "Rows as well as columns.")
    if np.allclose(found, K - mean - mean[:, None]):
        hint = "Mean times mean has been taken away twice; it must come back once."
        raise Wrong("One term is missing.", example, hint)
    if np.allclose(found, K - K.mean()):
        hint = "Multiply out (a − m)·(b − m): four terms."
        raise Wrong("Only the mean of all entries is taken away.", example, hint)
    raise Wrong("That is not the table.", example, "Multiply out (a − m)·(b − m).")


def check_waves(waves: Any) -> Result:
    """Check `waves(N, error)`: the least even number of waves that the bound allows."""
    cases = [(22, 0.1), (2, 1.0), (1000, 0.05)]

    def least(pairs: float, error: float, factor: float = 4.0) -> int:
        return 2 * int(np.ceil(factor * np.log(2 * pairs / 0.05) / error**2 / 2))

    def check() -> str:
        for N, error in cases:
            found = number(run(waves, N=N, error=error))
            pairs = N * (N - 1) / 2
            wanted = least(pairs, error)
            example = Example(call("waves", N=N, error=error), f"{found:g}", f"{wanted}")
            if found == wanted:
                continue
            if found % 2:
                hint = "Waves come in twos, a cosine and a sine."
                raise Wrong("That is not an even number.", example, hint)
            if found == least(N**2, error):
                hint = "N(N − 1)/2 pairs of two different points."
                raise Wrong(
                    "Each pair is counted twice, and each point with itself.", example, hint
                )
            if found == least(N, error):
                raise Wrong("That is for N pairs.", example, "How many pairs do N points have?")
            if found == wanted - 2:
                hint = "Round up: the bound must not be above the error."
                raise Wrong("That is a little too few.", example, hint)
            hint = "Solve √(4 log(2P / 0.05) / D) ≤ error for D."
            raise Wrong("That is not the least number.", example, hint)
        return "Right. Did you see that the number of coordinates does not come in?"

    return checked("waves", (waves,), check)
