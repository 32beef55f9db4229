"""Figures of the chapter Backpropagation; what all figures promise is in `test_shared`."""

import numpy as np
from matplotlib.patches import Rectangle

from mlmath.backprop import SYMMETRY_1986
from mlmath.backprop.family_trees import ENGLISH, GENERATION
from mlmath.figures import backprop as figures
from tests.figures.drawn import arrows, texts

WAYS = {"a": 2, "b": 3, "c": 1, "p": 2, "q": 1, "r": 1, "s": 1}
EXAMPLES = {
    "chain": lambda: figures.chain([2, 2, 6], [-4, -8, -12, -24], alt="Two weights."),
    "roads": lambda: figures.roads(alt="A map."),
    "layer": lambda: figures.layer(alt="A layer and the next."),
    "family_tree": lambda: figures.family_tree(alt="A tree."),
    "ramp": lambda: figures.ramp(alt="A step and a ramp."),
    "mirrors": lambda: figures.mirrors(SYMMETRY_1986, ("one", "two"), alt="Two units."),
    "codes": lambda: figures.codes(np.eye(24, 6), alt="Six units."),
}


def test_the_net_shows_values_and_blames():
    drawn = " ".join(texts(EXAMPLES["chain"]().svg()))
    assert all(number in drawn for number in ("−4", "−8", "−12", "−24", "values", "blame"))


def test_each_blame_stands_at_what_it_blames():
    """By hand: units at 0, 3 and 6, weights halfway; values go to the right, blame to the left."""
    (ax,) = EXAMPLES["chain"]().fig.axes
    at = {text.get_text(): text.get_position()[0] for text in ax.texts}
    spots = {"w₁: −24": 1.5, "w₂: −8": 4.5, "−12": 3, "−4": 6}
    assert {name: at[name] for name in spots} == spots
    first, second, back, forth = arrows(ax)[:, :, 0].tolist()
    assert (first, second) == ([0.46, 2.54], [3.46, 5.54])
    assert back[0] > back[1]
    assert forth[0] < forth[1]


def test_the_map_has_the_ways_that_are_counted_on_it():
    """By hand: 2 from a, 3 from b, 1 from c."""
    figure = figures.roads(WAYS, alt="A map with counts.")
    drawn = texts(figure.svg())
    beside = {t.get_position(): t.get_text() for t in figure.fig.axes[0].texts}
    for name, ways in WAYS.items():
        x, y = figures.PLACES[name]
        assert beside[(x + 0.5, y)] == str(ways)
    assert sorted(text for text in drawn if text.isdigit()) == list("1111223")
    assert not [text for text in texts(EXAMPLES["roads"]().svg()) if text.isdigit()]


def test_every_arrow_lies_between_its_places():
    """From 0.45 after one place to 0.45 before the other, on the way between them."""
    places = {name: np.array(at, float) for name, at in figures.PLACES.items()}
    ways = [(places[road[0]], places[road[1]]) for road in figures.ROADS]
    ways += [(places["r"], places["end"]), (places["s"], places["end"])]
    for (tail, tip), (start, stop) in zip(
        arrows(EXAMPLES["roads"]().fig.axes[0]), ways, strict=True
    ):
        share = 0.45 / np.linalg.norm(stop - start)
        np.testing.assert_allclose(tail, (1 - share) * start + share * stop)
        np.testing.assert_allclose(tip, share * start + (1 - share) * stop)


def test_every_road_leads_to_the_next_row():
    for road in figures.ROADS:
        assert np.isclose(figures.PLACES[road[1]][1] - figures.PLACES[road[0]][1], 1.7)


