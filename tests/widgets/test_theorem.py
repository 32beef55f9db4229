"""The view that all theorems share: what it computes, and what a reader can do with it."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from mlmath.theorems import theorem as theorems
from mlmath.widgets import get, names
from mlmath.widgets.theorem import SEEDS, compute
from tests.widgets.waiting import settled, values

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = [name for name in names() if name.startswith("theorems.")]
PREMISES = [
    (name, premise) for name in NAMES for premise in theorems.get(name.partition(".")[2]).premises
]


def theorem(name: str) -> theorems.Theorem:
    return theorems.get(name.removeprefix("theorems."))


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_what_the_tested_function_returns(name: str) -> None:
    for seed in range(12):
        for drop in ("", *theorem(name).premises):
            out = get(name).outputs({"seed": seed, "drop": drop})
            verdict = theorem(name).check(seed, drop or None)
            assert (out["left"], out["right"], out["holds"]) == (
                verdict.left,
                verdict.right,
                verdict.holds,
            )
            assert out["holds"] == (drop == "")
            assert out["held"].tolist() == list(verdict.premises.values())
            assert f"{out['left_text']} {out['relation']} {out['right_text']}" == verdict.statement
            assert (out["seed"], out["drop"]) == (seed, drop)
            assert out["summary"].startswith(f"Instance {seed}, ")
            assert str(verdict.counterexample or "The theorem holds.") in out["summary"]
            assert out["caption"]
            assert out["steps_held"].tolist() == [step.holds for step in verdict.steps]
            for line, step in zip(out["steps"].split("\n"), verdict.steps, strict=True):
                assert line == (step.name if step.holds else f"{step.name}: {step.note}")
            assert [s.name for s in verdict.failed if s.name not in out["summary"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_function_is_called_and_not_copied(name: str) -> None:
    """A check that is replaced changes what the widget shows."""
    asked = []

    def check(seed: int, drop: str | None) -> Any:
        asked.append((seed, drop))
        return theorem(name).check(seed, drop)

    compute(dataclasses.replace(theorem(name), check=check), 5, "")
    compute(dataclasses.replace(theorem(name), check=check), 6, theorem(name).premises[0])
    assert asked == [(5, None), (6, theorem(name).premises[0])]


@pytest.mark.parametrize("name", NAMES)
def test_inputs(name: str) -> None:
    assert get(name) is get(name), "classes of widgets are kept by their description"
    assert get(name).outputs({})["seed"] == 1
    get(name).outputs({"seed": SEEDS})
    with pytest.raises(ValueError, match=r"seed must lie in \[0, 9999\], got 10000"):
        get(name).outputs({"seed": SEEDS + 1})
    with pytest.raises(ValueError, match=r"drop must be one of .*, got 'luck'"):
        get(name).outputs({"drop": "luck"})


def test_an_unknown_theorem_is_refused() -> None:
    with pytest.raises(ValueError, match=r"name must be .*perceptron.novikoff, .* got 'perc"):
        theorems.get("perceptron.luck")
    with pytest.raises(ValueError, match=r"name must begin with a page in .*, got 'luck.x'"):
        theorems.get("luck.x")


def test_the_view_is_light() -> None:
    view = get(NAMES[0]).view
    for path in (view, view.with_suffix("") / "picture.js"):
        assert len(gzip.compress(path.read_bytes(), 6)) <= 4096


# ----------------------------------------------------------------------- in the browser


def shown(page: Page) -> dict[str, Any]:
    """Check that all that stands on the page is what CPython computes; return the inputs."""
    settled(page)
    name = page.get_attribute(".mlw-root", "data-widget")
    assert name is not None
    inputs = values(page, get(name))
    out = get(name).outputs(inputs)
    relation = page.inner_text(".mlt-relation")
    assert relation.split("\n")[0].startswith(
        f"{out['left_text']} {out['relation']} {out['right_text']}"
    )
    assert ("✓ holds" in relation) == out["holds"]
    assert ("✗ fails" in relation) == (not out["holds"])
    sides = page.inner_text(".mlw-bars")
    assert f"{out['left_name']}: {out['left_text']}" in sides
    assert f"{out['right_name']}: {out['right_text']}" in sides
    assert page.inner_text(".mlw-summary") == out["summary"]
    assert page.inner_text(".mlt-caption") == out["caption"]
    assert page.get_attribute(".mlt-plane svg", "aria-label") == out["caption"]
    held = page.eval_on_selector_all("[data-held]", "all => all.map((n) => Number(n.dataset.held))")
    assert held == out["held"].tolist()
    steps = page.eval_on_selector_all("[data-step]", "all => all.map((n) => n.innerText)")
    assert steps == [
        f"{'✓' if step_held else '✗'} {line}"
        for line, step_held in zip(out["steps"].split("\n"), out["steps_held"], strict=True)
    ]
    marks = json.loads(out["marks"])
    assert page.locator(".mlt-plane path.mlt-mark").count() == len(marks)
    assert page.locator(".mlt-plane text.mlt-text").all_text_contents() == [
        m[3] for m in marks if m[3]
    ]
    assert page.input_value(".mlt-seed input") == str(inputs["seed"])
    return inputs


@pytest.mark.parametrize("name", NAMES)
def test_verify_draws_a_new_instance_each_time(mount: Any, name: str) -> None:
    page = mount(name)
    assert shown(page) == {"seed": 1, "drop": ""}
    pictures = set()
    for seed in (2, 3, 4, 5):
        page.get_by_role("button", name="Verify").click()
        assert shown(page) == {"seed": seed, "drop": ""}
        assert page.inner_text("[data-verdict]") == "✓ holds"
        pictures.add(page.inner_html(".mlt-plane"))
    assert len(pictures) == 4


@pytest.mark.parametrize(("name", "premise"), PREMISES)
def test_break_it_drops_the_premise_and_says_so(mount: Any, name: str, premise: str) -> None:
    page = mount(name)
    page.get_by_role("button", name=f"Break it: drop “{premise}”").click()
    assert shown(page) == {"seed": 1, "drop": premise}
    mark = page.locator("[data-held='0'] > span")
    assert mark.text_content() == f"✗ dropped: {premise}"
    assert page.inner_text("[data-verdict]") == "✗ fails"
    assert page.locator("[data-step='0']").count() == 1
    assert premise in page.inner_text(".mlw-summary")
    page.get_by_role("button", name=f"Again without “{premise}”").click()
    assert shown(page) == {"seed": 2, "drop": premise}
    page.get_by_role("button", name="Verify").click()
    assert shown(page) == {"seed": 3, "drop": ""}
    assert page.locator("[data-held='0']").count() == 0
    assert page.locator("[data-step='0']").count() == 0


def test_a_seed_can_be_typed_and_ends_where_it_should(mount: Any) -> None:
    page = mount(NAMES[0])
    seed = page.get_by_label("Seed of this draw")
    for typed, then in (("40", 40), ("-3", 40), ("12345", 40), ("", 40), (str(SEEDS), SEEDS)):
        seed.fill(typed)
        seed.press("Enter")
        seed.blur()
        assert shown(page)["seed"] == then
    page.get_by_role("button", name="Verify").click()
    assert shown(page)["seed"] == 0, "after the last one comes the first"


def test_by_keyboard_alone(mount: Any) -> None:
    page = mount(NAMES[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page)["seed"] == 2
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "number"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page) == {"seed": 2, "drop": theorem(NAMES[0]).premises[0]}
    assert page.evaluate("document.activeElement.textContent") == "Again", "the focus stays"


def test_the_time_is_told_where_nobody_waited_for_python(mount: Any) -> None:
    page = mount(NAMES[0], status="snapshot")
    assert page.inner_text(".mlt-took") == "", "a snapshot holds no time: it would never be equal"
    page.get_by_role("button", name="Verify").click()
    page.get_by_role("button", name="Verify").click()
    assert page.locator("[data-stale]").count() == 1, "kept until Python is there"
    page.evaluate("() => window.put('status', 'ready')")
    assert shown(page)["seed"] == 3
    assert page.inner_text(".mlt-took") == ""
    page.get_by_role("button", name="Verify").click()
    assert shown(page)["seed"] == 4
    assert re.fullmatch(r"Drawn and checked in \d+ ms\.", page.inner_text(".mlt-took"))


def test_the_bars_stand_in_the_relation_of_the_sides(mount: Any) -> None:
    """2 updates of at most 1 / 0.24378²; 10 labelings of 10 among all 32."""
    for name, left, right in (
        ("theorems.perceptron.novikoff", 2 * 0.24378**2, 1),
        ("theorems.perceptron.cover", 10 / 32, 10 / 32),
    ):
        page = mount(name)
        shares = page.eval_on_selector_all(
            ".mlw-bar", "all => all.map((n) => n.offsetWidth / n.parentElement.offsetWidth)"
        )
        assert shares == pytest.approx([left, right], abs=0.02)
