"""The exercises in the chapters: each stub is untouched, and its solution passes its check."""

import ast
import re
from typing import Any

import pytest

from mlmath.manifest import Page
from tests import book

EXERCISES = [
    pytest.param(page, name.removeprefix("stub-"), id=f"{page.slug}-{name.removeprefix('stub-')}")
    for page in book.WRITTEN
    for name in book.sources(page)
    if name.startswith("stub-")
]


def run(page: Page, key: str, answer: str) -> Any:
    """Run an answer and the chapter's check of it, with the page's imports."""
    sources = book.sources(page)
    space: dict[str, Any] = {}
    for name, source in sources.items():
        if source and "widgets" not in source and not source.startswith((":", "#", "$")):
            for line in imports(source):
                exec(line, space)
        if name == f"stub-{key}":
            break
    exec(answer, space)
    return eval(sources[f"check-{key}"], space)


def imports(source: str) -> list[str]:
    """Return the import statements of a code cell; none where the cell is text."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    return [ast.unparse(n) for n in body if isinstance(n, ast.Import | ast.ImportFrom)]


def solution(page: Page, key: str) -> str:
    """Return the code inside the folded solution."""
    (code,) = re.findall(r"```python\n(.*?)\n```", book.sources(page)[f"solution-{key}"], re.S)
    return str(code)


def test_there_are_exercises() -> None:
    assert len(EXERCISES) >= 5


@pytest.mark.parametrize(("page", "key"), EXERCISES)
def test_an_untouched_stub_says_so(page: Page, key: str) -> None:
    result = run(page, key, book.sources(page)[f"stub-{key}"])
    assert not result.attempted
    assert not result.passed


@pytest.mark.parametrize(("page", "key"), EXERCISES)
def test_the_solution_passes(page: Page, key: str) -> None:
    result = run(page, key, solution(page, key))
    assert result.passed, result.message


@pytest.mark.parametrize(("page", "key"), EXERCISES)
def test_the_solution_differs_from_the_stub_only_in_its_dots(page: Page, key: str) -> None:
    pieces = book.sources(page)[f"stub-{key}"].split("...")
    assert len(pieces) > 1
    assert re.fullmatch(".+".join(map(re.escape, pieces)), solution(page, key), re.S)


@pytest.mark.parametrize(("page", "key"), EXERCISES)
def test_the_exercise_is_stated_before_its_stub(page: Page, key: str) -> None:
    names = list(book.sources(page))
    order = [names.index(f"{part}-{key}") for part in ("exercise", "stub", "check", "solution")]
    assert order == list(range(order[0], order[0] + 4))
