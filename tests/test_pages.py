"""The pages: the manifest lists what there is, and each page has all its parts."""

import re
from pathlib import Path

import pytest
import yaml

from livepage.build.record import shown
from mlmath import manifest, record, widgets
from mlmath.widgets.classes import class_of
from tests import book
from tests.mathematics import BOOK, NAMES, ROOT, imported_by

TESTS = ROOT / "tests"
# What serves every page, in the layers above the mathematics.  Of widgets, a page's are a package,
# and what serves all is in files.
SHARED = {
    "theorems": {"picture", "theorem", "verdict"},
    "exercises": {"result"},
    "record": {"stored"},
    "figures": {"shared"},
    "widgets": {path.stem for path in (BOOK / "widgets").glob("*.*")},
}


def is_module(path: Path) -> bool:
    """Tell whether this is a module, in one file or in a folder."""
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def names_in(layer: str) -> set[str]:
    """Return whose parts stand in a layer above the mathematics: one slug for each page."""
    found = {path.stem for path in (BOOK / layer).iterdir() if is_module(path.with_suffix(""))}
    return found - {"__init__"} - SHARED[layer]


def parts_of(page: manifest.Page) -> dict[str, bool]:
    """Return what a page needs, and whether it is there."""
    slug, whole = page.slug, page.whole
    theorems, record, exercises, figures = (
        is_module(BOOK / layer / slug) for layer in ("theorems", "record", "exercises", "figures")
    )
    files = {p.stem for p in (BOOK / "widgets" / slug).glob("*.py")}
    widgets = {name for name in files if not name.startswith("_")}  # what several share is private
    views = {p.stem for p in (BOOK / "widgets" / slug).glob("*.js")}
    return {
        f"mlmath/{slug}": is_module(BOOK / slug) or not whole,
        "its theorems": theorems or not whole,
        "its lines of the record": record or not whole,
        "its exercises": exercises or not whole,
        "its widgets": bool(widgets) or not whole,
        "a view for each widget": widgets <= views,
        "a widget for each view": views <= widgets,
        "tests of its theorems": not theorems or (TESTS / f"theorems/test_{slug}.py").is_file(),
        "tests of its exercises": not exercises or (TESTS / f"exercises/test_{slug}.py").is_file(),
        "answers to its exercises": not exercises
        or (TESTS / f"exercises/{slug}/catalogue.py").is_file(),
        "tests of its figures": not figures or (TESTS / f"figures/test_{slug}.py").is_file(),
    }


@pytest.mark.parametrize("page", book.PAGES)
def test_all_that_belongs_to_a_page_is_there(page):
    assert [part for part, there in parts_of(page).items() if not there] == []


@pytest.mark.parametrize("layer", SHARED)
def test_no_part_stands_without_its_page(layer):
    """The mathematics may come before the page; what stands on it may not."""
    assert sorted(names_in(layer) - {page.slug for page in book.WRITTEN}) == []


def test_no_page_is_called_as_what_serves_every_page():
    taken = {*SHARED, "vendor", *(name for names in SHARED.values() for name in names)}
    assert sorted(taken & {page.slug for page in manifest.PAGES}) == []


def test_nothing_is_both_a_module_and_a_package():
    """Python would take the package and leave the file aside, without a word."""
    files = [path for path in BOOK.rglob("*.py") if path.with_suffix("").is_dir()]
    assert [str(p.relative_to(ROOT)) for p in files if any(p.with_suffix("").glob("*.py"))] == []


def test_every_notebook_is_a_page_of_the_manifest():
    notebooks = {
        path.relative_to(ROOT).as_posix()
        for kind in manifest.KINDS.values()
        for path in (ROOT / kind.folder).glob("*.*")
        if path.name != "ruff.toml"
    }
    assert sorted(notebooks) == sorted(page.path for page in book.WRITTEN)
    assert book.WRITTEN


@pytest.mark.parametrize("page", book.PAGES)
def test_a_page_has_the_title_that_the_manifest_says(page):
    heads = [line for line in book.text(page).splitlines() if line.startswith("# ")]
    assert heads == [f"# {page.title}"]


def test_the_frame_of_the_contents_lists_no_page_of_the_manifest():
    """Those are put there by the build, which `tests/livepage/build/test_contents.py` holds."""
    frame = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    files = [entry["file"] for part in frame["parts"] for entry in part["chapters"]]
    assert [name for name in files if not (ROOT / f"{name}.md").is_file()] == []
    assert [name for name in files if manifest.named(name)] == []


def test_the_cover_begins_with_the_first_page_and_lists_all():
    cover = (ROOT / "intro.md").read_text("utf-8")
    assert re.findall(r"\{doc\}`(\w+/[^`]*)`", cover) == [book.WRITTEN[0].name]
    assert "```{tableofcontents}\n```" in cover


@pytest.mark.parametrize("page", book.PAGES)
def test_a_page_imports_mlmath_and_nothing_else_of_ours(page):
    imported = imported_by(book.code(page))
    ours = {p.name for p in ROOT.iterdir() if p.is_dir() and any(p.glob("*.py"))} - {"mlmath"}
    assert [name for name in imported if name.partition(".")[0] in ours] == []
    assert any(name.partition(".")[0] == "mlmath" for name in imported)


def test_the_mathematics_of_a_written_page_has_its_name():
    assert [page.slug for page in book.WRITTEN if page.whole and page.slug not in NAMES] == []


def test_the_record_has_the_pages_in_their_order():
    slugs = [page.slug for page in shown(ROOT, BOOK)]
    named = names_in("theorems") | names_in("record")
    assert slugs == [page.slug for page in book.WRITTEN if page.slug in named]
    assert set(slugs) == named
    for slug in slugs:
        names = [theorem.name.partition(".")[0] for theorem in record.theorems_of(slug)]
        assert set(names) <= {slug}
        assert bool(names) == (slug in names_in("theorems"))
        assert bool(record.results_of(slug)) == (slug in names_in("record"))


@pytest.mark.parametrize("page", book.PAGES)
def test_every_theorem_of_a_page_runs_under_its_box(page):
    """Each has a label in the text, a widget, and a name that says where it is."""
    theorems = manifest.modules("theorems").get(page.slug)
    known = {} if theorems is None else theorems.THEOREMS
    for short, theorem in known.items():
        assert theorem.name == f"{page.slug}.{short}"
        assert f":label: {theorem.label}\n" in book.text(page)
        assert widgets.get(f"theorems.{theorem.name}").title == theorem.title
    shown = {f"theorems.{page.slug}.{short}" for short in known}
    assert shown == {name for name in widgets.names(page.slug) if name.startswith("theorems.")}
    assert [n for n in shown if class_of(n)[1] not in book.code(page)] == []
