"""The tests of the mathematics once more, in the Python that the site serves to its readers.

The worker is the site's own, and so are Pyodide, numpy and the wheel of ``mlmath``.  pytest comes
from this environment, and the files of tests from this folder, by an address of the same host.
What CPython collects of a file has to be collected there, and to pass, warnings being errors.
"""

import html
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import files as files_of
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import Watch
from tests.mathematics import NAMES, ROOT, files_testing, imported_by

CHAPTER = "chapters/01_perceptron.html"
PLAIN = "search.html"  # a page without widgets, which starts no Python of its own
PATIENCE = 180  # seconds after which a file of tests is taken to hang
PYTEST = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
# Files that only CPython runs, and a word in each that says why: a package that the browser lacks,
# or a file of the repository.  Comparisons with other libraries are in tests/parity for that.
NATIVE = {
    "tests/autodiff/test_memory.py": "subprocess",
    "tests/datasets/test_datasets.py": "pkgutil",  # a page's wheel holds not all of them
    "tests/datasets/test_palmer.py": "palmerpenguins",
    "tests/test_palette.py": "notebook",
}
ABSENT = {"multiprocessing", "socket", "subprocess", "threading"}  # of the standard library there


def relative(path):
    return path.relative_to(ROOT).as_posix()


ALL = {relative(path): path for name in NAMES for path in files_testing(name)}
FILES = [name for name in ALL if name not in NATIVE]

START = """([worker, start]) => new Promise((resolve, reject) => {
  window.python = new Worker(worker, { type: "module" });
  window.python.onmessage = ({ data }) => {
    if (data.ready) resolve();
    else if (data.failed) reject(new Error(data.failed));
  };
  window.python.postMessage({ start });
})"""
# Runs a cell; resolves with all that it printed and showed, or says how it died.
RUN = """([code, patience]) => new Promise((resolve, reject) => {
  const { python } = window;
  const outputs = [];
  const late = () => reject(new Error(`no answer within ${patience} seconds`));
  const timer = setTimeout(late, 1000 * patience);
  python.onmessage = ({ data }) => {
    if (data.output) outputs.push(data.output);
    if (!data.done && !data.fatal) return;
    clearTimeout(timer);
    if (data.fatal) reject(new Error(data.fatal));
    else resolve({ ok: data.ok, outputs });
  };
  python.postMessage({ cell: "tests", epoch: 1, seq: 1, code, page: {} });
})"""


class BrowserPython:
    """The site's worker on a page of its own, begun again after a file that killed it."""

    def __init__(self, page, site, watch):
        self.page, self.site, self.watch = page, site, watch
        text = (site.root / CHAPTER).read_text("utf-8")
        found = re.search(r'<script type="application/json" id="livepage">(.*?)</script>', text)
        assert found
        config = json.loads(html.unescape(found[1]))

        def address(path):
            return urljoin(site / CHAPTER, path)

        self.worker = address(config["worker"])
        self.start = {k: address(config[k]) for k in ("pyodide", "wheel", "bridge", "cells")}
        data = [[place, address(path), size] for place, (path, size) in config["data"].items()]
        self.start |= {"data": data, "widgets": []}
        self.alive = False

    def begin(self):
        self.page.goto(self.site / PLAIN, wait_until="load")
        self.page.evaluate(START, [self.worker, self.start])
        self.alive = True
        told = self.cell(
            "import os, sys\nfrom pyodide.http import pyfetch\n"
            f"answer = await pyfetch({self.site / 'tests.zip'!r})\n"
            "await answer.unpack_archive(extract_dir='/home/pyodide/book')\n"
            "os.chdir('/home/pyodide/book')\nsys.path.insert(0, '/home/pyodide/book/packages')\n"
            "import browser_run"
        )
        assert told["ok"], told["outputs"]

    def cell(self, code):
        """Run code in the worker, which is begun where there is none."""
        if not self.alive:
            self.begin()
        try:
            return self.page.evaluate(RUN, [code, PATIENCE])
        except PlaywrightError as error:
            self.alive = False
            self.watch.faults.clear()  # it has said in the console that it died
            pytest.fail(f"Python ended: {error.message}", pytrace=False)

    def tests(self, name):
        """Run a file of tests; return what browser_run.run tells."""
        told = self.cell(f"print(browser_run.run({name!r}))")
        assert told["ok"], told["outputs"]
        return json.loads("".join(o["text"] for o in told["outputs"]))


def archive():
    """Return a zip of pytest, of the tests, and of what reads both in the browser."""
    contents = {"packages/browser_run.py": (ROOT / "tests/site/browser_run.py").read_bytes()}
    contents["pyproject.toml"] = (ROOT / "pyproject.toml").read_bytes()
    for package in PYTEST:
        for file in files_of(package) or ():
            path = Path(file.locate())
            if ".." not in file.parts and "__pycache__" not in file.parts and path.is_file():
                contents[f"packages/{file.as_posix()}"] = path.read_bytes()
    beside = [p for name in NAMES for p in (ROOT / "tests" / name).rglob("*")]
    for path in [*(ALL[name] for name in FILES), *beside]:
        if path.is_file() and "__pycache__" not in path.parts:
            contents[relative(path)] = path.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in contents.items():
            out.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def python(browser, site):
    """One page and one Python for all files: a start takes seconds."""
    watch = Watch()
    context = browser.new_context()
    watch.follow(context)
    content = archive()
    context.route(
        "**/tests.zip", lambda route: route.fulfill(body=content, content_type="application/zip")
    )
    yield BrowserPython(context.new_page(), site, watch)
    context.close()
    assert watch.faults == []


@pytest.fixture(scope="module")
def collected():
    """What CPython collects: {file: ids of its tests}."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *FILES]
    plain = {**os.environ, "PYTEST_ADDOPTS": ""}  # -v, say, would list them otherwise
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {name: [] for name in FILES}
    for line in done.stdout.splitlines():
        if "::" in line and (name := line.partition("::")[0]) in found:
            found[name].append(line)
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_passes_in_the_browser(python, collected, name):
    told = python.tests(name)
    wrong = told["faults"]
    wrong += [f"{test}\n{said}" for test, said in told["tests"].items() if said != "passed"]
    if wrong:
        pytest.fail("\n\n".join(wrong), pytrace=False)
    assert told["code"] == 0, told["said"]
    assert sorted(told["tests"]) == sorted(collected[name])
    assert collected[name]


def test_what_only_cpython_runs_is_listed_with_its_reason():
    """A file that imports what the browser lacks is on the list, and no other is left there."""
    there = {*sys.stdlib_module_names, "mlmath", "numpy", "pytest", "tests"} - ABSENT
    foreign = {
        name
        for name, path in ALL.items()
        if {m.partition(".")[0] for m in imported_by(path.read_text("utf-8"))} - there
    }
    assert sorted(foreign - set(NATIVE)) == []
    for name, reason in NATIVE.items():
        assert reason in ALL[name].read_text("utf-8"), f"{name} no longer needs {reason}"
