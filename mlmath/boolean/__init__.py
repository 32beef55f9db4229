"""Boolean functions and threshold units: what one unit can do, what it cannot, and why."""

from mlmath.boolean.alternative import Alternative, gordan_alternative
from mlmath.boolean.counting import count_threshold_functions
from mlmath.boolean.crossing import count_without_crossing, crossing
from mlmath.boolean.cube import section
from mlmath.boolean.functions import (
    Table,
    boolean_function,
    parity,
    parity_certificate,
    tabulate,
    truth_table,
)
from mlmath.boolean.gates import Gate, functions_of_two
from mlmath.boolean.hull import convex_hull
from mlmath.boolean.networks import (
    Layer,
    Network,
    parity_network,
    parity_tree,
    table_network,
    xor_network,
)
from mlmath.boolean.polynomial import (
    Order,
    PolynomialThreshold,
    check_certificate,
    masks,
    order,
    order_certificate,
    polynomial_threshold,
    signed_sums,
)
from mlmath.boolean.threshold import ThresholdUnit, threshold_certificate, threshold_weights
from mlmath.boolean.windows import count_pieces, strips, view_table, window_views

__all__ = [
    "Alternative",
    "Gate",
    "Layer",
    "Network",
    "Order",
    "PolynomialThreshold",
    "Table",
    "ThresholdUnit",
    "boolean_function",
    "check_certificate",
    "convex_hull",
    "count_pieces",
    "count_threshold_functions",
    "count_without_crossing",
    "crossing",
    "functions_of_two",
    "gordan_alternative",
    "masks",
    "order",
    "order_certificate",
    "parity",
    "parity_certificate",
    "parity_network",
    "parity_tree",
    "polynomial_threshold",
    "section",
    "signed_sums",
    "strips",
    "table_network",
    "tabulate",
    "threshold_certificate",
    "threshold_weights",
    "truth_table",
    "view_table",
    "window_views",
    "xor_network",
]
