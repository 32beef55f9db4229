"""All rows, in the order of the book's chapters."""

from bench.mathematics import estimators, networks, recursion

CASES = [*estimators.CASES, *recursion.CASES, *networks.CASES]
