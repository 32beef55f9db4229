"""The multilayer perceptron: both ways to its gradients, what it learns, what it refuses."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.autodiff import gradient_check
from mlmath.autodiff.tensor import Tensor
from mlmath.backprop import MLP, gradients_by_hand, xor_task

OUTPUTS = [
    ("linear", "squared"),
    ("sigmoid", "squared"),
    ("sigmoid", "cross-entropy"),
    ("softmax", "cross-entropy"),
]


def network(activation, output, loss, **options):
    """Return a network with nonzero biases, samples and targets."""
    rng = np.random.default_rng(5)
    mlp = MLP((4, 5, 6, 3), activation, output, loss, seed=1, **options)
    for layer in mlp.layers:
        layer.bias.data[:] = rng.normal(size=layer.bias.shape)
    y = rng.integers(0, 3, 7) if output == "softmax" else rng.random((7, 3))
    return mlp, rng.normal(size=(7, 4)), y


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu"])
@pytest.mark.parametrize(("output", "loss"), OUTPUTS)
def test_the_formulas_of_1986_and_the_tape_agree(activation, output, loss):
    """Rumelhart, Hinton and Williams 1986, equations 1 to 7, with penalty and dropout."""
    mlp, X, y = network(activation, output, loss, l2=0.1, dropout=0.3)
    by_hand = gradients_by_hand(mlp, X, y)  # first: it draws the masks that come next
    value = mlp.loss(X, y)
    value.backward()
    assert value.item() == pytest.approx(by_hand.loss, rel=1e-13)
    assert by_hand.gradients.keys() == mlp.state_dict().keys()
    for name, parameter in mlp.named_parameters():
        np.testing.assert_allclose(
            parameter.grad, by_hand.gradients[name], rtol=1e-11, atol=1e-14, err_msg=name
        )


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu"])
@pytest.mark.parametrize(("output", "loss"), OUTPUTS)
def test_the_gradients_are_those_of_central_differences(activation, output, loss):
    mlp, X, y = network(activation, output, loss, l2=0.1)

    def of_first_weights(weight):
        mlp.layers[0].weight = weight
        return mlp.loss(X, y)

    assert gradient_check(of_first_weights, mlp.layers[0].weight.data)


# Where a hidden unit or an output stands at a place where its function, or a part of it, may have
# a kink, and where outputs are equal.
AT_ZERO = {
    "no weights": lambda mlp: [p.data.fill(0) for p in mlp.parameters()],
    "no last weights": lambda mlp: [p.data.fill(0) for p in mlp.layers[-1].parameters()],
    "equal units": lambda mlp: [p.data.fill(0.5) for p in mlp.parameters()],
    "no biases": lambda mlp: [layer.bias.data.fill(0) for layer in mlp.layers],
}


@pytest.mark.parametrize("place", AT_ZERO)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu"])
@pytest.mark.parametrize(("output", "loss"), OUTPUTS)
def test_the_gradients_are_right_at_zeros_and_ties(activation, output, loss, place):
    """One sample is zero.  By central differences: of all parameters where the loss is smooth.

    With hidden ReLUs at their kinks it is smooth in what comes after them.
    """
    mlp, X, y = network(activation, output, loss, l2=0.1)
    AT_ZERO[place](mlp)
    X[0] = 0
    by_hand = gradients_by_hand(mlp, X, y)
    mlp.loss(X, y).backward()
    for name, parameter in mlp.named_parameters():
        np.testing.assert_allclose(
            parameter.grad, by_hand.gradients[name], rtol=1e-11, atol=1e-14, err_msg=name
        )

    def of(*parameters):
        for layer, weight, bias in zip(layers, parameters[::2], parameters[1::2], strict=True):
            layer.weight, layer.bias = weight, bias
        return mlp.loss(X, y)

    smooth = activation != "relu" or place in ("equal units", "no last weights")
    layers = mlp.layers if smooth and place != "equal units" else mlp.layers[-1:]
    assert gradient_check(of, *[p.data for layer in layers for p in (layer.weight, layer.bias)])


@pytest.mark.parametrize("y", [0, 0.25, 1])
def test_the_output_at_zero_has_slope_one_half_minus_the_target(y):
    """By hand: the output is 1/2 there, and with cross-entropy the slope is what is too much."""
    mlp = MLP((1, 1), output="sigmoid")
    mlp.loss([[0.0]], [[y]]).backward()
    assert mlp.layers[0].bias.grad.tolist() == [0.5 - y]


def test_the_output_bias_of_exclusive_or_as_it_starts():
    """By hand and by central differences; put together from kinked pieces it was -0.0806."""
    mlp = MLP((2, 3, 1), output="sigmoid")
    mlp.loss(*xor_task()).backward()
    assert mlp.layers[-1].bias.grad == pytest.approx([0.0444], abs=5e-5)


def test_behind_dead_units_the_output_still_learns_how_frequent_the_classes_are():
    """Closed form: the best constant output of 3 ones in 4 has the loss H(3/4)."""
    mlp = MLP((1, 3, 1), activation="relu", output="sigmoid")
    mlp.layers[0].bias.data.fill(-100)
    mlp.fit([[0.0], [1.0], [2.0], [3.0]], [1, 1, 1, 0], epochs=200, lr=0.5)
    assert mlp.losses_[0] == pytest.approx(math.log(2))
    entropy = -0.75 * math.log(0.75) - 0.25 * math.log(0.25)
    assert mlp.losses_[-1] == pytest.approx(entropy, rel=1e-6)


@pytest.mark.parametrize("way", [lambda m, X, y: m.loss(X, y), gradients_by_hand])
def test_both_ways_refuse_a_class_that_is_not_there(way):
    mlp, X, _ = network("tanh", "softmax", "cross-entropy")
    for y, message in (
        (np.full(7, -1), "y must lie in [0, 3), got -1"),
        (np.full(7, 0.5), "y must hold numbers of classes, got dtype float64"),
    ):
        with pytest.raises(ValueError) as told:
            way(mlp, X, y)
        assert str(told.value) == message


def test_the_loss_by_hand():
    """One weight 2 and no bias: outputs 2, 4; targets 0, 0; the mean of 2^2/2, 4^2/2 is 5."""
    mlp = MLP((1, 1))
    mlp.load_state_dict({"layers.0.weight": [[2]], "layers.0.bias": [0]})
    assert mlp.loss([[1], [2]], [0, 0]).item() == 5
    penalized = MLP((1, 1), l2=3.0)
    penalized.load_state_dict({"layers.0.weight": [[2]], "layers.0.bias": [7]})
    # outputs 9 and 11; and 3/2 times the square of the weight, not of the bias
    assert penalized.loss([[1], [2]], [9, 11]).item() == 6


@pytest.mark.parametrize("z", [-1e6, -40.0, 0.0, 40.0, 1e6])
def test_binary_cross_entropy_is_finite_far_out(z):
    """The loss of target 1 at the sum z is log(1 + e^-z), which is -z far on the wrong side."""
    mlp = MLP((1, 1), output="sigmoid")
    mlp.load_state_dict({"layers.0.weight": [[z]], "layers.0.bias": [0]})
    value = mlp.loss([[1.0]], [1.0])
    value.backward()
    expected = -z if z < -30 else math.log1p(math.exp(-z))
    assert value.item() == pytest.approx(expected, rel=1e-12, abs=1e-17)
    assert np.isfinite(mlp.layers[0].weight.grad).all()


def test_a_linear_network_finds_the_least_squares_solution():
    """By the normal equations of NumPy."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(50, 3)), rng.normal(size=50)
    mlp = MLP((3, 1)).fit(X, y, epochs=600, lr=0.3)
    solution, *_ = np.linalg.lstsq(np.column_stack([X, np.ones(50)]), y, rcond=None)
    np.testing.assert_allclose(mlp.layers[0].weight.data[0], solution[:3], atol=1e-9)
    np.testing.assert_allclose(mlp.layers[0].bias.data, solution[3:], atol=1e-9)


