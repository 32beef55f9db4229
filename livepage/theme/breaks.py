r"""Where a displayed formula may go on in a new line, when the window is narrower than it is.

KaTeX lets a browser break after every relation and every binary sign, whichever comes first.  Here
what KaTeX has made is cut anew, at the places that a printer would choose, from best to worst:

0. after a wide space (`\quad`, `\qquad`), which separates statements,
1. before a relation, after a comma, and where the author says `\allowbreak`,
2. before a plus or minus sign,
3. at the same places inside brackets or bars.

Parts are nested by these levels: a browser breaks the outer boxes first, and an inner one only
where it alone is too wide.  Nothing breaks inside a fraction, `\left...\right`, a matrix.
"""

import html
import re
from dataclasses import dataclass
from itertools import pairwise

SPAN = re.compile(r"<(/?)span\b[^>]*>")
CLASSES = re.compile(r'<span class="([^"]*)"')
STRUT = re.compile(r"height:(-?[\d.]+)em(?:;vertical-align:(-?[\d.]+)em)?")
SPACE = re.compile(r"margin-right:([\d.]+)em")
TAG = re.compile(r"<[^>]*>")
SHOWN = '<span class="katex-html" aria-hidden="true">'
WIDE = 1.0  # em; \quad
SIGNS = {"+", "−", "±", "∓"}
BAR = re.compile(r'<span class="mord">(?:<span class="mord">)?([∣∥|‖])</span>')
INSIDE = 3  # the level of all places inside brackets


@dataclass
class Atom:
    """A sign or a box of the formula, as KaTeX made it."""

    source: str
    height: float = 0.0  # of the box that it was in, above and below the line, in em
    depth: float = 0.0

    @property
    def classes(self) -> set[str]:
        """The classes that KaTeX gave it."""
        found = CLASSES.match(self.source)
        return set(found[1].split()) if found else set()

    @property
    def text(self) -> str:
        """What it shows."""
        return html.unescape(TAG.sub("", self.source)).strip()

    @property
    def bar(self) -> str:
        """The bar that it is, with an exponent or without; else ""."""
        found = BAR.match(self.source)
        return found[1] if found else ""

    @property
    def small(self) -> bool:
        """Whether it is no higher than a line: a sign or a space."""
        return bool(self.classes & {"mrel", "mbin", "mpunct", "mspace"})

    @property
    def wide(self) -> bool:
        """Whether it is a space between statements."""
        space = SPACE.search(self.source)
        return "mspace" in self.classes and space is not None and float(space[1]) >= WIDE


def children(source: str) -> list[str]:
    """Return the outermost spans of a piece of HTML that is made of spans."""
    found, depth, start = [], 0, 0
    for tag in SPAN.finditer(source):
        if tag[1]:
            depth -= 1
            if depth == 0:
                found.append(source[start : tag.end()])
        else:
            if depth == 0:
                start = tag.start()
            depth += 1
    return found


def inside(span: str) -> str:
    """Return what a span holds."""
    return span[span.index(">") + 1 : span.rindex("<")]


def atoms(base: str) -> list[Atom]:
    """Return what a box of KaTeX's holds, with the box's height and depth."""
    strut, *rest = children(inside(base))
    size = STRUT.search(strut)
    total, align = (float(size[1]), float(size[2] or 0)) if size else (0.0, 0.0)
    return [Atom(one, total + align, -align) for one in rest]


def places(row: list[Atom]) -> dict[int, int]:
    """Return {index of the atom before which the row may break: level}."""
    found: dict[int, int] = {}
    open_: list[str] = []  # brackets and bars that we are in
    after: int | None = None  # the level of a place to break once the spaces are over
    before = False  # whether something stands before that a sign can follow
    for index, atom in enumerate(row):
        kind = atom.classes
        if "mspace" in kind:
            if atom.wide or "allowbreak" in kind:
                after = min(0 if atom.wide else 1, 9 if after is None else after)
            continue
        level = after
        after = None
        if "mrel" in kind and before and level is None and atom.text != ":":
            level = 1
        elif "mbin" in kind and atom.text in SIGNS and level is None:
            level = 2
        if level is not None and index:
            found[index] = INSIDE if open_ else level
        before = not kind & {"mrel", "mbin", "mpunct", "mopen"}
        bar = atom.bar
        if "mopen" in kind or (bar and bar not in open_):
            open_.append(bar or "(")
            before = False
        elif "mclose" in kind or bar:
            # A bar in brackets may mean "given", and not close before they do.
            while open_ and open_.pop() not in {bar, "("}:
                pass
        elif "mpunct" in kind:
            after = 1
    return found


def box(row: list[Atom]) -> str:
    """Return a box of KaTeX's that holds these atoms and cannot break."""
    tall = [atom for atom in row if not atom.small] or row
    height, depth = max(atom.height for atom in tall), max(atom.depth for atom in tall)
    align = f"vertical-align:{-depth:.4f}em;" if depth else ""
    strut = f'<span class="strut" style="height:{height + depth:.4f}em;{align}"></span>'
    return f'<span class="base">{strut}{"".join(atom.source for atom in row)}</span>'


def nest(row: list[Atom], cuts: dict[int, int], level: int = 0) -> str:
    """Return the atoms in boxes nested by level; `cuts` are `places` of this row."""
    if not cuts:
        return box(row)
    here = [index for index, of in cuts.items() if of == level]
    edges = [0, *here, len(row)]
    made = []
    for start, end in pairwise(edges):
        inner = {i - start: of for i, of in cuts.items() if start < i < end}
        part = nest(row[start:end], inner, level + 1)
        made.append(f'<span class="part">{part}</span>' if here and inner else part)
    return "".join(made)


def arranged(rendered: str) -> str:
    """Return a displayed formula, as KaTeX rendered it, with its places to break."""
    start = rendered.index(SHOWN) + len(SHOWN)
    [shown] = children(rendered[start - len(SHOWN) :])[:1]
    lines: list[str] = []
    row: list[Atom] = []

    def close() -> None:
        if row:
            cuts = places(row)
            # Statements begin where the first one begins; all else that goes on is indented.
            kind = "parts" if 0 in cuts.values() else "part"
            lines.append(f'<span class="{kind}">{nest(row, cuts)}</span>')
            row.clear()

    for child in children(inside(shown)):
        if CLASSES.match(child) and "base" in Atom(child).classes:
            row += atoms(child)
        else:  # a new line, or a tag
            close()
            lines.append(child)
    close()
    end = start - len(SHOWN) + len(shown)
    return rendered[: start - len(SHOWN)] + SHOWN + "".join(lines) + "</span>" + rendered[end:]
