"""Where a convex function is level, it is at its lowest."""

from dataclasses import replace

import numpy as np

from mlmath.theorems.calculus.valley import Valley, draw, tidy
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

CONVEX, LEVEL = "f is convex", "the gradient is zero at x"
STATIONARY_PREMISES = (CONVEX, LEVEL)
RIVALS = 400  # points that try to lie lower
REACH = 3.0  # as far away as they are
SHARES = np.array([1e-3, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9])  # of the way from x to z


def stationary(seed: int, drop: str | None = None) -> Verdict:
    """Check that no point z lies lower than a level point x, on a random valley.

    The valley has two to four variables, and x is found by Newton's method.  The rivals are 400
    points all around, and those that are reached by walking downhill from beside x.
    Dropping a premise keeps what the seed drew, but for this:

    - "f is convex": a trough through x is turned upside down, strongly enough to bend f downward
      there; x stays level.
    - "the gradient is zero at x": x is moved elsewhere.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `STATIONARY_PREMISES`.
    """
    held = premises(STATIONARY_PREMISES, drop)
    rng = generator(seed)
    d = int(rng.integers(2, 5))
    f = draw(rng, d)
    x = f.lowest()
    way = rng.normal(size=d)
    way /= np.sqrt(way @ way)
    rivals = rng.normal(size=(RIVALS, d))
    rivals *= (REACH * rng.uniform(0.05, 1, RIVALS) / np.sqrt((rivals**2).sum(axis=1)))[:, None]
    if drop == CONVEX:
        f = turned(f, x, way, float(rng.uniform(1.3, 2)))
    if drop == LEVEL:
        x = x + float(rng.uniform(0.5, 1.5)) * way
    walked = [downhill(f, z) for z in (x + 0.3 * way, x - 0.3 * way, x - 0.1 * f.gradient(x))]
    # Who walks back to x is no rival.
    Z = np.vstack([x + rivals, *(z for z in walked if ((z - x) ** 2).sum() > 0.01)])
    values = f.value(Z)
    best = int(values.argmin())
    here = float(f.value(x))
    return Verdict(
        theorem="Level means lowest",
        premises=held,
        left=here,
        relation="<=",
        right=float(values[best]),
        tolerance=1e-9,
        note=f"f at x, against the lowest of {len(Z)} other points, of {d} variables each.",
        counterexample=_why(drop, here - float(values[best])),
        instance={"f": f, "x": x, "Z": Z, "best": best},
        sides=("f(x)", "lowest f(z) found"),
        steps=proof_steps(f, x, Z),
    )


def turned(f: Valley, x: Floats, way: Floats, strength: float) -> Valley:
    """Add a trough through x across `way`, upside down: it bends f down and leaves x level.

    `strength` is how many times the bend of f along the way it has; above 1.
    """
    bend = float(way @ f.hessian(x) @ way)
    return replace(
        f,
        W=np.vstack([f.W, way]),
        b=np.append(f.b, way @ x),
        a=np.append(f.a, -strength * bend),
    )


def downhill(f: Valley, z: Floats) -> Floats:
    """Return where many small steps down lead from z."""
    step = 1 / f.steepest_bend()
    for _ in range(60):
        z = z - step * f.gradient(z)
    return z


def proof_steps(f: Valley, x: Floats, Z: Floats) -> list[Step]:
    r"""Try the three steps of the proof on every pair of x and a row z of Z.

    1. The chord: $f(x + t(z - x)) \le f(x) + t (f(z) - f(x))$, because f is convex.
    2. The slope: $(f(x + t(z - x)) - f(x))/t$ tends to $\nabla f(x) \cdot (z - x)$.
    3. It is zero, because the gradient is.
    """
    ways = Z - x
    here, there = f.value(x), f.value(Z)
    on_chord = here + SHARES[:, None] * (there - here)
    over = f.value(x + SHARES[:, None, None] * ways) - on_chord
    worst = float(over.max())
    t = 1e-5
    slopes = ways @ f.gradient(x)
    seen = (f.value(x + t * ways) - f.value(x - t * ways)) / (2 * t)
    steepest = float(np.abs(slopes).max())
    size = 1 + np.abs(there).max()
    return [
        Step(
            "Step 1: below the chord",
            worst <= 1e-10 * size,
            (CONVEX,),
            f"between x and one of the points f rises {worst:.2g} above the chord",
        ),
        Step(
            "Step 2: the slope at x",
            bool(np.abs(seen - slopes).max() <= 1e-6 * size),
            note="small steps do not tend to the dot product with the gradient",
        ),
        Step(
            "Step 3: which is zero",
            steepest <= 1e-9 * size,
            (LEVEL,),
            "toward one of the points f has the slope "
            + minus(f"{-steepest:.2g} or {steepest:.2g}"),
        ),
    ]


def _why(drop: str | None, by: float) -> str | None:
    if drop is None:
        return None
    why = {
        CONVEX: "At x the function is level, but it bends down along one way",
        LEVEL: "At x the function is not level",
    }
    return f"{why[drop]}: a point that lies {by:.3f} lower was found."


def stationary_picture(verdict: Verdict) -> Picture:
    """Draw f along straight ways from x: toward six points, and toward the lowest found."""
    data = verdict.instance
    f, x, Z, best = data["f"], data["x"], data["Z"], data["best"]
    t = np.linspace(-1, 1, 81)
    far = float(np.sqrt(((Z[best] - x) ** 2).sum()))
    reach = max(REACH, tidy(1.1 * far))
    heights = []
    for z in [*Z[:6], Z[best]]:
        toward = (z - x) / np.sqrt(((z - x) ** 2).sum())
        heights.append(f.value(x + reach * t[:, None] * toward))
    here = verdict.left
    ground = min(here, *(float(h.min()) for h in heights))
    top = max(float(np.median([h.max() for h in heights])), here + 1)
    spread = top - ground
    along = reach * t
    marks = [curve(along, np.minimum(h, top + spread), style="faint") for h in heights[:6]]
    marks.append(curve([-reach, reach], [here, here], "wstar", style="dashed"))
    marks.append(curve(along, np.minimum(heights[6], top + spread), "x"))
    if not verdict.holds:
        marks.append(Mark("ring", [far, verdict.right], "e", "z, lower"))
    marks.append(Mark("circle", [0, here], "w"))
    marks.append(Mark("text", [0, here - 0.09 * spread], "w", "x"))
    low = ground - 0.18 * spread
    return Picture(
        marks,
        caption="The function along straight ways through x, the disc in the middle. "
        + (
            "None dips below the dashed height of f(x)."
            if verdict.holds
            else "One dips below the dashed height of f(x), to the ringed point z."
        ),
        x=Axis("distance from x", tidy(-1.05 * reach), tidy(1.05 * reach)),
        y=Axis("f", tidy(low), tidy(top)),
    )


STATIONARY = Theorem(
    name="calculus.stationary",
    title="Level means lowest",
    label="thm-stationary",
    claim="f(x) ≤ f(z) for every z",
    premises=STATIONARY_PREMISES,
    check=stationary,
    picture=stationary_picture,
)
