"""Cover's function counting theorem: how many labelings of N points a hyperplane separates."""

import numpy as np

from mlmath.perceptron import count_separable_dichotomies, cover_count
from mlmath.theorems.picture import Mark, Picture, direction, line_across
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, count, generator

GENERAL = "general position"
COVER_PREMISES = (GENERAL,)


def cover(seed: int, drop: str | None = None) -> Verdict:
    r"""Check Cover's count, C(N, d) = 2 Σ_{k<d} binomial(N - 1, k), by trying every labeling.

    Random points in general position in the plane or in space, and lines or planes through the
    origin.  Dropping "general position" puts two points on one line through the origin: then
    the label of one settles that of the other, and fewer labelings can be separated.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `COVER_PREMISES`.
    """
    held = premises(COVER_PREMISES, drop)
    rng = generator(seed)
    d = int(rng.integers(2, 4))
    n = int(rng.integers(3, 8))
    X = np.round(rng.normal(size=(n, d)) * 2**20) / 2**20  # so that an eighth of them is exact too
    if drop == GENERAL:
        X[1] = rng.choice([-1.0, 1.0]) * np.round(8 * rng.uniform(0.5, 2.0)) / 8 * X[0]
    found = count_separable_dichotomies(X)
    expected = cover_count(n, d)
    return Verdict(
        theorem="Cover's function counting theorem",
        premises=held,
        left=found,
        relation="==",
        right=expected,
        tolerance=0.0,
        note=f"Separable labelings among all {2**n} of {n} points in {d} dimensions, "
        "by trying each, against C(N, d).",
        counterexample="Points 1 and 2 lie on one line through the origin, so one label settles "
        f"the other: {expected - found} labelings are lost."
        if drop
        else None,
        instance={"X": X, "n": n, "d": d},
        sides=("labelings separated", f"C({n}, {d})"),
        whole=2**n,
        steps=proof_steps(X, found),
    )


def proof_steps(X: Floats, found: int) -> list[Step]:
    r"""Try the steps of the proof's induction, with the second point as the one that is added.

    Let L be the number of separable labelings of the other points, and B the number of those
    that an arrow at a right angle to that point separates.

    1. The separable labelings of all points are L + B.
    2. The others' feet on the space at a right angle to the point are in general position,
       so B = C(N - 1, d - 1).
    3. L = C(N - 1, d), and by Pascal's rule C(N - 1, d) + C(N - 1, d - 1) = C(N, d).

    Parameters
    ----------
    X : the points, shape (n, d); with the premise dropped, points 1 and 2 share a line.
    found : how many of their labelings can be separated, by trying each.
    """
    n, d = X.shape
    others, p = np.delete(X, 1, axis=0), X[1]
    across = np.linalg.svd(p[None])[2][1:]  # d - 1 axes at right angles to p and to each other
    feet = others @ across.T
    feet[np.abs(feet).max(axis=1) < 1e-9] = 0.0  # a point on the line of p has none
    rest = count_separable_dichotomies(others)
    free = count_separable_dichotomies(feet)
    formula = cover_count(n - 1, d) + cover_count(n - 1, d - 1)
    return [
        Step(
            "Step 1: one point more",
            found == rest + free,
            note=f"{found} labelings, not {rest} + {free}",
        ),
        Step(
            "Step 2: the labelings that leave p free",
            free == cover_count(n - 1, d - 1),
            (GENERAL,),
            f"{free} of them, not C({n - 1}, {d - 1}) = {cover_count(n - 1, d - 1)}: "
            "the foot of point 1 on what is at a right angle to point 2 is zero",
        ),
        Step(
            "Step 3: the formula",
            rest == cover_count(n - 1, d) and formula == cover_count(n, d),
            note=f"C({n}, {d}) is not {formula}",
        ),
    ]


def cover_half(n_dimensions: int) -> Verdict:
    """Check that of the labelings of N = 2d points exactly half can be separated."""
    d = count(n_dimensions, "n_dimensions")
    return Verdict(
        theorem="Cover's function counting theorem",
        premises=premises(COVER_PREMISES, None),
        left=2 * cover_count(2 * d, d),
        relation="==",
        right=2 ** (2 * d),
        tolerance=0.0,
        note=f"Twice C({2 * d}, {d}), against all 2^{2 * d} labelings.",
        sides=(f"2 C({2 * d}, {d})", f"2^{2 * d}"),
    )


AWAY = 0.14  # of a name from the tip of its arrow
SPAN = 1.3  # what the picture shows; directions lie on the circle or sphere of radius 1
# How the sphere is turned before it is looked at along its third axis: an orthogonal matrix.
VIEW = np.array([[2.0, -2.0, 1.0], [1.0, 2.0, 2.0], [2.0, 1.0, -2.0]]) / 3


