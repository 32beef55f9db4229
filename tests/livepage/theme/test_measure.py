"""The one count of words, on texts that are counted by hand."""

from __future__ import annotations

import pytest

from livepage.theme import measure, spoken
from tests.livepage.theme import book


def page(folder, *cells: tuple[str, str]) -> measure.Page:
    """Measure a page of cells (kind, source), which are named c1, c2, ..."""
    named = [(kind, f"c{i}", source) for i, (kind, source) in enumerate(cells, start=1)]
    return measure.measure(book.notebook(folder / "01_page.ipynb", named))


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("x", 1),
        (r"\frac{a}{b}", 3),  # a over b
        ("x_1 = 10", 4),  # x one equals ten
        (r"\qw \cdot (\qx - \mathbf{p})", 5),  # w dot x minus p
        (r"\left( a \right)^{2} \,", 2),  # a squared
        (r"\text{if it is so} : \quad a \le 3.5", 7),  # four words, a, at most, three point five
        (r"\begin{cases} +1 & s > 0 \\ -1 & s < 0 \end{cases}", 10),
        (r"\sum_{i=1}^{n} x_i", 7),  # sum, i equals one, n, x i
    ],
)
def test_a_formula_counts_as_it_is_read(latex, words):
    assert spoken.formula_words(latex) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two words.", 2),
        ("A well-known *emphasis*, don't you know?", 6),
        ("The weight $w_1$ of {term}`label` in `X.shape[1]`.", 9),  # w and 1, X.shape and 1
        ("So it was {cite:p}`a1958,b1960`.", 7),  # two names, two years
        ("By {eq}`eq-rule`.", 2),
        ("[a link](https://example.org/long/address)", 2),
        ("![a long description of a picture](x.png)", 0),
        ("| a | b |\n|--|--|\n| 1 | $y = 2$ |", 6),
        ("```python\nx = 1\n```", 0),
        ("$$\na = b\n$$ (eq-x)", 3),
        (":::{margin}\nIn the margin.\n:::", 3),
        (":::{prf:theorem} No line\n:label: thm-x\n\nThere is none.\n:::", 5),
        ("```{bibliography}\n:filter: docname in docnames\n```", 0),
        (":::{exercise} Count\n:label: ex\n\nHow many?\n:::", 3),
        (":::{solution} ex\n:class: dropdown\n\nSix.\n:::", 0),
        (":::{admonition} Why?\n:class: dropdown review\nBecause.\n:::", 1),
        (":::{admonition} Seen\n:class: dropdown seen\nSix of them.\n:::", 4),
        (":::{admonition} How many?\n:class: predict\n:name: p\n- none\n- all\n:::", 4),
        ("::::{prf:proof}\n:class: dropdown\nLong.\n\n:::{note}\nLonger.\n:::\n::::", 0),
    ],
)
def test_the_main_path_is_what_is_read_without_opening_anything(tmp_path, text, words):
    assert page(tmp_path, ("markdown", text)).words == words


START = ":::{admonition} A proof\n:class: fold-start\nBelieve it.\n:::"


def test_a_fold_keeps_its_words_and_widgets_off_the_main_path(tmp_path):
    found = page(
        tmp_path,
        ("markdown", f"# Title\n\n{START}\n\nOne two three."),
        ("code", "from mlmath.widgets.perceptron import Retina, XorTheorem\nRetina()"),
        ("markdown", "Four.\n\n% fold-end\n\nAfter it all."),
        ("code", "from mlmath.widgets.perceptron import Playground\nPlayground()"),
    )
    [fold] = found.folds
    # Title, the fold's two words of title, the two to believe, and the three after it.
    assert (found.words, fold.words) == (1 + 2 + 2 + 3, 4)
    assert fold.doing == measure.WIDGET + measure.CHECK
    assert found.short == pytest.approx(8 / measure.WORDS_A_MINUTE + measure.WIDGET)
    assert found.whole == pytest.approx(found.short + fold.minutes)


