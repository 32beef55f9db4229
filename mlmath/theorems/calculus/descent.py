"""The descent lemma: how far down a step leads for certain."""

import numpy as np

from mlmath.theorems.calculus.valley import Valley, draw, tidy
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

BOUNDED = "the gradient changes by at most L times the distance"
DESCENT_PREMISES = (BOUNDED,)
PLACES = np.linspace(0, 1, 65)  # of the way, where the proof is looked at


def descent(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $f(x - \eta\nabla f(x)) \le f(x) - \eta (1 - \eta L/2) \|\nabla f(x)\|^2$.

    A random valley of two to five variables, a random point, and a step η between 0 and 2/L, with
    the L that the valley's troughs allow.  Dropping the premise states an L that is only 0.3 to
    0.8 of the mean bend that this very step meets.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `DESCENT_PREMISES`.
    """
    held = premises(DESCENT_PREMISES, drop)
    rng = generator(seed)
    f = draw(rng, int(rng.integers(2, 6)))
    x = f.lowest() + rng.normal(size=f.W.shape[1])
    g = f.gradient(x)
    L = f.steepest_bend()
    eta = float(rng.uniform(0.15, 1)) * 2 / L
    share = float(rng.uniform(0.3, 0.8))
    down = float(f.value(x - eta * g))
    square = float(g @ g)
    if drop == BOUNDED:
        L = share * 2 * (down - float(f.value(x)) + eta * square) / (eta**2 * square)
    bound = float(f.value(x)) - eta * (1 - eta * L / 2) * square
    return Verdict(
        theorem="The descent lemma",
        premises=held,
        left=down,
        relation="<=",
        right=bound,
        tolerance=1e-12,
        note=f"f after a step of {eta:.3f} from f(x) = {float(f.value(x)):.3f}, "
        f"with L = {L:.3f} and 2/L = {2 / L:.3f}.",
        counterexample=f"On this way f bends by more than L = {L:.3f}, and the step leads less far "
        "down than the lemma promises.",
        instance={"f": f, "x": x, "eta": eta, "L": L},
        sides=("f after the step", "promised"),
        steps=proof_steps(f, x, -eta * g, L, bound),
    )


def proof_steps(f: Valley, x: Floats, p: Floats, L: float, bound: float) -> list[Step]:
    r"""Try the three steps of the proof along the way from x to x + p.

    1. $\|\nabla f(x + tp) - \nabla f(x)\| \le L t \|p\|$ for t from 0 to 1.
    2. $f(x + p) - f(x)$ is what the slopes $\nabla f(x + tp) \cdot p$ add up to over t.
    3. With $p = -\eta\nabla f(x)$, what L allows of these slopes adds up to the bound.
    """
    slopes = f.gradient(x + PLACES[:, None] * p)
    turned = np.sqrt(((slopes - slopes[0]) ** 2).sum(axis=1))
    length = float(np.sqrt(p @ p))
    over = turned - L * PLACES * length
    worst = int(over.argmax())
    h = 1 / (len(PLACES) - 1)
    weights = h / 3 * np.array([1, *[4, 2] * (len(PLACES) // 2 - 1), 4, 1])  # Simpson's rule
    rise, fall = float(weights @ (slopes @ p)), float(f.value(x + p) - f.value(x))
    most = float(slopes[0] @ p + L * length**2 / 2)
    size = 1 + abs(float(f.value(x)))
    return [
        Step(
            "Step 1: the gradient on the way",
            bool(over.max() <= 1e-12 * (1 + length)),
            (BOUNDED,),
            f"after {PLACES[worst]:.0%} of the way the gradient has changed by "
            f"{turned[worst]:.3f}, more than {L * PLACES[worst] * length:.3f}",
        ),
        Step(
            "Step 2: add up the slopes",
            abs(rise - fall) <= 1e-4 * size,
            note="the slopes on the way do not add up to the change of f",
        ),
        Step(
            "Step 3: put the step in",
            abs(float(f.value(x)) + most - bound) <= 1e-10 * size,
            note="the two forms of the bound differ",
        ),
    ]


def descent_picture(verdict: Verdict) -> Picture:
    """Draw f along the step, its tangent, and the parabola that the lemma puts above it."""
    data = verdict.instance
    f, x, eta, L = (data[name] for name in ("f", "x", "eta", "L"))
    g = f.gradient(x)
    square, here = float(g @ g), float(f.value(x))
    end = 1.15 * max(eta, 2 / L) if verdict.holds else 1.6 * eta
    t = np.linspace(0, end, 101)
    along = f.value(x - t[:, None] * g)
    parabola = here - t * square + L / 2 * t**2 * square
    low = min(float(along.min()), float(parabola.min()))
    high = here + 0.35 * (here - low)
    cut = min(end, (here - low) / square)  # where the tangent leaves the picture
    marks = [
        curve([0, cut], [here, here - cut * square], "grad", style="dashed"),
        curve(t, np.minimum(parabola, 2 * high - low), "wstar"),
        curve(t, np.minimum(along, 2 * high - low), "x"),
        curve([eta, eta], [verdict.left, verdict.right], "e" if not verdict.holds else ""),
        Mark("circle", [0, here], "w"),
        Mark("circle", [eta, verdict.left], "w"),
        Mark("square", [eta, verdict.right], "wstar"),
    ]
    where = "above" if verdict.holds else "below"
    return Picture(
        marks,
        caption="The function along the step, solid from the disc at its start; its tangent, "
        f"dashed; and the parabola that bends by L. At the step the parabola (square) lies "
        f"{where} the function (disc).",
        x=Axis("step η", tidy(-0.04 * end), tidy(end)),
        y=Axis("f", tidy(low - 0.12 * (high - low)), tidy(high)),
    )


DESCENT = Theorem(
    name="calculus.descent",
    title="The descent lemma",
    label="thm-descent",
    claim="f(x − η∇f(x)) ≤ f(x) − η(1 − ηL/2)‖∇f(x)‖²",
    premises=DESCENT_PREMISES,
    check=descent,
    picture=descent_picture,
)
