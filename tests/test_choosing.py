"""Which tests are about a page: cases by hand."""

import pytest

from tests.choosing import group_of, is_about


@pytest.mark.parametrize(
    ("slug", "path", "called"),
    [
        ("lms", "tests/lms/test_adaline.py", ""),
        ("lms", "tests/theorems/test_lms.py", ""),
        ("lms", "tests/parity/test_sklearn_lms.py", ""),
        ("lms", "tests/chapters/test_lms_numbers.py", ""),
        ("lms", "tests/exercises/lms/catalogue.py", ""),
        ("lms", "tests/site/test_live.py", "lms"),
        ("lms", "tests/site/test_look_page.py", "chapters/03_lms.html"),
        ("lms", "tests/site/test_look_page.py", "dark-lms"),
        ("lms", "tests/site/test_theorems.py", "lms.novikoff"),
        ("lms", "tests/site/test_exercises.py", "lms-check_rate"),
        ("lms", "tests/test_architecture.py", "mlmath.lms.noise"),
        ("lms", "tests/site/test_mathematics_in_the_browser.py", "tests/lms/test_adaline.py"),
        ("language_model", "tests/language_model/test_gpt.py", ""),
    ],
)
def test_what_carries_the_name_of_a_page_is_about_it(slug, path, called):
    assert is_about(slug, path, called)


@pytest.mark.parametrize(
    ("slug", "path", "called"),
    [
        ("lms", "tests/site/test_live.py", "perceptron"),
        ("lms", "tests/test_scale.py", ""),
        ("numbers", "tests/chapters/test_perceptron_numbers.py", ""),
        ("perceptron", "tests/kernels/test_kernel_perceptron.py", ""),
        ("python", "tests/site/test_cells_python.py", "without limit"),
        ("lms", "tests/test_repository.py", "films"),
    ],
)
def test_what_does_not_is_about_something_else(slug, path, called):
    assert not is_about(slug, path, called)


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/lms/test_adaline.py::test_a[1-2]", "tests/lms/test_adaline.py"),
        ("tests/site/test_live.py::test_a", "tests/site/test_live.py"),
        ("tests/site/test_live.py::test_a[intro.html]", "intro.html"),
        (
            "tests/site/test_look_axe.py::test_a[dark-wide-chapters/01_perceptron.html]",
            "chapters/01_perceptron.html",
        ),
        (
            "tests/site/test_theorems.py::test_a[chapters/01_perceptron.html-perceptron.xor]",
            "chapters/01_perceptron.html",
        ),
    ],
)
def test_a_worker_takes_a_page_or_a_file(nodeid, group):
    assert group_of(nodeid) == group
