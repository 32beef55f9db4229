"""Convexity refuted and measured, and projections onto convex sets."""

import math

import numpy as np
import pytest

from mlmath.foundations import (
    chord_gaps,
    find_violation,
    least_curvatures,
    observed_curvature,
    project_ball,
    project_simplex,
    quadratic_curvature,
)

CONVEX = {
    "square": lambda X: (X**2).sum(axis=1),
    "norm": lambda X: np.sqrt((X**2).sum(axis=1)),
    "plane": lambda X: X @ np.arange(1.0, 3.0) - 7,
    "log-sum-exp": lambda X: np.logaddexp(X[:, 0], X[:, 1]),
    "largest entry": lambda X: X.max(axis=1),
    "hinge": lambda X: np.maximum(0, 1 - X[:, 0]),
    "1e6 away": lambda X: 1e6 + (X**2).sum(axis=1),
    "constant": lambda X: np.zeros(len(X)),
}
NOT_CONVEX = {
    "saddle": lambda X: X[:, 0] * X[:, 1],
    "sine": lambda X: np.sin(X[:, 0]),
    "root of the size": lambda X: np.sqrt(np.abs(X).sum(axis=1)),
    "smallest entry": lambda X: X.min(axis=1),
    "bell": lambda X: -np.exp(-(X**2).sum(axis=1)),
    "banana": lambda X: (1 - X[:, 0]) ** 2 + 100 * (X[:, 1] - X[:, 0] ** 2) ** 2,
}


@pytest.mark.parametrize("f", CONVEX.values(), ids=CONVEX)
@pytest.mark.parametrize("seed", range(3))
def test_of_a_convex_function_no_chord_is_cut(f, seed):
    assert find_violation(f, [-3, -3], [3, 3], trials=3000, seed=seed) is None


@pytest.mark.parametrize("f", NOT_CONVEX.values(), ids=NOT_CONVEX)
def test_a_violation_is_a_proof(f):
    chord = find_violation(f, [-3, -3], [3, 3], trials=3000)
    assert chord is not None
    middle = chord.t * chord.x + (1 - chord.t) * chord.z
    ends = chord.t * f(chord.x[None])[0] + (1 - chord.t) * f(chord.z[None])[0]
    assert f(middle[None])[0] - ends == pytest.approx(chord.violation)
    assert chord.violation > 0
    assert 0 <= chord.t <= 1
    assert (np.abs([chord.x, chord.z]) <= 3).all()


@pytest.mark.parametrize("seed", range(5))
def test_rounding_is_no_violation(seed):
    """A linear function plus 1e9, in values or places, has chords cut by up to some 1e-7."""
    flat = find_violation(lambda X: 0.1 * X[:, 0] + 1e9, -3, 3, 2000, tolerance=0, seed=seed)
    assert flat is None
    assert find_violation(lambda X: X[:, 0] - 1e9, 1e9, 1e9 + 1, 2000, seed=seed) is None
    assert find_violation(NOT_CONVEX["sine"], -3, 3, 2000, tolerance=0, seed=seed) is not None


def test_a_function_can_be_convex_on_one_box_and_not_on_another():
    """x³ is convex on the right of 0, and -sin between 0 and π."""
    assert find_violation(lambda X: X[:, 0] ** 3, 0, 2) is None
    assert find_violation(lambda X: X[:, 0] ** 3, -1, 2) is not None
    assert find_violation(lambda X: -np.sin(X[:, 0]), 0, math.pi) is None
    assert find_violation(lambda X: -np.sin(X[:, 0]), 0, 4) is not None


def test_chord_gaps_by_hand():
    """x²: the gap is −t(1 − t)(x − z)², so −1/4·16 at the middle of −2 and 2."""
    gaps = chord_gaps(CONVEX["square"], [[-2], [0], [5]], [[2], [4], [5]], [0.5, 0.25, 0.9])
    np.testing.assert_allclose(gaps, [-4, -3, 0], atol=1e-14)
    assert chord_gaps(lambda X: X[:, 0] * X[:, 1], [[1, -1]], [[-1, 1]], [0.5])[0] == 1


