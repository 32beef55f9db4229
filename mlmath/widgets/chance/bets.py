r"""Bets: a bankroll is split among three horses, race after race.

The bookmaker pays 4, 4 and 2 for 1, fair for one who believes in r = (1/4, 1/4, 1/2).  Where p is
the truth and q the split, the money doubles $D(p \| r) - D(p \| q)$ times a race on average: it
falls behind that of one who bets p by the divergence $D(p \| q)$, in bits.
Source: J. L. Kelly, "A new interpretation of information rate" (1956).  Chapter: The toolbox.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlmath.foundations import kl_divergence
from mlmath.validation import Floats, generator
from mlmath.widgets.spec import Inputs, Outputs, Widget, choice, data, player, seed, within

RACES = 200
BOOKMAKER = np.array([0.25, 0.25, 0.5])
LEVELS = (1 / 16, 1 / 2, 1.0)  # bits behind, of the rings around the truth
ANGLES = 72  # corners of a ring
WAYS = {"split": "your own split", "learn": "the wins so far"}
HIGH = np.sqrt(3) / 2  # of the triangle, whose sides are 1


def check_shares(name: str, value: Any) -> list[float]:
    """Return three shares; raise ValueError unless none is negative and their sum is 1."""
    what = "be three shares from 0 to 1 with the sum 1"
    shares = within(name, value, (3,), (0, 1), what)
    if abs(shares.sum() - 1) > 1e-6:
        raise ValueError(f"{name} must {what}, got {value!r:.60}")
    return [float(share) for share in shares]


@dataclass(frozen=True)
class BetsInputs(Inputs):
    """What the reader sets: the split, the truth, how one bets, the luck of the races."""

    races: int = player(RACES, label="Races", high=RACES, limit="made")
    way: str = choice("split", label="You bet", options=WAYS)
    luck: int = seed(3, label="Luck")
    belief: list[float] = data([0.7, 0.2, 0.1], label="Your split", check=check_shares)
    truth: list[float] = data([0.5, 0.25, 0.25], label="The truth", check=check_shares)


def in_plane(shares: Any) -> Floats:
    """Return where shares (..., 3) stand in the triangle (..., 2): mixtures of its corners."""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, HIGH]])
    return np.asarray(np.asarray(shares, np.float64) @ corners)


def winners(truth: Floats, luck: int) -> NDArray[np.int32]:
    """Return which horse wins each race; a small change of the truth changes few of them."""
    drawn = generator(luck).random(RACES)
    # The sum may miss 1 by a rounding; a horse of share 0 never wins.
    edges = np.cumsum(truth)[:-1]
    won: NDArray[np.int32] = np.searchsorted(edges, drawn, side="right").astype(np.int32)
    return won


def learned(won: NDArray[np.int32]) -> Floats:
    """Return the beliefs (RACES + 1, 3) before each race: the wins so far, each counted once more.

    Laplace's rule: nobody's share is 0, and at first all are equal.
    """
    counts = np.zeros((len(won) + 1, 3))
    counts[1:] = np.cumsum(np.eye(3)[won], axis=0)
    beliefs: Floats = (counts + 1) / (counts.sum(axis=1, keepdims=True) + 3)
    return beliefs


def behind(p: Floats, q: Floats) -> Floats:
    """Return D(p‖q) in bits for splits q (..., 3), inf where a share that p has is missing."""
    there = p > 0
    with np.errstate(divide="ignore"):
        logs = np.log2(q[..., there])
    return np.asarray((p[there] * (np.log2(p[there]) - logs)).sum(axis=-1))


def rings(p: Floats, levels: Any) -> Floats:
    """Return the splits that fall behind by each level: (levels, ANGLES + 1, 3), closed rings.

    Along each way out from the truth the divergence grows; halving finds where it passes a level.
    """
    angle = np.arange(ANGLES + 1) * 2 * np.pi / ANGLES
    to_c = np.sin(angle) / HIGH
    to_b = np.cos(angle) - to_c / 2
    ways = np.stack([-to_b - to_c, to_b, to_c], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        edge = np.where(ways < 0, p / -ways, np.inf).min(axis=1)
    low = np.zeros((len(levels), ANGLES + 1))
    high = np.broadcast_to(edge, low.shape).copy()
    for _ in range(22):
        middle = (low + high) / 2
        q = np.maximum(p + middle[..., None] * ways, 0)
        inside = behind(p, q) <= np.asarray(levels)[:, None]
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    found: Floats = np.maximum(p + low[..., None] * ways, 0)
    return found


def compute(inputs: BetsInputs) -> Outputs:
    """Bet through all races, and compare the measured rates with the predicted ones.

    Outputs: `won` (RACES,), which horse; `yours` and `knower` (RACES + 1,), the money after each
    race in doublings, `yours` ending before the race in which all is lost; `broke`, the number of
    that race, or 0; `beliefs` (RACES + 1, 2), where the split of each race stands in the triangle;
    `seen` (RACES + 1, 2), where the shares of the wins stand, the middle at first; `counts`
    (RACES + 1, 3), the wins; `rings` (4, ANGLES + 1, 2), in the triangle, the splits that fall
    behind by as much as the bookmaker's, and by each of LEVELS; `best`, the doublings a race of one
    who bets the truth; `gap`, what the split falls behind a race, or -1 where it is infinite, or
    0 for one who learns; `made`, the number of races.
    """
    p, learns = np.array(inputs.truth), inputs.way == "learn"
    won = winners(p, inputs.luck)
    beliefs = learned(won) if learns else np.tile(inputs.belief, (RACES + 1, 1))
    race = np.arange(RACES)
    staked = beliefs[race, won]
    lost = np.flatnonzero(staked == 0)
    broke = int(lost[0]) + 1 if len(lost) else 0
    kept = slice(0, broke - 1 if broke else RACES)
    yours = np.concatenate([[0], np.cumsum(np.log2(staked[kept] / BOOKMAKER[won[kept]]))])
    knower = np.concatenate([[0], np.cumsum(np.log2(p[won] / BOOKMAKER[won]))])
    counts = np.concatenate([np.zeros((1, 3)), np.cumsum(np.eye(3)[won], axis=0)])
    seen = np.where(counts.sum(axis=1, keepdims=True) > 0, counts, 1)
    best = float(behind(p, BOOKMAKER))
    gap = 0.0 if learns else kl_divergence(p, inputs.belief)
    levels = [best, *LEVELS]
    return {
        "won": won,
        "yours": yours.astype(np.float32),
        "knower": knower.astype(np.float32),
        "broke": broke,
        "beliefs": in_plane(beliefs).astype(np.float32),
        "seen": in_plane(seen / seen.sum(axis=1, keepdims=True)).astype(np.float32),
        "counts": counts.astype(np.int32),
        "rings": in_plane(rings(p, levels)).astype(np.float32),
        "best": best,
        "gap": gap if np.isfinite(gap) else -1.0,
        "made": RACES,
        "summary": sentence(learns, broke, yours, knower, gap),
    }


def sentence(learns: bool, broke: int, yours: Floats, knower: Floats, gap: float) -> str:
    """Say what came of the bets."""
    if broke:
        return f"In race {broke} a horse won on which nothing was placed: all is lost."
    rate = round(float(knower[-1] - yours[-1]) / RACES, 3)
    if rate < 0:
        fell = f"you came {-rate:.3f} bits a race ahead of one who bets the truth, by luck"
    else:
        fell = f"you fell {rate:.3f} bits a race behind one who bets the truth"
    if learns:
        return f"In {RACES} races {fell}; the longer you learn, the less."
    if not np.isfinite(gap):
        return f"In {RACES} races {fell}; but a horse that can win has nothing on it."
    return f"In {RACES} races {fell}; predicted: {gap:.3f} behind."


WIDGET = Widget(
    name="chance.bets",
    title="Bets",
    help=(
        "Each corner of the triangle is a horse. Drag the disc, your split of the money, or the "
        "square, how often each horse really wins: the nearer to a corner, the more for that "
        "horse. By keyboard, Tab reaches one of them, Page Up and Page Down the other, and the "
        "arrow keys move it. The ring marks the bookmaker's own split, the cross the shares of "
        "the wins so far. Inside the dashed line, which runs through the ring, money grows in "
        "the long run; on the thin lines a split falls behind by so many bits a race. To bet "
        "the wins so far is to split by them, each horse's counted as one more. The plot counts "
        "doublings of the money; Play runs race after race, and Luck gives other races."
    ),
    inputs=BetsInputs,
    compute=compute,
    view=Path(__file__).with_suffix(".js"),
    longest=(
        "In 200 races you came 0.000 bits a race ahead of one who bets the truth, by luck; but a "
        "horse that can win has nothing on it."
    ),
)
