"""Each name brings its own file and no other."""

import importlib
import pkgutil
import sys

import pytest

from mlmath import datasets

FILES = {module.name for module in pkgutil.iter_modules(datasets.__path__)} - {"shared"}


def test_every_name_offered_is_there_and_every_file_offers_one():
    homes = {getattr(datasets, name).__module__ for name in datasets.__all__ if name.islower()}
    assert homes == {f"mlmath.datasets.{file}" for file in FILES}
    assert dir(datasets) == datasets.__all__
    assert "two_clouds" in datasets.__all__


def test_no_name_is_also_a_file():
    """Importing the file would put it in the name's place."""
    assert FILES.isdisjoint(datasets.__all__)


def test_one_data_set_loads_no_other(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("mlmath.datasets")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys.modules["mlmath"], "datasets", None)
    fresh = importlib.import_module("mlmath.datasets")
    data = fresh.two_clouds(2)
    assert isinstance(data, fresh.Data)
    assert data.X.shape == (2, 2)
    loaded = {name for name in sys.modules if name.startswith("mlmath.datasets.")}
    assert loaded == {"mlmath.datasets.clouds", "mlmath.datasets.shared"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"'mlmath\.datasets' has no attribute 'three_clouds'"):
        _ = datasets.three_clouds
