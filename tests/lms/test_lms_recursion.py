"""The recursion, solved by blocks, against the recursion as it is written."""

import math

import numpy as np
import pytest

from mlmath.lms import History, lms


def written_out(X, d, mu, w0=None):
    """The two lines of the rule, one sample after the other, in plain Python numbers."""
    X, d = np.asarray(X, dtype=float).tolist(), np.asarray(d, dtype=float).tolist()
    w = [0.0] * len(X[0]) if w0 is None else list(w0)
    weights, errors = [w], []
    for x, wanted in zip(X, d, strict=True):
        e = wanted - math.fsum(a * b for a, b in zip(w, x, strict=True))
        w = [a + mu * e * b for a, b in zip(w, x, strict=True)]
        errors.append(e)
        weights.append(w)
    return np.array(weights), np.array(errors)


def stream(n, d, seed, noise=0.1):
    """Inputs of unequal variances, and a noisy linear response to them."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 1.5, d)
    return X, X @ rng.normal(size=d) + noise * rng.normal(size=n)


def assert_same(history, weights, errors, tolerance=1e-12):
    size = np.abs(weights).max() + 1
    np.testing.assert_allclose(history.weights, weights, rtol=0, atol=tolerance * size)
    np.testing.assert_allclose(history.errors, errors, rtol=0, atol=tolerance * 10 * size)


def test_three_samples_by_hand():
    """w: 0, then 0 + .5·2·(1,1) = (1,1), then + .5·(-1)·(2,0) = (0,1), then + .5·2·(0,1)."""
    h = lms([[1, 1], [2, 0], [0, 1]], [2, 1, 3], 0.5)
    assert h.errors.tolist() == [2, -1, 2]
    assert h.weights.tolist() == [[0, 0], [1, 1], [0, 1], [0, 2]]
    assert h.diverged_at is None


# Around the sizes at which blocks (32) and chunks (2048) begin and end, and more weights than
# samples.
SHAPES = [(1, 1), (1, 4), (31, 3), (32, 3), (33, 3), (64, 1), (65, 7), (500, 20), (40, 60),
          (2048, 2), (2049, 2), (2111, 3), (4500, 5)]  # fmt: skip


@pytest.mark.parametrize(("n", "d"), SHAPES)
@pytest.mark.parametrize("share", [0.01, 0.5])
def test_it_is_the_recursion_as_written(n, d, share):
    X, wanted = stream(n, d, seed=n + d)
    mu = share / np.einsum("ij,ij->i", X, X).mean()
    w0 = np.random.default_rng(0).normal(size=d)
    assert_same(lms(X, wanted, mu, w0), *written_out(X, wanted, mu, w0))
    assert_same(lms(X, wanted, mu), *written_out(X, wanted, mu))


@pytest.mark.parametrize("seed", range(3))
def test_it_diverges_as_the_recursion_does(seed):
    """At 2.2 times the step at which a step of mean length overshoots, sample by sample.

    Errors are compared with the largest weights so far, which is what rounding is relative to.
    """
    X, wanted = stream(300, 6, seed)
    mu = 2.2 / np.einsum("ij,ij->i", X, X).mean()
    h = lms(X, wanted, mu)
    weights, errors = written_out(X, wanted, mu)
    so_far = np.maximum.accumulate(np.abs(weights).max(axis=1))
    assert so_far[-1] > 1e6
    assert (np.abs(h.weights - weights).max(axis=1) <= 1e-11 * (1 + so_far)).all()
    assert (np.abs(h.errors - errors) <= 1e-10 * (1 + so_far[1:])).all()


@pytest.mark.parametrize("size", [2.0, 30.0, 1e30])
def test_past_what_float64_holds_all_is_inf_and_nothing_warns(size):
    """With x = size the error is multiplied by 1 - size² each time, until it overflows."""
    n, growth = 3000, abs(1 - size**2)
    h = lms(np.full((n, 1), size), np.ones(n), 1.0)
    at = h.diverged_at
    assert at is not None
    assert np.isfinite(h.weights[: at + 1]).all()
    assert np.isfinite(h.errors[:at]).all()
    assert (h.weights[at + 1 :] == np.inf).all()
    assert (h.errors[at + 1 :] == np.inf).all()
    # e_k = (1 - size²)^k, and the weights are about e_k · size after sample k.
    steps = math.log(np.finfo(float).max / size) / math.log(growth)
    assert abs(at - steps) <= 1
    np.testing.assert_allclose(h.errors[:at], (1 - size**2) ** np.arange(float(at)), rtol=1e-9)


def test_a_run_that_diverges_tells_the_same_sample_as_the_recursion():
    X, wanted = stream(5000, 4, seed=9)
    mu = 3.0 / np.einsum("ij,ij->i", X, X).mean()
    w, overflow = np.zeros(4), None
    with np.errstate(all="ignore"):
        for k in range(len(X)):
            w = w + mu * (wanted[k] - X[k] @ w) * X[k]
            if not np.isfinite(w).all():
                overflow = k
                break
    assert overflow is not None
    assert lms(X, wanted, mu).diverged_at == overflow


@pytest.mark.parametrize(
    ("x", "d", "errors"),
    [
        (1e200, 1e200, [1e200, math.inf, math.inf]),  # e = 1e200 stays; the weight would be 1e400
        (1e200, 1.0, [1, math.inf, math.inf]),  # w = 1e200, and then e = −1e400 itself overflows
    ],
)
def test_an_error_is_kept_if_only_the_update_after_it_overflows(x, d, errors):
    assert lms(np.full((3, 1), x), np.full(3, d), 1.0).errors.tolist() == errors


def test_products_that_overflow_do_no_harm_where_all_errors_are_zero():
    X = np.full((100, 2), 1e100)
    h = lms(X, np.zeros(100), 1.0)
    assert not h.weights.any()
    assert not h.errors.any()
    assert h.diverged_at is None


@pytest.mark.parametrize("cut", [1, 31, 32, 100, 2048])
def test_a_run_may_be_continued_from_its_weights(cut):
    X, wanted = stream(2500, 3, seed=cut)
    whole = lms(X, wanted, 0.05)
    first = lms(X[:cut], wanted[:cut], 0.05)
    second = lms(X[cut:], wanted[cut:], 0.05, first.weights[-1])
    joined = np.concatenate([first.weights, second.weights[1:]])
    assert_same(whole, joined, np.concatenate([first.errors, second.errors]))


def test_without_noise_it_finds_the_weights():
    X, wanted = stream(3000, 5, seed=2, noise=0.0)
    h = lms(X, wanted, 0.1)
    np.testing.assert_allclose(h.weights[-1], np.linalg.lstsq(X, wanted)[0], atol=1e-12)
    assert np.abs(h.errors[-100:]).max() < 1e-12


def test_a_step_at_one_over_the_squared_length_removes_the_error():
    """After w + e x / |x|², the sample's error is zero: with the same x for ever, at once."""
    h = lms(np.tile([3.0, 4.0], (40, 1)), np.full(40, 10.0), 1 / 25)
    np.testing.assert_allclose(h.weights[1:], np.tile([1.2, 1.6], (40, 1)), rtol=1e-14)
    np.testing.assert_allclose(h.errors[1:], 0, atol=1e-13)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_units_of_the_inputs_change_the_weights_only(scale):
    """With inputs s x, a step μ / s² gives weights w / s and the same errors."""
    X, wanted = stream(200, 4, seed=5)
    h, scaled = lms(X, wanted, 0.05), lms(scale * X, wanted, 0.05 / scale**2)
    np.testing.assert_allclose(scaled.errors, h.errors, atol=1e-11)
    np.testing.assert_allclose(scale * scaled.weights, h.weights, atol=1e-11)


