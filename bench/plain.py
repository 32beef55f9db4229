"""The stock page: the book's own chapters through a plain Jupyter Book, with its default scripts.

Its scripts come from CDNs.  Here the browser gets them from the npm packages that those CDNs
publish, without a network in between, so its times are better than a reader's.
"""

from __future__ import annotations

import mimetypes
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bench import page as pages
from bench.table import median
from livepage.build import contents
from livepage.build.pyodide import clients
from mlmath import manifest
from tools.serve import serving

if TYPE_CHECKING:
    from playwright.sync_api import Playwright, Route

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench" / "npm"
CHAPTER = "chapters/01_perceptron.html"
CONFIG = """\
title: A plain Jupyter Book
execute:
  execute_notebooks: cache
only_build_toc_files: true
bibtex_bibfiles: [references.bib]
sphinx:
  extra_extensions: [sphinx_proof]
"""
CONTENT = ("intro.md", "references.bib", *(kind.folder for kind in manifest.KINDS.values()))
# Jsdelivr and unpkg serve npm packages under their names; cdnjs has paths of its own.
PACKAGE = re.compile(r"https://[^/]+/(?:npm/)?((?:@[\w.-]+/)?[\w.-]+@[\w.^~-]+)/([^?#]+)")
REQUIRE = re.compile(r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/([\d.]+)/require")
ABOUT = (
    "Plain Jupyter Book: the same chapters with jupyter-book's defaults; its CDN scripts (MathJax, "
    "require.js, the widget manager) were served from their npm packages without a network, so a "
    "reader's times are longer.\n"
)


def make(folder: Path) -> None:
    """Put the sources of a plain Jupyter Book into ``folder``."""
    folder.mkdir(parents=True)
    for name in CONTENT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            shutil.copy(source, folder / name)
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    frame = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    frame["parts"] = []  # those of reference are not copied
    toc = yaml.safe_dump(contents.contents(frame, manifest.written(ROOT)))
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")


def unpacked(package: str) -> Path:
    """Return the folder of an npm package, name@version, fetching it the first time."""
    folder = CACHE / package.replace("/", "_")
    if not folder.exists():
        whole = folder.with_name(folder.name + ".part")
        shutil.rmtree(whole, ignore_errors=True)
        whole.mkdir(parents=True)
        command = [*clients.npm_command(), "pack", package, "--silent", "--ignore-scripts"]
        subprocess.run(command, cwd=whole, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(whole.glob("*.tgz"))) as archive:
            archive.extractall(whole, filter="data")
        whole.rename(folder)
    return folder / "package"


def cdn_file(url: str) -> Path | None:
    """Return the file that a CDN serves at ``url``, or ``None`` when it is not an npm package's."""
    if found := REQUIRE.match(url):
        # As npm has it, not minified; gzip takes most of the difference.
        path = unpacked(f"requirejs@{found[1]}") / "require.js"
    elif found := PACKAGE.match(url):
        path = unpacked(found[1]) / found[2]
    else:
        return None
    return path if path.is_file() else None


def answer(route: Route) -> None:
    """Answer a request to a CDN from the npm package."""
    file = cdn_file(route.request.url)
    if file is None:
        print(f"    not measured, not to be had: {route.request.url}")
        route.abort()
    else:
        kind = mimetypes.guess_type(file.name)[0] or "text/javascript"
        allow = {"access-control-allow-origin": "*", "content-type": kind}
        route.fulfill(body=file.read_bytes(), headers=allow)


def measure(playwright: Playwright, site: Path, repeats: int) -> dict[str, float]:
    """Return medians of the plain page's first paint in ms, and its weight in kB."""
    paints: dict[str, list[float]] = {"cold": [], "warm": []}
    with serving(site) as url:
        # First the weight, which also fetches the packages, so that no paint waits for them.
        mass = pages.without_figures(pages.weight(playwright, url + CHAPTER, answer))
        for _ in range(repeats):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                for state in ("cold", "warm"):
                    with pages.opened(playwright, Path(profile)) as context:
                        context.route(re.compile(r"^https://"), answer)
                        page = context.pages[0]
                        page.goto(url + CHAPTER, wait_until="commit")
                        paints[state].append(pages.first_paint(page))
    return {
        "paint cold": median(paints["cold"]),
        "paint warm": median(paints["warm"]),
        "kB": mass,
    }
