"""The law of two terms: its minimum at a given budget, and the published numbers."""

import numpy as np
import pytest

from mlmath.language_model.chinchilla import (
    BESIROGLU_2024,
    HOFFMANN_2022,
    KAPLAN_2020,
    LossLaw,
    compute_optimal,
    parametric_loss,
)

LAWS = [HOFFMANN_2022, BESIROGLU_2024, LossLaw(0.5, 3.0, 7.0, 1.5, 0.2)]


def test_hoffmanns_rounded_numbers_give_the_exponent_452():
    """N ∝ C^0.452, where the same paper's other approaches say about 0.5."""
    assert round(compute_optimal(*HOFFMANN_2022, C=1e21).parameters_exponent, 3) == 0.452


def test_the_fit_of_besiroglu_gives_the_exponent_513():
    """The paper prints a = 0.5126, with a standard error of 0.02."""
    assert round(compute_optimal(*BESIROGLU_2024, C=1e21).parameters_exponent, 4) == 0.5126


def test_chinchilla_itself_is_near_the_optimum_of_the_second_fit_only():
    """Chinchilla has 70 billion parameters and 1.4 trillion tokens, 5.9e23 operations."""
    C = 6 * 70e9 * 1.4e12
    first, second = (compute_optimal(*law, C=C) for law in (HOFFMANN_2022, BESIROGLU_2024))
    assert second.parameters == pytest.approx(70e9, rel=0.1)
    assert second.tokens == pytest.approx(1.4e12, rel=0.1)
    assert first.tokens / first.parameters > 4 * second.tokens / second.parameters


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("C", [1e3, 1e18, 5.76e23, 1e30])
def test_no_other_share_of_the_budget_does_better(law: LossLaw, C):
    best = compute_optimal(*law, C=C)
    assert 6 * best.parameters * best.tokens == pytest.approx(C)
    N = best.parameters * np.geomspace(1e-2, 1e2, 401)
    losses = parametric_loss(N, C / (6 * N), *law)
    assert losses.argmin() == 200  # the middle one
    assert best.loss == pytest.approx(losses[200])
    assert best.loss <= losses.min() * (1 + 1e-12)


@pytest.mark.parametrize("law", LAWS)
def test_the_marginal_gains_are_equal_at_the_optimum(law: LossLaw):
    """α A / N^α = β B / D^β: by Lagrange, a percent more of either is worth the same."""
    _, A, B, alpha, beta = law
    best = compute_optimal(*law, C=1e20)
    assert alpha * A * best.parameters**-alpha == pytest.approx(beta * B * best.tokens**-beta)


@pytest.mark.parametrize("law", LAWS)
def test_the_exponents_are_those_of_growth(law: LossLaw):
    small, large = compute_optimal(*law, C=1e20), compute_optimal(*law, C=1e22)
    assert np.log10(large.parameters / small.parameters) / 2 == pytest.approx(
        small.parameters_exponent
    )
    assert np.log10(large.tokens / small.tokens) / 2 == pytest.approx(small.tokens_exponent)
    assert small.parameters_exponent + small.tokens_exponent == pytest.approx(1)


def test_the_loss_falls_to_its_floor():
    N, D = np.geomspace(1e6, 1e60, 30)[:, None], np.geomspace(1e6, 1e60, 20)
    losses = parametric_loss(N, D, *HOFFMANN_2022)
    assert losses.shape == (30, 20)
    assert (np.diff(losses, axis=0) <= 0).all()
    assert (np.diff(losses, axis=1) <= 0).all()
    assert losses[-1, -1] == pytest.approx(1.69)


def test_the_loss_of_chinchilla_by_hand():
    """1.69 + 406.4 / (7e10)^0.34 + 410.7 / (1.4e12)^0.28: 1.69 + 0.0834 + 0.1634 = 1.937."""
    assert float(parametric_loss(70e9, 1.4e12, *HOFFMANN_2022)) == pytest.approx(1.937, abs=1e-3)


def test_kaplans_exponents():
    """Ten times the parameters multiply the loss by 10^-0.076 = 0.839, and so on."""
    shrunk = {name: round(10**-exponent, 3) for name, exponent in KAPLAN_2020.items()}
    assert shrunk == {"parameters": 0.839, "tokens": 0.804, "compute": 0.891}


@pytest.mark.parametrize("name", ["E", "A", "B", "alpha", "beta", "C"])
def test_every_number_must_be_positive(name):
    arguments = {**HOFFMANN_2022._asdict(), "C": 1e20}
    for wrong in (0, -1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=f"{name} must be"):
            compute_optimal(**{**arguments, name: wrong})


def test_sizes_must_be_positive():
    with pytest.raises(ValueError, match="N must be above 0, got 0"):
        parametric_loss([1, 0], 1e9, *HOFFMANN_2022)
    with pytest.raises(ValueError, match="D must be above 0, got -1"):
        parametric_loss(1e9, -1, *HOFFMANN_2022)
    with pytest.raises(ValueError, match="D must hold finite numbers"):
        parametric_loss(1e9, float("inf"), *HOFFMANN_2022)