def test_a_section_has_its_own_minutes_and_those_below_it(tmp_path):
    words = " ".join(["word"] * 199)
    found = page(
        tmp_path,
        ("markdown", f"# Title\n\n## One\n\n{words}\n\n### Below\n\n{words}\n\n## Two\n\n{words}"),
        ("markdown", ":::{exercise}\n:label: ex\n\nDo.\n:::\n\n:::{solution} ex\nDone.\n:::"),
    )
    assert [part.title for part in found.parts[1:]] == ["Title", "One", "Below", "Two"]
    one = 200 / measure.WORDS_A_MINUTE
    last = 1 / measure.WORDS_A_MINUTE
    assert found.section(2) == pytest.approx(2 * one)
    assert found.section(3) == pytest.approx(one)
    assert found.section(4) == pytest.approx(one + last + measure.EXERCISE)
    # The short route leaves the exercise undone and its solution unread.
    assert found.short == pytest.approx(3 * one + 2 * last)
    assert found.whole == pytest.approx(found.short + last + measure.EXERCISE)


@pytest.mark.parametrize(
    ("kind", "text", "minutes"),
    [
        ("code", "x = 1\nx", measure.PROGRAM),
        ("code", "from mlmath.exercises.page import (\n    check_a,\n    check_b,\n)", 0),
        ("code", "import numpy as np", 0),
        ("code", "from mlmath.widgets.page import Jaws\n\nJaws()", measure.WIDGET),
        ("markdown", ":::{admonition} Q?\n:class: predict\n:name: p\n- a\n- b\n:::", measure.ASKED),
        ("markdown", ":::{admonition} Q?\n:class: dropdown review\n:::", measure.ASKED),
        ("markdown", ":::{exercise}\n:label: ex\n:::", 0),
        (
            "markdown",
            ":::{admonition} Found\n:class: dropdown found\n\n| a |\n|--|\n| 1 |\n| 2 |\n:::",
            2 * measure.LINE,
        ),
        (
            "markdown",
            ":::{admonition} Found\n:class: dropdown found\n\n| a |\n|--|\n"
            + 20 * "| 1 |\n"
            + ":::",
            measure.LINES * measure.LINE,
        ),
        ("markdown", ":::{admonition} Found\n:class: dropdown found\n\nNo table.\n:::", 0),
    ],
)
def test_what_is_done_has_minutes_besides_its_words(tmp_path, kind, text, minutes):
    found = page(tmp_path, ("markdown", "# Title"), (kind, text))
    assert found.parts[-1].doing == minutes
    assert found.short == pytest.approx(found.words / measure.WORDS_A_MINUTE + minutes)


def test_the_programs_of_exercises_are_part_of_them(tmp_path):
    exercise = ":::{exercise}\n:label: ex\n:::"
    found = page(tmp_path, ("markdown", f"## Exercises\n\n{exercise}"), ("code", "x = ..."))
    assert (found.parts[-1].doing, found.parts[-1].exercises) == (0, 1)


def test_what_the_page_does_not_show_is_not_counted(tmp_path):
    path = book.notebook(tmp_path / "01_page.ipynb", [("markdown", "c1", "One two.")])
    assert measure.measure(path).words == 2
    hidden = path.read_text("utf-8").replace(
        '"metadata": {}', '"metadata": {"tags": ["remove-cell"]}'
    )
    path.write_text(hidden, "utf-8")
    assert measure.measure(path).words == 0


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([START], "cell 'c1': the fold 'A proof' has no '% fold-end'"),
        (["% fold-end"], "cell 'c1': '% fold-end' without a box of class fold-start"),
        ([START, START], "cell 'c2': the fold 'A proof' starts before 'A proof' has ended"),
        (
            [START, "## No", "% fold-end"],
            "cell 'c2': a heading inside the fold 'A proof', which starts in cell 'c1'",
        ),
        ([START, "% fold-end\n% more"], "cell 'c2': '% fold-end' must stand on a line of its own"),
        ([START, ":::{note}\n% fold-end\n:::"], "cell 'c2': '% fold-end' must not stand inside"),
    ],
)
def test_a_fold_that_is_not_closed_is_named_with_its_cell(tmp_path, cells, message):
    with pytest.raises(measure.RouteError, match="^01_page.ipynb, " + message.replace("(", r"\(")):
        page(tmp_path, *(("markdown", text) for text in cells))


def test_only_a_notebook_is_measured(tmp_path):
    with pytest.raises(measure.RouteError, match="only a notebook"):
        measure.measure(tmp_path / "glossary.md")
