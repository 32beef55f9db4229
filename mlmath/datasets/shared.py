"""What all data sets share."""

from typing import NamedTuple

import numpy as np

from mlmath.validation import Floats

Seed = int | np.random.Generator


class Data(NamedTuple):
    """Samples with two labels.

    X : shape (n_samples, n_features).
    y : -1 for the first class and +1 for the second, shape (n_samples,).
    features : what each column of X measures, with its unit.
    classes : what -1 and +1 stand for.
    """

    X: Floats
    y: Floats
    features: tuple[str, ...]
    classes: tuple[str, str]
