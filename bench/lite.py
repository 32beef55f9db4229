"""The stock way to a live page: JupyterLite running one ``interact`` cell with matplotlib.

Built by the stock tools, in an environment of its own, and measured as the book's page is: from
opening the address to a slider that answers, and from a change of the slider to the redrawn
picture.  Pyodide is the very copy that the book serves, from the same local server.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from bench import page as pages
from bench.run import run
from bench.table import median, percentile
from livepage.build.pyodide import clients
from tools.serve import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright, Response

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
PACKAGES = (
    "jupyterlite-core==0.8.6",
    "jupyterlite-pyodide-kernel==0.8.6",
    "jupyterlab-widgets==3.0.17",
    "jupyter-server==2.21.1",
)
# What the kernel and ipywidgets import in the browser, each a wheel without compiled parts.
WHEELS = (
    "asttokens==3.0.2", "comm==0.2.3", "decorator==5.3.1", "executing==2.3.0", "ipython==9.9.0",
    "ipython-pygments-lexers==1.1.1", "ipywidgets==8.1.9", "jedi==0.20.1",
    "jupyterlab-widgets==3.0.17",
    "matplotlib-inline==0.2.2", "parso==0.8.7", "pexpect==4.9.0", "prompt-toolkit==3.0.53",
    "ptyprocess==0.7.0", "pure-eval==0.2.4", "pygments==2.21.0", "stack-data==0.6.3",
    "traitlets==5.16.1", "wcwidth==0.2.14",
)  # fmt: skip
# Found in Pyodide's own list of packages, and loaded from beside it.
BESIDE = ("micropip==0.11.1",)
# Pyodide's list of packages, and those of them that the cell needs and the book does not ship.
LIST = ("pyodide@314.0.3", "package/", ["pyodide-lock.json"])
CARRIER = ("open-webui==0.12.4", "open_webui/frontend/pyodide/")
NEEDED = ("matplotlib",)
CELL = """\
%pip install -q ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact

rng = np.random.default_rng(0)
points = np.vstack([rng.normal(1, 1, (30, 2)), rng.normal(-1, 1, (30, 2))])

@interact(step=(0, 50, 1))
def show(step=1):
    angle = step / 8
    plt.figure(figsize=(5, 4))
    plt.scatter(*points.T, c=np.repeat([0, 1], 30))
    plt.axline((0, 0), (np.cos(angle), np.sin(angle)))
    plt.show()
"""
ABOUT = (
    "JupyterLite: jupyterlite-core 0.8.6 and its Pyodide kernel in the REPL app, one `interact` "
    "cell that draws 60 points and a line with matplotlib, Pyodide from the same local server; "
    "its weight is all that arrives before the slider answers, Python included.\n"
)
SLIDER = ".jp-OutputArea-output .widget-slider input, .jp-OutputArea-output .noUi-handle"
PICTURE = ".jp-OutputArea-output img"
# Presses an arrow key on the slider and returns the milliseconds to the next picture's first frame.
STEP = """async ([slider, picture, times]) => {
  const handle = document.querySelector(slider);
  const spent = [];
  for (let i = 0; i < times; i += 1) {
    const shown = document.querySelector(picture).src;
    const redrawn = new Promise((resolve) => {
      const look = () => {
        const image = document.querySelector(picture);
        if (image && image.src !== shown && image.complete) resolve(performance.now());
        else requestAnimationFrame(look);
      };
      look();
    });
    handle.focus();
    const key = i % 40 < 20 ? 'ArrowRight' : 'ArrowLeft';
    const start = performance.now();
    handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    spent.push(await redrawn - start);
  }
  return spent;
}"""


def environment() -> Path:
    """Return the folder of programs of JupyterLite's environment, making it the first time."""
    venv = CACHE / "lite"
    stamp = venv / ".installed"
    if not stamp.exists() or stamp.read_text() != "\n".join(PACKAGES):
        run(sys.executable, "-m", "venv", "--clear", venv)
        run(venv / "bin" / "pip", "install", "-q", *PACKAGES)
        stamp.write_text("\n".join(PACKAGES))
    return venv / "bin"


def wheels(programs: Path) -> Path:
    """Return the folder of wheels that JupyterLite serves, fetching them the first time."""
    folder = CACHE / "wheels"
    if not folder.exists():
        whole = folder.with_suffix(".part")
        shutil.rmtree(whole, ignore_errors=True)
        where = ("--only-binary", ":all:", "--platform", "any", "--python-version", "3.14")
        fetch = (programs / "pip", "download", "-q", "--no-deps", *where, "-d")
        run(*fetch, whole, *WHEELS)
        run(*fetch, whole / "beside", *BESIDE)
        whole.rename(folder)
    return folder


