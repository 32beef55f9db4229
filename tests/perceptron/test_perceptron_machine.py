"""The machine itself, against a scalar version and Novikoff's inequalities."""

import math
from itertools import islice

import numpy as np
import pytest

from mlmath.datasets import two_clouds
from mlmath.perceptron import (
    ORDERS,
    Perceptron,
    augment,
    margin,
    novikoff_bound,
    widest_separator,
)

AND = (np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1]))
XOR = (AND[0], np.array([0, 1, 1, 0]))


def scalar_perceptron(X, y, max_epochs):
    """The rule of 1958 in plain Python, one sample at a time, one number at a time."""
    w, b, updates = [0.0] * len(X[0]), 0.0, []
    for epoch in range(1, max_epochs + 1):
        clean = True
        for i in range(len(X)):
            score = b
            for j in range(len(w)):
                score += w[j] * X[i][j]
            if y[i] * score <= 0:
                clean = False
                for j in range(len(w)):
                    w[j] += y[i] * X[i][j]
                b += y[i]
                updates.append((epoch, i, tuple(w), b))
        if clean:
            break
    return updates


def recorded(machine):
    return [(m.epoch, m.index, tuple(m.weights), m.intercept) for m in machine.mistakes_]


def test_and_by_hand():
    """Worked on paper: AND in the order 00, 01, 10, 11, the first three rounds."""
    machine = Perceptron().fit(*AND)
    assert recorded(machine)[:6] == [
        (1, 0, (0, 0), -1),  # 00: score 0 counts as a mistake
        (1, 3, (1, 1), 0),  # 11: score -1
        (2, 0, (1, 1), -1),  # 00: score 0
        (2, 1, (1, 0), -2),  # 01: score 0
        (2, 3, (2, 1), -1),  # 11: score -1
        (3, 1, (2, 0), -2),  # 01: score 0
    ]
    assert machine.converged_
    assert machine.predict(AND[0]).tolist() == [0, 0, 0, 1]
    assert machine.message_ == (
        f"Converged after {len(machine.mistakes_)} updates in {machine.n_epochs_} epochs: "
        "all 4 points are on their side."
    )


@pytest.mark.parametrize("seed", range(60))
def test_cyclic_order_agrees_with_the_scalar_version_update_for_update(seed, separable):
    X, y = separable(seed)
    machine = Perceptron(max_epochs=40).fit(X, y)
    assert recorded(machine) == scalar_perceptron(X.tolist(), y.tolist(), 40)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(25))
def test_each_update_corrects_a_sample_that_was_wrong(seed, order, separable):
    X, y = separable(seed)
    w, b = np.zeros(X.shape[1]), 0.0
    for m in islice(Perceptron(order=order, seed=seed).steps(X, y), 200):
        assert y[m.index] * (w @ X[m.index] + b) <= 0
        w, b = w + y[m.index] * X[m.index], b + y[m.index]
        assert np.array_equal(m.weights, w)
        assert m.intercept == b


def test_in_random_order_each_epoch_shows_each_sample_at_most_once():
    X, y, *_ = two_clouds(40, 0.05, 7)
    machine = Perceptron(order="random", seed=3).fit(X + 4, y)
    seen = [(m.epoch, m.index) for m in machine.mistakes_]
    assert len(set(seen)) == len(seen) > 20
    assert [epoch for epoch, _ in seen] == sorted(epoch for epoch, _ in seen)


def test_equal_seeds_give_equal_runs_and_others_do_not():
    X, y, *_ = two_clouds(40, 0.1, 2)
    runs = [recorded(Perceptron(order="random", seed=s).fit(X + 2, y)) for s in (5, 5, 6)]
    assert runs[0] == runs[1] != runs[2]


def test_the_adversary_gets_about_twice_as_many_updates_as_chance():
    ratios = []
    for seed in range(40):
        X, y, *_ = two_clouds(60, 0.2, seed)
        made = {o: len(Perceptron(order=o, seed=seed).fit(X, y).mistakes_) for o in ORDERS}
        ratios.append(made["adversarial"] / made["random"])
    assert math.exp(np.mean(np.log(ratios))) > 1.7


def test_an_epoch_of_the_adversary_is_as_many_updates_as_samples():
    machine = Perceptron(max_epochs=3, order="adversarial").fit(*XOR)
    assert [m.epoch for m in machine.mistakes_] == [1] * 4 + [2] * 4 + [3] * 4


