"""Signals through many layers: by hand, by the tape, and against the prediction."""

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.depth.bends import BENDS
from mlmath.depth.propagation import drawn, measure, predict

EVERY = [(bend, r, n) for bend in BENDS for r in (False, True) for n in (False, True)]


@pytest.mark.parametrize("bend", BENDS)
def test_slopes_by_differences(bend):
    z = np.array([-30.0, -2.0, -0.3, 0.4, 1.7, 40.0])
    value, slope = BENDS[bend]
    h = 1e-6
    np.testing.assert_allclose(slope(z), (value(z + h) - value(z - h)) / (2 * h), atol=1e-9)


def test_at_its_kink_relu_has_slope_zero():
    assert BENDS["relu"].slope(np.zeros(1)) == 0


def test_the_slope_of_the_logistic_function_is_a_quarter_at_most():
    z = np.linspace(-9, 9, 181)
    slopes = BENDS["sigmoid"].slope(z)
    assert slopes.max() == slopes[90] == 0.25
    assert BENDS["sigmoid"].value(np.zeros(1)) == 0.5


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0, 3.0])
def test_relu_by_hand(scale):
    """Half of the mean square passes, and half of the slopes are 1: a factor s/2 both ways."""
    found = predict("relu", scale, depth=5)
    law = (scale / 2) ** np.arange(6)
    np.testing.assert_allclose(found.forward, law, rtol=1e-5)
    np.testing.assert_allclose(found.backward, law[::-1], rtol=1e-5)


def test_without_weights_only_the_middle_of_the_logistic_function_is_left():
    found = predict("sigmoid", 0.0, depth=2)
    np.testing.assert_allclose(found.forward, [1, 0.25, 0.25])
    np.testing.assert_allclose(found.backward, [0, 0, 1])
    seen = measure("sigmoid", 0.0, width=5, depth=2)
    np.testing.assert_allclose(seen.forward, [1, 0.25, 0.25], rtol=1e-6)
    assert seen.alike == pytest.approx(1)


@pytest.mark.parametrize(("bend", "residual", "normalize"), EVERY)
def test_blame_is_that_of_the_tape(bend, residual, normalize):
    width, depth, scale = 7, 4, 1.7
    found = measure(bend, scale, width, depth, residual, normalize, seed=3)
    normal, first, last = drawn(width, depth, 3)
    a = Tensor(first.copy(), requires_grad=True)
    signals = [a]
    for W in normal:
        z = Tensor(W.astype(float) * np.sqrt(scale / width)) @ signals[-1]
        if normalize:
            z = z - z.mean(axis=0, keepdims=True)
            z = z / ((z * z).mean(axis=0, keepdims=True) ** 0.5)
        bent = {"relu": z.relu, "tanh": z.tanh, "sigmoid": z.sigmoid}[bend]()
        signals.append(signals[-1] + bent if residual else bent)
    (signals[-1] * last).sum().backward()
    strengths = [(s.data**2).mean() for s in signals]
    np.testing.assert_allclose(found.forward, strengths, rtol=1e-4)
    assert found.backward[0] == pytest.approx((a.grad**2).mean(), rel=1e-3)
    assert found.backward[-1] == pytest.approx(1, rel=1e-6)


@pytest.mark.parametrize(("bend", "residual", "normalize"), EVERY)
def test_wide_nets_do_what_is_predicted(bend, residual, normalize):
    """Within a factor of two in ten layers of 100 units, in the median of nine nets."""
    law = predict(bend, 1.5, 10, residual, normalize)
    seen = [measure(bend, 1.5, 100, 10, residual, normalize, seed) for seed in range(9)]
    forward = np.median([s.forward for s in seen], axis=0)
    assert np.abs(np.log2(forward / law.forward)).max() < 1
    if not (residual and bend == "relu"):  # there the assumption behind the law is false
        backward = np.median([s.backward for s in seen], axis=0)
        assert np.abs(np.log2(backward / law.backward)).max() < 1.1


def test_with_shortcut_and_relu_blame_is_more_than_predicted():
    """What the depth meter leaves out: blame and slopes are not independent there."""
    law = predict("relu", 2.0, 20, residual=True)
    seen = [measure("relu", 2.0, 100, 20, residual=True, seed=seed) for seed in range(9)]
    assert np.median([s.backward[0] for s in seen]) > 10 * law.backward[0]


def test_equal_seeds_give_equal_nets():
    one, same, other = (measure("tanh", 1.0, 20, 5, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.signals, same.signals)
    assert (one.signals != other.signals).any()


def test_arguments_are_checked():
    with pytest.raises(ValueError, match="bend must be one of sigmoid, tanh, relu"):
        measure("step", 1.0, 10, 3)
    with pytest.raises(ValueError, match="scale must"):
        predict("relu", -1.0, 3)
