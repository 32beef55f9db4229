"""Novikoff's bound in a kernel's space: by hand, and by the features written out."""

import numpy as np
import pytest

from mlmath.kernels import SVC, KernelPerceptron, mistake_bound, polynomial_features
from mlmath.perceptron import augment, novikoff_bound


def test_two_points_by_hand():
    """1 and -1 of a line: f(x) = x, so |w|² = 1 and b = 0; R² = 1 + 1."""
    machine = SVC(1e6, "linear", tol=1e-9).fit([[1.0], [-1.0]], [1, -1])
    assert mistake_bound(machine, [1, -1]) == pytest.approx(2)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_first_chapters_bound_on_the_features(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(14, 2))
    y = np.where(X[:, 0] * X[:, 1] > 0, 1, -1)
    machine = SVC(1e6, "poly", 1.0, 2, 1.0, tol=1e-9).fit(X, y)
    F = polynomial_features(X, 2, 1.0, 1.0)
    w = machine.dual_coef_[0] @ F[machine.support_]
    expected = novikoff_bound(augment(F), y, np.append(w, machine.intercept_[0]))
    found = mistake_bound(machine, y)
    assert found == pytest.approx(expected, rel=1e-6)
    assert len(KernelPerceptron("poly", 1.0, 2, 1.0).fit(X, y).mistakes_) <= found


def test_without_a_separator_there_is_no_bound():
    machine = SVC(1.0, "linear").fit([[0.0], [1.0], [2.0]], [1, -1, 1])
    assert mistake_bound(machine, [1, -1, 1]) == np.inf
