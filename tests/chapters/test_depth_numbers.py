"""The numbers that the text of chapter 5 says are those that its cells compute."""

import re

import numpy as np
import pytest

from mlmath.datasets import digits
from mlmath.depth import measure, predict
from mlmath.depth.fitting import begin
from mlmath.depth.small_net import loss
from mlmath.depth.walkers import NAMES
from mlmath.widgets.depth import landscape, meter
from tests import book

TEXT = book.text(next(page for page in book.WRITTEN if page.slug == "depth"))


def test_the_table_of_scales():
    rows = re.findall(r"\| (\S+) \| \$\\tfrac16\$ \| \$5 \\cdot 10\^\{-24\}\$ \|", TEXT)
    assert rows
    for scale, power in ((1 / 3, 4.5e-24), (1.0, 9.3e-10), (2.0, 1.0)):
        assert predict("relu", scale, 30).backward[0] == pytest.approx(power, rel=0.02)
    assert "9 \\cdot 10^{-10}" in TEXT


def test_the_opening_of_the_meter():
    found = measure("sigmoid", 0.33, 60, 30)
    assert 1e-53 < found.backward[0] < 1e-51
    assert found.alike > 0.995
    assert meter.MeterInputs().bend == "sigmoid"


def test_what_the_three_buttons_do():
    ok = [meter.WIDGET.outputs({"bend": "relu", "scale": s}) for s in (0.33, 1, 2)]
    assert [(o["forward_ok"], o["backward_ok"]) for o in ok] == [(0, 0), (0, 0), (1, 1)]


def test_what_brings_blame_through_logistic_units():
    plain, norm, short = (
        measure("sigmoid", 0.33, 60, 30, residual=r, normalize=n)
        for r, n in ((False, False), (False, True), (True, False))
    )
    assert plain.backward[0] < 1e-50
    assert 1e-26 < norm.backward[0] < 1e-24
    assert 0.1 < short.backward[0] < 10
    assert 200 < short.forward[-1] < 300


def test_the_two_ways_to_blame_a_sure_unit():
    sure = 1 / (1 + np.exp(-4.6))
    assert sure == pytest.approx(0.99, abs=0.0005)
    assert sure * sure * (1 - sure) == pytest.approx(0.01, abs=0.0005)


def test_the_fit_that_the_reader_sees():
    run = begin(15, seed=0)
    assert sum(value.size for value in run.net.state_dict().values()) == 1761
    for _ in range(200):
        run.step(10)
    assert 10 * run.best == 140
    assert run.held[-1] > 1.9 * run.held[run.best]
    for options in ({"decay": 0.01}, {"dropout": 0.3}, {"dropout": 0.1}):
        other = begin(15, seed=0, **options)
        for _ in range(200):
            other.step(10)
        assert other.held[-1] / min(other.held) < run.held[-1] / min(run.held)


def test_beside_the_pass_momentum_is_gone_while_sgd_creeps():
    found = landscape.WIDGET.outputs({"slice": "between", "start": [0.04, 0.0]})
    sgd, momentum = (found["losses"][NAMES.index(name)] for name in ("SGD", "momentum"))
    assert momentum[80] < 0.01 * sgd[80]


def test_on_the_plateau_the_adaptive_two_do_not_care():
    found = landscape.WIDGET.outputs({"slice": "incoming", "start": [0.9, -0.9]})
    sgd, _, rmsprop, adam = found["losses"]
    assert sgd[60] > 0.95 * sgd[0]
    assert max(rmsprop[60], adam[60]) < 0.05 * sgd[0]


def test_some_free_ways_seem_to_end_on_high_ground_at_a_low_loss():
    found = landscape.WIDGET.outputs({"slice": "random", "free": True})
    plane = landscape.plane_of("random", 1)
    below = loss(plane.at(found["paths"][:, -1].astype(float)))
    assert ((below > 0.2) & (found["losses"][:, -1] < 0.01)).any()


def test_the_nearest_digit():
    d = digits(597)
    squares = ((d.X_new[:, None] - d.X[None]) ** 2).sum(axis=2)
    right = (d.y[squares.argmin(axis=1)] == d.y_new).mean()
    assert f"{right:.1%}" == "96.5%"
    assert "96.5%" in TEXT


def test_teeth_by_folding():
    """After k layers there are 2^k straight pieces: count where the slope changes."""
    x = np.linspace(0, 1, 2**10 + 1)
    y = x
    for k in range(1, 6):
        y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
        pieces = 1 + (np.abs(np.diff(y, 2)) > 1e-9).sum()
        assert pieces == 2**k
        assert (y == 1).sum() == 2 ** (k - 1)
