"""PCA and nearest neighbors against scikit-learn, the exact laws against SciPy."""

import math
import warnings

import numpy as np
import pytest
from scipy import integrate, special, stats
from sklearn import decomposition
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from mlmath.dimension import (
    PCA,
    KNeighbors,
    angle_cdf,
    angle_density,
    ball_volume,
    contrast_cdf,
    cosine_squared_cdf,
    gaussian_shell,
    independent_points,
    log_ball_volume,
    marchenko_pastur_density,
    marchenko_pastur_edges,
    norm_cdf,
    norm_density,
    norm_law,
)
from mlmath.special import log_half_step, lower_beta, lower_gamma

SHAPES = [
    (30, 4), (4, 30), (200, 5), (1000, 20), (90, 60), (60, 90), (300, 300), (2, 3), (8, 1),
    (5000, 8),
]  # fmt: skip
NEIGHBORS = [(500, 3, 1), (500, 3, 8), (2500, 20, 5), (300, 100, 5), (40, 1, 3), (6, 2, 6)]


def cloud(n, d, seed=0):
    """Points whose directions differ in spread enough to have an order, but are no axes."""
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(d, d)))[0]
    return rng.normal(size=(n, d)) * np.geomspace(1, 5, d) @ turn + 2.0


@pytest.mark.parametrize("solver", ["full", "covariance_eigh"])
@pytest.mark.parametrize(("n", "d"), SHAPES)
def test_pca_equals_scikit_learn(n, d, solver):
    X = cloud(n, d)
    rank = min(n - 1, d)  # centered data have no more directions; beyond it all are noise
    for k in sorted({1, (rank + 1) // 2, rank}):
        theirs, ours = decomposition.PCA(k, svd_solver=solver).fit(X), PCA(k).fit(X)
        close = {"rtol": 1e-9, "atol": 1e-9 * theirs.singular_values_[0]}
        np.testing.assert_allclose(ours.mean_, theirs.mean_, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(ours.components_, theirs.components_, atol=1e-7)
        np.testing.assert_allclose(ours.singular_values_, theirs.singular_values_, **close)
        np.testing.assert_allclose(ours.explained_variance_, theirs.explained_variance_, rtol=1e-9)
        np.testing.assert_allclose(
            ours.explained_variance_ratio_, theirs.explained_variance_ratio_, rtol=1e-9
        )
        assert ours.n_components_ == theirs.n_components_
        if solver == "full":  # the other one also counts the n_features - n_samples zeros
            noise = pytest.approx(theirs.noise_variance_, rel=1e-8, abs=1e-12)
            assert ours.noise_variance_ == noise
        Q = cloud(7, d, 5)
        Z = theirs.transform(Q)
        np.testing.assert_allclose(ours.transform(Q), Z, atol=1e-6)
        np.testing.assert_allclose(
            ours.inverse_transform(Z), theirs.inverse_transform(Z), atol=1e-6
        )


def test_pca_of_as_many_components_as_samples_equals_scikit_learn():
    """The last variance is 0 up to rounding, and its direction arbitrary."""
    X = cloud(6, 9)
    theirs, ours = decomposition.PCA(svd_solver="full").fit(X), PCA().fit(X)
    np.testing.assert_allclose(ours.components_[:5], theirs.components_[:5], atol=1e-10)
    np.testing.assert_allclose(ours.explained_variance_, theirs.explained_variance_, atol=1e-12)


def test_pca_of_one_sample_is_finite_where_scikit_learn_divides_by_zero():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = decomposition.PCA(svd_solver="full").fit([[1.0, 2.0]])
    ours = PCA().fit([[1.0, 2.0]])
    assert np.isnan(theirs.explained_variance_).all()
    assert ours.explained_variance_.tolist() == [0]
    np.testing.assert_allclose(ours.components_, theirs.components_)


def test_pca_keeps_more_digits_far_from_the_origin():
    """One covariance solver subtracts n μ μᵀ from XᵀX, where only the difference matters."""
    X = cloud(400, 4)
    true = decomposition.PCA(svd_solver="full").fit(X).explained_variance_
    ours = PCA().fit(X + 1e6).explained_variance_
    theirs = decomposition.PCA(svd_solver="covariance_eigh").fit(X + 1e6).explained_variance_
    assert np.abs(ours / true - 1).max() < 1e-8
    assert np.abs(theirs / true - 1).max() > 1e-5


@pytest.mark.parametrize("algorithm", ["brute", "kd_tree", "ball_tree"])
@pytest.mark.parametrize(("n", "d", "k"), NEIGHBORS)
def test_neighbors_equal_scikit_learn(n, d, k, algorithm):
    rng = np.random.default_rng(n + d)
    X, Q = rng.normal(size=(n, d)), rng.normal(size=(150, d))
    y = rng.choice(["b", "c", "a"], size=n)
    theirs = KNeighborsClassifier(k, algorithm=algorithm).fit(X, y)
    ours = KNeighbors(k).fit(X, y)
    want, got = theirs.kneighbors(Q), ours.kneighbors(Q)
    np.testing.assert_allclose(got[0], want[0], rtol=1e-7, atol=1e-9)
    assert (got[1] == want[1]).all()
    np.testing.assert_allclose(ours.predict_proba(Q), theirs.predict_proba(Q), rtol=1e-14)
    assert (ours.predict(Q) == theirs.predict(Q)).all()
    assert (ours.classes_ == theirs.classes_).all()
    assert ours.n_samples_fit_ == theirs.n_samples_fit_


@pytest.mark.parametrize(("n", "d", "k"), NEIGHBORS)
def test_means_of_neighbors_equal_scikit_learn(n, d, k):
    rng = np.random.default_rng(n + d)
    X, Q, y = rng.normal(size=(n, d)), rng.normal(size=(150, d)), rng.normal(size=n)
    theirs, ours = KNeighborsRegressor(k).fit(X, y), KNeighbors(k, "regression").fit(X, y)
    np.testing.assert_allclose(ours.predict(Q), theirs.predict(Q), rtol=1e-12, atol=1e-14)


def test_ties_of_votes_fall_as_in_scikit_learn():
    """Even k and few classes: a third of the votes are tied, none of the distances."""
    rng = np.random.default_rng(2)
    X, Q, y = rng.normal(size=(400, 2)), rng.normal(size=(300, 2)), rng.integers(0, 3, 400)
    theirs, ours = KNeighborsClassifier(4).fit(X, y), KNeighbors(4).fit(X, y)
    votes = np.sort(ours.predict_proba(Q), axis=1)
    assert (votes[:, -1] == votes[:, -2]).mean() > 0.2
    assert (ours.predict(Q) == theirs.predict(Q)).all()


@pytest.mark.parametrize("a", [0.5, 1, 3.5, 40, 900, 5000])
def test_incomplete_gamma_equals_scipy(a):
    x = np.concatenate([[0, 1e-8], a + math.sqrt(a) * np.linspace(-8, 14, 90), [1e4, 1e9]])
    x = x[x >= 0]
    np.testing.assert_allclose(lower_gamma(a, x), special.gammainc(a, x), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (0.5, 3), (60, 0.5), (0.5, 4999.5), (7, 9)])
def test_incomplete_beta_equals_scipy(a, b):
    x = np.concatenate([np.geomspace(1e-9, 0.5, 40), 1 - np.geomspace(1e-9, 0.5, 40), [0, 1]])
    np.testing.assert_allclose(
        lower_beta(a, b, x), special.betainc(a, b, x), rtol=1e-11, atol=1e-300
    )


@pytest.mark.parametrize("x", [0.5, 1, 4, 15.5, 16, 17, 300])
def test_the_half_step_of_the_gamma_function_equals_scipy(x):
    want = math.log(special.poch(x, 0.5) / math.sqrt(x))
    # Scipy's own difference of logarithms keeps 12 digits of the size of ln Γ.
    assert log_half_step(x) == pytest.approx(want, abs=1e-12 * (1 + x))


@pytest.mark.parametrize("d", [1, 2, 3, 30, 1000, 10_000])
def test_laws_of_length_equal_scipys_chi(d):
    chi = stats.chi(d)
    r = np.maximum(math.sqrt(d) + np.linspace(-4, 4, 41), 0.01)
    np.testing.assert_allclose(norm_cdf(r, d), chi.cdf(r), rtol=1e-8, atol=1e-14)
    np.testing.assert_allclose(norm_density(r, d), chi.pdf(r), rtol=1e-8, atol=1e-14)
    assert norm_law(d).mean == pytest.approx(chi.mean(), rel=1e-10)
    assert norm_law(d).sd == pytest.approx(chi.std(), rel=1e-7)
    shell = chi.cdf(math.sqrt(d) + 1) - chi.cdf(math.sqrt(d) - 1)
    assert gaussian_shell(d, 1) == pytest.approx(shell, rel=1e-9)


@pytest.mark.parametrize("d", [2, 3, 4, 30, 1000, 10_000])
def test_laws_of_angles_equal_scipys_beta(d):
    cosine = np.clip(np.linspace(-5, 5, 41) / math.sqrt(d), -1, 1)
    theta = np.arccos(cosine)
    # (1 + cos)/2 of a random angle follows Beta((d-1)/2, (d-1)/2), a law we do not use.
    beta = stats.beta((d - 1) / 2, (d - 1) / 2)
    np.testing.assert_allclose(angle_cdf(theta, d), beta.sf((1 + cosine) / 2), atol=1e-10)
    inner = theta[1:-1][(theta[1:-1] > 0) & (theta[1:-1] < math.pi)]
    want = beta.pdf((1 + np.cos(inner)) / 2) * np.sin(inner) / 2
    np.testing.assert_allclose(angle_density(inner, d), want, rtol=1e-8)
    squared = stats.beta(0.5, (d - 1) / 2)
    np.testing.assert_allclose(
        cosine_squared_cdf(cosine**2, d), squared.cdf(cosine**2), rtol=1e-9, atol=1e-12
    )


def test_ball_volumes_equal_scipys_gamma():
    for d in (1, 2, 5, 60, 300):
        want = math.pi ** (d / 2) / special.gamma(d / 2 + 1)
        assert ball_volume(d) == pytest.approx(want, rel=1e-11)
    want = 5000 * math.log(math.pi) - special.gammaln(5001)
    assert log_ball_volume(10_000) == pytest.approx(want, rel=1e-14)


@pytest.mark.parametrize(("n", "d"), [(2, 7), (30, 1), (30, 12), (1000, 200)])
def test_the_law_of_contrast_equals_scipys_quadrature(n, d):
    """The same integral over the nearest point's distance, with SciPy's law and nodes."""
    chi = stats.chi(d)
    for c in (0.3, 1.0, 20.0):

        def density(r, c=c):
            return n * chi.pdf(r) * (chi.cdf((1 + c) * r) - chi.cdf(r)) ** (n - 1)

        nearest = chi.ppf(1 - np.array([0.99, 0.5, 0.01]) ** (1 / n))
        want = integrate.quad(density, 0, math.sqrt(d) + 10, points=nearest, limit=400)[0]
        assert contrast_cdf(c, n, d) == pytest.approx(want, abs=1e-8)


def test_the_law_of_contrast_for_two_points_is_scipys_f():
    """The ratio of two squared lengths follows F(d, d)."""
    for d in (1, 4, 60):
        law = stats.f(d, d)
        for c in (0.05, 0.6, 9.0):
            want = law.cdf((1 + c) ** 2) - law.cdf((1 + c) ** -2)
            assert contrast_cdf(c, 2, d) == pytest.approx(want, abs=1e-9)


@pytest.mark.parametrize("gamma", [0.1, 0.6, 3.0])
def test_marchenko_pasturs_mass_by_scipys_quadrature(gamma):
    low, high = marchenko_pastur_edges(gamma)
    mass = integrate.quad(lambda x: float(marchenko_pastur_density(x, gamma)), low, high)[0]
    assert mass == pytest.approx(min(1, 1 / gamma), abs=1e-7)


@pytest.mark.parametrize("d", [1, 5, 200])
def test_lengths_pass_scipys_kolmogorov_smirnov_test(d):
    lengths = np.sqrt((independent_points(2000, d, 3) ** 2).sum(axis=1))
    assert stats.kstest(lengths, lambda r: norm_cdf(r, d)).pvalue > 1e-3
