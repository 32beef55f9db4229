"""A softmax, step by step: what it computes, and that the view follows scores and the switch."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.widgets import get
from tests.widgets.waiting import settled

WIDGET = get("numbers.probabilities")


def of(*z: float, **others: Any) -> dict[str, Any]:
    """Return the outputs for three scores."""
    return WIDGET.outputs(dict(zip(("first", "second", "third"), z, strict=True)) | others)


def test_three_equal_scores_by_hand():
    """A third each: in float16 0.33325, off by 1/6 of 2⁻¹¹... (1/3 - 1365/4096) / 2⁻¹¹ = 1/6."""
    for shift in (False, True):
        out = of(2.0, 2.0, 2.0, shift=shift)
        assert out["computed"].tolist() == [1365 / 4096] * 3
        assert out["exact"] == pytest.approx(1 / 3)
        assert out["off"] == "0.17"
    assert out["table"].split("\n")[0] == "2\t0\t1\t0.3333\t0.3333"
    assert out["total"] == "3"


def test_the_sum_overflows_before_an_exponential_does():
    """Numpy's float16: e¹¹ fits, and with e⁷ and e⁹ it does not."""
    assert np.isfinite(np.exp(np.float16(11)))
    assert of(7.0, 9.0, 10.75)["total"] != "∞"
    sums = of(7.0, 9.0, 11.0)
    assert (sums["total"], sums["computed"].tolist()) == ("∞", [0, 0, 0])
    assert sums["summary"] == "Without the shift only the sum overflows, and all are 0."
    over = of(7.0, 9.0, 11.25)
    assert (over["off"], over["computed"].tolist()) == ("∞", [0, 0, -1])
    assert "no probability" in over["summary"]
    assert of(7.0, 9.0, 20.0, format="bfloat16")["off"] != "∞"


@pytest.mark.parametrize("format", ["float16", "bfloat16"])
def test_with_the_shift_no_setting_is_off_by_more_than_the_theorem_says(format):
    """Nine u for three scores; the exact ones by another formula, 1 / Σ exp(z_j - z_i)."""
    for z in np.random.default_rng(0).integers(-80, 81, size=(300, 3)) / 4:
        out = of(*z.tolist(), format=format, shift=True)
        exact = [1 / sum(math.exp(min(700, b - a)) for b in z.tolist()) for a in z.tolist()]
        assert out["exact"] == pytest.approx(exact, rel=1e-6, abs=1e-30)
        assert float(out["off"]) <= 9


def test_what_vanishes_is_counted():
    out = of(-20.0, 9.0, 12.0, shift=True)
    assert out["summary"].endswith("; 1 of the exponentials came out as 0.")
    assert out["table"].split("\n")[0].split("\t")[:4] == ["−20", "−32", "0", "0"]
    none = of(-20.0, -20.0, -20.0)
    assert none["summary"].endswith("0/0 is not a number.")


def test_a_score_by_keyboard_and_the_switch(mount: Any) -> None:
    page = mount("numbers.probabilities")
    score = page.get_by_role("slider", name="z₃")
    score.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    settled(page)
    page.get_by_text("an exponential overflows").wait_for()
    cells = page.locator(".mlw-sm tbody tr").nth(2).locator("td")
    assert cells.nth(2).text_content() == "∞"
    assert (cells.nth(3).text_content() or "").startswith("NaN")
    page.get_by_label("Take the largest off first").check()
    settled(page)
    assert cells.nth(2).text_content() == "1"
    assert page.locator(".mlw-sm thead th").nth(1).text_content() == "less largest"


def test_the_table_stays_within_the_picture_on_a_phone(mount: Any) -> None:
    page = mount(
        "numbers.probabilities", width=378, inputs={"first": -20.0, "third": 20.0, "shift": True}
    )
    inside = page.locator(".mlw-picture").bounding_box()
    assert inside is not None
    for text in page.locator(".mlw-sm :is(td, small)").all():
        wide = text.evaluate("n => [n.scrollWidth, n.clientWidth]")
        box = text.bounding_box()
        assert box is not None
        assert wide[0] <= wide[1] + 1
        assert box["x"] + box["width"] <= inside["x"] + inside["width"]
