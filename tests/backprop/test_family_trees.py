"""The family trees of Hinton 1986: the facts, and what six units come to mean."""

import numpy as np
import pytest

from mlmath.backprop import family_triples, train_family_nets
from mlmath.backprop.family_trees import GENERATION, PEOPLE, RELATIONS


def answers(person, relation):
    facts = family_triples()
    at = (facts.person == PEOPLE.index(person)) & (facts.relation == RELATIONS.index(relation))
    return {PEOPLE[i] for i in np.flatnonzero(facts.answers[at].any(axis=0))}


def test_there_are_104_facts_half_of_them_in_each_family():
    """104 triples: Hinton 1986; with several answers of one relation counted apart, 112."""
    facts = family_triples()
    assert len(facts.person) == 104
    assert (facts.person < 12).sum() == 52
    assert facts.answers.sum() == 112


@pytest.mark.parametrize(
    ("person", "relation", "expected"),
    [
        ("Colin", "father", {"James"}),
        ("Colin", "mother", {"Victoria"}),
        ("Colin", "sister", {"Charlotte"}),
        ("Colin", "aunt", {"Jennifer", "Margaret"}),
        ("Charlotte", "uncle", {"Arthur", "Charles"}),
        ("Arthur", "niece", {"Charlotte"}),
        ("Margaret", "nephew", {"Colin"}),
        ("Christopher", "son", {"Arthur"}),
        ("Penelope", "husband", {"Christopher"}),
        ("Alfonso", "aunt", {"Gina", "Angela"}),
        ("Christopher", "father", set()),
    ],
)
def test_facts_read_off_the_published_trees(person, relation, expected):
    """Figure 2 of Rumelhart, Hinton and Williams 1986; Colin's aunts are the text's example."""
    assert answers(person, relation) == expected


def test_the_italian_family_has_the_same_tree():
    facts = family_triples()
    english, italian = facts.person < 12, facts.person >= 12
    np.testing.assert_array_equal(facts.person[english], facts.person[italian] - 12)
    np.testing.assert_array_equal(facts.relation[english], facts.relation[italian])
    np.testing.assert_array_equal(facts.answers[english][:, :12], facts.answers[italian][:, 12:])


@pytest.fixture(scope="module")
def nets():
    return train_family_nets(8, seed=0)


def test_all_that_was_shown_is_learned(nets):
    assert nets.trained.sum() == 100
    assert (nets.right()[:, nets.trained].mean(axis=1) > 0.98).all()


def test_facts_never_shown_are_answered_far_more_often_than_by_chance(nets):
    """A guess that gives the right number of answers is right once in 24 at best."""
    assert nets.right()[:, ~nets.trained].mean() > 3 / 24


def strongest(codes, sign):
    """Return the largest correlation of one of six units with a property, (S,)."""
    z = (codes - codes.mean(axis=1, keepdims=True)) / codes.std(axis=1, keepdims=True)
    sign = (sign - sign.mean()) / sign.std()
    return np.abs(np.einsum("sph,p->sh", z, sign) / len(sign)).max(axis=1)


@pytest.mark.parametrize(
    ("meaning", "of_person"),
    [("nation", np.repeat([-1.0, 1.0], 12)), ("generation", GENERATION.astype(float))],
)
def test_a_unit_comes_to_mean_the_nation_and_one_the_generation(nets, meaning, of_person):
    """As in 1986, though no input says either: compared with 200 random relabelings."""
    rng = np.random.default_rng(0)
    found = np.median(strongest(nets.codes, of_person))
    chance = [np.median(strongest(nets.codes, rng.permutation(of_person))) for _ in range(200)]
    assert found > 0.7
    assert found > max(chance)


def test_equal_seeds_give_equal_networks():
    one, two = (train_family_nets(1, n_sweeps=20, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.codes, two.codes)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: train_family_nets(0), "n_starts must be at least 1, got 0"),
        (lambda: train_family_nets(1, held_out=105), "held_out must be at most 104, got 105"),
        (lambda: train_family_nets(1, lr=0), "lr must be above 0, got 0"),
        (lambda: train_family_nets(1, decay=1), "decay must be below 1, got 1"),
    ],
)
def test_an_error_says_what_was_expected(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value) == message
