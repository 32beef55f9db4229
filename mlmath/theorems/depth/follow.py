"""One layer is enough in one dimension: n ReLUs follow a function to within K/2n."""

from collections.abc import Callable

import numpy as np

from mlmath.depth.approximation import OneLayer, follow
from mlmath.theorems.depth._axes import axis
from mlmath.theorems.picture import Mark, Picture, curve
from mlmath.theorems.theorem import Theorem
from mlmath.theorems.verdict import Step, Verdict, premises
from mlmath.validation import Floats, generator

STEEP = "f is nowhere steeper than K"
EVERY = "a unit bends at every node"
PREMISES = (STEEP, EVERY)
FINE = 40  # places in each piece at which f and net are compared


def check(seed: int, drop: str | None = None) -> Verdict:
    r"""Compare the largest error of n ReLUs with the bound.

    .. math:: |f(x) - p(x)| \le K / 2n \quad (0 \le x \le 1)

    f is a mixture of three waves.  Without the first premise it has a jump; without the second
    the unit that matters most is left out.

    Parameters
    ----------
    seed : equal seeds give equal instances.
    drop : None, or one of `PREMISES`.
    """
    held = premises(PREMISES, drop)
    rng = generator(seed)
    n = int(rng.integers(6, 25))
    f, K = _waves(rng)
    if not held[STEEP]:
        # In the middle of a piece; the net cannot jump, so it is off by half the jump there.
        where = (int(rng.integers(n)) + 0.5) / n
        f = _with_jump(f, where, 2.5 * K / n)
    net = follow(f, n)
    if not held[EVERY]:
        lost = int(np.argmax(np.abs(net.v[1:]) * (1 - net.t[1:]))) + 1
        # Where all are small the function is nearly straight: a wave more makes it bend.
        net = net._replace(v=np.where(np.arange(n) == lost, 0.0, net.v))
    x = (np.arange(n * FINE + 1)) / (n * FINE)
    error = np.abs(f(x) - net(x))
    return Verdict(
        theorem="One layer follows",
        premises=held,
        left=float(error.max()),
        relation="<=",
        right=K / (2 * n),
        tolerance=1e-9,
        note=f"The largest error of {n} ReLUs at {len(x):,} places, and K/2n with K = {K:.1f}.",
        counterexample=f"At x = {x[error.argmax()]:.2f} the net is further off." if drop else None,
        instance={"x": x, "f": f(x), "net": net(x), "n": n},
        sides=("largest error", "K/2n"),
        steps=steps(f, net, n, K),
    )


def _waves(rng: np.random.Generator) -> tuple[Callable[[Floats], Floats], float]:
    speeds = 2 * np.pi * np.array([0.5, 1.0, 2.0]) * rng.uniform(0.8, 1.2, 3)
    heights, phases = rng.uniform(0.2, 0.6, 3), rng.uniform(0, 2 * np.pi, 3)

    def f(x: Floats) -> Floats:
        found: Floats = (heights * np.sin(speeds * x[:, None] + phases)).sum(axis=1)
        return found

    return f, float(heights @ speeds)


def _with_jump(
    f: Callable[[Floats], Floats], where: float, height: float
) -> Callable[[Floats], Floats]:
    return lambda x: f(x) + height * (x > where)


def steps(f: Callable[[Floats], Floats], net: OneLayer, n: int, K: float) -> list[Step]:
    r"""Look at each step of the proof on one instance.

    1. The net agrees with f at every node.
    2. Between two nodes the net is straight.
    3. Between two nodes f is within $2 t (1 - t) K / n$ of its chord, t being how far along.
    """
    nodes = np.linspace(0, 1, n + 1)
    apart = float(np.abs(net(nodes) - f(nodes)).max())
    t = np.arange(1, FINE) / FINE

    def chords(ends: Floats) -> Floats:
        return np.asarray(ends[:-1, None] * (1 - t) + ends[1:, None] * t)

    inside = (nodes[:-1, None] + t / n).ravel()
    shape = (n, FINE - 1)
    bent = float(np.abs(net(inside).reshape(shape) - chords(net(nodes))).max())
    off = np.abs(f(inside).reshape(shape) - chords(f(nodes))) / (2 * t * (1 - t) * K / n)
    return [
        Step(
            "Step 1: the nodes",
            apart <= 1e-9,
            (EVERY,),
            f"at a node the net is off by {apart:.2f}",
        ),
        Step("Step 2: straight between", bent <= 1e-9, note="the net bends between two nodes"),
        Step(
            "Step 3: f near its chord",
            float(off.max()) <= 1 + 1e-9,
            (STEEP,),
            f"f is {float(off.max()):.1f} times as far from its chord as its steepness allows",
        ),
    ]


def sharp(n: int, K: float) -> Verdict:
    """Check a saw of n teeth of steepness K, for which both sides are equal."""

    def saw(x: Floats) -> Floats:
        t = n * x - np.floor(n * x)
        return np.minimum(t, 1 - t) * K / n

    net = follow(saw, n)
    x = np.arange(2 * n + 1) / (2 * n)
    return Verdict(
        theorem="One layer follows",
        premises=premises(PREMISES, None),
        left=float(np.abs(saw(x) - net(x)).max()),
        relation="<=",
        right=K / (2 * n),
        tolerance=1e-9,
        note="A saw with a tooth between each two nodes.",
        instance={"x": x, "f": saw(x), "net": net(x), "n": n},
        sides=("largest error", "K/2n"),
        steps=steps(saw, net, n, K),
    )


def picture(verdict: Verdict) -> Picture:
    """Draw the function, and the net through its nodes."""
    x, f, net, n = (verdict.instance[name] for name in ("x", "f", "net", "n"))
    both = np.concatenate([f, net])
    at = slice(None, None, FINE if len(x) > 2 * n + 1 else 2)
    marks = [
        curve(x, f, "y"),
        curve(x, net, "yhat", style="dashed"),
        *(Mark("circle", [a, b], "yhat") for a, b in zip(x[at], net[at], strict=True)),
    ]
    room = 0.1 * float(np.ptp(both)) + 1e-9
    return Picture(
        marks,
        caption=f"The function, and dashed the net of {n} ReLUs, which bends at the circles.",
        x=axis("x", -0.02, 1.02),
        y=axis("f(x)", float(both.min()) - room, float(both.max()) + room),
    )


THEOREM = Theorem(
    name="depth.follow",
    title="One layer follows",
    label="thm-depth-follow",
    claim="largest error of n ReLUs ≤ K/2n",
    premises=PREMISES,
    check=check,
    picture=picture,
    sources=("cybenko1989", "hornik1989"),
)
