"""Position encodings: their formulas, and that only the distance between positions counts."""

import math
from typing import Any

import numpy as np
import pytest

from mlmath.attention import rotary, scaled_dot_product_attention, sinusoidal
from mlmath.autodiff import Tensor, gradient_check

HALF: Any = 0.5


def test_sinusoidal_by_the_formula_of_vaswani_2017_section_3_5():
    P = sinusoidal(50, 8)
    for t in (0, 1, 49):
        for i in range(4):
            assert P[t, 2 * i] == pytest.approx(math.sin(t / 10000 ** (2 * i / 8)), abs=1e-14)
            assert P[t, 2 * i + 1] == pytest.approx(math.cos(t / 10000 ** (2 * i / 8)), abs=1e-14)


def test_the_first_position_points_up_in_each_pair():
    assert np.array_equal(sinusoidal(1, 6), [[0, 1, 0, 1, 0, 1]])


@pytest.mark.parametrize("k", [1, 5, 30])
def test_a_step_of_k_positions_is_one_rotation_wherever_it_starts(k):
    """Vaswani et al., section 3.5: PE(t + k) is a linear function of PE(t)."""
    d, P = 10, sinusoidal(100, 10)
    R = np.zeros((d, d))
    for i in range(d // 2):
        angle = k * 10000 ** (-2 * i / d)
        c, s = math.cos(angle), math.sin(angle)
        R[2 * i : 2 * i + 2, 2 * i : 2 * i + 2] = [[c, s], [-s, c]]
    squared = R @ R.T
    assert squared == pytest.approx(np.eye(d), abs=1e-15)
    assert P[:-k] @ R.T == pytest.approx(P[k:], abs=1e-12)


def test_products_of_encodings_depend_on_the_distance_alone():
    P = sinusoidal(40, 16)
    gram = P @ P.T
    for k in range(40):
        assert np.diagonal(gram, k) == pytest.approx(np.full(40 - k, gram[0, k]), abs=1e-12)
    assert gram[0, 0] == pytest.approx(8)  # each pair adds sin² + cos² = 1
    assert (gram[0, 1:] < 8).all()


def test_all_positions_differ_and_entries_stay_within_one():
    P = sinusoidal(2000, 64)
    assert np.abs(P).max() <= 1
    assert len(np.unique(P.round(9), axis=0)) == 2000


@pytest.mark.parametrize("seed", range(5))
def test_rotary_products_depend_on_the_distance_alone(seed):
    """Su et al. 2021, section 3.2: the law that the rotation was made for."""
    rng = np.random.default_rng(seed)
    q, k = rng.normal(size=(2, 1, 8))
    far = rng.integers(0, 10_000)
    near = rotary(q, [7]) @ rotary(k, [3]).T
    away = rotary(q, [far + 7]) @ rotary(k, [far + 3]).T
    assert away == pytest.approx(near, abs=1e-10)
    assert rotary(q, [7]) @ rotary(k, [4]).T != pytest.approx(near, abs=1e-3)


@pytest.mark.parametrize("seed", range(3))
def test_rotary_attention_does_not_change_where_all_positions_shift(seed):
    rng = np.random.default_rng(seed)
    Q, K, V = rng.normal(size=(3, 2, 6, 4))
    outputs = [
        scaled_dot_product_attention(rotary(Q, at), rotary(K, at), V)
        for at in (np.arange(6), np.arange(6) + 1000)
    ]
    assert outputs[1] == pytest.approx(outputs[0], abs=1e-11)


def test_rotary_turns_neighbors_by_the_formula():
    x = np.random.default_rng(0).normal(size=(5, 6))
    turned = rotary(x)
    for t in range(5):
        for i in range(3):
            z = complex(x[t, 2 * i], x[t, 2 * i + 1])
            angle = t * 10000 ** (-2 * i / 6)
            z *= complex(math.cos(angle), math.sin(angle))
            assert turned[t, 2 * i] == pytest.approx(z.real, abs=1e-14)
            assert turned[t, 2 * i + 1] == pytest.approx(z.imag, abs=1e-14)


def test_rotary_keeps_lengths_and_the_first_position():
    x = np.random.default_rng(0).normal(size=(3, 7, 4))
    turned = rotary(x)
    assert np.array_equal(turned[:, 0], x[:, 0])
    assert np.linalg.norm(turned, axis=-1) == pytest.approx(np.linalg.norm(x, axis=-1))


def test_rotary_gradient_by_central_differences():
    for x in (np.random.default_rng(0).normal(size=(2, 3, 4)), np.zeros((1, 3, 4))):
        assert gradient_check(lambda x: rotary(x, [5, 0, 2], base=50), x)


def test_rotary_keeps_the_precision():
    x = Tensor(np.ones((2, 4), np.float32), requires_grad=True)
    out = rotary(x)
    out.sum().backward()
    assert out.dtype == x.grad.dtype == np.float32


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sinusoidal(0, 4), "n_positions must be at least 1, got 0"),
        (lambda: sinusoidal(4, 5), "d_model must have an even number of entries, got 5"),
        (lambda: sinusoidal(4, HALF), "d_model must be an integer, got 0.5"),
        (lambda: sinusoidal(4, 4, base=1), "base must be above 1, got 1"),
        (lambda: rotary(np.ones(4)), r"x must have shape \(\.\.\., T, d\), got \(4,\)"),
        (lambda: rotary(np.ones((2, 3))), "x must have an even number of entries, got 3"),
        (lambda: rotary(np.ones((2, 4)), [1]), r"positions must have shape \(2,\), got \(1,\)"),
        (lambda: rotary(np.ones((1, 4)), [np.nan]), "positions must hold finite numbers, got nan"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
