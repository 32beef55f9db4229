"""From a line such as (x + y)*sin(x) to a graph: a parser of arithmetic, and of nothing else.

The line is never run as code: it is cut into marks, and only what the grammar knows is taken.

    sum      = product, then any number of + or - and a product
    product  = sign, then any number of * or / and a sign
    sign     = - sign, or a power
    power    = atom, or atom ^ a whole number
    atom     = a number, x, y, z, (sum), or function(sum)
"""

import re
from typing import NamedTuple

from mlmath.backprop.graph import Part
from mlmath.backprop.operations import FUNCTIONS

VARIABLES = ("x", "y", "z")
LONGEST = 60  # characters
MOST = 24  # parts, so that the picture has room for them
DEEPEST = 20  # brackets in brackets
LARGEST = 9  # the size of an exponent at most

_MARK = re.compile(r"\s*(?:(\d+\.?\d*|\.\d+)|([A-Za-z_]\w*)|(\*\*|[-+*/^(),])|(\S))", re.ASCII)
_TYPED = str.maketrans("×·÷−", "**/-")  # as some keyboards have them


class ExpressionError(ValueError):
    """What is wrong with an expression, and where: `place` counts characters from 0."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(f"At character {place + 1}: {message}")
        self.place = place


class _Mark(NamedTuple):
    kind: str  # "number", "name", "sign", "odd" or "end"
    text: str
    place: int


def parse(text: str) -> list[Part]:
    """Return the graph of an expression, each part after its inputs, the whole last.

    Parts that are written twice are one part, used twice.  Raises ExpressionError, a ValueError
    that knows the place, when the text is no expression, or too long for the picture.
    """
    if not isinstance(text, str):
        raise ValueError(f"text must be a string, got {type(text).__name__}")
    if len(text) > LONGEST:
        raise ExpressionError(f"an expression may have {LONGEST} characters, not more.", LONGEST)
    return _Parser(_marks(text)).whole()


def _marks(text: str) -> list[_Mark]:
    marks, at = [], 0
    text = text.rstrip().translate(_TYPED)
    while at < len(text):
        found = _MARK.match(text, at)
        assert found is not None  # the last group takes whatever there is
        kind = ("number", "name", "sign", "odd")[(found.lastindex or 1) - 1]
        marks.append(_Mark(kind, found[found.lastindex or 0], found.start(found.lastindex or 0)))
        at = found.end()
    return [*marks, _Mark("end", "", len(text))]


class _Parser:
    """Goes through the marks once, from left to right."""

    def __init__(self, marks: list[_Mark]) -> None:
        self.marks, self.at, self.depth = marks, 0, 0
        self.parts: list[Part] = []
        self.known: dict[Part, int] = {}

    def whole(self) -> list[Part]:
        if self.next.kind == "end":
            raise ExpressionError("there is no expression yet: type one, such as x*y + x.", 0)
        self.sum()
        if self.next.kind != "end":
            raise self.wrong("an operation, such as + or *, was expected")
        if not any(part.op == "variable" for part in self.parts):
            raise ExpressionError("an expression needs x, y or z, or nothing can be varied.", 0)
        return self.parts

    @property
    def next(self) -> _Mark:
        return self.marks[self.at]

    def took(self, *signs: str) -> _Mark | None:
        """Take the next mark where it is one of these signs."""
        mark = self.next
        if mark.kind != "sign" or mark.text not in signs:
            return None
        self.at += 1
        return mark

    def wrong(self, expected: str) -> ExpressionError:
        mark = self.next
        if mark.kind == "odd":
            return ExpressionError(f"“{mark.text}” is no sign of arithmetic here.", mark.place)
        came = "the expression ends" if mark.kind == "end" else f"“{mark.text}” stands here"
        return ExpressionError(f"{expected}, but {came}.", mark.place)

    def made(self, part: Part) -> int:
        """Return the place of a part, which is made unless there is one like it."""
        if part not in self.known:
            if len(self.parts) == MOST:
                raise ExpressionError(
                    f"here the expression has more than {MOST} parts, too many for the picture.",
                    self.marks[max(self.at - 1, 0)].place,
                )
            self.known[part] = len(self.parts)
            self.parts.append(part)
        return self.known[part]

    def sum(self) -> int:
        left = self.product()
        while mark := self.took("+", "-"):
            left = self.made(Part(mark.text, (left, self.product())))
        return left

    def product(self) -> int:
        left = self.sign()
        while mark := self.took("*", "/"):
            left = self.made(Part(mark.text, (left, self.sign())))
        return left

    def sign(self) -> int:
        minus = 0
        while self.took("-"):
            minus += 1
        place = self.power()
        for _ in range(minus):
            place = self.made(Part("neg", (place,)))
        return place

    def power(self) -> int:
        base = self.atom()
        if not self.took("^", "**"):
            return base
        minus = self.took("-") is not None
        mark = self.next
        if mark.kind != "number" or "." in mark.text or int(mark.text) > LARGEST:
            raise self.wrong(f"an exponent must be a whole number from -{LARGEST} to {LARGEST}")
        self.at += 1
        if self.next.kind == "sign" and self.next.text in ("^", "**"):
            raise self.wrong("one exponent is enough: use brackets for another")
        power = -int(mark.text) if minus else int(mark.text)
        return self.made(Part("^", (base,), number=float(power)))

    def atom(self) -> int:
        mark = self.next
        if mark.kind == "number":
            self.at += 1
            return self.made(Part("number", number=float(mark.text)))
        if mark.kind == "name":
            self.at += 1
            if mark.text in VARIABLES:
                return self.made(Part("variable", name=mark.text))
            if mark.text not in FUNCTIONS:
                raise ExpressionError(
                    f"“{mark.text}” is unknown. Variables are {_listed(VARIABLES)}; functions are "
                    f"{_listed(FUNCTIONS)}.",
                    mark.place,
                )
            if self.next.text != "(":
                raise self.wrong(f"“{mark.text}” needs its argument in brackets")
            return self.made(Part(mark.text, (self.bracket(),)))
        if mark.text == "(":
            return self.bracket()
        raise self.wrong("a number, a variable, a function or a bracket was expected")

    def bracket(self) -> int:
        opened = self.next
        self.at += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError("the brackets are too deep.", opened.place)
        inside = self.sum()
        if not self.took(")"):
            raise self.wrong(f"the bracket from character {opened.place + 1} must be closed")
        self.depth -= 1
        return inside


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
