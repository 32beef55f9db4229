"""A second page whose widget and theorem are called as those of chapter 1, in a book of its own.

The book is a copy of the machinery with a short chapter 1.  A page is added to it as an author
would: a line in the manifest, then `python -m tools.new_page`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from tests.livepage.build.small import STUB
from tools import notebooks

ROOT = Path(__file__).resolve().parents[2]
SLUG, TITLE = "second_one", "A second one"
LINE = f'    Page("{SLUG}", "{TITLE}", "chapter", 2),\n'
FIRST, SECOND = "chapters/01_perceptron", f"chapters/02_{SLUG}"
MANIFEST = "mlmath/manifest.py"
# Pyodide's files and byte code would take a network and a minute.
STAND_IN = """
from pathlib import Path
from livepage.build import precompile
from livepage.build.pyodide import fetch

def setup(app):
    stub = Path(__file__).with_name("stub")
    fetch.ensure = lambda say: {file.name: stub for file in fetch.Lock.read().files}
    precompile.compiled = lambda archives, runtime, say: dict(archives)
"""
SHOWS = """from mlmath.widgets.perceptron import Playground, XorTheorem

display(Playground(), XorTheorem())"""
# What has a test for each page, widget, theorem or exercise.
CHECKS = [
    f"tests/{name}.py"
    for name in (
        f"{SLUG}/test_{SLUG}_spread", f"exercises/test_{SLUG}", f"figures/test_{SLUG}",
        f"theorems/test_{SLUG}", f"widgets/test_{SLUG}", "chapters/test_cells_on_their_own_feet",
        "exercises/test_catalogues", "figures/test_shared", "livepage/build/test_borrowed",
        "record/test_record", "test_pages", "test_palette", "test_repository", "test_solutions",
        "theorems/test_theorems", "widgets/test_jupyter", "widgets/test_spec",
    )
]  # fmt: skip
IN_A_BROWSER = [
    f"tests/{name}.py"
    for name in (
        "site/test_exercises", "site/test_lite", "site/test_live", "site/test_look_axe",
        "site/test_look_page", "site/test_look_width", "site/test_previews", "site/test_print",
        "site/test_theorems", "widgets/test_steady", "widgets/test_theorem", "widgets/test_view",
    )
]  # fmt: skip
COVER = f"# A book\n\nSee {{doc}}`{FIRST}`.\n\n```{{tableofcontents}}\n```\n"


@dataclass
class Book:
    """The folder of the book."""

    folder: Path

    def run(self, *command: str) -> str:
        """Run a command there with the book's own packages; return what it printed.

        What this run of pytest was told by its environment is not for one that is begun there.
        """
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTEST_ADDOPTS": ""}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, *arguments: str) -> str:
        return self.run(sys.executable, *arguments)

    def git(self, *arguments: str) -> str:
        return self.run("git", "-c", "user.name=n", "-c", "user.email=e@localhost", *arguments)

    def head(self, page: str) -> dict[str, Any]:
        """Return what the head of a built page says to its host."""
        text = (self.folder / "_build" / "html" / f"{page}.html").read_text("utf-8")
        found = re.search(r'<script type="application/json" id="livepage">(.*?)</script>', text)
        assert found
        config: dict[str, Any] = json.loads(found[1])
        return config

    def asked_for(self, page: str) -> set[str]:
        """Return the names of the modules that a page asks for at once or when they come near."""
        text = (self.folder / "_build" / "html" / f"{page}.html").read_text("utf-8")
        return set(re.findall(r"_static/live/([\w.-]+\.js)", text))

    def wheel(self, page: str) -> list[str]:
        path = self.folder / "_build" / "html" / "chapters" / self.head(page)["wheel"]
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()


def short_book(folder: Path) -> Book:
    """Return a book of one chapter, committed."""
    everywhere = shutil.ignore_patterns("__pycache__", "node_modules", ".*")

    def skip(folder: str, names: list[str]) -> set[str]:
        slow = {"parity", "jupyter"} if Path(folder) == ROOT / "tests" else set()
        return everywhere(folder, names) | slow

    for name in ("mlmath", "livepage", "tools", "bench", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    for name in ("pyproject.toml", "references.bib", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    text = (folder / MANIFEST).read_text("utf-8")
    first, last = text.index("PAGES = (\n") + len("PAGES = (\n"), text.index("\n)\n\n\ndef checked")
    line = '    Page("perceptron", "The perceptron", "chapter", 1),'
    (folder / MANIFEST).write_text(text[:first] + line + text[last:], "utf-8")
    (folder / "stub").write_text(STUB)
    (folder / "stand_in.py").write_text(STAND_IN)
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    extensions = {"livepage": ".", "livepage.theme": "."}
    config["sphinx"]["local_extensions"] = {"stand_in": ".", **extensions}
    (folder / "_config.yml").write_text(yaml.safe_dump(config))
    frame = {"format": "jb-book", "root": "intro", "parts": [{"chapters": [{"file": "record"}]}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(frame))
    (folder / "intro.md").write_text(COVER)
    (folder / "record.md").write_text("# The record\n\nNothing here.\n")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# The perceptron", id="title"),
        nbformat.v4.new_code_cell(SHOWS, id="shows"),
    ]
    (folder / "chapters").mkdir()
    text = notebooks.canonical(nbformat.writes(notebook))
    (folder / f"{FIRST}.ipynb").write_text(text, "utf-8")
    book = Book(folder)
    book.git("init", "--quiet")
    book.git("add", "--all")
    book.git("commit", "--quiet", "--message", "One chapter")
    return book


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    """The book with its second page."""
    made = short_book(tmp_path_factory.mktemp("book"))
    path, first = made.folder / MANIFEST, '"The perceptron", "chapter", 1),\n'
    path.write_text(path.read_text("utf-8").replace(first, first + LINE), "utf-8")
    made.python("-m", "tools.new_page", SLUG, "--widget", "playground", "--theorem", "xor")
    return made


def test_its_types_are_right(book):
    kept, own = ROOT / ".cache" / "mypy", book.folder / ".cache" / "mypy"
    if kept.is_dir():  # what is known of all that is the same there
        shutil.copytree(kept, own)
    book.python("-m", "mypy")
    book.python("-m", "tools.javascript", "lint")


@pytest.fixture(scope="module")
def built(book: Book) -> Book:
    """The book, built; a warning would have failed."""
    command = Path(sys.executable).with_name("jupyter-book")
    book.run(str(command), "build", ".", "-W", "-n", "--keep-going")
    return book


def test_a_new_page_touches_the_files_of_its_slug_and_the_manifest(book):
    changed = [line.split() for line in book.git("status", "--porcelain", "-uall").splitlines()]
    assert [path for mark, path in changed if mark == "M"] == [MANIFEST]
    added = [path for mark, path in changed if mark == "??"]
    assert f"{SECOND}.ipynb" in added
    assert [path for path in added if SLUG not in path] == []
    assert len(added) + 1 == len(changed)
    assert book.git("diff", "--stat", "--", MANIFEST).endswith("1 insertion(+)\n")


def test_it_is_written_in_form(book):
    changed = book.git("ls-files", "--others", "--modified", "--exclude-standard").split()
    python = [path for path in changed if path.endswith((".py", ".ipynb"))]
    book.python("-m", "ruff", "check", *python)
    book.python("-m", "ruff", "format", "--check", *python)
    notebook = (book.folder / f"{SECOND}.ipynb").read_text("utf-8")
    assert f"# {TITLE}" in notebook
    assert not re.findall(r"@[\w-]+@", notebook)


def test_each_page_shows_its_own_widget_and_theorem(built):
    for page, slug in ((FIRST, "perceptron"), (SECOND, SLUG)):
        views = built.head(page)["views"]
        assert sorted(views) == [f"{slug}.playground", f"theorems.{slug}.xor"]
        text = (built.folder / "_build" / "html" / f"{page}.html").read_text("utf-8")
        assert ("One number for many" in text) == (slug == SLUG)
        assert set(re.findall(r'data-widget="([^"]*)"', text)) == set(views)
        inside = [name for name in built.wheel(page) if "/widgets/" in name]
        assert f"mlmath/widgets/{slug}/playground.py" in inside
        other = "perceptron" if slug == SLUG else SLUG
        assert [name for name in built.wheel(page) if other in name] == []
    mine, other = (built.head(page)["views"] for page in (SECOND, FIRST))
    assert Path(mine[f"{SLUG}.playground"][0]).name not in built.asked_for(FIRST)
    assert Path(other["perceptron.playground"][0]).name not in built.asked_for(SECOND)


def test_every_check_of_a_page_finds_it(book):
    listed = book.python("-m", "pytest", "--collect-only", "-q", *CHECKS, *IN_A_BROWSER)
    found = {line.partition("::")[0] for line in listed.splitlines() if SLUG in line}
    assert sorted(found) == sorted([*CHECKS, *IN_A_BROWSER])


def test_it_passes_the_checks_that_need_no_browser(book):
    said = book.python("-m", "pytest", "-q", "-k", SLUG, *CHECKS)
    assert re.search(r"(\d\d+) passed", said)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["luck"], r"got 'luck'; a new page needs its line in mlmath/manifest.py first"),
        (["perceptron"], r"nothing was written, .* mlmath/exercises/perceptron.py, .*ipynb"),
        ([SLUG, "--widget", "Big"], r"widget must be lower-case words joined by _, got 'Big'"),
    ],
)
def test_what_cannot_be_written_is_refused_and_said(book, arguments, message):
    before = book.git("status", "--porcelain", "-uall")
    command = [sys.executable, "-m", "tools.new_page", *arguments]
    done = subprocess.run(command, cwd=book.folder, text=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert re.search(message, done.stderr)
    assert book.git("status", "--porcelain", "-uall") == before
