"""What the transforms make of folds and predictions, on documents made by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.errors import ExtensionError

from livepage.theme import boxes, folds, minutes, predictions
from livepage.theme.measure import RouteError
from tests.livepage.theme import book


def box(title: str, classes: str, *children: nodes.Node, name: str = "") -> nodes.admonition:
    made = nodes.admonition("", nodes.title("", title), *children, classes=classes.split())
    if name:
        made["ids"] = [name]
    return made


def text(words: str) -> nodes.paragraph:
    return nodes.paragraph("", words)


def choices(*words: str) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", text(one)) for one in words))


def document(*children: nodes.Node) -> nodes.document:
    made = new_document("a chapter")
    made += children
    return made


def shape(node: nodes.Node) -> str:
    """Return a node's children by name and text."""
    return " ".join(f"{type(child).__name__}({child.astext()})" for child in node.children)


def test_a_fold_takes_what_is_between_its_start_and_its_end_in_order():
    start = box("A proof", "fold-start", text("believe it"))
    page = document(
        text("before"), start, text("one"), nodes.comment("", "a remark"), text("two"),
        nodes.comment("", "fold-end"), text("after"),
    )  # fmt: skip
    frame = folds.fold(start)
    assert [type(child) for child in page.children] == [
        nodes.paragraph, folds.FoldFrame, nodes.paragraph,
    ]  # fmt: skip
    details, belief = frame.children
    assert shape(details) == ("Summary(A proof) paragraph(one) comment(a remark) paragraph(two)")
    assert belief.astext() == "believe it"
    assert belief["classes"] == ["fold-belief"]


def test_a_title_of_a_fold_keeps_its_formula_and_loses_its_link():
    start = box("", "fold-start", text("believe it"))
    start[0] += [nodes.Text("Why "), nodes.reference("", "here", refuri="x"), nodes.math("", "x")]
    page = document(start, nodes.comment("", "fold-end"))
    [summary] = page.findall(boxes.Summary) if folds.fold(start) else []
    assert [type(child) for child in summary.children] == [nodes.Text, nodes.Text, nodes.math]


def test_an_end_in_another_section_is_refused():
    start = box("A proof", "fold-start", text("believe it"))
    document(nodes.section("", start), nodes.section("", nodes.comment("", "fold-end")))
    with pytest.raises(RouteError, match="the fold 'A proof' and its '% fold-end' are in two"):
        folds.fold(start)


def test_a_prediction_is_a_question_with_its_choices():
    made = predictions.prediction(box("How many?", "predict", choices("none", "six"), name="p"))
    assert shape(made) == "Legend(How many?) Choice(none) Choice(six)"
    assert made["ids"] == ["p"]
    assert [(one["name"], one["value"]) for one in made.children[1:]] == [("p", 0), ("p", 1)]


def test_a_prediction_may_ask_for_a_number_and_say_more():
    made = predictions.prediction(box("How many?", "predict number", text("in all"), name="p"))
    assert shape(made) == "Legend(How many?) paragraph(in all) Choice(Your number)"
    assert "value" not in made.children[-1]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (box("Q?", "predict", choices("a", "b")), "'Q?' needs a :name:"),
        (box("Q?", "predict", choices("a"), name="p"), "'Q?' needs 2 to 4 choices, got 1"),
        (box("Q?", "predict", choices(*"abcde"), name="p"), "'Q?' needs 2 to 4 choices, got 5"),
        (box("Q?", "predict", text("a"), name="p"), "'Q?' needs 2 to 4 choices, got 0"),
        (box("Q?", "predict number", choices("a", "b"), name="p"), "'Q?' asks for a number, and"),
        (
            box("Q?", "predict", nodes.bullet_list("", *(
                nodes.list_item("", text("a"), text("b")) for _ in range(2))), name="p"),
            "choice 1 of 'Q\\?' must be one line",
        ),
    ],
)  # fmt: skip
def test_a_prediction_that_cannot_be_asked_is_refused(asked, message):
    with pytest.raises(RouteError, match=message.replace("'Q?'", r"'Q\?'")):
        predictions.prediction(asked)


def ask(name: str) -> nodes.admonition:
    return box(f"{name}?", "predict", choices("a", "b"), name=name)


def seen() -> nodes.admonition:
    return box("Seen", "dropdown seen", text("so"))


def test_what_was_seen_answers_all_questions_since_the_last():
    page = document(ask("p"), nodes.section("", ask("q"), seen()), text("more"), ask("r"), seen())
    predictions.pair(page)
    assert [one.get("answers") for one in page.findall(nodes.admonition)] == ["p q", "r"]
    boxes.Collapse.run(SimpleNamespace(document=page))  # type: ignore[arg-type]
    folded = list(page.findall(boxes.Details))
    assert [one["answers"] for one in folded] == ["p q", "r"]
    assert [one["classes"] for one in folded] == [["seen", "admonition"]] * 2


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ((ask("p"),), r"no box of class 'dropdown seen' follows 'p\?'"),
        ((ask("p"), seen(), ask("q")), r"follows 'q\?'"),
        ((seen(),), "'Seen' follows no prediction"),
        ((ask("p"), seen(), seen()), "'Seen' follows no prediction"),
    ],
)
def test_a_question_and_its_answer_come_in_pairs(page, message):
    with pytest.raises(RouteError, match=message):
        predictions.pair(document(*page))


@pytest.mark.parametrize(
    ("given", "step", "said"),
    [
        (0.2, 1, ("1 min", "1 minute")), (1.4, 1, ("1 min", "1 minute")),
        (1.6, 1, ("2 min", "2 minutes")), (22.6, 5, ("25 min", "25 minutes")),
        (1, 5, ("5 min", "5 minutes")),
    ],
)  # fmt: skip
def test_minutes_are_rounded_and_never_none(given, step, said):
    assert minutes.spelled(given, step) == said


def test_minutes_are_no_part_of_a_title():
    title = nodes.title("", "The line", minutes.Minutes("", minutes=3))
    assert title.astext() == "The line"


def test_a_fold_that_does_not_end_stops_the_build_and_is_named(tmp_path):
    cells = [("markdown", "start", ":::{admonition} A proof\n:class: fold-start\nSo.\n:::")]
    path = book.notebook(tmp_path / "01_page.ipynb", cells)
    env = SimpleNamespace(doc2path=lambda page: str(path))
    with pytest.raises(ExtensionError, match=r"01_page\.ipynb, cell 'start': the fold 'A proof'"):
        minutes.measured(env, "01_page")  # type: ignore[arg-type]
