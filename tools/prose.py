"""Read the prose of a Markdown text line by line, to hold "one sentence a line".

A line a sentence makes a difference in git a difference in a sentence.  What is looked at is
running text: code, equations, tables, headings, directive options and front matter are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(\{[\w:+.-]+\})?")
# Directives whose body is not running text.
OPAQUE = {
    "{code-cell}", "{code-block}", "{code}", "{math}", "{raw}", "{eval-rst}", "{toctree}",
    "{mermaid}", "{bibliography}", "{list-table}", "{csv-table}", "{literalinclude}",
}  # fmt: skip
LIST_ITEM = re.compile(r"^\s*([-*+]|\d+[.)]|\[\^[\w-]+\]:)\s+")
# Headings, table rows, options, targets, rules, HTML, and the addresses of links.
NOT_TEXT = re.compile(r"[#|:<]|\{[.#%]|\([\w-]+\)=|-{3,}|\[[^\]]+\]:\s")
# Ends of a sentence, and the stops that are none.
SHORT = r"(?:e\.g|i\.e|cf|vs|al|approx|resp|Figs?|Eqs?|Nos?|pp?|vol|[Cc]h|eds?|Dr|Mrs?|St|[A-Z])\."
SENTENCE_BREAK = re.compile(r"[.!?][\"'”’)\]*_]*\s+[\"'“‘(\[*_]*[A-Z0-9]")
SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]*_]*$")


def plain(line: str) -> str:
    """Return a line with code, formulas, roles and links reduced to a word each."""
    line = re.sub(r"(\{[\w:+.-]+\})?(`+).+?\2", "code", line)
    line = re.sub(r"\$[^$]+\$", "formula", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"</?[a-z][^>]*>", "", line)
    return re.sub(rf"\b{SHORT}", "abbreviation", line).strip()


def prose(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the paragraphs of running text, each a list of (line number, line)."""
    paragraph: list[tuple[int, str]] = []
    fences: list[tuple[str, str | None]] = []  # the open fences: their marks and directives
    formula = front = comment = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        hidden = formula or front or comment or any(d is None or d in OPAQUE for _, d in fences)
        term = any(d == "{glossary}" for _, d in fences) and not line.startswith(" ")
        ends = True
        if front or (number == 1 and bare == "---"):
            front = not (number > 1 and bare == "---")
        elif comment or bare.startswith("<!--"):
            comment = "-->" not in bare
        elif mark := FENCE.match(line):
            sort, directive = mark.group(1), mark.group(2)
            rest = bare[len(sort) :].strip()
            if fences and not rest and sort == fences[-1][0]:
                fences.pop()
            elif not hidden:
                fences.append((sort, directive))
        elif hidden and not formula:
            pass
        elif bare.startswith("$$"):
            formula = not formula and not (len(bare) > 2 and bare.count("$$") > 1)
        elif formula or term or not bare or NOT_TEXT.match(bare):
            pass
        else:
            ends = bool(LIST_ITEM.match(line))
            if ends and paragraph:
                yield paragraph
                paragraph = []
            paragraph.append((number, LIST_ITEM.sub("", bare.lstrip("> "))))
            continue
        if ends and paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def faults(text: str) -> Iterator[str]:
    """Yield a sentence for each line that holds two sentences, or a part of one."""
    for paragraph in prose(text):
        last = paragraph[-1][0]
        for number, line in paragraph:
            reduced = plain(line)
            if found := SENTENCE_BREAK.search(reduced):
                second = reduced[found.start() :][:30]
                yield f"line {number}: a second sentence starts at {second!r}"
            elif number != last and not SENTENCE_END.search(reduced):
                yield f"line {number}: the sentence goes on in the next line: {reduced[-30:]!r}"
