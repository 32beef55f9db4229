"""The results that the chapter Networks that remember reproduces."""

from typing import Any

import numpy as np

from mlmath.hopfield import (
    binary_weights,
    boltzmann_gradient,
    critical_capacity,
    fit_boltzmann,
    log_likelihood,
    one_step_error,
    random_patterns,
    recall,
    recall_binary,
    retrieval_overlaps,
)
from mlmath.hopfield.capacity import KEPT
from mlmath.record import Measured, Result
from mlmath.record.stored import stored
from mlmath.theorems.hopfield.modern import attention_gap
from mlmath.validation import Floats

HERE = "{doc}`/chapters/06_hopfield`"
LOADS = (0.10, 0.12, 0.13, 0.138, 0.16, 0.18)
SIZES = {100: 4000, 250: 2000, 500: 1000, 1000: 400, 2000: 200}  # neurons: networks


def errors(n_memories: int, n_matrices: int, binary: bool, seed: int = 1) -> Floats:
    """Return the errors in each of Hopfield's experiment's memories: 100 neurons, left to settle.

    Parameters
    ----------
    n_memories : n, of the 5, 10 and 15 of the paper's figure 2.
    n_matrices : how many networks.
    binary : neurons of 0 and 1 with thresholds at zero, as the paper defines them; else -1 and +1,
        which the paper names as the better choice of thresholds.
    seed : equal seeds give equal networks.
    """
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(n_matrices):
        V = (random_patterns(n_memories, 100, rng) + 1) / 2
        T = binary_weights(V)
        for v in V:
            if binary:
                found.append((recall_binary(T, v, rng) != v).sum())
            else:
                found.append((recall(T, 2 * v - 1, seed=rng).state != 2 * v - 1).sum())
    return np.array(found, float)


def five_memories() -> Measured:
    """Count how many of five memories are recalled without an error."""
    share = float((errors(5, 100, binary=True) == 0).mean())
    return Measured(f"{share:.1%} without an error", share > 0.95)


def ten_memories() -> Measured:
    """Count how many of ten memories are recalled without an error."""
    share = float((errors(10, 100, binary=True) == 0).mean())
    return Measured(f"{share:.2f}", abs(share - 0.6) < 0.1)


def fifteen_memories() -> Measured:
    """Count how many of fifteen memories end with fewer than five errors, for both neurons."""
    low, high = (float((errors(15, 60, binary) < 5).mean()) for binary in (True, False))
    text = f"{low:.2f} with neurons of 0 and 1, {high:.2f} with −1 and +1: half lies between"
    return Measured(text, low < 0.5 < high)


def one_bit() -> Measured:
    """Evaluate equation 10 of the paper for n = 10 and N = 100: 0/1 neurons, twice the noise."""
    P = float(one_step_error(2 * 9 / 100))
    return Measured(f"{P:.4f}", abs(P - 0.0091) < 2e-4)


def capacity() -> Measured:
    """Solve the mean-field equations."""
    alpha, m = critical_capacity()
    return Measured(f"α = {alpha:.4f}, overlap {m:.3f}", abs(alpha - 0.138) < 5e-4)


def left_over() -> dict[str, Any]:
    """Measure the overlaps that are left after recall, at each of `LOADS`.

    Returns the shares of networks that lost their pattern, {neurons: [share at each load]}, and
    the overlaps themselves of a hundred of the largest networks.
    """
    found = {n: [retrieval_overlaps(n, a, k, n) for a in LOADS] for n, k in SIZES.items()}
    lost = {str(n): [round(float((m < KEPT).mean()), 3) for m in rows] for n, rows in found.items()}
    return {"lost": lost, "largest": [np.round(m[:100], 2).tolist() for m in found[max(SIZES)]]}


def sharper_with_size() -> Measured:
    """Compare how many patterns are lost in small and large networks, below and above α_c."""
    lost = stored(left_over)["lost"]
    below, above = LOADS.index(0.12), LOADS.index(0.16)
    small, large = lost["250"], lost[str(max(SIZES))]
    return Measured(
        f"lost at α = 0.12: {small[below]:.1%} of networks with 250 neurons, {large[below]:.1%} "
        f"with {max(SIZES):,}; at α = 0.16: {small[above]:.0%} and {large[above]:.0%}",
        large[below] < small[below] and small[above] < large[above],
    )


def first_step() -> Measured:
    """Simulate the share of bits that a first step loses, with 1,000 neurons."""
    rng = np.random.default_rng(3)
    found = []
    for p in (138, 185):
        lost = []
        for _ in range(4):
            xi = random_patterns(p, 1000, rng)
            # Without the weight to itself, which adds p to each sum.
            held = xi * (xi @ xi.T @ xi - p * xi)
            lost.append((held < 0).mean())
        found.append(float(np.mean(lost)))
    text = ", ".join(f"{share:.2%}" for share in found)
    return Measured(text, bool(np.allclose(found, [0.0036, 0.0100], rtol=0.1)))


def attention() -> Measured:
    """Compare one update with one step of the book's attention."""
    gap = max(attention_gap(seed) for seed in range(20))
    text = "differs by less than 1e-14" if gap < 1e-14 else f"differs by {gap:.0e}"
    return Measured(text, gap < 1e-14)


def parity() -> Measured:
    """Learn the four even states of three neurons without and with one hidden unit."""
    even = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    chance = [
        float(np.exp(log_likelihood(fit_boltzmann(even, hidden, 0.3, 1000), even)))
        for hidden in (0, 1)
    ]
    still = boltzmann_gradient(fit_boltzmann(even, 0, 0.3, 1000), even)[0]
    agrees = abs(chance[0] - 1 / 8) < 1e-6 and chance[1] > 0.24 and np.abs(still).max() < 1e-6
    return Measured(f"chance {chance[0]:.3f} each without, {chance[1]:.3f} with", bool(agrees))


STORED = (left_over,)
PAPER = "{cite:t}`hopfield1982`"
RESULTS = [
    Result("Five memories, 100 neurons", "almost always recalled exactly", PAPER, five_memories),
    Result("Ten memories, 100 neurons: share without errors", "0.6", PAPER, ten_memories),
    Result(
        "Fifteen memories, 100 neurons: share with fewer than five errors",
        "about half",
        PAPER,
        fifteen_memories,
    ),
    Result("Chance that one bit is wrong, 10 memories, 100 neurons", "0.0091", PAPER, one_bit),
    Result(
        "Most patterns a neuron that can be recalled, for many neurons",
        "0.138",
        "{cite:t}`amit1985`",
        capacity,
    ),
    Result(
        "The limit is sharper in larger networks",
        "sharp at 0.138 for N without end",
        "{cite:t}`amit1985`",
        sharper_with_size,
    ),
    Result(
        "Bits lost in the first step at α = 0.138 and 0.185, 1,000 neurons",
        "0.36 %, 1.00 %",
        "{prf:ref}`thm-hopfield-one-step`, {cite:t}`hertz1991`",
        first_step,
    ),
    Result(
        "One update of the sharp network is one step of attention",
        "equal",
        "{cite:t}`ramsauer2021`",
        attention,
    ),
    Result(
        "The even states of three neurons, chance of each: without and with one hidden unit",
        "1/8, at most 1/4",
        f"{HERE}, after {{cite:t}}`ackley1985`",
        parity,
    ),
]
