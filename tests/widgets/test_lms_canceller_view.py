"""The view of the canceller in a browser: what it plays, and when.

Every AudioContext that is opened, every sound that starts and every stop are noted as they come to
the browser (`tests.widgets.sound`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mlmath.widgets import get
from mlmath.widgets.lms.canceller import CUT, FADE, SCALE
from tests.widgets.sound import NOTE
from tests.widgets.waiting import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDGET = get("lms.canceller")


@pytest.fixture
def new_page(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Pages that note what is opened and played."""

    def make(*args: Any, **options: Any) -> Page:
        page = new_page(*args, **options)
        page.evaluate(NOTE)
        return page

    return make


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sounding(page: Page) -> int:
    """Return how many sounds nobody ended; on a slow machine the last may have come to its own."""
    count: int = page.evaluate(
        """started.filter(({ stopped, ended }, i) =>
          !stopped && !(ended && i < started.length - 1)).length"""
    )
    return count


def silent(page: Page) -> bool:
    """Return whether every sound was told to stop or has come to its end."""
    done: bool = page.evaluate("started.every(({ stopped, ended }) => stopped || ended)")
    return done


def begun(page: Page, n: int) -> dict[str, Any]:
    """Wait for the n-th sound to have begun; return its samples, its rate and its first moment."""
    page.wait_for_function("n => started.length >= n", arg=n)
    found: dict[str, Any] = page.evaluate(
        """n => { const { buffer, from } = started[n - 1];
          return { samples: Array.from(buffer.getChannelData(0)), rate: buffer.sampleRate,
                   channels: buffer.numberOfChannels, from }; }""",
        n,
    )
    return found


def test_no_sound_before_a_press(mount: Any) -> None:
    page = mount("lms.canceller")
    page.mouse.move(300, 300)
    page.get_by_label("Step size μ").fill("60")
    page.get_by_label("Volume").fill("80")
    page.get_by_label("Taps").select_option("1")
    page.evaluate("window.model.set('listen', 'cleaned'); window.model.save_changes()")
    settled(page)  # the sound is there, and nobody has asked for it
    assert page.evaluate("opened.length") == 0
    assert page.evaluate("started.length") == 0
    press(page, "Cleaned")
    page.wait_for_function("opened[0]?.state === 'running'")
    begun(page, 1)


@pytest.mark.parametrize(
    ("button", "track"),
    [
        ("Microphone 1", "noisy"),
        ("Microphone 2", "noise"),
        ("Cleaned", "cleaned"),
        ("Voice alone", "voice"),
    ],
)
def test_what_is_played_is_what_python_computed(mount: Any, button: str, track: str) -> None:
    """Sample for sample, before the browser brings it to the rate of its device."""
    page = mount("lms.canceller", inputs={"mu": 0.1, "seed": 7})
    press(page, button)
    found = begun(page, 1)
    wanted = WIDGET.outputs({"mu": 0.1, "seed": 7, "listen": track})
    assert (np.array(found["samples"], np.float32) == wanted["sound"]).all()
    assert (found["rate"], found["channels"], found["from"]) == (wanted["rate"], 1, 0)
    # Neither end clicks: they are zero, and no step near them is larger than that of the fade.
    near = round(FADE * found["rate"])
    samples = np.array(found["samples"])
    assert samples[0] == samples[-1] == 0
    rise = np.sin(np.pi / 2 * np.arange(near) / near) ** 2 * CUT * SCALE + 1e-6
    assert (np.abs(samples[:near]) <= rise).all()
    assert (np.abs(samples[::-1][:near]) <= rise).all()


def test_stop_stops(mount: Any) -> None:
    page = mount("lms.canceller")
    press(page, "Microphone 1")
    begun(page, 1)
    assert sounding(page) == 1
    assert page.locator("[aria-pressed='true']").all_inner_texts() == ["Microphone 1"]
    page.wait_for_selector(".mlw-can-head:not([display])", state="attached")
    press(page, "Stop")
    assert silent(page)
    page.wait_for_function("started[0].ended && opened[0].state === 'suspended'")
    assert page.locator("[aria-pressed='true']").count() == 0
    assert page.get_by_role("button", name="Stop").is_disabled()
    assert page.locator(".mlw-can-head[display='none']").count() == 1
    press(page, "Microphone 1")  # and again, in the same context
    assert begun(page, 2)["from"] == 0
    assert page.evaluate("opened.length") == 1
    page.wait_for_function("opened[0].state === 'running'")


def test_two_presses_do_not_stack(mount: Any) -> None:
    page = mount("lms.canceller")
    for _ in range(3):
        press(page, "Cleaned")
    begun(page, 1)
    settled(page)
    assert sounding(page) == 1
    before = page.evaluate("started.length")
    press(page, "Cleaned")  # the same again begins it again
    assert begun(page, before + 1)["from"] == 0
    assert sounding(page) == 1
    assert page.evaluate("opened.length") == 1


def test_another_sound_goes_on_from_the_same_moment(mount: Any) -> None:
    page = mount("lms.canceller")
    press(page, "Microphone 1")
    begun(page, 1)
    page.wait_for_function("opened[0].currentTime > 0.2")
    press(page, "Cleaned")
    found = begun(page, 2)
    assert 0 < found["from"] < 3
    assert sounding(page) == 1


