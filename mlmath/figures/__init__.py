"""Figures of the book, one module for each page, and `shared` for what they have in common.

A page imports its own, `from mlmath.figures import perceptron as figures`, and finds there what
it takes from `shared` too.  Matplotlib is imported here and nowhere else.
"""
