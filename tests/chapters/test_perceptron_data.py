"""What chapter 1 says of penguins, cards and letters, computed again."""

from typing import Any

import numpy as np
import pytest

from mlmath.datasets import penguins, standardize
from mlmath.perceptron import (
    Perceptron,
    augment,
    cover_count,
    margin,
    novikoff_bound,
    separable_probability,
    widest_separator,
)
from mlmath.record.perceptron import deck, while_learning
from mlmath.theorems.perceptron import cover
from mlmath.widgets import get
from tests.chapters.perceptron_text import CARDS, LABELS, says


def test_the_penguins():
    birds = penguins()
    made, bounds = [], []
    centered = birds.X - birds.X.mean(axis=0)
    for Z in (birds.X, birds.X / 10, centered, standardize(birds.X)):
        A = augment(Z)
        made.append(len(Perceptron().fit(Z, birds.y).mistakes_))
        w_star, _ = widest_separator(A, birds.y) or (None, 0)
        bounds.append(f"{int(novikoff_bound(A, birds.y, w_star)):,}")
    assert (made, bounds) == ([859, 82, 15, 1], ["422,471", "119,659", "1,695", "64"])
    says("penguins", "274 penguins that take 859 updates, or 82, or 15, or 1")
    says("penguins-seen", "859 updates", "82 in centimeters", "15 in millimeters", "a single one")
    says("penguins-seen", "422,471 down to 64")
    Z = standardize(birds.X)
    runs = [len(Perceptron(order="random", seed=s).fit(Z, birds.y).mistakes_) for s in range(1000)]
    assert (min(runs[:100]), max(runs[:100])) == (1, 7)
    assert max(runs) == 7, "of a thousand orders none takes longer"
    says("penguins-seen", "In the hundred random orders it took between 1 and 7")


def test_cover_in_the_plane_and_at_the_capacity():
    assert cover(1).left == 10
    assert (cover(1).instance["n"], cover(1).instance["d"]) == (5, 2)
    assert cover(1, "general position").left == 8
    says("cover-predict", "Seed 1 has five points in the plane, and 10 separable labelings")
    assert (cover_count(4, 3), cover_count(7, 2)) == (
        2 * (1 + 3 + 3),
        2 * 7,
    )  # by the formula, by hand
    assert cover_count(4, 3) == cover_count(3, 3) + cover_count(3, 2) == 8 + 6
    says("general-position", "Three points have $8$ labelings, so four have $8 + 6 = 14$")
    says(
        "xor-theorem",
        "four points in general position in space",
        "of their 16 labelings it allows 14",
    )
    says("cover-seen-broken", "Eight.")
    # "nearly every set of somewhat fewer and nearly none of somewhat more", when d is large
    assert separable_probability(180, 100) > 0.9
    assert separable_probability(220, 100) < 0.1
    # Eight questions: 80 points for 50 weights.
    assert separable_probability(80, 50) > 0.95
    says("review", "A machine with 50 weights has learned random labels of 80 points")


def after_fifty(side: int, seeds: range) -> Any:
    """Return (false, none): which shares of the cards not yet shown are mistakes after 50 cards.

    With weights, as the rule is written; the chapter adds to the scores instead.
    """
    X, y = deck(side)
    shares = []
    for seed in seeds:
        w, chosen = np.zeros(401), np.random.default_rng(seed).integers(len(X), size=100)[:50]
        for i in chosen:
            if y[i] * (X[i] @ w) <= 0:
                w = w + y[i] * X[i]
        ys = np.delete(y * (X @ w), np.unique(chosen))
        shares.append(((ys < 0).mean(), (ys == 0).mean()))
    return np.array(shares)


def test_fifty_cards_for_the_seeds_of_the_text():
    """Means of 500 seeds, as the text says, and of the hundreds among them."""
    four, two, six = (after_fifty(side, range(500)) for side in (4, 2, 6))
    X, y = deck(4)
    assert len(X) == 2 * 17 * 7 == 238
    assert tuple(four[3]) == while_learning(X @ X.T, y, 3)[49]
    assert f"{four.sum(axis=1).mean():.0%}" == "7%"
    for part in np.split(four, 5):
        assert 0.055 <= part.sum(axis=1).mean() <= 0.085
        assert part[:, 1].mean() > part[:, 0].mean(), "more than half are no answers"
    says("fifty-cards-seen", "After 50 cards, 7 of 100 other cards are mistakes, on average")
    assert f"{two.sum(axis=1).mean():.0%}" == "42%"
    assert six.sum(axis=1).mean() < 0.01
    says("fifty-cards-seen", "with marks of 2 by 2 cells it is 42 of 100", "6 by 6 not even 1")


def test_the_bias_alone_decides_nearly_all_mistakes_after_fifty_cards():
    """Mistakes overlap no mark that caused an update; what an update touched is never false."""
    says("fifty-cards-seen", "Nearly all of these are cards that overlap no mark which caused")
    says("fifty-cards-seen", "No card that an update touched is answered falsely")
    X, y = deck(4)
    mistakes = untouched = 0
    biases = set()
    for seed in range(500):
        w = np.zeros(401)
        used: list[int] = []
        chosen = np.random.default_rng(seed).integers(len(X), size=100)[:50]
        for i in chosen:
            if y[i] * (X[i] @ w) <= 0:
                w, used = w + y[i] * X[i], [*used, i]
        touched = np.any(X[:, :400] @ X[used, :400].T > 0, axis=1)
        ys = y * (X @ w)
        assert (ys[touched] >= 0).all()
        biases.add(int(w[400]))
        wrong = np.setdiff1d(np.flatnonzero(ys <= 0), chosen)
        mistakes += len(wrong)
        untouched += len(wrong) - int(np.count_nonzero(touched[wrong]))
    assert biases == {-1, 0, 1}, "zero, or one-sided"
    assert untouched > 0.9 * mistakes > 0


def test_the_letters_without_noise_and_with():
    retina = get("perceptron.retina")
    out = retina.outputs({"noise": 0.0, "shown": 400})
    w, (E, F) = out["weights"], out["patterns"]
    assert out["updates"][-1] == 9
    assert set(w[(E == 1) & (F == 0)].tolist()) == {4}
    assert set(w[(E == 1) & (F == 1)].tolist()) == {-1}
    assert set(w[(E == 0) & (F == 0)].tolist()) == {0}
    assert E @ w + out["bias"] > 0 > F @ w + out["bias"]
    says("retina-seen", "After 9 updates", "weight $+4$", "each shared cell $-1$")
    # A cell of the bar got +1 from each E; a shared one -1 from each F too: 4 - 5 = -1.
    says("retina-seen", "four updates added an E, five took an F away")
    # "With noise the picture is rough, but the bar stays visible": of the heaviest cells, as many
    # as the bar has, at least four in five belong to it, for each of a hundred seeds.
    for noise in (0.1, 0.3):
        for seed in range(100):
            out = retina.outputs({"noise": noise, "seed": seed, "shown": 400})
            bar = np.flatnonzero((E == 1) & (F == 0))
            heaviest = np.argsort(-out["weights"])[: len(bar)]
            assert np.isin(heaviest, bar).mean() >= 0.8
    says("retina-seen", "the bar stays visible")


def test_the_widest_line_is_what_the_book_finds():
    w_star, gamma = widest_separator(augment(CARDS), LABELS) or (np.zeros(3), 0.0)
    assert w_star == pytest.approx(np.array([-2, 2, 1]) / 3)
    assert margin(augment(CARDS), LABELS, w_star) == pytest.approx(gamma)
