"""Which kinds of syntax a piece of Python uses, each under a key that shows it.

A key is a keyword or an operator as it stands, or a small example: `a[i:j]` for a slice,
`{x:.1f}` for decimals in an f-string.
"""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from contextlib import suppress

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.LShift: "<<", ast.RShift: ">>", ast.Invert: "~x", ast.USub: "-x", ast.UAdd: "+x",
    ast.In: "x in xs", ast.NotIn: "x in xs", ast.Is: "x is None", ast.IsNot: "x is None",
    ast.Not: "not x", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: "<", ast.GtE: "<=",  # who reads one reads the other
}  # fmt: skip
PLAIN: dict[type[ast.AST], str] = {
    ast.List: "[a, b]", ast.Tuple: "(a, b)", ast.Dict: "{key: value}", ast.Set: "{a, b}",
    ast.ListComp: "[x for x in xs]", ast.SetComp: "{x for x in xs}",
    ast.DictComp: "{k: v for k in xs}", ast.GeneratorExp: "(x for x in xs)",
    ast.Call: "f(x)", ast.Attribute: "x.name", ast.Subscript: "a[i]",
    ast.IfExp: "a if c else b", ast.NamedExpr: "(x := a)", ast.JoinedStr: 'f"{x}"',
}  # fmt: skip
SPEC = re.compile(
    r"(?P<fill>.?[<>^=])?(?P<sign>[-+ ])?(?P<zero>0)?(?P<width>\d+)?(?P<comma>[,_])?"
    r"(?P<places>\.\d+)?(?P<sort>[a-zA-Z%])?"
)
# Keywords whose syntax has keys of its own, by what they do there; the last two are values.
OWN_KEYS = {"for", "if", "else", "in", "is", "not", "async", "await", "True", "False"}


def of_format(spec: str) -> Iterator[str]:
    """Yield the keys of the parts of a format, what stands after the colon in `{x:6.2f}`."""
    found = SPEC.fullmatch(spec)
    if not found:
        yield "{x:" + spec + "}"
        return
    if found["fill"]:
        yield "{x:" + found["fill"][-1] + "8}"
    if found["sign"]:
        yield "{x:" + found["sign"] + "}"
    if found["zero"]:
        yield "{x:03}"
    if found["width"]:
        yield "{x:8}"
    if found["comma"]:
        yield "{x:" + found["comma"] + "}"
    if found["places"] or found["sort"]:
        places = ".1" if found["places"] else ""
        yield "{x:" + places + (found["sort"] or "") + "}"


def _index(part: ast.expr) -> Iterator[str]:
    parts = part.elts if isinstance(part, ast.Tuple) else [part]
    if len(parts) > 1:
        yield "a[i, j]"
    for one in parts:
        match one:
            case ast.Slice():
                yield "a[i:j]" if one.step is None else "a[i:j:k]"
            case ast.Constant(value=None):
                yield "a[:, None]"
            case ast.Constant(value=value) if value is ...:
                yield "a[..., i]"
            case ast.UnaryOp(op=ast.USub()):
                yield "a[-1]"
            case ast.Compare():
                yield "a[a > 0]"
            case ast.List():
                yield "a[[i, j]]"


def _arguments(given: ast.arguments) -> Iterator[str]:
    if given.defaults or any(given.kw_defaults):
        yield "def f(x=1)"
    if given.vararg:
        yield "def f(*xs)"
    if given.kwarg:
        yield "def f(**named)"
    if given.kwonlyargs:
        yield "def f(*, x)"
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    if any(one.annotation for one in every):
        yield "def f(x: int)"


