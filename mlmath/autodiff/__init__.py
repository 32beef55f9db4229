"""Reverse-mode differentiation over arrays, small enough to read in one sitting.

`tape` remembers and walks back, `tensor` has the operations, `functional` the functions that
networks are made of, and `check` compares gradients with central differences.
"""

from mlmath.autodiff.check import GradientCheck, gradient_check
from mlmath.autodiff.tape import no_grad
from mlmath.autodiff.tensor import Tensor

__all__ = ["GradientCheck", "Tensor", "gradient_check", "no_grad"]