def test_a_hidden_layer_learns_what_no_line_can():
    X, d = xor_task()
    mlp = MLP((2, 4, 2), output="softmax", seed=1).fit(X, d[:, 0].astype(int), epochs=300, lr=0.5)
    assert mlp.predict(X).tolist() == [0, 1, 1, 0]
    np.testing.assert_allclose(mlp(X).data.sum(axis=1), 1, rtol=1e-14)
    line = MLP((2, 2), output="softmax", seed=1).fit(X, d[:, 0].astype(int), epochs=300, lr=0.5)
    # The best line says one half to each: its loss is log 2.
    assert line.losses_[-1] == pytest.approx(math.log(2), abs=1e-6)


def test_labels_may_be_words():
    X = np.array([[0.0], [0.2], [2.0], [2.2]])
    y = ["far", "far", "near", "near"]
    mlp = MLP((1, 3, 2), output="softmax", seed=0).fit(X, y, epochs=100, lr=0.5)
    assert mlp.classes_.tolist() == ["far", "near"]
    assert mlp.predict(X).tolist() == y


@pytest.mark.parametrize("batch_size", [None, 4, 100])
def test_equal_seeds_give_equal_numbers(batch_size):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(10, 2)), rng.normal(size=10)

    def losses(seed):
        mlp = MLP((2, 5, 1), dropout=0.2, seed=seed)
        return mlp.fit(X, y, epochs=5, batch_size=batch_size, seed=seed).losses_

    assert losses(3) == losses(3)
    assert losses(3) != losses(4)
    assert len(losses(3)) == {None: 5, 4: 15, 100: 5}[batch_size]


