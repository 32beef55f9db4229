"""The theorems of the toolbox page Chance and information: Gibbs, Hoeffding, maximum likelihood."""

from mlmath.theorems.chance.gibbs import GIBBS, GIBBS_PREMISES, gibbs
from mlmath.theorems.chance.hoeffding import HOEFFDING, HOEFFDING_PREMISES, hoeffding
from mlmath.theorems.chance.likelihood import LIKELIHOOD, LIKELIHOOD_PREMISES, likelihood

THEOREMS = {"gibbs": GIBBS, "hoeffding": HOEFFDING, "likelihood": LIKELIHOOD}

__all__ = [
    "GIBBS_PREMISES",
    "HOEFFDING_PREMISES",
    "LIKELIHOOD_PREMISES",
    "THEOREMS",
    "gibbs",
    "hoeffding",
    "likelihood",
]
