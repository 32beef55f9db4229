"""Where recall lands: memories, mirror images and mixtures, by hand."""

import numpy as np
import pytest

from mlmath.hopfield import Hopfield, landing, random_patterns

XI = random_patterns(4, 60, 2)


def test_a_memory_its_mirror_and_a_neighbor():
    assert landing(XI, XI[2]) == ("memory", ((2, 1),), 0)
    assert landing(XI, -XI[1]) == ("mirror", ((1, -1),), 0)
    near = XI[3].copy()
    near[[4, 9]] *= -1
    assert landing(XI, near) == ("memory", ((3, 1),), 2)


def test_a_mixture_by_the_majority_of_three():
    """By hand: of three signs the majority decides, the second one reversed."""
    mixed = np.array([1.0 if a - b + c > 0 else -1.0 for a, b, c in XI[[0, 1, 3]].T])
    assert landing(XI, mixed) == ("mixture", ((0, 1), (1, -1), (3, 1)), 0)


def test_two_memories_have_no_mixtures():
    assert landing(XI[:2], -XI[0]).kind == "mirror"


def test_hebbs_rule_makes_valleys_of_mixtures():
    """With three patterns and many neurons the eight mixtures of all three rest."""
    xi = random_patterns(3, 400, 5)
    W = Hopfield().fit(xi).weights_
    mixed = np.sign(xi.sum(axis=0))
    assert (mixed * (W @ mixed) > 0).all()


def test_a_state_must_fit_the_patterns():
    with pytest.raises(ValueError, match=r"state must have shape \(60,\), got \(3,\)"):
        landing(XI, [1, 1, -1])
    with pytest.raises(ValueError, match="state must hold only -1 and"):
        landing(XI, np.zeros(60))
