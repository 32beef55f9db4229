"""The widgets of the chapter Kernels: what their outputs hold."""

import numpy as np
import pytest

from mlmath.kernels import SVC, check_kkt, fourier_features, rbf_kernel, taylor_kernel
from mlmath.perceptron import Perceptron
from mlmath.widgets import get
from mlmath.widgets.kernels import infinite, machine
from mlmath.widgets.kernels._level import level_line
from mlmath.widgets.kernels._points import ACROSS, UP, moons, sides

LIFT, MACHINE, INFINITE = (get(f"kernels.{name}") for name in ("lift", "machine", "infinite"))


def test_a_level_line_by_hand():
    """X + 2y = 1 on a grid of halves is straight, and every piece lies on it."""
    x, y = np.linspace(-1, 1, 5), np.linspace(-1, 1, 5)
    a, b = np.meshgrid(x, y)
    pieces = level_line(a + 2 * b, x, y, 1.0)
    assert len(pieces)
    ends = pieces.reshape(-1, 2)
    assert ends[:, 0] + 2 * ends[:, 1] == pytest.approx(np.ones(len(ends)), abs=1e-6)


def test_a_line_that_is_nowhere_has_no_pieces():
    assert level_line(np.ones((3, 3)), np.arange(3.0), np.arange(3.0)).shape == (0, 2, 2)


def test_a_circle_has_its_length():
    """The pieces of x² + y² = 1 add up to 2π, nearly."""
    x = np.linspace(-1.5, 1.5, 61)
    a, b = np.meshgrid(x, x)
    pieces = level_line(a**2 + b**2, x, x, 1.0)
    assert np.linalg.norm(pieces[:, 0] - pieces[:, 1], axis=1).sum() == pytest.approx(
        2 * np.pi, rel=1e-3
    )


def test_the_lift_opens_on_a_plane_that_is_wrong():
    out = LIFT.outputs({})
    assert out["right"].sum() == 8
    assert out["summary"] == "The plane has 8 of 16 lifted points on the correct side."


def test_the_level_plane_of_the_page_separates_the_corners():
    out = LIFT.outputs({"feature": "product", "height": 0.0})
    assert out["right"].all()
    assert out["side"] == -1  # circles lie below
    assert sorted(set(np.sign(out["heights"]).tolist())) == [-1, 1]


def test_the_ring_is_cut_by_a_circle():
    out = LIFT.outputs({"task": "ring", "feature": "sum", "widest": True})
    far = np.linalg.norm(out["cut"].reshape(-1, 2), axis=1)
    assert out["right"].all()
    assert np.ptp(far) < 0.01
    assert 0.4 < far.mean() < 1.25


def test_where_no_plane_separates_the_readers_own_stays():
    out = LIFT.outputs({"task": "spiral", "height": 0.5, "tilt1": -1.0, "widest": True})
    assert out["plane"].tolist() == [0.5, -1.0, 0.0]
    assert out["summary"].startswith("No plane separates the lifted points")


def test_the_border_is_that_of_the_tested_machine():
    out = MACHINE.outputs({"price": "10"})
    table = np.array(moons())
    svm = SVC(10.0, "rbf", 1 / (2 * 0.6**2), tol=1e-4).fit(table[:, :2], table[:, 2])
    a, b = np.meshgrid(ACROSS, UP)
    there = svm.decision_function(np.column_stack([a.ravel(), b.ravel()])).reshape(a.shape)
    clear = np.abs(there) > 1e-3
    assert ((out["field"] > 0) == (there > 0))[clear].all()
    on = svm.decision_function(out["border"].reshape(-1, 2).astype(float))
    assert np.abs(on).max() < 0.05
    K = rbf_kernel(table[:, :2], gamma=1 / (2 * 0.6**2))
    kkt = check_kkt(K, table[:, 2], out["alpha"].astype(float), float(svm.intercept_[0]), 10.0)
    assert max(kkt) < 1e-3


def test_the_margin_is_the_distance_of_the_nearest_points():
    """Of the points at -0.5 and 0.5 the border is x = 0: half of their distance."""
    two = [[-0.5, 0, -1], [0.5, 0, 1], [1, 0.2, 1]]
    assert MACHINE.outputs({"kernel": "linear", "points": two})["margin"] == pytest.approx(0.5)


