"""The repository itself: notebooks in form, a sentence a line, no stray hosts or paths."""

import json
import re
from pathlib import Path

import pytest

from tests import book
from tools import notebooks, prose

ROOT = Path(__file__).resolve().parent.parent
SKIP = {".git", "_build", ".venv", ".cache", "__pycache__", "node_modules", ".ipynb_checkpoints"}
NOTEBOOKS = notebooks.notebooks()
# Written in parts, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
]
# Pyodide keeps its files in a home of its own, in the browser.
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home/(?!pyodide)|root/|Users/|work/)[\w.]+")
BINARY = {".npz", ".woff", ".woff2", ".png", ".jpg", ".ico", ".gz", ".zip", ".whl", ".wasm"}


def name(path: Path) -> str:
    """Return a path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


def sources() -> list[Path]:
    """Return every file of the repository that is text."""
    found = (p for p in ROOT.rglob("*") if not SKIP & set(p.relative_to(ROOT).parts))
    return sorted(p for p in found if p.is_file() and p.suffix not in BINARY and not_ignored(p))


def not_ignored(path: Path) -> bool:
    """Leave out what tools leave behind."""
    return not re.search(r"_cache/|\.hypothesis/|\.egg-info|\.DS_Store", path.as_posix())


def documents() -> list[Path]:
    """Return the Markdown texts of the repository."""
    return [p for p in sources() if p.suffix == ".md"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_is_committed_in_its_one_form(path: Path) -> None:
    """No outputs, no execution counts, no machine metadata: what ``make format`` writes."""
    text = path.read_text(encoding="utf-8")
    assert text == notebooks.canonical(text), f"{name(path)}: run `make format`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_cell_ids_are_unique_and_readable(path: Path) -> None:
    assert list(notebooks.faulty_ids(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_has_one_sentence_a_line(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found = [
        f"{cell['id']}, {fault}"
        for cell in cells
        if cell["cell_type"] == "markdown"
        for fault in prose.faults("".join(cell["source"]))
    ]
    assert found == []


@pytest.mark.parametrize("path", documents(), ids=name)
def test_a_document_has_one_sentence_a_line(path: Path) -> None:
    assert list(prose.faults(path.read_text(encoding="utf-8"))) == []


def test_the_notebooks_are_the_written_pages() -> None:
    assert {ROOT / page.path for page in book.WRITTEN} == set(NOTEBOOKS)
    assert book.WRITTEN


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        found += [f"{name(path)}: {host}" for host in REGISTRIES if host in text]
        if path != Path(__file__):
            found += [f"{name(path)}: {match}" for match in MACHINE_PATHS.findall(text)]
    assert found == []


def test_the_requirements_are_pinned_exactly() -> None:
    loose = []
    files = (
        "requirements.txt",
        "requirements-dev.txt",
        "constraints.txt",
        "bench/requirements.txt",
    )
    for file in files:
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#-" and not re.fullmatch(r"[\w.-]+==[\w.]+", line):
                loose.append(f"{file}: {line}")
    assert loose == []


def test_the_constraints_hold_the_versions_that_the_requirements_name() -> None:
    def pins(file: str) -> dict[str, str]:
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        pairs = (line.split("==") for line in lines if "==" in line and line[0] != "#")
        return {key.lower().replace("_", "-"): version for key, version in pairs}

    whole = pins("constraints.txt")
    named = pins("requirements.txt") | pins("requirements-dev.txt")
    assert {k: whole.get(k) for k in named} == named, "run `make pins`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence.\nAnother one.\n", 0),
        ("One sentence. Another one.\n", 1),
        ("A sentence that goes\non here.\n", 1),
        ("See F. Rosenblatt et al. 1958, p. 387.\n", 0),
        ("Code `a. B` and $x. Y$ count as words.\n", 0),
        ("```python\nprint('a. B')\n```\n", 0),
        ("```{note}\n:class: x\nTwo here. And there.\n```\n", 1),
        ("$$\na. B\n$$\nA line after it.\n", 0),
        ("- An item\n- Another item\n", 0),
        ("````{admonition} T\n```{math}\nA. B\n```\nEnd. Twice.\n````\n", 1),
        ("# A title. With a stop\n\n| a. B | c |\n", 0),
    ],
)
def test_the_reading_of_prose(text: str, expected: int) -> None:
    """The checker itself, on texts whose faults were counted by hand."""
    assert len(list(prose.faults(text))) == expected


def test_a_notebook_that_was_run_is_put_back_in_form() -> None:
    cell = {"cell_type": "code", "id": "a-cell", "execution_count": 3, "source": "1 + 1\n"}
    cell |= {"metadata": {"tags": ["x"], "jupyter": {}}, "outputs": [{"output_type": "stream"}]}
    text = json.dumps({"cells": [cell], "metadata": {"language_info": {"version": "3.11.7"}}})
    form = json.loads(notebooks.canonical(text))
    first, symbols = form["cells"]
    assert symbols["id"] == "macros"
    assert [first] == [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "a-cell",
            "metadata": {"tags": ["x"]},
            "outputs": [],
            "source": ["1 + 1"],
        }
    ]
    assert "3.11.7" not in json.dumps(form)
