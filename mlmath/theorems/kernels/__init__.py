"""The theorems of the chapter Kernels: opening a power, tables, mistakes, sums, the margin."""

from mlmath.theorems.kernels import gram, margin, mistakes, polynomial, representer

THEOREMS = {
    "polynomial": polynomial.THEOREM,
    "gram": gram.THEOREM,
    "mistakes": mistakes.THEOREM,
    "representer": representer.THEOREM,
    "margin": margin.THEOREM,
}
