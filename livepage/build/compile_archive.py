"""Compile the modules of an archive ahead of time: runs inside Pyodide, when the book is built.

The archives that Pyodide comes with hold sources only, so every visit would compile the same
hundred modules again; that is a third of the start.  Only what a start imports is compiled: byte
code is larger than source, and the rest would be carried for nothing.  Packages that come with a
cell that imports them are compiled as far as an ordinary use of them imports.
"""

import _imp
import importlib
import io
import os
import re
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from typing import Any

# What numpy, the widgets and the unpacking of wheels need.
NEEDED = [
    "base64", "contextlib", "dataclasses", "html", "importlib.metadata", "itertools", "json",
    "pathlib", "shutil", "sysconfig", "tarfile", "tempfile", "traceback", "typing",
    "numpy.linalg", "numpy.random",
]  # fmt: skip
for module in NEEDED:
    importlib.import_module(module)

EPOCH = (1980, 1, 1, 0, 0, 0)
# What no page of a book asks for: the tests of packages, stubs, headers, the Fortran compiler.
LEFT_OUT = re.compile(
    r"(^|/)tests/|^matplotlib/mpl-data/sample_data/|^numpy/(f2py|_pyinstaller|distutils)/|\.(pyi|h|c|ini|in)$|/lib/\S*\.a$"
)
START = set(sys.modules)


def used_later() -> set[str]:
    """Return what a figure and some algebra import, of packages that a start does not need."""
    os.environ["MPLBACKEND"] = "svg"
    from matplotlib import pyplot
    from sympy import Symbol, latex, solve

    _, axes = pyplot.subplots(layout="constrained")
    axes.plot([1, 2], label="$x$")
    axes.legend()
    pyplot.savefig(io.BytesIO(), format="svg")
    latex(solve(Symbol("x") ** 2 - 2))
    return {name for name in sys.modules if name.partition(".")[0] not in NOT_LATER}


NOT_LATER = {*sys.stdlib_module_names, "numpy"}
USED = {name.replace(".", "/") for name in START | used_later()}


def used(name: str) -> bool:
    """Tell whether the module of this file is imported; everything of the book's own counts."""
    module = name.removesuffix(".py").removesuffix("/__init__")
    return module in USED or name.startswith(("mlmath/", "livepage/"))


def compile_archive(data: Any) -> bytes:
    """Return the archive with the sources of used modules replaced by their byte code."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            name, content = entry.filename, old.read(entry)
            if entry.is_dir() or LEFT_OUT.search(name):
                continue
            if name.endswith(".py") and used(name):
                code = compile(content, name, "exec", dont_inherit=True)
                content = _code_to_hash_pyc(code, _imp.source_hash(0, content), checked=False)
                name += "c"
            new.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
