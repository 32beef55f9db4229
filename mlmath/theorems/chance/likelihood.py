"""Maximum likelihood: of each family the member of the closed form has the least loss."""

from collections.abc import Callable

import numpy as np

from mlmath.theorems.chance.families import FAMILIES, WIDER, Members, moved
from mlmath.theorems.picture import Axis, Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

# What the loss takes for true.  Where the samples came from plays no part.
INDEPENDENT = "the samples are believed independent"
SAME = "all are believed of one member"
LIKELIHOOD_PREMISES = (INDEPENDENT, SAME)
RIVALS = 60  # members all around the closed form
ROUNDS = 40  # of the climb from the best of them

Loss = Callable[[Floats], float]


def likelihood(seed: int, drop: str | None = None) -> Verdict:
    r"""Check $-\log p(x; \hat\theta) \le -\log p(x; \theta)$ for all θ, where θ̂ is the closed form.

    One of six families, 14 to 42 random samples, and as rivals 60 members of the family all
    around, of which the best goes on downhill.  Dropping a premise keeps what the seed drew, but
    for this:

    - "the samples are believed independent": the largest sample is followed by copies of itself,
      half as many as there are samples, and known for copies.  What is certain has the probability
      1: they add nothing to the loss; the closed form takes them for samples.
    - "all are believed of one member": of the second half another known parameter is believed,
      such as three times the spread; the closed form does not know of it.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `LIKELIHOOD_PREMISES`.
    """
    held = premises(LIKELIHOOD_PREMISES, drop)
    rng = generator(seed)
    family = FAMILIES[int(rng.integers(len(FAMILIES)))]
    original = 4 * int(rng.integers(3, 11)) + 2  # so that half of them are an odd number
    factor = np.ones(original)
    if drop == SAME:
        factor[original // 2 :] = WIDER
    x = family.draw(rng, factor)
    changes = rng.normal(size=(RIVALS, len(family.closed(x)))) * rng.uniform(0.01, 1, (RIVALS, 1))
    if drop == INDEPENDENT:
        more = original // 2
        x, factor = np.append(x, np.full(more, x.max())), np.ones(original + more)

    def loss(theta: Floats) -> float:  # of all samples together
        return -float(family.log_p(x[:original], theta, factor[:original]).sum())

    theta = family.closed(x)
    rivals = [moved(family, theta, change) for change in changes]
    nearest = min(rivals, key=loss)
    best = descend(family, loss, nearest)
    return Verdict(
        theorem="Maximum likelihood",
        premises=held,
        left=round(loss(theta), 6),  # past that, it is rounding that tells them apart
        relation="<=",
        right=round(loss(best), 6),
        tolerance=1e-9,
        note=f"The loss of {original} samples, in nats, under {family.name}. The best of {RIVALS} "
        f"members drawn at random loses {loss(nearest):.5f}; downhill from it the search "
        f"ends at {family.parameter} = {best[0]:.3f}, the closed form is {theta[0]:.3f}.",
        counterexample=_why(drop, family, len(x) - original),
        instance={"family": family, "loss": loss, "theta": theta, "best": best, "n": original},
        sides=("closed form", "least found"),
        steps=proof_steps(family, x, factor, loss, [theta, *rivals[:20]]),
    )


def descend(family: Members, loss: Loss, theta: Floats) -> Floats:
    """Return where steps along one parameter lead downhill; where none does, they are halved."""
    here, step = loss(theta), 0.5
    for _ in range(ROUNDS):
        tries = [
            moved(family, theta, sign * step * axis)
            for axis in np.eye(len(theta))
            for sign in (1, -1)
        ]
        losses = [loss(member) for member in tries]
        lowest = int(np.argmin(losses))
        if losses[lowest] < here:
            theta, here = tries[lowest], losses[lowest]
        else:
            step /= 2
    return theta


def proof_steps(
    family: Members, x: Floats, factor: Floats, loss: Loss, members: list[Floats]
) -> list[Step]:
    r"""Try the three steps of the proof on the closed form, the first of `members`, and others.

    1. The loss of all samples together is the sum of the losses of each.
    2. All terms are of one form, $-\log p(x_i; \theta)$ with the same θ.
    3. Of such sums that of the closed form is the least, by $\ln u \le u - 1$.
    """
    ones = np.ones(len(x))
    together = np.array([loss(theta) for theta in members])
    each = np.array([-family.log_p(x, theta, factor).sum() for theta in members])
    alike = np.array([-family.log_p(x, theta, ones).sum() for theta in members])
    size = 1e-9 * (1 + np.abs(alike).max())
    return [
        Step(
            "Step 1: losses add up",
            bool(np.abs(together - each).max() <= size),
            (INDEPENDENT,),
            "the losses of the samples add up to another number than that of all together",
        ),
        Step(
            "Step 2: one form for all",
            bool(np.abs(each - alike).max() <= size),
            (SAME,),
            "half of the terms have another form than the closed form takes them to have",
        ),
        Step(
            "Step 3: below the line",
            bool(alike.min() >= alike[0] - size),
            note="a rival has a smaller sum than the closed form",
        ),
    ]


def _why(drop: str | None, family: Members, copies: int) -> str | None:
    return {
        INDEPENDENT: f"{copies} samples are known to be copies of one: they tell nothing new, but "
        "the closed form counts them.",
        SAME: f"Not one member is believed for all: {family.otherwise}.",
    }.get(drop or "")


def likelihood_picture(verdict: Verdict) -> Picture:
    """Draw the loss a sample along the first parameter, and where the two sides stand."""
    data = verdict.instance
    family, loss, theta, best = (data[name] for name in ("family", "loss", "theta", "best"))
    axis, n = np.eye(len(theta))[0], data["n"]
    ways = []
    # Where a second parameter differs too, the rival lies on a line of its own.
    several = not verdict.holds and len(theta) > 1
    for center in [theta, best] if several else [theta]:
        members = [moved(family, center, 1.2 * change * axis) for change in np.linspace(-1, 1, 81)]
        ways.append((np.array([m[0] for m in members]), np.array([loss(m) / n for m in members])))
    low, high = (side / n for side in sorted((verdict.left, verdict.right)))
    depth = max(0.25, 1.6 * (high - low))
    ceiling = low + depth
    marks = [curve(*_under(ways[0], ceiling), "x")]
    if several:
        marks.append(curve(*_under(ways[1], ceiling), "grad", style="dashed"))
    if not verdict.holds:
        marks.append(Mark("ring", [best[0], verdict.right / n], "e"))
    marks.append(Mark("square", [theta[0], verdict.left / n], "wstar"))
    across = np.concatenate([mark.at[:, 0] for mark in marks])
    room = 0.08 * float(np.ptp(across))
    tail = (
        "The square, the closed form, lies at the bottom."
        if verdict.holds
        else "The ring, a rival, lies lower than the square, the closed form"
        + ("; the dashed line runs through the rival." if several else ".")
    )
    return Picture(
        marks,
        caption=f"The loss a sample against the first parameter, for {family.name}. " + tail,
        x=Axis(
            family.parameter,
            float(f"{across.min() - room:.3g}"),
            float(f"{across.max() + room:.3g}"),
        ),
        y=Axis("loss", float(f"{low - 0.15 * depth:.3g}"), float(f"{ceiling:.3g}")),
    )


def _under(way: tuple[Floats, Floats], ceiling: float) -> tuple[Floats, Floats]:
    """Return what of a curve lies under the ceiling of the picture."""
    x, y = way
    kept = y <= ceiling
    return (x[kept], y[kept]) if kept.sum() > 1 else (x, np.minimum(y, ceiling))


LIKELIHOOD = Theorem(
    name="chance.likelihood",
    title="Maximum likelihood",
    label="thm-likelihood",
    claim="−log p(x; θ̂) ≤ −log p(x; θ) for every θ, where θ̂ is the closed form",
    premises=LIKELIHOOD_PREMISES,
    check=likelihood,
    picture=likelihood_picture,
)
