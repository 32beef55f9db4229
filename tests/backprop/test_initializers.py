"""First weights: their laws, and what signals and gradients keep through many layers."""

import numpy as np
import pytest

from mlmath.backprop import MLP, he, naive, xavier


def test_variances_are_those_of_the_papers():
    """Glorot and Bengio 2010, equation 16: 2 / (n_in + n_out); He et al. 2015: 2 / n_in."""
    rng = np.random.default_rng(0)
    assert xavier(300, 100, rng).var() == pytest.approx(2 / 400, rel=0.03)
    assert np.abs(xavier(300, 100, rng)).max() <= np.sqrt(6 / 400)
    assert he(300, 100, rng).var() == pytest.approx(2 / 100, rel=0.03)
    assert naive(300, 100, rng).var() == pytest.approx(1, rel=0.03)


def signal(activation, init, depth=20, width=128):
    """Return the mean square of the last sums of a deep network over that of its inputs."""
    mlp = MLP((width,) * (depth + 1), activation, init=init, seed=0)
    X = np.random.default_rng(1).normal(size=(64, width))
    return float((mlp.sums(X).data ** 2).mean() / (X**2).mean())


def test_through_twenty_layers_of_relu_he_keeps_the_signal():
    """He et al. 2015: with 2 / n_in the variance of the sums stays; half of it leaves 2^-19."""
    assert 0.2 < signal("relu", "he") < 5
    assert signal("relu", "xavier") < 1e-4
    assert signal("relu", "naive") > 1e20


def test_naive_weights_saturate_tanh():
    mlp = MLP((128, 128, 128), "tanh", init="naive", seed=0)
    X = np.random.default_rng(1).normal(size=(64, 128))
    hidden = np.tanh(mlp.layers[0](X).data)
    assert (np.abs(hidden) > 0.99).mean() > 0.7


@pytest.mark.parametrize("draw", [naive, xavier, he])
def test_an_error_says_what_was_expected(draw):
    with pytest.raises(ValueError, match=r"^n_in must be at least 1, got 0$"):
        draw(1, 0, np.random.default_rng(0))
