"""On a bowl, k steps of gradient descent leave at most the share ρᵏ of the error."""

import numpy as np

from mlmath.theorems.calculus.valley import tidy
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import counted

BETWEEN, SYMMETRIC = "curvatures lie between μ and L", "A is symmetric"
RATE_PREMISES = (BETWEEN, SYMMETRIC)
LEAST = 1e-12  # the shortest error that is drawn, as a share of the first


def rate(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $\|x_k - x^*\| \le \rho^k \|x_0 - x^*\|$ with $\rho = \max(|1-\eta\mu|, |1-\eta L|)$.

    A random bowl $\tfrac12 (x - x^*) \cdot A (x - x^*)$ in two to six variables with curvatures
    between μ and L, a random start, 3 to 12 steps, and a step size at or near the best one,
    2/(μ + L).  Dropping a premise keeps what the seed drew, but for this:

    - "curvatures lie between μ and L": one of them is larger than L.
    - "A is symmetric": the same eigenvalues belong to directions that stand askew; the rule
      $x \leftarrow x - \eta A (x - x^*)$ then follows no gradient.  One step is looked at.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `RATE_PREMISES`.
    """
    held = premises(RATE_PREMISES, drop)
    rng = generator(seed)
    d = int(rng.integers(2, 7))
    mu = float(rng.uniform(0.2, 1.5))
    L = mu * float(rng.uniform(2, 30))
    values = np.concatenate([[mu, L], rng.uniform(mu, L, d - 2)])
    V, _ = np.linalg.qr(rng.normal(size=(d, d)))
    eta = float(rng.uniform(0.8, 1.1)) * 2 / (mu + L)
    error = V @ rng.normal(size=d)
    steps = int(rng.integers(3, 13))
    rho = max(abs(1 - eta * mu), abs(1 - eta * L))
    if drop == BETWEEN:
        values[1] = (1 + 1.5 * rho) / eta  # its factor is 1.5 ρ in size
        error = error + (3 if error @ V[:, 1] > 0 else -3) * V[:, 1]
    A = (V * values) @ V.T
    if drop == SYMMETRIC:
        # Seen from V: the same diagonal, and something beside it.
        askew = np.diag(values)
        askew[0, 1] = 4 * L
        A = V @ askew @ V.T
        error, steps = V[:, 1] + 0.1 * error, 1
    path = [error]
    for _ in range(steps):
        path.append(path[-1] - eta * (A @ path[-1]))
    lengths = np.sqrt((np.array(path) ** 2).sum(axis=1))
    return Verdict(
        theorem="The rate on a bowl",
        premises=held,
        left=float(100 * lengths[-1] / lengths[0]),
        relation="<=",
        right=100 * rho**steps,
        tolerance=1e-9,
        note=f"How much of the first error is left after {counted(steps, 'step')} of {eta:.3f}, "
        f"against ρᵏ with ρ = {rho:.3f}, for μ = {mu:.2f}, L = {L:.2f} and {d} variables.",
        counterexample=_why(drop, float(values[1]), rho),
        instance={"lengths": lengths, "rho": rho},
        sides=("error left, %", "ρᵏ, %"),
        steps=proof_steps(A, np.array(path), eta, rho),
    )


def proof_steps(A: Floats, path: Floats, eta: float, rho: float) -> list[Step]:
    r"""Try the three steps of the proof on a path of errors.

    1. A step multiplies the error by $I - \eta A$.
    2. Along each eigenvector it multiplies by $1 - \eta\lambda$, at most ρ in size.
    3. The eigenvectors stand at right angles: squared lengths add up along them.
    """
    values, vectors = np.linalg.eig(A)
    values, vectors = values.real, vectors.real
    before, after = path[:-1], path[1:]
    moved = before @ (np.eye(len(A)) - eta * A).T
    size = float(np.abs(path).max())
    factors = np.abs(1 - eta * values)
    largest = float(factors.max())
    # Of directions that are at right angles, each has the dot product 0 with all others.
    angles = np.abs(vectors.T @ vectors - np.eye(len(A)))
    return [
        Step(
            "Step 1: what a step does to the error",
            bool(np.abs(after - moved).max() <= 1e-10 * size),
            note="the error is not multiplied by I − ηA",
        ),
        Step(
            "Step 2: one factor for each curvature",
            largest <= rho * (1 + 1e-9),
            (BETWEEN,),
            f"along one eigenvector the factor is {largest:.3f}, more than ρ = {rho:.3f}",
        ),
        Step(
            "Step 3: right angles",
            float(angles.max()) <= 1e-6,
            (SYMMETRIC,),
            f"two eigenvectors of length 1 have the dot product {float(angles.max()):.3f}, not 0",
        ),
    ]


def _why(drop: str | None, curvature: float, rho: float) -> str | None:
    return {
        BETWEEN: f"One curvature is {curvature:.2f}, more than L: along it a step multiplies the "
        f"error by −{1.5 * rho:.3f}.",
        SYMMETRIC: "Each eigenvector by itself shrinks as promised, but two of them nearly cancel "
        "at the start and no longer do after a step.",
    }.get(drop or "")


def rate_picture(verdict: Verdict) -> Picture:
    """Draw the error after each step, and ρᵏ, on a logarithmic axis."""
    lengths, rho = verdict.instance["lengths"], verdict.instance["rho"]
    shares = lengths / lengths[0]
    k = np.arange(len(shares))
    bound = rho**k
    low = max(LEAST, 0.4 * min(float(shares.min()), float(bound.min())))
    high = 2 * max(float(shares.max()), 1.0)
    marks = [curve(k, np.maximum(bound, 1.1 * low), "wstar", style="dashed")]
    marks += [
        Mark("circle", [i, share], "w" if share <= b * (1 + 1e-9) else "e")
        for i, share, b in zip(k, shares, bound, strict=True)
        if share >= 1.1 * low
    ]
    return Picture(
        marks,
        caption="The length of the error after each step as a share of the first, discs; the "
        f"dashed line is ρᵏ with ρ = {rho:.3f}. "
        + ("No disc lies above it." if verdict.holds else "The last disc lies above it."),
        x=Axis("steps k", -0.3, len(k) - 0.7),
        y=Axis("error", tidy(low), tidy(high), log=True),
    )


RATE = Theorem(
    name="calculus.rate",
    title="The rate on a bowl",
    label="thm-rate",
    claim="‖xₖ − x*‖ ≤ ρᵏ ‖x₀ − x*‖",
    premises=RATE_PREMISES,
    check=rate,
    picture=rate_picture,
    sources=("polyak1964",),
)
