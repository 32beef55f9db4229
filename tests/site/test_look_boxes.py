"""The repairs of `livepage.theme.boxes` change how a paragraph is set, never what it says."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from livepage.theme import boxes


def paragraph(*children: nodes.Node) -> tuple[nodes.document, nodes.paragraph]:
    document = new_document("a chapter")
    text = nodes.paragraph("", "", *children)
    document += text
    return document, text


def keep_together(document: nodes.document) -> None:
    boxes.Punctuation.run(SimpleNamespace(document=document, longest=60))  # type: ignore[arg-type]


def test_equal_texts_after_formulas_stay_where_they_are():
    # "see x, then y. Now x. Then y." has two equal texts between its formulas.
    document, text = paragraph(
        nodes.reference("", "(1)"), nodes.Text(". "), nodes.math("", "x"), nodes.Text(". "),
        nodes.math("", "y"), nodes.Text(", z"),
    )  # fmt: skip
    before = text.astext()
    keep_together(document)
    assert text.astext() == before
    assert [part.astext() for part in text.findall(nodes.inline)] == ["x.", "y,"]


@pytest.mark.parametrize("follower", [" and", "(k)", ""])
def test_a_formula_with_no_punctuation_after_it_is_left_alone(follower):
    document, text = paragraph(nodes.math("", "x"), nodes.Text(follower))
    keep_together(document)
    assert not list(text.findall(nodes.inline))


def test_a_long_formula_may_break():
    document, text = paragraph(nodes.math("", "x + " * 20), nodes.Text("."))
    keep_together(document)
    assert not list(text.findall(nodes.inline))


def test_proofs_begin_in_italics_and_share_no_id():
    document, text = paragraph(nodes.Text("Proof. It is so."))
    box = nodes.admonition("", classes=["proof", "proof"], ids=["proof"])
    document.remove(text)
    box += text
    document += box
    boxes.Proofs.run(SimpleNamespace(document=document))  # type: ignore[arg-type]
    assert text.astext() == "Proof. It is so."
    assert text[0].tagname == "emphasis"
    assert box["ids"] == []
