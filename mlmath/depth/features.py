r"""A model that can be made as large as one likes: random ReLU features, least squares.

$\hat y = \sum_k v_k\, \mathrm{relu}(w_k \cdot x)$ with random $w_k$ that are never trained.  The
output weights v are those of least length among all that fit the data best.
"""

import numpy as np

from mlmath.validation import Floats, count, generator, number


def held_out_errors(
    sizes: list[int], n: int, d: int, noise: float, seed: int, decay: float = 0.0
) -> tuple[Floats, Floats]:
    """Return the mean squared errors on n training samples and on 500 new ones, for each size.

    Targets are a random linear function of d normal inputs, of variance 1, plus noise.

    Parameters
    ----------
    sizes : numbers of features.
    n, d : samples and inputs.
    noise : standard deviation of the noise in the training targets; new ones have none.
    seed : equal seeds give equal data and features.
    decay : λ of ridge; 0 gives the solution of least length.
    """
    n, d = count(n, "n"), count(d, "d")
    noise, decay = number(noise, "noise", low=0), number(decay, "decay", low=0)
    rng = generator(seed)
    truth = rng.normal(size=d)
    truth /= np.linalg.norm(truth)
    X, new = rng.normal(size=(n, d)), rng.normal(size=(500, d))
    y = X @ truth + noise * rng.normal(size=n)
    W = rng.normal(size=(max(sizes), d)) / np.sqrt(d)
    H, H_new = np.maximum(X @ W.T, 0), np.maximum(new @ W.T, 0)
    train, held = [], []
    for size in sizes:
        A = H[:, :size] / np.sqrt(size)
        if decay:
            v = A.T @ np.linalg.solve(A @ A.T + decay * np.eye(n), y)
        else:
            v = np.linalg.lstsq(A, y, rcond=1e-10)[0]
        train.append(((A @ v - y) ** 2).mean())
        held.append(((H_new[:, :size] / np.sqrt(size) @ v - new @ truth) ** 2).mean())
    return np.array(train), np.array(held)
