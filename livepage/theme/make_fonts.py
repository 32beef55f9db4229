"""Cut the book's fonts out of their npm packages: `python -m livepage.theme.make_fonts`.

Needed only when the fonts change; the cut files are kept in `static/fonts`.  It takes, in the
folder named on the command line, the unpacked packages (`npm pack` and `tar xzf`):

    @fontsource-variable/source-serif-4@5.3.1   as source-serif-4/
    @fontsource-variable/source-code-pro@5.3.0  as source-code-pro/
    katex@0.16.22                               as katex/

KaTeX's fonts keep all their characters and lose their hinting, a quarter of their size; what the
equations use of them is cut out when the book is built (`glyphs.py`).  Letters that English and
the names in this book hardly need are in files of their own.  The first two fonts are Adobe's,
under the SIL Open Font License 1.1 with the reserved name "Source", which a cut version must not
carry: ours are called Book Serif and Book Mono.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

from livepage.theme import woff2

OUT = Path(__file__).parent / "static" / "fonts"
ASCII = range(0x20, 0x7F)
TYPOGRAPHY = [ord(c) for c in "‐‑–—‘’‚“”„†‡•…"]
# What a page of this book shows in its sentences, and the accents of the names that come up often.
COMMON = [*ASCII, *TYPOGRAPHY, *map(ord, "\u00a0§©°±²³·¼½×Öáäçèéöü′″←↑→↓−∞≈≠≤≥∂∑√")]
# Headings have few signs; one that is not here is taken from Book Serif, which stands next.
HEADINGS = [*ASCII, *TYPOGRAPHY, *map(ord, "\u00a0·×áäçèéöü−")]
# Without the raised 1: the minus and the other raised digits are not there, and an exponent is to
# be in one font.
RARE = sorted({*range(0xA1, 0x100), *map(ord, "ıŒœ‹›⁄€™")} - {*COMMON, ord("¹")})
LATIN_EXTENDED = [*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x2C7, 0x2DE)]
CODE = [*ASCII, *TYPOGRAPHY, *map(ord, "\u00a0°±²³µ·×é")]
TEXT_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "pnum", "tnum"]

SERIF = "source-serif-4/package/files/source-serif-4-{}.woff2"
MONO = "source-code-pro/package/files/source-code-pro-{}.woff2"
# file written: (name inside, source, characters, axes kept or fixed, layout features)
CUTS: dict[str, tuple[str, str, Iterable[int], dict[str, Any], list[str]]] = {
    "book-serif": (
        "Book Serif", SERIF.format("latin-wght-normal"), COMMON, {"wght": (400, 700)}, TEXT_FEATURES
    ),
    "book-serif-italic": (
        "Book Serif", SERIF.format("latin-wght-italic"), COMMON, {"wght": 400}, TEXT_FEATURES
    ),
    "book-serif-rare": (
        "Book Serif", SERIF.format("latin-wght-normal"), RARE, {"wght": 400}, TEXT_FEATURES
    ),
    "book-serif-rare-italic": (
        "Book Serif", SERIF.format("latin-wght-italic"), RARE, {"wght": 400}, TEXT_FEATURES
    ),
    "book-serif-ext": (
        "Book Serif", SERIF.format("latin-ext-wght-normal"), LATIN_EXTENDED,
        {"wght": 400}, TEXT_FEATURES,
    ),
    "book-serif-ext-italic": (
        "Book Serif", SERIF.format("latin-ext-wght-italic"), LATIN_EXTENDED,
        {"wght": 400}, TEXT_FEATURES,
    ),
    "book-display": (
        "Book Display", SERIF.format("latin-opsz-normal"), HEADINGS,
        {"wght": 420, "opsz": 44}, ["kern", "liga"],
    ),
    "book-mono": ("Book Mono", MONO.format("latin-wght-normal"), CODE, {"wght": 400}, []),
}  # fmt: skip

KATEX = "katex/package/dist"


def cut(source: Path, name: str, characters: Iterable[int], axes: dict[str, Any],
        features: list[str]) -> bytes:  # fmt: skip
    """Return the font at `source` with only these characters, axes and features, renamed."""
    fixed = instancer.instantiateVariableFont(TTFont(source), axes)
    font = woff2.cut(fixed, {*characters}, features, [*range(7), 13, 14])  # 13: the license
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = name.replace(" ", "") if record.nameID == 6 else name
    return woff2.packed(font)


def write(name: str, content: bytes) -> None:
    """Write a font, and print its size."""
    (OUT / name).write_bytes(content)
    print(f"{name}: {len(content)} bytes")


def main() -> None:
    """Write every cut into `static/fonts` and print its size."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    for file, (name, source, characters, axes, features) in CUTS.items():
        write(f"{file}.woff2", cut(folder / source, name, characters, axes, features))
    style = (folder / KATEX / "katex.min.css").read_text("utf-8")
    style = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", style)
    for face in sorted((folder / KATEX / "fonts").glob("*.woff2")):
        font = TTFont(face)
        write(face.name, woff2.packed(woff2.cut(font, {*font.getBestCmap()})))
    (OUT.parent.parent / "css" / "katex.min.css").write_text(style, "utf-8")


if __name__ == "__main__":
    main()
