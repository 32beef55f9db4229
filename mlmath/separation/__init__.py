"""Which points a line through the origin can separate: whether, how widely, in how many ways.

Throughout, a separator passes through the origin of R^d: append a constant 1 to each point
(`augment`) to let it stand anywhere, which raises the dimension by one.
"""

from mlmath.separation.counting import (
    count_separable_dichotomies,
    cover_count,
    dichotomies,
    separable_probability,
    separable_share,
)
from mlmath.separation.margins import augment, margin, radius
from mlmath.separation.position import in_general_position
from mlmath.separation.widest import separable_as_written, widest_separator

__all__ = [
    "augment",
    "count_separable_dichotomies",
    "cover_count",
    "dichotomies",
    "in_general_position",
    "margin",
    "radius",
    "separable_as_written",
    "separable_probability",
    "separable_share",
    "widest_separator",
]
