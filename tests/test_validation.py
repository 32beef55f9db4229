"""The checks of arguments: what passes, and what an error says."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from mlmath import validation
from mlmath.autodiff.functional import dropout
from mlmath.backprop import MLP, he, naive, symmetry_task, xavier
from mlmath.boolean import count_threshold_functions, masks, parity, parity_network, truth_table
from mlmath.datasets import letter, noisy, shifted, two_clouds, two_letters
from mlmath.dimension import KNeighbors, ball_volume, norm_law, points_in_ball
from mlmath.foundations import LogisticRegression
from mlmath.kernels import SVC, KernelPerceptron
from mlmath.language_model import GPTConfig, parameter_count, training_flops, uniform_loss
from mlmath.language_model.training import batches
from mlmath.layers import Dropout
from mlmath.lms import Adaline
from mlmath.optimizers import cosine, step_decay
from mlmath.perceptron import Perceptron
from mlmath.separation import cover_count, dichotomies, separable_probability, separable_share


def test_what_is_right_comes_back_as_float64():
    X = validation.points([[1, 2], [3, 4]])
    assert X.dtype == np.float64
    assert X.tolist() == [[1, 2], [3, 4]]
    assert validation.signs([1, -1], 2).dtype == np.float64
    assert validation.count(np.int32(3), "n") == 3


def test_two_classes_are_sorted_and_become_signs():
    classes, y = validation.two_classes(["b", "a", "b"], 3)
    assert classes.tolist() == ["a", "b"]
    assert y.tolist() == [1, -1, 1]
    assert validation.two_classes([True, False], 2)[1].tolist() == [1, -1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: validation.points([[1, 2], [3]]),
         "X must hold numbers in a rectangular shape, got [[1, 2], [3]]"),
        (lambda: validation.points(5), "X must have shape (n_samples, n_features), got ()"),
        (lambda: validation.points([[math.inf]]), "X must hold finite numbers, got inf"),
        (lambda: validation.points([[]]),
         "X must hold at least one sample of at least one feature, got (1, 0)"),
        (lambda: validation.labels([[1]], 1),
         "y must have shape (1,), one label for each sample, got (1, 1)"),
        (lambda: validation.signs([1, 0.5], 2), "y must hold only -1 and +1, got 0.5"),
        (lambda: validation.two_classes(np.array([1, "a"], dtype=object), 2),
         "y must hold labels of one kind, got array([1, 'a'], dtype=object)"),
        (lambda: validation.two_classes(range(6), 6),
         "y must hold exactly two classes, got 6: 0, 1, 2, 3…"),
        (lambda: validation.vector([[1]], 1), "w must have shape (1,), got (1, 1)"),
        (lambda: validation.count(-1, "n", low=0), "n must be at least 0, got -1"),
    ],
)  # fmt: skip
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: validation.number("1", "mu"), "mu must be a number, got '1'"),
        (lambda: validation.number(True, "mu"), "mu must be a number, got True"),
        (lambda: validation.number(math.nan, "mu", above=0), "mu must be finite, got nan"),
        (lambda: validation.number(0, "mu", above=0), "mu must be above 0, got 0"),
        (lambda: validation.number(-1, "mu", low=0), "mu must be at least 0, got -1"),
        (lambda: validation.number(1.5, "p", low=0, high=1), "p must be at most 1, got 1.5"),
        (lambda: validation.number(1, "p", low=0, below=1), "p must be below 1, got 1"),
        (lambda: validation.choice("rbg", "kernel", ("linear", "rbf")),
         "kernel must be one of linear, rbf, got 'rbg'"),
        (lambda: validation.shaped([[1, 2, 3]], ("n", "n"), "R"),
         "R must have shape (n, n), got (1, 3)"),
        (lambda: validation.shaped([1.0], (2,), "b"), "b must have shape (2,), got (1,)"),
        (lambda: validation.shaped([], ("n",), "b"), "b must have shape (n,), got (0,)"),
        (lambda: validation.generator(-1), "seed must be at least 0, got -1"),
        (lambda: validation.generator(1.5), "seed must be an integer, got 1.5"),
    ],
)  # fmt: skip
def test_an_error_says_which_number_shape_or_choice(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value) == message


def test_limits_that_are_allowed_pass():
    assert validation.number(np.float32(0.5), "p", low=0.5, high=0.5) == 0.5
    assert validation.number(3, "n", above=2, below=4) == 3.0
    assert validation.shaped([[1, 2], [3, 4]], ("n", "n"), "R").dtype == np.float64
    rng = np.random.default_rng(1)
    assert validation.generator(rng) is rng
    assert validation.generator(1).random() == np.random.default_rng(1).random()


@pytest.mark.parametrize("value", [["1", "2"], [1j], [None], 10**400, [10**400], [{}]])
def test_what_is_no_real_number_is_none(value):
    with pytest.raises(ValueError, match=r"^X must hold (numbers|finite)"):
        validation.numbers(value, "X")


def test_a_number_beyond_float64_is_not_finite():
    with pytest.raises(ValueError, match=r"^n must be finite, got inf$"):
        validation.number(10**400, "n")


NAN = float("nan")


@pytest.mark.parametrize(
    "missing",
    [
        [NAN, 1.0, 2.0],
        np.array([NAN, 1, 2], object),
        np.array([1, None, 2], object),
        [1, None, 2],
        np.array([1, float("inf"), 2], object),
        ["a", NAN, "b"],
        np.array(["a", NAN, "b"], object),
        np.array(["NaT", "2020-01-01", "2021-01-01"], "datetime64[D]"),
        [1, complex(0, NAN), 2],
        np.ma.array([1, 2, 3], mask=[False, True, False]),
        np.ma.array(["a", "b", "c"], mask=[False, True, False]),
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "fit",
    [
        lambda X, y: Perceptron().fit(X, y),
        lambda X, y: Adaline().fit(X, y),
        lambda X, y: SVC().fit(X, y),
        lambda X, y: KernelPerceptron().fit(X, y),
        lambda X, y: KNeighbors(1).fit(X, y),
        lambda X, y: LogisticRegression().fit(X, y),
        lambda X, y: MLP((1, 3), output="softmax").fit(X, y),
    ],
)
def test_a_label_that_is_missing_is_no_class_whatever_the_dtype(missing, fit):
    with pytest.raises(ValueError, match=r"^y must hold (finite labels|no masked entries), got"):
        fit([[0.0], [1.0], [2.0]], missing)


@pytest.mark.parametrize("kind", [list, tuple, np.array, lambda y: np.array(y, object)])
def test_labels_of_every_kind_keep_their_kind(kind):
    of_each: Any = (["b", "a", "b"], [2, 1, 2], [1.5, -1.5, 1.5], [True, False, True])
    for given in of_each:
        classes, codes = validation.classes(kind(given), 3)
        assert classes.tolist() == sorted(set(given))
        assert [type(c) for c in classes.tolist()] == [type(given[0])] * 2
        assert codes.tolist() == [1, 0, 1]


@pytest.mark.parametrize("mixed", [["a", 1], ("a", 1.5), [b"a", "b"], np.array(["a", 1], object)])
def test_texts_and_numbers_are_not_of_one_kind(mixed):
    """NumPy would make a text of the number without a word."""
    with pytest.raises(ValueError, match=r"^y must hold labels of one kind, got "):
        validation.classes(mixed, 2)


@pytest.mark.parametrize(
    "value",
    [
        np.array(["3", "4"], object),
        np.array([1, 1j], object),
        np.array([1, np.complex64(1j)], object),
        np.array([1.0, None], object),
        np.array([1.0, NAN], object),
        np.ma.array([1.0, 2.0], mask=[False, True]),
    ],
    ids=repr,
)
def test_what_is_no_number_is_none_in_an_array_of_objects_too(value):
    with pytest.raises(ValueError, match=r"^X must hold "):
        validation.numbers(value, "X")


def test_numbers_of_any_exact_kind_pass():
    given = np.array([Fraction(1, 4), True, np.int8(2), 3], object)
    assert validation.numbers(given, "X").tolist() == [0.25, 1, 2, 3]
    assert validation.numbers(np.ma.array([1, 2]), "X").tolist() == [1, 2]  # nothing is masked


@pytest.mark.parametrize(
    ("f", "sizes"),
    [
        (cover_count, (100, 50)),
        (separable_probability, (100, 50)),
        (lambda n: list(dichotomies(n)), (5,)),
        (parameter_count, (12, 120, 120, 100)),
        (training_flops, (12, 120, 120, 100)),
        (uniform_loss, (120,)),
        (ball_volume, (100,)),
        (norm_law, (100,)),
        (points_in_ball, (3, 100)),
        (truth_table, (9,)),
        (parity, (9,)),
        (masks, (9, 3)),
        (lambda n: parity_network(n).outputs(), (9,)),
        (count_threshold_functions, (3,)),
        (symmetry_task, (9,)),
        (lambda n, m: xavier(n, m, np.random.default_rng(0)), (100, 100)),
        (lambda n: two_clouds(n, seed=n), (100,)),
        (lambda n: two_letters("A", "C", n, seed=n), (10,)),
        (lambda i, j: shifted(letter("A"), i, j), (2, -1)),
        (lambda n, w: [cosine(1.0, n, w)(k) for k in range(n)], (100, 50)),
        (lambda n: step_decay(1.0, n)(1000), (100,)),
        (lambda n: MLP((n, n), seed=n).layers[0].weight.data, (100,)),
        (lambda n: MLP((1, n)).fit([[0.0]], [[1.0] * n], epochs=n).losses_, (100,)),
    ],
)
def test_numpy_integers_give_what_integers_give(f, sizes):
    """int8 overflows at 128, and unsigned integers have no -1: the answer for int is right."""
    kinds = [np.int8, np.int64] + ([np.uint8] if min(sizes) > 0 else [])
    right = f(*sizes)
    for kind in kinds:
        found = f(*map(kind, sizes))
        assert np.array_equal(listed(found), listed(right))
        assert type(found) is type(right)


def listed(value):
    """Return something that can be compared, of what a function returned."""
    if isinstance(value, tuple) and any(isinstance(v, np.ndarray) for v in value):
        return np.concatenate([np.ravel(v) for v in value if isinstance(v, np.ndarray)])
    return np.array(value, dtype=object)


def test_numpy_integers_become_python_s_where_they_are_kept():
    some: Any = np.int8(100)
    half: Any = np.float32(0.5)
    config = GPTConfig(some, some, some, some, some, dropout=half)
    assert {type(v) for v in vars(config).values()} == {int, float, bool}
    assert type(MLP((some, some)).sizes[0]) is int
    assert type(Dropout(half).p) is float


def test_a_share_of_labelings_does_not_overflow():
    """63 points and 32 dimensions: one half and the middle binomial of 62, in whole numbers."""
    right = Fraction(sum(math.comb(62, k) for k in range(32)), 2**62)
    n: Any = np.int64(63)
    assert separable_probability(n, 32) == float(right)


@pytest.mark.parametrize(
    "make",
    [
        lambda seed: Perceptron(order="random", seed=seed),
        lambda seed: KernelPerceptron(seed=seed),
        lambda seed: Adaline(seed=seed),
        lambda seed: MLP((1, 1), seed=seed),
        lambda seed: two_clouds(seed=seed),
        lambda seed: two_letters("A", "C", seed=seed),
        lambda seed: points_in_ball(1, 1, seed=seed),
    ],
)
@pytest.mark.parametrize("seed", [None, 1.5, -1, True, "0"])
def test_every_seed_is_an_integer_or_a_generator(make, seed):
    """None would be a seed that nobody can know afterward."""
    with pytest.raises(ValueError, match=r"^seed must be "):
        make(seed)


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: dropout([1.0], 0.5, rng),
        lambda rng: noisy(letter("A"), 0.1, rng),
        lambda rng: separable_share(3, 2, 1, rng),
        lambda rng: next(batches(np.arange(9), 2, 1, rng)),
        lambda rng: naive(1, 1, rng),
        lambda rng: xavier(1, 1, rng),
        lambda rng: he(1, 1, rng),
    ],
)
def test_every_generator_may_be_given_as_its_seed_and_is_never_none(draw):
    """As everywhere: equal seeds give equal numbers, and None is none."""
    for value, same in zip(
        np.ravel(draw(7)), np.ravel(draw(np.random.default_rng(7))), strict=True
    ):
        assert value == same
    with pytest.raises(ValueError, match=r"^rng must be an integer, got None$"):
        draw(None)
