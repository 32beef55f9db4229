"""Where words stand in JavaScript as code, and not in a text, a comment or a regular expression.

It looks at what may hide a word, and at brackets; everything else is passed over, so that a large
file takes little time.

Source: ECMAScript 2025, section 12, lexical grammar.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import NamedTuple

_STRING = re.compile(r"'(?:[^'\\\n]|\\[\s\S])*'|\"(?:[^\"\\\n]|\\[\s\S])*\"")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)")  # up to its end, or to code
_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/")
_REGEX = re.compile(r"/(?:[^\\/\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_WORD_BEFORE = re.compile(r"[\w$]*\Z")
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*[\s\S]*?\*/)*")
_TOKEN = re.compile(r"[\w$]+|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|\S|\Z")
# Space that says nothing: around a line break, in which no statement can end, around a sign.  Not
# around < and >, which next to others could become a comment, nor + and -, which could become ++.
_SPARE = (
    (re.compile(r"[ \t]*\n\s*"), "\n"),
    (re.compile(r"(?<=[({\[,;:?=&|])\n|(?<==>)\n|\n(?=[)}\]]|\.\D)"), ""),
    (re.compile(r"[ \t]*(=>|[(){}\[\],;:?=&|])[ \t]*"), r"\1"),
)
_KEPT = "\ufdd0"  # stands for a text that stays as it is: no character, so in no source
_CLOSED_BY = {"(": ")", "[": "]", "{": "}", "${": "}"}
# After these words a value begins, so a slash begins a regular expression and a brace an object.
_BEFORE_VALUE = {
    "return", "typeof", "case", "in", "of", "instanceof", "new", "void", "delete", "throw",
    "yield", "await", "default", "extends",
}  # fmt: skip
_BEFORE_STATEMENT = {"do", "else"}
_BEFORE_CONDITION = {"if", "while", "for", "with"}


class LexicalError(ValueError):
    """A source is no JavaScript, or none that is understood; the message names its line."""


class Word(NamedTuple):
    """A word that stands as code."""

    text: str
    start: int
    depth: int  # how many brackets are around it


class Token(NamedTuple):
    """A word, a string, a sign, or the end of the source: ""."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next character stands."""
        return self.start + len(self.text)


def line_of(text: str, place: int) -> int:
    """Return the number of the line in which a place lies, from 1."""
    return text.count("\n", 0, place) + 1


def token_at(text: str, place: int) -> Token:
    """Return the token at a place, or behind the space and the comments there."""
    space = _SPACE.match(text, place)
    found = _TOKEN.match(text, space.end() if space else place)
    assert found is not None  # it takes any character, and the end
    return Token(found[0], found.start())


