"""The record's page: a section and a cell for each page of the book, executed one by one."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from livepage.build.record import sections, shown
from mlmath import manifest
from tests.livepage.build.small import ROOT, Book, new_book

RECORD = (ROOT / "record.md").read_text("utf-8")
LINES = """
from mlmath.record import Measured, Result

RESULTS = [Result("What {slug} claims", "1", "somebody", lambda: Measured("{found}", True))]
"""


def write_page(folder: Path, slug: str) -> None:
    page = manifest.page(slug)
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell(f"# {page.title}", id="title")]
    (folder / page.path).parent.mkdir(exist_ok=True)
    nbformat.write(notebook, folder / page.path)


def write_lines(folder: Path, slug: str, found: str) -> None:
    path = folder / "mlmath" / "record" / f"{slug}.py"
    path.write_text(LINES.format(slug=slug, found=found))


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    """A book whose one page has one line of the record; what chapter 1 has of it is taken away."""
    made = new_book(tmp_path_factory.mktemp("book"))
    shutil.rmtree(made.folder / "mlmath" / "theorems" / "perceptron")
    (made.folder / "mlmath" / "record" / "perceptron.py").unlink()
    write_page(made.folder, "boolean")
    write_lines(made.folder, "boolean", "two")
    (made.folder / "record.md").write_text(RECORD)
    contents = "# Cover\n\n```{toctree}\n:glob:\n\nchapters/*\nrecord\n```\n"
    (made.folder / "index.md").write_text(contents)
    assert made.build() == 0, made.said
    return made


def executed(book: Book) -> list[str]:
    return re.findall(r"^executing (record.*)$", book.said, re.MULTILINE)


def shown_by(book: Book) -> dict[str, str]:
    """Return {heading of a section: the text below it}."""
    text = (book.html / "record.html").read_text("utf-8")
    _, *parts = re.split(r"<h2>([^<]*)<", text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_a_new_page_adds_its_section_and_a_change_runs_one_cell(book):
    """In the order of the story: one page, a second one, a change of the first."""
    first, second = (manifest.page(slug).title for slug in ("boolean", "lms"))
    assert executed(book) == ["record, cell 1"]
    assert list(shown_by(book)) == ["How to read it", first]
    assert "✓ two" in shown_by(book)[first]
    before = (book.folder / "record.md").read_text()

    write_page(book.folder, "lms")
    write_lines(book.folder, "lms", "three")
    assert book.build() == 0, book.said
    assert executed(book) == ["record, cell 2"]
    assert list(shown_by(book)) == ["How to read it", first, second]
    text = (book.html / "record.html").read_text("utf-8")
    assert re.findall(r'data-cell="([^"]*)"', text) == ["cell-1", "cell-3"], "by their places"
    assert (book.folder / "record.md").read_text() == before

    write_lines(book.folder, "boolean", "four")
    assert book.build() == 0, book.said
    assert executed(book) == ["record, cell 1"]
    found = shown_by(book)
    assert "✓ four" in found[first]
    assert "✓ two" not in found[first]
    assert "✓ three" in found[second]

    assert book.build() == 0, book.said
    assert executed(book) == []


def test_pages_with_theorems_alone_or_in_folders_are_shown(tmp_path):
    for slug in ("kepler", "lms", "chance", "calculus"):
        write_page(tmp_path, slug)
    package = tmp_path / "mlmath"
    for name in ("record/lms.py", "theorems/chance.py", "theorems/kepler/__init__.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).touch()
    (package / "record" / "bayes.py").touch()  # it has lines, and is not written
    assert [page.slug for page in shown(tmp_path, package)] == ["lms", "kepler", "chance"]


def test_the_cell_is_unrolled_as_it_stands():
    pages = [manifest.page(slug) for slug in ("lms", "chance")]
    found = sections(RECORD, pages)
    assert found.startswith(RECORD[: RECORD.index("```{code-cell}")])
    assert "record.pages()" not in found
    cell = RECORD[RECORD.index("```{code-cell}") :].strip()
    for page in pages:
        alone = cell.replace("record.pages()", f"record.page('{page.slug}')")
        assert f"## {page.title}\n\n{alone}" in found
    other = "# Text\n\n```{code-cell} ipython3\n1 + 1\n```\n\nrecord.pages()\n"
    assert sections(other, pages) == other
