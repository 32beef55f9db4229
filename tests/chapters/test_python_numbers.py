"""What the text of Python for this book says that a program does, done here."""

import linecache
import re
from typing import Any
from unittest import mock

import numpy as np
import pytest

from livepage.worker.cells.errors import describe
from mlmath.manifest import page
from mlmath.perceptron import Perceptron
from tests import book
from tests.chapters.perceptron_text import CARDS
from tests.chapters.run_cells import run
from tests.figures.drawn import texts

PAGE = page("python")
TEXT = book.text(PAGE)
CODE = book.sources(PAGE)
OPENING, ERROR, MESSAGE, REPORT, FAULTY, READ, BROKEN = (
    block.splitlines() for block in re.findall(r"```text\n(.*?)\n```", TEXT, re.S)
)


def done(code: str, space: dict[str, Any] | None = None) -> str:
    """Run a program, and return what it prints."""
    return run(code, {} if space is None else space)[0]


def changed(cell: str, old: str, new: str) -> str:
    """Return a cell's program after a change that the text asks for."""
    assert CODE[cell].count(old) == 1
    return CODE[cell].replace(old, new)


def test_the_page_opens_with_lines_of_chapter_1_and_returns_to_them():
    first = book.sources(page("perceptron"))["by-hand-in-python"]
    shown = [line.strip() for line in OPENING]
    for program in (first, CODE["back-cell"]):
        lines = [line.strip() for line in program.splitlines()]
        at = lines.index(shown[0])
        assert lines[at : at + 3] == shown


def test_the_first_table_is_what_the_loop_does():
    rows = re.findall(r"^\| (\d) \| (\d+) \| (\d) \| (\d+) \|$", TEXT, re.M)
    total = 0
    for row, x in zip(rows, (3, 1, 2), strict=True):
        assert tuple(map(int, row)) == (x, total, x * x, total + x * x)
        total += x * x


def lines_of_the_error(code: str, space: dict[str, Any], kind: type[Exception]) -> list[str]:
    """Return what the page shows of a program's error, without the marks under the code.

    Each Python draws those in its own way.
    """
    name = "<cell read 1>"
    entry = (len(code), None, code.splitlines(keepends=True), name)
    with mock.patch.dict(linecache.cache, {name: entry}):
        with pytest.raises(kind) as caught:
            exec(compile(code, name, "exec"), space)
        return unmarked(describe(caught.value, name, code, {}, "read", {})["traceback"])


def unmarked(lines: list[str]) -> list[str]:
    """Return the lines of an error without those that hold marks only."""
    return [line.rstrip() for line in lines if not re.fullmatch(r"[ ~^]+", line)]


def test_the_error_that_is_read_is_the_one_that_the_page_shows():
    code = CODE["errors-cell"].replace("[:2]", "")
    shown = lines_of_the_error(code, {"X": np.ones((4, 2))}, ValueError)
    assert unmarked(ERROR) == shown


def test_the_error_of_the_exercise_is_that_of_its_program_and_its_solution_has_none():
    """By hand: the labels of the page's cards are 1, -1 and 1."""
    space: dict[str, Any] = {}
    done(CODE["cards-cell"], space)
    assert [card[2] for card in space["cards"].values()] == [1, -1, 1]
    assert unmarked(READ) == lines_of_the_error("\n".join(FAULTY), dict(space), TypeError)
    exec(re.findall(r"```python\n(def balance.*?)```", TEXT, re.S)[0], space)
    assert space["balance"](space["cards"]) == 1
    assert "for the cards of this page it returns 1." in TEXT


def test_with_two_rows_nothing_is_said_and_the_rows_keep_a_mean():
    space: dict[str, Any] = {}
    exec(CODE["errors-cell"].partition("print")[0], {"X": np.array(CARDS)}, space)
    assert space["centered"](np.array(CARDS[:2])).mean(axis=1).any()


def test_mended_as_the_page_says_each_row_loses_its_mean():
    """By hand: the means are 1/2, 1, 3/2 and 2."""
    mended = changed("errors-cell", "table.mean(axis=1)", "table.mean(axis=1)[:, None]")
    assert "`table.mean(axis=1)[:, None]`" in TEXT
    space: dict[str, Any] = {"np": np, "X": np.array(CARDS)}
    run(mended, space)
    wanted = [[-0.5, 0.5], [1, -1], [-0.5, 0.5], [1, -1]]
    assert space["centered"](space["X"]).tolist() == wanted
    assert space["centered"](space["X"][:2]).tolist() == wanted[:2]


def test_the_message_of_the_book_is_what_it_says():
    with pytest.raises(ValueError) as caught:
        Perceptron().fit([1, 2, 3], [1, 1, -1])
    assert [f"ValueError: {caught.value}"] == MESSAGE


def test_a_second_name_of_an_array_sees_what_is_written_into_it_and_not_a_new_one():
    start = "import numpy as np\n"
    assert done(start + CODE["alias-cell"]) == "v: [-3  4] w: [-2  5]\n"
    assert done(start + changed("alias-cell", "w = w + 1", "w += 1")) == "v: [-2  5] w: [-2  5]\n"


def test_a_second_name_of_a_number_keeps_it_and_of_a_list_sees_what_is_added():
    assert done("x = 3\ny = x\nx += 2\nprint(y)") == "3\n"
    three = "xs = [30, 10, 20]\nys = {}\nys.append(7)\nprint(len(xs))"
    assert done(three.format("xs")) == "4\n"
    assert done(three.format("list(xs)")) == "3\n"


def test_a_break_before_the_first_print_leaves_only_the_last():
    moved = changed("steer-cell", '    print(w, "*"', '    break\n    print(w, "*"')
    assert done(moved) == "plus\n"