def test_bars_are_as_long_as_the_weights_and_have_their_numbers():
    for ax, weights in zip(EXAMPLES["mirrors"]().fig.axes, SYMMETRY_1986, strict=True):
        np.testing.assert_allclose([bar.get_width() * 14.2 for bar in ax.containers[0]], weights)
        assert ax.yaxis_inverted()  # the first input is on top
        # A number stands where its bar does not.
        assert all(t.get_position()[0] * w < 0 for t, w in zip(ax.texts, weights, strict=True))
        assert [text.get_text() for text in ax.texts] == [
            f"{w:.1f}".replace("-", "\u2212") for w in weights
        ]


def test_the_slope_is_a_quarter_in_the_middle():
    _, logistic, slope = EXAMPLES["ramp"]().fig.axes[0].lines
    z, height = np.array(slope.get_data())
    assert height.max() == 0.25
    assert z[height.argmax()] == 0
    np.testing.assert_allclose(
        np.gradient(logistic.get_data()[1], z)[1:-1], height[1:-1], atol=1e-3
    )


def test_a_square_is_as_strong_as_the_output():
    """Of the unit matrix: person k is the only one that unit k is on for."""
    for half, ax in enumerate(EXAMPLES["codes"]().fig.axes):
        filled = [patch for patch in ax.patches if patch.get_fill()]
        strong = [i for i, patch in enumerate(filled) if patch.get_alpha() == 1]
        assert strong == [24 * row + 3 * half + row for row in range(3)]
        # The second family is one lower than the first, and each unit 3.6 lower than the last.
        rows = [patch.get_y() for patch in filled if isinstance(patch, Rectangle)]
        by_hand = [-0.94 - 3.6 * unit - family for unit in range(3) for family in (0, 1)]
        np.testing.assert_allclose(rows, np.repeat(by_hand, 12))


def test_the_arrows_of_the_layer_end_at_its_units():
    """By hand: those straight ahead from 0.4 after a unit to 0.4 before the next."""
    drawn = arrows(EXAMPLES["layer"]().fig.axes[0])
    straight = [(t[0], s[0]) for t, s in drawn.tolist() if t[1] == s[1] == 0]
    np.testing.assert_allclose(straight, [(0.4, 2.0), (2.8, 3.6), (4.4, 6.0)])


def test_the_layer_has_the_names_of_the_formulas():
    drawn = texts(EXAMPLES["layer"]().svg())
    for name, times in {"a": 2, "z": 2, "a⁺": 2, "z⁺": 2, "W": 1, "W⁺": 1, "δ": 1, "δ⁺": 1}.items():
        assert drawn.count(name) == times


def test_the_tree_has_each_person_in_the_column_of_the_generation():
    (ax,) = EXAMPLES["family_tree"]().fig.axes
    found = {text.get_text(): text.get_position()[0] for text in ax.texts}
    columns = sorted({found[name] for name in ENGLISH})
    assert [columns.index(found[name]) + 1 for name in ENGLISH] == GENERATION[:12].tolist()


def test_the_tree_leads_from_each_couple_to_its_children():
    """By the published tree: which names stand at the two arms of each fork."""
    (ax,) = EXAMPLES["family_tree"]().fig.axes
    spots = {t.get_text(): t.get_position() for t in ax.texts if t.get_text() in ENGLISH}
    found = set()
    for line in ax.lines:
        x, y = np.array(line.get_data())
        if len(x) == 4:
            # A fork opens toward the names: its arms end to the left of its stem for couples.
            couple, arm = x[0] < x[1], x[0]
            columns = [s[0] for s in spots.values() if (s[0] < arm) == couple]
            column = max(columns) if couple else min(columns)
            found.add(frozenset(n for n, s in spots.items() if s[0] == column and s[1] in y))
    assert found == {
        frozenset(pair)
        for pair in (
            ("Christopher", "Penelope"), ("Andrew", "Christine"), ("Margaret", "Arthur"),
            ("Victoria", "James"), ("Jennifer", "Charles"), ("Arthur", "Victoria"),
            ("James", "Jennifer"), ("Colin", "Charlotte"),
        )
    }  # fmt: skip
