"""Checks for the exercises of the toolbox page Chance and information."""

import math
from typing import Any

import numpy as np

from mlmath.exercises.result import Example, Result, Wrong, call, checked, number, run
from mlmath.foundations import entropy, mutual_information

CLOSE = 1e-6


def check_rates(truth_bits: Any, split_bits: Any, behind: Any, growth: Any) -> Result:
    """Check four numbers of the races with four horses, each paid 4 for 1."""
    answers = (truth_bits, split_bits, behind, growth)

    def check() -> str:
        first, second, gap, rate = (number(v) for v in answers)
        if abs(first - 1.75) > CLOSE:
            hints = {
                2.0: "That is the entropy of four horses that win equally often.",
                9.0: "Each surprise counts as often as its horse wins.",
                2.25: "Weigh each surprise by its probability before you add.",
            }
            raise Wrong(
                "The entropy of p is another.",
                Example("surprises of A, B, C, D", "1, 2, 3 and 3 bits"),
                hints.get(first, "How often does each surprise come?"),
            )
        if abs(second - 2.375) > CLOSE:
            hint = "The surprise is that of the split, log2(1/q), and it comes as often as p says."
            if abs(second - 2.25) < CLOSE:
                hint = "Here p and q have changed places: horses win as p says."
            if abs(second - 1.75) < CLOSE:
                hint = "That is the entropy of q: horses do not win as often as q says."
            raise Wrong("The cross-entropy is another.", hint=hint)
        if abs(gap - 0.625) > CLOSE:
            hint = "Cross-entropy less entropy."
            if abs(gap - 0.5) < CLOSE:
                hint = "This is D(q‖p). The truth stands first."
            raise Wrong("The divergence is another.", hint=hint)
        if abs(rate + 0.375) > CLOSE:
            hints = {
                0.375: "The money shrinks: which of the two rates is subtracted?",
                0.25: "That is the rate of one who bets the truth.",
                -0.625: "That is how fast it falls behind. Behind whom, and how fast is he?",
            }
            raise Wrong(
                "The growth is another.",
                Example("who bets an even split", "0 doublings a race, for 4 times a quarter is 1"),
                hints.get(rate, "Paid 4 for 1, the winner's stake q becomes 4q: log2(4q)."),
            )
        return (
            "Right: 1.75, 2.375, 0.625 and −0.375. Such a split loses even against odds that know "
            "nothing."
        )

    return checked("rates", answers, check)


def check_junk(once: Any, twice: Any) -> Result:
    """Check the two probabilities of the exercise on junk mail, 5/7 and 25/26."""

    def check() -> str:
        one, two = number(once), number(twice)
        if abs(one - 5 / 7) > 1e-3:
            hints = {
                0.5: "That is how probable the word is in junk, not junk by the word.",
                0.1: "So much of all mail is junk and has the word. Of what is it a share?",
                10 / 11: "This forgets that junk is rarer than other mail.",
            }
            raise Wrong(
                "After the first word it is another.",
                Example("of 100 letters", "20 are junk, 80 are not"),
                next(
                    (hint for wrong, hint in hints.items() if abs(one - wrong) < 1e-3),
                    "Of 100 letters, how many have the word, and how many of these are junk?",
                ),
            )
        if abs(two - 25 / 26) > 1e-3:
            hint = (
                "Take the odds after the first word, 10 to 4, and let the second word do the same."
            )
            if abs(two - 1) < 1e-3:
                hint = "Other mail can have both words too: one letter in 400 of it."
            if abs(two - 25 / 49) < 1e-3:
                hint = (
                    "The probabilities after the first word are not multiplied. Count 400 letters."
                )
            raise Wrong("After the second word it is another.", hint=hint)
        return "Right: 10 of 14 letters, and 25 to 1. Each word multiplies the odds by ten."

    return checked("junk", (once, twice), check)


