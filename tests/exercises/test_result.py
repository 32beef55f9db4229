"""What a check says: stubs, exceptions of the reader's code, marks."""

import re

import pytest

from mlmath.exercises.result import Example, Result, Wrong, call, checked, describe, run, untouched


def stub(a, b): ...  # fmt: skip


def documented_stub(a):
    """Say what to do."""
    ...  # noqa: PIE790


def half_a_stub(a):
    b = ...
    return a + b


def returns_dots(a):
    return ...


def constant(a):
    return 5


def documented_constant(a):
    """Return five."""
    return 5


def identity(a):
    return a


def fails(a):
    raise KeyError("lost")


@pytest.mark.parametrize("answer", [..., stub, documented_stub])
def test_an_untouched_stub_is_recognized(answer):
    assert untouched(answer)
    result = checked("a", (answer,), lambda: "never")
    assert result.status == "not attempted yet"
    assert result.exercise == "a"
    assert str(result).startswith("○ Not attempted yet")


@pytest.mark.parametrize("answer", [half_a_stub, returns_dots, lambda a: ...])
def test_dots_met_on_the_way_count_as_not_attempted(answer):
    assert checked("a", (answer,), lambda: run(answer, a=1)).status == "not attempted yet"


@pytest.mark.parametrize("answer", [constant, documented_constant, identity, 0, None, "...", print])
def test_an_answer_is_no_stub(answer):
    assert not untouched(answer)


def test_an_exception_of_the_reader_becomes_a_message():
    result = checked("a", (fails,), lambda: run(fails, a=7))
    assert result.status == "not yet"
    assert result.message == "fails stopped with an error."
    assert result.counterexample == Example("fails(a=7)", "KeyError: 'lost'")


def test_an_exception_that_no_check_foresaw_becomes_a_message():
    def careless():
        raise RuntimeError("oh")

    result = checked("a", (1,), careless)
    assert str(result) == "✗ Not yet. This answer cannot be checked (RuntimeError: oh)."


def test_what_is_no_function_is_named():
    assert checked("a", (3,), lambda: run(3)).message == "This should be a function, but it is 3."


def test_the_first_wrong_thing_ends_the_check():
    def check():
        raise Wrong("Too small.", Example("f(1)", "0", "1"), "Add one.")

    wrong = Result(False, "Too small.", Example("f(1)", "0", "1"), hint="Add one.", exercise="a")
    assert checked("a", (1,), check) == wrong
    assert checked("a", (1,), lambda: "Right.") == Result(True, "Right.", exercise="a")
    assert str(wrong) == (
        "✗ Not yet. Too small.\n  Example: f(1)\n  Yours: 0\n  Wanted: 1\n  Hint: Add one."
    )


@pytest.mark.parametrize(
    ("result", "status", "mark"),
    [
        (Result(True, "Right.", exercise="a"), "passed", "✓"),
        (Result(False, "No.", exercise="a"), "not-yet", "✗"),
        (Result(False, "Not attempted yet.", attempted=False, exercise="a"), "not-attempted", "○"),
    ],
)
def test_as_html_it_names_its_exercise_and_status_in_words_and_by_a_mark(result, status, mark):
    page = result._repr_html_()
    assert 'data-exercise="a"' in page
    assert f'data-status="{status}"' in page
    assert f"mlx-{status}" in page
    assert 'role="status"' in page
    assert f'aria-hidden="true">{mark}</span>' in page
    text = re.sub("<[^>]*>", "", page)
    assert text.startswith(f"{mark} {'Not yet. ' if status == 'not-yet' else ''}{result.message}")


def test_as_html_it_is_escaped_and_shows_the_example_and_the_hint():
    example = Example("f(a < b)", "<b>", "w")
    page = Result(False, "w < 0", example, hint="x & y", exercise='"')._repr_html_()
    assert "w &lt; 0" in page
    assert "<dd><code>f(a &lt; b)</code></dd>" in page
    assert "<dd><code>&lt;b&gt;</code></dd>" in page
    assert "<b>Hint.</b> x &amp; y" in page
    assert 'data-exercise="&quot;"' in page


def test_a_call_is_shown_as_one_would_type_it():
    assert call("f", a=[1, 2], b="x") == "f(a=[1, 2], b='x')"


def test_long_values_are_cut():
    assert describe(list(range(100))).endswith("...")
    assert len(describe(list(range(100)))) == 80
