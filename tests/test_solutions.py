"""The exercises in the chapters: each stub is untouched, and its solution passes its check."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def cells(path: Path) -> dict[str, str]:
    """Return {cell id: source} of a notebook."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in found}


EXERCISES = [
    pytest.param(path, name.removeprefix("stub-"), id=name.removeprefix("stub-"))
    for path in sorted((ROOT / "chapters").glob("*.ipynb"))
    for name in cells(path)
    if name.startswith("stub-")
]


def run(path: Path, slug: str, answer: str) -> Any:
    """Run an answer and the chapter's check of it, with the chapter's imports."""
    sources = cells(path)
    space: dict[str, Any] = {}
    for name, source in sources.items():
        if source and "widgets" not in source and not source.startswith((":", "#", "$")):
            for line in imports(source):
                exec(line, space)
        if name == f"stub-{slug}":
            break
    exec(answer, space)
    return eval(sources[f"check-{slug}"], space)


def imports(source: str) -> list[str]:
    """Return the import statements of a code cell; none where the cell is text."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    return [ast.unparse(n) for n in body if isinstance(n, ast.Import | ast.ImportFrom)]


def solution(path: Path, slug: str) -> str:
    """Return the code inside the folded solution."""
    (code,) = re.findall(r"```python\n(.*?)\n```", cells(path)[f"solution-{slug}"], re.S)
    return str(code)


def test_there_are_exercises() -> None:
    assert len(EXERCISES) >= 5


@pytest.mark.parametrize(("path", "slug"), EXERCISES)
def test_an_untouched_stub_says_so(path: Path, slug: str) -> None:
    result = run(path, slug, cells(path)[f"stub-{slug}"])
    assert not result.attempted
    assert not result.passed


@pytest.mark.parametrize(("path", "slug"), EXERCISES)
def test_the_solution_passes(path: Path, slug: str) -> None:
    result = run(path, slug, solution(path, slug))
    assert result.passed, result.message


@pytest.mark.parametrize(("path", "slug"), EXERCISES)
def test_the_solution_differs_from_the_stub_only_in_its_dots(path: Path, slug: str) -> None:
    pieces = cells(path)[f"stub-{slug}"].split("...")
    assert len(pieces) > 1
    assert re.fullmatch(".+".join(map(re.escape, pieces)), solution(path, slug), re.S)


@pytest.mark.parametrize(("path", "slug"), EXERCISES)
def test_the_exercise_is_stated_before_its_stub(path: Path, slug: str) -> None:
    names = list(cells(path))
    order = [names.index(f"{part}-{slug}") for part in ("exercise", "stub", "check", "solution")]
    assert order == list(range(order[0], order[0] + 4))