def check_races(races: Any) -> Result:
    """Check how many races Hoeffding's inequality asks for: the next whole number to 50 ln 40."""

    def check() -> str:
        got, wanted = number(races), math.ceil(50 * math.log(40))
        if got == wanted:
            return (
                "Right: 50 ln 40 = 184.4, rounded up. Half the distance takes four times as many."
            )
        hints = {
            50 * math.log(40): "Races are whole, and one less than enough is too few: round up.",
            50 * math.log(20): "A's share can stray to both sides: where is the 2 in front?",
            100 * math.log(40): "In the exponent stands 2n, not n.",
            12.5 * math.log(40): "The distance is that to one side, 1/10.",
            50 * math.log(2 / 0.95): "0.95 is for inside. How much does that leave for outside?",
        }
        raise Wrong(
            "It is another number.",
            Example("200 races", wanted="risk at most 2 exp(-200/50) = 0.037"),
            next(
                (hint for wrong, hint in hints.items() if abs(got - wrong) < 1),
                "Set 2 exp(-n/50) equal to 0.05, and take the logarithm on both sides.",
            ),
        )

    return checked("races", (races,), check)


WAITS = [[1, 1, 4], [3], [1, 2, 2, 5, 10], [1, 1]]


def check_waits(best: Any) -> Result:
    """Check `best(waits)`: the most likely probability of a win, by how many tosses each took."""

    def check() -> str:
        for waits in WAITS:
            got = number(run(best, waits=list(waits)))
            n, total = len(waits), sum(waits)
            wanted = n / total
            if abs(got - wanted) < CLOSE:
                continue
            example = Example(call("best", waits=waits), f"{got:.4g}", f"{wanted:.4g}")
            if abs(got - total / n) < CLOSE:
                raise Wrong("That is the mean wait.", example, "How is p found from it?")
            if abs(got - np.mean([1 / k for k in waits])) < CLOSE:
                hint = "One over the mean, not the mean of one over each."
                raise Wrong("Another p is likelier.", example, hint)
            if total > n and abs(got - n / (total - n)) < CLOSE:
                hint = "The wins are tosses too: n of them among all."
                raise Wrong("Another p is likelier.", example, hint)
            loss = _loss(waits, got)
            raise Wrong(
                "Another p is likelier.",
                example,
                f"Its loss is {loss:.3f}, that of {wanted:.4g} is {_loss(waits, wanted):.3f}. "
                "Write n ln p + (sum − n) ln(1 − p), and set its slope to zero.",
            )
        return "Right: the number of wins over the number of tosses."

    return checked("waits", (best,), check)


def _loss(waits: list[int], p: float) -> float:
    """Return minus the log-likelihood of waits for the first win, each of probability p."""
    if not 0 < p < 1:
        return 0.0 if p == 1 and set(waits) == {1} else math.inf
    n, total = len(waits), sum(waits)
    return -(n * math.log(p) + (total - n) * math.log(1 - p))


TABLES = [
    [[9, 1], [9, 81]],
    [[5, 0], [0, 5]],
    [[2, 4], [3, 6]],
    [[1, 0, 3], [2, 2, 0]],
]


def check_told(told: Any) -> Result:
    """Check `told(counts)`: the mutual information in bits of a table of counts."""

    def check() -> str:
        for counts in TABLES:
            got = number(run(told, counts=[list(row) for row in counts]))
            joint = np.array(counts) / np.sum(counts)
            wanted = mutual_information(joint)
            if abs(got - wanted) < CLOSE:
                continue
            example = Example(call("told", counts=counts), f"{got:.4g}", f"{wanted:.4g}")
            if not np.isfinite(got):
                hint = "What never came adds nothing: leave out the places with 0."
                raise Wrong("A pair that never came spoils the sum.", example, hint)
            if abs(got - wanted * math.log(2)) < CLOSE:
                raise Wrong("This is in nats.", example, "Take np.log2.")
            if abs(got - wanted * np.sum(counts)) < CLOSE:
                hint = "Divide the counts by their sum first."
                raise Wrong("Counts are no probabilities.", example, hint)
            if abs(got - entropy(joint)) < CLOSE:
                hint = "Compare each pair's probability with the product of its row's and column's."
                raise Wrong("This is the entropy of the pairs.", example, hint)
            if abs(got + wanted) < CLOSE:
                raise Wrong("The sign is turned around.", example, "The pair stands on top.")
            raise Wrong(
                "It tells another number of bits.",
                example,
                "Sum over all pairs: p(x, t) times log2 of p(x, t) over p(x) p(t).",
            )
        return "Right, with zeros in the table and without; the third table tells nothing."

    return checked("told", (told,), check)
