"""What all estimators share."""

import pytest

from mlmath.estimator import Estimator
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
