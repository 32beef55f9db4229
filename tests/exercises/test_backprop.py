"""The checks of the chapter Backpropagation: the numbers for pencil and paper."""

import numpy as np

from mlmath.autodiff import Tensor
from mlmath.backprop.paths import count_backward
from mlmath.exercises import backprop as exercises


def test_the_net_by_the_tape():
    """By hand: sums 3 and −1, outputs 3 and 0, prediction 6, blame 2."""
    W = Tensor(exercises.W.astype(float), requires_grad=True)
    v = Tensor(exercises.V.astype(float), requires_grad=True)
    prediction = ((W @ exercises.X.astype(float)).relu() * v).sum()
    (0.5 * (prediction - exercises.Y) ** 2).backward()
    assert prediction.item() == 6
    np.testing.assert_array_equal(v.grad, exercises.TO_V)
    np.testing.assert_array_equal(W.grad, exercises.TO_W)


def test_the_ways_by_matrices():
    """Roads a-p, a-q, b-q, c-p twice over, as the exercise has them."""
    first = np.array([[1, 0, 2], [1, 1, 1]])  # to p: from a, and twice from c; to q: from all
    second = np.array([[1, 1], [1, 1]])  # p and q both to r and s
    found = count_backward([first, second, np.array([[1, 1]])])[0]
    assert tuple(found) == exercises.WAYS


def three(name, W_next, delta_next, a, z, W):
    """Return what the three passes of the exercise give, or for "" the right one."""

    def slope(u):
        s = 1 / (1 + np.exp(-u))
        return s * (1 - s)

    blame = W_next @ delta_next if name == "A" else W_next.T @ delta_next
    delta = blame * slope(W_next @ (1 / (1 + np.exp(-z))) if name == "B" else z)
    return np.outer(a, delta) if name == "C" else np.outer(delta, a)


def test_each_of_the_three_is_wrong_and_none_stops():
    rng = np.random.default_rng(0)
    W_next, W = rng.normal(size=(2, 3, 3))
    delta_next, a, z = rng.normal(size=(3, 3))
    right = three("", W_next, delta_next, a, z, W)
    for name in exercises.BUGS:
        assert not np.allclose(three(name, W_next, delta_next, a, z, W), right)
