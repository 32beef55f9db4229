"""Separating planes against scipy's linear programs and scikit-learn's support vector machine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog, nnls
from sklearn.svm import SVC

from mlmath.datasets import two_clouds
from mlmath.separation import margin, widest_separator
from mlmath.separation.nearest import nearest_point

often = settings(max_examples=200, deadline=None, derandomize=True)
shapes = st.tuples(st.integers(1, 9), st.integers(1, 4))
whole = hnp.arrays(np.int64, shapes, elements=st.integers(-4, 4))


def separator(X, y):
    """The widest separator of data that have one."""
    found = widest_separator(X, y)
    assert found is not None
    return found


def linear_program_separates(A):
    """Whether A w >= 1 has a solution: scipy's simplex is the judge."""
    n, d = A.shape
    found = linprog(np.zeros(d), A_ub=-A, b_ub=-np.ones(n), bounds=(None, None), method="highs")
    return found.status == 0


@often
@given(whole)
def test_it_separates_exactly_when_a_linear_program_does(A):
    found = widest_separator(A, np.ones(len(A)))
    assert (found is not None) == linear_program_separates(A)


@often
@given(whole.map(lambda A: A.astype(float)))
def test_the_nearest_point_meets_the_conditions_of_optimality(A):
    """It lies in the hull, and no row lies nearer to the origin in its direction (so it is it)."""
    p, _ = nearest_point(A)
    stacked = np.vstack([A.T, np.ones(len(A))])
    _, residual = nnls(stacked, np.append(p, 1.0))
    assert residual < 1e-9
    assert (A @ p).min() >= p @ p - 1e-9


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_a_support_vector_machine(seed):
    X, y, *_ = two_clouds(40, 0.4, seed)
    w, gamma = separator(X, y)
    # A mirror image of every sample makes the intercept vanish.
    svm = SVC(C=1e10, kernel="linear", tol=1e-8).fit(np.vstack([X, -X]), np.append(y, -y))
    theirs = svm.coef_[0]
    np.testing.assert_allclose(gamma, 1 / np.linalg.norm(theirs), rtol=1e-5)
    np.testing.assert_allclose(w, theirs / np.linalg.norm(theirs), atol=1e-5)
    assert gamma == pytest.approx(margin(X, y, w))
    assert gamma >= 0.2 - 1e-12  # the clouds leave a gap of 0.4
