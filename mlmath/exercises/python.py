"""Checks for the exercises of the page Python for this book."""

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
)  # fmt: skip

PRINTED = "What is printed is shown and gone; the value comes back with return."

LISTS: list[tuple[list[Any], list[Any]]] = [
    ([1, 0, 0], [1, 1, 1]),
    ([3, 1, 2], [3, 1, 2]),
    ([1, 2, 2], [2, 1, 1]),
    (["a", "b", "a", "c"], ["a", "a", "b", "c"]),
    ([], []),
]


def _given(value: Any, case: str) -> Any:
    """Return what a function gave back, or raise `Wrong` where that is nothing."""
    if value is None:
        raise Wrong("The function gives nothing back.", Example(case, "None"), PRINTED)
    return value


def check_agree(agree: Any) -> Result:
    """Check `agree(a, b)`: in how many places two lists hold the same."""

    def check() -> str:
        for a, b in LISTS:
            case = call("agree", a=a, b=b)
            got = number(_given(run(agree, a=list(a), b=list(b)), case))
            wanted = sum(a[i] == b[i] for i in range(len(a)))
            if got == wanted:
                continue
            example = Example(case, f"{got:g}", str(wanted))
            if got == len(a) - wanted:
                raise Wrong("It counts where the two differ.", example)
            if got == len(set(a) & set(b)):
                hint = "Go along both lists at once: zip pairs the places."
                raise Wrong("It counts values that occur in both, at any place.", example, hint)
            raise Wrong("The count is not right.", example, "Does it start at 0 in each call?")
        return "Right, for five pairs of lists."

    return checked("agree", (agree,), check)


REPORTS = [("AND", 0.25), ("XOR", 0.0), ("parity", 1.0), ("n = 4", 0.0287)]


def check_report(report: Any) -> Result:
    """Check `report(gate, share)`: the name on 6 places, the share in percent on 7."""

    def check() -> str:
        for gate, share in REPORTS:
            case = call("report", gate=gate, share=share)
            got = _given(run(report, gate=gate, share=share), case)
            percent = f"{100 * share:.1f}%"
            wanted = gate.ljust(6) + percent.rjust(7)
            if got == wanted:
                continue
            if not isinstance(got, str):
                example = Example(case, describe(got))
                raise Wrong("A text is wanted.", example, "An f and a text in quotes make one.")
            # A page shows several spaces as one.
            example = Example(case, got.replace(" ", "·"), wanted.replace(" ", "·"))
            if percent not in got:
                hint = "The format .1% multiplies by 100 and writes the sign by itself."
                raise Wrong("The share is not in percent with one decimal.", example, hint)
            if got.split() == wanted.split():
                hint = "The places stand before the point: in {x:8.2f} they are 8."
                why = "The parts are right, and not on their places (a dot is a space)."
                raise Wrong(why, example, hint)
            raise Wrong("Name and share are wanted, and nothing else.", example)
        return "Right: such lines stand below each other as a table."

    return checked("report", (report,), check)


DECKS: list[dict[str, tuple[int, int, int]]] = [
    {"A": (0, 4, +1), "B": (2, 0, -1), "C": (3, 2, +1)},
    {"A": (3, 1, -1)},
    {"left": (2, 2, +1), "right": (0, 3, +1)},
    {},
]


def check_balance(balance: Any) -> Result:
    """Check `balance(cards)`: the sum of the labels of a dictionary of cards."""

    def check() -> str:
        for deck in DECKS:
            case = call("balance", cards=deck)
            got = number(_given(run(balance, cards=dict(deck)), case))
            cards = list(deck.values())
            wanted = sum(card[-1] for card in cards)
            if got == wanted:
                continue
            example = Example(case, f"{got:g}", str(wanted))
            if got in (sum(card[0] for card in cards), sum(card[1] for card in cards)):
                hint = "A card has three places: in which of them is its label?"
                raise Wrong("It adds up a reading.", example, hint)
            if cards and got == cards[0][-1]:
                hint = "What is indented like the line above it is done in each round."
                raise Wrong("It ends with the first card.", example, hint)
            raise Wrong("The sum is not right.", example, "Does it start at 0 in each call?")
        return "Right, for four sets of cards, an empty one among them."

    return checked("balance", (balance,), check)


def _equal(got: Any, wanted: Any) -> bool:
    """Tell whether what came is this table, of whatever kind its numbers are."""
    table = floats(got)
    return table is not None and np.array_equal(table, wanted)


