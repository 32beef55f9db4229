"""The functions that bend a layer's sums, each with its derivative."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mlmath.autodiff.tape import Array, TensorLike, floats, node
from mlmath.autodiff.tensor import Tensor
from mlmath.special import erf
from mlmath.validation import choice


def gelu(x: TensorLike, approximate: str = "none") -> Any:
    r"""Return $x \, \Phi(x)$, where Φ is the normal distribution function.

    approximate : "none" for $\Phi(x) = (1 + \mathrm{erf}(x / \sqrt 2)) / 2$; "tanh" for
        $(1 + \tanh(\sqrt{2/\pi} (x + 0.044715 x^3))) / 2$, which GPT-2 uses.

    Source: D. Hendrycks and K. Gimpel, "Gaussian error linear units", arXiv:1606.08415 (2016).
    """
    a = floats(x, "x")
    # Beyond 40 Φ is 0 or 1, and flat, in float64 too; a square there, or inf times 0, made NaN.
    b = a if max(a.max(initial=0), -a.min(initial=0)) <= 40 else a.clip(-40, 40)
    if choice(approximate, "approximate", ("none", "tanh")) == "none":
        phi = 0.5 + 0.5 * erf(b * math.sqrt(0.5))

        def slope() -> Array:
            density = np.exp(-0.5 * b * b) * (1 / math.sqrt(2 * math.pi))
            return np.asarray(phi + b * density)

    else:
        c, k = math.sqrt(2 / math.pi), 0.044715
        # In place from here on: these are the largest arrays of a transformer.
        phi = np.asarray(b * b)
        phi *= c * k
        phi += c
        phi *= b
        np.tanh(phi, out=phi)
        phi += 1
        phi *= 0.5

        def slope() -> Array:
            inner = np.asarray(b * b)
            inner *= 6 * c * k
            inner += 2 * c
            inner *= b
            inner *= 1 - phi
            inner += 1
            inner *= phi  # d/dx of x phi is phi + x * 2 phi (1 - phi) * (c + 3 c k x^2)
            return inner

    return node(a * phi, lambda g: (g * slope(),), x)


def relu(x: TensorLike) -> Any:
    """Return max(x, 0); the derivative at 0 is taken as 0."""
    return _method(Tensor.relu, x)


def sigmoid(x: TensorLike) -> Any:
    r"""Return $1 / (1 + e^{-x})$."""
    return _method(Tensor.sigmoid, x)


def tanh(x: TensorLike) -> Any:
    """Return the hyperbolic tangent."""
    return _method(Tensor.tanh, x)


def _method(f: Callable[[Tensor], Tensor], x: TensorLike) -> Any:
    """Let a method of tensors take arrays too."""
    return f(x) if isinstance(x, Tensor) else f(Tensor(floats(x, "x"))).data
