"""The palette's promises: legible, distinguishable for every reader, the same name everywhere."""

import json
import re

import numpy as np
import pytest

from mlmath import palette
from mlmath.manifest import Page
from tests import book
from tools import notebooks
from tools import palette_search as criteria


def colors(dark: bool) -> dict[str, str]:
    return {key: palette.color(key, dark) for key in palette.QUANTITIES}


def test_oklab_of_white_and_of_the_red_primary() -> None:
    # Ottosson's page: white is (1, 0, 0), linear red (1, 0, 0) is (0.628, 0.225, 0.126).
    assert criteria.oklab(np.ones(3)) == pytest.approx([1, 0, 0], abs=1e-6)
    assert criteria.oklab(np.array([1.0, 0, 0])) == pytest.approx([0.628, 0.225, 0.126], abs=1e-3)
    # Its hue is the angle of (0.225, 0.126), 29.2 degrees; its chroma their length.
    assert criteria.lch(np.array([1.0, 0, 0])) == pytest.approx([0.628, 0.258, 29.2], abs=0.05)


def test_every_eye_sees_grays_as_they_are_and_confuses_what_it_is_known_to_confuse() -> None:
    """The table's rows each sum to 1; red and green of one lightness meet for two of the eyes."""
    for eye, matrix in criteria.VISION.items():
        assert matrix @ np.ones(3) == pytest.approx(np.ones(3), abs=2e-6), eye
    red_and_olive = criteria.distances("#b54a4a", "#7c7230")
    assert red_and_olive["deuteranope"] < 0.05 < 0.1 < red_and_olive["tritanope"]
    blue_and_green = criteria.distances("#2f7fa0", "#2f8a70")
    assert blue_and_green["tritanope"] < 0.05 < blue_and_green["protanope"]
    # To a protanope pure red is dark: Machado's red row keeps 15 % of it, a deuteranope's 37 %.
    dark, less = (criteria.VISION[eye] @ [1, 0, 0] for eye in ("protanope", "deuteranope"))
    assert dark[0] == pytest.approx(0.152, abs=1e-3)
    assert less[0] == pytest.approx(0.367, abs=1e-3)


def test_contrast_of_known_pairs() -> None:
    # WCAG: black on white is 21 : 1; #767676 is the lightest gray that passes 4.5 on white.
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#767676") > 4.5 > palette.contrast("#777777", "#ffffff")


@pytest.mark.parametrize("dark", [False, True])
def test_every_quantity_is_legible_and_told_from_every_other_and_from_the_text(dark: bool) -> None:
    assert (criteria.APART, criteria.APART_DICHROMAT, criteria.CONTRAST) == (0.12, 0.06, 4.5)
    assert set(criteria.HUES) == set(palette.QUANTITIES)
    assert list(criteria.faults(colors(dark), dark)) == []
    assert criteria.slack(colors(dark), dark) >= 1


@pytest.mark.parametrize(
    ("key", "dark", "color", "fault"),
    [
        # Margin and prediction as they once were, and the radius beside the ink of the text.
        ("gamma", True, palette.color("yhat", True), "yhat and gamma differ by 0.000 for a trich"),
        ("R", True, "#c4e4fe", "R and ink differ by 0.061 for a trichromat, under 0.12"),
        ("x", False, "#fdfbf7", "x #fdfbf7 has a contrast of 1.00, under 4.5"),
        ("w", False, "#0b62e0", "w #0b62e0 has lightness 0.53, chroma 0.206, hue 260"),
    ],
)
def test_a_color_that_breaks_a_criterion_is_named(
    key: str, dark: bool, color: str, fault: str
) -> None:
    found = list(criteria.faults({**colors(dark), key: color}, dark))
    assert [one for one in found if one.startswith(fault)]


@pytest.mark.parametrize("dark", [False, True])
def test_the_search_finds_colors_that_meet_the_criteria(dark: bool) -> None:
    """With coarse steps and few starts; the book's own are from fine ones and many."""
    found = criteria.search(dark, seed=1, starts=12, step=6)
    assert list(criteria.faults(found, dark)) == []
    assert criteria.search(dark, seed=2, starts=1, step=15) == criteria.search(
        dark, seed=2, starts=1, step=15
    )


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("key", ["ink", "ink-soft", "accent"])
def test_the_page_itself_is_legible(key: str, index: int) -> None:
    for ground in ("paper", "paper-raised"):
        pair = palette.NEUTRALS[key][index], palette.NEUTRALS[ground][index]
        assert palette.contrast(*pair) >= 4.5


def test_notebook_colors_read_on_white_and_on_black() -> None:
    for key in palette.QUANTITIES:
        for ground in ("#ffffff", "#111111"):
            assert palette.contrast(palette.between(key), ground) >= 4


def test_style_sheet_names_every_quantity_in_both_themes() -> None:
    sheet = palette.css()
    for key in palette.QUANTITIES:
        assert re.findall(rf"--q-{key}: (#\w+);", sheet) == [
            palette.color(key),
            palette.color(key, dark=True),
        ]
        assert f".q-{key} {{ color: var(--q-{key}); }}" in sheet
    for selector in palette.DARK_SELECTORS:
        assert selector in sheet


def test_neutral_style_sheet_holds_both_themes() -> None:
    sheet = palette.neutral_css()
    for name, pair in palette.NEUTRALS.items():
        assert re.findall(rf"--{name}: (#\w+);", sheet) == list(pair)


def test_macros_of_the_page_and_of_the_notebook_agree() -> None:
    page = palette.katex_macros()
    assert list(page) == [
        r"\qx", r"\qw", r"\qwstar", r"\qy", r"\qyhat", r"\qe", r"\qgrad", r"\qgamma", r"\qR",
    ]  # fmt: skip
    assert page[r"\qw"] == r"\htmlClass{q-w}{\mathbf{w}}"
    lines = palette.notebook_macros().splitlines()
    assert lines[1] == rf"\def\qw{{\textcolor{{{palette.between('w')}}}{{\mathbf{{w}}}}}}"
    assert [line.split("{")[0].removeprefix(r"\def") for line in lines] == list(page)


@pytest.mark.parametrize("page", book.PAGES)
def test_every_notebook_opens_on_its_title_and_then_defines_the_macros(page: Page) -> None:
    title, symbols = book.cells(page)[:2]
    assert title["source"].startswith(f"# {page.title}\n")
    assert "\\q" not in title["source"], "a title stands above the macros, so it can use none"
    assert symbols["cell_type"] == "markdown"
    assert symbols["metadata"] == {"tags": ["remove-cell"]}
    assert symbols["source"] == f"$$\n{palette.notebook_macros()}\n$$", "run `make format`"


def test_the_form_of_a_notebook_brings_the_macros_of_this_palette() -> None:
    """Whether it had none, old ones, or had them further down."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# A page"}
    old = {**cell, "id": "macros", "source": "old"}
    title = {**cell, "id": "title"}
    forms = {
        notebooks.canonical(json.dumps({"cells": c})) for c in ([title], [old, title], [title, old])
    }
    (form,) = forms
    first, second = json.loads(form)["cells"]
    assert first == {**title, "source": ["# A page"]}
    assert "".join(second["source"]) == f"$$\n{palette.notebook_macros()}\n$$"
    assert (second["id"], second["metadata"]) == ("macros", {"tags": ["remove-cell"]})


def test_an_unknown_quantity_is_named() -> None:
    with pytest.raises(ValueError, match=r"key must be one of x, w, .*, got 'weight'"):
        palette.color("weight")