def test_a_function_without_return_gives_none():
    assert done(changed("functions-cell", "return x**n", "x**n")).split()[0] == "None"


def test_a_list_taken_twice_is_not_doubled_and_an_array_is():
    assert [3, 1] * 2 == [3, 1, 3, 1]
    assert "`[3, 1, 3, 1]`: a list is taken twice" in TEXT
    assert (np.array([3, 1]) * 2).tolist() == [6, 2]
    with pytest.raises(TypeError):
        done("[3, 1] @ [3, 1]")


def test_what_the_page_says_of_decimals_and_of_whole_numbers():
    assert done("print(0.1 + 0.2 == 0.3)") == "False\n"
    assert "`0.1 + 0.2 == 0.3` is `False`" in TEXT
    put = "import numpy as np\nX = np.array([[0, 1], [2, 0]])\nX[0, 0] = 2.7\nprint(X[0, 0])"
    assert done(put) == "2\n"
    assert "`X[0, 0] = 2.7` puts 2 there" in TEXT
    assert np.array([-3.0, 4]).dtype == float
    assert "`np.array([-3.0, 4])` takes decimals" in TEXT


def test_a_slice_of_a_list_is_new_and_a_slice_of_an_array_is_a_window():
    xs = [30, 10, 20]
    ys = xs[:2]
    ys[0] = 0
    assert xs == [30, 10, 20]
    X = np.array([[3, 1], [2, 5]])
    Y = X[:]
    Y[:, 0] = 0
    assert X.tolist() == [[0, 1], [0, 5]]
    assert "| `xs[:2]` | a new list | a window" in TEXT
    assert "neither would `Y = X[:]`" in TEXT


def test_the_figure_of_names_draws_what_its_lines_do():
    """The lists of the figure are those that the lines above each picture make."""
    space: dict[str, Any] = {}
    drawing = run(CODE["names-figure"], space)[1]
    for lines, named in space["named"].items():
        held: dict[str, Any] = {"xs": [30, 10, 20]}
        exec(lines, held)
        assert named == {name: held[name] for name in named}
        assert (named["xs"] is named["ys"]) == (held["xs"] is held["ys"])
    assert texts(drawing).count("7") == 2


def test_the_axes_of_a_table_are_those_of_the_text():
    """By hand, for the four cards: 0 + 2 + 1 + 3, 1 + 0 + 2 + 1, and the halves of four sums."""
    space: dict[str, Any] = {"np": np}
    done(CODE["arrays-cell"], space)
    assert space["X"].tolist() == np.array(CARDS).tolist()
    printed = done(CODE["axis-cell"], space).splitlines()
    assert printed[0] == "each column: [6 4]"
    assert printed[1] == "each row: [0.5 1.  1.5 2. ]"
    X = space["X"]
    assert X.sum(axis=0).shape == (2,)
    assert "so that shape `(4, 2)` becomes `(2,)`." in TEXT
    assert X.sum().shape == ()
    assert "a single number has the shape `()`." in TEXT


def test_the_quarter_is_between_two_numbers_and_the_deviation_divides_by_n():
    """By hand: halfway from 1 to 2; the mean is 3, the squares are 4, 1 and 9."""
    assert np.quantile([1, 2, 6], 0.25) == 1.5
    assert "for 1, 2, 6 it is 1.5" in TEXT
    assert np.std([1, 2, 6]) == pytest.approx((14 / 3) ** 0.5)
    assert "(divided by $n$, not $n - 1$)" in TEXT


def test_the_end_is_left_out_for_two_reasons():
    xs = [30, 10, 20, 7]
    assert len(xs[1:3]) == 3 - 1
    assert xs[:2] + xs[2:] == xs
    assert "`xs[1:3]` holds $3 - 1$ values, and `xs[:2]` and `xs[2:]` make up the whole." in TEXT


def test_the_best_fit_is_the_first_of_what_lstsq_gives_back():
    """By hand: 1 + 3 t has the least squares for 2, 2, 8 at 0, 1, 2."""
    A = np.column_stack([np.ones(3), [0, 1, 2]])
    assert np.linalg.lstsq(A, np.array([2, 2, 8]))[0] == pytest.approx([1, 3])
    assert "`np.linalg.lstsq(A, b)[0]`" in TEXT


def test_one_generator_goes_on_where_it_was():
    rng = np.random.default_rng(7)
    assert rng.integers(10, size=4).tolist() != rng.integers(10, size=4).tolist()
    assert "A generator goes on where it was" in TEXT


def test_the_figure_of_means_says_what_its_numbers_are():
    """Half of the means of 16 numbers lie within 0.674 / 4 = 0.17 of 0, the normal quartile."""
    space: dict[str, Any] = {"np": np}
    (low, high) = map(float, re.findall(r"-?\d\.\d+", run(CODE["means-cell"], space)[0]))
    assert low == pytest.approx(-0.6745 / 4, abs=0.02)
    assert high == pytest.approx(0.6745 / 4, abs=0.02)
    alt = re.sub(r'"\s+"', "", CODE["drawing-cell"])
    assert f"from about {low} to {high}" in alt


def test_the_lines_of_the_report_are_those_of_its_solution():
    space: dict[str, Any] = {}
    exec(re.findall(r"```python\n(def report.*?)```", TEXT, re.S)[0], space)
    assert [space["report"]("AND", 0.25), space["report"]("parity", 1)] == REPORT


def test_the_function_to_repair_does_what_the_exercise_says_of_it():
    space: dict[str, Any] = {}
    run("\n".join(BROKEN), space)
    table = np.array([[3, 1], [2, 5]])
    assert space["blanked"](table).tolist() == [[0, 1], [0, 5]] == table.tolist()