def carried() -> Path:
    """Return the folder with Pyodide's list and the wheels of ``NEEDED`` with all they need."""
    folder = CACHE / "pyodide"
    if not folder.exists():
        whole = folder.with_suffix(".part")
        shutil.rmtree(whole, ignore_errors=True)
        whole.mkdir(parents=True)
        clients.npm(*LIST, whole)
        packages = json.loads((whole / LIST[2][0]).read_text(encoding="utf-8"))["packages"]
        names, queue = set(), list(NEEDED)
        while queue:
            name = queue.pop()
            names.add(name)
            queue += [d for d in packages[name]["depends"] if d not in names]
        clients.pip(*CARRIER, sorted(packages[name]["file_name"] for name in names), whole)
        for name in names:
            content = (whole / packages[name]["file_name"]).read_bytes()
            if hashlib.sha256(content).hexdigest() != packages[name]["sha256"]:
                raise RuntimeError(f"{packages[name]['file_name']} is not the file Pyodide lists")
        whole.rename(folder)
    return folder


def pyodide(core: Path, beside: Path, target: Path) -> None:
    """Put Pyodide into ``target``: the book's core, the wheels, and a list of just these."""
    shutil.copytree(core, target)
    for source in (carried(), beside):
        shutil.copytree(source, target, dirs_exist_ok=True)
    path = target / "pyodide-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    here = {p.name for p in target.iterdir()}
    kept = {k: v for k, v in lock["packages"].items() if v["file_name"] in here}
    for package in kept.values():
        # What comes from the registry is not byte for byte what Pyodide packed anew.
        content = (target / package["file_name"]).read_bytes()
        package["sha256"] = hashlib.sha256(content).hexdigest()
        package["depends"] = [d for d in package["depends"] if d in kept]
    path.write_text(json.dumps(lock | {"packages": kept}), encoding="utf-8")


def make(site: Path, folder: Path) -> Path:
    """Build a JupyterLite site in ``folder`` and return its root."""
    programs = environment()
    files = wheels(programs)
    folder.mkdir(parents=True)
    plugin = "@jupyterlite/pyodide-kernel-extension:kernel"
    address = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True}
    settings = {"litePluginSettings": {plugin: address}}
    (folder / "jupyter-lite.json").write_text(
        json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": settings})
    )
    served = sorted(str(p) for p in files.glob("*.whl"))
    options = {"PipliteAddon": {"piplite_urls": served}, "LiteBuildConfig": {"apps": ["repl"]}}
    (folder / "jupyter_lite_config.json").write_text(json.dumps(options))
    run(programs / "jupyter", "lite", "build", "--output-dir", "site", cwd=folder)
    core = next(site.rglob("pyodide.mjs")).parent
    pyodide(core, files / "beside", folder / "site" / "static" / "pyodide")
    return folder / "site"


def opened(page: Page, url: str) -> float:
    """Open the REPL on the cell; returns the seconds until its slider and picture are there."""
    address = f"{url}repl/index.html?toolbar=1&kernel=python&code={quote(CELL)}"
    page.goto(address, wait_until="commit")
    page.wait_for_selector(SLIDER)
    page.wait_for_function(f"document.querySelector('{PICTURE}')?.complete")
    return float(page.evaluate("performance.now()")) / 1000


def measure(playwright: Playwright, site: Path, folder: Path, repeats: int) -> dict[str, float]:
    """Return the medians of a JupyterLite page, in s, ms and kB."""
    ready: dict[str, list[float]] = {"cold": [], "warm": []}
    steps: list[float] = []
    sizes: dict[str, int] = {}
    with serving(make(site, folder)) as url:
        for number in range(repeats):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                for state in ("cold", "warm"):
                    with pages.opened(playwright, Path(profile)) as context:
                        page = context.pages[0]
                        responses: list[Response] = []
                        if number == 0 and state == "cold":
                            pages.keep(context, responses)
                        ready[state].append(opened(page, url))
                        sizes = sizes or pages.weights(responses)
                        if state == "warm":
                            steps += page.evaluate(STEP, [SLIDER, PICTURE, 20])
    return {
        "ready cold": median(ready["cold"]),
        "ready warm": median(ready["warm"]),
        "step median": median(steps),
        "step p95": percentile(steps, 0.95),
        "kB": sum(sizes.values()) / 1000,
    }
