"""The theorems of the page Backpropagation."""

from mlmath.theorems.backprop import cost, exact, layers

THEOREMS = {"exact": exact.THEOREM, "cost": cost.THEOREM, "layers": layers.THEOREM}
