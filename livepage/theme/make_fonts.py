"""Cut the book's fonts out of their npm packages: `python -m livepage.theme.make_fonts`.

Needed only when the fonts change; the cut files are kept in `static/fonts`.  It takes
`pip install fonttools brotli` and, in the folder named on the command line, the unpacked
packages (`npm pack` and `tar xzf`):

    @fontsource-variable/source-serif-4@5.3.1   as source-serif-4/
    @fontsource-variable/source-code-pro@5.3.0  as source-code-pro/
    katex@0.16.22                               as katex/

KaTeX's fonts keep all their characters and lose their hinting, a quarter of their size.  Two of
them are divided, since most pages need the letters alone (a bold w, the R of the real numbers);
KaTeX's style sheet is rewritten to say so.  The first two fonts are Adobe's, under the SIL Open
Font License 1.1 with the reserved name "Source", which a cut version must not carry: ours are
called Book Serif and Book Mono.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

OUT = Path(__file__).parent / "static" / "fonts"
ASCII = range(0x20, 0x7F)
TYPOGRAPHY = [ord(c) for c in "‐‑–—‘’‚“”„†‡•…"]
LATIN = [*ASCII, *range(0xA0, 0x100), *TYPOGRAPHY, *map(ord, "ıŒœ′″‹›⁄€™←↑→↓−∞≈≠≤≥∂∑√")]
DISPLAY = [*ASCII, *range(0xA0, 0x100), *TYPOGRAPHY]
LATIN_EXTENDED = [*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x2C7, 0x2DE)]
CODE = [*ASCII, *TYPOGRAPHY, *map(ord, "\u00a0°±²³µ·×é")]
TEXT_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "pnum", "tnum", "frac"]

SERIF = "source-serif-4/package/files/source-serif-4-{}.woff2"
MONO = "source-code-pro/package/files/source-code-pro-{}.woff2"
# file written: (name inside, source, characters, axes kept or fixed, layout features)
CUTS: dict[str, tuple[str, str, Iterable[int], dict[str, Any], list[str]]] = {
    "book-serif": (
        "Book Serif", SERIF.format("latin-wght-normal"), LATIN, {"wght": (400, 700)}, TEXT_FEATURES
    ),
    "book-serif-italic": (
        "Book Serif", SERIF.format("latin-wght-italic"), LATIN, {"wght": 400}, TEXT_FEATURES
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
        "Book Display", SERIF.format("latin-opsz-normal"), DISPLAY,
        {"wght": 420, "opsz": 44}, ["kern", "liga"],
    ),
    "book-mono": ("Book Mono", MONO.format("latin-wght-normal"), CODE, {"wght": 400}, []),
}  # fmt: skip

KATEX = "katex/package/dist"
DIVIDED = {"KaTeX_AMS-Regular": range(0x41, 0x5B), "KaTeX_Main-Bold": range(0x30, 0x7B)}


def cut(source: Path, name: str, characters: Iterable[int], axes: dict[str, Any],
        features: list[str]) -> TTFont:  # fmt: skip
    """Return the font at `source` with only these characters, axes and features, renamed."""
    font = instancer.instantiateVariableFont(TTFont(source), axes)
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = name.replace(" ", "") if record.nameID == 6 else name
    font.flavor = "woff2"
    return font


def write(source: Path, name: str, characters: Iterable[int]) -> None:
    """Write these characters of the font at `source`, without hinting, as `name`."""
    font = TTFont(source)
    options = Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(OUT / name)
    print(f"{name}: {(OUT / name).stat().st_size} bytes")


def divided(style: str, whole: str, letters: str, characters: range) -> str:
    """Return the style sheet with a second face for the letters of the font `whole`.

    Of two faces that hold a character, browsers take the one that is declared last.
    """
    found = re.search(r"@font-face\{[^}]*fonts/" + re.escape(whole) + r"[^}]*\}", style)
    if found is None:
        raise ValueError(f"KaTeX's style sheet must have a face for {whole}, and has none")
    span = f"U+{characters[0]:02X}-{characters[-1]:02X}"
    face = found[0].replace(whole, letters).replace("}", f";unicode-range:{span}" + "}")
    return style.replace(found[0], found[0] + face)


def main() -> None:
    """Write every cut into `static/fonts` and print its size."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    for file, (name, source, characters, axes, features) in CUTS.items():
        target = OUT / f"{file}.woff2"
        cut(folder / source, name, characters, axes, features).save(target)
        print(f"{target.name}: {target.stat().st_size} bytes")
    style = (folder / KATEX / "katex.min.css").read_text("utf-8")
    style = re.sub(r',url\([^)]*\) format\("(?:woff|truetype)"\)', "", style)
    for face in sorted((folder / KATEX / "fonts").glob("*.woff2")):
        characters = set(TTFont(face).getBestCmap())
        letters = characters & set(DIVIDED.get(face.stem, ()))
        write(face, face.name, characters - letters)
        if letters:
            name = f"{face.stem}-letters.woff2"
            write(face, name, letters)
            style = divided(style, face.name, name, DIVIDED[face.stem])
    (OUT.parent.parent / "css" / "katex.min.css").write_text(style, "utf-8")


if __name__ == "__main__":
    main()
