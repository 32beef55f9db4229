"""Schedules, at points that can be worked out by hand."""

import pytest

from mlmath.optimizers import constant, cosine, step_decay


def test_constant_stays():
    assert {constant(0.3)(k) for k in (0, 5, 10**6)} == {0.3}


def test_step_decay_falls_after_each_period():
    at = step_decay(1.0, every=10, gamma=0.5)
    assert [at(k) for k in (0, 9, 10, 19, 20)] == [1, 1, 0.5, 0.5, 0.25]
    assert step_decay(1.0, every=3)(3) == 0.1  # the default, as in torch's StepLR


def test_cosine_rises_in_a_line_and_falls_in_half_a_wave():
    at = cosine(1.0, steps=104, warmup=4, lr_min=0.2)
    assert [at(k) for k in range(5)] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert at(54) == pytest.approx(0.6)  # half way: the mean of 1 and 0.2
    assert at(104) == at(1000) == pytest.approx(0.2)
    falling = [at(k) for k in range(4, 105)]
    assert falling == sorted(falling, reverse=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: constant(-1), "lr must be at least 0, got -1"),
        (lambda: step_decay(1, 0), "every must be at least 1, got 0"),
        (lambda: cosine(1, 10, warmup=10), "warmup must be below steps=10, got 10"),
    ],
)
def test_an_error_says_what_was_expected(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value) == message
