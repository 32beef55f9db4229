"""Rank plus nullity: what a matrix keeps and what it sends to zero add up to what it is given."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import counted, listed

EVERY_ARROW = "every arrow may be put in"
A_MATRIX = "the map is a matrix"
NULLITY_PREMISES = (EVERY_ARROW, A_MATRIX)
COLUMNS = 3  # of a matrix with two rows
REACH = 2  # all arrows with whole coordinates from -REACH to REACH are put in
GRID = np.array(list(product(range(-REACH, REACH + 1), repeat=COLUMNS)))

Map = Callable[[Any], Any]


def nullity(seed: int, drop: str | None = None) -> Verdict:
    r"""Check rank + nullity = number of columns, by trying many arrows.

    All 125 arrows x of space with whole coordinates from -2 to 2 are put into a matrix with two
    rows.  The rank is the dimension that their images span, and the nullity the dimension that
    those x span whose image is zero.  Without a premise, only arrows without a negative coordinate
    are put in; or each negative coordinate of an image is cut to zero, which no matrix does.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `NULLITY_PREMISES`.
    """
    held = premises(NULLITY_PREMISES, drop)
    rng = generator(seed)
    A, basis = _matrix(rng, drop)
    arrows = GRID[(GRID >= 0).all(axis=1)] if drop == EVERY_ARROW else GRID
    cut = drop == A_MATRIX
    images = apply(A, arrows, cut)
    lost = arrows[~images.any(axis=1)]
    rank, null = dimension(images), dimension(lost)
    return Verdict(
        theorem="Rank plus nullity",
        premises=held,
        left=rank + null,
        relation="==",
        right=COLUMNS,
        tolerance=0.0,
        note=f"Of {len(arrows)} arrows put in, the images span {counted(rank, 'dimension')}, and "
        f"those {len(lost)} that become zero span {null}.",
        counterexample=f"{rank} + {null} is not {COLUMNS}.",
        instance={"A": A, "images": images, "rank": rank, "null": null},
        sides=("rank + nullity", "columns"),
        whole=2 * COLUMNS,
        steps=proof_steps(A, basis, arrows, cut),
    )


def apply(A: Any, arrows: Any, cut: bool = False) -> Any:
    """Return A x for each row x, negative coordinates cut to zero where `cut` says so."""
    images = arrows @ A.T
    return np.maximum(images, 0) if cut else images


def dimension(rows: Any) -> int:
    """Return the dimension that rows of small whole numbers span."""
    return int(np.linalg.matrix_rank(rows)) if len(rows) else 0


def _matrix(rng: np.random.Generator, drop: str | None) -> tuple[Any, list[int]]:
    """Return a matrix (2, 3) and its columns that are no mix of those before them.

    Each other column is a mix of those with whole shares from -2 to 2, so that the arrow which
    the proof makes of these shares is among those of the grid.  Without the premise that every
    arrow may be put in, the first row is positive: no arrow but zero, of those without a negative
    coordinate, becomes zero.  Without a matrix, both rows are independent.
    """
    while True:
        A = rng.integers(-3, 4, size=(2, COLUMNS))
        if drop == EVERY_ARROW:
            A[0] = np.abs(A[0]) + 1
        basis = [j for j in range(COLUMNS) if dimension(A[:, : j + 1].T) > dimension(A[:, :j].T)]
        if rng.random() < 0.4 and drop != A_MATRIX:
            basis = basis[:1]
        if not basis or (drop == A_MATRIX and len(basis) < 2):
            continue
        for j in set(range(basis[0] + 1, COLUMNS)) - set(basis):
            before = [k for k in basis if k < j]
            A[:, j] = A[:, before] @ rng.integers(-REACH, REACH + 1, size=len(before))
        if np.abs(A).max() <= 6 and (drop != EVERY_ARROW or A[0].min() > 0):
            return A, basis


def null_arrows(A: Any, basis: list[int]) -> Any:
    """Return for each column that is a mix of those before it the arrow that it gives, as rows.

    It has the shares in the places of the columns that are mixed, and -1 in the column's own.
    """
    rows = []
    for j in set(range(A.shape[1])) - set(basis):
        before = [k for k in basis if k < j]
        arrow = np.zeros(A.shape[1], dtype=np.int64)
        if before:
            arrow[before] = np.rint(np.linalg.lstsq(A[:, before], A[:, j], rcond=None)[0])
        arrow[j] = -1
        rows.append(arrow)
    return np.array(rows).reshape(-1, A.shape[1])


def proof_steps(A: Any, basis: list[int], arrows: Any, cut: bool) -> list[Step]:
    """Try the steps of the proof on one map.

    1. Each column that is a mix of those before it gives an arrow that becomes zero.
    2. Every arrow that becomes zero is a mix of these.
    3. Every image is a mix of the other columns, which are independent.

    Parameters
    ----------
    A : the matrix, whole numbers, shape (2, n).
    basis : its columns that are no mix of those before them.
    arrows : what may be put in, shape (n_arrows, n).
    cut : whether negative coordinates of an image are cut to zero.
    """
    made = null_arrows(A, basis)
    allowed = {tuple(row) for row in arrows.tolist()}
    inside = all(tuple(row) in allowed for row in made.tolist())
    zero = not apply(A, made, cut).any()
    images = apply(A, arrows, cut)
    lost = arrows[~images.any(axis=1)]
    mixed = dimension(np.vstack([made, lost])) == len(made)
    columns = A[:, basis].T
    within = dimension(np.vstack([columns, images])) == len(basis) == dimension(columns)
    return [
        Step(
            "Step 1: each mixed column gives an arrow",
            inside and zero,
            (EVERY_ARROW,),
            f"{listed(made[0]) if len(made) else 'the arrow'} may not be put in",
        ),
        Step(
            "Step 2: no other arrow becomes zero",
            mixed,
            (A_MATRIX,),
            "arrows become zero that are no mix of those",
        ),
        Step(
            "Step 3: images are mixes of the other columns",
            within,
            note="an image is no mix of them",
        ),
    ]


def nullity_picture(verdict: Verdict) -> Picture:
    """Draw the three columns as arrows of the plane, and all images as dots."""
    A, images = verdict.instance["A"], verdict.instance["images"]
    places = np.unique(images, axis=0).astype(np.float64)
    span = float(np.abs(A).max()) * 1.5
    near = places[np.abs(places).max(axis=1) <= 1.3 * span]
    dots = [Mark("disc", [p, [0.018 * span] * 2], "y") for p in near]
    arrows = [_arrow(A[:, j], f"a{'₁₂₃'[j]}") for j in range(COLUMNS) if A[:, j].any()]
    rank = verdict.instance["rank"]
    where = "all over the plane" if rank == 2 else "on one line"
    return Picture(
        [*dots, *arrows],
        span,
        f"The columns of the matrix as arrows, and the images as dots: they lie {where}.",
    )


def _arrow(tip: Floats, name: str) -> Mark:
    return Mark("arrow", [[0, 0], tip], "w", name)


NULLITY = Theorem(
    name="linear_algebra.nullity",
    title="Rank plus nullity",
    label="thm-nullity",
    claim="the rank and the nullity add up to the number of columns",
    premises=NULLITY_PREMISES,
    check=nullity,
    picture=nullity_picture,
)
