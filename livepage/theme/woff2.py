"""Cut a font to some of its characters, as WOFF2.

fontTools comes with matplotlib.  It packs WOFF2 with Brotli, which it expects as a Python package;
here the node that the book brings does that.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Collection, Sequence

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont, woff2  # type: ignore[import-untyped]

from livepage.theme.equations import node

_SCRIPT = """const zlib = require("zlib"), fs = require("fs");
const [act, mode] = process.argv.slice(1);
const { BROTLI_PARAM_MODE: key } = zlib.constants;
const input = fs.readFileSync(0);
fs.writeSync(1, act === "pack" ? zlib.brotliCompressSync(input, { params: { [key]: +mode } })
  : zlib.brotliDecompressSync(input));"""


class _Brotli:
    """What fontTools uses of the package brotli."""

    MODE_TEXT, MODE_FONT = 1, 2  # as in node's constants

    @staticmethod
    def compress(data: bytes, mode: int = 0) -> bytes:
        return _ask(data, "pack", str(mode))

    @staticmethod
    def decompress(data: bytes) -> bytes:
        return _ask(data, "unpack")


def _ask(data: bytes, *arguments: str) -> bytes:
    command = [str(node()), "-e", _SCRIPT, *arguments]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


woff2.brotli, woff2.haveBrotli = _Brotli, True


def cut(
    font: TTFont,
    keep: Collection[int],
    features: Sequence[str] = ("*",),
    names: Sequence[int] = range(7),
) -> TTFont:
    """Cut a font to these characters, layout features and names, without hinting; return it."""
    options = Options()
    options.layout_features = list(features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = list(names)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    return font


def packed(font: TTFont) -> bytes:
    """Return a font as WOFF2."""
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
