"""The minutes of a page: a line under its title, and a mark at each heading and fold.

They are made when the page is written and are part of no title: the table of contents, references
and the search index do not have them.  Pages of the kinds in `LIMITS` have minutes.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from livepage.theme.measure import Page, RouteError, measure
from mlmath.words import counted

# Words that the main path of a page may have, by the folder that says what kind of page it is.
LIMITS = {"chapters": 6000, "toolbox": 3500}


class Minutes(nodes.Inline, nodes.Element):  # type: ignore[misc]
    """About so many minutes.  It holds no text: it is no part of the title that it stands in."""


def visit_minutes(self: Any, node: Minutes) -> None:
    """Write the minutes for the eye and for the ear, each in its own way."""
    short, long = spelled(node["minutes"])
    self.body.append(
        f' <span class="minutes"><span aria-hidden="true">{short}</span>'
        f'<span class="aloud">about {long}</span></span>'
    )
    raise nodes.SkipNode


def spelled(minutes: float, step: int = 1) -> tuple[str, str]:
    """Return minutes as the page shows them and as they are read: "5 min", "5 minutes"."""
    rounded = max(step, step * round(minutes / step))
    return f"{rounded} min", counted(rounded, "minute")


class Routes(nodes.General, nodes.Element):  # type: ignore[misc]
    """The line under a page's title: minutes for the short route and for all of it."""


def visit_routes(self: Any, node: Routes) -> None:
    """Write the line; the totals are rounded to five minutes, since they are no more exact."""
    times = [
        f'<span aria-hidden="true">{short}</span><span class="aloud">about {long}</span>'
        for short, long in (spelled(node[key], 5) for key in ("short", "whole"))
    ]
    self.body.append(
        f'<p class="routes">Short route, without folds and exercises, {times[0]} '
        '<span aria-hidden="true">·</span>'
        f'<span class="aloud">, </span> all of it {times[1]}</p>\n'
    )
    raise nodes.SkipNode


def has_minutes(path: Path) -> bool:
    """Tell whether a page has minutes: a notebook of a kind that has a limit."""
    return path.suffix == ".ipynb" and path.parent.name in LIMITS


def measured(env: BuildEnvironment, page: str) -> Page:
    """Return the measure of a page."""
    try:
        return measure(Path(env.doc2path(page)))
    except RouteError as error:
        raise ExtensionError(str(error)) from None


class Marks(SphinxPostTransform):
    """Put the minutes of a page in their places."""

    default_priority = 880
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Mark every heading below the page's title, and write the line under the title."""
        if not has_minutes(Path(self.env.doc2path(self.env.docname))):
            return
        page = measured(self.env, self.env.docname)
        titles = [
            title for title in self.document.findall(nodes.title)
            if isinstance(title.parent, nodes.section)
        ]  # fmt: skip
        for index, (title, part) in enumerate(zip(titles, page.parts[1:], strict=True), start=1):
            if part.level == 1:
                place = title.parent.index(title) + 1
                title.parent.insert(place, Routes("", short=page.short, whole=page.whole))
            elif page.section(index) >= 0.1:  # a list of sources is not read
                title += Minutes("", minutes=page.section(index))


def setup(app: Sphinx) -> None:
    """Register the nodes and the transform."""
    app.add_node(Minutes, html=(visit_minutes, None))
    app.add_node(Routes, html=(visit_routes, None))
    app.add_post_transform(Marks)
