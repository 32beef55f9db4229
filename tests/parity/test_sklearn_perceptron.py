"""The perceptron against scikit-learn's."""

import numpy as np
import pytest
from sklearn.linear_model import Perceptron as SklearnPerceptron

from mlmath.datasets import penguins, standardize, two_clouds
from mlmath.perceptron import Perceptron


@pytest.mark.parametrize("seed", range(4))
def test_cyclic_order_agrees_with_scikit_learn_update_for_update(seed):
    X, y, *_ = two_clouds(30, 0.2, seed)
    X = X + np.array([1.0, -0.5])
    shuffled = np.random.default_rng(seed).permutation(len(X))
    X, y = X[shuffled], y[shuffled]
    machine = Perceptron().fit(X, y)
    theirs = SklearnPerceptron(eta0=1.0, penalty=None)
    theirs.partial_fit(np.zeros((1, 2)), y[:1], classes=[-1, 1])  # starts it: adds y to b
    theirs.intercept_[:] = 0.0
    ours = iter(machine.mistakes_)
    for epoch in range(1, machine.n_epochs_ + 1):
        for i in range(len(X)):
            before = np.append(theirs.coef_, theirs.intercept_)
            theirs.partial_fit(X[i : i + 1], y[i : i + 1])
            after = np.append(theirs.coef_, theirs.intercept_)
            if not np.array_equal(before, after):
                m = next(ours)
                assert (m.epoch, m.index) == (epoch, i)
                np.testing.assert_allclose(after, [*m.weights, m.intercept], rtol=1e-12)
    assert next(ours, None) is None
    assert (theirs.predict(X) == machine.predict(X)).all()


def test_the_four_cards_of_the_chapter_agree_with_scikit_learn():
    """The chapter quotes these numbers and names this comparison."""
    X, y = np.array([[0, 1], [2, 0], [1, 2], [3, 1]]), np.array([1, -1, 1, -1])
    theirs = SklearnPerceptron(shuffle=False, tol=None).fit(X, y)
    machine = Perceptron().fit(X, y)
    assert [m.index for m in machine.mistakes_] == [0, 1, 2, 3, 2]
    assert theirs.coef_.tolist() == [machine.coef_.tolist()] == [[-3, 4]]
    assert theirs.intercept_.tolist() == [machine.intercept_] == [1]


def test_the_standardized_penguins_of_the_chapter_agree_with_scikit_learn():
    """The chapter names this comparison: the same weights and bias, in the order of the table."""
    birds = penguins()
    Z = standardize(birds.X)
    theirs = SklearnPerceptron(shuffle=False, tol=None).fit(Z, birds.y)
    machine = Perceptron().fit(Z, birds.y)
    assert machine.converged_
    assert len(machine.mistakes_) == 1
    np.testing.assert_allclose(theirs.coef_, [machine.coef_], rtol=1e-12)
    np.testing.assert_allclose(theirs.intercept_, [machine.intercept_], rtol=1e-12)
    assert (theirs.predict(Z) == machine.predict(Z)).all()


@pytest.mark.parametrize("epochs", [1, 2, 7])
@pytest.mark.parametrize("seed", range(4))
def test_on_data_that_no_line_divides_each_epoch_ends_at_scikit_learns_weights(seed, epochs):
    X, y, *_ = two_clouds(60, -1.0, seed=seed)
    ours = Perceptron(max_epochs=epochs).fit(X, y)
    theirs = SklearnPerceptron(shuffle=False, tol=None, max_iter=epochs).fit(X, y)
    assert not ours.converged_
    np.testing.assert_allclose([ours.coef_], theirs.coef_, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose([ours.intercept_], theirs.intercept_, rtol=1e-12)
