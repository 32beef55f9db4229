"""ADALINE against the rule of 1960 written out, least squares, and the perceptron's mistakes."""

import math

import numpy as np
import pytest

from mlmath.datasets import penguins, standardize, two_clouds
from mlmath.lms import Adaline, wiener_solution
from mlmath.separation import augment

OR = (np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 1]))


def test_or_by_hand():
    """One epoch with μ = 1/2, on paper: e = -1, 1.5, 1.25, -1.125... from w = 0, b = 0."""
    machine = Adaline(mu=0.5, max_epochs=1).fit(*OR)
    # 00: e = -1 → b = -.5;  01: e = 1.5 → w2 = .75, b = .25;  10: e = .75 → w1 = .375, b = .625;
    # 11: sum 1.75, e = -.75 → w = (0, .375), b = .25.
    assert machine.errors_.tolist() == [[-1, 1.5, 0.75, -0.75]]
    assert machine.coef_.tolist() == [0, 0.375]
    assert machine.intercept_ == 0.25
    assert machine.message_ == "Made all 1 epochs: the mean squared error of the last is 1.094."


def written_out(X, y, mu, epochs, normalized, turns):
    """The rule, sample by sample; turns[k] is the order of epoch k."""
    w, b = np.zeros(X.shape[1]), 0.0
    for turn in turns[:epochs]:
        for i in turn:
            step = mu * (y[i] - (w @ X[i] + b)) / ((X[i] @ X[i] + 1) if normalized else 1)
            w, b = w + step * X[i], b + step
    return w, b


@pytest.mark.parametrize("order", ["cyclic", "random"])
@pytest.mark.parametrize("normalized", [False, True])
def test_it_is_the_rule_written_out(order, normalized):
    X, y, *_ = two_clouds(50, 0.2, 3)
    rng = np.random.default_rng(11)
    turns = [rng.permutation(len(X)) if order == "random" else np.arange(len(X)) for _ in range(4)]
    mu = 0.05
    machine = Adaline(mu=mu, max_epochs=4, order=order, normalized=normalized, seed=11).fit(X, y)
    w, b = written_out(X, y, mu, 4, normalized, turns)
    np.testing.assert_allclose(machine.coef_, w, rtol=1e-10)
    assert machine.intercept_ == pytest.approx(b, rel=1e-10)
    # The first error of each run is the first target itself.
    assert machine.errors_[0, 0] == pytest.approx(y[turns[0][0]])


def test_equal_seeds_give_equal_numbers_and_others_do_not():
    X, y, *_ = two_clouds(40, 0.1, 0)
    runs = [Adaline(order="random", max_epochs=3, seed=s).fit(X, y).coef_ for s in (1, 1, 2)]
    assert np.array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


def test_a_small_step_leads_to_the_least_squared_error():
    """Least squares on targets ±1 has it in one step; what remains is of the order of μ n."""
    birds = penguins()
    Z = standardize(birds.X)
    machine = Adaline(mu=1e-4, max_epochs=400).fit(Z, birds.y)
    goal = wiener_solution(augment(Z), birds.y)
    np.testing.assert_allclose([*machine.coef_, machine.intercept_], goal, atol=5e-3)
    assert (machine.predict(Z) == birds.y).mean() > 0.99
    squares = (machine.errors_**2).mean(axis=1)
    assert squares.shape == (400,)
    assert squares[-1] < squares[0]


def test_least_squared_error_is_not_fewest_mistakes():
    """A line divides these, but the sample at 40 drags least squares to the wrong side of 1."""
    X = np.array([[0.0], [0.0], [0.0], [1.0], [40.0]])
    y = np.array([-1, -1, -1, 1, 1])
    machine = Adaline(mu=2e-4, max_epochs=5000).fit(X, y)
    goal = wiener_solution(augment(X), y)
    np.testing.assert_allclose([*machine.coef_, machine.intercept_], goal, atol=0.02)
    assert machine.predict(X).tolist() == [-1, -1, -1, -1, 1]


def test_a_normalized_step_of_one_removes_the_sample_s_error():
    """Whatever its length; where samples are nearly orthogonal, no later one undoes it."""
    X = np.array([[1e6, 0.0], [0.0, 20.0]])
    machine = Adaline(mu=1.0, max_epochs=1, normalized=True).fit(X, [1, 2])
    assert machine.decision_function(X)[1] == pytest.approx(1, rel=1e-9)
    many = Adaline(mu=1.0, max_epochs=5, normalized=True).fit(X, [1, 2])
    np.testing.assert_allclose(many.decision_function(X), [-1, 1], rtol=1e-6)


