"""The dual perceptron against the primal one on the explicit map, update for update."""

import numpy as np
import pytest

from mlmath.kernels import KernelPerceptron, linear_kernel, polynomial_features, polynomial_kernel
from mlmath.perceptron import Perceptron

AND = (np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1]))
XOR = (AND[0], np.array([0, 1, 1, 0]))


def noisy(seed, n=40, d=2):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    y = np.where((X**2).sum(axis=1) + 0.3 * rng.normal(size=n) > d, 1, -1)
    y[:2] = 1, -1
    return X, y


def updates(machine):
    return [(m.epoch, m.index) for m in machine.mistakes_]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("order", ["cyclic", "random"])
@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize(("degree", "coef0"), [(1, 0.0), (2, 1.0), (3, 0.5)])
def test_it_makes_the_mistakes_of_the_perceptron_on_the_explicit_map(
    seed, order, intercept, degree, coef0
):
    """The same samples in the same order (Aizerman, Braverman & Rozonoer 1964)."""
    X, y = noisy(seed)
    F = polynomial_features(X, degree, 1.0, coef0)
    primal = Perceptron(12, order, seed, intercept).fit(F, y)
    dual = KernelPerceptron(
        "poly", 1.0, degree, coef0, max_epochs=12, order=order, seed=seed, fit_intercept=intercept
    ).fit(X, y)
    assert updates(dual) == updates(primal)
    assert len(updates(dual)) > 10
    assert dual.n_epochs_ == primal.n_epochs_
    assert dual.converged_ == primal.converged_
    # The weights are the sum of the mapped samples that were mistakes.
    np.testing.assert_allclose(dual.dual_coef_ @ F, primal.coef_, rtol=1e-9, atol=1e-9)
    assert dual.intercept_ == primal.intercept_
    Z, _ = noisy(seed + 100)
    np.testing.assert_allclose(
        dual.decision_function(Z),
        primal.decision_function(polynomial_features(Z, degree, 1.0, coef0)),
        rtol=1e-9,
        atol=1e-9,
    )


def test_an_intercept_is_the_kernel_plus_one():
    X, y = noisy(3)
    with_b = KernelPerceptron("poly", max_epochs=20).fit(X, y)
    plus_one = KernelPerceptron(
        lambda A, B: polynomial_kernel(A, B) + 1, max_epochs=20, fit_intercept=False
    ).fit(X, y)
    assert updates(with_b) == updates(plus_one)
    np.testing.assert_allclose(with_b.decision_function(X), plus_one.decision_function(X))


def test_and_by_hand():
    """Worked on paper for the primal machine: AND in the order 00, 01, 10, 11, three rounds."""
    machine = KernelPerceptron("linear").fit(*AND)
    assert updates(machine)[:6] == [(1, 0), (1, 3), (2, 0), (2, 1), (2, 3), (3, 1)]
    assert machine.converged_
    assert machine.predict(AND[0]).tolist() == [0, 0, 0, 1]


def test_xor_has_no_line_but_a_parabola():
    line = KernelPerceptron("linear", max_epochs=50).fit(*XOR)
    assert not line.converged_
    assert line.n_epochs_ == 50
    assert line.message_.startswith("Stopped at the limit of max_epochs=50 (updates: ")
    curve = KernelPerceptron("poly", degree=2).fit(*XOR)
    assert curve.converged_
    assert curve.message_.startswith("Converged (updates: ")
    assert curve.predict(XOR[0]).tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("seed", range(5))
def test_each_update_corrects_a_sample_that_was_wrong(seed):
    X, y = noisy(seed)
    K = linear_kernel(X) + 1
    alpha = np.zeros(len(X))
    for m in KernelPerceptron("linear", max_epochs=5, order="random").fit(X, y).mistakes_:
        assert y[m.index] * (K[m.index] @ (alpha * y)) <= 1e-9
        alpha[m.index] += 1


def test_the_gaussian_kernel_separates_any_labels_of_different_points():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(60, 2)), rng.permutation(60) % 2
    machine = KernelPerceptron("rbf", gamma=50.0).fit(X, y)
    assert machine.converged_
    assert (machine.predict(X) == y).all()
    assert machine.alpha_.sum() == len(machine.mistakes_)


def test_equal_seeds_give_equal_runs_and_others_do_not():
    X, y = noisy(2)
    runs = [
        updates(KernelPerceptron("poly", order="random", seed=s, max_epochs=9).fit(X, y))
        for s in (5, 5, 6)
    ]
    assert runs[0] == runs[1] != runs[2]


def test_extreme_input_is_learned():
    names = np.array(["no", "yes"])
    one_each = KernelPerceptron("rbf").fit([[1e6], [-1e6]], names)
    assert one_each.predict([[1e6], [-1e6]]).tolist() == ["no", "yes"]
    twice = KernelPerceptron("rbf", max_epochs=7).fit([[1, 1], [1, 1]], [0, 1])
    assert not twice.converged_  # the same point in both classes
    assert np.isfinite(twice.decision_function([[1, 1]])).all()
    big = KernelPerceptron("poly").fit(1e6 * np.array([[1, 2], [3, 4], [-1, 0]]), [1, 1, 0])
    assert np.isfinite(big.decision_function([[1e6, 1e6]])).all()


POINTS = [[0.0, 1.0], [1.0, 0.0]]
ERRORS = [
    (lambda: KernelPerceptron().fit([1, 2], [0, 1]), "X must have shape (n_samples, n_features)"),
    (lambda: KernelPerceptron().fit([[np.nan], [1]], [0, 1]), "X must hold finite numbers"),
    (lambda: KernelPerceptron().fit(POINTS, [0, 1, 1]), "y must have shape (2,)"),
    (lambda: KernelPerceptron().fit(POINTS, [1, 1]), "y must hold exactly two classes, got 1"),
    (lambda: KernelPerceptron(order="backwards"), "order must be one of cyclic, random"),
    (lambda: KernelPerceptron(max_epochs=0), "max_epochs must be at least 1, got 0"),
    (lambda: KernelPerceptron(seed=-1), "seed must be at least 0, got -1"),
    (lambda: KernelPerceptron().predict(POINTS), "fit must be called first"),
    (
        lambda: KernelPerceptron().fit(POINTS, [0, 1]).predict([[1.0]]),
        "X must have 2 features, as in fit, got 1",
    ),
]


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_its_message_goes_by_what_it_predicts():
    """No line through the origin separates these (by hand: w = (a, b) would need b < a < -2.1 |b|).

    Yet the sums it learns from, in another order, once round to scores all above 0.
    """
    X, y = [[-0.9, 1.9], [-1, 1], [0.6, 0.1], [-0.1, -0.1]], [1, 0, 0, 1]
    machine = KernelPerceptron(kernel="linear", fit_intercept=False, max_epochs=200).fit(X, y)
    assert not machine.converged_
    assert machine.n_epochs_ == 200
    wrong = int((machine.predict(X) != y).sum())
    assert f": {wrong} of 4 points are still on the wrong side" in machine.message_


def test_its_mistakes_are_a_sequence():
    machine = KernelPerceptron("linear").fit(*AND)
    made = machine.mistakes_
    every = [made[k] for k in range(len(made))]
    assert list(made) == every
    assert made[-1] == every[-1]
    assert made[1:7:2] == every[1:7:2]
    assert repr(made) == f"<DualMistakes: {len(every)} updates>"
    with pytest.raises(IndexError):
        made[len(every)]
