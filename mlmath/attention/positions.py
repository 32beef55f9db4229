"""Where in the sequence: attention does not see the order of its keys unless it is told."""

from typing import Any

import numpy as np

from mlmath.autodiff.tape import Array, TensorLike, asarray, node
from mlmath.validation import Floats, count, number, numbers


def sinusoidal(n_positions: int, d_model: int, base: float = 10_000.0) -> Floats:
    r"""Return one vector for each position: a row of clock hands, each slower than the one before.

    .. math:: P_{t,\,2i} = \sin(t\,\theta_i), \qquad P_{t,\,2i+1} = \cos(t\,\theta_i), \qquad
              \theta_i = \mathrm{base}^{-2i/d}

    A step of k positions turns every hand by a fixed angle, $P_{t+k} = R_k P_t$ with a rotation
    $R_k$ that is the same for all t.

    Parameters
    ----------
    n_positions : number of positions t = 0, 1, ...
    d_model : d, the length of a vector, even.
    base : the slowest hand turns nearly this many times slower than the fastest; above 1.

    Returns
    -------
    Shape (n_positions, d_model).

    Source: A. Vaswani et al., "Attention is all you need", Advances in Neural Information
    Processing Systems 30 (2017), section 3.5.  Chapter: Attention.
    """
    n = count(n_positions, "n_positions")
    angles = np.outer(np.arange(n), frequencies(d_model, base))  # (n_positions, d_model / 2)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)


def rotary(x: TensorLike, positions: Any = None, base: float = 10_000.0) -> Any:
    r"""Return x with each pair of entries turned by an angle that grows with the position.

    .. math:: \begin{pmatrix} x_{2i} \\ x_{2i+1} \end{pmatrix} \mapsto
              \begin{pmatrix} \cos t\theta_i & -\sin t\theta_i \\
                              \sin t\theta_i & \cos t\theta_i \end{pmatrix}
              \begin{pmatrix} x_{2i} \\ x_{2i+1} \end{pmatrix}, \qquad
              \theta_i = \mathrm{base}^{-2i/d}

    Where queries and keys are both turned so, their dot products depend on the positions only
    through the difference, as $R_s^\top R_t = R_{t-s}$.

    Neighbors 2i and 2i + 1 form a pair, as in the paper; many programs pair i with i + d/2
    instead, which is the same up to the order of the entries.

    Parameters
    ----------
    x : queries or keys, shape (..., T, d), d even.
    positions : t, T numbers; 0, 1, ..., T - 1 by default.
    base : as in `sinusoidal`.

    Source: J. Su et al., "RoFormer: enhanced transformer with rotary position embedding",
    arXiv:2104.09864 (2021), section 3.2.  Chapter: Attention.
    """
    a = asarray(x)
    if a.ndim < 2:
        raise ValueError(f"x must have shape (..., T, d), got {a.shape}")
    T = a.shape[-2]
    t = np.arange(T) if positions is None else numbers(positions, "positions")
    if t.shape != (T,):
        raise ValueError(f"positions must have shape ({T},), got {t.shape}")
    angles = np.outer(t, frequencies(a.shape[-1], base, "x"))  # (T, d / 2)
    kind = a.dtype if a.dtype == np.float32 else np.dtype(np.float64)
    cos, sin = np.cos(angles).astype(kind), np.sin(angles).astype(kind)
    return node(_turn(a, cos, sin), lambda g: (_turn(g, cos, -sin),), x)


def frequencies(d: int, base: float, name: str = "d_model") -> Floats:
    r"""Return $\theta_i = \mathrm{base}^{-2i/d}$ for i = 0, ..., d/2 - 1."""
    d = count(d, name)
    if d % 2:
        raise ValueError(f"{name} must have an even number of entries, got {d}")
    exponents = np.arange(0, d, 2) / d
    return np.asarray(number(base, "base", above=1) ** -exponents)


def _turn(a: Array, cos: Array, sin: Array) -> Array:
    """Return the rotated pairs; turning by the negative angles is both inverse and transpose."""
    x, y = a[..., ::2], a[..., 1::2]
    return np.stack([x * cos - y * sin, x * sin + y * cos], axis=-1).reshape(a.shape)
