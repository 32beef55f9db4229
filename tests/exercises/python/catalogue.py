"""Answers to the exercises of the page Python for this book, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"


def agree(*lines: str) -> str:
    """Return the code of `agree`."""
    return function("agree(a, b)", *lines)


def report(line: str) -> str:
    """Return the code of `report`."""
    return function("report(gate, share)", line)


def balance(*lines: str) -> str:
    """Return the code of `balance`."""
    return function("balance(cards)", *lines)


def blanked(*lines: str) -> str:
    """Return the code of `blanked`."""
    return function("blanked(X)", *lines)


def differences(line: str) -> str:
    """Return the code of `differences`."""
    return function("differences(x)", line)


def sixes(*lines: str) -> str:
    """Return the code of `sixes`."""
    return function("sixes(n, seed)", *lines)


SEEDED = "rng = np.random.default_rng(seed)"
ROUND = ("s = 0", "for name in cards:")
LOOP = ("count = 0", "for x, y in zip(a, b, strict=True):")

RIGHT = [
    Case("agree", agree("return sum(x == y for x, y in zip(a, b))"), "Right"),
    Case("agree", agree("return int(np.sum(np.array(a) == np.array(b)))"), "Right"),
    Case("agree", agree("return len([1 for i in range(len(a)) if a[i] == b[i]])"), "Right"),
    Case("report", report('return f"{gate:6}{100 * share:6.1f}%"'), "Right"),
    Case("report", report('return f"{gate:<6}{share:>7.1%}"'), "Right"),
    Case("balance", balance("return sum(card[2] for card in cards.values())"), "Right"),
    Case("balance", balance("s = 0", "for a, b, y in cards.values():", "    s = s + y", "return s"),
         "Right"),
    Case("blanked", blanked("Y = 1 * X", "Y[:, 0] = 0", "return Y"), "Right"),
    Case("blanked", blanked("return X - X[:, :1] * ([1] + [0] * (X.shape[1] - 1))"), "Right"),
    Case("blanked", blanked("Y = np.zeros(X.shape)", "Y[:, 1:] = X[:, 1:]", "return Y"), "Right"),
    Case("blanked", blanked("return [[0, *row[1:]] for row in X.tolist()]"), "Right"),
    Case("differences", differences("return x.reshape(-1, 1) - x"), "Right"),
    Case("differences", differences("return [[a - b for b in x] for a in x]"), "Right"),
    Case("sixes", sixes(SEEDED, "return (rng.integers(6, size=n) == 5).mean()"), "Right"),
    Case("sixes", sixes(SEEDED, "return sum(rng.choice([1, 2, 3, 4, 5, 6], n) == 6) / n"), "Right"),
]  # fmt: skip

WRONG = [
    Case("agree", agree(*LOOP, "    if x != y:", "        count += 1", "return count"), "differ"),
    Case("agree", agree("return len(set(a) & set(b))"), "zip pairs the places"),
    Case("agree", agree(*LOOP, "    if x == y:", "        count += 1", "print(count)"),
         "comes back with return"),
    Case("agree", agree("return len(a)"), "The count is not right"),
    Case("agree", agree("return [x == y for x, y in zip(a, b)]"), "A number is wanted here"),
    Case("report", report('return f"{gate:6}{share:7.1f}"'), "not in percent"),
    Case("report", report('return f"{gate:6}{share:7.0%}"'), "not in percent"),
    Case("report", report('return f"{gate}{share:.1%}"'), "Name and share are wanted"),
    Case("report", report('return f"{gate:6} {share:.1%}"'), "The places stand before the point"),
    Case("report", report('return f"{gate:6}{share:9.1%}"'), "not on their places"),
    Case("report", report('print(f"{gate:6}{share:7.1%}")'), "comes back with return"),
    Case("report", report("return share"), "A text is wanted"),
    Case("balance", balance(*ROUND, "    s += cards[name]", "return s"), "stopped with an error"),
    Case("balance", balance(*ROUND, "    s += cards[name][0]", "return s"), "It adds up a reading"),
    Case("balance", balance(*ROUND, "    s += cards[name][1]", "return s"), "It adds up a reading"),
    Case("balance", balance(*ROUND, "    s += cards[name][2]", "    return s"),
         "ends with the first card"),
    Case("balance", balance("return len(cards)"), "The sum is not right"),
    Case("balance", balance("if not cards:", "    return 1", *ROUND,
                            "    s += cards[name][2]", "return s"), "The sum is not right"),
    Case("balance", balance(*ROUND, "    s += cards[name][2]", "print(s)"),
         "comes back with return"),
    Case("blanked", blanked("X[:, 0] = 0", "return X"), "The caller's table is changed"),
    Case("blanked", blanked("Y = X", "Y[:, 0] = 0", "return Y"), "A second name is no copy"),
    Case("blanked", blanked("Y = np.array(X)", "Y[:, 0] = 0", "return X"), "as it was"),
    Case("blanked", blanked("Y = np.array(X)", "Y[0] = 0", "return Y"), "Zeros in column 0"),
    Case("blanked", blanked("return 'table'"), "Zeros in column 0"),
    Case("blanked", blanked("Y = np.array(X)", "Y[:, 0] = 0"), "comes back with return"),
    Case("differences", differences("return x - x[:, None]"), "Every sign is the wrong way round"),
    Case("differences", differences("return x - x"), "which x is the column"),
    Case("differences", differences("return x[:, None] + x"), "not the differences"),
    Case("differences", differences("return 'table'"), "A table of numbers is wanted"),
    Case("sixes", sixes("return np.mean(np.random.default_rng().integers(6, size=n) == 5)"),
         "not the same"),
    Case("sixes", sixes("return np.mean(np.random.default_rng(7).integers(6, size=n) == 5)"),
         "Is seed handed to the generator"),
    Case("sixes", sixes(SEEDED, "return np.sum(rng.integers(6, size=n) == 5)"),
         "A share lies between"),
    Case("sixes", sixes(SEEDED, "return np.mean(rng.integers(1, 6, size=n) == 6)"),
         "Every seed gives the same"),
    Case("sixes", sixes(SEEDED, "return np.mean(rng.integers(7, size=n) > 4)"),
         "share of one face in six"),
    Case("sixes", sixes("return 1 / 6"), "It is not counted"),
]  # fmt: skip

STUBS = [
    Case("agree", agree("..."), "Not attempted yet"),
    Case("report", report("return ..."), "Not attempted yet"),
    Case("balance", balance("..."), "Not attempted yet"),
    Case("blanked", blanked("..."), "Not attempted yet"),
    Case("differences", differences("return ..."), "Not attempted yet"),
    Case("sixes", sixes("..."), "Not attempted yet"),
]