def test_the_adversary_comes_near_the_bound_on_a_narrow_ring():
    """Points of length 1 around an axis, each at height 0.1: the bound is 100."""
    t = np.arange(20) * math.tau / 20
    ring = np.column_stack([*(math.sqrt(0.99) * np.stack([np.cos(t), np.sin(t)])), 0 * t + 0.1])
    y = np.where(np.arange(20) % 2, 1.0, -1.0)
    X = y[:, None] * ring
    machine = Perceptron(order="adversarial", fit_intercept=False).fit(X, y)
    assert novikoff_bound(X, y, [0, 0, 1]) == pytest.approx(100)
    assert 50 < len(machine.mistakes_) <= 100


@pytest.mark.parametrize("order", ORDERS)
def test_on_data_that_no_line_divides_it_stops_and_says_so(order):
    machine = Perceptron(max_epochs=20, order=order).fit(*XOR)
    assert machine.converged_ is False
    assert machine.n_epochs_ == 20
    assert machine.message_.startswith("Stopped at the limit of max_epochs=20 after ")
    assert "points are still on the wrong side" in machine.message_
    assert set(machine.predict(XOR[0])) <= {0, 1}


def test_sums_that_are_zero_on_paper_do_not_make_it_say_what_it_does_not_do():
    """A score that is 0 in tenths: sums in another order round it to either side."""
    X, y = [[-0.8, 0.2, -0.4], [-0.6, 0.1, 0.5], [-0.4, 0.8, -0.9]], [1, 1, -1]
    machine = Perceptron().fit(X, y)
    assert machine.converged_
    assert machine.predict(X).tolist() == y


def test_a_point_on_the_line_is_a_mistake_though_its_label_may_be_predicted():
    """By hand: the origin has score 0 whatever w is, and `predict` takes the first class for 0."""
    X, y = [[0.0], [1.0]], [0, 1]
    machine = Perceptron(max_epochs=4, fit_intercept=False).fit(X, y)
    assert machine.predict(X).tolist() == y
    assert not machine.converged_
    assert machine.message_ == (
        "Stopped at the limit of max_epochs=4 after 5 updates in 4 epochs: "
        "0 of 2 points are still on the wrong side, and 1 on the line."
    )
    machine.fit(X, [1, 0])
    assert machine.message_.endswith(": 1 of 2 points are still on the wrong side.")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("exponent", [-1060, -990, -600, -250, 250, 480])
def test_a_change_of_units_changes_no_update(exponent, order, separable):
    """In powers of two, which are exact; the origin's lines, for the constant 1 has no unit."""
    X, y = separable(3)
    plain = Perceptron(40, order, 1, fit_intercept=False).fit(X, y)
    scaled = Perceptron(40, order, 1, fit_intercept=False).fit(np.ldexp(X, exponent), y)
    assert [(m.epoch, m.index) for m in scaled.mistakes_] == [
        (m.epoch, m.index) for m in plain.mistakes_
    ]
    assert scaled.message_ == plain.message_
    assert scaled.coef_.tolist() == np.ldexp(plain.coef_, exponent).tolist()
    assert scaled.predict(np.ldexp(X, exponent)).tolist() == plain.predict(X).tolist()


def test_beside_tiny_points_an_intercept_decides_until_it_is_zero():
    """By hand: points ±1e-200 of classes ±1.  Updates at both bring b to 0, and then w is right."""
    X, y = [[1e-200], [-1e-200]], [1, -1]
    machine = Perceptron().fit(X, y)
    assert recorded(machine) == [(1, 0, (1e-200,), 1.0), (1, 1, (2e-200,), 0.0)]
    assert machine.converged_
    assert machine.predict(X).tolist() == y


@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("size", [5e307, 1e151])
def test_numbers_whose_products_overflow_are_refused(size, fit_intercept):
    machine = Perceptron(fit_intercept=fit_intercept)
    with pytest.raises(ValueError, match=r"^X must hold numbers of at most 1e\+150 in size"):
        machine.fit([[size], [-size]], [0, 1])
    with pytest.raises(ValueError, match=r"^X must hold numbers of at most 1e\+150 in size"):
        next(machine.steps([[size], [-size]], [0, 1]))
    machine.fit([[1e150], [-1e150]], [0, 1])
    assert machine.converged_
    assert machine.predict([[1e150], [-1e150]]).tolist() == [0, 1]
    with pytest.raises(ValueError, match=r"^X must hold numbers of at most 1e\+150 in size"):
        machine.predict([[size]])


