"""The penguins: every number as published, and the pairs of species that a line separates."""

import csv
import io
from importlib.metadata import distribution
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from mlmath.datasets import palmer
from mlmath.datasets.scaling import standardize
from mlmath.perceptron import Perceptron, augment, widest_separator


def published():
    """The table of the package palmerpenguins, read without importing it (and its pandas)."""
    file = distribution("palmerpenguins").locate_file("palmerpenguins/data/penguins.csv")
    rows = csv.DictReader(io.StringIO(Path(str(file)).read_text(encoding="utf-8")))
    return [row for row in rows if all(row[m] != "NA" for m in palmer.MEASUREMENTS)]


def test_every_number_is_that_of_the_package():
    rows = published()
    assert len(rows) == 342
    for pair in combinations(palmer.SPECIES, 2):
        theirs = [row for row in rows if row["species"] in pair]
        X, y, features, classes = palmer.penguins(pair, palmer.MEASUREMENTS)
        assert X.tolist() == [[float(row[m]) for m in palmer.MEASUREMENTS] for row in theirs]
        assert y.tolist() == [1 if row["species"] == pair[1] else -1 for row in theirs]
        assert (features, classes) == (palmer.MEASUREMENTS, pair)


def test_the_penguins_of_the_chapter():
    X, y, features, classes = palmer.penguins()
    assert X.shape == (274, 2)
    assert ((y < 0).sum(), (y > 0).sum()) == (151, 123)
    assert features == ("bill_depth_mm", "flipper_length_mm")
    assert classes == ("Adelie", "Gentoo")
    assert X[0].tolist() == [18.7, 181.0]
    machine = Perceptron(max_epochs=10_000).fit(X, np.array(classes)[(y > 0).astype(int)])
    assert machine.converged_
    assert machine.classes_.tolist() == ["Adelie", "Gentoo"]


def test_which_penguins_a_line_separates():
    """What the docstring of `penguins` says."""

    def separable(*arguments):
        data = palmer.penguins(*arguments)
        return widest_separator(augment(standardize(data.X)), data.y) is not None

    assert separable()
    assert not separable(("Adelie", "Gentoo"), ("flipper_length_mm", "body_mass_g"))
    for pair in combinations(palmer.MEASUREMENTS, 2):
        assert not separable(("Adelie", "Chinstrap"), pair)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: palmer.penguins(("Adelie", "Emperor")), "species must be two of Adelie, "),
        (lambda: palmer.penguins(features=["wing"]), "features must be among bill_length_mm"),
        (lambda: palmer.penguins(features="body_mass_g"), "features must be among"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
