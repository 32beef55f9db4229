"""Figures of the page Kernels; what all figures promise is in `test_shared`."""

import numpy as np

from mlmath.figures import kernels as figures

EXAMPLES = {"bowl": lambda: figures.bowl([1, 2, 6], alt="A bowl.")}


def test_the_bowl_is_lowest_at_the_mean():
    """1, 2 and 6 have the mean 3 and the spread 14."""
    curve, _ = EXAMPLES["bowl"]().fig.axes[0].lines
    c, height = np.array(curve.get_data())
    lowest = np.argmin(height)
    np.testing.assert_allclose([c[lowest], height[lowest]], [3, 14], atol=0.05)