def _target(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Tuple() | ast.List():
            yield "a, b = pair"
            for one in target.elts:
                if isinstance(one, ast.Starred):
                    yield "a, *rest = xs"
                yield from _target(one)
        case ast.Subscript():
            yield "a[i] = x"
        case ast.Attribute():
            yield "x.name = a"


def _loop(node: ast.comprehension) -> Iterator[str]:
    yield from _target(node.target)
    if node.ifs:
        yield "[x for x in xs if c]"


def _statement(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Assign():
            yield "x = a"
            if len(node.targets) > 1:
                yield "x = y = a"
            for target in node.targets:
                yield from _target(target)
        case ast.AugAssign():
            yield from ("+=", OPERATORS[type(node.op)])
        case ast.AnnAssign():
            yield "x: int = a"
        case ast.For():
            yield "for x in xs:"
            yield from _target(node.target)
            if node.orelse:
                yield "for x in xs: ... else:"
        case ast.While() if node.orelse:
            yield "while c: ... else:"
        case ast.If():
            yield "if c:"
            if node.orelse:
                yield "else:"
        case ast.FunctionDef():
            yield from _arguments(node.args)
            if node.returns:
                yield "def f(x: int)"
            if node.decorator_list:
                yield "@cache"


def _expression(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Subscript():
            yield from _index(node.slice)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            if len(node.generators) > 1:
                yield "[a for x in xs for y in ys]"
        case ast.comprehension():
            yield from _loop(node)
        case ast.Call():
            if any(isinstance(one, ast.Starred) for one in node.args):
                yield "f(*xs)"
            if any(one.arg is None for one in node.keywords):
                yield "f(**named)"
            if any(one.arg for one in node.keywords):
                yield "f(name=value)"
        case ast.List(ctx=ast.Load()) | ast.Tuple(ctx=ast.Load()) | ast.Set():
            if any(isinstance(one, ast.Starred) for one in node.elts):
                yield "[*xs, *ys]"
        case ast.Lambda():
            yield from _arguments(node.args)
        case ast.Compare():
            if len(node.ops) > 1:
                yield "a < b < c"
            yield from (OPERATORS[type(op)] for op in node.ops)
        case ast.BinOp() | ast.UnaryOp():
            yield OPERATORS[type(node.op)]
        case ast.Constant(value=value):
            if isinstance(value, bool):
                yield str(value)
            elif value is ...:
                yield "..."
        case ast.FormattedValue():
            if node.conversion != -1:
                yield "{x!r}"
            if isinstance(node.format_spec, ast.JoinedStr):
                for part in node.format_spec.values:
                    if isinstance(part, ast.Constant):
                        yield from of_format(str(part.value))
                    else:
                        yield "{x:{width}}"


def of_tree(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each kind of syntax in a tree with its line."""
    formats = {id(n.format_spec) for n in ast.walk(tree) if isinstance(n, ast.FormattedValue)}
    # The tuples of `a, b = pair` and `a[i, j]` are no values.
    no_values = {
        id(n.slice)
        for n in ast.walk(tree)
        if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Tuple)
    }
    no_values |= {id(n) for n in ast.walk(tree) if isinstance(getattr(n, "ctx", None), ast.Store)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)
        keys = [*_statement(node), *_expression(node)]
        if type(node) in PLAIN and id(node) not in no_values | formats:
            keys.append(PLAIN[type(node)])
        yield from ((key, line) for key in keys)


def of_tokens(code: str) -> Iterator[tuple[str, int]]:
    """Yield what only the letters of a program tell: keywords, comments, 20_000, joined strings."""
    before = ""
    with suppress(tokenize.TokenError, IndentationError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            line = token.start[0]
            if token.type == tokenize.NAME and keyword.iskeyword(token.string):
                if token.string not in OWN_KEYS:
                    yield token.string, line
            elif token.type == tokenize.COMMENT:
                yield "# words", line
            elif token.type == tokenize.NUMBER and "_" in token.string:
                yield "20_000", line
            elif token.type == tokenize.NUMBER and re.fullmatch(r"[\d.]+e[-+]?\d+", token.string):
                yield "1e-3", line
            elif token.type == tokenize.STRING:
                if token.string.endswith('"""'):
                    yield '"""words"""', line
                elif r"\n" in token.string:
                    yield r'"\n"', line
            kind = tokenize.tok_name[token.type]
            if kind in {"STRING", "FSTRING_START"} and before in {"STRING", "FSTRING_END"}:
                yield '"one " "text"', line
            if kind not in {"NL", "COMMENT"}:
                before = kind
