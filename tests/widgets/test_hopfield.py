"""The widgets of the page Networks that remember: what their outputs hold."""

import numpy as np
import pytest

from mlmath import hopfield
from mlmath.datasets.letters import letter
from mlmath.hopfield import Hopfield, energy, morph_energy, morph_update
from mlmath.widgets import get
from mlmath.widgets.hopfield import capacity, morph, recall
from mlmath.widgets.hopfield._letters import ORDER, stored

RECALL, CAPACITY, MORPH = (get(f"hopfield.{name}") for name in ("recall", "capacity", "morph"))


def state_after(out, k):
    """Return the state after k steps, from what the view is given."""
    cells = out["start"].copy()
    for i in out["flips"][: out["ends"][k]]:
        cells[i] = 1 - cells[i]
    return 2.0 * cells - 1


@pytest.mark.parametrize("name", ORDER)
def test_a_letter_is_halved_and_its_strokes_are_two_cells_wide(name):
    """A cell is lit where it, the next one, or one below these holds half of the ink it can."""
    fine = np.asarray(letter(name))
    ink = np.array([[fine[2 * r : 2 * r + 2, 2 * c : 2 * c + 2].sum() >= 2 for c in range(10)]
                    for r in range(10)])  # fmt: skip
    lit = [ink[r : r + 2, c : c + 2].any() for r in range(10) for c in range(10)]
    assert (stored(8)[ORDER.index(name)] == np.where(lit, 1, -1)).all()


@pytest.mark.parametrize("together", [False, True])
def test_energies_and_overlaps_are_those_of_the_states(together):
    out = RECALL.outputs({"together": together, "noise": 0.3, "stored": 5})
    xi = stored(5)
    W = Hopfield().fit(xi).weights_
    for k in range(out["last"] + 1):
        s = state_after(out, k)
        assert out["energies"][k] == pytest.approx(float(energy(W, s)), rel=1e-5)
        assert out["overlaps"][k] == pytest.approx(xi @ s / 100, abs=1e-6)


def test_one_at_a_time_the_energy_falls_with_each_step():
    for draw in range(10):
        out = RECALL.outputs({"draw": draw, "noise": 0.4})
        assert (np.diff(out["energies"]) < 0).all()
        assert (np.diff(out["ends"]) == 1).all()


def test_four_letters_come_back_and_eight_do_not():
    """Hebb's rule holds four; the projection holds all eight."""
    for shown in range(4):
        out = RECALL.outputs({"shown": shown, "noise": 0.1, "step": 400})
        assert out["summary"].endswith(f"it rests in the memory {ORDER[shown]}.")
    full = {"stored": 8, "noise": 0.0, "step": 400}
    lost = [RECALL.outputs({**full, "shown": k})["last"] > 0 for k in range(8)]
    assert sum(lost) >= 7
    kept = [RECALL.outputs({**full, "shown": k, "rule": "projection"})["last"] for k in range(8)]
    assert kept == [0] * 8


def test_a_drawing_is_begun_with_and_may_be_stored():
    cells = (np.arange(100) % 3 == 0).astype(int).tolist()
    out = RECALL.outputs({"start": cells, "own": cells, "stored": 2})
    assert out["start"].tolist() == cells
    assert out["names"] == "T O yours"
    assert out["patterns"][2].tolist() == cells
    assert out["overlaps"][0][2] == 1


def test_a_mirror_image_is_named():
    mirror = (stored(3)[1] < 0).astype(int).tolist()
    out = RECALL.outputs({"start": mirror, "stored": 3, "step": 400})
    assert out["summary"] == "It rests in the mirror image of O: every cell reversed."


def test_a_mixture_is_named_with_its_signs():
    """The sign of T + O - L; the projection keeps it."""
    mixed = np.array([1, 1, -1]) @ stored(3) > 0
    out = RECALL.outputs({"start": mixed.astype(int).tolist(), "stored": 3, "rule": "projection"})
    assert out["summary"] == "It rests in a mixture of T, O and −L: no memory."


def test_what_never_rests_is_told_from_what_has_not_come_to_rest():
    """Two neurons, each to take the other's sign reversed, turn over together for ever."""
    pair = [[0, -1], [-1, 0]]
    to_and_fro = hopfield.recall(pair, [1, 1], "synchronous")
    xi, names = np.array([[1.0, -1.0]]), ["T"]
    assert recall._landed(to_and_fro, xi, names).startswith("It goes to and fro")
    stopped = hopfield.recall(pair, [1, 1], "synchronous", max_sweeps=1)
    assert recall._landed(stopped, xi, names).startswith("It has not come to rest in 1 ")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([2] * 100, "start must hold only 0 and 1, got 2 at index 0"),
        ([0] * 7, "start must hold 100 zeros and ones, got 7 values"),
        ("x", "start must be a list of 100 zeros and ones"),
    ],
)
def test_what_is_no_drawing_is_refused(value, message):
    with pytest.raises(ValueError, match=message):
        RECALL.outputs({"start": value})


def run(**inputs):
    """Return the outputs when all networks have been run."""
    state = capacity.start(capacity.CapacityInputs(**inputs))
    while True:
        state, out = capacity.advance(state)
        if out["done"]:
            return out


def test_hebbs_rule_keeps_few_patterns_and_loses_many():
    out = run(neurons="50")
    m, a = out["overlaps"], out["alphas"]
    assert len(m) == out["wanted"] == capacity.ROUNDS * len(capacity.HEBB)
    assert m[a < 0.07].min() == 1
    assert m[a > 0.27].mean() < 0.9


