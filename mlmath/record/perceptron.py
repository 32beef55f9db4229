"""The results that the chapter The perceptron reproduces."""

import numpy as np

from mlmath.datasets.palmer import penguins
from mlmath.datasets.scaling import standardize
from mlmath.perceptron import (
    Perceptron,
    augment,
    count_separable_dichotomies,
    novikoff_bound,
    widest_separator,
)
from mlmath.record import Measured, Result
from mlmath.record.stored import recipe, stored
from mlmath.theorems.perceptron import cover_half, novikoff_sharp
from mlmath.theorems.perceptron.xor import CORNERS
from mlmath.validation import Floats

HERE = "{doc}`/chapters/01_perceptron`"
CARDS = np.array([[0.0, 1.0], [2.0, 0.0], [1.0, 2.0], [3.0, 1.0]])
LABELS = np.array([1.0, -1.0, 1.0, -1.0])


def cards_by_hand() -> Measured:
    """Count the updates on the chapter's four cards, and compute the bound."""
    machine = Perceptron().fit(CARDS, LABELS)
    w_star, _ = widest_separator(augment(CARDS), LABELS) or (np.zeros(3), 0.0)
    updates, bound = len(machine.mistakes_), novikoff_bound(augment(CARDS), LABELS, w_star)
    agrees = updates == 5 and abs(bound - 11) < 1e-9
    return Measured(f"{updates} updates, bound {bound:.6g}", agrees)


def novikoff_reached() -> Measured:
    """Run the machine on points along the axes, one for each."""
    sizes = range(2, 51)
    verdicts = [novikoff_sharp(n) for n in sizes]
    agrees = all(
        v.left == n and abs(v.right - n) < 1e-9 for n, v in zip(sizes, verdicts, strict=True)
    )
    return Measured(f"equal for each N from {sizes[0]} to {sizes[-1]}", agrees)


def penguin_updates() -> Measured:
    """Count the updates on the penguins in millimeters, centimeters and standardized."""
    birds = penguins()
    counts, bounds = [], []
    for Z in (birds.X, birds.X / 10, standardize(birds.X)):
        A = augment(Z)
        w_star, _ = widest_separator(A, birds.y) or (np.zeros(3), 0.0)
        counts.append(len(Perceptron().fit(Z, birds.y).mistakes_))
        bounds.append(novikoff_bound(A, birds.y, w_star))
    agrees = counts == [859, 82, 1] and [round(bounds[0]), round(bounds[2])] == [422471, 65]
    return Measured(
        f"{counts[0]}, {counts[1]} and {counts[2]} updates; "
        f"bounds {bounds[0]:,.0f}, {bounds[1]:,.0f} and {bounds[2]:,.0f}",
        agrees,
    )


def half_by_formula() -> Measured:
    """Evaluate C(2d, d) in whole numbers."""
    dimensions = range(1, 101)
    agrees = all(cover_half(d).holds for d in dimensions)
    return Measured(f"exactly one half for each d from 1 to {dimensions[-1]}", agrees)


def share_separable(n: int, d: int, seed: int, draws: int = 20) -> float:
    """Draw points and labels, search for a hyperplane, and return how often there was one."""
    rng = np.random.default_rng([seed, n, d])
    found = 0
    for _ in range(draws):
        points, labels = rng.normal(size=(n, d)), rng.choice([-1, 1], n)
        found += widest_separator(points, labels) is not None
    return found / draws


def half_shares() -> dict[str, float]:
    """Search for hyperplanes at N = 2d: {d: the share of 100 draws that have one}."""
    seeds, dimensions = range(5), (2, 5, 20, 50)
    return {
        str(d): float(np.mean([share_separable(2 * d, d, seed) for seed in seeds]))
        for d in dimensions
    }


def half_by_search() -> Measured:
    """Compare with one half the shares among 100 draws, whose standard error is 0.05."""
    shares: dict[str, float] = stored(half_shares)
    text = ", ".join(f"{share:.2f} (d = {d})" for d, share in shares.items())
    agrees = all(abs(share - 0.5) <= 3 * 0.05 for share in shares.values())
    return Measured(f"{text}, of 100 draws each; stored, from `{recipe('perceptron')}`", agrees)


def four_points() -> Measured:
    """Try all labelings of the corners of the square, with lines that may stand anywhere."""
    found = count_separable_dichotomies(augment(CORNERS))
    return Measured(f"{found} of {2 ** len(CORNERS)}", found == 14)


def draw_cards(n: int, rng: np.random.Generator, side: int = 4) -> tuple[Floats, Floats]:
    """Draw cards of 20 by 20 cells with one square mark, left (-1) or right (+1)."""
    y = rng.choice([-1, 1], n)
    row = rng.integers(0, 21 - side, n)
    column = rng.integers(0, 11 - side, n) + 10 * (y > 0)
    retina = np.zeros((n, 20, 20))
    for k in range(n):
        retina[k, row[k] : row[k] + side, column[k] : column[k] + side] = 1
    return augment(retina.reshape(n, 400)), y


def errors_while_learning(seed: int, side: int = 4, shown: int = 100) -> list[float]:
    """Show cards once each; return the share of 500 others that are wrong after each card."""
    rng = np.random.default_rng(seed)
    (cards, y), (others, labels) = draw_cards(shown, rng, side), draw_cards(500, rng, side)
    w, errors = np.zeros(401), []
    for card, label in zip(cards, y, strict=True):
        if label * (card @ w) <= 0:
            w = w + label * card
        errors.append(float(np.mean(labels * (others @ w) <= 0)))
    return errors


def fifty_cards() -> Measured:
    """Measure how a machine does on new cards after 50, over 100 seeds."""
    after = [errors_while_learning(seed)[49] for seed in range(100)]
    low, middle, high = np.quantile(after, [0.25, 0.5, 0.75])
    return Measured(
        f"after 50 cards the median machine has {middle:.0%} of new cards wrong, "
        f"half of the machines between {low:.0%} and {high:.0%}",
        bool(middle < 0.1),
    )


STORED = (half_shares,)  # the chapter draws them too: once more with each build would be twice
RESULTS = [
    Result(
        "The four cards of the first pages",
        "5 updates, bound 11",
        f"by hand, {HERE}",
        cards_by_hand,
    ),
    Result(
        "Novikoff's bound is reached by N points along N axes",
        "N updates, bound N",
        "after {prf:ref}`thm-novikoff`",
        novikoff_reached,
    ),
    Result(
        "Updates on 274 penguins in millimeters, centimeters and standardized",
        "859, 82 and 1 updates; bounds from 422,471 down to 65",
        f"{HERE}, with the birds of {{cite:t}}`gorman2014`",
        penguin_updates,
    ),
    Result(
        "The share of labelings of N = 2d points that can be separated, by the formula",
        "one half",
        "{cite:t}`cover1965`",
        half_by_formula,
    ),
    Result(
        "The same share, by drawing labelings at random and searching for a hyperplane",
        "one half",
        "{cite:t}`cover1965`",
        half_by_search,
    ),
    Result(
        "Labelings of four points, no three on a line, that a line anywhere can separate",
        "14 of 16",
        "{prf:ref}`thm-cover`, {cite:t}`cover1965`",
        four_points,
    ),
    Result(
        "Telling left from right after 50 cards",
        "“after 50 trials”, with no rate of errors",
        "{cite:t}`nytimes1958`; {cite:t}`cornell2019`",
        fifty_cards,
    ),
]