def test_the_step_size_is_heard_while_it_moves(mount: Any) -> None:
    page = mount("lms.canceller")
    press(page, "Cleaned")
    begun(page, 1)
    page.wait_for_function("opened[0].currentTime > 0.1")
    page.get_by_label("Step size μ").fill("60")  # 0.0001 times ten to the third
    found = begun(page, 2)
    assert page.evaluate("window.model.get('mu')") == pytest.approx(0.1)
    wanted = WIDGET.outputs({"mu": 0.1, "listen": "cleaned"})["sound"]
    assert (np.array(found["samples"], np.float32) == wanted).all()
    assert found["from"] > 0
    assert sounding(page) == 1


def test_at_its_end_it_is_silent(mount: Any) -> None:
    page = mount("lms.canceller")
    press(page, "Voice alone")
    begun(page, 1)
    page.wait_for_function("started[0].ended && opened[0].state === 'suspended'")
    settled(page)
    assert page.evaluate("started.length") == 1
    assert page.locator("[aria-pressed='true']").count() == 0
    assert page.evaluate("window.model.get('listen')") == "none"


def test_by_keyboard(mount: Any) -> None:
    page = mount("lms.canceller")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    begun(page, 1)
    assert page.locator("[aria-pressed='true']").all_inner_texts() == ["Microphone 1"]
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Stop"
    page.keyboard.press("Space")
    assert silent(page)
    page.get_by_label("Volume").focus()
    page.keyboard.press("Home")
    assert page.get_by_label("Volume").input_value() == "0"
    page.get_by_label("Step size μ").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert page.evaluate("window.model.get('mu')") == pytest.approx(0.000355)
    assert page.inner_text(".mlw-summary").startswith("μ = 0.00036, 8 taps. ")
    assert page.inner_text("[data-field='mu'] output") == "0.00036"


def test_a_step_size_between_two_places_is_said_as_it_is(mount: Any) -> None:
    """One that Python code or another widget has set; its slider is at the nearest place."""
    page = mount("lms.canceller", inputs={"mu": 0.001345})
    assert page.inner_text("[data-field='mu'] output") == "0.0013"
    assert page.inner_text(".mlw-summary").startswith("μ = 0.0013, ")
    slider = page.get_by_label("Step size μ")
    assert slider.get_attribute("aria-valuetext") == "0.0013"
    assert slider.input_value() == "23"  # 20 log10(13.45) = 22.57


@pytest.mark.parametrize(
    "gone",
    [
        "() => { delete window.AudioContext; delete window.webkitAudioContext; }",
        "() => { window.AudioContext = class { constructor() { throw new Error('none'); } }; }",
    ],
)
def test_without_web_audio_the_page_says_so_and_lives_on(mount: Any, gone: str) -> None:
    page = mount("lms.canceller")
    page.evaluate(gone)
    press(page, "Cleaned")
    assert "plays no sound here" in page.inner_text(".mlw-can-mute")
    assert page.locator("[aria-pressed='true']").count() == 0
    page.get_by_label("Taps").select_option("2")
    settled(page)
    assert page.inner_text(".mlw-summary") == WIDGET.outputs({"taps": "2"})["summary"]


def test_a_press_before_python_is_there_is_kept(mount: Any) -> None:
    page = mount("lms.canceller", status="starting")
    press(page, "Microphone 2")
    assert "the picture will follow" in page.inner_text(".mlw-status")
    assert page.evaluate("started.length") == 0
    page.evaluate("window.put('status', 'ready')")
    begun(page, 1)


def test_an_error_ends_the_sound(mount: Any) -> None:
    def outputs(inputs: dict[str, Any]) -> dict[str, Any]:
        if inputs["taps"] == "4":
            raise ArithmeticError("no filter today")
        return WIDGET.outputs(inputs)

    page = mount("lms.canceller", outputs=outputs)
    press(page, "Microphone 1")
    begun(page, 1)
    page.get_by_label("Taps").select_option("4")
    page.wait_for_selector(".mlw-error:visible")
    assert silent(page)


def test_the_picture_says_what_one_hears(mount: Any) -> None:
    page = mount("lms.canceller")
    label = page.get_attribute(".mlw-svg", "aria-label")
    left = WIDGET.outputs({})["left"]
    assert label.startswith("Four sounds of 3 seconds. The noise in the cleaned one begins at ")
    assert f"ends at −{-left[-1]:.0f} dB" in label
    assert page.locator(".mlw-can-weight").count() == 8
    page = mount("lms.canceller", inputs={"mu": 1.0})
    assert "the fuse blows" in page.get_attribute(".mlw-svg", "aria-label")
    assert page.get_by_text("the fuse blew", exact=True).is_visible()


def test_cleanup_closes_what_was_opened(mount: Any) -> None:
    page = mount("lms.canceller")
    press(page, "Cleaned")
    begun(page, 1)
    page.evaluate("window.cleanup()")
    page.wait_for_function("opened[0].state === 'closed'")
    assert page.evaluate("window.listening()") == 0
