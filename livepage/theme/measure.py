"""How much a page asks of its reader: words, and the minutes made from them.

`measure(path)` reads a notebook as MyST does and counts, for each section, what stands on the main
path and what is folded up.  The build takes its minutes from here, and the check of lengths its
words, so that both speak of one count.

A word of text is a word.  A formula is counted as it is read aloud: each letter, number and sign
is a word, and the layout (braces, sizes, spaces, fonts) is not.  Code, outputs and alternative
text are not counted.  Folded are: what stands between `fold-start` and `% fold-end`, solutions,
and every box of class `dropdown`, answers to review questions among them; but for the box of
class `seen`, which opens to whoever has committed to a prediction.
"""

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from livepage.theme.spoken import formula_words, inline_words

# What changes where a text has its words; typography does not.
EXTENSIONS = {"amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"}
PARSER = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)

# Adults read non-fiction at 238 words a minute in silence (the mean of 190 studies in Brysbaert
# 2019, doi:10.1016/j.jml.2019.104047); this text is read with a pencil.
WORDS_A_MINUTE = 200
# Minutes for what is done, not read; a guess, and the page says "about".
WIDGET, CHECK, EXERCISE = 2.0, 1.0, 5.0
LOOK = 0.5  # a formula on a line of its own, a figure: more than its words say
PROGRAM = 1.0  # a cell whose code is on show: read, run, looked at
ASKED = 0.5  # a prediction, a review question
LINE, LINES = 1.0, 8  # a line worked on paper, and the most that count: one is quicker later on

DIRECTIVE = re.compile(r"\{([\w:+-]+)\}\s*(.*)")
OPTION = re.compile(r":([\w-]+):\s*(.*)")
UNREAD = {"bibliography", "quantities", "tableofcontents", "toctree", "image", "raw", "code"}
UNREAD |= {"code-block", "code-cell", "only"}
UNTITLED = {"figure", "solution", "glossary"}  # their argument names something, or is nothing


class RouteError(ValueError):
    """A fold or a prediction is not written as it has to be; the message names the cell."""


@dataclass
class Part:
    """Words on the main path and folded up, and what is to be done there."""

    title: str = ""
    level: int = 0  # of the heading; 1 is the page's
    words: int = 0
    folded: int = 0
    doing: float = 0.0  # minutes of the main path for what is done there
    exercises: int = 0

    @property
    def minutes(self) -> float:
        """Minutes of the main path, exercises left out."""
        return self.words / WORDS_A_MINUTE + self.doing


@dataclass
class Fold:
    """A folded block: what it holds, where it starts."""

    title: str
    cell: str
    words: int = 0
    doing: float = 0.0

    @property
    def minutes(self) -> float:
        """Minutes for its content."""
        return self.words / WORDS_A_MINUTE + self.doing


@dataclass
class Page:
    """A page's measure: its sections in the order of their headings, its folds in theirs."""

    parts: list[Part] = field(default_factory=lambda: [Part()])
    folds: list[Fold] = field(default_factory=list)

    @property
    def words(self) -> int:
        """Words on the main path."""
        return sum(part.words for part in self.parts)

    @property
    def short(self) -> float:
        """Minutes of the short route: the main path, without the exercises."""
        return sum(part.minutes for part in self.parts)

    @property
    def whole(self) -> float:
        """Minutes of all of it: folds, answers and exercises too."""
        folded = sum(part.folded for part in self.parts) / WORDS_A_MINUTE
        doing = sum(fold.doing for fold in self.folds)
        return self.short + folded + doing + EXERCISE * sum(part.exercises for part in self.parts)

    def section(self, index: int) -> float:
        """Return the minutes of a section and of those below it, its exercises done."""
        first, *rest = self.parts[index:]
        own = [first]
        for part in rest:
            if part.level <= first.level:
                break
            own.append(part)
        return sum(part.minutes + EXERCISE * part.exercises for part in own)


def imports_only(text: str) -> bool:
    """Tell whether a program does nothing but import."""
    try:
        body = ast.parse(text).body
    except SyntaxError:  # a command of the notebook
        return False
    return all(isinstance(node, ast.Import | ast.ImportFrom) for node in body)


@dataclass
class Box:
    """A directive, read: its name, argument, options and body."""

    name: str
    argument: str
    options: dict[str, str]
    body: str

    @classmethod
    def read(cls, token: Token) -> "Box | None":
        """Return the directive that a fence is, or None for a program."""
        found = DIRECTIVE.fullmatch(token.info.strip())
        if not found:
            return None
        lines = token.content.splitlines()
        options = {}
        while lines and (option := OPTION.fullmatch(lines[0].strip())):
            options[option[1]] = option[2].strip()
            lines.pop(0)
        return cls(found[1], found[2], options, "\n".join(lines))

    @property
    def classes(self) -> set[str]:
        """The classes that its author gave it."""
        return set(self.options.get("class", "").split())

    @property
    def folds(self) -> bool:
        """Whether it is closed until the reader opens it."""
        return "dropdown" in self.classes and "seen" not in self.classes


