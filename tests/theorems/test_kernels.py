"""The theorems of the chapter Kernels: cases by hand, and their sides by other ways."""

import numpy as np
import pytest

from mlmath.kernels import (
    SVC,
    KernelPerceptron,
    KernelRidge,
    check_kkt,
    dual_objective,
    is_positive_semidefinite,
    polynomial_features,
    polynomial_kernel,
    primal_objective,
)
from mlmath.perceptron import Perceptron
from mlmath.theorems.kernels import gram, margin, mistakes, polynomial, representer

SEEDS = range(30)


def test_the_map_of_degree_two_by_hand():
    """(x·z + 1)²: the monomials 1, x₁, x₂, x₁², x₁x₂, x₂² come 1, 2, 2, 1, 2 and 1 times."""
    ways = polynomial.weights(2, True)
    by_power = {(a, b): n for (_, a, b), n in ways.items()}
    assert by_power == {(0, 0): 1, (1, 0): 2, (0, 1): 2, (2, 0): 1, (1, 1): 2, (0, 2): 1}
    x = polynomial.mapped(np.array([3, -1]), ways, 1)
    assert sorted(x**2) == pytest.approx(sorted([1, 2 * 9, 2 * 1, 81, 2 * 9, 1]))


def test_power_and_map_are_those_of_the_kernel():
    for seed in SEEDS:
        v = polynomial.check(seed)
        x, z = v.instance["x"][None], v.instance["z"][None]
        p, c = v.instance["p"], v.instance["c"]
        assert v.left == pytest.approx(polynomial_kernel(x, z, p, 1.0, c)[0, 0])
        f, g = (polynomial_features(a, p, 1.0, c)[0] for a in (x, z))
        assert v.right == pytest.approx(f @ g)


def test_a_table_of_two_points_by_hand():
    """Of (3, 4) and (4, 3): 25 and 24; the sum has the eigenvalue 49, the difference 1."""
    K = np.array([[25.0, 24.0], [24.0, 25.0]])
    values, vectors = gram.eigenpairs(K)
    assert values == pytest.approx([49, 1])
    found = vectors * np.sqrt(values)
    np.testing.assert_allclose(found @ found.T, K)
    assert all(step.holds for step in gram.steps(K, found))


def test_the_tables_pass_and_fail_the_books_own_test():
    for seed in SEEDS:
        assert is_positive_semidefinite(gram.check(seed).instance["K"])
        for premise in gram.PREMISES:
            assert not is_positive_semidefinite(gram.check(seed, premise).instance["K"])


def test_the_mistakes_are_those_of_the_tested_machines():
    """Perceptron on the nine products, and KernelPerceptron, both without an intercept."""
    for seed in SEEDS:
        one = mistakes.check(seed).instance
        X, y, F = one["X"], one["y"], mistakes.mapped(one["X"])
        if len(one["primal"]) == mistakes.LIMIT:
            continue
        if len(np.unique(y)) == 2:
            first = Perceptron(max_epochs=99, fit_intercept=False).fit(F, y).mistakes_
            poly = KernelPerceptron("poly", 1.0, 2, 1.0, max_epochs=99, fit_intercept=False)
            second = poly.fit(X, y).mistakes_
            assert [m.index for m in first] == one["primal"]
            assert [m.index for m in second] == one["dual"]


def test_how_many_are_shared_by_hand():
    assert mistakes.common([1, 2, 3], [1, 2, 4]) == 2
    assert mistakes.common([1, 2], [1, 2, 4]) == 2
    assert mistakes.common([], [1]) == 0


def test_the_nine_products_by_hand():
    assert mistakes.mapped(np.array([[2, -3]])).tolist() == [[1, 2, -3, 2, 4, -6, -3, -6, 9]]


def test_the_best_sum_is_that_of_kernel_ridge():
    for seed in SEEDS:
        one = representer.check(seed).instance
        F, y = one["F"], one["t"]
        a = KernelRidge(representer.PRICE, "linear").fit(F, y).dual_coef_
        assert one["along"] == pytest.approx(a @ F, abs=1e-7)


def test_the_cost_by_hand():
    """Weights (1, 2) at the point (1, 1) with target 2: (2 - 3)² + 1 + 4."""
    A, t = np.array([[1.0, 1.0]]), np.array([2.0])
    assert representer.cost(np.array([1.0, 2.0]), A, t, np.eye(2)) == 6
    assert representer.cost(np.array([1.0, 2.0]), A, t, np.diag([9.0, 1.0])) == 14


