"""In how many words a text is read: a word of text is one, a formula is as it is read aloud."""

import re
from collections.abc import Iterable

from markdown_it.token import Token

WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")
# LaTeX that a reader does not say: layout, spaces, fonts and sizes.
SILENT = re.compile(
    r"\\(?:begin|end)\s*\{[^}]*\}|\\(?:[,;:!> ]|\\|q?quad\b|[lr]?left\b|right\b|middle\b"
    r"|[bB]igg?[lrm]?\b|(?:math|text)(?:bf|rm|it|sf|tt|cal|bb|frak|scr)\b|operatorname\b"
    r"|(?:display|text|script)style\b|tag\b|label\s*\{[^}]*\}|allowbreak\b|nobreak\b)"
)
TEXT = re.compile(r"\\text\s*\{([^}]*)\}")
SAID = re.compile(r"\\[a-zA-Z]+|\\.|\d+(?:[.,]\d+)*|[^\s{}^_&~,.;:()\[\]\\]")
CITING = re.compile(r"cite\b|cite:")


def formula_words(latex: str) -> int:
    r"""Return the number of words in which a formula is read: `\frac{a}{b}` is "a over b"."""
    texts = sum(len(WORD.findall(text)) for text in TEXT.findall(latex))
    return texts + len(SAID.findall(SILENT.sub(" ", TEXT.sub(" ", latex))))


def inline_words(tokens: Iterable[Token]) -> int:
    """Return the number of words of running text."""
    count = 0
    for token in tokens:
        if token.type in {"math_inline", "math_inline_double", "math_single"}:
            count += formula_words(token.content)
        elif token.type == "myst_role" and CITING.match(token.meta["name"]):
            count += 2 * len(token.content.split(","))  # a name and a year each
        elif token.type == "myst_role" and token.meta["name"] in {"eq", "numref"}:
            count += 1
        elif token.type == "myst_role" and token.meta["name"] == "math":
            count += formula_words(token.content)
        elif token.type == "image":
            continue  # its alternative text
        elif token.children:
            count += inline_words(token.children)
        elif token.type in {"text", "code_inline", "myst_role"}:
            count += len(WORD.findall(token.content))
    return count
