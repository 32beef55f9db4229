"""The results that the chapter Going deep reproduces."""

import numpy as np

from mlmath.backprop import MLP
from mlmath.datasets.handwritten import digits
from mlmath.depth import batches, deep_net, held_out_errors, measure, saturation
from mlmath.record import Measured, Result
from mlmath.record.stored import recipe, stored
from mlmath.theorems.depth import scale
from mlmath.words import minus

HERE = "{doc}`/chapters/05_depth`"
RACE = ("sigmoid old", "tanh old", "tanh glorot", "relu old", "relu he")  # bends and starts
HOLDS = {"none": (0.0, 0.0), "decay 0.003": (0.003, 0.0), "dropout 0.5": (0.0, 0.5)}  # l2, dropout


def all_signs() -> Measured:
    """Count through all nets of two layers with weights of ±1 and the input (3, 1)."""
    nets = scale.all_nets(np.array([-1.0, 1.0]), independent=True)
    sums, signals = scale.passed(nets, np.array([3.0, 1.0]), "relu")
    found = [float((a**2).mean()) for a in (signals[0], sums[0], signals[1], signals[2])]
    return Measured(", ".join(f"{value:g}" for value in found), found == [5, 10, 5, 5])


def thirty_layers() -> Measured:
    """Send blame back through thirty layers of ReLU with the three scales, for nine nets each."""
    found = {
        s: np.median([measure("relu", s, 60, 30, seed=seed).backward[0] for seed in range(9)])
        for s in (1 / 3, 1.0, 2.0)
    }
    text = minus(", ".join(f"{value:.0e}" for value in found.values()))
    law = [(s / 2) ** 30 for s in found]
    # A net of 60 units strays by a factor of a few from the mean over nets.
    agrees = all(a / 10 < b < 10 * a for a, b in zip(law, found.values(), strict=True))
    return Measured(f"{text}, in the median of 9 nets of 60 units", agrees)


def top_layer() -> Measured:
    """Train four logistic hidden layers, and look at what they say after twelve epochs."""
    d = digits(597)
    tops, others = [], []
    for seed in range(3):
        net = deep_net(4, 100, "sigmoid", "old", seed=seed)
        for _ in batches(net, d.X, d.y, 12, 0.5, seed=seed, momentum=0.0, batch_size=10):
            pass
        means = saturation(net, d.X_new[:300])[:, 0]
        tops.append(means[-1])
        others.append(means[:-1])
    low = np.mean(others, axis=0)
    text = ", ".join(f"{value:.2f}" for value in [*low, np.mean(tops)])
    agrees = max(tops) < 0.1 and bool((np.diff(low) > 0).all()) and low[0] > 0.45
    return Measured(
        f"mean outputs {text} after 12 epochs, of 3 starts; it does not come back", agrees
    )


def race_shares() -> dict[str, list[float]]:
    """Train nets of ten hidden layers from three starts: {how they start: shares right}."""
    d = digits(597)
    found: dict[str, list[float]] = {}
    for name in RACE:
        bend, start = name.split()
        found[name] = []
        for seed in range(3):
            net = deep_net(10, 32, bend, start, seed=seed)
            for _ in batches(net, d.X, d.y, 10, 0.01, seed=seed):
                pass
            found[name].append(float((net.predict(d.X) == d.y).mean()))
    return found


def race() -> Measured:
    """Compare the starts of nets of ten hidden layers by the digits that they learn."""
    found: dict[str, list[float]] = stored(race_shares)
    text = "; ".join(f"{name} {np.mean(v):.0%} ± {np.std(v):.0%}" for name, v in found.items())
    agrees = min(found["tanh glorot"] + found["relu he"]) > 0.8
    agrees &= max(found["sigmoid old"] + found["relu old"]) < 0.15
    return Measured(f"{text}, of 3 starts; stored, from `{recipe('depth')}`", agrees)


