"""The geometry of features: what layers do to a plane, and projections that keep distances.

- `narrow`: nets of two or three units a layer, trained on points of the plane.
- `carried`: the plane on its way through such a net.
- `projection`: random projections, and how many dimensions keep all distances.
"""

from mlmath.geometry.carried import border, carried, cut, grid_lines
from mlmath.geometry.narrow import Labeled, Narrow, trained, two_crescents, two_rings
from mlmath.geometry.projection import (
    decay,
    distortions,
    enough_dimensions,
    failure_bound,
    normal_matrix,
    squared_distances,
)

__all__ = [
    "Labeled",
    "Narrow",
    "border",
    "carried",
    "cut",
    "decay",
    "distortions",
    "enough_dimensions",
    "failure_bound",
    "grid_lines",
    "normal_matrix",
    "squared_distances",
    "trained",
    "two_crescents",
    "two_rings",
]
