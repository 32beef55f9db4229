"""Kernels and kernel machines against scikit-learn on the same data."""

import warnings

import numpy as np
import pytest
from sklearn import svm
from sklearn.decomposition import KernelPCA as SklearnKernelPCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.kernel_ridge import KernelRidge as SklearnKernelRidge
from sklearn.linear_model import Perceptron as SklearnPerceptron
from sklearn.metrics.pairwise import linear_kernel as sklearn_linear
from sklearn.metrics.pairwise import polynomial_kernel as sklearn_polynomial
from sklearn.metrics.pairwise import rbf_kernel as sklearn_rbf
from sklearn.preprocessing import KernelCenterer, PolynomialFeatures

from mlmath.kernels import (
    SVC,
    KernelPCA,
    KernelPerceptron,
    KernelRidge,
    center_gram,
    linear_kernel,
    polynomial_features,
    polynomial_kernel,
    rbf_kernel,
)

SHAPES = [(1, 1), (2, 3), (20, 1), (30, 5), (8, 40), (250, 4)]
KERNELS = ["linear", "poly", "rbf"]


def samples(n, d, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) * rng.uniform(0.5, 2, d) + rng.normal(size=d)


def classes(n, d, k, seed):
    rng = np.random.default_rng(seed)
    y = np.arange(n) % k
    return rng.normal(size=(n, d)) + rng.normal(size=(k, d))[y], y


