"""The manifest: what it refuses, and what it says of a page."""

import pytest

from mlmath import manifest
from mlmath.manifest import PAGES, Page, checked, written


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (Page("lms", "Least mean squares", "chapter", 3), "chapters/03_lms"),
        (Page("kepler", "The closing experiment", "chapter", 11), "chapters/11_kepler"),
        (Page("linear_algebra", "Linear algebra", "toolbox"), "toolbox/linear_algebra"),
        (Page("bayes", "Bayes", "further"), "further/bayes"),
    ],
)
def test_a_page_lies_in_the_folder_of_its_kind(page, name):
    assert page.name == name
    assert page.path == f"{name}.ipynb"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("LMS", "T"), r"slug must be lower-case words joined by _, got 'LMS'"),
        (("a-b", "T"), r"slug must be lower-case words joined by _, got 'a-b'"),
        (("lms", " "), r"title of lms must be a heading, got ' '"),
        (("lms", "T", "essay"), r"kind must be one of chapter, toolbox, further, got 'essay'"),
        (("lms", "T", "chapter"), r"number must be at least 1 for a chapter, got 0"),
        (("lms", "T", "chapter", -1), r"number must be at least 1 for a chapter, got -1"),
        (("lms", "T", "toolbox", -1), r"number must be 0 for a toolbox, got -1"),
        (("lms", "T", "toolbox", 3), r"number must be 0 for a toolbox, got 3"),
    ],
)
def test_what_is_no_page_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Page(*arguments)


FIRST, SECOND, TOOL = (
    Page("one", "One", number=1),
    Page("two", "Two", number=2),
    Page("t", "T", "toolbox"),
)


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        (
            [FIRST, SECOND, Page("one", "Uno", "toolbox")],
            "two pages have the slug 'one': .*'One'.*'Uno'",
        ),
        ([FIRST, Page("two", "One", number=2)], "two pages have the title 'One': .*'one'.*'two'"),
        ([FIRST, Page("two", "Two", number=1)], "two pages have the number 1: .*'one'.*'two'"),
        ([SECOND, FIRST], "pages must stand by kind and number: .*'one'.* comes before .*'two'"),
        ([TOOL, FIRST], "pages must stand by kind and number: .*'one'.* comes before .*'t'"),
    ],
)
def test_pages_that_cannot_stand_together_are_both_named(pages, message):
    with pytest.raises(ValueError, match=message):
        checked(pages)


def test_the_books_own_pages_can_stand_together():
    assert checked(PAGES) == PAGES
    assert checked([FIRST, SECOND, TOOL]) == (FIRST, SECOND, TOOL)


def test_a_page_is_found_by_its_slug_and_by_what_sphinx_calls_it():
    page = manifest.page("perceptron")
    assert (page.slug, page.number, page.kind) == ("perceptron", 1, "chapter")
    assert manifest.named("chapters/01_perceptron") is page
    assert manifest.named("intro") is None
    with pytest.raises(ValueError, match=r"slug must be one of perceptron, .*, got 'luck'"):
        manifest.page("luck")


def test_what_has_a_notebook_is_written(tmp_path):
    assert written(tmp_path) == []
    for name in ("toolbox/calculus.ipynb", "chapters/03_lms.ipynb", "chapters/04_lms.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [page.slug for page in written(tmp_path)] == ["lms", "calculus"]


def test_the_modules_of_a_layer_are_those_that_there_are():
    found = manifest.modules("theorems")
    assert found["perceptron"].__name__ == "mlmath.theorems.perceptron"
    assert list(found) == [page.slug for page in PAGES if page.slug in found], "in the book's order"


def test_a_page_without_a_part_has_no_module_of_it(monkeypatch):
    monkeypatch.setattr(manifest, "PAGES", (FIRST, manifest.page("perceptron")))
    assert list(manifest.modules("theorems")) == ["perceptron"]
