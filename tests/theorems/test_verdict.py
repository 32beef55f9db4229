"""The verdict: relations, tolerance, words."""

import pytest

from mlmath.theorems.verdict import Step, Verdict, premises


def verdict(left, relation, right, tolerance=0.0, **more):
    return Verdict("T", {"a < b": True}, left, relation, right, tolerance, note="A note.", **more)


@pytest.mark.parametrize(
    ("left", "relation", "right", "tolerance", "holds"),
    [
        (1, "<=", 2, 0.0, True),
        (2, "<=", 2, 0.0, True),
        (3, "<=", 2, 0.0, False),
        (2.0001, "<=", 2, 1e-3, True),
        (1, "<", 2, 0.0, True),
        (2, "<", 2, 0.0, False),
        (1.9999, "<", 2, 1e-3, False),
        (2, "==", 2, 0.0, True),
        (2, "==", 3, 0.0, False),
        (-100.05, "==", -100, 1e-3, True),
        (float("nan"), "<=", 2, 0.0, False),
    ],
)
def test_the_relation_decides(left, relation, right, tolerance, holds):
    v = verdict(left, relation, right, tolerance)
    assert v.holds is holds
    assert (v.counterexample is None) is holds


def test_in_words():
    assert str(verdict(14, "<=", 140.41)) == "T: 14 ≤ 140.4 holds. A note."
    failed = Verdict("T", {"p": False}, 8, "==", 10, 0.0, "A note.", counterexample="Because.")
    assert str(failed) == "T: 8 = 10 fails. Dropped: p. A note. Because."
    assert verdict(3, "<=", 2).counterexample == "3 ≤ 2 is false."
    assert verdict(1, "<=", 2, counterexample="none").counterexample is None


def test_sides_that_differ_read_as_different():
    assert verdict(19, "<=", 18.97).statement == "19 ≤ 18.97"
    assert verdict(25, "<=", 24.9996).statement == "25 ≤ 24.9996"
    assert verdict(4, "<=", 4.0).statement == "4 ≤ 4"
    assert verdict(1234567, "==", 1234568).statement == "1,234,567 = 1,234,568"
    assert verdict(-14, "==", -14).statement == "−14 = −14"
    assert verdict(-14.04, "<=", -14.01).statement == "−14.04 ≤ −14.01"


def test_equal_sides_are_short_where_nothing_is_rounded_and_else_read_as_nearly_equal_ones():
    assert verdict(0.75, "==", 0.75).statement == "0.8 = 0.8"
    for right in (0.75, 0.75 + 1e-12):
        assert verdict(0.75, "==", right, 1e-9).statement == "0.75000 = 0.75000"


def test_as_html_it_is_escaped():
    page = verdict(3, "<=", 2)._repr_html_()
    assert "a &lt; b" in page
    assert 'data-holds="false"' in page
    assert "✗ fails" in page


def test_unknown_relations_and_premises_are_refused():
    with pytest.raises(ValueError, match="relation must be one of <, <=, ==, got '>'"):
        verdict(1, ">", 2)
    with pytest.raises(ValueError, match="drop must be None or one of a, b, got 'c'"):
        premises(("a", "b"), "c")
    assert premises(("a", "b"), "b") == {"a": True, "b": False}


def test_the_steps_of_the_proof_are_told():
    steps = (
        Step("Step 1: add", True),
        Step("Step 2: <double>", False, ("a < b",), "4 is not 5"),
    )
    v = verdict(3, "<=", 2, steps=steps)
    assert v.failed == (steps[1],)
    assert str(v).endswith("✗ Step 2: <double>: 4 is not 5.")
    assert "<li>✗ Step 2: &lt;double&gt;: 4 is not 5</li>" in v._repr_html_()
    assert "<li>✓ Step 1: add</li>" in v._repr_html_()


def test_a_step_that_fails_says_what_fails_and_premises_are_known():
    with pytest.raises(ValueError, match="note must say what fails in 'Step 1', got ''"):
        Step("Step 1", False)
    with pytest.raises(ValueError, match=r"steps must use premises among a < b, got \['c'\]"):
        verdict(1, "<=", 2, steps=(Step("Step 1", True, ("c",)),))
