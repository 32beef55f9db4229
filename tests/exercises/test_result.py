"""What a check says: stubs, exceptions of the reader's code, marks."""

import pytest

from mlmath.exercises.result import Result, Wrong, checked, describe, run, untouched


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
    result = checked((answer,), lambda: "never")
    assert result.status == "not attempted yet"
    assert str(result).startswith("○ Not attempted yet")


@pytest.mark.parametrize("answer", [half_a_stub, returns_dots, lambda a: ...])
def test_dots_met_on_the_way_count_as_not_attempted(answer):
    assert checked((answer,), lambda: run(answer, 1)).status == "not attempted yet"


@pytest.mark.parametrize("answer", [constant, documented_constant, identity, 0, None, "...", print])
def test_an_answer_is_no_stub(answer):
    assert not untouched(answer)


def test_an_exception_of_the_reader_becomes_a_message():
    result = checked((fails,), lambda: run(fails, 7))
    assert result.status == "not yet"
    assert result.message == "fails(7) stopped with KeyError: 'lost'"
    assert result.counterexample == (7,)


def test_an_exception_that_no_check_foresaw_becomes_a_message():
    def careless():
        raise RuntimeError("oh")

    result = checked((1,), careless)
    assert str(result) == "✗ This answer cannot be checked (RuntimeError: oh)."


def test_what_is_no_function_is_named():
    assert checked((3,), lambda: run(3)).message == "This should be a function, but it is 3."


def test_the_first_wrong_thing_ends_the_check():
    def check():
        raise Wrong("Too small.", [1])

    assert checked((1,), check) == Result(False, "Too small.", [1])
    assert checked((1,), lambda: "Right.") == Result(True, "Right.")


def test_as_html_it_is_escaped_and_carries_its_status():
    page = Result(False, "w < 0")._repr_html_()
    assert "w &lt; 0" in page
    assert "mlx-not-yet" in page
    assert 'role="status"' in page
    assert "mlx-passed" in Result(True, "Right.")._repr_html_()


def test_long_values_are_cut():
    assert describe(list(range(100))).endswith("...")
    assert len(describe(list(range(100)))) == 80
