"""Chapter 1 says nothing of numbers that is not so: each claim computed again, for many seeds."""

import re
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest

from mlmath.perceptron import (
    Perceptron,
    augment,
    radius,
    widest_separator,
)
from mlmath.theorems.perceptron import THEOREMS, novikoff_sharp
from mlmath.widgets import get
from mlmath.widgets.perceptron.playground import default_points
from tests.chapters.perceptron_text import CARDS, LABELS, says, text

# (w1, w2, b) after each of the five updates, from the table that is worked on paper.
BY_HAND = [[0, 1, 1], [-2, 1, 0], [-1, 3, 1], [-4, 2, 0], [-3, 4, 1]]


def playground(**inputs: Any) -> dict[str, Any]:
    return dict(get("perceptron.playground").outputs(inputs))


def test_the_playground_swings_and_ends():
    out = playground(step=15)
    assert out["n_updates"] == 15
    assert out["converged"]
    assert out["left"][[2, 3, 15]].tolist() == [4, 8, 0]
    assert (np.diff(out["left"]) > 0).any()
    says("playground-seen", "After 2 updates four points", "makes it eight", "After 15 updates")
    last = out["updated"][-9:]
    labels = np.array(default_points())[:, 2]
    assert len(set(last.tolist())) == 2
    assert sorted(labels[list(set(last.tolist()))]) == [-1, 1]
    assert (last[1:] != last[:-1]).all()
    says("playground-seen", "The last nine updates go back and forth between a circle and a square")


def test_the_jaws_of_the_playground():
    out = get("perceptron.jaws").outputs({"updates": 15})
    assert f"{out['radius']:.2f}" == "1.39"
    assert f"{out['gamma']:.3f}" == "0.221"
    assert f"{out['bound']:.1f}" == "39.6"
    assert out["made"] == 15
    assert get("perceptron.jaws").outputs({"order": "adversarial"})["made"] == 22
    says("jaws-seen", r"$\qR = 1.39$", r"$\qgamma = 0.221$", "$39.6$, so at most $39$ updates")
    says(
        "jaws-seen", "stops after 15 updates", "turns $\\qw$ farthest from $\\qwstar$, it takes 22"
    )


def test_the_cards_have_more_than_one_line_and_not_the_best():
    first = Perceptron().fit(CARDS, LABELS)
    assert (first.coef_.tolist(), first.intercept_) == ([-3, 4], 1)
    order = [2, 1, 0, 3]
    second = Perceptron().fit(CARDS[order], LABELS[order])
    assert (second.coef_.tolist(), second.intercept_, len(second.mistakes_)) == ([-1, 2], 0, 2)
    says("other-order-seen", "Two updates, for C and B", "and another line")

    def nearest(w: Any, b: float) -> float:
        return float((LABELS * (CARDS @ w + b)).min() / np.hypot(*w))

    # The widest line in the plane: midway between x2 = x1 + 1, through A and C, and x2 = x1 - 2,
    # through B and D, by hand.
    assert (CARDS[[0, 2]] @ [-1, 1]).tolist() == [1, 1]
    assert (CARDS[[1, 3]] @ [-1, 1]).tolist() == [-2, -2]
    distances = LABELS * (CARDS @ [-2, 2] + 1) / np.sqrt(8)
    assert distances == pytest.approx(np.full(4, 3 / np.sqrt(8)))
    assert f"{3 / np.sqrt(8):.2f}" == "1.06"
    assert nearest(first.coef_, first.intercept_) == pytest.approx(0.8)
    for angle in np.linspace(0, 2 * np.pi, 721):  # no direction leaves more room
        w = np.array([np.cos(angle), np.sin(angle)])
        reach = CARDS @ w
        assert (reach[LABELS > 0].min() - reach[LABELS < 0].max()) / 2 <= 3 / np.sqrt(8) + 1e-12
    says("other-order-seen", "$-2 x_1 + 2 x_2 + 1 = 0$", "about $1.06$", "$0.8$ for our first line")
    says("other-order-seen", "midway between the parallels A–C and B–D", r"$3/\sqrt{8}$")
    assert (CARDS @ [-2, 2] + 1).tolist() == [3, -3, 3, -3]
    says("other-order-seen", "each card has the score $3$ or $-3$", "C and B (places 0 and 1")
    assert np.hypot(*(CARDS[[0, 2]].mean(axis=0) - CARDS[1])) == pytest.approx(3 / np.sqrt(2))
    says("other-order-seen", "and only $3/\\sqrt{2}$, twice as much, from B")
    says("must-stop", "room $3/\\sqrt{8} = 1.06$ on paper and margin $3/3 = 1$ in space")


