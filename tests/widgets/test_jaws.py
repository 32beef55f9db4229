"""What the closing jaws compute, against hand and loop."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmath.widgets.perceptron.jaws import curve_positions
from mlmath.widgets.perceptron.playground import LIMIT, default_points
from tests.widgets.jaws import NARROW, WIDGET, XOR

ORDERS = ("cyclic", "random", "adversarial")


def test_two_points_by_hand() -> None:
    # With the 1 appended and the sign of the label: (0, 1, 1) and (0, 1, -1).  The widest
    # separator is (0, 1, 0), its margin 1; R = sqrt 2, so the jaws close at 2.
    # Both are corrected once: w_1 = (0, 1, 1), w_2 = (0, 2, 0).  The bound is reached.
    out = WIDGET.outputs({"points": [[0, 1, 1], [0, -1, -1]]})
    root = math.sqrt(2)
    assert (out["radius"], out["gamma"], out["bound"]) == pytest.approx((root, 1, 2))
    assert out["lower"] == pytest.approx([0, 1, 2])
    assert out["along"] == pytest.approx([0, 1, 2])
    assert out["length"] == pytest.approx([0, root, 2])
    assert out["upper"] == pytest.approx([0, root, 2])
    assert out["updated"].tolist() == [0, 1]
    assert out["made"] == 2
    assert out["stopped"]
    assert out["sentences"].split("\n") == [
        "Before the first update the weights are zero. The jaws close at 2; this run goes on to 2.",
        "After 1 update in cyclic order the weights have length 1.41. The jaws close at 2; "
        "this run goes on to 2.",
        "The machine stopped after 2 updates in cyclic order, the very last that the jaws allow.",
    ]


@given(
    seed=st.integers(0, 2**32 - 1),
    order=st.sampled_from(ORDERS),
    n=st.integers(2, 30),
    gap=st.floats(0.02, 0.5),
)
@settings(deadline=None, max_examples=60)
def test_every_run_stays_between_the_jaws(seed: int, order: str, n: int, gap: float) -> None:
    rng = np.random.default_rng(seed)
    normal = rng.normal(size=2)
    normal /= np.linalg.norm(normal)
    X = rng.uniform(-1, 1, (n, 2))
    y = np.where(X @ normal > 0, 1, -1)
    y[0], y[1] = 1, -1
    # Move each point away from the line through the origin, to its side of it.
    X += np.outer(y * gap + np.where(y * (X @ normal) < 0, y, 0) * 2, normal) * 0.5
    keep = (y * (X @ normal) > 0) & (np.abs(X).max(axis=1) <= 2)
    points = np.column_stack([X, y])[keep]
    out = WIDGET.outputs({"points": points.tolist(), "order": order, "seed": seed % 100})
    if len(set(points[:, 2])) < 2:
        assert out["made"] == 0
        return
    slack = 1e-5 * (1 + out["upper"])  # float32
    assert (out["lower"] <= out["along"] + slack).all()
    assert (out["along"] <= out["length"] + slack).all()
    assert (out["length"] <= out["upper"] + slack).all()
    assert 1 <= out["made"] <= out["bound"] * (1 + 1e-9)
    assert out["stopped"] or out["made"] == LIMIT
    follow(points, out)


def follow(points: Any, out: dict[str, Any]) -> None:
    """Replay the run with loops: each corrected point was wrong, and the lengths agree."""
    w = [0.0, 0.0, 0.0]
    for k, index in enumerate(out["updated"], start=1):
        x1, x2, y = points[index]
        assert y * (w[0] * x1 + w[1] * x2 + w[2]) <= 1e-9
        w = [w[0] + y * x1, w[1] + y * x2, w[2] + y]
        assert out["length"][k] == pytest.approx(math.hypot(*w), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("order", ORDERS)
def test_default_points(order: str) -> None:
    out = WIDGET.outputs({"order": order})
    follow(default_points(), out)
    assert out["stopped"]
    assert out["made"] < out["bound"] == (out["radius"] / out["gamma"]) ** 2
    longest = max(x * x + y * y + 1 for x, y, _ in default_points())
    assert out["radius"] == pytest.approx(math.sqrt(longest))
    assert out["summary"].startswith(f"The machine stopped after {out['made']} updates in {order}")
    assert out["summary"].endswith("times as many.")


def test_the_jaws_meet_at_the_bound() -> None:
    out = WIDGET.outputs({})
    k, lower, upper = (out[name] for name in ("curve_k", "curve_lower", "curve_upper"))
    assert k[0] == 0
    assert k[-1] == pytest.approx(out["bound"])
    assert lower[-1] == pytest.approx(upper[-1], rel=1e-6)
    assert (np.diff(k) > 0).all()
    assert (lower[1:-1] < upper[1:-1]).all()
    assert lower == pytest.approx(out["gamma"] * k, rel=1e-6)
    assert upper == pytest.approx(out["radius"] * np.sqrt(k), rel=1e-6)


@pytest.mark.parametrize(("end", "reach"), [(1.0, 4.0), (1.7, 4.0), (162.7, 17.25), (80018.0, 575)])
def test_curves_are_dense_on_every_kind_of_axis(end: float, reach: float) -> None:
    k = curve_positions(end, reach)
    assert k[0] == 0
    assert k[-1] == end
    assert (np.diff(k) > 0).all()
    steps = np.diff(np.sqrt(k / end))
    assert steps.max() <= 1 / 40
    close = k[k <= reach] / min(reach, end)
    assert np.diff(np.sqrt(close)).max() <= 1 / 40
    if end > 1:
        assert np.diff(np.log(k[k >= 1])).max() <= np.log(end) / 40


@pytest.mark.parametrize("order", ORDERS)
def test_points_that_no_line_divides(order: str) -> None:
    out = WIDGET.outputs({"points": XOR, "order": order})
    assert (out["gamma"], out["bound"]) == (0, 0)
    assert [out[name].size for name in ("lower", "along", "curve_lower")] == [0, 0, 0]
    assert out["made"] == LIMIT
    assert not out["stopped"]
    follow(XOR, out)
    assert (out["length"] <= out["upper"] * (1 + 1e-6)).all()
    assert out["summary"].startswith(
        "No line separates these points: no γ, no lower jaw. After 500 updates"
    )
    earlier = WIDGET.outputs({"points": XOR, "order": order, "updates": 3})["summary"]
    assert earlier.endswith("There is no margin γ, so no lower jaw; this run goes on.")


def test_a_bound_far_away() -> None:
    out = WIDGET.outputs({"points": NARROW})
    assert out["bound"] > 10_000
    assert out["made"] == LIMIT
    assert not out["stopped"]
    assert out["summary"] == (
        "After 500 updates in cyclic order this picture ends; the jaws close at 80,018."
    )
    assert out["reach"] == pytest.approx(575)


@pytest.mark.parametrize("points", [[], [[0, 0, 1]], [[0, 1, -1], [1, 0, -1]]])
def test_one_class_is_not_enough(points: list[Any]) -> None:
    out = WIDGET.outputs({"points": points, "updates": 7})
    assert out["made"] == 0
    assert out["curve_k"].size == 0
    expected = "Give the machine at least one point of each class, and the jaws appear."
    assert out["summary"] == out["sentences"] == expected


def test_equal_points_of_both_classes() -> None:
    out = WIDGET.outputs({"points": [[0, 0, 1], [0, 0, -1]]})
    assert out["bound"] == 0
    assert not out["stopped"]


@pytest.mark.parametrize("updates", [0, 1, 8, 15, LIMIT])
def test_summary_is_the_sentence_of_the_update_shown(updates: int) -> None:
    out = WIDGET.outputs({"updates": updates})
    sentences = out["sentences"].split("\n")
    assert len(sentences) == out["made"] + 1 == 16
    assert out["summary"] == sentences[min(updates, 15)]


def test_the_scale_changes_no_number() -> None:
    whole, log = (WIDGET.outputs({"scale": scale}) for scale in ("whole", "log"))
    assert all(np.array_equal(whole[name], log[name]) for name in whole)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("points", [[0, 0, 2]]),
        ("order", "best"),
        ("scale", "cubic"),
        ("updates", -1),
        ("seed", 0.5),
    ],
)
def test_wrong_inputs_name_the_field(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{field} must"):
        WIDGET.outputs({field: value})
