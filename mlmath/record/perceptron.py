"""The results that the chapter The perceptron reproduces."""

from typing import Any

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
    """Count the updates on the penguins in millimeters, centimeters, centered and standardized."""
    birds = penguins()
    counts, bounds = [], []
    centered = birds.X - birds.X.mean(axis=0)
    for Z in (birds.X, birds.X / 10, centered, standardize(birds.X)):
        A = augment(Z)
        w_star, _ = widest_separator(A, birds.y) or (np.zeros(3), 0.0)
        counts.append(len(Perceptron().fit(Z, birds.y).mistakes_))
        bounds.append(novikoff_bound(A, birds.y, w_star))
    whole = [int(bound) for bound in bounds]  # so many updates at most
    agrees = counts == [859, 82, 15, 1] and [whole[0], whole[-1]] == [422471, 64]
    made = ", ".join(map(str, counts[:-1]))
    return Measured(
        f"{made} and {counts[-1]} updates; bounds "
        + " and ".join([", ".join(f"{bound:,}" for bound in whole[:-1]), f"{whole[-1]:,}"]),
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


def deck(side: int = 4) -> tuple[Floats, Floats]:
    """Return all cards of 20 by 20 cells with one square mark, left (-1) or right (+1)."""
    places = [
        (row, column + 10 * (label > 0), label)
        for label in (-1, 1)
        for row in range(21 - side)
        for column in range(11 - side)
    ]
    eye = np.zeros((len(places), 20, 20))
    for card, (row, column, _) in zip(eye, places, strict=True):
        card[row : row + side, column : column + side] = 1
    return augment(eye.reshape(-1, 400)), np.array([label for *_, label in places])


def while_learning(
    overlap: Floats, y: Floats, seed: int, shown: int = 100
) -> list[tuple[np.floating[Any], np.floating[Any]]]:
    """Show random cards; after each, return which shares of the cards not yet shown are wrong.

    The first share is answered falsely, the second has score zero, and so no answer.  An update
    for card i adds y_i times `overlap[i]`, its dot products with all cards, to their scores.
    """
    rng = np.random.default_rng(seed)
    scores, new, shares = np.zeros(len(y)), np.ones(len(y), bool), []
    for i in rng.integers(len(y), size=shown):
        if y[i] * scores[i] <= 0:
            scores = scores + y[i] * overlap[i]
        new[i] = False
        ys = (y * scores)[new]
        shares.append((np.mean(ys < 0), np.mean(ys == 0)))
    return shares


def fifty_cards() -> Measured:
    """Measure how a machine does on the other cards after 50, over 500 seeds."""
    X, y = deck()
    overlap = X @ X.T
    after = np.array([while_learning(overlap, y, seed, shown=50)[-1] for seed in range(500)])
    falsely, not_at_all = after.mean(axis=0)
    return Measured(
        f"after 50 cards {falsely + not_at_all:.0%} of the others are mistakes on average, "
        f"{falsely:.0%} answered falsely and {not_at_all:.0%} not at all",
        bool(falsely + not_at_all < 0.1),
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
        "Updates on 274 penguins in millimeters, in centimeters, in millimeters with the means "
        "subtracted, and standardized",
        "859, 82, 15 and 1 updates; bounds from 422,471 down to 64",
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
