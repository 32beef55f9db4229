"""The results that the chapter Backpropagation reproduces."""

import numpy as np

from mlmath.autodiff import Tensor
from mlmath.backprop import symmetry_task, train_family_nets, train_starts, xor_task
from mlmath.backprop.family_trees import PEOPLE
from mlmath.record import Measured, Result
from mlmath.words import minus

HERE = "{doc}`/chapters/04_backprop`"


def two_weights() -> Measured:
    """Compute the blames of the chapter's two weights by the tape."""
    w1, w2 = Tensor(1.0, requires_grad=True), Tensor(3.0, requires_grad=True)
    loss = 0.5 * (w2 * (w1 * 2) - 10) ** 2
    loss.backward()
    agrees = (loss.item(), w1.grad, w2.grad) == (8, -24, -8)
    return Measured(minus(f"{loss.item():g}, {w1.grad:g} and {w2.grad:g}"), agrees)


def xor_starts() -> Measured:
    """Train 2-2-1 on XOR from 100 starts, with ε = 0.5 and momentum 0.9."""
    starts = train_starts(*xor_task(), 2, 100, 2000, lr=0.5, reach=0.5, goal=0.01, seed=1)
    learned = starts.sweeps[starts.sweeps >= 0]
    return Measured(
        f"{len(learned)} of 100 starts, after {np.median(learned):.0f} sweeps in the middle",
        80 <= len(learned) < 100,
    )


def xor_direct() -> Measured:
    """Train one hidden unit and direct connections on XOR from 100 starts, at the same rates."""
    starts = train_starts(
        *xor_task(), 1, 100, 3000, lr=0.5, reach=0.5, goal=0.01, seed=1, direct=True
    )
    learned = starts.sweeps[starts.sweeps >= 0]
    low, middle, high = np.percentile(learned, [25, 50, 75])
    return Measured(
        f"{len(learned)} of 100 starts; middle half {low:.0f} to {high:.0f}, median {middle:.0f}",
        bool(low <= 558 <= high),
    )


def symmetry_starts() -> Measured:
    """Train 6-2-1 on symmetry from 20 starts, with the constants of the letter of 1986."""
    starts = train_starts(*symmetry_task(), 2, 20, 5000, seed=0)
    learned = starts.sweeps[starts.sweeps >= 0]
    low, middle, high = np.percentile(learned, [25, 50, 75])
    return Measured(
        f"{len(learned)} of 20 starts; middle half {low:,.0f} to {high:,.0f}, median {middle:,.0f}",
        bool(low <= 1425 <= high),
    )


def family_units() -> Measured:
    """Train the family trees from four starts, and look for a unit that goes by the nation."""
    nets = train_family_nets(4, 1500, seed=0)
    known = nets.right()[:, nets.trained].all(axis=1).sum()
    held_out = nets.right()[:, ~nets.trained].sum(axis=1)
    nation = np.repeat([-1.0, 1.0], len(PEOPLE) // 2)
    strongest = [
        max(abs(np.corrcoef(unit, nation)[0, 1]) for unit in code.T) for code in nets.codes
    ]
    low, high = held_out.min(), held_out.max()
    return Measured(
        f"{known} of 4 starts know all 100 facts shown, and {low} or {high} of the four held out; "
        f"the correlation of a unit with the nation is {min(strongest):.2f} and more, with a "
        "larger step than in 1986",
        bool(known == 4 and min(strongest) > 0.7),
    )


RESULTS = [
    Result("Loss and blames of two weights", "8, −24 and −8", f"by hand, {HERE}", two_weights),
    Result("XOR with two hidden units is learned from most starts", "two runs stuck among hundreds",
           "{cite:t}`rumelhart1986pdp`", xor_starts),
    Result("XOR with one hidden unit and direct connections", "558 sweeps, one start",
           "{cite:t}`rumelhart1986pdp`", xor_direct),
    Result("The symmetry network learns in 1,425 sweeps", "1,425 sweeps, one start",
           "{cite:t}`rumelhart1986`", symmetry_starts),
    Result("A unit of the family trees comes to mean the nation", "so in one net",
           "{cite:t}`rumelhart1986`", family_units),
]  # fmt: skip
