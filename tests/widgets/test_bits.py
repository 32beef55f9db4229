"""The bits of a number: what it computes, and that the view flips, steps and leads by keys."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.widgets import get
from mlmath.widgets.numbers._written import said
from mlmath.widgets.numbers.bits import CELLS, SHOWN, numbered, rank
from tests.widgets.waiting import settled

WIDGET = get("numbers.bits")


def of(text: str, name: str = "float16") -> dict[str, Any]:
    """Return the outputs for bits written with spaces."""
    bits = [int(b) for b in text.replace(" ", "").ljust(CELLS, "0")]
    return WIDGET.outputs({"format": name, "bits": bits})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("toy", "0 101 01", "5"),
        ("toy", "1 110 11", "−14"),
        ("toy", "0 000 11", "0.1875"),
        ("float16", "0 01111 0000000000", "1"),
        ("float16", "0 11110 1111111111", "65,504"),
        ("float16", "1 10000 1000000000", "−3"),
        ("bfloat16", "0 01111000 0000000", "0.0078125"),
        ("toy", "1 000 00", "−0"),
        ("float16", "0 11111 0000000000", "∞"),
        ("float16", "1 11111 0000000000", "−∞"),
        ("float16", "0 11111 0000000001", "NaN"),
    ],
)
def test_numbers_by_hand(name, text, value):
    assert of(text, name)["value"] == value


def test_all_of_float16_and_bfloat16_by_numpy():
    """Numpy's float16 has the same bits, and a bfloat16 is the upper half of a float32."""
    patterns = np.arange(0, 2**16, 37, dtype=np.uint16)
    half = patterns.view(np.float16).astype(float)
    with np.errstate(invalid="ignore"):  # some of the NaN are signaling ones
        upper = (patterns.astype(np.uint32) << 16).view(np.float32).astype(float)
    for name, values in (("float16", half), ("bfloat16", upper)):
        for pattern, value in zip(patterns.tolist(), values.tolist(), strict=True):
            assert of(f"{pattern:016b}", name)["value"] == said(value)


@pytest.mark.parametrize("name", ["float16", "toy"])
def test_ranks_count_the_numbers_from_zero(name):
    """Numpy's next float16, and for the toy a list of all its numbers, by hand."""
    format = SHOWN[name]
    if name == "toy":
        toy = [k / 16 for k in range(4)] + [
            2.0**e * (4 + f) / 4 for e in range(-2, 4) for f in range(4)
        ]
        assert [numbered(k, format) for k in range(len(toy))] == toy
        assert numbered(len(toy), format) == math.inf
    else:
        for value in (0.0, 1.0, -1.0, 0.1, 2047.0, -65504.0, 6e-8):
            here = np.float16(value)
            for to, step in ((np.inf, 1), (-np.inf, -1)):
                with np.errstate(over="ignore"):
                    beside = float(np.nextafter(here, np.float16(to)))
                assert numbered(rank(float(here), format) + step, format) == beside


def test_the_marks_below_a_power_of_two_lie_half_as_far_apart():
    """Around 1: eight below, an eighth of the half ruler apart, and four above, a quarter."""
    near = of("0 01111 0000000000")["near"].tolist()
    assert near == [k / 8 for k in range(-8, 0)] + [k / 4 for k in range(5)]
    inside = of("0 01111 1000000000")["near"].tolist()
    assert inside == [k / 4 for k in range(-4, 5)]


def test_the_buttons_lead_to_the_numbers_that_they_name():
    for name, format in SHOWN.items():
        out = of("0 01111 0000000001", name)
        texts = ["".join(map(str, row)) for row in out["samples"].tolist()]
        values = [of(text, name)["value"] for text in texts]
        assert values[0] == "1"
        assert values[2:] == [said(format.largest), said(format.smallest)]
    assert values[1] == said(0.10009765625)  # of bfloat16: 205 · 2⁻¹¹
    one = of("0 01111 0000000000")
    assert "".join(map(str, one["up"].tolist())) == "0011110000000001"
    assert "".join(map(str, one["down"].tolist())) == "0011101111111111"


def test_what_has_no_neighbors_has_an_empty_ruler():
    for text in ("0 11111 0000000000", "0 11111 1000000000"):
        out = of(text)
        assert (len(out["near"]), out["gap"], out["where"]) == (0, "\u2013", -1)
    largest = of("0 11110 1111111111")
    assert largest["summary"].endswith("Above it is only ∞.")
    assert largest["where"] == 1


@pytest.mark.parametrize("bits", [[0] * 15, [0] * 15 + [2], "1010"])
def test_what_are_no_sixteen_bits_is_refused(bits):
    with pytest.raises(ValueError, match=r"^bits must (be a list of|hold)"):
        WIDGET.outputs({"bits": bits})


def test_bits_flip_by_pointer_and_by_keyboard(mount: Any) -> None:
    page = mount("numbers.bits")
    cells = page.locator(".mlw-bits-cell")
    cells.nth(1).click()
    settled(page)
    page.get_by_text("In float16 these bits are ∞").wait_for()
    cells.nth(1).focus()
    page.keyboard.press("Space")
    page.keyboard.press("End")
    assert cells.nth(15).evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    settled(page)
    assert cells.nth(15).get_attribute("aria-label") == "fraction bit, worth 2⁻¹⁰: 1"
    assert cells.nth(15).get_attribute("aria-pressed") == "true"
    page.keyboard.press("ArrowLeft")
    assert cells.nth(14).evaluate("node => node === document.activeElement")
    assert page.locator(".mlw-bits-cell[tabindex='0']").count() == 1
    page.get_by_text("≈ 1.00098. The next larger").wait_for()


def test_the_next_number_and_another_format(mount: Any) -> None:
    page = mount("numbers.bits")
    page.get_by_role("button", name="Next smaller").click()
    settled(page)
    page.get_by_text("these bits are ≈ 0.999512").wait_for()
    page.get_by_role("button", name="Next larger").click()
    settled(page)
    page.get_by_label("Format").select_option("toy")
    settled(page)
    assert page.locator(".mlw-bits-cell:visible").count() == 6
    page.get_by_text("In the toy these bits are 1.75.").wait_for()
    assert page.locator(".bt-name").text_content() == "1.75"


def test_on_a_phone_the_bits_stand_in_two_rows_wide_enough_for_a_finger(mount: Any) -> None:
    page = mount("numbers.bits", width=378)
    boxes = [cell.bounding_box() for cell in page.locator(".mlw-bits-cell").all()]
    assert len({round(box["y"]) for box in boxes}) == 2
    assert min(box["width"] for box in boxes) >= 30
    assert min(box["height"] for box in boxes) >= 44