def test_normalized_errors_are_those_of_the_samples_as_they_came():
    machine = Adaline(mu=0.5, max_epochs=1, normalized=True, fit_intercept=False)
    machine.fit([[3.0, 4.0], [3.0, 4.0], [0.0, 0.0]], ["a", "b", "b"])
    # e = -1, half of it removed: the sum is -.5, so that the next error is 1.5; zeros stay 1.
    np.testing.assert_allclose(machine.errors_, [[-1, 1.5, 1]])


@pytest.mark.parametrize("power", [-800, 664, 1000])
def test_a_normalized_step_knows_no_units_even_where_squares_leave_float64(power):
    """Powers of two round nothing; the second is about 1e200."""
    X, y, *_ = two_clouds(40, 0.1, 0)
    plain, far = (
        Adaline(mu=0.5, normalized=True, fit_intercept=False).fit(data, y)
        for data in (X, np.ldexp(X, power))
    )
    np.testing.assert_allclose(np.ldexp(far.coef_, power), plain.coef_, rtol=1e-9)
    np.testing.assert_allclose(far.errors_, plain.errors_, rtol=1e-9, atol=1e-12)
    assert far.message_ == plain.message_
    assert Adaline(normalized=True).fit(np.ldexp(X, 664), y).message_.startswith("Made all 50")


def test_labels_may_be_any_two_values_in_sorted_order():
    X, y = OR
    names = np.where(y == 1, "on", "off")
    machine = Adaline(mu=0.1).fit(X, names)
    assert machine.classes_.tolist() == ["off", "on"]
    assert machine.predict(X).tolist() == names.tolist()


def test_without_an_intercept_the_line_passes_through_the_origin():
    machine = Adaline(fit_intercept=False).fit([[2, 1], [-1, -3]], [1, -1])
    assert machine.intercept_ == 0
    assert machine.decision_function([[0, 0]]).tolist() == [0]


def test_a_step_too_large_diverges_and_says_so():
    X, y, *_ = two_clouds(40, 0.1, 0)
    machine = Adaline(mu=50.0).fit(X, y)
    assert machine.diverged_
    assert machine.n_epochs_ < 50
    assert machine.errors_.shape == (machine.n_epochs_, 40)
    assert np.isfinite(machine.coef_).all()
    said = f"Diverged in epoch {machine.n_epochs_}: the step size mu=50 is too large."
    assert machine.message_ == said
    assert set(machine.predict(1e9 * X)) <= {-1, 1}


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_features_of_any_size_and_constant_ones(scale):
    X = scale * np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
    machine = Adaline(mu=1.0, max_epochs=2000, normalized=True, fit_intercept=False)
    assert machine.fit(X, [0, 0, 1, 1]).predict(X).tolist() == [0, 0, 1, 1]


GOOD = [[0.0, 1.0], [1.0, 0.0]]
ERRORS = [
    (lambda: Adaline(mu=0), "mu must be above 0, got 0"),
    (lambda: Adaline(mu=math.nan), "mu must be finite, got nan"),
    (lambda: Adaline(max_epochs=0), "max_epochs must be at least 1, got 0"),
    (lambda: Adaline(order="backwards"), "order must be one of cyclic, random, got 'backwards'"),
    (lambda: Adaline(seed=-1), "seed must be at least 0, got -1"),
    (lambda: Adaline().fit([1, 2], [0, 1]), "X must have shape (n_samples, n_features), got (2,)"),
    (lambda: Adaline().fit([[math.nan, 1], [1, 1]], [0, 1]), "X must hold finite numbers, got nan"),
    (lambda: Adaline().fit(GOOD, [0]), "y must have shape (2,), one label for each sample"),
    (lambda: Adaline().fit(GOOD, [1, 1]), "y must hold exactly two classes, got 1: 1"),
    (lambda: Adaline(normalized=True).fit([[1.5e308, 1.5e308], [1, 0]], [0, 1]),
     "X must hold samples whose lengths, and 1 over them, float64 can hold, got lengths from 1"),
    (lambda: Adaline().predict(GOOD), "fit must be called first"),
    (lambda: Adaline().fit(GOOD, [0, 1]).predict([[1]]),
     "X must have 2 features, as in fit, got 1"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_it_prints_its_parameters():
    assert repr(Adaline(mu=0.5)) == (
        "Adaline(mu=0.5, max_epochs=50, order='cyclic', normalized=False, fit_intercept=True, "
        "seed=0)"
    )
