"""Where a word is code: told from texts, comments and regular expressions.

The expected places were found by reading.
"""

import pytest

from mlmath.widgets.javascript import LexicalError, line_of, slim, words

# Each source, and how often "import" stands in it as code.
SOURCES = {
    "import a": 1,
    "x.import; x . import; x?.import": 0,
    "[...import('x')]": 1,
    "$import; import$; important; #import": 0,
    "'import' + \"import\" + `import`": 0,
    "'it\\'s import'": 0,
    "'a\\\nimport'": 0,
    "// import\n/* import\nimport */": 0,
    "`${import_}`": 0,
    "`a ${f(`b ${import('x')} c`)} import`": 1,
    "`\\${import}`": 0,
    "`$import $ {import}`": 0,
    "/import/.test(a)": 0,
    "/[/]import/.test(a)": 0,
    "/\\/import/.test(a)": 0,
    "a / import('x') / b": 1,
    "a[0] / import('x') / b": 1,
    "f(a) / import('x') / b": 1,
    "if (a) /import/.test(b)": 0,
    "while (f(a)) /import/.test(b)": 0,
    "return /import/.test(b)": 0,
    "x.return / import('x') / 2": 1,
    "a++ / import('x') / b": 1,
    "a + /import/.exec(b)": 0,
    "'a' / import('x') / b": 1,
    "`a` / import('x') / b": 1,
    "/a/g / import('x') / b": 1,
    "({}) / import('x') / b": 1,
    "a = {} / import('x') / b": 1,
    "return {} / import('x') / b": 1,
    "if (a) {}\n/import/.test(b)": 0,
    "const f = () => {}\n/import/.test(b)": 0,
    "class A {}\n/import/.test(b)": 0,
    "a // one\n / import('x') / b": 1,
    "a /* one */ /* two */ / import('x') / b": 1,
    "do /import/.test(b); while (c)": 0,
    "1 / import('x') / 2": 1,
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_word_is_told_from_what_looks_like_it(source):
    found = words(source, "import")
    assert len(found) == SOURCES[source]
    for word in found:
        assert source[word.start :].startswith("import")


def test_depth_counts_the_brackets_around_a_word():
    source = "import a; { import b; f([import('c')]); } `${import('d')}` import e"
    assert [word.depth for word in words(source, "import")] == [0, 1, 3, 1, 0]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\n'b", "line 2: a string that does not end"),
        ("a\n`b\nc", "line 2: a template that does not end"),
        ("`${a} b", "line 1: a template that does not end"),
        ("/* a", "line 1: a comment that does not end"),
        ("a = /b\n/", "line 1: a regular expression that does not end"),
        ("(\n]", r"line 2: a \] that closes nothing"),
        ("}", "line 1: a } that closes nothing"),
        ("f(\n\n{ }", r"line 1: a \( that is never closed"),
    ],
)
def test_what_is_no_javascript_is_an_error_that_names_the_line(source, message):
    with pytest.raises(LexicalError, match=f"^{message}$"):
        words(source, "import")


def test_lines_are_counted_from_one():
    assert [line_of("a\nb\n", place) for place in (0, 1, 2, 4)] == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a; // b\nc;", "a;c;"),
        ("a // b\n(c);", "a\n(c);"),
        ("// all of it\na;", "a;"),
        ("f({\n  /* x */\n\n  a,\n});", "f({a,});"),
        ("f(/* x */ a)\n  .b();", "f(a).b();"),
        ("a /* one\ntwo */ b", "a\nb"),
        ("a = b + +c - -d < !--e ? { f } : (g) =>\n  h", "a=b + +c - -d < !--e?{f}:(g)=>h"),
        (
            "'// no'; `/* no ${b /* yes */} */`; /[/*]/ / 2",
            "'// no';`/* no ${b} */`;/[/*]/ / 2",
        ),
        ("`one\n  two ${\n  b} three\n  four`", "`one\n  two ${\nb} three\n  four`"),
        ("'one\\\n  two ( three )'", "'one\\\n  two ( three )'"),
        ("/*! license */\na;", "/*! license */\na;"),
        ("let a;  \n\n\n  b = /[ ]\\/ = /;\n", "let a;b=/[ ]\\/ = /;"),
    ],
)
def test_comments_and_spare_space_go_and_nothing_else(source, left):
    """By hand; texts, templates and regular expressions keep what looks like a comment."""
    assert slim(source) == left
