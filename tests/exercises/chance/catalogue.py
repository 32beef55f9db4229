"""Answers to the exercises of the page Chance and information, right and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"


def rates(*answers: object) -> str:
    """Return the code of an answer to the exercise on four horses."""
    names = ("truth_bits", "split_bits", "behind", "growth")
    return "\n".join(f"{name} = {a}" for name, a in zip(names, answers, strict=True))


def junk(once: object, twice: object = "25 / 26") -> str:
    """Return the code of an answer to the exercise on junk mail."""
    return f"once = {once}\ntwice = {twice}"


def races(answer: object) -> str:
    """Return the code of an answer to the exercise on how many races are enough."""
    return f"races = {answer}"


def best(*lines: str) -> str:
    """Return the code of an answer to the exercise on waits."""
    return function("best(waits)", *lines)


def told(term: str, *more: str, sums: str = "joint") -> str:
    """Return the code of an answer to the exercise on mutual information."""
    return function(
        "told(counts)",
        "joint = np.array(counts) / np.sum(counts)",
        *more,
        "rows = joint.sum(axis=1)[:, None]",
        "columns = joint.sum(axis=0)",
        "apart = rows * columns",
        "there = joint > 0",
        f"return ({sums} * {term})[there].sum()",
    )


SAFE = "np.log2(np.where(there, joint, 1) / np.where(there, apart, 1))"

RIGHT = [
    Case("rates", rates(1.75, 2.375, 0.625, -0.375), "Right: 1.75"),
    Case("rates", rates("14 / 8", "19 / 8", "5 / 8", "-3 / 8"), "Right: 1.75"),
    Case("junk", junk("5 / 7"), "Each word multiplies the odds by ten"),
    Case("junk", junk(0.714, 0.962), "Each word multiplies the odds by ten"),
    Case("races", races(185), "four times as many"),
    Case("races", races("int(50 * np.log(40)) + 1"), "four times as many"),
    Case("waits", best("return len(waits) / sum(waits)"), "Right: the number of wins"),
    Case("waits", best("return 1 / np.mean(waits)"), "Right: the number of wins"),
    Case("told", told(SAFE), "Right, with zeros"),
    Case(
        "told",
        function(
            "told(counts)",
            "joint = np.array(counts) / np.sum(counts)",
            "def h(p):",
            "    return -sum(x * np.log2(x) for x in np.ravel(p) if x > 0)",
            "return h(joint.sum(axis=0)) + h(joint.sum(axis=1)) - h(joint)",
        ),
        "Right, with zeros",
    ),
]

WRONG = [
    Case("rates", rates(2, 2.375, 0.625, -0.375), "win equally often"),
    Case("rates", rates(9, 2.375, 0.625, -0.375), "counts as often as its horse wins"),
    Case("rates", rates(2.25, 2.375, 0.625, -0.375), "before you add"),
    Case("rates", rates(3, 2.375, 0.625, -0.375), "How often does each surprise come"),
    Case("rates", rates(1.75, 2.25, 0.625, -0.375), "have changed places"),
    Case("rates", rates(1.75, 1.75, 0.625, -0.375), "That is the entropy of q"),
    Case("rates", rates(1.75, 2, 0.625, -0.375), "it comes as often as p says"),
    Case("rates", rates(1.75, 2.375, 0.5, -0.375), "The truth stands first"),
    Case("rates", rates(1.75, 2.375, 4, -0.375), "Cross-entropy less entropy"),
    Case("rates", rates(1.75, 2.375, 0.625, 0.375), "The money shrinks"),
    Case("rates", rates(1.75, 2.375, 0.625, 0.25), "one who bets the truth"),
    Case("rates", rates(1.75, 2.375, 0.625, -0.625), "Behind whom"),
    Case("rates", rates(1.75, 2.375, 0.625, 1), "the winner's stake q becomes 4q"),
    Case("rates", rates("'a'", 2.375, 0.625, 1), "A number is wanted here"),
    Case("junk", junk(0.5), "not junk by the word"),
    Case("junk", junk(0.1), "Of what is it a share"),
    Case("junk", junk("10 / 11"), "junk is rarer than other mail"),
    Case("junk", junk(0.9), "how many have the word"),
    Case("junk", junk("5 / 7", 1), "one letter in 400"),
    Case("junk", junk("5 / 7", "25 / 49"), "are not multiplied"),
    Case("junk", junk("5 / 7", 0.8), "let the second word do the same"),
    Case("races", races(184), "round up"),
    Case("races", races("50 * np.log(40)"), "round up"),
    Case("races", races(150), "stray to both sides"),
    Case("races", races(369), "stands 2n"),
    Case("races", races(47), "to one side"),
    Case("races", races(38), "for outside"),
    Case("races", races(500), "on both sides"),
    Case("races", races("'a'"), "A number is wanted here"),
    Case("waits", best("return np.mean(waits)"), "That is the mean wait"),
    Case("waits", best("return np.mean(1 / np.array(waits))"), "not the mean of one over each"),
    Case("waits", best("return len(waits) / (sum(waits) - len(waits))"), "The wins are tosses too"),
    Case("waits", best("return 0.4"), "set its slope to zero"),
    Case("waits", best("return waits"), "A number is wanted here"),
    Case("waits", best("return waits[9]"), "best stopped with an error"),
    Case(
        "told",
        function(
            "told(counts)",
            "joint = np.array(counts) / np.sum(counts)",
            "apart = joint.sum(axis=1)[:, None] * joint.sum(axis=0)",
            "return (joint * np.log2(joint / apart)).sum()",
        ),
        "leave out the places with 0",
    ),
    Case("told", told(SAFE.replace("log2", "log")), "This is in nats"),
    Case("told", told(SAFE, sums="np.array(counts)"), "Divide the counts by their sum"),
    Case("told", told("-np.log2(np.where(there, joint, 1))"), "the entropy of the pairs"),
    Case("told", told("-" + SAFE), "The pair stands on top"),
    Case("told", told(SAFE, sums="apart"), "Sum over all pairs"),
    Case("told", function("told(counts)", "return counts"), "A number is wanted here"),
    Case("told", function("told(counts)", "return counts[7]"), "told stopped with an error"),
]

STUBS = [
    Case("rates", rates("...", "...", "...", "..."), "Not attempted yet"),
    Case("rates", rates(1.75, 2.375, 0.625, "..."), "Not attempted yet"),
    Case("junk", junk("...", "..."), "Not attempted yet"),
    Case("junk", junk("5 / 7", "..."), "Not attempted yet"),
    Case("races", races("..."), "Not attempted yet"),
    Case("waits", best("return ..."), "Not attempted yet"),
    Case("told", function("told(counts)", "return ..."), "Not attempted yet"),
]
