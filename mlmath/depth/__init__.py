"""Many layers: how signals pass them, what a loss looks like from above, what helps on new data."""

from mlmath.depth.approximation import follow
from mlmath.depth.decay import ridge
from mlmath.depth.deep import batches, deep_net, saturation
from mlmath.depth.features import held_out_errors
from mlmath.depth.propagation import measure, predict

__all__ = [
    "batches", "deep_net", "follow", "held_out_errors", "measure", "predict", "ridge", "saturation",
]  # fmt: skip
