"""Predict, commit, reveal: a question to answer before one looks, and the box that opens then.

    :::{admonition} How many corrections will it make?
    :class: predict
    :name: predict-gap
    - none
    - six
    :::

becomes a question with radio buttons (with `:class: predict number`, a field for a number) and a
button *Commit*.  The next box of class `dropdown seen` belongs to it: `scripts/predict.js` opens
it when the reader has committed.  Without a script the choices are there to choose from, and the
box is a fold like any other.
"""

import html
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from livepage.theme.measure import RouteError

FEWEST, MOST = 2, 4  # choices


class Prediction(nodes.General, nodes.Element):  # type: ignore[misc]
    """A question; its children are a legend, what else is said, and its choices."""


class Legend(nodes.General, nodes.TextElement):  # type: ignore[misc]
    """The question itself."""


class Choice(nodes.General, nodes.TextElement):  # type: ignore[misc]
    """One answer to choose, or the field for a number."""


def visit_prediction(self: Any, node: Prediction) -> None:
    """Open the question."""
    self.body.append(self.starttag(node, "fieldset", CLASS="predict"))


def depart_prediction(self: Any, node: Prediction) -> None:
    """Close the question, after its button and the line that says what was answered."""
    self.body.append(
        '<div class="predict-act js"><button type="button">Commit</button>'
        '<span role="status"></span></div>\n</fieldset>\n'
    )


def visit_legend(self: Any, node: Legend) -> None:
    """Open the question's words."""
    self.body.append(self.starttag(node, "legend", ""))


def depart_legend(self: Any, node: Legend) -> None:
    """Close them."""
    self.body.append("</legend>\n")


def visit_choice(self: Any, node: Choice) -> None:
    """Open an answer: a radio button and its label, or a label for the number's field."""
    self.body.append("<label>")
    if "value" in node:
        name = html.escape(node["name"])
        self.body.append(f'<input type="radio" name="{name}" value="{node["value"]}">')
    self.body.append("<span>")


def depart_choice(self: Any, node: Choice) -> None:
    """Close an answer."""
    field = "" if "value" in node else '<input type="number" step="any" autocomplete="off">'
    self.body.append(f"</span>{field}</label>\n")


def prediction(box: nodes.admonition) -> Prediction:
    """Return the question that a box of class `predict` asks.

    Raises `RouteError` when it has no name, or not two to four choices (a number: none).
    """
    title = box.next_node(nodes.title)
    question = title.astext()
    if not box["ids"]:
        raise RouteError(f"the prediction {question!r} needs a :name:, by which it is kept")
    name = box["ids"][0]
    made: Prediction = Prediction(
        "", ids=[name], classes=[c for c in box["classes"] if c != "predict"]
    )
    made += Legend("", "", *title.children)
    lists = [child for child in box.children if isinstance(child, nodes.bullet_list)]
    made += [child for child in box.children if child is not title and child not in lists]
    answers = [item for one in lists for item in one.children]
    if "number" in box["classes"]:
        if answers:
            raise RouteError(f"the prediction {question!r} asks for a number, and has choices too")
        made += Choice("", "Your number")
        return made
    if not FEWEST <= len(answers) <= MOST:
        raise RouteError(f"the prediction {question!r} needs 2 to 4 choices, got {len(answers)}")
    for value, answer in enumerate(answers):
        if len(answer.children) != 1 or not isinstance(answer[0], nodes.paragraph):
            raise RouteError(f"choice {value + 1} of {question!r} must be one line of text")
        made += Choice("", "", *answer[0].children, name=name, value=value)
    return made


class Predictions(SphinxPostTransform):
    """Make the questions of a page, and tell each box `seen` what it answers."""

    default_priority = 885  # before boxes.Collapse
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace the boxes of class `predict`."""
        try:
            pair(self.document)
        except RouteError as error:
            raise ExtensionError(f"{self.env.docname}: {error}") from None


def pair(document: nodes.document) -> None:
    """Make the questions of a document; a box `seen` answers all those since the last one.

    Raises `RouteError` for a question without such a box, and for a box without a question.
    """
    waiting: list[str] = []
    question = ""
    for box in list(document.findall(nodes.admonition)):
        title = box.next_node(nodes.title)
        if "predict" in box["classes"]:
            question = title.astext()
            made = prediction(box)
            waiting += made["ids"]
            box.parent[box.parent.index(box)] = made
        elif "seen" in box["classes"]:
            if not waiting:
                raise RouteError(f"{title.astext()!r} follows no prediction")
            box["answers"] = " ".join(waiting)
            waiting = []
    if waiting:
        raise RouteError(f"no box of class 'dropdown seen' follows {question!r}")


def setup(app: Sphinx) -> None:
    """Register the nodes and the transform."""
    app.add_node(Prediction, html=(visit_prediction, depart_prediction))
    app.add_node(Legend, html=(visit_legend, depart_legend))
    app.add_node(Choice, html=(visit_choice, depart_choice))
    app.add_post_transform(Predictions)
