"""The palette's promises: legible, distinguishable for every reader, the same name everywhere.

The simulation of color blindness uses the matrices for severity 1.0 of Machado, Oliveira and
Fernandes (2009), IEEE TVCG 15(6), table 1, in linear sRGB; OKLab is Ottosson (2020).
Criterion: two quantities that appear together differ in OKLab by at least 0.10 for trichromats
and by at least 0.06 for each kind of dichromat (a difference just seen is about 0.02).
"""

import re
from itertools import combinations

import numpy as np
import pytest

from mlmath import palette
from mlmath.manifest import Page
from tests import book

VISION = {
    "trichromat": (np.eye(3), 0.10),
    "protanope": (
        np.array(
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        0.06,
    ),
    "deuteranope": (
        np.array(
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        0.06,
    ),
    "tritanope": (
        np.array(
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
        0.06,
    ),
}
# The grounds that letters stand on: the page, its raised boxes, JupyterLab, VS Code.
GROUNDS = {
    False: [palette.NEUTRALS["paper"][0], palette.NEUTRALS["paper-raised"][0], "#ffffff"],
    True: [palette.NEUTRALS["paper"][1], palette.NEUTRALS["paper-raised"][1], "#111111", "#1e1e1e"],
}


def linear(hex_color: str) -> np.ndarray:
    encoded = np.array([int(hex_color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Ottosson's two matrices with a cube root between them."""
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    opponents = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    seen: np.ndarray = opponents @ np.cbrt(cones @ rgb)
    return seen


def test_oklab_of_white_and_of_the_red_primary() -> None:
    # Ottosson's page: white is (1, 0, 0), linear red (1, 0, 0) is (0.628, 0.225, 0.126).
    assert oklab(np.ones(3)) == pytest.approx([1, 0, 0], abs=1e-6)
    assert oklab(np.array([1.0, 0, 0])) == pytest.approx([0.628, 0.225, 0.126], abs=1e-3)


def test_contrast_of_known_pairs() -> None:
    # WCAG: black on white is 21 : 1; #767676 is the lightest gray that passes 4.5 on white.
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#767676") > 4.5 > palette.contrast("#777777", "#ffffff")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("key", palette.QUANTITIES)
def test_every_quantity_is_legible_as_text_on_every_ground(key: str, dark: bool) -> None:
    for ground in GROUNDS[dark]:
        assert palette.contrast(palette.color(key, dark), ground) >= 4.5, ground


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("key", ["ink", "ink-soft", "accent"])
def test_the_page_itself_is_legible(key: str, index: int) -> None:
    for ground in ("paper", "paper-raised"):
        pair = palette.NEUTRALS[key][index], palette.NEUTRALS[ground][index]
        assert palette.contrast(*pair) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISION)
def test_quantities_that_appear_together_can_be_told_apart(vision: str, dark: bool) -> None:
    matrix, least = VISION[vision]
    for group in palette.TOGETHER:
        for a, b in combinations(sorted(group), 2):
            seen = [
                oklab(np.clip(matrix @ linear(palette.color(key, dark)), 0, 1)) for key in (a, b)
            ]
            assert np.linalg.norm(seen[0] - seen[1]) >= least, (a, b)


def test_every_quantity_is_in_a_group() -> None:
    assert frozenset().union(*palette.TOGETHER) == set(palette.QUANTITIES)


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
def test_every_notebook_begins_with_the_macros(page: Page) -> None:
    first = book.cells(page)[0]
    assert first["cell_type"] == "markdown"
    assert first["metadata"] == {"tags": ["remove-cell"]}
    assert first["source"] == f"$$\n{palette.notebook_macros()}\n$$"


def test_an_unknown_quantity_is_named() -> None:
    with pytest.raises(ValueError, match=r"key must be one of x, w, .*, got 'weight'"):
        palette.color("weight")