def test_dropout_acts_in_training_and_never_in_predictions():
    X = np.ones((3, 2))
    mlp = MLP((2, 8, 1), dropout=0.5, seed=1)
    np.testing.assert_array_equal(mlp.predict(X), mlp.predict(X))
    assert mlp.training  # predict has put it back
    assert not np.array_equal(mlp(X).data, mlp(X).data)
    silent = MLP((2, 8, 1), seed=1)
    silent.load_state_dict(mlp.state_dict())
    np.testing.assert_array_equal(mlp.predict(X), silent.predict(X))
    losses = mlp.eval().fit(X, [1, 1, 1], epochs=3, lr=0).losses_
    assert len(set(losses)) == 3  # fit trains, whatever the mode before
    assert vars(mlp)["training"] is False
    assert isinstance(mlp(Tensor(X)), Tensor)


def test_batches_are_drawn_anew_by_the_seed_of_fit():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(8, 2)), rng.normal(size=8)

    def losses(**options):
        return MLP((2, 3, 1)).fit(X, y, epochs=2, lr=0, batch_size=4, **options).losses_

    assert losses(seed=1) != losses(seed=2)
    assert losses(seed=1)[:2] != losses(seed=1)[2:]
    assert sum(losses(seed=1)[:2]) == pytest.approx(sum(losses(seed=1)[2:]))


def test_the_default_momentum_is_that_of_1986():
    """0.9, by two steps of the rule on y = w x at x = 1, target 0: w, then v = g + 0.9 g."""
    mlp = MLP((1, 1))
    mlp.load_state_dict({"layers.0.weight": [[1.0]], "layers.0.bias": [0.0]})
    mlp.fit([[1.0]], [0.0], epochs=2, lr=0.1)
    # gradients of w and b are both the error: 1, then 0.8; v = 1, then 0.8 + 0.9
    assert mlp.layers[0].weight.data[0, 0] == pytest.approx(1 - 0.1 - 0.17)