def test_the_projection_keeps_all_below_one_pattern_a_neuron_and_none_above():
    out = run(rule="projection", neurons="50")
    m, a = out["overlaps"], out["alphas"]
    assert m[a < 0.95].min() == 1
    assert abs(m[a > 1.35].mean()) < 0.1


def test_perceptrons_keep_more_than_one_pattern_a_neuron():
    state = capacity.start(capacity.CapacityInputs(rule="perceptron", neurons="50"))
    while len(state.alphas) < 16:
        state, out = capacity.advance(state)
    assert out["overlaps"][out["alphas"] < 1.25].min() == 1
    assert not out["done"]


def test_the_theory_ends_at_the_limit():
    out = CAPACITY.outputs({})
    assert out["theory"][-1] == pytest.approx([0.1379, 0.967], abs=1e-3)
    assert out["one_step"][-1][0] == pytest.approx(0.3)


def test_the_curve_of_the_first_step_by_the_literature():
    """Hertz, Krogh and Palmer (1991), table 2.1: loads at which 0.1, 0.36 and 1 % are wrong."""
    load, left = CAPACITY.outputs({})["one_step"].T.astype(float)
    found = np.interp([0.105, 0.138, 0.185], load, left)
    assert found == pytest.approx(1 - 2 * np.array([0.001, 0.0036, 0.01]), abs=3e-4)


def test_the_sentence_counts_the_memories_that_are_kept():
    """By hand: two overlaps of four are at least 0.8, and the fuller network has load 0.2."""
    begun = capacity.start(capacity.CapacityInputs())
    state = begun._replace(alphas=[0.1, 0.2, 0.3, 0.4], overlaps=[1.0, 0.8, 0.79, -1.0])
    said = capacity.outputs(state)["summary"]
    assert "2 kept their memory" in said
    assert said.endswith("the fullest of these with 0.20 memories per neuron.")


def test_neighbors_in_the_picture_differ_in_one_neuron():
    states = morph.all_states().T.reshape(32, 32, 10)
    for axis in (0, 1):
        assert (np.abs(np.diff(states, axis=axis)).sum(axis=2) == 2).all()
    beside = morph.neighbors()
    flat = morph.all_states().T
    assert (np.abs(flat[beside] - flat[:, None]).sum(axis=2) == 2).all()
    assert all(len(set(row)) == 10 for row in beside.tolist())


@pytest.mark.parametrize("t", [0.0, 0.5, 1.0])
def test_valleys_and_falls_by_the_energy_itself(t):
    out = MORPH.outputs({"t": t, "memories": 7, "draw": 5})
    X = morph.memories(7, 5)
    flat = morph.all_states().T
    E = [float(morph_energy(X, s, 1.0, t)) for s in flat]
    for place in out["valleys"]:
        for i in range(10):
            other = flat[place].copy()
            other[i] *= -1
            assert morph_energy(X, other, 1.0, t) > E[place]
    assert (flat[out["memories"]] == X.T).all()
    assert (out["shades"][np.argmin(E)], out["shades"][np.argmax(E)]) == (0, morph.SHADES - 1)
    assert (np.diff(out["energies"]) < 0).all()
    assert out["path"][-1] in out["valleys"]


def test_the_knob_gives_every_memory_its_valley():
    at_start, at_end = (MORPH.outputs({"t": t, "memories": 12}) for t in (0.0, 1.0))
    assert at_start["kept"].sum() < 4
    assert at_end["kept"].sum() == 12
    assert len(at_end["valleys"]) == 12
    assert at_end["summary"].startswith("Valleys: 12 of 12 memories, 0 mirror images, 0 others; ")


def test_mirror_images_that_are_valleys_are_named():
    """At 0 E(-s) = E(s): as many mirror images as memories, and the others mirror each other."""
    out = MORPH.outputs({})
    flat = morph.all_states().T
    X = morph.memories(6, 3).T
    mirrored = [flat[place] for place in out["mirrors"]]
    assert [(s == -X).all(axis=1).sum() for s in mirrored] == [1] * out["kept"].sum()
    named = {*out["memories"][out["kept"] > 0].tolist(), *out["mirrors"].tolist()}
    one, other = (flat[place] for place in out["valleys"] if place not in named)
    assert (one == -other).all()
    assert out["summary"].startswith("Valleys: 1 of 6 memories, 1 mirror image, 2 others; ")
    falls = MORPH.outputs({"place": int(out["mirrors"][0])})["summary"]
    k = int(np.flatnonzero((mirrored[0] == -X).all(axis=1))[0]) + 1
    assert falls.endswith(f"your state falls to the mirror image of {k}.")
    assert len(MORPH.outputs({"t": 1.0})["mirrors"]) == 0


def test_the_weights_are_overlaps_at_first_and_shares_at_last():
    first, last = (MORPH.outputs({"t": t, "place": 77})["weights"] for t in (0.0, 1.0))
    X, s = morph.memories(6, 3), morph.all_states()[:, 77]
    assert first == pytest.approx(X.T @ s / 10, abs=1e-6)
    assert last.sum() == pytest.approx(1, abs=1e-6)
    assert last.argmax() == first.argmax()
    between = MORPH.outputs({"t": 0.4, "beta": 0.5, "place": 77})["weights"]
    assert X @ between == pytest.approx(morph_update(X, s, 0.5, 0.4), abs=1e-5)
