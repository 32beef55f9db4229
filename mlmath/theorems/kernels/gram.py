"""Tables of inner products: the symmetric tables without a negative eigenvalue."""

import numpy as np

from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

SYMMETRIC = "the table is symmetric"
NOT_NEGATIVE = "no eigenvalue is negative"
PREMISES = (SYMMETRIC, NOT_NEGATIVE)
POINTS = 4
REACH = 3
TOLERANCE = 1e-9


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Find points whose inner products are a given table, and compare the two.

    The table is that of four points of the plane with whole coordinates, so the points found are
    these again, turned or mirrored.  Dropping "symmetric" adds a number to each entry above the
    diagonal and takes it from the one below; dropping "no eigenvalue is negative" takes
    $a_i a_j - b_i b_j$ in place of the inner product.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        given = rng.integers(-REACH, REACH + 1, (POINTS, 2)).astype(float)
        sign = 1.0 if held[NOT_NEGATIVE] else -1.0
        K = given * [1.0, sign] @ given.T
        if drop == SYMMETRIC:
            skew = np.triu(rng.integers(-2, 3, (POINTS, POINTS)), 1)
            K += skew - skew.T
        values, vectors = eigenpairs(K)
        negative = values[-1] < -0.5
        spoiled = negative if drop == NOT_NEGATIVE else (K != K.T).any() == (drop is not None)
        distinct = len(np.unique(given, axis=0)) == POINTS and given.any(axis=1).all()
        if distinct and spoiled:
            break
    # What is zero but for rounding is zero on every computer; adding 0 turns -0 into 0.
    values = np.where(np.abs(values) < TOLERANCE * np.abs(K).max(), 0.0, values)
    found = vectors * np.sqrt(np.maximum(values, 0)) + 0.0
    shown = ", ".join(minus(f"{abs(v):.1f}" if abs(v) < 0.05 else f"{v:.1f}") for v in values)
    return Verdict(
        theorem="Tables of inner products",
        premises=held,
        left=round(float(((found @ found.T) ** 2).sum()), 9),  # the table has whole numbers
        relation="==",
        right=float((K**2).sum()),
        tolerance=TOLERANCE,
        note=f"A table of {POINTS} points with the eigenvalues {shown}.",
        counterexample="The points found have other inner products." if drop else None,
        instance={"K": K, "found": found},
        sides=("squares of the points' table", "squares of the given table"),
        steps=steps(K, found),
    )


def eigenpairs(K: Floats) -> tuple[Floats, Floats]:
    """Return the eigenvalues of (K + Kᵀ)/2, falling, and eigenvectors of length 1 in columns.

    Of each the first of its largest entries is positive.
    """
    values, vectors = np.linalg.eigh((K + K.T) / 2)
    size = np.abs(vectors)
    first = (size > size.max(axis=0) - 1e-6).argmax(axis=0)  # of the entries that are largest
    signs = np.sign(vectors[first, np.arange(len(K))])  # so that every computer draws the same
    return values[::-1], (vectors * signs)[:, ::-1]


def steps(K: Floats, found: Floats) -> list[Step]:
    """Look at each step of the proof.

    1. A table of inner products, here that of the points found, has no negative eigenvalue.
    2. The eigenvectors give the table back: K = Σ λ v vᵀ.
    3. Each λ is a root times itself, so that the points with coordinates √λ v have the table.
    """
    size = float(np.abs(K).max())
    values, vectors = eigenpairs(K)
    back = (vectors * values) @ vectors.T
    roots = np.sqrt(np.maximum(values, 0))
    return [
        Step(
            "Step 1: a squared length is not negative",
            bool(eigenpairs(found @ found.T)[0][-1] > -TOLERANCE * size),
            note="a table of inner products has a negative eigenvalue",
        ),
        Step(
            "Step 2: the eigenvectors give the table back",
            bool(np.abs(back - K).max() < TOLERANCE * size),
            (SYMMETRIC,),
            f"they give a table that differs by {np.abs(back - K).max():.1f}",
        ),
        Step(
            "Step 3: each eigenvalue has a root",
            bool(np.abs(roots**2 - values).max() < TOLERANCE * size),
            (NOT_NEGATIVE,),
            minus(f"{values[-1]:.1f} has none"),
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the points found by their first two coordinates, as arrows."""
    found = verdict.instance["found"]
    marks = [Mark("curve", [[-9, 0], [9, 0]], style="faint")]
    marks += [Mark("curve", [[0, -9], [0, 9]], style="faint")]
    marks += [Mark("arrow", [[0, 0], at[:2]], "x", str(i + 1)) for i, at in enumerate(found)]
    same = "Their inner products are the table." if verdict.holds else "Their table is another one."
    caption = f"The points found from the table, as arrows. {same}"
    reach = 1.25 * max(1.0, float(np.abs(found[:, :2]).max()))
    return Picture(marks, reach, caption)


THEOREM = Theorem(
    name="kernels.gram",
    title="Tables of inner products",
    label="thm-kernels-gram",
    claim="points found from a table have that very table",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("mercer1909",),
)