def test_a_point_without_a_pull_changes_nothing_when_it_moves():
    before = MACHINE.outputs({})
    free = int(np.flatnonzero(before["alpha"] == 0)[0])
    points = moons()
    points[free] = [points[free][0], points[free][1] + 0.02, points[free][2]]
    after = MACHINE.outputs({"points": points})
    assert after["alpha"][free] == 0
    assert after["border"] == pytest.approx(before["border"], abs=1e-3)
    assert (after["field"] == before["field"]).mean() > 0.999


def test_the_perceptron_on_the_ground_is_the_first_chapters():
    table = np.round(64 * np.array(moons())) / 64  # so that both machines' scores are exact
    points = table.tolist()
    out = MACHINE.outputs({"kernel": "linear", "machine": "perceptron", "points": points})
    made = Perceptron(max_epochs=machine.ROUNDS).fit(table[:, :2], table[:, 2]).mistakes_
    assert out["mistakes"] == len(made)


@pytest.mark.parametrize(
    ("kernel", "features"), [("linear", "2"), ("poly", "10"), ("rbf", "endless")]
)
def test_the_number_of_coordinates(kernel, features):
    assert MACHINE.outputs({"kernel": kernel})["features"] == features


def test_one_class_alone_teaches_nothing():
    out = MACHINE.outputs({"points": [[0, 0, 1], [1, 0.5, 1]]})
    assert not out["learned"]
    assert out["summary"].startswith("Add points of both classes")
    assert MACHINE.outputs({"points": []})["values"] == 0


def test_points_at_one_place_with_both_labels_raise_nothing():
    out = MACHINE.outputs({"points": [[0, 0, 1], [0, 0, -1], [1, 0, 1]]})
    assert np.isfinite(out["field"]).all()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([[0, 0, 2]], "points must have labels -1 or \\+1"),
        ([[9, 0, 1]], "points must have coordinates in"),
        ([[0, 0]], "points must be a list of"),
        ([[0.1, 0, 1]] * 41, "at most 40"),
        ("x", "points must be a list of"),
    ],
)
def test_what_are_no_points_is_refused(value, message):
    with pytest.raises(ValueError, match=message):
        MACHINE.outputs({"points": value})


def test_the_errors_are_those_of_the_kernels():
    table = np.array(moons())
    X, gamma = table[:, :2], 1 / (2 * 0.6**2)
    K = rbf_kernel(X, gamma=gamma)
    out = INFINITE.outputs({"draw": 4})
    for m in (0, 3, 12):
        error = np.abs(taylor_kernel(X, X, m, gamma) - K).max()
        assert out["taylor"][m] == pytest.approx(error, rel=1e-4, abs=1e-9)
        D = infinite.n_waves(m)
        F = fourier_features(X, D, gamma, 4)
        assert out["fourier"][m] == pytest.approx(np.abs(F @ F.T - K).max(), rel=1e-4)


def test_the_monomials_error_is_the_bound_at_the_farthest_point():
    """The text says that the bound is attained there."""
    out = INFINITE.outputs({})
    assert out["taylor"][:14] == pytest.approx(out["taylor_bound"][:14], rel=1e-3)


@pytest.mark.parametrize("shown", ["taylor", "fourier"])
def test_with_all_features_the_two_borders_agree(shown):
    few, many = (INFINITE.outputs({"degree": m, "shown": shown})["apart"] for m in (1, 30))
    assert many < 0.05 < few


def test_sides_keep_signs_by_hand():
    """In steps of 1/32, up to 1, and never 0."""
    found = sides(np.array([[0.5, -0.01, 7.0, 0.0, 0.26]]))
    assert found.tolist() == [[0.5, -1 / 32, 1, -1 / 32, 9 / 32]]


def test_waves_come_in_twos():
    assert [infinite.n_waves(m) for m in range(4)] == [2, 4, 6, 10]
    assert [infinite.n_features(m) for m in range(4)] == [1, 3, 6, 10]


def test_rounding_decides_nothing_in_the_picture(monkeypatch):
    """As another computer would: kernel values that differ in their last bits."""
    rng = np.random.default_rng(5)
    exact = machine.gram

    def rounded(*arguments):
        K = exact(*arguments)
        return K * (1 + 2e-16 * rng.integers(-3, 4, K.shape))

    cases = [{}, {"kernel": "linear"}, {"kernel": "poly", "machine": "perceptron"}, {"price": "1"}]
    before = [MACHINE.outputs(case) for case in cases]
    monkeypatch.setattr(machine, "gram", rounded)
    for case, out in zip(cases, before, strict=True):
        again = MACHINE.outputs(case)
        for name in ("alpha", "field", "border", "edges"):
            np.testing.assert_allclose(again[name], out[name], rtol=2e-6, atol=1e-6)
