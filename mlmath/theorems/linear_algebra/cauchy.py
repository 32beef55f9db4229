"""The Cauchy-Schwarz inequality: a dot product is at most the product of the two lengths."""

import math
from typing import Any

import numpy as np

from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

EITHER_ORDER = "u·v is v·u"
NOT_NEGATIVE = "no arrow has a negative product with itself"
ROOT = "a length is the root of u·u"
CAUCHY_PREMISES = (EITHER_ORDER, NOT_NEGATIVE, ROOT)
REACH = 5  # coordinates lie between -REACH and REACH
# Products of two arrows of the plane, as tables G with u · v = sum of G[i, j] u[i] v[j].
DOT = np.eye(2)
TWISTED = np.array([[1.0, 1.0], [-1.0, 1.0]])
SIGNED = np.diag([1.0, -1.0])


def cauchy(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $|u \cdot v| \le \|u\| \, \|v\|$ for two arrows of the plane in whole numbers.

    Without a premise the product or the length is another:
    $u \cdot v = u_1 v_1 + u_2 v_2 + (u_1 v_2 - u_2 v_1)$ depends on the order,
    $u_1 v_1 - u_2 v_2$ has arrows whose product with themselves is negative, and the largest
    coordinate is a length that is not the root of $u \cdot u$.

    Parameters
    ----------
    seed : equal seeds give equal instances; every fifth has two arrows along one line.
    drop : None, or one of `CAUCHY_PREMISES`.
    """
    held = premises(CAUCHY_PREMISES, drop)
    rng = generator(seed)
    table = {EITHER_ORDER: TWISTED, NOT_NEGATIVE: SIGNED}.get(drop or "", DOT)
    largest = drop == ROOT
    while True:
        u, v = rng.integers(-REACH, REACH + 1, size=(2, 2)).astype(np.float64)
        if drop is None and seed % 5 == 0:
            v = -2 * u if np.abs(u).max() <= REACH / 2 else u
        if not (u.any() and v.any()):
            continue
        squares = u @ table @ u, v @ table @ v
        if drop is None or (
            min(squares) > 0
            and abs(u @ table @ v) > length(u, table, largest) * length(v, table, largest) + 0.1
        ):
            break
    product = float(u @ table @ v)
    lengths = length(u, table, largest), length(v, table, largest)
    return Verdict(
        theorem="The Cauchy-Schwarz inequality",
        premises=held,
        left=abs(product),
        relation="<=",
        right=lengths[0] * lengths[1],
        tolerance=1e-12,
        note=f"u = {_pair(u)} and v = {_pair(v)} have the product {minus(f'{product:g}')}; "
        f"their lengths are {lengths[0]:.4g} and {lengths[1]:.4g}.",
        counterexample=f"The product {minus(f'{product:g}')} is larger than {lengths[0]:.4g} times "
        f"{lengths[1]:.4g}.",
        instance={"u": u, "v": v, "table": table, "drop": drop},
        sides=("size of u · v", "‖u‖ times ‖v‖"),
        steps=proof_steps(u, v, table, largest),
    )


def length(u: Floats, table: Floats, largest: bool = False) -> float:
    """Return the root of u · u, or the largest coordinate."""
    return float(np.abs(u).max()) if largest else math.sqrt(float(u @ table @ u))


def proof_steps(u: Floats, v: Floats, table: Floats, largest: bool = False) -> list[Step]:
    r"""Try the steps of the proof on two arrows, with $k = u \cdot v / v \cdot v$.

    1. Multiplied out, $r = u - k v$ has
       $r \cdot r = u \cdot u - 2 k \, u \cdot v + k^2 \, v \cdot v$.
    2. This is not negative.
    3. Hence $(u \cdot v)^2 \le (u \cdot u)(v \cdot v)$, whose root has the lengths on the right.

    Parameters
    ----------
    u, v : the arrows, shape (2,); v · v is positive.
    table : the product, shape (2, 2).
    largest : whether the length is the largest coordinate.
    """
    uu, uv, vv = (float(a @ table @ b) for a, b in ((u, u), (u, v), (v, v)))
    k = uv / vv
    rest = u - k * v
    square = float(rest @ table @ rest)
    out = uu - 2 * k * uv + k * k * vv
    rounding = 1e-9 * (abs(uu) + abs(vv) + uv * uv / vv)
    lengths = length(u, table, largest), length(v, table, largest)
    return [
        Step(
            "Step 1: multiply out",
            abs(square - out) <= rounding,
            (EITHER_ORDER,),
            f"u · v = {minus(f'{uv:g}')}, but v · u = {minus(f'{float(v @ table @ u):g}')}",
        ),
        Step(
            "Step 2: not negative",
            square >= -rounding,
            (NOT_NEGATIVE,),
            f"u − kv has the product {minus(f'{square:.3g}')} with itself",
        ),
        Step(
            "Step 3: take the root",
            math.isclose(lengths[0] ** 2, uu) and math.isclose(lengths[1] ** 2, vv),
            (ROOT,),
            f"the root of u · u is {math.sqrt(abs(uu)):.4g}, not {lengths[0]:.4g}",
        ),
    ]


def _pair(u: Any) -> str:
    return minus(f"({u[0]:g}, {u[1]:g})")


def cauchy_picture(verdict: Verdict) -> Picture:
    """Draw both arrows, and the shadow of u on the line of v where the product is the dot product.

    With another product there is no right angle to draw: the picture has the arrows alone.
    """
    u, v, drop = (verdict.instance[name] for name in ("u", "v", "drop"))
    marks = []
    caption = "The arrows u, blue, and v, green."
    if drop in (None, ROOT):
        foot = (u @ v) / (v @ v) * v
        far = 3 * REACH * v / np.hypot(*v)
        marks += [
            Mark("curve", [-far, far], "w", style="faint"),
            Mark("curve", [u, foot], "", style="dashed"),
            Mark("curve", [[0, 0], foot], "gamma"),
        ]
        caption += (
            " The shadow of u on the line of v, from the origin to the dashed line, is no longer "
            "than u."
        )
    marks += [Mark("arrow", [[0, 0], u], "x", "u"), Mark("arrow", [[0, 0], v], "w", "v")]
    return Picture(marks, 2.2 * REACH, caption)


CAUCHY = Theorem(
    name="linear_algebra.cauchy",
    title="The Cauchy-Schwarz inequality",
    label="thm-cauchy",
    claim="the size of u · v is at most ‖u‖ times ‖v‖",
    premises=CAUCHY_PREMISES,
    check=cauchy,
    picture=cauchy_picture,
    sources=(),
)