def cover_picture(verdict: Verdict) -> Picture:
    """Draw the points as directions, and the arrows w at a right angle to each.

    These lines (in space: circles on the sphere) cut the arrows w into pieces, and within a
    piece every w gives the same labels: each piece is one separable labeling.
    """
    X, d = verdict.instance["X"], verdict.instance["d"]
    directions = X / np.sqrt(np.einsum("ij,ij->i", X, X))[:, None]
    broken = not all(verdict.premises.values())
    names = [str(k + 1) for k in range(len(X))]
    if broken and directions[0] @ directions[1] > 0:
        names[:2] = ["1, 2", ""]  # they lie on each other
    marks = _in_the_plane(directions, names) if d == 2 else _in_space(directions, names)
    if broken:
        ends = directions[:2] if d == 2 else (directions[:2] @ VIEW.T)[:, :2]
        reach = 1.25 * ends[0] / max(np.hypot(*ends[0]), 1e-9)
        marks.append(Mark("curve", [reach, -reach], "e", style="dashed"))
        marks += [Mark("ring", place, "e") for place in ends]
    cut, whole, part = (
        ("line", "circle", "sectors") if d == 2 else ("circle", "sphere", "regions, front and back")
    )
    found = int(verdict.left)
    caption = (
        f"The {len(X)} points as directions{'' if d == 2 else ' in space'}. Each green {cut} holds "
        f"the arrows w at a right angle to one point. Together they cut the {whole} into {found} "
        f"{part}, one for each labeling that can be separated."
    )
    if broken:
        caption += f" Points 1 and 2 share one line through the origin, and so one green {cut}."
    return Picture(marks, SPAN, caption)


def _in_the_plane(directions: Floats, names: list[str]) -> list[Mark]:
    # Every second sector is shaded, so that they can be counted.
    angles = np.arctan2(directions[:, 1], directions[:, 0]) % np.pi
    borders = np.unique(np.round(np.concatenate([angles, angles + np.pi]) + np.pi / 2, 9))
    marks = [Mark("disc", [[0, 0], [1, 1]])]
    for low, high in zip(borders[::2], borders[1::2], strict=True):
        t = np.linspace(low, high, 2 + int((high - low) / 0.15))
        arc = direction(t)
        marks.append(Mark("area", np.vstack([[0.0, 0.0], arc]), "w"))
    marks += [Mark("curve", line_across(x, 1.0), "w") for x in directions]
    marks += [Mark("arrow", [[0, 0], x], "x") for x in directions]
    return marks + _labels(directions, names)


def _in_space(directions: Floats, names: list[str]) -> list[Mark]:
    turned = directions @ VIEW.T
    marks = [Mark("disc", [[0, 0], [1, 1]])]
    t = np.linspace(0, np.pi, 25)
    for nx, ny, nz in turned:
        first = np.array([-ny, nx, 0.0]) / np.hypot(nx, ny)
        second = np.cross([nx, ny, nz], first)
        second = second if second[2] > 0 else -second
        front = np.outer(np.cos(t), first) + np.outer(np.sin(t), second)
        marks.append(Mark("curve", -front[:, :2], "w", style="faint"))
        marks.append(Mark("curve", front[:, :2], "w"))
    for x in turned:
        marks.append(Mark("arrow", [[0, 0], x[:2]], "x", style="" if x[2] >= 0 else "faint"))
    return marks + _labels(turned[:, :2], names)


def _labels(tips: Floats, names: list[str]) -> list[Mark]:
    """Write each name near the tip of its arrow, away from the other tips and names.

    Of the places around a tip, one after the other takes the one that is furthest from all that
    is there already; straight ahead of the arrow wins where it is far enough.
    """
    taken = list(tips)
    marks = []
    for tip, name in zip(tips, names, strict=True):
        if not name:
            continue
        ahead = np.arctan2(tip[1], tip[0])
        turns = ahead + np.pi / 4 * np.array([0, 1, -1, 2, -2, 3, -3, 4])
        places = tip + AWAY * direction(turns)
        away = np.hypot(*(places[:, None] - np.array(taken)).T).min(axis=0)
        room = np.minimum(away, AWAY) - 1e-6 * np.arange(len(turns))
        place = places[int(room.argmax())]
        taken.append(place)
        marks.append(Mark("text", place, "x", name))
    return marks


COVER = Theorem(
    name="perceptron.cover",
    title="Cover's function counting theorem",
    label="thm-cover",
    claim="separable labelings of N points in d dimensions = C(N, d)",
    premises=COVER_PREMISES,
    check=cover,
    picture=cover_picture,
    sources=("cover1965",),
)
