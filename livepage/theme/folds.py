"""A fold over several cells: a long proof, a side experiment, with its own code and widgets.

    :::{admonition} Why the count is exact: the proof
    :class: fold-start
    One may believe without it: the count does not depend on where the points lie.
    :::

    any text, any cells

    % fold-end

becomes closed `<details>` whose summary is the title with its minutes; the admonition's body is
shown while it is closed.  It opens and closes without a script.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from livepage.theme.boxes import Details, Summary, unlinked
from livepage.theme.measure import RouteError
from livepage.theme.minutes import Minutes, measured


class FoldFrame(nodes.General, nodes.Element):  # type: ignore[misc]
    """A fold and what one may believe without it."""


def visit_frame(self: Any, node: FoldFrame) -> None:
    """Open the frame."""
    self.body.append(self.starttag(node, "div", CLASS="fold"))


def depart_frame(self: Any, node: FoldFrame) -> None:
    """Close the frame."""
    self.body.append("</div>\n")


def is_end(node: nodes.Node) -> bool:
    """Tell whether a node is the remark that ends a fold."""
    return isinstance(node, nodes.comment) and bool(node.astext().strip() == "fold-end")


def fold(start: nodes.admonition) -> FoldFrame:
    """Gather what a fold holds, from its start to its end, into a frame in its place.

    Raises `RouteError` when its end does not stand beside it.
    """
    parent = start.parent
    first = parent.index(start)
    last = next((i for i in range(first, len(parent)) if is_end(parent[i])), None)
    title = start.next_node(nodes.title)
    if last is None:
        raise RouteError(f"the fold {title.astext()!r} and its '% fold-end' are in two sections")
    content = parent[first + 1 : last]
    details = Details("", Summary("", "", *unlinked(title)))
    details += content
    belief = nodes.container("", *(c for c in start.children if c is not title))
    belief["classes"] = ["fold-belief"]
    frame = FoldFrame("", details, belief, ids=start["ids"])
    parent[first : last + 1] = [frame]
    return frame


class Folds(SphinxPostTransform):
    """Make the folds of a page, after all references are resolved."""

    default_priority = 890  # before boxes.Collapse
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace each start, its end and what is between them."""
        starts = [
            box for box in self.document.findall(nodes.admonition)
            if "fold-start" in box["classes"]
        ]  # fmt: skip
        if not starts:
            return
        sizes = measured(self.env, self.env.docname).folds
        for start, size in zip(starts, sizes, strict=True):
            try:
                summary = fold(start).next_node(Summary)
            except RouteError as error:
                raise ExtensionError(f"{self.env.docname}: {error}") from None
            summary += Minutes("", minutes=size.minutes)


def setup(app: Sphinx) -> None:
    """Register the frame and the transform."""
    app.add_node(FoldFrame, html=(visit_frame, depart_frame))
    app.add_post_transform(Folds)
