"""The numbers in the text of chapter 7, worked out apart from the cells that show them."""

from itertools import product
from math import acos, degrees, pi, sqrt

import numpy as np
import pytest

from mlmath.datasets import digits
from mlmath.dimension import (
    PCA,
    KNeighbors,
    ball_in_cube,
    ball_volume,
    contrast_cdf,
    marchenko_pastur_edges,
    norm_law,
    relative_variance,
    spike_eigenvalue,
    spike_overlap,
    spike_threshold,
)
from mlmath.manifest import page
from mlmath.widgets import get
from tests import book

TEXT = book.text(page("dimension"))


def test_ones_and_sevens_by_counting():
    """4 + 48 s for s sevens; 1, 4, 6, 4, 1 of 16; the mean 100 and the variance 48²."""
    squares = [sum(x * x for x in row) for row in product([1, 7], repeat=4)]
    assert sorted(set(squares)) == [4, 52, 100, 148, 196]
    assert [squares.count(4 + 48 * s) for s in range(5)] == [1, 4, 6, 4, 1]
    assert sum(squares) / 16 == 100
    assert 2 * 96**2 == 8 * 48**2 == 18432
    assert 2 * 18432 / 16 == 2304 == 48**2 == sum((v - 100) ** 2 for v in squares) / 16
    assert "$(18432 + 18432)/16 = 2304 = 48^2$" in TEXT
    assert (24 / 25, 48 / 100, 96 / 100) == (0.96, 0.48, 0.96)
    assert "from $24/25 = 0.96$ to $48/100 = 0.48$" in TEXT


def test_the_spread_of_a_distance():
    assert max(norm_law(d).sd for d in (1, 10, 1000, 100_000)) < sqrt(0.5) < 0.71
    assert "the standard deviation is never more than $0.71$" in TEXT
    assert relative_variance(10_000) == pytest.approx(1 / 20_000, rel=1e-3)
    assert "it is about $1/(2d)$" in TEXT


def test_the_bound_and_the_truth():
    """100 points, ε = 1: 100 · 9 / (2 d) = 0.01 at 45,000; by the exact law 49."""
    assert pytest.approx(0.01) == 100 * 9 / (2 * 45_000)
    chances = [1 - float(contrast_cdf(1.0, 100, d)) for d in (48, 49, 60, 100)]
    assert chances[0] > 0.01 > chances[1] > chances[2] > chances[3]
    assert "it promises at 45,000 dimensions, with a chance of 99 in 100" in TEXT
    assert "by the exact law this holds from 49 on" in TEXT


def test_angles_and_shells():
    assert degrees(0.01) == pytest.approx(0.57, abs=0.01)
    assert "typically $0.01$ in size, half a degree off a right angle" in TEXT
    assert pytest.approx((0.81, 0.729)) == (0.9**2, 0.9**3)
    assert pytest.approx(0.005, abs=2e-4) == 0.9**50
    assert "In the plane $0.81$ is left, in space $0.729$, in 50 dimensions half a percent." in TEXT
    by_hand = [pi / 4, pi / 6, pi**5 / 120 / 2**10]  # of the cubes around them
    assert [ball_in_cube(d) for d in (2, 3, 10)] == pytest.approx(by_hand)
    assert [float(f"{100 * share:.2g}") for share in by_hand] == [79, 52, 0.25]
    assert "79 percent of it in the plane, 52 in space, and 0.25 in ten dimensions" in TEXT
    volumes = [ball_volume(d) for d in range(1, 9)]
    by_hand = [2, pi, 4 * pi / 3, pi**2 / 2, 8 * pi**2 / 15, pi**3 / 6]
    assert volumes[:6] == pytest.approx(by_hand)
    assert volumes.index(max(volumes)) == 4
    assert (round(volumes[4], 2), round(volumes[5], 2)) == (5.26, 5.17)
    assert 2 * pi / 6 > 1 > 2 * pi / 7
    assert "exceeds 1 up to $d = 6$ and not from 7 on" in TEXT


def test_what_the_dial_shows():
    out = get("dimension.dial").outputs({"dial": 16})
    assert out["dims"][16] == 1000
    assert 0.08 < out["measured"][16] < 0.13  # a tenth, and not twice
    assert out["control"][16] == out["control"][19] == out["control"][0]
    assert "It is about a tenth farther." in TEXT


def errors(n: int, d: int, seed: int) -> float:
    rng = np.random.default_rng([seed, n, d])
    X = rng.normal(size=(n + 400, d))
    y = rng.uniform(size=len(X)) < np.where(X[:, 0] > 0, 0.9, 0.1)
    return float(np.mean(KNeighbors(1).fit(X[:n], y[:n]).predict(X[n:]) != y[n:]))


def test_the_limit_is_postponed():
    assert pytest.approx(0.18) == 2 * 0.9 * 0.1
    assert round(100 * np.mean([errors(3000, 50, s) for s in range(3)])) == 41
    assert np.mean([errors(3000, 10, s) for s in range(3)]) == pytest.approx(0.3, abs=0.02)
    for d in (1, 2):
        assert np.mean([errors(3000, d, s) for s in range(3)]) == pytest.approx(0.18, abs=0.02)
    assert "it still errs on 41 of 100, nearly as often as a coin." in TEXT
    assert sqrt(0.18 * 0.82 / 400) == pytest.approx(0.02, abs=1e-3)


