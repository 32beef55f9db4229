"""The pages of the book: the one list of slugs, numbers, titles and kinds, in the book's order.

A page's slug names all that belongs to it, in every folder.  A page that is listed here and has no
notebook yet is planned: it keeps its slug and its number, and no reader sees it.
`python -m tools.new_page SLUG` writes the skeleton of one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType


@dataclass(frozen=True)
class Kind:
    """A kind of page.

    Parameters
    ----------
    folder : where its notebooks lie.
    caption : what the book's contents call the pages of this kind; "" where they need no heading.
    numbered : whether its pages have numbers.
    whole : whether such a page must have every part: mathematics, widgets, theorems, exercises,
        lines of the record.  A page of the toolbox has those that it needs, and its mathematics,
        which serves many pages, has other names.
    """

    folder: str
    caption: str
    numbered: bool
    whole: bool


# In the order in which they stand in the book.
KINDS = {
    "chapter": Kind("chapters", "", numbered=True, whole=True),
    "toolbox": Kind("toolbox", "Toolbox", numbered=False, whole=False),
    "further": Kind("further", "Further machines", numbered=False, whole=True),
}


@dataclass(frozen=True)
class Page:
    """A page of the book.

    Parameters
    ----------
    slug : what everything that belongs to the page is called, such as "language_model".
    title : its heading.
    kind : a key of `KINDS`.
    number : that of a chapter; 0 for a page that has none.
    """

    slug: str
    title: str
    kind: str = "chapter"
    number: int = 0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", self.slug):
            raise ValueError(f"slug must be lower-case words joined by _, got {self.slug!r}")
        if not self.title.strip():
            raise ValueError(f"title of {self.slug} must be a heading, got {self.title!r}")
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {self.kind!r}")
        numbered = KINDS[self.kind].numbered
        if self.number < 1 if numbered else self.number != 0:
            wanted = "at least 1" if numbered else "0"
            raise ValueError(f"number must be {wanted} for a {self.kind}, got {self.number}")

    @property
    def name(self) -> str:
        """What Sphinx calls the page: "chapters/01_perceptron"."""
        start = f"{self.number:02}_" if self.number else ""
        return f"{KINDS[self.kind].folder}/{start}{self.slug}"

    @property
    def path(self) -> str:
        """Where its notebook lies in the repository."""
        return f"{self.name}.ipynb"

    @property
    def whole(self) -> bool:
        """Whether it must have every part."""
        return KINDS[self.kind].whole


PAGES = (
    Page("perceptron", "The perceptron", "chapter", 1),
    Page("boolean", "Exclusive or", "chapter", 2),
    Page("lms", "Least mean squares", "chapter", 3),
    Page("backprop", "Backpropagation", "chapter", 4),
    Page("depth", "Going deep", "chapter", 5),
    Page("hopfield", "Networks that remember", "chapter", 6),
    Page("dimension", "The curse of dimensionality", "chapter", 7),
    Page("kernels", "Kernels", "chapter", 8),
    Page("attention", "Attention", "chapter", 9),
    Page("language_model", "A language model", "chapter", 10),
    Page("kepler", "The closing experiment", "chapter", 11),
    Page("python", "Python for this book", "toolbox"),
    Page("linear_algebra", "Linear algebra", "toolbox"),
    Page("calculus", "Calculus and downhill", "toolbox"),
    Page("chance", "Chance and information", "toolbox"),
    Page("numbers", "Numbers in a machine", "toolbox"),
    Page("features", "The geometry of features", "toolbox"),
    Page("bayes", "Bayes", "further"),
    Page("sharing", "Sharing", "further"),
)


def checked(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return the pages; raise ValueError where two share a slug, a number or a title.

    They must stand in the book's order: by kind, and by number.
    """
    pages = tuple(pages)
    for what in ("slug", "title", "number"):
        seen: dict[str, Page] = {}
        for page in pages:
            value = getattr(page, what)
            if value in seen and value != 0:
                raise ValueError(f"two pages have the {what} {value!r}: {seen[value]} and {page}")
            seen[value] = page
    order = sorted(pages, key=lambda page: (list(KINDS).index(page.kind), page.number))
    for page, other in zip(pages, order, strict=True):
        if page != other:
            raise ValueError(f"pages must stand by kind and number: {other} comes before {page}")
    return pages


checked(PAGES)


def page(slug: str) -> Page:
    """Return the page with this slug; raise ValueError where there is none."""
    for found in PAGES:
        if found.slug == slug:
            return found
    raise ValueError(f"slug must be one of {', '.join(p.slug for p in PAGES)}, got {slug!r}")


def named(name: str) -> Page | None:
    """Return the page that Sphinx calls `name`, or None: the glossary, for one, has no slug."""
    return next((found for found in PAGES if found.name == name), None)


def written(root: Path) -> list[Page]:
    """Return the pages that exist, in the book's order: those with a notebook under `root`."""
    return [found for found in PAGES if (root / found.path).is_file()]


def modules(layer: str) -> dict[str, ModuleType]:
    """Return {slug: the module mlmath.<layer>.<slug>} of the pages that have one, in order."""
    found = {page.slug: module(layer, page.slug) for page in PAGES}
    return {slug: one for slug, one in found.items() if one is not None}


def module(layer: str, slug: str) -> ModuleType | None:
    """Return the module mlmath.<layer>.<slug>, or None where the page has none."""
    name = f"mlmath.{layer}.{slug}"
    return import_module(name) if find_spec(name) else None