def test_a_machine_that_is_right_at_the_limit_has_converged():
    """One point of each class, opposite: one update puts both right, in the only epoch."""
    machine = Perceptron(max_epochs=1, fit_intercept=False).fit([[1.0], [-1.0]], [1, -1])
    assert machine.converged_
    assert machine.n_epochs_ == 1
    assert len(machine.mistakes_) == 1


def test_labels_may_be_any_two_values_in_sorted_order():
    X, y = AND
    names = np.where(y == 1, "yes", "no")
    machine = Perceptron().fit(X, names)
    assert machine.classes_.tolist() == ["no", "yes"]
    assert machine.predict(X).tolist() == names.tolist()
    assert recorded(machine) == recorded(Perceptron().fit(X, np.where(y == 1, 7, -3)))


def test_without_an_intercept_the_line_passes_through_the_origin():
    machine = Perceptron(fit_intercept=False).fit([[2, 1], [-1, -3], [1, 3]], [1, -1, 1])
    assert machine.intercept_ == 0
    assert machine.decision_function([[0, 0]]).tolist() == [0]


def test_steps_are_what_fit_records():
    X, y, *_ = two_clouds(30, 0.2, 1)
    for order in ORDERS:
        machine = Perceptron(order=order, seed=4)
        steps = [(m.epoch, m.index, tuple(m.weights), m.intercept) for m in machine.steps(X, y)]
        assert steps == recorded(machine.fit(X, y))


GOOD_X = [[0.0, 1.0], [1.0, 0.0]]
ERRORS = [
    (lambda: Perceptron().fit([1, 2, 3], [0, 1, 1]),
     "X must have shape (n_samples, n_features), got (3,)"),
    (lambda: Perceptron().fit(np.empty((0, 2)), []),
     "X must hold at least one sample of at least one feature, got (0, 2)"),
    (lambda: Perceptron().fit([[0, math.nan], [1, 1]], [0, 1]),
     "X must hold finite numbers, got nan"),
    (lambda: Perceptron().fit([["a", "b"]], [0]), "X must hold numbers in a rectangular shape"),
    (lambda: Perceptron().fit(GOOD_X, [0, 1, 1]),
     "y must have shape (2,), one label for each sample, got (3,)"),
    (lambda: Perceptron().fit(GOOD_X, [1, 1]), "y must hold exactly two classes, got 1: 1"),
    (lambda: Perceptron().fit([*GOOD_X, [1, 1]], [0, 1, 2]),
     "y must hold exactly two classes, got 3: 0, 1, 2"),
    (lambda: Perceptron().fit(GOOD_X, [0.0, math.nan]), "y must hold finite labels, got nan"),
    (lambda: Perceptron(order="backwards"),
     "order must be one of cyclic, random, adversarial, got 'backwards'"),
    (lambda: Perceptron(max_epochs=0), "max_epochs must be at least 1, got 0"),
    (lambda: Perceptron(max_epochs=1.5),  # type: ignore[arg-type]
     "max_epochs must be an integer, got 1.5"),
    (lambda: Perceptron().predict(GOOD_X), "fit must be called first"),
    (lambda: Perceptron().fit(*AND).predict([[1, 2, 3]]),
     "X must have 2 features, as in fit, got 3"),
    (lambda: margin(GOOD_X, [0, 1], [1, 1]), "y must hold only -1 and +1, got 0"),
    (lambda: margin(GOOD_X, [1, -1], [1, 1, 1]), "w must have shape (2,), got (3,)"),
    (lambda: margin(GOOD_X, [1, -1], [0, 0]), "w must not be all zero"),
    (lambda: novikoff_bound(GOOD_X, [1, -1], [1, 1]),
     "w must separate the samples, got a margin of -0.707107"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)


def test_the_adversary_works_where_the_margin_is_below_rounding():
    """On paper (1, 3), (2, 6), (3, 9) times a tenth lie on one line; in float64s not quite."""
    X, y = [[0.1, 0.3], [0.2, 0.6], [0.3, 0.9]], [1, -1, 1]
    assert widest_separator(augment(X), y) is not None
    machine = Perceptron(20, "adversarial").fit(X, y)
    assert not machine.converged_
    assert machine.n_epochs_ == 20
