"""The digits and a net that learns them, against scikit-learn's copy and its own net."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from mlmath.backprop import MLP
from mlmath.datasets import digits


def test_every_pixel_is_that_of_scikit_learn():
    theirs, ours = load_digits(), digits(597)
    np.testing.assert_array_equal(np.concatenate([ours.X, ours.X_new]) * 16, theirs.data)
    np.testing.assert_array_equal(np.concatenate([ours.y, ours.y_new]), theirs.target)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_from_one_start_both_nets_learn_alike(activation):
    """Thirty updates on all of 300 digits, from the same weights; theirs has a decay of l2 · n."""
    d, n, l2 = digits(597), 300, 0.01
    X, y = d.X[:n], d.y[:n]
    ours = MLP((64, 20, 10), activation, "softmax", l2=l2, seed=4)
    theirs = MLPClassifier(
        (20,), {"sigmoid": "logistic"}.get(activation, activation), solver="sgd", alpha=l2 * n,
        batch_size=n, learning_rate_init=0.2, momentum=0.9, nesterovs_momentum=False,
        shuffle=False, max_iter=30, tol=0.0, n_iter_no_change=99, warm_start=True,
    )  # fmt: skip
    # One update makes its arrays; then they are given our start, and its velocity is forgotten.
    theirs.partial_fit(X, y, classes=np.arange(10))
    theirs.coefs_ = [layer.weight.data.T.copy() for layer in ours.layers]
    theirs.intercepts_ = [layer.bias.data.copy() for layer in ours.layers]
    del theirs._optimizer
    ours.fit(X, y, epochs=30, lr=0.2, momentum=0.9)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(X, y)
    for layer, coefs, intercepts in zip(
        ours.layers, theirs.coefs_, theirs.intercepts_, strict=True
    ):
        np.testing.assert_allclose(layer.bias.data, intercepts, atol=1e-10)
        np.testing.assert_allclose(layer.weight.data, coefs.T, atol=1e-10)
    assert (ours.predict(d.X_new) == theirs.predict(d.X_new)).all()
