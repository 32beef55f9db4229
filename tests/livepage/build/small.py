"""A small book in a folder of its own, with a copy of `mlmath` that a test may change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import mlmath
from livepage.build.pyodide import hosting

ROOT = Path(__file__).resolve().parents[3]
# Stands for each file of Pyodide, with what the build looks for in its modules.
STUB = f'"pyodide.asm.mjs" {hosting.STREAM}'
CONF = """
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, {root!r})
from livepage.build import precompile, site, wheel
from livepage.build.pyodide import fetch

# Stand-ins for what would take a network and a minute: Pyodide's files, and byte code.
if not (HERE / "real").exists():
    fetch.ensure = lambda say: {{file.name: HERE / "stub" for file in fetch.Lock.read().files}}
precompile.compiled = lambda archives, runtime, say: dict(archives)
wheel.package = lambda: HERE / "mlmath"
site.STYLES = [HERE / "look.css"]

extensions = ["myst_nb", "livepage"]
exclude_patterns = ["_build", "mlmath"]
html_theme = "basic"
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
"""


@dataclass
class Book:
    """A project in a folder of its own, built by the sphinx of this environment."""

    folder: Path
    said: str = ""

    def build(self, **environment: str) -> int:
        command = [sys.executable, "-m", "sphinx", "-b", "html", ".", "_build/html"]
        # The kernel imports the book's own copy of mlmath, which the tests change.
        path = os.pathsep.join(
            filter(None, [str(self.folder), str(ROOT), os.environ.get("PYTHONPATH")])
        )
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stdout + done.stderr
        return done.returncode

    @property
    def html(self) -> Path:
        return self.folder / "_build" / "html"


def new_book(folder: Path) -> Book:
    """Return a book without pages."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(mlmath.__file__).parent, folder / "mlmath", ignore=ignore)
    (folder / "conf.py").write_text(CONF.format(root=str(ROOT)))
    (folder / "stub").write_text(STUB)
    (folder / "look.css").write_text(".mlw {}")
    return Book(folder)
