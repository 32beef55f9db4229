"""Kernel machines on the handwritten digits beside scikit-learn's, to the digits that are shown."""

import numpy as np
import pytest
from sklearn import svm
from sklearn.decomposition import PCA
from sklearn.decomposition import KernelPCA as SklearnKernelPCA
from sklearn.kernel_ridge import KernelRidge as SklearnKernelRidge

from mlmath.kernels import SVC, KernelPCA, KernelRidge
from mlmath.record.kernels import HARD, SCALE, halves, ridge_error


@pytest.mark.parametrize("degree", range(1, 8))
def test_the_same_errors_at_each_degree(degree):
    """At most one of 797 decided otherwise: libsvm keeps its kernel in float32."""
    X, y, Z, _ = halves()
    ours = SVC(HARD, "poly", SCALE, degree, 1.0).fit(X, y)
    theirs = svm.SVC(C=HARD, kernel="poly", gamma=SCALE, degree=degree, coef0=1.0).fit(X, y)
    assert (ours.predict(Z) != theirs.predict(Z)).sum() <= 1
    assert abs(len(ours.support_) - len(theirs.support_)) <= 3


def test_the_same_ridge():
    X, y, Z, t = halves()
    T = np.where(y[:, None] == np.arange(10), 1.0, -1.0)
    ours = KernelRidge(0.01, "rbf", 0.1).fit(X, T)
    theirs = SklearnKernelRidge(alpha=0.01, kernel="rbf", gamma=0.1).fit(X, T)
    np.testing.assert_allclose(ours.predict(Z), theirs.predict(Z), atol=1e-8)
    assert ridge_error() == (theirs.predict(Z).argmax(axis=1) != t).mean()


def test_the_same_components():
    X = halves()[0]
    for kernel, gamma in (("rbf", 0.1), ("linear", None)):
        ours = KernelPCA(5, kernel, gamma).fit_transform(X)
        theirs = SklearnKernelPCA(5, kernel=kernel, gamma=gamma, random_state=0).fit_transform(X)
        signs = np.sign((ours * theirs).sum(axis=0))
        np.testing.assert_allclose(ours * signs, theirs, atol=1e-7)


def test_with_the_linear_kernel_they_are_those_of_pca():
    X = halves()[0]
    ours, theirs = KernelPCA(5).fit_transform(X), PCA(5).fit_transform(X)
    signs = np.sign((ours * theirs).sum(axis=0))
    np.testing.assert_allclose(ours * signs, theirs, atol=1e-8)


def test_the_percentages_that_the_record_quotes():
    X, y, Z, t = halves()
    T = np.where(y[:, None] == np.arange(10), 1.0, -1.0)
    ridge = SklearnKernelRidge(alpha=0.01, kernel="rbf", gamma=0.1).fit(X, T).predict(Z)
    margin = svm.SVC(C=10.0, kernel="rbf", gamma=0.1).fit(X, y).predict(Z)
    shares = (ridge.argmax(axis=1) != t).mean(), (margin != t).mean()
    assert [f"{share:.1%}" for share in shares] == ["2.5%", "3.8%"]
