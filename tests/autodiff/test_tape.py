"""The tape: what is remembered, and what one walk back leaves."""

import gc

import numpy as np
import pytest

from mlmath.autodiff import Tensor, no_grad


def leaf(a):
    return Tensor(a, requires_grad=True)


def test_the_product_rule_by_hand():
    """F = x y + x^2 at x = 3, y = 4: df/dx = y + 2 x = 10, df/dy = x = 3."""
    x, y = leaf(3.0), leaf(4.0)
    f = x * y + x**2
    f.backward()
    assert f.item() == 21
    assert (x.grad, y.grad) == (10, 3)


def test_a_value_used_twice_gets_both_gradients():
    """F = (x + x) (x + x) = 4 x^2: df/dx = 8 x."""
    x = leaf([1.0, -2.0])
    double = x + x
    (double * double).sum().backward()
    assert x.grad.tolist() == [8, -16]


def test_each_operation_pulls_once_however_many_paths_lead_to_it():
    """After 50 doublings there are 2^50 paths: counting them one by one would never end."""
    x = leaf(1.0)
    y = x
    for _ in range(50):
        y = y + y
    y.backward()
    assert x.grad == 2.0**50


def test_a_tape_may_be_longer_than_calls_can_nest():
    x = leaf(0.0)
    y = x
    for _ in range(20_000):
        y = y + 1.0
    y.backward()
    assert (y.item(), x.grad) == (20_000, 1)


def test_a_second_backward_adds():
    x = leaf(2.0)
    (x * 3).backward()
    (x * 4).backward()
    assert x.grad == 7


def test_the_gradient_of_a_number_stays_an_array_that_can_be_changed_in_place():
    x = leaf(2.0)
    for _ in range(2):
        (x * 3).backward()
    gradient = x.grad
    gradient *= 0.5
    assert x.grad == 3


def test_a_float32_leaf_has_a_float32_gradient():
    x = Tensor(np.ones(2, np.float32), requires_grad=True)
    assert (x / np.sqrt(2)).dtype == np.float32
    (x * np.ones(2)).sum().backward()
    assert x.grad.dtype == np.float32


def test_numpy_and_truth_see_its_numbers():
    assert np.asarray(leaf([1.0, 2.0])).tolist() == [1, 2]
    assert not leaf([0.0])
    assert leaf(2.0)


def test_backward_of_many_entries_is_linear_in_the_gradient_given():
    """The gradient of sum(v_i x_i^2) is 2 v_i x_i."""
    x = leaf([1.0, 2.0, 3.0])
    (x * x).backward([1.0, 10.0, 100.0])
    assert x.grad.tolist() == [2, 40, 600]


def test_gradients_share_no_memory():
    """So that clipping one in place leaves the others."""
    x, y = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    (x + y).sum().backward()
    x.grad *= 0
    assert y.grad.tolist() == [1, 1]


def test_without_a_tape_nothing_is_remembered():
    x = leaf(2.0)
    with no_grad():
        y = x * x
        with no_grad():
            pass
        assert not (x * x).requires_grad
    assert not y.requires_grad
    assert (x * x).requires_grad
    assert not x.detach().requires_grad
    assert x.detach().data is x.data


def test_an_error_inside_switches_the_tape_on_again():
    with pytest.raises(ZeroDivisionError), no_grad():
        raise ZeroDivisionError
    assert (leaf(1.0) * 2).requires_grad


def test_a_tape_is_freed_without_the_garbage_collector():
    """Its memory is most of what training needs."""
    gc.disable()
    try:
        x = leaf(np.ones(5))
        y = (x * 2).exp()
        inner = y._inputs[0]
        watched = inner.data
        before = gc.get_referrers(inner)
        assert before
        loss = y.sum()
        loss.backward()
        del inner, before, y, loss
        owners = [o for o in gc.get_referrers(watched) if isinstance(o, Tensor)]
        assert owners == []
    finally:
        gc.enable()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_stays_what_it_was(dtype):
    x = Tensor(np.ones((2, 3), dtype), requires_grad=True)
    y = (2 * x - 1) / 3 + x**2 @ Tensor(np.ones((3, 3), dtype)) + 0.5
    y = y.mean(axis=0).tanh().exp().sigmoid().max()
    assert y.dtype == dtype
    y.backward()
    assert x.grad.dtype == dtype


def test_lists_and_integers_become_float64():
    assert Tensor([1, 2]).dtype == np.float64
    assert Tensor(np.arange(3, dtype=np.int8)).dtype == np.float64
    assert Tensor([1, 2], dtype=np.float32).dtype == np.float32
    assert Tensor(Tensor([1.0])).data.tolist() == [1]


def test_it_prints_its_numbers():
    assert repr(leaf([1.0, 2.5])) == "Tensor([1. , 2.5], requires_grad=True)"
    assert repr(Tensor(3)) == "Tensor(3.)"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Tensor("abc"), "a must hold real numbers, got dtype <U3"),
        (lambda: Tensor([1j]), "a must hold real numbers, got dtype complex128"),
        (lambda: Tensor([[1], [1, 2]]), "a must have a rectangular shape, got [[1], [1, 2]]"),
        (lambda: Tensor(1, dtype=np.int32), "dtype must be float32 or float64, got"),
        (lambda: Tensor([1, 2]).item(), "item needs a tensor of one number, got shape (2,)"),
        (lambda: Tensor(1).backward(), "backward needs a tensor that was made from one with"),
        (lambda: leaf([1, 2]).backward(),
         "backward needs a single number or a gradient, got shape (2,)"),
        (lambda: leaf([1, 2]).backward([1]), "gradient must have shape (2,), got (1,)"),
        (lambda: leaf([1, 2]) + leaf([1, 2, 3]), "shapes (2,) and (3,) do not fit for +"),
        (lambda: leaf([1]) + None, "an operand must hold real numbers, got None"),
        (lambda: leaf([1]) * "2", "an operand must hold real numbers, got '2'"),
        (lambda: leaf(np.ones((0, 2))).mean(), "mean needs at least one entry, got shape (0, 2)"),
        (lambda: leaf([[1, 2]]) @ leaf([[1, 2]]), "shapes (1, 2) and (1, 2) do not fit for @"),
        (lambda: leaf([1, 2]) ** leaf([1, 2]), "power must be a number, got Tensor"),
    ],
)  # fmt: skip
def test_an_error_says_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value).startswith(message)
