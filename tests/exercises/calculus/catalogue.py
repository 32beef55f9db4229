"""Answers to the exercises of the page Calculus and downhill, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises, without the figures that come with it.
IMPORTS = "import numpy as np\n"


def bowl(largest: object, plain: object, heavy: object, step: object = "2 / 9") -> str:
    """Return the code of an answer to the exercise on a bowl."""
    return (
        f"largest_step = {largest}\nplain_factor = {plain}\n"
        f"momentum_factor = {heavy}\nmomentum_step = {step}"
    )


def gradient(*lines: str) -> str:
    """Return the code of an answer to the exercise on differences."""
    return function("gradient(f, x)", *lines)


def ahead(*lines: str) -> str:
    """Return the code of an answer to the exercise on looking ahead."""
    return function("ahead_path(slope, start, step, momentum, n)", *lines)


def differences(expression: str, start: str = "list(x), list(x)", h: str = "1e-5") -> str:
    """Return the code of differences along each coordinate."""
    return gradient(
        f"h = {h}",
        "slopes = []",
        "for i in range(len(x)):",
        f"    ahead, behind = {start}",
        "    ahead[i] = ahead[i] + h",
        "    behind[i] = behind[i] - h",
        f"    slopes.append({expression})",
        "return slopes",
    )


def walk(*lines: str) -> str:
    """Return the code of a way that knows where it was a step before."""
    return ahead(
        "path = [start, start]",
        "for _ in range(n):",
        "    x, old = path[-1], path[-2]",
        *(f"    {line}" for line in lines),
        "return path[1:]",
    )


CENTRAL = "(f(ahead) - f(behind)) / (2 * h)"
Y = "y = x + momentum * (x - old)"

RIGHT = [
    Case("bowl", bowl(0.25, 0.6, "1 / 3"), "Right: 1/4, 3/5, 1/3 and 2/9"),
    Case("bowl", bowl("2 / 8", "(4 - 1) / (4 + 1)", 0.333, 0.222), "Right: 1/4, 3/5, 1/3 and 2/9"),
    Case("chain", "slopes = [18, 6]", "Right: 2 · 3 · 3"),
    Case("chain", "slopes = np.array([18.0, 6.0])", "Right: 2 · 3 · 3"),
    Case("differences", differences(CENTRAL), "Right, for functions"),
    Case(
        "differences",
        gradient(
            "x, h = np.array(x), 1e-5",
            "E = h * np.eye(len(x))",
            "return np.array([(f(x + e) - f(x - e)) / (2 * h) for e in E])",
        ),
        "Right, for functions",
    ),
    Case("ahead", walk(Y, "path.append(y - step * slope(y))"), "Right, with the look ahead"),
    Case(
        "ahead",
        ahead(
            "path, move = [start], 0.0",
            "for _ in range(n):",
            "    move = momentum * move - step * slope(path[-1] + momentum * move)",
            "    path.append(path[-1] + move)",
            "return np.array(path)",
        ),
        "Right, with the look ahead",
    ),
]

WRONG = [
    Case("bowl", bowl(0.5, 0.6, "1 / 3"), "twice the numbers in front"),
    Case("bowl", bowl(1, 0.6, "1 / 3"), "it takes the larger curvature"),
    Case("bowl", bowl(0.125, 0.6, "1 / 3"), "it may go on"),
    Case("bowl", bowl(0.2, 0.6, "1 / 3"), "When does it leave −1 to 1"),
    Case("bowl", bowl(0.25, "7 / 9", "1 / 3"), "κ is the larger curvature divided"),
    Case("bowl", bowl(0.25, 0.5, "1 / 3"), "Both ends must be equally slow"),
    Case("bowl", bowl(0.25, 0.6, 0.6), "put the root of κ"),
    Case("bowl", bowl(0.25, 0.6, "1 / 3", 0.2), "the best step without momentum"),
    Case("bowl", bowl(0.25, 0.6, "1 / 3", "1 / 9"), "That is the momentum"),
    Case("bowl", bowl(0.25, 0.6, "1 / 3", "4 / 9"), "Divide by the curvature"),
    Case("bowl", bowl(0.25, 0.6, "1 / 3", "1 / 18"), "begins at the smaller curvature"),
    Case("bowl", bowl(0.25, 0.6, "1 / 3", 0.25), "the floor begins there too"),
    Case("bowl", bowl("'a'", 0.6, 0.6), "A number is wanted here"),
    Case("chain", "slopes = [6, 18]", "in the other order"),
    Case("chain", "slopes = [12, 6]", "stands in xy + x twice"),
    Case("chain", "slopes = [6, 6]", "the square alone"),
    Case("chain", "slopes = [1, 2]", "Let u = xy + x"),
    Case("chain", "slopes = 18", "Two numbers are wanted"),
    Case("chain", "slopes = [18, 6, 0]", "Two numbers are wanted, got 3"),
    Case("differences", differences("(f(ahead) - f(x)) / h"), "right only roughly"),
    Case("differences", differences(CENTRAL, h="1e-2"), "right only roughly"),
    Case("differences", differences("(f(ahead) - f(behind)) / h"), "divide by the whole way 2h"),
    Case("differences", differences(CENTRAL, start="x, list(x)"), "x was no longer what it was"),
    Case("differences", gradient("return 1.0"), "a list of 2 numbers"),
    Case("differences", gradient("return f(x, x)"), "gradient stopped with an error"),
    Case("ahead", walk(Y, "path.append(y - step * slope(x))"), "at the place ahead"),
    Case("ahead", walk("path.append(x - step * slope(x))"), "Go ahead first"),
    Case("ahead", walk(Y, "path.append(y + step * slope(y))"), "Without momentum, x becomes"),
    Case("ahead", ahead("return [start]"), "3 steps lead through 4 points"),
    Case("ahead", ahead("return 5"), "not what was asked for"),
    Case("ahead", ahead("return n[0]"), "ahead_path stopped with an error"),
]  # fmt: skip

STUBS = [
    Case("bowl", bowl("...", "...", "...", "..."), "Not attempted yet"),
    Case("bowl", bowl(0.25, "...", "...", "..."), "Not attempted yet"),
    Case("bowl", bowl(0.25, 0.6, "1 / 3", "..."), "Not attempted yet"),
    Case("chain", "slopes = ...", "Not attempted yet"),
    Case("differences", gradient("return ..."), "Not attempted yet"),
    Case("ahead", ahead("return ..."), "Not attempted yet"),
]