def test_constant_and_repeated_and_zero_inputs():
    X = np.ones((70, 3))
    X[:, 1] = 0.0
    h = lms(X, np.full(70, 5.0), 0.25)
    assert_same(h, *written_out(X, np.full(70, 5.0), 0.25))
    assert not h.weights[:, 1].any()
    np.testing.assert_allclose(h.weights[-1], [2.5, 0, 2.5])  # the shortest of the solutions


def test_arguments_are_left_as_they_were():
    X, wanted = stream(100, 3, seed=1)
    kept = X.copy(), wanted.copy(), np.ones(3)
    w0 = np.ones(3)
    h = lms(X[:, ::-1], wanted, 0.01, w0)  # also in another layout
    h.weights[0] = 7.0
    assert np.array_equal(X, kept[0])
    assert np.array_equal(wanted, kept[1])
    assert np.array_equal(w0, kept[2])
    assert isinstance(h, History)


X3 = [[1.0, 2.0], [0.0, 1.0], [1.0, 1.0]]
ERRORS = [
    (lambda: lms([1, 2], [1, 2], 0.1), "X must have shape (n_samples, n_features), got (2,)"),
    (lambda: lms(np.empty((0, 2)), [], 0.1), "X must hold at least one sample"),
    (lambda: lms([[math.nan]], [1], 0.1), "X must hold finite numbers, got nan"),
    (lambda: lms([["a"]], [1], 0.1), "X must hold numbers in a rectangular shape"),
    (lambda: lms(X3, [1, 2], 0.1), "d must have shape (3,), got (2,)"),
    (lambda: lms(X3, [1, 2, math.inf], 0.1), "d must hold finite numbers, got inf"),
    (lambda: lms(X3, [1, 2, 3], 0), "mu must be above 0, got 0"),
    (lambda: lms(X3, [1, 2, 3], -0.1), "mu must be above 0, got -0.1"),
    (lambda: lms(X3, [1, 2, 3], math.nan), "mu must be finite, got nan"),
    (lambda: lms(X3, [1, 2, 3], "fast"),  # type: ignore[arg-type]
     "mu must be a number, got 'fast'"),
    (lambda: lms(X3, [1, 2, 3], 0.1, [1]), "w0 must have shape (2,), got (1,)"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), ERRORS, ids=[m for _, m in ERRORS])
def test_an_error_names_the_argument_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