def test_equal_seeds_try_equal_chords():
    f = NOT_CONVEX["sine"]
    first, again = (find_violation(f, [-3, -3], [3, 3], 500, seed=5) for _ in range(2))
    other = find_violation(f, [-3, -3], [3, 3], 500, seed=np.random.default_rng(6))
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.violation == again.violation != other.violation


def test_least_curvatures_by_hand():
    """x⁴ + y² has the Hessian diag(12 x², 2); xy has the eigenvalues ±1."""
    X = [[0, 5], [1, 0], [0.1, 0]]
    found = least_curvatures(lambda x: np.diag([12 * x[0] ** 2, 2]), X)
    np.testing.assert_allclose(found, [0, 2, 0.12])
    np.testing.assert_allclose(least_curvatures(lambda x: [[0, 1], [1, 0]], X), -1)


@pytest.mark.parametrize(
    ("A", "expected"),
    [
        (np.diag([1.0, 4.0]), (1, 4, 4)),
        ([[2, 1], [1, 2]], (1, 3, 3)),
        ([[5]], (5, 5, 1)),
        ([[1, 1], [1, 1]], (0, 2, math.inf)),
        (np.zeros((2, 2)), (0, 0, math.nan)),
        (np.diag([-3.0, 1.0]), (-3, 3, math.nan)),
        (np.diag([1e-6, 1e6]), (1e-6, 1e6, 1e12)),
    ],
)
def test_curvature_of_quadratics_by_hand(A, expected):
    assert quadratic_curvature(A) == pytest.approx(expected, nan_ok=True, rel=1e-9)


@pytest.mark.parametrize("v", [[1, 2, 3], [1, 7, -3], [5, 1, 4, 9], [3, -2, 8, 1, 6]])
def test_the_least_curvature_of_a_singular_quadratic_is_exactly_0(v):
    """vvᵀ has the eigenvalues |v|² and 0; rounding leaves some 1e-15 of either sign."""
    mu, _, kappa = quadratic_curvature(np.outer(v, v))
    assert mu == 0
    assert kappa == math.inf


@pytest.mark.parametrize("seed", range(6))
def test_what_pairs_of_points_show_lies_between_mu_and_l(seed):
    rng = np.random.default_rng(seed)
    B = rng.normal(size=(3, 3))
    A = B @ B.T + 0.1 * np.eye(3)
    exact = quadratic_curvature(A)
    X, Z = rng.normal(size=(2, 400, 3))
    seen = observed_curvature(lambda P: P @ A + 1, X, Z)
    assert exact.mu <= seen.mu <= seen.L <= exact.L * (1 + 1e-12)
    values, vectors = np.linalg.eigh(A)
    along = observed_curvature(lambda P: P @ A, vectors[:, [0, 2]].T, np.zeros((2, 3)))
    assert along == pytest.approx((values[0], values[2], values[2] / values[0]))
    # Both quadratic bounds of a μ-strongly convex, L-smooth function hold.
    f = np.einsum("ni,ij,nj->n", X, A, X) / 2, np.einsum("ni,ij,nj->n", Z, A, Z) / 2
    rest = f[1] - f[0] - ((X @ A) * (Z - X)).sum(axis=1)
    squares = ((Z - X) ** 2).sum(axis=1)
    assert (rest >= exact.mu / 2 * squares - 1e-9).all()
    assert (rest <= exact.L / 2 * squares + 1e-9).all()


def test_a_decreasing_slope_shows_as_negative_curvature():
    seen = observed_curvature(np.cos, [[0.5], [1.0]], [[1.0], [2.0]])  # f = sin
    assert seen.mu < 0
    assert math.isnan(seen.kappa)
    assert seen.L <= 1


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
        ([5.0], [1.0]),
        ([2, 0], [1, 0]),
        ([0, 0], [0.5, 0.5]),
        ([0.8, 0.6, -1], [0.6, 0.4, 0]),
        ([-3, -3, -3, -3], [0.25] * 4),
        ([1e6, -1e6], [1, 0]),
        ([1e300, 1e300], [0.5, 0.5]),
    ],
)
def test_the_nearest_distribution_by_hand(x, expected):
    np.testing.assert_allclose(project_simplex(x), expected, atol=1e-15)


