"""The widget of the page Kernels: what its outputs hold."""

import numpy as np
import pytest

from mlmath.widgets import get


def test_the_outputs_are_the_numbers_and_their_mean():
    outputs = get("kernels.lift").outputs({"draw": 3, "guess": 0.0})
    assert outputs["mean"] == pytest.approx(np.mean(outputs["x"]), abs=1e-6)
    squares = np.sum(outputs["x"].astype(float) ** 2)
    assert outputs["summary"].startswith(f"About the guess 0.0 the spread is {squares:.1f}; ")


def test_another_seed_draws_other_numbers():
    first, second = (get("kernels.lift").outputs({"draw": n}) for n in (1, 2))
    assert (first["x"] != second["x"]).all()
