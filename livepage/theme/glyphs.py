"""The glyphs of KaTeX's fonts that the book's equations use, in files of their own.

A page that shows an equation would load whole fonts, of which it uses a dozen letters each.  When
the book is built, its pages are read, and each font gets a second, small face with the characters
found, and a `unicode-range` that names them.  Of two faces that hold a character, browsers take
the one that is declared last; whatever a live cell typesets beyond these characters still has the
whole font, which is loaded then only.

Which characters are there is kept beside Sphinx's own memory of the pages, so that a build that
finds no new ones makes no font again.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from livepage.theme import woff2

HERE = Path(__file__).parent
FONTS = HERE / "static" / "fonts"
SUFFIX = "-used"

_FACE = re.compile(r"@font-face\{[^}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_EQUATION = re.compile(r'<span class="katex-html"')
_PIECE = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_CLASSES = re.compile(r'class="([^"]*)"')
# What takes no glyph: line ends between tags, and the sign of no width that KaTeX puts where
# nothing else stands.  No font has that one, and the whole font must not be asked for it.
_BLANK = re.compile(r"[^\S \u00a0]|\u200b")
_NOT_BLANK = "U+0-200A,U+200C-10FFFF"


class Look(NamedTuple):
    """What chooses a face: its family, weight and style."""

    family: str = "KaTeX_Main"
    weight: str = "400"
    style: str = "normal"


class Style:
    """What a style sheet of KaTeX says of fonts."""

    def __init__(self, css: str) -> None:
        self.faces = {}  # look -> name of its file, without suffix
        for face in _FACE.findall(css):
            said = dict(part.split(":", 1) for part in face[11:-1].split(";"))
            look = Look(said["font-family"].strip('"'), said["font-weight"], said["font-style"])
            self.faces[look] = Path(said["src"].partition("url(")[2].partition(")")[0]).stem
        self.rules = []  # (classes that an element must have, what they change)
        for selectors, body in _RULE.findall(_FACE.sub("", css)):
            changes = {
                name.removeprefix("font-"): value.strip('"')
                for name, _, value in (part.partition(":") for part in body.split(";"))
                if name in ("font-family", "font-weight", "font-style")
            }
            for selector in selectors.split(",") if changes else ():
                # `.delim-size1>span`: its child is the only thing in it that holds a character.
                last = selector.removesuffix(">span").split()[-1]
                self.rules.append((frozenset(last.split(".")[1:]), changes))

    def look(self, parent: Look, classes: set[str]) -> Look:
        """Return the look of an element in one of the look `parent`."""
        for needed, changes in self.rules:
            if needed <= classes:
                parent = parent._replace(**changes)
        return parent


def used(page: str, style: Style) -> dict[str, set[str]]:
    """Return the characters that a page's equations show, file of the font -> characters."""
    shown: dict[str, set[str]] = {}
    known: dict[tuple[Look, str], Look] = {}
    for found in _EQUATION.finditer(page):
        looks = [Look()]
        for piece in _PIECE.finditer(page, found.start()):
            closing, tag, attributes, text = piece.groups()
            if text:
                if face := style.faces.get(looks[-1]):
                    shown.setdefault(face, set()).update(_BLANK.sub("", html.unescape(text)))
            elif tag != "span":
                continue
            elif closing:
                looks.pop()
                if len(looks) == 1:
                    break
            else:
                classes = _CLASSES.search(attributes)
                key = looks[-1], classes[1] if classes else ""
                if key not in known:
                    known[key] = style.look(key[0], set(key[1].split()))
                looks.append(known[key])
    return shown


def ranges(characters: str) -> str:
    """Return characters as a style sheet names them: "ab d" gives "U+20,U+61-62,U+64"."""
    points = sorted(map(ord, characters))
    starts = [p for p in points if p - 1 not in points]
    ends = [p for p in points if p + 1 not in points]
    return ",".join(
        f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in zip(starts, ends, strict=True)
    )


def faces(css: str, kept: dict[str, str]) -> str:
    """Return KaTeX's style sheet with a second face for the characters kept of each font."""

    def both(face: re.Match[str]) -> str:
        name = face[0].partition("fonts/")[2].partition(".")[0]
        if name not in kept:
            return face[0]
        small = face[0].replace(name + ".", f"{name}{SUFFIX}.")
        return "".join(
            f"{one[:-1]};unicode-range:{span}}}"
            for one, span in ((face[0], _NOT_BLANK), (small, ranges(kept[name])))
        )

    return _FACE.sub(both, css)


class Glyphs:
    """The characters kept and the fonts made of them, in a folder of static files."""

    def __init__(self, folder: Path) -> None:
        self.css = (HERE / "css" / "katex.min.css").read_text("utf-8")
        self._fonts, self._list = folder / "fonts", folder.with_name("glyphs.json")
        self.kept: dict[str, str] = {}  # name of a font's file -> characters
        if self._list.is_file():
            self.kept = json.loads(self._list.read_text("utf-8"))

    def style(self) -> str:
        """Return KaTeX's style sheet for the characters kept."""
        return faces(self.css, self.kept)

    def read(self, pages: Iterable[Path]) -> bool:
        """Keep what the built pages use; tell whether that differs from what was kept."""
        style = Style(self.css)
        found: dict[str, set[str]] = {}
        for page in pages:
            for name, characters in used(page.read_text("utf-8"), style).items():
                found.setdefault(name, set()).update(characters)
        # A browser asks each font for a space, by which it measures a line.
        return self._keep({name: "".join(sorted({" "} | found[name])) for name in sorted(found)})

    def _keep(self, found: dict[str, str]) -> bool:
        for name, characters in found.items():
            target = self._file(name)
            if characters != self.kept.get(name) or not target.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                font = TTFont(FONTS / f"{name}.woff2")
                small = woff2.cut(font, {*map(ord, characters)}, names=())
                target.write_bytes(woff2.packed(small))
        for name in self.kept.keys() - found.keys():
            self._file(name).unlink(missing_ok=True)
        if found == self.kept:
            return False
        self.kept = found
        self._list.write_text(json.dumps(found), "utf-8")
        return True

    def _file(self, name: str) -> Path:
        return self._fonts / f"{name}{SUFFIX}.woff2"