@pytest.mark.parametrize("rate", [0.1, 0.37, 3.0, 100.0])
def test_from_zero_a_learning_rate_changes_no_mistake(rate):
    """Said in the text; here for 200 random sets of points, and the rule written out."""
    says("update-gain", "would change nothing here")

    def mistakes(X: Any, y: Any, eta: float) -> list[int]:
        w, found = np.zeros(3), []
        for i in list(range(len(X))) * 20:
            if y[i] * (w @ X[i]) <= 0:
                w = w + eta * y[i] * X[i]
                found.append(i)
        return found

    for seed in range(200):
        rng = np.random.default_rng(seed)
        X, y = augment(rng.integers(-9, 10, size=(6, 2)).astype(float)), rng.choice([-1, 1], 6)
        exact = 2.0 ** np.round(np.log2(rate))  # a power of two, so that rounding has no say
        assert mistakes(X, y, exact) == mistakes(X, y, 1.0)


def test_another_start_keeps_within_the_bound_of_the_exercise():
    """(R/γ)² + 2 |w0| / γ, for 300 random starts and instances; and it takes more than (R/γ)²."""
    says("exercise-start", r"$(\qR/\qgamma)^2 + 2\, \|\qw_0\| / \qgamma$")
    beyond = 0
    for seed in range(300):
        data = THEOREMS["novikoff"].check(seed, None).instance
        X, y, gamma = data["X"], data["y"], data["gamma"]
        rng = np.random.default_rng(seed)
        w = -data["w_star"] * rng.uniform(0, 30) + rng.normal(size=2)
        start, updates, clean = np.hypot(*w), 0, False
        while not clean:
            clean = True
            for x, label in zip(X, y, strict=True):
                if label * (w @ x) <= 0:
                    w, updates, clean = w + label * x, updates + 1, False
        assert updates <= 1 / gamma**2 + 2 * start / gamma + 1e-9
        beyond += updates > 1 / gamma**2
    assert beyond > 0, "else the second term would not be needed"


def test_the_table_of_premises_names_the_step_that_fails():
    """Each row of a table "without the premise | fails": the very step, for a hundred seeds."""
    rows: dict[str, str] = {}
    for source in text().values():
        if "| without the premise |" in source:
            rows |= dict(re.findall(r"^\| ([^|]+?) \| (Step \d) \|", source, re.M))
    for theorem in THEOREMS.values():
        for premise in theorem.premises:
            for seed in range(100):
                (failed,) = theorem.check(seed, premise).failed
                assert failed.name.startswith(f"{rows[premise]}:")
    assert set(rows) == {p for theorem in THEOREMS.values() for p in theorem.premises}


def test_the_steps_are_called_in_the_proofs_as_in_the_verdicts():
    plain = " ".join(text().values()).replace(r"$\qgamma$", "γ")
    for theorem in THEOREMS.values():
        for step in theorem.check(0, None).steps:
            assert f"**{step.name}" in plain, f"no proof has a {step.name!r}"


def test_the_prediction_about_the_labels_is_answered_as_the_check_answers():
    (failed,) = THEOREMS["novikoff"].check(1, "labels are ±1").failed
    says("novikoff-drop", f"{failed.name.partition(':')[0]}.")
    says("novikoff-predict", "Labels written as 0 and 1")


def test_the_theorem_on_the_four_cards_by_hand():
    """The table: after the five updates, w·w*, ‖w‖² and kR², each in whole numbers."""
    w_star, path = np.array([-2, 2, 1]) / 3, np.array(BY_HAND)
    assert w_star @ w_star == pytest.approx(1)
    assert LABELS * (augment(CARDS) @ w_star) == pytest.approx(np.ones(4))  # all at γ = 1
    assert (augment(CARDS) ** 2).sum(axis=1).tolist() == [2, 5, 6, 11]  # R² = 11, of card D
    machine = Perceptron().fit(CARDS, LABELS)
    assert [[*m.weights, m.intercept] for m in machine.mistakes_] == BY_HAND
    rows = [path @ w_star, (path**2).sum(axis=1), 11 * np.arange(1, 6)]
    for name, row in zip(
        (r"\qw \cdot \qwstar", r"\lVert\qw\rVert^2", r"k \qR^2"), rows, strict=True
    ):
        says("must-stop", f"| ${name}$ | " + " | ".join(f"{value:.0f}" for value in row) + " |")
        assert row == pytest.approx(np.round(row))
    for weights in (", ".join(map(str, w)) for w in BY_HAND):
        says("by-hand-rule", f" | ${weights}$ |")
    says("must-stop", r"$\qR^2 = 9 + 1 + 1 = 11$", "at $k = 11$")


def test_the_squared_lengths_of_the_figure_of_an_update():
    w, x = np.array([3, 1]), np.array([-1, 2])
    assert (w @ w, x @ x, (w + x) @ (w + x), w @ x) == (10, 5, 13, -1)
    says("opponent-seen", "are 10, 5 and 13; at a right angle the last would be 15")