@pytest.mark.parametrize("seed", range(6))
def test_laws_of_projections_onto_convex_sets(seed):
    """The nearest p has (x − p)·(q − p) ≤ 0 for all q of the set; and distances never grow."""
    rng = np.random.default_rng(seed)
    x, z = rng.normal(0, 2, size=(2, 6))
    inside_simplex = 2.5 * rng.dirichlet(np.ones(6), size=50)
    inside_ball = rng.normal(size=(50, 6))
    inside_ball *= (rng.random(50) * 2.5 / np.linalg.norm(inside_ball, axis=1))[:, None]
    for project, inside in ((project_simplex, inside_simplex), (project_ball, inside_ball)):
        p, q = project(x, 2.5), project(z, 2.5)
        assert ((inside - p) @ (x - p) <= 1e-12).all()
        np.testing.assert_allclose(project(p, 2.5), p, atol=1e-14)
        np.testing.assert_allclose(project(inside[0], 2.5), inside[0], atol=1e-14)
        assert np.linalg.norm(p - q) <= np.linalg.norm(x - z) + 1e-12
    assert project_simplex(x, 2.5).min() >= 0
    assert project_simplex(x, 2.5).sum() == pytest.approx(2.5)


def test_the_ball_by_hand():
    np.testing.assert_allclose(project_ball([3, 4]), [0.6, 0.8])
    assert project_ball([0.3, 0.4]).tolist() == [0.3, 0.4]
    assert project_ball([0, 0]).tolist() == [0, 0]
    np.testing.assert_allclose(project_ball([3e200, 4e200], 5), [3, 4])
    np.testing.assert_allclose(project_ball([1e308] * 4), [0.5] * 4)  # of length 2e308
    np.testing.assert_allclose(project_ball([3e-320, 4e-320], 1e-300), [3e-320, 4e-320], rtol=0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: chord_gaps(CONVEX["square"], [[1]], [[1, 2]], [0.5]),
            "Z must have shape (1, 1), got",
        ),
        (
            lambda: chord_gaps(CONVEX["square"], [[1]], [[2]], [1.5]),
            "t must lie between 0 and 1, got",
        ),
        (
            lambda: chord_gaps(lambda X: X, [[1]], [[2]], [0.5]),
            "f(X) must have shape (1,), got (1, 1)",
        ),
        (
            lambda: find_violation(CONVEX["square"], [0, 0], [1, 0]),
            "low must be below high in every",
        ),
        (
            lambda: find_violation(CONVEX["square"], [0], [1, 2]),
            "high must have shape (1,), got (2,)",
        ),
        (
            lambda: find_violation(CONVEX["square"], 0, 1, trials=0),
            "trials must be at least 1, got 0",
        ),
        (
            lambda: find_violation(CONVEX["square"], 0, 1, seed=-1),
            "seed must be at least 0, got -1",
        ),
        (
            lambda: find_violation(lambda X: X[:, 0] * math.nan, 0, 1),
            "f(X) must hold finite numbers",
        ),
        (
            lambda: least_curvatures(lambda x: [[1, 2], [0, 1]], [[1, 2]]),
            "hessian(x) must be symmetric",
        ),
        (lambda: least_curvatures(lambda x: [[1]], [[1, 2]]), "hessian(x) must have shape (2, 2)"),
        (lambda: quadratic_curvature([[1, 2], [3, 4]]), "A must be symmetric"),
        (lambda: quadratic_curvature([1, 2]), "A must have shape (d, d), got (2,)"),
        (
            lambda: observed_curvature(np.cos, [[1], [2]], [[0], [2]]),
            "Z must differ from X in every",
        ),
        (lambda: project_simplex([1, 2], total=0), "total must be above 0, got 0"),
        (lambda: project_simplex([]), "x must have shape (d,), got (0,)"),
        (lambda: project_ball([math.inf]), "x must hold finite numbers, got inf"),
        (lambda: project_ball([1], radius=-1), "radius must be above 0, got -1"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