class Counter:
    """Counts the cells of a page, one after the other."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.page = Page()
        self.open: Fold | None = None
        self.cell = ""

    def fail(self, what: str) -> RouteError:
        """Return the error that says what is wrong, and in which cell."""
        return RouteError(f"{self.name}, cell {self.cell!r}: {what}")

    def markdown(self, text: str, folded: bool = False, nested: bool = False) -> None:
        """Count a text; `nested`: it is the body of a box."""
        env: dict[str, Any] = {}
        tokens = PARSER.parse(text, env)
        heading = False
        for token in tokens:
            if token.type == "heading_open":
                heading = True
                if not nested:
                    self.heading(token)
            elif token.type == "heading_close":
                heading = False
            elif token.type == "inline":
                if heading and not nested:
                    self.page.parts[-1].title = token.content
                self.add(inline_words(token.children or []), folded)
            elif token.type.startswith("math_block") or token.type == "amsmath":
                self.formula(token.content, folded)
            elif token.type in {"fence", "colon_fence"}:
                self.box(Box.read(token), folded)
            elif token.type == "myst_line_comment" and "fold-end" in token.content.split():
                self.end(token, nested)

    def formula(self, tex: str, folded: bool) -> None:
        """Count a formula that stands on a line of its own."""
        self.add(formula_words(tex), folded)
        if not folded:
            self.do(LOOK)

    def heading(self, token: Token) -> None:
        """Begin a section."""
        if self.open:
            raise self.fail(
                f"a heading inside the fold {self.open.title!r}, which starts in cell"
                f" {self.open.cell!r}: use a bold lead-in, or end the fold with '% fold-end'"
            )
        self.page.parts.append(Part(level=int(token.tag[1:])))

    def box(self, box: Box | None, folded: bool) -> None:
        """Count a directive."""
        if box is None or box.name in UNREAD:
            return
        if box.name == "math":
            self.formula(box.argument + " " + box.body, folded)
            return
        if box.name not in UNTITLED:
            self.add(inline_words(PARSER.parseInline(box.argument, {})), folded)
        if box.name.startswith("exercise"):
            self.page.parts[-1].exercises += 1
        if {"predict", "review"} & box.classes:
            self.do(ASKED)
        if "found" in box.classes:  # the rest of a table that the reader fills in on paper
            rows = len(re.findall(r"^\|", box.body, re.MULTILINE)) - 2
            self.do(LINE * min(max(rows, 0), LINES))
        closed = folded or box.folds or box.name.startswith("solution")
        self.markdown(box.body, closed, nested=True)
        if "fold-start" in box.classes:  # its body, what one may believe, is always seen
            self.start(box)

    def start(self, box: Box) -> None:
        """Begin a fold."""
        if self.open:
            raise self.fail(
                f"the fold {box.argument!r} starts before {self.open.title!r} has ended"
                f" (a '% fold-end' is missing after cell {self.open.cell!r})"
            )
        self.open = Fold(box.argument, self.cell)
        self.page.folds.append(self.open)

    def end(self, token: Token, nested: bool) -> None:
        """End a fold."""
        if token.content.strip() != "fold-end":
            raise self.fail("'% fold-end' must stand on a line of its own, between empty lines")
        if nested:
            raise self.fail("'% fold-end' must not stand inside a box")
        if not self.open:
            raise self.fail("'% fold-end' without a box of class fold-start before it")
        self.open = None

    def add(self, words: int, folded: bool) -> None:
        """Add words to where we are."""
        if self.open:
            self.open.words += words
        if self.open or folded:
            self.page.parts[-1].folded += words
        else:
            self.page.parts[-1].words += words

    def do(self, minutes: float) -> None:
        """Add minutes of what is done to where we are."""
        where = self.open or self.page.parts[-1]
        where.doing += minutes

    def code(self, text: str, hidden: bool) -> None:
        """Count what a cell asks for: to play with its widgets, or to read and run its program.

        Programs that are folded up are not counted, nor are those of exercises.
        """
        found = re.findall(r"^from mlmath\.widgets\.\w+ import (.+)$", text, re.MULTILINE)
        for names in found:
            for name in names.split(","):
                self.do(CHECK if name.strip().endswith("Theorem") else WIDGET)
        if not (found or hidden or self.page.parts[-1].exercises or imports_only(text)):
            self.do(PROGRAM)

    def finish(self) -> Page:
        """Return the page, once it has been read to its end."""
        if self.open:
            self.cell = self.open.cell
            raise self.fail(f"the fold {self.open.title!r} has no '% fold-end'")
        return self.page


def measure(path: Path) -> Page:
    """Return the measure of a notebook; raises `RouteError` where a fold is not closed."""
    if path.suffix != ".ipynb":
        raise RouteError(f"{path.name}: only a notebook has folds and minutes")
    counter = Counter(path.name)
    for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], start=1):
        counter.cell = cell.get("id", f"number {number}")
        metadata = cell.get("metadata", {})
        if "remove-cell" in metadata.get("tags", []):
            continue
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            counter.markdown(text)
        elif cell["cell_type"] == "code":
            counter.code(text, hidden="hide-input" in metadata.get("tags", []))
            caption = metadata.get("mystnb", {}).get("figure", {}).get("caption", "")
            counter.markdown(caption, nested=True)
            if caption:
                counter.do(LOOK)
    return counter.finish()