def test_a_refused_fit_leaves_the_classes():
    mlp = MLP((1, 2), output="softmax").fit([[0.0], [1.0]], ["a", "b"], epochs=1)
    with pytest.raises(ValueError, match="y must hold sizes"):
        mlp.fit([[0.0], [1.0]], ["c", "c"])
    with pytest.raises(ValueError, match="y must hold labels of one kind"):
        mlp.fit([[0.0], [1.0]], ["a", 1])
    with pytest.raises(ValueError, match="y must hold finite labels, got None"):
        mlp.fit([[0.0], [1.0]], [None, 1])
    assert mlp.classes_.tolist() == ["a", "b"]


def test_one_sample_one_feature_constant_features_and_duplicates():
    assert np.isfinite(MLP((1, 3, 1)).fit([[5.0]], [2.0], epochs=5).losses_).all()
    same = MLP((2, 3, 1), seed=1).fit([[1, 1]] * 4, [0, 0, 4, 4], epochs=400, lr=0.1)
    # Four equal inputs can only get one answer: the mean of their targets.
    np.testing.assert_allclose(same.predict([[1, 1]]), [[2]], atol=1e-8)


def test_large_inputs_stay_finite():
    mlp = MLP((2, 4, 2), "gelu", "softmax", seed=1)
    value = mlp.loss([[1e6, -1e6]], [0])
    value.backward()
    assert np.isfinite(value.item())
    assert all(np.isfinite(p.grad).all() for p in mlp.parameters())


def test_float32_stays_float32():
    mlp = MLP((2, 3, 2), "gelu", "softmax", l2=0.1, dropout=0.5, dtype=np.float32)
    value = mlp.loss(np.ones((4, 2)), [0, 1, 0, 1])
    value.backward()
    assert {p.grad.dtype for p in mlp.parameters()} == {np.dtype(np.float32)}
    assert value.dtype == np.float32


SOFTMAX: dict[str, Any] = {"output": "softmax"}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: MLP((3,)), "sizes must name input and output at least, got (3,)"),
        (lambda: MLP((3, 0)), "sizes must be at least 1, got 0"),
        (lambda: MLP((1, 1), "swish"), "activation must be one of sigmoid, tanh, relu, gelu"),
        (lambda: MLP((1, 1), output="step"), "output must be one of linear, sigmoid, softmax"),
        (lambda: MLP((1, 1), loss="cross-entropy"), "loss must be one of squared, got"),
        (lambda: MLP((1, 1), output="softmax"), "sizes must end in at least two classes"),
        (lambda: MLP((1, 1), init="big"), "init must be one of naive, xavier, he, got 'big'"),
        (lambda: MLP((1, 1), l2=-1), "l2 must be at least 0, got -1"),
        (lambda: MLP((1, 1), dropout=1), "p must be below 1, got 1"),
        (lambda: MLP((2, 1)).fit([[1.0]], [1]), "X must have sizes[0]=2 features, got 1"),
        (lambda: MLP((1, 1)).fit([[math.nan]], [1]), "X must hold finite numbers, got nan"),
        (lambda: MLP((1, 1)).fit([], [1]), "X must have shape (n_samples, n_features), got (0,)"),
        (lambda: MLP((1, 1)).fit([["a"]], [1]), "X must hold numbers in a rectangular shape"),
        (lambda: MLP((1, 2)).fit([[1.0]], [1]), "y must have shape (1, 2), got (1,)"),
        (lambda: MLP((1, 1), output="sigmoid").fit([[1.0]], [2]), "y must lie in [0, 1]"),
        (lambda: MLP((1, 2), **SOFTMAX).fit([[1.0]], ["a"]), "y must hold sizes[-1]=2 classes"),
        (lambda: MLP((1, 2), **SOFTMAX).loss([[1.0]], [2]), "y must lie in [0, 2), got 2"),
        (lambda: MLP((1, 1)).fit([[1.0]], [1], batch_size=0), "batch_size must be at least 1"),
        (lambda: MLP((1, 1)).fit([[1.0]], [1], lr=-1), "lr must be at least 0, got -1"),
    ],
)  # fmt: skip
def test_an_error_says_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value).startswith(message)