@dataclass
class _Scanner:
    text: str
    opened: list[tuple[str, int]] = field(default_factory=list)  # bracket, place
    closed: tuple[str, int] = ("", 0)  # of the last bracket that closed: what opened it, and where
    comments: dict[int, int] = field(default_factory=dict)  # end -> start
    texts: list[tuple[int, int]] = field(default_factory=list)  # strings, templates and their like
    value_end: int = -1  # of the last string, template or regular expression

    def fault(self, place: int, why: str) -> LexicalError:
        return LexicalError(f"line {line_of(self.text, place)}: {why}")

    def code_before(self, place: int) -> int:
        """Return where the code before a place ends, without space and comments."""
        while True:
            while place and self.text[place - 1].isspace():
                place -= 1
            if place not in self.comments:
                return place
            place = self.comments[place]

    def word_before(self, end: int) -> str:
        """Return the word that ends here; "" for none, and for the name of a property."""
        found = _WORD_BEFORE.search(self.text, max(0, end - 12), end)  # all keywords are shorter
        word = found[0] if found else ""
        return "" if self.text[end - len(word) - 1 : end - len(word)] == "." else word

    def closed_value(self) -> bool:
        """Tell whether the bracket that closed last ended a value: not a block, not a condition."""
        bracket, place = self.closed
        end = self.code_before(place)
        if bracket == "(":
            return self.word_before(end) not in _BEFORE_CONDITION
        if bracket != "{":
            return True
        sign = self.text[end - 1 : end]
        if sign.isalnum() or sign in "_$":
            return self.word_before(end) in _BEFORE_VALUE
        return sign not in ");{}" and self.text[end - 2 : end] != "=>"

    def divides(self, place: int) -> bool:
        """Tell whether a slash divides a value, and does not begin a regular expression."""
        end = self.code_before(place)
        sign = self.text[end - 1 : end]
        if end == self.value_end:
            return True
        if sign and sign in ")]}":
            return self.closed_value()
        if sign.isalnum() or sign in ("_", "$"):
            return self.word_before(end) not in _BEFORE_VALUE | _BEFORE_STATEMENT
        return self.text[end - 2 : end] in ("++", "--")

    def passed(self, pattern: re.Pattern[str], place: int, what: str) -> int:
        """Return the end of what begins here."""
        if (found := pattern.match(self.text, place)) is None:
            raise self.fault(place, f"{what} that does not end")
        return found.end()

    def template(self, place: int) -> int:
        """Pass over the text of a template, to its end or to the code in it."""
        end = self.passed(_TEMPLATE, place, "a template")
        self.texts.append((place, end))
        if self.text[end - 1] == "{":
            self.opened.append(("${", end - 2))
        else:
            self.value_end = end
        return end

    def close(self, place: int) -> int:
        sign = self.text[place]
        if not self.opened or _CLOSED_BY[self.opened[-1][0]] != sign:
            raise self.fault(place, f"a {sign} that closes nothing")
        self.closed = self.opened.pop()
        return self.template(place + 1) if self.closed[0] == "${" else place + 1

    def slash(self, place: int) -> int:
        if self.text[place + 1 : place + 2] in ("/", "*"):
            end = self.passed(_COMMENT, place, "a comment")
            self.comments[end] = place
            return end
        if self.divides(place):
            return place + 1
        self.value_end = self.passed(_REGEX, place, "a regular expression")
        self.texts.append((place, self.value_end))
        return self.value_end

    def words(self, pattern: re.Pattern[str]) -> list[Word]:
        found = []
        place = 0
        while match := pattern.search(self.text, place):
            sign, place = match[0], match.start()
            if sign in ("'", '"'):
                self.value_end = self.passed(_STRING, place, "a string")
                self.texts.append((place, self.value_end))
                place = self.value_end
            elif sign == "`":
                place = self.template(place + 1)
            elif sign == "/":
                place = self.slash(place)
            elif sign in ")]}":
                place = self.close(place)
            elif sign in "([{":
                self.opened.append((sign, place))
                place += 1
            else:
                end = self.code_before(place)
                property_ = self.text[end - 1 : end] == "." and self.text[end - 3 : end] != "..."
                if not property_:
                    found.append(Word(sign, place, len(self.opened)))
                place = match.end()
        if self.opened:
            bracket, where = self.opened[-1]
            raise self.fault(where, f"a {bracket} that is never closed")
        return found


def words(text: str, *wanted: str) -> list[Word]:
    """Return where words stand as code, the names of properties behind a dot left out.

    Raises ``LexicalError`` where the source is no JavaScript.
    """
    pattern = rf"[\"'`/()\[\]{{}}]|(?<![\w$#\\])(?:{'|'.join(wanted)})(?![\w$])"
    return _Scanner(text).words(re.compile(pattern))


def slim(text: str) -> str:
    """Return a source without comments, and without space that says nothing.

    What keeps a license ("/*!") stays.  A comment over several lines leaves a line break, since a
    statement may end there.  Raises ``LexicalError`` where the source is no JavaScript.
    """
    scanner = _Scanner(text)
    scanner.words(re.compile(r"[\"'`/()\[\]{}]"))
    spans = [(start, end, True) for start, end in scanner.texts]
    for end, start in scanner.comments.items():
        spans.append((start, end, text.startswith("/*!", start)))
    code, texts, place = [], [], 0
    for start, end, kept in sorted(spans):
        code.append(text[place:start])
        if kept:
            code.append(_KEPT)
            texts.append(text[start:end])
        else:
            code.append("\n" if "\n" in text[start:end] else " ")
        place = end
    code.append(text[place:])
    slim = "".join(code).lstrip()
    for spare, instead in _SPARE:
        slim = spare.sub(instead, slim)
    left = slim.split(_KEPT)
    return "".join(itertools.chain.from_iterable(zip(left, [*texts, ""], strict=True)))
