"""The curse of dimensionality: what many dimensions do to distances, volumes and noise.

- `contrast`: nearest and farthest neighbor become alike, or do not.
- `distances`, `angles`, `balls`: lengths, angles and volumes with their exact laws.
- `spectra`: the eigenvalues of noise, and when a signal shows among them.
- `neighbors`, `pca`: learning from neighbors, and from fewer dimensions.
- `intrinsic`: how many dimensions there really are.
"""

from mlmath.dimension.angles import (
    angle_cdf,
    angle_density,
    cosine_sd,
    cosine_squared_cdf,
    mean_absolute_cosine,
    random_angles,
    random_cosines,
    random_directions,
)
from mlmath.dimension.balls import (
    ball_in_cube,
    ball_volume,
    log_ball_volume,
    outer_shell,
    points_in_ball,
    points_in_cube,
    share_within,
)
from mlmath.dimension.contrast import contrast_cdf, contrast_median, relative_contrast
from mlmath.dimension.distances import (
    Law,
    dependent_points,
    distance_law,
    gaussian_shell,
    independent_points,
    norm_cdf,
    norm_density,
    norm_law,
    relative_variance,
)
from mlmath.dimension.intrinsic import intrinsic_dimension, two_nn
from mlmath.dimension.neighbors import KNeighbors
from mlmath.dimension.pca import PCA
from mlmath.dimension.spectra import (
    marchenko_pastur_atom,
    marchenko_pastur_density,
    marchenko_pastur_edges,
    sample_spectrum,
    spike_eigenvalue,
    spike_overlap,
    spike_threshold,
    spiked_points,
)

__all__ = [
    "PCA",
    "KNeighbors",
    "Law",
    "angle_cdf",
    "angle_density",
    "ball_in_cube",
    "ball_volume",
    "contrast_cdf",
    "contrast_median",
    "cosine_sd",
    "cosine_squared_cdf",
    "dependent_points",
    "distance_law",
    "gaussian_shell",
    "independent_points",
    "intrinsic_dimension",
    "log_ball_volume",
    "marchenko_pastur_atom",
    "marchenko_pastur_density",
    "marchenko_pastur_edges",
    "mean_absolute_cosine",
    "norm_cdf",
    "norm_density",
    "norm_law",
    "outer_shell",
    "points_in_ball",
    "points_in_cube",
    "random_angles",
    "random_cosines",
    "random_directions",
    "relative_contrast",
    "relative_variance",
    "sample_spectrum",
    "share_within",
    "spike_eigenvalue",
    "spike_overlap",
    "spike_threshold",
    "spiked_points",
    "two_nn",
]
