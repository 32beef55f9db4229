"""What all estimators share."""

from fractions import Fraction

import numpy as np
import pytest

from mlmath.estimator import Estimator, line_scores
from mlmath.validation import points


class Center(Estimator):
    def __init__(self, shift=0.5, name="c"):
        self.shift, self.name = shift, name

    def fit(self, X):
        self.mean_ = points(X).mean(axis=0)
        return self

    def transform(self, X):
        self._check_fitted("mean_")
        return self._points_like_fit(X, len(self.mean_)) - self.mean_


def test_it_prints_as_it_was_made():
    assert repr(Center(2)) == "Center(shift=2, name='c')"


def test_before_fit_it_says_what_to_do():
    with pytest.raises(ValueError, match=r"^fit must be called first: this Center has no data$"):
        Center().transform([[1.0]])


def test_it_wants_as_many_features_as_fit_has_seen():
    with pytest.raises(ValueError, match=r"^X must have 2 features, as in fit, got 3$"):
        Center().fit([[0, 1]]).transform([[1, 2, 3]])
    assert Center().fit([[0, 1]]).transform([[1, 2]]).tolist() == [[1, 1]]


def test_a_score_does_not_depend_on_the_other_rows_their_order_or_the_sign():
    rng = np.random.default_rng(0)
    for _ in range(200):
        n, d = rng.integers(1, 40, size=2)
        X, w = rng.normal(size=(n, d)).round(1), rng.normal(size=d).round(1)
        b = float(rng.normal())
        together = line_scores(X, w, b)
        assert together.tolist() == [line_scores(x[None], w, b)[0] for x in X]
        assert together.tolist() == line_scores(np.asfortranarray(X), w, b).tolist()
        assert together[::-1].tolist() == line_scores(X[::-1], w, b).tolist()
        assert together.tolist() == (-line_scores(-X, w, -b)).tolist()
        many = line_scores(X, np.stack([w, 2 * w])[:, None], np.array([[b], [2 * b]]))
        assert many.tolist() == [together.tolist(), (2 * together).tolist()]


def test_a_score_is_the_sum_up_to_rounding():
    """Against exact fractions: each of d products and d sums is rounded once."""
    rng = np.random.default_rng(1)
    X, w, b = rng.normal(size=(5, 30)), rng.normal(size=30), 0.1
    for x, found in zip(X, line_scores(X, w, b), strict=True):
        terms = [Fraction(u) * Fraction(v) for u, v in zip(x, w, strict=True)] + [Fraction(b)]
        assert abs(found - sum(terms)) <= 31 * 2.0**-52 * sum(map(abs, terms))


def test_a_score_in_other_units_keeps_its_sign():
    """2^-2000 is no float64, and 2^-2000 · 3 - 1e-300 is -1e-300."""
    found = line_scores(np.array([[3.0], [-3.0], [0.0]]), np.array([1.0]), 0.0, -2000)
    assert np.sign(found).tolist() == [1, -1, 0]
    assert line_scores(np.array([[3.0]]), np.array([1.0]), -1e-300, -2000).tolist() == [-1e-300]
    assert line_scores(np.array([[3.0]]), np.array([1.0]), 0.0, 10).tolist() == [3072]