def test_two_points_by_hand():
    """At (1, 0) and (-1, 0) the line x₁ = 0 has both at the edge: both pull with ½, cost ½."""
    X, y = np.array([[1.0, 0, 0], [-1.0, 0, 0]]), np.array([1.0, -1.0])
    alpha, b = margin.pair_steps(X @ X.T, y, 0.0)
    assert alpha.tolist() == pytest.approx([0.5, 0.5])
    assert b == pytest.approx(0)
    w = (alpha * y) @ X
    assert margin.worth(alpha, w) == pytest.approx(0.5)
    assert margin.cost(w, b, X, y) == pytest.approx(0.5)
    assert all(step.holds for step in margin.steps(X, y, alpha, w, b))


def test_the_solution_is_that_of_the_tested_machine():
    for seed in SEEDS:
        v = margin.check(seed)
        one = v.instance
        X, y, K = one["X"], one["y"], one["X"] @ one["X"].T
        machine = SVC(margin.PRICE, "linear", tol=1e-10).fit(X, y)
        assert machine.coef_[0] == pytest.approx(one["w"], abs=1e-6)
        assert v.left == pytest.approx(dual_objective(K, y, one["alpha"]))
        assert v.right == pytest.approx(primal_objective(K, y, one["alpha"], one["b"], 1.0))
        assert max(check_kkt(K, y, one["alpha"], one["b"], 1.0)) < 1e-8


def test_with_every_condition_but_one_that_one_is_broken():
    for seed in SEEDS:
        pulls = {p: margin.check(seed, p).instance for p in margin.PREMISES}
        assert pulls[margin.BOX]["alpha"].min() < 0
        assert abs(pulls[margin.BALANCE]["alpha"] @ pulls[margin.BALANCE]["y"]) > 1e-3
        assert abs(pulls[margin.SUM]["w"][2]) > 0.4
        assert pulls[margin.SHARE]["alpha"].tolist() == [0.5] * 8


def test_worth_never_exceeds_cost_where_pulls_are_balanced_and_in_their_box():
    """Weak duality, for pulls and weights drawn at random."""
    rng = np.random.default_rng(0)
    for _ in range(200):
        X, y = margin.points(rng)
        alpha = np.tile(rng.uniform(0, 1, margin.EACH), 2)
        w, b = np.append(rng.normal(size=2), 0.0), float(rng.normal())
        assert margin.worth(alpha, (alpha * y) @ X) <= margin.cost(w, b, X, y) + 1e-12


def test_every_other_plane_costs_more_by_half_the_square_at_least():
    """The bracketed sum for other weights and bias, and what follows: one best w."""
    rng = np.random.default_rng(1)
    for seed in SEEDS:
        one = margin.check(seed).instance
        X, y, alpha, best = one["X"], one["y"], one["alpha"], margin.check(seed).right
        w, b = one["w"] + rng.normal(size=3), one["b"] + float(rng.normal())
        lead = y * (X @ w + b)
        brackets = margin.PRICE * np.maximum(0, 1 - lead) - alpha * (1 - lead)
        square = float((w - (alpha * y) @ X) @ (w - (alpha * y) @ X)) / 2
        gap = margin.cost(w, b, X, y) - margin.worth(alpha, (alpha * y) @ X)
        assert gap == pytest.approx(square + brackets.sum(), abs=1e-7)
        assert margin.cost(w, b, X, y) >= best + square - 1e-7


def test_a_pull_between_fixes_the_bias_and_pulls_at_the_price_do_not():
    """At 1 and -1: with C = 1 both pull ½ and b = 0; with C = 0.2, w = 0.4, b from -0.6 to 0.6."""
    x, y = np.array([1.0, -1.0]), np.array([1.0, -1.0])

    def cost(price, w, b):
        return w * w / 2 + price * np.maximum(0, 1 - y * (w * x + b)).sum()

    assert cost(1, 1, 0) == 0.5  # the worth of ½ and ½: 1 - ½
    assert min(cost(1, 1, b) for b in (-0.1, 0.1)) > 0.55
    for b in (-0.6, 0, 0.6):
        assert cost(0.2, 0.4, b) == pytest.approx(0.4 - 0.08)  # the worth of 0.2 and 0.2
    assert cost(0.2, 0.4, 0.7) > 0.33