@pytest.mark.parametrize(("n", "d"), SHAPES)
@pytest.mark.parametrize("gamma", [None, 0.3, 2.0])
def test_kernel_functions_agree(n, d, gamma):
    X, Z = samples(n, d), samples(7, d, 1)
    np.testing.assert_allclose(linear_kernel(X, Z), sklearn_linear(X, Z), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(
        polynomial_kernel(X, Z, 3, gamma, 0.5),
        sklearn_polynomial(X, Z, 3, gamma, 0.5),
        rtol=1e-10,
        atol=1e-10,
    )
    np.testing.assert_allclose(rbf_kernel(X, Z, gamma), sklearn_rbf(X, Z, gamma), rtol=1e-10)
    K = rbf_kernel(X, gamma=gamma)
    np.testing.assert_allclose(K, sklearn_rbf(X, gamma=gamma), rtol=1e-10)
    np.testing.assert_allclose(center_gram(K), KernelCenterer().fit_transform(K), atol=1e-12)


@pytest.mark.parametrize("d", [1, 2, 4])
@pytest.mark.parametrize("degree", [1, 2, 3])
def test_the_explicit_map_has_the_monomials_each_times_a_constant(d, degree):
    X = samples(20, d)
    ours, theirs = polynomial_features(X, degree, 1, 1), PolynomialFeatures(degree).fit_transform(X)
    constants = ours / theirs
    np.testing.assert_allclose(constants, np.broadcast_to(constants[0], ours.shape), rtol=1e-10)
    assert (constants[0] >= 1 - 1e-12).all()


@pytest.mark.parametrize("seed", range(6))
def test_the_kernel_perceptron_agrees_with_their_perceptron_on_the_explicit_map(seed):
    X, y = classes(30, 2, 2, seed)
    F = polynomial_features(X, 2, 1.0, 1.0)
    ours = KernelPerceptron("poly", 1.0, 2, 1.0, max_epochs=8).fit(X, y)
    theirs = SklearnPerceptron(shuffle=False, tol=None, max_iter=8)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(F, y)
    if not ours.converged_:  # theirs goes on counting epochs without mistakes: the same weights
        assert ours.n_epochs_ == 8
    np.testing.assert_allclose(ours.dual_coef_ @ F, theirs.coef_[0], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_[0])


@pytest.mark.parametrize(("n", "d"), SHAPES)
@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("alpha", [1e-2, 1.0, 50.0])
@pytest.mark.parametrize("targets", [None, 3])
def test_kernel_ridge_agrees(n, d, kernel, alpha, targets):
    X, Z = samples(n, d), samples(6, d, 1)
    y = samples(n, targets or 1, 2)
    y = y if targets else y[:, 0]
    ours = KernelRidge(alpha, kernel, degree=2, coef0=0.7).fit(X, y)
    theirs = SklearnKernelRidge(alpha=alpha, kernel=kernel, degree=2, coef0=0.7).fit(X, y)
    size = np.abs(theirs.dual_coef_).max()
    np.testing.assert_allclose(ours.dual_coef_, theirs.dual_coef_, rtol=1e-6, atol=1e-8 * size)
    np.testing.assert_allclose(ours.predict(Z), theirs.predict(Z), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(("n", "d"), SHAPES[1:])
@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("k", [1, 2, 5])
def test_kernel_pca_agrees_with_their_signs_and_scales(n, d, kernel, k):
    X, Z = samples(n, d), samples(6, d, 1)
    k = min(k, n - 1, d)
    ours = KernelPCA(k, kernel, coef0=0.7).fit(X)
    theirs = SklearnKernelPCA(k, kernel=kernel, coef0=0.7, random_state=0).fit(X)
    np.testing.assert_allclose(ours.eigenvalues_, theirs.eigenvalues_, rtol=1e-9)
    signs = np.sign((ours.eigenvectors_ * theirs.eigenvectors_).sum(axis=0))
    if n > 2:  # of two opposite entries equal in size rounding makes one the largest
        assert (signs == 1).all()
    np.testing.assert_allclose(ours.eigenvectors_ * signs, theirs.eigenvectors_, atol=1e-7)
    size = np.sqrt(ours.eigenvalues_[0])
    np.testing.assert_allclose(
        ours.transform(Z) * signs, theirs.transform(Z), atol=1e-7 * max(1, size)
    )
    np.testing.assert_allclose(
        ours.fit_transform(X) * signs, theirs.fit_transform(X), atol=1e-7 * size
    )


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernel_pca_keeps_as_many_components_when_none_is_asked_for(kernel):
    X = samples(40, 3)
    ours, theirs = KernelPCA(None, kernel).fit(X), SklearnKernelPCA(None, kernel=kernel).fit(X)
    kept = len(ours.eigenvalues_)
    np.testing.assert_allclose(
        ours.eigenvalues_, theirs.eigenvalues_[:kept], atol=1e-12 * ours.eigenvalues_[0]
    )
    # What else they keep is of the size of rounding.
    assert (theirs.eigenvalues_[kept:] < 1e-11 * ours.eigenvalues_[0]).all()


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("gamma", ["scale", "auto", 0.3])
@pytest.mark.parametrize("C", [0.1, 1.0, 10.0])
@pytest.mark.parametrize(
    ("n", "d", "k"), [(6, 1, 2), (60, 2, 2), (100, 6, 2), (60, 3, 3), (80, 4, 5)]
)
def test_svc_agrees(kernel, gamma, C, n, d, k):
    """Both at a tight tolerance; libsvm keeps its kernel in float32, hence 1e-4."""
    X, y = classes(n, d, k, seed=n + d)
    Z, _ = classes(25, d, k, seed=1)
    names = np.array(list("abcde"))[y]
    ours = SVC(C, kernel, gamma, coef0=0.5, tol=1e-8).fit(X, names)
    theirs = svm.SVC(C=C, kernel=kernel, gamma=gamma, coef0=0.5, tol=1e-8, max_iter=500_000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(X, names)
    assert ours.converged_
    expected = theirs.decision_function(Z)
    size = max(1, np.abs(expected).max())
    np.testing.assert_allclose(ours.decision_function(Z), expected, rtol=0, atol=1e-4 * size)
    clear = np.abs(theirs.decision_function(X)).reshape(n, -1).min(axis=1) > 1e-3
    assert (ours.predict(X) == theirs.predict(X))[clear].all()
    assert ours.support_.tolist() == theirs.support_.tolist()
    assert ours.n_support_.tolist() == theirs.n_support_.tolist()
    np.testing.assert_array_equal(ours.support_vectors_, theirs.support_vectors_)
    assert ours.dual_coef_.shape == theirs.dual_coef_.shape
    assert (np.sign(ours.dual_coef_) == np.sign(theirs.dual_coef_)).all()
    scale = np.abs(theirs.intercept_).max() + 1
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, atol=1e-4 * scale)
    if kernel == "rbf":  # a strictly convex problem: the multipliers are unique
        np.testing.assert_allclose(ours.dual_coef_, theirs.dual_coef_, atol=1e-3 * C)
    if kernel == "linear":
        np.testing.assert_allclose(ours.coef_, theirs.coef_, atol=1e-4 * np.abs(theirs.coef_).max())


@pytest.mark.parametrize("C", [1.0, 10.0])
def test_svc_agrees_on_two_thousand_overlapping_samples_at_the_usual_tolerance(C):
    rng = np.random.default_rng(0)
    y = np.arange(2000) % 2
    X = rng.normal(size=(2000, 20)) + (2 * y - 1)[:, None] / np.sqrt(20)
    ours, theirs = SVC(C).fit(X, y), svm.SVC(C=C).fit(X, y)
    a, b = ours.decision_function(X), theirs.decision_function(X)
    np.testing.assert_allclose(a, b, atol=5e-3)  # a few times tol = 1e-3
    assert abs(len(ours.support_) - len(theirs.support_)) <= 5


@pytest.mark.parametrize("seed", range(3))
def test_svc_agrees_where_points_repeat_with_either_label(seed):
    X, y = classes(40, 2, 2, seed)
    X, y = np.round(X), y
    ours, theirs = SVC(5.0, tol=1e-7).fit(X, y), svm.SVC(C=5.0, tol=1e-7).fit(X, y)
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), atol=1e-4)