def read_by_net() -> Measured:
    """Train one hidden layer on the first 1,200 digits, and read the last 597."""
    d = digits(597)
    found = []
    for seed in range(5):
        net = MLP((64, 32, 10), "relu", "softmax", init="he", seed=seed)
        net.fit(d.X, d.y, epochs=30, lr=0.05, batch_size=30, seed=seed)
        found.append((net.predict(d.X_new) == d.y_new).mean())
    squares = ((d.X_new[:, None] - d.X[None]) ** 2).sum(axis=2)
    nearest = (d.y[squares.argmin(axis=1)] == d.y_new).mean()
    return Measured(
        f"{np.mean(found):.1%} ± {np.std(found):.1%} by the net, of 5 starts, and {nearest:.1%} by "
        "the nearest of 1,200, by fewer people",
        bool(0.9 < np.mean(found) < 0.98 and 0.95 < nearest < 0.98),
    )


def regularized() -> dict[str, list[float]]:
    """Learn 200 digits, 12 times, and read the other 1,597: {what holds back: shares right}."""
    found: dict[str, list[float]] = {}
    for name, (l2, dropout) in HOLDS.items():
        found[name] = []
        for seed in range(12):
            d = digits(1597, seed)
            net = MLP(
                (64, 100, 10), "relu", "softmax", init="he", l2=l2, dropout=dropout, seed=seed
            )
            net.fit(d.X, d.y, epochs=60, lr=0.05, batch_size=20, seed=seed)
            found[name].append(float((net.predict(d.X_new) == d.y_new).mean()))
    return found


def held_back() -> Measured:
    """Compare decay and dropout with neither, on the same digits from the same weights."""
    found: dict[str, list[float]] = stored(regularized)
    plain = np.array(found["none"])
    said, better = [f"without {plain.mean():.1%}"], True
    for name in HOLDS:
        if name != "none":
            gain = 100 * (np.array(found[name]) - plain)
            error = gain.std(ddof=1) / np.sqrt(len(gain))
            said.append(f"{name}: {gain.mean():+.2f} ± {error:.2f} points")
            better &= bool(gain.mean() > 0)
    text = minus(", ".join(said))
    return Measured(f"{text} (12 draws, standard error; stored, from `{recipe('depth')}`)", better)


def peak() -> Measured:
    """Find where the median error on new samples is largest, and compare the ends."""
    sizes = [2, 10, 20, 30, 40, 100, 1000]
    runs = [held_out_errors(sizes, 30, 10, 0.5, seed)[1] for seed in range(20)]
    errors = np.median(runs, axis=0)
    at = sizes[int(errors.argmax())]
    text = f"a peak at {at} features; {errors[1]:.2f} at 10, {errors[-1]:.2f} at 1,000"
    return Measured(text, bool(at == 30 and errors.argmin() == len(errors) - 1))


STORED = (race_shares, regularized)

RESULTS = [
    Result("Strengths of the input 3 and 1, of its sums, after one layer and after two",
           "5, 10, 5, 5", f"by hand, {HERE}", all_signs),
    Result("Blame of strength 1 after thirty ReLU layers, for the scales ⅓, 1 and 2",
           "5·10⁻²⁴, 9·10⁻¹⁰ and 1 for wide layers, if blame knows nothing of the slopes it meets",
           f"by hand, {HERE}", thirty_layers),
    Result("The top of four logistic hidden layers saturates at 0, the others stay near ½ or above",
           "so in a figure, on other pictures; it comes back around epoch 100",
           "{cite:t}`glorot2010`", top_layer),
    Result("Ten hidden layers learn where the scale fits the bend", "thirty layers learn with the "
           "scale for ReLU and stall with another", "{cite:t}`he2015`", race),
    Result("Digits of people who wrote none of those learned", "98.0% by the nearest of 3,823",
           "{cite:t}`alpaydin1998`", read_by_net),
    Result("Decay and dropout help on new samples", "dropout does, on many data sets",
           "{cite:t}`srivastava2014`", held_back),
    Result("The error on new samples peaks where all samples just fit, and falls again", "so",
           "{cite:t}`belkin2019`", peak),
]  # fmt: skip
