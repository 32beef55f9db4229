"""How long a build takes: the whole book from nothing, and after one changed sentence."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

from bench.run import run

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = Path("chapters/01_perceptron.ipynb")
LEAVE = (".git", ".venv", "_build", ".cache", "*_cache", "__pycache__", ".hypothesis")
BUILDER = Path(sys.executable).parent / "jupyter-book"


def copy(target: Path) -> None:
    """Copy the sources of the book to ``target``, without anything that was built."""
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*LEAVE))


def change_a_sentence(folder: Path, text: str) -> None:
    """Add a sentence to the last prose cell of the chapter; its code stays what it was."""
    path = folder / CHAPTER
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in reversed(notebook["cells"]) if c["cell_type"] == "markdown")
    cell["source"] = [*cell["source"], f"\n\n{text}"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def build(folder: Path, *options: str) -> float:
    """Build the book in ``folder`` and return the seconds it took; raises when it fails."""
    start = time.perf_counter()
    run(BUILDER, "build", ".", *options, cwd=folder)
    return time.perf_counter() - start


def cold_and_warm(folder: Path, repeats: int, *options: str) -> tuple[list[float], list[float]]:
    """Return the times of ``repeats`` builds from nothing, and as many after a change."""
    cold, warm = [], []
    for number in range(repeats):
        shutil.rmtree(folder / "_build", ignore_errors=True)
        cold.append(build(folder, *options))
        change_a_sentence(folder, f"This sentence is number {number}.")
        warm.append(build(folder, *options))
    return cold, warm
