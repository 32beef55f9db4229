"""What the text of Python for this book says that a program does, done here."""

import linecache
import re
from typing import Any

import numpy as np
import pytest

from livepage.worker.cells.errors import describe
from mlmath.manifest import page
from mlmath.perceptron import Perceptron
from tests import book

PAGE = page("python")
TEXT = book.text(PAGE)
BLOCKS = [block.splitlines() for block in re.findall(r"```text\n(.*?)\n```", TEXT, re.S)]


def test_the_first_table_is_what_the_loop_does():
    rows = re.findall(r"^\| (\d) \| (\d+) \| (\d) \| (\d+) \|$", TEXT, re.M)
    total = 0
    for row, x in zip(rows, (3, 1, 2), strict=True):
        assert tuple(map(int, row)) == (x, total, x * x, total + x * x)
        total += x * x


def test_the_error_that_is_read_is_the_one_that_the_page_shows(monkeypatch):
    """But for the marks under the code, which each Python draws in its own way."""
    code = book.sources(PAGE)["errors-cell"].replace("[:2]", "")
    name = "<cell errors-cell 1>"
    entry = (len(code), None, code.splitlines(keepends=True), name)
    monkeypatch.setitem(linecache.cache, name, entry)
    space: dict[str, Any] = {"X": np.ones((4, 2))}
    with pytest.raises(ValueError) as caught:
        exec(compile(code, name, "exec"), space)
    shown = describe(caught.value, name, code, {}, "errors-cell", {})["traceback"]
    marks = re.compile(r"[ ~^]+")
    kept = [
        [line.rstrip() for line in lines if not marks.fullmatch(line)]
        for lines in (BLOCKS[0], shown)
    ]
    assert kept[0] == kept[1]


def test_with_two_rows_nothing_is_said_and_the_rows_keep_a_mean():
    space: dict[str, Any] = {"X": np.array([[0, 1], [2, 0], [1, 2], [3, 1]])}
    exec(book.sources(PAGE)["errors-cell"].partition("print")[0], space)
    assert space["centered"](space["X"][:2]).mean(axis=1).any()


def test_the_message_of_the_book_is_what_it_says():
    with pytest.raises(ValueError) as caught:
        Perceptron().fit([1, 2, 3], [1, 1, -1])
    assert BLOCKS[1] == [f"ValueError: {caught.value}"]


def test_a_second_name_sees_what_is_written_into_an_array_and_not_a_new_one():
    v = w = np.array([-3, 4])
    w += 1
    assert v.tolist() == [-2, 5]
    w = w + 1
    assert v.tolist() == [-2, 5]


def test_the_lines_of_the_report_are_those_of_its_solution():
    space: dict[str, Any] = {}
    exec(re.findall(r"```python\n(def report.*?)```", TEXT, re.S)[0], space)
    assert BLOCKS[2] == [space["report"]("AND", 0.25), space["report"]("parity", 1)]
