"""Small repairs of the text: collapsed boxes, proofs, the comma after a formula, short code.

`:class: dropdown` on an admonition, a solution or a proof marks a box to collapse; it becomes
plain `<details>`, which opens without a script, and its title becomes the summary.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

SHORT = 18  # characters of code that a phone's line, or its table, has room for
CLOSING = re.compile(r"[,.;:!?)\]’”…]+|-\w+|st\b|nd\b|rd\b|th\b")


class Details(nodes.General, nodes.Element):  # type: ignore[misc]
    """A box that opens and closes."""


class Summary(nodes.General, nodes.TextElement):  # type: ignore[misc]
    """The line that is always seen."""


def visit_details(self: Any, node: Details) -> None:
    """Open the box."""
    answers = {"data-answers": node["answers"]} if "answers" in node else {}
    self.body.append(self.starttag(node, "details", **answers))


def depart_details(self: Any, node: Details) -> None:
    """Close the box."""
    self.body.append("</details>\n")


def visit_summary(self: Any, node: Summary) -> None:
    """Open the title."""
    self.body.append(self.starttag(node, "summary", ""))


def depart_summary(self: Any, node: Summary) -> None:
    """Close the title."""
    self.body.append("</summary>\n")


class Collapse(SphinxPostTransform):
    """Turn every box of class `dropdown` into details, after all titles are resolved."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace the boxes of this document."""
        for box in list(self.document.findall(nodes.Admonition)):
            if "dropdown" not in box["classes"]:
                continue
            title = box.next_node(nodes.title, descend=True, siblings=False)
            summary = Summary("", "", *(unlinked(title) if title else [nodes.Text("More")]))
            classes = [c for c in box["classes"] if c not in ("dropdown", "toggle")]
            box["classes"] = [*classes, "admonition"]  # replace_self hands them on
            replacement = Details("", summary)
            if "answers" in box:
                replacement["answers"] = box["answers"]
            replacement += [child for child in box.children if child is not title]
            box.replace_self(replacement)


def unlinked(title: nodes.title) -> list[nodes.Node]:
    """Return the title's content without its links: a summary is a control already."""
    for link in list(title.findall(nodes.reference)):
        link.parent.replace(link, link.children)
    return list(title.children)


class Proofs(SphinxPostTransform):
    """Set "Proof." in italics, and take away the id that all proofs share."""

    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change the proofs of this document in place."""
        for box in self.document.findall(nodes.admonition):
            if box["classes"][:2] != ["proof", "proof"]:
                continue
            box["ids"] = []
            box["classes"] = ["argument", *box["classes"][2:]]
            text = box.next_node(nodes.Text)
            if text is not None and text.startswith("Proof. "):
                rest = nodes.Text(text.removeprefix("Proof."))
                parent = text.parent
                parent[:1] = [nodes.emphasis("", "Proof."), rest]


class Punctuation(SphinxPostTransform):
    """Keep the comma after a formula on the formula's line.

    Browsers may break a line between a formula, which is a box to them, and what follows.
    Long formulas are left alone: they must be able to break inside.
    """

    default_priority = 800
    formats = ("html",)
    longest = 60  # characters of LaTeX

    def run(self, **kwargs: Any) -> None:
        """Wrap short formulas and the punctuation after them."""
        for formula in list(self.document.findall(nodes.math)):
            parent = formula.parent
            place = parent.index(formula) + 1
            follower = parent[place] if place < len(parent) else None
            if not isinstance(follower, nodes.Text) or len(formula.astext()) > self.longest:
                continue
            if found := CLOSING.match(follower):
                together = nodes.inline("", "", classes=["nobreak"])
                # By position: docutils' replace looks texts up by what they say.
                parent[place] = nodes.Text(follower[found.end() :])
                parent[place - 1] = together
                together += [formula, nodes.Text(found[0])]


class Code(SphinxPostTransform):
    """Keep a short piece of code in the text on one line: `x - 1` broken in two misleads."""

    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Mark the short ones that have a space, where a line would break."""
        for code in self.document.findall(nodes.literal):
            text = code.astext()
            if " " in text and len(text) <= SHORT:
                code["classes"].append("nobreak")


def setup(app: Sphinx) -> None:
    """Register the nodes and the transform."""
    app.add_node(Details, html=(visit_details, depart_details))
    app.add_node(Summary, html=(visit_summary, depart_summary))
    for transform in (Collapse, Proofs, Punctuation, Code):
        app.add_post_transform(transform)