TABLES = [[[3, 1], [2, 5]], [[1, 2, 3], [4, 5, 6]], [[7], [8], [9]], [[0, 1, 1], [0, 2, 2]]]


def check_blanked(blanked: Any) -> Result:
    """Check `blanked(X)`: a table like X with zeros in column 0, and X itself left alone."""

    def check() -> str:
        for rows in TABLES:
            X = np.array(rows)
            case = call("blanked", X=X)
            got = _given(run(blanked, X=X), case)
            if X.tolist() != rows:
                example = Example(f"after {case}, X", describe(X), describe(rows))
                hint = "A second name is no copy: which line makes a new array?"
                raise Wrong("The caller's table is changed.", example, hint)
            wanted = [[0, *row[1:]] for row in rows]
            if _equal(got, wanted):
                continue
            example = Example(case, describe(got), describe(wanted))
            if _equal(got, rows):
                hint = "Put the zeros into the new table, and return that one."
                raise Wrong("The table comes back as it was.", example, hint)
            raise Wrong("Zeros in column 0 are wanted, all else as in X.", example)
        return "Right: the zeros are in the new table, and the old one is as it was."

    return checked("blanked", (blanked,), check)


ROWS = [[5.0, 3.0, 9.0], [1.0, 2.0], [4.0], [0.5, -1.5, 2.0, 7.0]]


def check_differences(differences: Any) -> Result:
    """Check `differences(x)`: the table of all x[i] - x[j]."""

    def check() -> str:
        for x in ROWS:
            case = call("differences", x=x)
            got = _given(run(differences, x=np.array(x)), case)
            wanted = np.array([[left - right for right in x] for left in x])
            table = floats(got)
            if table is None:
                raise Wrong("A table of numbers is wanted.", Example(case, describe(got)))
            if table.shape != wanted.shape:
                shapes = Example(case, f"shape {table.shape}", f"shape {wanted.shape}")
                hint = "A number in each row, less a number in each column: which x is the column?"
                raise Wrong("The shape is not right.", shapes, hint)
            if np.allclose(table, wanted):
                continue
            example = Example(case, describe(got), describe(wanted))
            if np.allclose(table, -wanted):
                hint = "The number of the row comes first; so it is the first x that is the column."
                raise Wrong("Every sign is the wrong way round.", example, hint)
            raise Wrong("The entries are not the differences.", example)
        return "Right, and no loop of Python was needed to be fast."

    return checked("differences", (differences,), check)


MANY = 6000
SEEDS = (0, 1, 2, 3)


def check_sixes(sixes: Any) -> Result:
    """Check `sixes(n, seed)`: the share of sixes among n throws, the same for the same seed."""

    def share(n: int, seed: int) -> float:
        case = call("sixes", n=n, seed=seed)
        value = number(_given(run(sixes, n=n, seed=seed), case))
        if not 0 <= value <= 1:
            hint = "Divide the number of sixes by n, or take a mean."
            raise Wrong("A share lies between 0 and 1.", Example(case, f"{value:g}"), hint)
        if abs(n * value - round(n * value)) > 1e-6:
            why = f"{value:g} is no share of {n} throws."
            raise Wrong("It is not counted.", Example(case, f"{value:g}"), why)
        return value

    def check() -> str:
        shares = [share(20, seed) for seed in SEEDS]
        if shares != [share(20, seed) for seed in SEEDS]:
            hint = "Make the generator inside the function: rng = np.random.default_rng(seed)."
            raise Wrong("Twice with the same seed, and not the same.", None, hint)
        many = [share(MANY, seed) for seed in SEEDS]
        if len(set(many)) == 1:
            case = ", ".join(call("sixes", n=MANY, seed=seed) for seed in SEEDS[:2])
            hint = "Is seed handed to the generator?" if 0 < many[0] < 1 else ""
            raise Wrong("Every seed gives the same.", Example(case, f"{many[0]:g}"), hint)
        if (off := max(many, key=lambda value: abs(value - 1 / 6))) and abs(off - 1 / 6) > 0.03:
            case = call("sixes", n=MANY, seed=SEEDS[many.index(off)])
            hint = "A die has six faces, 1 to 6: are all of them drawn, and is one of them counted?"
            raise Wrong(
                "It is not the share of one face in six.", Example(case, f"{off:.3f}"), hint
            )
        return "Right: near one in six, and the same each time."

    return checked("sixes", (sixes,), check)
