"""What is asked of every theorem of the book: it holds, and each of its premises is needed."""

from typing import Any

import pytest

from mlmath import manifest
from mlmath.theorems import theorem as theorems
from mlmath.theorems.theorem import Theorem

SEEDS = range(150)
ALL = [t for module in manifest.modules("theorems").values() for t in module.THEOREMS.values()]
EVERY = [pytest.param(theorem, id=theorem.name) for theorem in ALL]
PREMISES = [
    pytest.param(theorem, premise, id=f"{theorem.name}-{premise}")
    for theorem in ALL
    for premise in theorem.premises
]


@pytest.mark.parametrize("theorem", EVERY)
def test_it_is_found_by_its_name_and_has_a_premise_to_drop(theorem: Theorem) -> None:
    assert theorems.get(theorem.name) is theorem
    assert theorem.premises
    assert len(set(theorem.premises)) == len(theorem.premises)


@pytest.mark.parametrize("theorem", EVERY)
def test_it_holds_where_its_premises_do(theorem: Theorem) -> None:
    for seed in SEEDS:
        verdict = theorem.check(seed, None)
        assert verdict.holds, f"seed {seed}: {verdict}"
        assert dict(verdict.premises) == dict.fromkeys(theorem.premises, True)
        assert verdict.failed == ()
        assert verdict.counterexample is None
        assert theorem.picture(verdict).caption


@pytest.mark.parametrize(("theorem", "premise"), PREMISES)
def test_it_fails_without_a_premise_in_the_step_that_uses_it_and_in_no_other(
    theorem: Theorem, premise: str
) -> None:
    for seed in SEEDS:
        verdict = theorem.check(seed, premise)
        assert not verdict.holds, f"seed {seed}: {verdict}"
        assert [name for name, held in verdict.premises.items() if not held] == [premise]
        assert verdict.counterexample
        assert theorem.picture(verdict).caption
        users = [step.name for step in verdict.steps if premise in step.uses]
        assert [step.name for step in verdict.failed] == users, f"seed {seed}: {verdict}"
        assert len(users) == 1


@pytest.mark.parametrize("theorem", EVERY)
def test_equal_seeds_give_equal_verdicts_and_others_other_instances(theorem: Theorem) -> None:
    for drop in (None, *theorem.premises):
        texts = [theorem.picture(theorem.check(seed, drop)).text() for seed in (9, 9, 10, 11, 12)]
        assert texts[0] == texts[1]
        assert len(set(texts)) > 1
        assert str(theorem.check(9, drop)) == str(theorem.check(9, drop))


@pytest.mark.parametrize("theorem", EVERY)
def test_an_unknown_premise_is_refused(theorem: Theorem) -> None:
    with pytest.raises(ValueError, match=r"drop must be None or one of .*, got 'luck'"):
        theorem.check(0, "luck")


@pytest.mark.parametrize("theorem", EVERY)
@pytest.mark.parametrize("seed", [None, -1, 0.5])
def test_what_is_no_seed_is_refused(theorem: Theorem, seed: Any) -> None:
    with pytest.raises(ValueError, match=r"^seed must be (an integer|at least 0), got"):
        theorem.check(seed, None)
