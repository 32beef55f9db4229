"""Tensors compute what NumPy computes, and every derivative is that of central differences."""

import operator
from typing import Any

import numpy as np
import pytest

from mlmath.autodiff import Tensor, gradient_check


def numbers(*shape, seed=0):
    return np.random.default_rng([seed, *shape]).normal(size=shape)


# Each works on NumPy's arrays as on tensors, so NumPy itself is the oracle of the values.
SHARED: dict[str, Any] = {
    "sum of two": (lambda a, b: a + b, (3, 1), (2, 1, 4)),
    "difference": (lambda a, b: a - b, (4,), (3, 4)),
    "product": (lambda a, b: a * b, (3, 4), (3, 4)),
    "product with repeated axes": (lambda a, b: a * b, (1, 4), (3, 1)),
    "quotient": (lambda a, b: a / (b * b + 1), (3, 1), (2, 1, 4)),
    "quotient of a number": (lambda a: 1 / (a * a + 1), (3,)),
    "a number less a tensor": (lambda a: 2 - a, (3,)),
    "power": (lambda a: (a * a + 1) ** 1.5 - (-a) ** 3 + a**0, (3, 2)),
    "array first": (lambda a: np.arange(3.0) - a * np.arange(3.0)[:, None], (3,)),
    "inner product": (lambda a, b: a @ b, (3,), (3,)),
    "matrix times vector": (lambda a, b: a @ b, (2, 3), (3,)),
    "vector times matrix": (lambda a, b: a @ b, (3,), (3, 2)),
    "vector times stack": (lambda a, b: a @ b, (3,), (4, 3, 2)),
    "stack times vector": (lambda a, b: a @ b, (4, 2, 3), (3,)),
    "matrix product": (lambda a, b: a @ b, (2, 3), (3, 4)),
    "stacks of matrices": (lambda a, b: a @ b, (5, 1, 2, 3), (4, 3, 2)),
    "array @ tensor": (lambda a: np.ones((2, 3)) @ a, (3, 2)),
    "sum of all": (lambda a: a.sum(), (2, 3)),
    "sum over an axis": (lambda a: a.sum(axis=1), (2, 3, 4)),
    "sum over two axes": (lambda a: a.sum(axis=(0, -1)), (2, 3, 4)),
    "sum that keeps its axes": (lambda a: a.sum(axis=0, keepdims=True), (2, 3)),
    "mean": (lambda a: a.mean(axis=-1, keepdims=True), (2, 3)),
    "variance": (lambda a: a.var(axis=0), (4, 3)),
    "variance of all": (lambda a: a.var(), (4, 3)),
    "largest": (lambda a: a.max(axis=1), (4, 3)),
    "largest of all": (lambda a: a.max(), (4, 3)),
    "largest that keeps its axis": (lambda a: a.max(axis=0, keepdims=True), (4, 3)),
    "reshape": (lambda a: a.reshape(3, -1) * np.arange(3.0)[:, None], (2, 3)),
    "transpose": (lambda a: a.transpose(2, 0, 1) * 2, (2, 3, 4)),
    "transpose by axes from the end": (lambda a: a.transpose(-1, 0, 1) * 2, (2, 3, 4)),
    "transpose by a tuple": (lambda a: a.transpose((1, 0)) * 2, (2, 3)),
    "transpose by a list": (lambda a: a.transpose([2, 0, -2]) * 2, (2, 3, 4)),
    "transpose by an array": (lambda a: a.transpose(np.array([1, 0])) * 2, (2, 3)),
    "transpose by a range": (lambda a: a.transpose(range(2)) * 2, (2, 3)),
    "transpose by None": (lambda a: a.transpose(None) * 2, (2, 3, 4)),
    "T": (lambda a: a.T @ a, (2, 3)),
    "swapaxes": (lambda a: a.swapaxes(0, 2)[1], (2, 3, 4)),
    "one entry": (lambda a: a[1, 2], (2, 3)),
    "a slice": (lambda a: a[:, ::2], (2, 5)),
    "the last rows, upside down": (lambda a: a[..., :0:-1], (2, 5)),
    "a new axis": (lambda a: a[:, None] * a, (3,)),
    "rows, one of them twice": (lambda a: a[np.array([0, 2, 0])], (3, 2)),
    "pairs of indices": (lambda a: a[np.array([0, 1]), np.array([1, 1])], (2, 2)),
    "a mask": (lambda a: a[np.array([True, False, True])], (3, 2)),
    "no entries": (lambda a: a[:0].sum() + a.sum(), (3, 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_values_are_numpys_and_gradients_are_central_differences(name):
    f, *shapes = SHARED[name]
    arrays = [numbers(*shape, seed=i) for i, shape in enumerate(shapes)]
    result = f(*(Tensor(a) for a in arrays))
    np.testing.assert_allclose(result.data, f(*arrays), rtol=1e-14, atol=1e-15)
    assert result.shape == np.shape(f(*arrays))
    assert gradient_check(f, *arrays)


SMOOTH = [name for name in SHARED if "largest" not in name]


@pytest.mark.parametrize("name", SMOOTH)
def test_gradients_are_central_differences_at_zeros_and_ties(name, place):
    f, *shapes = SHARED[name]
    assert gradient_check(f, *(place(shape) for shape in shapes))


@pytest.mark.parametrize("name", ["exp", "tanh", "sigmoid"])
def test_smooth_functions_of_each_entry_at_zeros_and_ties(name, place):
    assert gradient_check(lambda a: getattr(a, name)(), place((3, 4)))


def test_a_shift_by_the_largest_entry_leaves_no_kink(place):
    """The logarithm of a sum of powers, as readers write it; its gradient is the softmax."""

    def log_sum_exp(z):
        top = z.max(axis=-1, keepdims=True)
        return (z - top).exp().sum(axis=-1).log() + top.reshape(-1)

    z = Tensor(place((3, 4)), requires_grad=True)
    assert gradient_check(log_sum_exp, z)
    log_sum_exp(z).sum().backward()
    powers = np.exp(z.data)
    np.testing.assert_allclose(z.grad, powers / powers.sum(axis=1, keepdims=True), atol=1e-15)


ENTRYWISE: dict[str, Any] = {
    "exp": np.exp,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.where(x > 0, x, 0),
    "abs": np.abs,
}


@pytest.mark.parametrize("name", ENTRYWISE)
def test_functions_of_each_entry(name):
    x = numbers(4, 3)
    np.testing.assert_allclose(getattr(Tensor(x), name)().data, ENTRYWISE[name](x), rtol=1e-14)
    assert gradient_check(lambda a: getattr(a, name)(), x)


@pytest.mark.parametrize("name", ["log", "sqrt"])
def test_functions_of_positive_entries(name):
    x = np.exp(numbers(4, 3))
    np.testing.assert_allclose(getattr(Tensor(x), name)().data, getattr(np, name)(x), rtol=1e-14)
    assert gradient_check(lambda a: getattr(a, name)(), x)


def test_sigmoid_is_right_far_out():
    far = Tensor([-1e6, -750.0, 0.0, 750.0, 1e6]).sigmoid()
    assert far.data.tolist() == [0, 0, 0.5, 1, 1]


def test_at_its_kink_relu_has_slope_0_as_in_pytorch():
    x = Tensor([-1.0, 0.0, 1.0], requires_grad=True)
    x.relu().sum().backward()
    assert x.grad.tolist() == [0, 0, 1]


def test_slopes_where_a_formula_has_none():
    """The conventions of PyTorch: |x| has slope 0 at 0, and x^0 is constant there too."""
    x = Tensor([0.0], requires_grad=True)
    (x.abs() + x**0).sum().backward()
    assert x.grad.tolist() == [0]


def test_the_largest_of_numbers_that_are_none_is_none():
    x = Tensor([1.0, np.nan], requires_grad=True)
    top = x.max()
    assert np.isnan(top.item())
    top.backward()
    assert x.grad.tolist() == [0.5, 0.5]


def test_equal_largest_entries_share_the_gradient():
    x = Tensor([2.0, 1.0, 2.0], requires_grad=True)
    x.max().backward()
    assert x.grad.tolist() == [0.5, 0, 0.5]


@pytest.mark.parametrize("seed", range(5))
def test_a_gradient_is_linear_and_obeys_the_chain_rule(seed):
    """Grad (a f + b g) = a grad f + b grad g, and d/dt f(x + t v) = grad f . v."""
    rng = np.random.default_rng(seed)
    x, v = rng.normal(size=(2, 6))
    a, b = rng.normal(size=2)

    def gradient(f):
        tensor = Tensor(x, requires_grad=True)
        f(tensor).backward()
        return tensor.grad

    def first(t):
        return (t * t.tanh()).sum()

    def second(t):
        return (t.exp() + 1).log().mean()

    both = gradient(lambda t: a * first(t) + b * second(t))
    np.testing.assert_allclose(both, a * gradient(first) + b * gradient(second), rtol=1e-12)
    time = Tensor(0.0, requires_grad=True)
    first(x + time * v).backward()
    np.testing.assert_allclose(time.grad, gradient(first) @ v, rtol=1e-12)


@pytest.mark.parametrize("order", [[0, 0], [0], [0, 2], "ab"])
def test_what_is_no_order_of_the_axes_is_refused(order):
    with pytest.raises((ValueError, TypeError)):
        Tensor(np.ones((2, 3))).transpose(order)


COMPARED = {
    operator.eq: [False, True, False],
    operator.ne: [True, False, True],
    operator.lt: [True, False, False],
    operator.le: [True, True, False],
    operator.gt: [False, False, True],
    operator.ge: [False, True, True],
}
MIRRORED = {operator.lt: operator.gt, operator.le: operator.ge}
MIRRORED |= {b: a for a, b in MIRRORED.items()}


@pytest.mark.parametrize("compare", COMPARED)
def test_tensors_compare_by_value_as_arrays_do(compare):
    """By hand: (1, 2, 3) beside 2, either first, and beside arrays, lists and tensors of 2."""
    t = Tensor([1.0, 2.0, 3.0], requires_grad=True)
    for other in (2, 2.0, np.float32(2), np.full(3, 2.0), [2, 2, 2], Tensor([2.0]), np.array(2)):
        for found in (compare(t, other), MIRRORED.get(compare, compare)(other, t)):
            assert type(found) is np.ndarray
            assert found.tolist() == COMPARED[compare]


def test_a_number_takes_the_precision_of_the_tensor_it_is_compared_with():
    assert Tensor(0.1, dtype=np.float32) == 0.1
    assert not Tensor(3.0) == 4  # noqa: SIM201 - not the same operation


def test_a_tensor_is_itself_in_a_dictionary_and_equals_no_text():
    t, twin = Tensor([1.0]), Tensor([1.0])
    assert {t: "t", twin: "twin"}[t] == "t"
    assert (t == None) is False  # noqa: E711
    assert (t == "1") is False
    with pytest.raises(ValueError, match=r"shapes \(3,\) and \(2,\) do not fit for =="):
        _ = Tensor([1.0, 2.0, 3.0]) == [1, 2]
