"""Let the chapters fetch ``mlmath`` on Colab, which opens a notebook without its repository.

``python -m tools.colab`` puts a first cell into each notebook, once the book's public address is
known; it does nothing anywhere but on Colab, and the book's pages do not show it.  Without an
address it takes the cell out again.  Pages offer Colab for the chapters that have it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from livepage.theme import launch
from mlmath import manifest
from tools import notebooks

CELL = "colab-setup"
SOURCE = """\
import subprocess
import sys

if "google.colab" in sys.modules:  # Colab opens the notebook alone, without the book's package
    package = "mlmath[figures,jupyter] @ git+https://github.com/{name}"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", package], check=True)
"""


def prepared(notebook: dict[str, Any], name: str | None) -> dict[str, Any]:
    """Return the notebook with the cell for the repository ``name``, or without one for None."""
    cells = [cell for cell in notebook["cells"] if cell["id"] != CELL]
    if name is not None:
        cell = {
            "cell_type": "code",
            "id": CELL,
            "metadata": {"tags": ["remove-cell"]},
            "source": notebooks.lines(SOURCE.format(name=name)),
            "execution_count": None,
            "outputs": [],
        }
        # After the title, which MyST wants to be first.
        cells.insert(1, cell)
    return {**notebook, "cells": cells}


def main(root: Path = notebooks.ROOT) -> int:
    """Bring all pages into line with the address; says what it changed."""
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    given = (config.get("repository") or {}).get("url")
    name = launch.github_name(given or launch.remote(root))
    for path in (root / page.path for page in manifest.written(root)):
        before = path.read_text("utf-8")
        after = notebooks.canonical(json.dumps(prepared(json.loads(before), name)))
        if after != before:
            path.write_text(after, "utf-8")
            print(f"{path.name}: {'fetches mlmath from ' + name if name else 'as it was'}")
    print(f"The book's public address: {name or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
