"""Each check: right answers pass, stubs are not attempted, typical errors get their hint."""

import re

import pytest

from tests import book
from tests.exercises.answers import answer
from tests.exercises.catalogues import EXERCISES, PAGES, catalogue, keys

CASES = [
    pytest.param(page, status, case, id=f"{page.slug}-{status}-{str(case)[:60]}")
    for page in book.WRITTEN
    if keys(page)
    for status, case in catalogue(page).cases
]


@pytest.mark.parametrize(("page", "status", "case"), CASES)
def test_each_answer_of_the_catalogue_is_told_what_is_meant_for_it(page, status, case):
    result = answer(page, case.key, case.code)
    assert result.status.replace(" ", "-").startswith(status)
    assert case.said in str(result)
    assert result.passed == (status == "passed")
    assert f'data-status="{status}"' in result._repr_html_()
    example = result.counterexample  # short enough to read
    assert example is None or all(len(text) <= 200 for _, text in example.parts())


@pytest.mark.parametrize(("page", "key"), EXERCISES)
def test_every_exercise_has_two_wrong_answers_with_hints_of_their_own_and_a_stub(page, key):
    found = catalogue(page)
    assert len({case.said for case in found.wrong if case.key == key}) >= 2
    assert [case for case in found.stubs if case.key == key]


@pytest.mark.parametrize("page", PAGES)
def test_the_catalogue_has_answers_to_the_exercises_of_its_page_and_to_no_others(page):
    found = catalogue(page)
    for cases in (found.right, found.wrong, found.stubs):
        assert {case.key for case in cases} == set(keys(page))


@pytest.mark.parametrize(("page", "key"), EXERCISES)
def test_a_result_names_its_exercise_as_the_check_is_named(page, key):
    (name,) = re.findall(r"check_(\w+)\(", book.sources(page)[f"check-{key}"])
    found = catalogue(page)
    for cases in (found.stubs, found.wrong):
        case = next(case for case in cases if case.key == key)
        assert answer(page, key, case.code).exercise == name
