"""Penguins of the Palmer Archipelago, as measured by Gorman, Williams and Fraser."""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import mlmath
from mlmath.datasets.shared import Data
from mlmath.validation import Floats

MEASUREMENTS = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
SPECIES = ("Adelie", "Chinstrap", "Gentoo")


def penguins(
    species: tuple[str, str] = ("Adelie", "Gentoo"),
    features: Sequence[str] = ("bill_depth_mm", "flipper_length_mm"),
) -> Data:
    """Return two species of penguins of the Palmer Archipelago, Antarctica, by their measures.

    As called by default a line separates the two species: 151 Adelie and 123 Gentoo penguins by
    the depth of the bill and the length of the flipper, both in mm.  By flipper length and body
    mass, or by species Adelie and Chinstrap and any two measures, none does.

    Parameters
    ----------
    species : two of Adelie, Chinstrap, Gentoo; the first becomes -1, the second +1.
    features : one or more of bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g.

    Source: K. B. Gorman, T. D. Williams and W. R. Fraser, PLoS ONE 9 (2014) e90081; published as
    data by A. M. Horst, A. P. Hill and K. B. Gorman in the R package palmerpenguins (2020), CC0.
    Two birds without measurements are left out.  See data/README.md.
    """
    if len(species) != 2 or species[0] == species[1] or not set(species) <= set(SPECIES):
        raise ValueError(f"species must be two of {', '.join(SPECIES)}, got {species!r}")
    if not features or isinstance(features, str) or not set(features) <= set(MEASUREMENTS):
        raise ValueError(f"features must be among {', '.join(MEASUREMENTS)}, got {features!r}")
    names, values = _penguin_table()
    rows = np.isin(names, species)
    columns = [MEASUREMENTS.index(f) for f in features]
    y = np.where(names[rows] == species[1], 1.0, -1.0)
    return Data(values[rows][:, columns], y, tuple(features), (species[0], species[1]))


@cache
def _penguin_table() -> tuple[NDArray[np.str_], Floats]:
    with (Path(mlmath.__file__).parent / "data" / "penguins.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = np.array([row["species"] for row in rows])
    return names, np.array([[float(row[m]) for m in MEASUREMENTS] for row in rows])
