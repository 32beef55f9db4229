"""How long a reader waits for what a check says to an answer, in the page, once Python is up."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.page import fresh

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

NOTEBOOK = Path(__file__).resolve().parent.parent / "chapters" / "01_perceptron.ipynb"
IMPORTS = "import numpy as np\nfrom math import comb\nfrom mlmath.perceptron import Perceptron\n"
# Runs a cell as a reader does; the milliseconds until the page says that it has run.
RUN = """(id) => new Promise((resolve) => {
  const start = performance.now();
  const done = () => resolve(performance.now() - start);
  document.addEventListener("livepage:ran", done, { once: true });
  document.querySelector(`.cell[data-cell="${id}"] .cell-run`).click();
})"""


def answers() -> dict[str, str]:
    """Return {cell: code}: the solutions in their stubs, and the imports before them."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    sources = {cell["id"]: "".join(cell["source"]) for cell in cells}
    code = {"exercise-checks": IMPORTS + sources["exercise-checks"]}
    for name, source in sources.items():
        if name.startswith("solution-") and (
            found := re.search(r"```python\n(.*?)\n```", source, re.S)
        ):
            code[name.replace("solution", "stub")] = found[1]
    return code


def waits(playwright: Playwright, url: str, repeats: int) -> dict[str, list[float]]:
    """Return {check: milliseconds from Run to its answer}, `repeats` times for each check."""
    code = answers()
    kept = json.dumps([f"mlm:cells:{urlsplit(url).path}", json.dumps(code)])
    with fresh(playwright, f"localStorage.setItem(...{kept})") as context:
        page = context.pages[0]
        page.goto(url, wait_until="load")
        page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
        for cell in code:
            page.evaluate(RUN, cell)
        checks = [name.replace("stub", "check") for name in code if name.startswith("stub-")]
        return {name: [float(page.evaluate(RUN, name)) for _ in range(repeats)] for name in checks}