def test_on_xor_the_weights_recur_in_every_order():
    """Back at zeros after one epoch in the text's order; elsewhere by the end of the second."""
    corners = [((0, 0, 1), -1), ((1, 0, 1), 1), ((0, 1, 1), 1), ((1, 1, 1), -1)]
    ends = {order: ends_of_epochs(order, 3) for order in permutations(corners)}
    assert ends[tuple(corners)] == [((0, 0, 0), 0), ((0, 0, 0), 4), ((0, 0, 0), 4), ((0, 0, 0), 4)]
    for found in ends.values():
        weights = [w for w, _ in found]
        assert len(set(weights)) < len(weights)
        assert [made for _, made in found][-1] == 4
    updates = np.array([y * np.array(x) for x, y in corners])
    assert updates.sum(axis=0).tolist() == [0, 0, 0]
    path = np.cumsum(updates, axis=0).tolist()
    assert path == [[0, 0, -1], [1, 0, 0], [1, 1, 1], [0, 0, 0]]
    first, second, third = (", ".join(map(str, w)) for w in path[:3])
    says("xor-check", f"become ${first}$, then ${second}$, then ${third}$, and then zeros again")
    says("xor-check", "Four, and they cancel")
    says("xor-theorem", "$(0, 0)$, $(1, 0)$, $(0, 1)$, $(1, 1)$ in turn")
    says("xor-next", "each epoch is like the first", "Its weights come back")


def ends_of_epochs(order: Any, epochs: int) -> list[tuple[tuple[int, ...], int]]:
    """Return the weights at the start and at the end of each epoch, and the updates in it."""
    w = np.zeros(3, int)
    found: list[tuple[tuple[int, ...], int]] = [((0, 0, 0), 0)]
    for _ in range(epochs):
        made = 0
        for x, y in order:
            if y * (w @ x) <= 0:
                w, made = w + y * np.array(x), made + 1
        found.append((tuple(w.tolist()), made))
    return found


def test_where_weights_recur_no_hyperplane_separates():
    """The certificate: on small whole points, shown in turn, the weights recur or the run ends."""
    says("breaks", "if weights come back after an update, in whatever order, there is no such")
    recurred = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        X, y = augment(rng.integers(-2, 3, size=(5, 2)).astype(float)), rng.choice([-1.0, 1.0], 5)
        order = [(x, label) for x, label in zip(X.astype(int).tolist(), y.astype(int), strict=True)]
        run = ends_of_epochs(order, 60)
        ends, moved = [w for w, _ in run], run[-1][1] > 0
        if len(set(ends)) < len(ends) and moved:
            recurred += 1
            assert widest_separator(X, y) is None
    assert recurred > 20


def test_the_bound_alone_tells_on_four_corners():
    """Of the labelings of the corners, those that a line separates have bounds of at most 51."""
    corners = augment(np.array([(0, 0), (1, 0), (0, 1), (1, 1)], float))
    bounds = []
    for labels in product([-1.0, 1.0], repeat=4):
        found = widest_separator(corners, np.array(labels))
        if found is not None:
            bounds.append(3 / found[1] ** 2)  # R² = 0 + 1 + 1 + 1
    assert len(bounds) == 14
    # One corner against three, by hand: (2, 2, -3) has the length √17 and scores -3, -1, -1, 1.
    assert max(bounds) == pytest.approx(3 * 17)
    says("review", "bound is at most 51", "the 52nd update would prove")


def test_a_widest_margin_of_a_corner_against_three_cannot_be_beaten():
    """A mixture of the signed points (0,0,1), (1,0,1), (0,1,1), -(1,1,1) as short as that margin.

    No arrow of length 1 has a smallest product above the length of a mixture of the points.
    """
    signed = np.array([(0, 0, -1), (-1, 0, -1), (0, -1, -1), (1, 1, 1)])
    shares = np.array([0, 5, 5, 7]) / 17
    assert shares @ signed == pytest.approx(np.array([2, 2, -3]) / 17)


def test_an_opponent_and_the_bound_of_the_cards():
    w_star = np.array([-2.0, 2.0, 1.0]) / 3
    assert LABELS * (augment(CARDS) @ w_star) == pytest.approx(np.ones(4))
    assert radius(augment(CARDS)) ** 2 == pytest.approx(11)
    assert len(Perceptron(order="adversarial").fit(CARDS, LABELS).mistakes_) == 4
    says("novikoff-premises", "no order costs more than 5 updates, where the bound is 11")
    says("opponent-seen", "on our cards it gets 4 updates")
    assert all(novikoff_sharp(n).left == n for n in (2, 5, 20))
