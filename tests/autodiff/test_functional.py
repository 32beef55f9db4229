"""The functions of networks: values in closed form, derivatives by central differences, laws."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.autodiff import Tensor, gradient_check
from mlmath.autodiff import functional as F


def numbers(*shape, seed=0):
    return np.random.default_rng([seed, *shape]).normal(size=shape)


TARGETS = np.array([[1, 0, 2], [2, 2, 1]])
ROWS = np.array([[0, 2], [2, 2]])
SHARES = np.array([[0, 1, 0.5], [1, 0.25, 0]])
HIDDEN = np.array([[True, False, False], [False, True, True]])
CASES: dict[str, Any] = {
    "linear": (F.linear, (2, 3, 4), (5, 4), (5,)),
    "linear without bias": (F.linear, (4,), (5, 4)),
    "softmax": (F.softmax, (2, 3)),
    "softmax along the first axis": (lambda x: F.softmax(x, axis=0), (3, 2, 2)),
    "log_softmax": (F.log_softmax, (2, 3)),
    "cross_entropy": (lambda z: F.cross_entropy(z, TARGETS), (2, 3, 4)),
    "mse_loss": (F.mse_loss, (2, 3), (2, 3)),
    "binary_cross_entropy_with_logits": (
        lambda z: F.binary_cross_entropy_with_logits(z, SHARES), (2, 3)),
    "binary_cross_entropy_with_logits of its targets": (
        lambda y: F.binary_cross_entropy_with_logits(SHARES.astype(y.dtype), 0.5 + y / 100),
        (2, 3)),
    "gelu": (F.gelu, (3, 4)),
    "gelu by tanh": (lambda x: F.gelu(x, "tanh"), (3, 4)),
    "relu": (F.relu, (3, 4)),
    "sigmoid": (F.sigmoid, (3, 4)),
    "tanh": (F.tanh, (3, 4)),
    "embedding": (lambda w: F.embedding(w, ROWS), (3, 2)),
    "embedding of nothing": (lambda w: F.embedding(w, ROWS[:0]).sum() + w.sum(), (3, 2)),
    "dropout": (lambda x: F.dropout(x, 0.4, np.random.default_rng(3)), (3, 4)),
    "concatenate": (lambda a, b: F.concatenate([a, b], axis=0), (3, 2), (1, 2)),
    "stack": (lambda a, b: F.stack([a, b], axis=1), (3, 2), (3, 2)),
    "masked_fill": (lambda x: F.masked_fill(x, HIDDEN, 7.0), (2, 3)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_gradient_is_that_of_central_differences(name):
    f, *shapes = CASES[name]
    assert gradient_check(f, *(numbers(*shape, seed=i) for i, shape in enumerate(shapes)))


@pytest.mark.parametrize("name", [name for name in CASES if name != "relu"])
def test_the_gradient_is_right_at_zeros_and_ties_too(name, place):
    f, *shapes = CASES[name]
    assert gradient_check(f, *(place(shape) for shape in shapes))


def test_relu_alone_has_a_kink_and_takes_0_there():
    """The convention of PyTorch and of most programs; central differences would say one half."""
    x = Tensor([-1.0, 0.0, -0.0, 1.0], requires_grad=True)
    F.relu(x).sum().backward()
    assert x.grad.tolist() == [0, 0, 0, 1]


def test_layer_norm_of_equal_numbers():
    """By hand: there the slope of entry i in x_j is (δ_ij - 1/n) / sqrt(eps), for n = 4 here."""
    for level in (0.0, 7.0):
        x = Tensor(np.full((1, 4), level), requires_grad=True)
        F.layer_norm(x, np.ones(4), np.zeros(4), eps=1e-4)[0, 1].backward()
        np.testing.assert_allclose(x.grad, [[-25, 75, -25, -25]], rtol=1e-12)


def test_layer_norm_adds_eps_to_the_variance():
    """By hand: the row (3, -3, 3, -3) has variance 9; with eps = 7 it is divided by 4."""
    out = F.layer_norm(np.array([3.0, -3.0, 3.0, -3.0]), np.ones(4), eps=7)
    np.testing.assert_allclose(out, [0.75, -0.75, 0.75, -0.75], rtol=1e-15)


@pytest.mark.parametrize("y", [0, 0.25, 0.5, 1])
def test_binary_cross_entropy_at_zero_by_hand(y):
    """At z = 0 each output is one half: the loss is ln 2 whatever y is, the slope 1/2 - y."""
    z = Tensor([0.0, -0.0], requires_grad=True)
    loss = F.binary_cross_entropy_with_logits(z, [y, y])
    loss.backward()
    assert loss.item() == pytest.approx(math.log(2), rel=1e-15)
    assert z.grad.tolist() == [(0.5 - y) / 2] * 2


def test_binary_cross_entropy_keeps_its_digits_far_out():
    """Of target 1 at z it is log(1 + e^-z): e^-z for large z, with the slope -e^-z; and mirrored.

    On the wrong side it is z, with slope 1.
    """
    z = Tensor([40.0, -40.0, 700.0, 1e6, -1e6, 1e300], requires_grad=True)
    targets = [1, 0, 1, 0, 1, 0]
    loss = F.binary_cross_entropy_with_logits(z, targets)
    loss.backward()
    each = [
        F.binary_cross_entropy_with_logits([v], [t]) for v, t in zip(z.data, targets, strict=True)
    ]
    tail = math.exp(-40)
    np.testing.assert_allclose(each, [tail, tail, math.exp(-700), 1e6, 1e6, 1e300], rtol=1e-14)
    wanted = np.array([-tail, tail, -math.exp(-700), 1, -1, 1])
    np.testing.assert_allclose(z.grad, wanted / 6, rtol=1e-14)


def test_one_half_of_two_classes_is_the_softmax_of_two_logits():
    """Another way to the same loss: σ(z) is the softmax of (z, 0)."""
    z = Tensor(numbers(6), requires_grad=True)
    y = np.array([0, 1, 1, 0, 1, 0])
    F.binary_cross_entropy_with_logits(z, y).backward()
    pair = Tensor(np.stack([z.data, np.zeros(6)], axis=1), requires_grad=True)
    loss = F.cross_entropy(pair, 1 - y)
    loss.backward()
    assert F.binary_cross_entropy_with_logits(z, y).item() == pytest.approx(loss.item(), rel=1e-14)
    np.testing.assert_allclose(z.grad, pair.grad[:, 0], rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("approximate", ["none", "tanh"])
def test_gelu_is_x_or_nothing_far_out_and_so_is_its_slope(approximate, dtype):
    """Where a square overflows, and where inf times 0 would be NaN."""
    far = np.array([1e5, 1e13, 1e20, 1e38], dtype)
    x = Tensor(np.concatenate([far, -far]), requires_grad=True)
    out = F.gelu(x, approximate)
    out.sum().backward()
    assert out.data.tolist() == [*far.tolist(), 0, 0, 0, 0]
    assert x.grad.tolist() == [1] * 4 + [0] * 4


@pytest.mark.parametrize("name", CASES)
def test_arrays_in_arrays_out_and_the_same_numbers_as_for_tensors(name):
    f, *shapes = CASES[name]
    if "nothing" in name:  # it uses a method of tensors
        return
    arrays = [numbers(*shape, seed=i) for i, shape in enumerate(shapes)]
    out = f(*arrays)
    assert isinstance(out, np.ndarray | np.floating)
    np.testing.assert_array_equal(out, f(*map(Tensor, arrays)).data)
    small = f(*(a.astype(np.float32) for a in arrays))
    assert small.dtype == np.float32
    np.testing.assert_allclose(small, out, rtol=2e-5, atol=2e-6)


def test_layer_norm_has_a_steep_gradient_and_it_is_right():
    """Rows of four numbers have third derivatives of about 100, so the tolerance is wider."""
    arrays = numbers(2, 3, 4), numbers(4), numbers(4, seed=1)
    assert gradient_check(F.layer_norm, *arrays, tolerance=1e-6)
    out = F.layer_norm(arrays[0], np.ones(4), np.zeros(4), eps=1e-12)
    np.testing.assert_allclose(out.mean(axis=-1), 0, atol=1e-12)
    np.testing.assert_allclose(out.var(axis=-1), 1, atol=1e-9)


def test_layer_norm_teaches_its_weights_while_its_input_is_fixed():
    x = numbers(2, 3, 4)
    assert gradient_check(lambda w, b: F.layer_norm(x, w, b), numbers(4), numbers(4, seed=1))


def test_log_softmax_far_out():
    assert F.log_softmax(np.array([1e6, 0.0])).tolist() == [0, -1e6]


def test_gelu_of_one_number():
    for approximate in ("none", "tanh"):
        assert gradient_check(lambda x, a=approximate: F.gelu(x, a), np.array(0.7))


@pytest.mark.parametrize("seed", range(5))
def test_softmax_sums_to_one_and_ignores_a_shift(seed):
    x = numbers(4, 7, seed=seed) * 10
    p = F.softmax(x)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-15)
    np.testing.assert_allclose(F.softmax(x + 1000), p, rtol=1e-12)
    np.testing.assert_allclose(np.exp(F.log_softmax(x)), p, rtol=1e-12)
    np.testing.assert_allclose(F.softmax(x, axis=0), F.softmax(x.T).T, rtol=1e-15)


def test_softmax_of_two_is_the_logistic_function():
    z = np.linspace(-20, 20, 9)
    pair = np.stack([z, np.zeros_like(z)], axis=-1)
    np.testing.assert_allclose(F.softmax(pair)[:, 0], F.sigmoid(z), rtol=1e-12)


@pytest.mark.parametrize("size", [1e6, 1e300])
def test_enormous_logits_give_finite_right_answers(size):
    x = np.array([[size, 0.0, -size], [size, size, -np.inf]])
    assert F.softmax(x).tolist() == [[1, 0, 0], [0.5, 0.5, 0]]
    z = Tensor([[size, 0.0]], requires_grad=True)
    loss = F.cross_entropy(z, [1])
    loss.backward()
    assert loss.item() == size
    assert z.grad.tolist() == [[1, -1]]


def test_cross_entropy_of_equal_logits_is_the_logarithm_of_their_number():
    assert F.cross_entropy(np.zeros((2, 3, 65)), np.zeros((2, 3), int)) == pytest.approx(
        math.log(65), rel=1e-15
    )


def test_cross_entropy_by_hand():
    """Of logits log 1, log 3 the second class has probability 3/4."""
    z = Tensor(np.log([[1.0, 3.0]]), requires_grad=True)
    loss = F.cross_entropy(z, [1])
    loss.backward()
    assert loss.item() == pytest.approx(math.log(4 / 3), rel=1e-14)
    np.testing.assert_allclose(z.grad, [[0.25, -0.25]], rtol=1e-14)


def test_mse_loss_by_hand():
    """The mean of 1, 4, 9 is 14/3; the gradient is 2/3 of the error."""
    y = Tensor([1.0, 2.0, 3.0], requires_grad=True)
    loss = F.mse_loss(y, [0.0, 0.0, 0.0])
    loss.backward()
    assert loss.item() == pytest.approx(14 / 3, rel=1e-15)
    np.testing.assert_allclose(y.grad, [2 / 3, 4 / 3, 2], rtol=1e-15)


def test_gelu_is_x_times_the_normal_distribution_function():
    """By the error function of the C library."""
    x = np.linspace(-6, 6, 49)
    exact = [v * 0.5 * math.erfc(-v / math.sqrt(2)) for v in x]
    np.testing.assert_allclose(F.gelu(x), exact, rtol=1e-8, atol=1e-16)
    # The tanh form differs by at most about 5e-4 (Hendrycks and Gimpel call it an approximation).
    difference = np.abs(F.gelu(x, "tanh") - exact).max()
    assert 1e-4 < difference < 5e-4
    far = F.gelu(np.array([-1e6, 1e6]))
    assert far.tolist() == [0, 1e6]


def test_dropout_keeps_the_mean_and_the_share():
    """10^6 ones: the mean of the result has standard deviation sqrt(p / (1 - p)) / 1000."""
    x = np.ones(1_000_000)
    out = F.dropout(x, 0.25, np.random.default_rng(0))
    assert set(np.unique(out)) == {0, 1 / 0.75}
    assert abs(out.mean() - 1) < 5 * math.sqrt(0.25 / 0.75) / 1000
    again = F.dropout(x, 0.25, np.random.default_rng(0))
    np.testing.assert_array_equal(out, again)
    assert F.dropout(x, 0, np.random.default_rng(0)) is x


WEIGHT = np.ones((3, 2))
NOTHING: Any = None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: F.linear([1, 2, 3], WEIGHT),
         "x must have shape (..., n_in) and weight (n_out, n_in), got (3,) and (3, 2)"),
        (lambda: F.linear([1, 2], WEIGHT, [1]), "bias must have shape (3,), got (1,)"),
        (lambda: F.softmax([]), "x must have entries along axis -1, got shape (0,)"),
        (lambda: F.softmax([1, math.nan]), "the largest entry along axis -1 must be finite, got"),
        (lambda: F.softmax([-math.inf] * 2), "the largest entry along axis -1 must be finite, got"),
        (lambda: F.softmax("ab"), "x must hold real numbers, got dtype <U2"),
        (lambda: F.cross_entropy([[1, 2]], [2]), "targets must lie in [0, 2), got 2"),
        (lambda: F.cross_entropy([[1, 2]], [-1]), "targets must lie in [0, 2), got -1"),
        (lambda: F.cross_entropy([[1, 2]], [0.5]), "targets must hold integers, got dtype float64"),
        (lambda: F.cross_entropy([[1, 2]], [0, 1]), "targets must have shape (1,), got (2,)"),
        (lambda: F.cross_entropy(np.ones((0, 2)), np.ones(0, int)), "logits must have shape"),
        (lambda: F.binary_cross_entropy_with_logits([1, 2], [1]),
         "logits and targets must have one shape, got (2,) and (1,)"),
        (lambda: F.binary_cross_entropy_with_logits([1, 2], [1, 1.5]),
         "targets must lie in [0, 1]"),
        (lambda: F.mse_loss([1, 2], [1]), "prediction and target must have one shape, got (2,)"),
        (lambda: F.layer_norm([1, 2], [1], [0]), "weight and bias must have shape (2,), got (1,)"),
        (lambda: F.gelu([1], "erf"), "approximate must be one of none, tanh, got 'erf'"),
        (lambda: F.embedding(WEIGHT, [3]), "indices must lie in [0, 3), got 3"),
        (lambda: F.embedding([1, 2], [0]), "weight must have shape (V, n), got (2,)"),
        (lambda: F.dropout([1.0], 1, np.random.default_rng(0)), "p must be below 1, got 1"),
        (lambda: F.masked_fill([1.0], [1], 0), "mask must be boolean, got dtype int"),
        (lambda: F.masked_fill([1.0], [[True], [False]], 0), "mask must broadcast to the shape"),
        (lambda: F.masked_fill([1.0], [True], NOTHING), "value must be a number, got None"),
        (lambda: F.linear(np.ones((2, 0)), np.ones((3, 0))), "x must have shape (..., n_in)"),
    ],
)  # fmt: skip
def test_an_error_says_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value).startswith(message)
