"""The mathematics of *The Mathematics of Learning Machines*: import its modules one by one.

Nothing is imported here, so that `import mlmath.perceptron` costs no more than numpy.
"""

__version__ = "0.1.0"
