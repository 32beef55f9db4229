"""The digits of chapter 7, read by scikit-learn's nearest neighbor and its PCA."""

import numpy as np
import pytest
from sklearn import decomposition
from sklearn.neighbors import KNeighborsClassifier

from mlmath.datasets import digits
from mlmath.dimension import PCA, KNeighbors


@pytest.mark.parametrize("seed", range(3))
def test_on_the_chapters_splits_every_answer_is_the_same(seed):
    """As the text says; no two known digits are equally near to one that is asked."""
    X, y, asked, _ = digits(899, seed)
    ours = KNeighbors(1).fit(X, y).predict(asked)
    theirs = KNeighborsClassifier(1, algorithm="brute").fit(X, y).predict(asked)
    assert (ours == theirs).all()


def test_both_find_the_same_components():
    X = digits().X
    ours, theirs = PCA(20).fit(X), decomposition.PCA(20, svd_solver="full").fit(X)
    assert ours.explained_variance_ == pytest.approx(theirs.explained_variance_)
    cosines = np.einsum("ij,ij->i", ours.components_, theirs.components_)
    assert np.abs(cosines) == pytest.approx(np.ones(20), abs=1e-6)
