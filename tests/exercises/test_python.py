"""The checks of the page Python for this book: their data by hand, and what they show."""

import pytest

from mlmath import manifest
from mlmath.exercises import python as exercises
from mlmath.exercises.result import Example
from tests.exercises.answers import answer

PAGE = manifest.page("python")


def test_the_lists_tell_places_from_values():
    """By hand: 1, 3, 0, 2 and 0 places agree; values in both are 1, 3, 2, 3 and 0."""
    found = [sum(x == y for x, y in zip(a, b, strict=True)) for a, b in exercises.LISTS]
    assert found == [1, 3, 0, 2, 0]
    assert [len(set(a) & set(b)) for a, b in exercises.LISTS] == [1, 3, 2, 3, 0]


def test_the_cards_tell_their_labels_from_all_else():
    """By hand: the labels add up to 1, -1, 2 and 0; readings, first labels and counts differ."""
    decks = [list(deck.values()) for deck in exercises.DECKS]
    first, second, labels = ([sum(card[k] for card in deck) for deck in decks] for k in range(3))
    assert (first, second, labels) == ([5, 3, 2, 0], [6, 1, 5, 0], [1, -1, 2, 0])
    assert [deck[0][2] for deck in decks if deck] == [1, -1, 1]
    assert [len(deck) for deck in decks] == [3, 1, 2, 0]


@pytest.mark.parametrize(("key", "code", "example"), [
    ("agree", "def agree(a, b):\n    return 0", Example("agree(a=[1, 0, 0], b=[1, 1, 1])", "0",
     "1")),
    ("report", "def report(gate, share):\n    return f'{gate:6}{share:6.1%}'",
     Example("report(gate='AND', share=0.25)", "AND····25.0%", "AND·····25.0%")),
    ("balance", "def balance(cards):\n    return 7",
     Example("balance(cards={'A': (0, 4, 1), 'B': (2, 0, -1), 'C': (3, 2, 1)})", "7", "1")),
    ("blanked", "def blanked(X):\n    X[:, 0] = 0\n    return X",
     Example("after blanked(X=[[3, 1], [2, 5]]), X", "[[0, 1], [0, 5]]", "[[3, 1], [2, 5]]")),
    ("differences", "def differences(x):\n    return x",
     Example("differences(x=[5.0, 3.0, 9.0])", "shape (3,)", "shape (3, 3)")),
    ("sixes", "def sixes(n, seed):\n    return 2", Example("sixes(n=20, seed=0)", "2")),
])  # fmt: skip
def test_the_counterexample_is_small_and_true(key, code, example):
    assert answer(PAGE, key, code).counterexample == example