def test_five_points_by_hand():
    X = np.array([[1, 4], [5, 1], [6, 4], [9, 3], [9, 8]])
    assert X.mean(axis=0).tolist() == [6, 4]
    Y = X - [6, 4]
    assert Y.tolist() == [[-5, 0], [-1, -3], [0, 0], [3, -1], [3, 4]]
    S = Y.T @ Y
    assert S.tolist() == [[44, 12], [12, 26]]
    assert (S @ [2, 1]).tolist() == [100, 50]
    assert (S @ [-1, 2]).tolist() == [-20, 40]
    assert (Y**2).sum() == 70
    assert "Along $(2, 1)$ the shadows keep 50 of 70" in TEXT


def test_the_sheet():
    """The widget's errors, at the settings that the text asks for."""
    widget = get("dimension.sheet")

    start = widget.outputs({"dial": 5})["errors"][:, 0]
    assert [f"{e:.0%}" for e in start] == ["2%"] * 6
    assert f"{widget.outputs({'k': 10})['errors'][0, 0]:.0%}" == "18%"
    noisy = widget.outputs({"dial": 5, "noise": 0.1})["summary"]
    assert "errs on 18% of new points, and after PCA, with 2 directions kept, on 4%" in noisy
    assert "kept, on 25%" in widget.outputs({"dial": 5, "noise": 0.2})["summary"]
    for said in (
        "Nothing: 2 percent, from 20 to 1,000.",
        "the error grows to 18 percent, in 20 dimensions already",
        "at 1,000 the neighbor errs on 18 percent",
        "and errs on 4.",
        "the shadow errs on 25 percent",
    ):
        assert said in TEXT


def pictures() -> np.ndarray:
    known, _, asked, _ = digits()
    return np.concatenate([known, asked])


def test_the_shares_that_components_keep():
    ratios = np.cumsum(PCA().fit(pictures()).explained_variance_ratio_)
    assert [round(100 * ratios[m - 1]) for m in (2, 5, 10, 20)] == [29, 54, 74, 89]


def test_signal_and_noise():
    low, high = marchenko_pastur_edges(0.5)
    assert (round(low, 2), round(high, 1), round(high / low)) == (0.09, 2.9, 34)
    assert round(spike_threshold(0.5), 1) == 1.7
    assert round(degrees(acos(sqrt(spike_overlap(3.0, 0.5))))) == 33
    widget = get("dimension.signal")
    assert f"{widget.outputs({'ell': 3.0})['angle']:.0f}" == "43"
    tops = {ell: widget.outputs({"ell": ell})["values"] for ell in (2.0, 3.0)}
    assert tops[2.0][0] < high < tops[3.0][0]
    assert "still 33 degrees off by the law, 43 in this draw" in TEXT
    for ell in (2.0, 3.0, 8.0):
        assert spike_eigenvalue(ell, 0.5) > ell
    gamma = 1000 / 120
    ell = (1 / 3 + 0.04) / 0.04
    assert (round(gamma, 1), round(ell, 1), round(spike_threshold(gamma), 1)) == (8.3, 9.3, 3.9)
    assert round(degrees(acos(sqrt(spike_overlap(ell, gamma))))) == 48
    assert "but the angle is 48 degrees" in TEXT


def ratios(kind: str, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    X = rng.uniform(size=(1001, 100))
    if kind == "two mixed":
        X = X[:, :2] @ rng.uniform(size=(2, 100))
    far = np.sqrt(np.cumsum((X[1:] - X[0]) ** 2, axis=1))
    return np.asarray(far.max(axis=0) / far.min(axis=0))


def test_the_curves_of_1999():
    free = np.median([ratios("independent", s) for s in range(10)], axis=0)
    assert [f"{free[d - 1]:.2g}" for d in (2, 15, 100)] == ["55", "2.8", "1.4"]
    tied = np.median([ratios("two mixed", s) for s in range(10)], axis=0)
    assert all(70 < value < 90 for value in tied[3:])
    assert "from 55 in two dimensions to 2.8 in fifteen and 1.4 in a hundred" in TEXT
    assert "the exception stays near 80" in TEXT


@pytest.mark.parametrize("m", [None, 20])
def test_the_neighbors_on_the_digits(m):
    for seed in range(3):
        A, y, B, wanted = digits(899, seed)
        if m:
            shadow = PCA(m).fit(A)
            A, B = shadow.transform(A), shadow.transform(B)
        right = np.mean(KNeighbors(1).fit(A, y).predict(B) == wanted)
        assert right == pytest.approx(0.98, abs=0.01)
    assert "On mixed halves all cells come within a percent of the published figure" in TEXT


def test_the_digits_of_other_people():
    X, y, asked, wanted = digits(597)
    right = np.mean(KNeighbors(1).fit(X, y).predict(asked) == wanted)
    assert f"{right:.1%}" == "96.5%"
    assert round(3823 / len(X)) == 3
    assert "with a third as many known as in 1998, it is 96.5 percent" in TEXT
