"""Weight decay keeps the share s/(s + λ) of the weights in each direction of the bowl."""

import numpy as np

from mlmath.depth.decay import descend, ridge
from mlmath.theorems.depth._axes import axis
from mlmath.theorems.picture import Mark, Picture
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator
from mlmath.words import minus

ARRIVED = "the descent has arrived"
ALIKE = "every weight decays alike"
PREMISES = (ARRIVED, ALIKE)
ENOUGH = 5000


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the weights along the flattest direction, with decay, with their share.

    .. math:: \tilde w_i = \frac{s_i}{s_i + \lambda} \, w_i

    The left side comes from gradient descent with decay, the right side from least squares
    without it.  Without the first premise the descent stops after three steps; without the
    second one weight decays more than the other.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    while True:
        turn = np.linalg.qr(rng.normal(size=(2, 2)))[0]
        X = rng.normal(size=(12, 2)) * [1.0, rng.uniform(0.3, 0.6)] @ turn.T
        y = X @ rng.uniform(1, 3, 2) + 0.3 * rng.normal(size=12)
        lam = float(rng.uniform(1, 5))
        each = np.full(2, lam) if held[ALIKE] else lam * np.array([0.2, 2.5])
        found = ridge(X, y, lam)
        # Both directions must matter, and what a dropped premise does must be seen.
        if abs(found.axes[0, 0] * found.axes[1, 0]) <= 0.15 or abs(found.free[0]) <= 0.3:
            continue
        w = descend(X, y, each, ENOUGH if held[ARRIVED] else 3)
        kept, wanted = float(found.axes[:, 0] @ w), float(found.kept[0])
        if drop is None or abs(kept - wanted) > 0.05 * abs(wanted):
            break
    free = np.linalg.lstsq(X, y, rcond=None)[0]
    share = found.curvatures[0] / (found.curvatures[0] + lam)
    return Verdict(
        theorem="What decay keeps",
        premises=held,
        left=round(kept, 7),  # the last digits of a descent are another machine's
        relation="==",
        right=round(float(share * (found.axes[:, 0] @ free)), 7),
        tolerance=1e-6,
        note=minus(
            f"The weights along the flattest direction with decay {lam:.1f}, and the share "
            f"{share:.2f} of the {found.axes[:, 0] @ free:.2f} without."
        ),
        counterexample="Another share is left." if drop else None,
        instance={"X": X, "y": y, "w": w, "free": free, "lam": lam},
        sides=("with decay", "share of those without"),
        steps=steps(X, y, w, each),
    )


def steps(X: Floats, y: Floats, w: Floats, each: Floats) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. At the lowest point the gradient is zero: $X^\top X w + \Lambda w = X^\top y$.
    2. The penalty bends each axis of the bowl into itself.
    3. The flattest axis keeps the smallest share.
    """
    gradient = X.T @ (X @ w - y) + each * w
    size = float(np.linalg.norm(X.T @ y))
    curvatures, axes = np.linalg.eigh(X.T @ X)
    across = float(abs(axes[:, 1] @ (each * axes[:, 0])))
    lam = float(each.mean())
    shares = curvatures / (curvatures + lam)
    return [
        Step(
            "Step 1: level ground",
            float(np.linalg.norm(gradient)) <= 1e-6 * size,
            (ARRIVED,),
            f"the gradient still has {float(np.linalg.norm(gradient)) / size:.2f} of its length",
        ),
        Step(
            "Step 2: axis by axis",
            across <= 1e-9 * lam,
            (ALIKE,),
            "the penalty ties the two axes of the bowl together",
        ),
        Step(
            "Step 3: the flattest keeps least",
            bool(shares[0] <= shares[1] < 1),
            note="a steeper direction keeps less",
        ),
    ]


def picture(verdict: Verdict) -> Picture:
    """Draw the plane of the two weights: the way from no decay to all."""
    X, y, w, free = (verdict.instance[name] for name in ("X", "y", "w", "free"))
    way = []
    for lam in np.geomspace(1e-2, 1e3, 40):
        found = ridge(X, y, float(lam))
        way.append(found.axes @ found.kept)
    path = np.array([free, *way, np.zeros(2)])
    curvatures, axes = np.linalg.eigh(X.T @ X)
    angle = np.linspace(0, 2 * np.pi, 61)
    rings = [
        free
        + (axes @ (r * np.stack([np.cos(angle), np.sin(angle)]) / np.sqrt(curvatures)[:, None])).T
        for r in (1.0, 2.0)
    ]
    reach = 1.15 * float(max(np.abs(np.concatenate(rings)).max(), np.abs(path).max()))
    marks = [
        *(Mark("curve", ring, "e", style="faint") for ring in rings),
        Mark("curve", path, "wstar", style="dashed"),
        Mark("circle", free, "w", "no decay"),
        Mark("circle", w, "w" if verdict.holds else "e", "λ"),
        Mark("circle", [0, 0], "wstar", "all decayed"),
    ]
    return Picture(
        marks,
        caption="The plane of the two weights, with rings of equal error. The dashed way leads "
        "from the weights without decay to zero as λ grows; the circle λ is where the descent "
        "ended.",
        x=axis("first weight", -reach, reach),
        y=axis("second weight", -reach, reach),
    )


THEOREM = Theorem(
    name="depth.decay",
    title="What decay keeps",
    label="thm-depth-decay",
    claim="component with decay = s/(s + λ) · component without",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("hoerl1970",),
)
