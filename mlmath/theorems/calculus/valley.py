"""A smooth function with known slopes and curvatures, on which theorems of calculus are tried."""

from dataclasses import dataclass

import numpy as np

from mlmath.validation import Floats


def tidy(value: float) -> float:
    """Return a number to three digits: where an axis ends, the last digit of a sum is no matter."""
    return float(f"{value:.3g}")


@dataclass(frozen=True)
class Valley:
    r"""A sum of troughs, $f(x) = \sum_i a_i \ln\cosh(w_i \cdot x - b_i) + \tfrac m2 \|x\|^2$.

    Each trough is flat along its floor and bends most on it, by $a_i \|w_i\|^2$; far from it, it
    rises like a straight slope.  All are convex where no a is negative.

    Parameters
    ----------
    W : directions w_i, one a row, shape (n, d).
    b : where the floors lie, shape (n,).
    a : how strong they are, shape (n,).
    m : the round bowl that is added, at least 0.
    """

    W: Floats
    b: Floats
    a: Floats
    m: float = 0.0

    def value(self, x: Floats) -> Floats:
        """Return f at points (..., d), shape (...)."""
        s = x @ self.W.T - self.b
        troughs: Floats = (np.logaddexp(s, -s) - np.log(2)) @ self.a
        round_bowl: Floats = self.m / 2 * (x * x).sum(axis=-1)
        return troughs + round_bowl

    def gradient(self, x: Floats) -> Floats:
        """Return the gradient at points (..., d), shape (..., d)."""
        s = x @ self.W.T - self.b
        slopes: Floats = (self.a * np.tanh(s)) @ self.W + self.m * x
        return slopes

    def hessian(self, x: Floats) -> Floats:
        """Return the Hessian at a point (d,), shape (d, d)."""
        bends = self.a / np.cosh(self.W @ x - self.b) ** 2
        H: Floats = (self.W.T * bends) @ self.W + self.m * np.eye(len(x))
        return H

    def steepest_bend(self) -> float:
        r"""Return an L with $\|\nabla f(x) - \nabla f(z)\| \le L \|x - z\|$ for all x and z.

        No bend exceeds its strength: the largest eigenvalue of $\sum_i |a_i| w_i w_i^\top + m I$.
        """
        most = (self.W.T * np.abs(self.a)) @ self.W
        return float(np.linalg.eigvalsh(most)[-1] + self.m)

    def lowest(self) -> Floats:
        """Return where the gradient vanishes, (d,), by Newton's method; for a convex f, m > 0."""
        x = np.zeros(self.W.shape[1])
        for _ in range(100):
            slope = self.gradient(x)
            way = -np.linalg.solve(self.hessian(x), slope)
            t = 1.0
            # So near that f itself cannot tell the difference, the full step is right.
            far = np.abs(slope).max() > 1e-5
            while far and self.value(x + t * way) > self.value(x) + 0.25 * t * slope @ way:
                t /= 2
            x = x + t * way
            if np.abs(slope).max() < 1e-13:
                break
        return x


def draw(rng: np.random.Generator, d: int, n: int = 5) -> Valley:
    """Draw a convex valley of n troughs in d dimensions."""
    return Valley(
        W=rng.normal(size=(n, d)),
        b=rng.normal(size=n),
        a=rng.uniform(0.3, 1.5, n),
        m=float(rng.uniform(0.1, 0.4)),
    )
