"""The optimizers: steps worked by hand, laws, and keeping and restoring their state."""

from typing import Any

import numpy as np
import pytest

from mlmath.autodiff import Tensor
from mlmath.optimizers import SGD, Adam, AdamW, RMSprop, clip_grad_norm_, minimize

ALL: dict[str, Any] = {
    "plain": (SGD, {"lr": 0.1}),
    "momentum": (SGD, {"lr": 0.1, "momentum": 0.5}),
    "nesterov": (SGD, {"lr": 0.1, "momentum": 0.5, "nesterov": True}),
    "RMSprop": (RMSprop, {"lr": 0.1, "alpha": 0.75}),
    "Adam": (Adam, {"lr": 0.1, "betas": (0.5, 0.75)}),
    "AdamW": (AdamW, {"lr": 0.1, "betas": (0.5, 0.75), "weight_decay": 0.5}),
}


def half_square(x):
    """Return x^2 / 2, whose gradient is x."""
    return (x * x).sum() * 0.5


# From 1, with gradient x: the first two steps on paper.
BY_HAND = {
    "plain": [0.9, 0.81],
    "momentum": [0.9, 0.9 - 0.1 * (0.5 + 0.9)],  # v = 1, then 0.5 + 0.9
    "nesterov": [1 - 0.1 * (1 + 0.5), 0.85 - 0.1 * (0.85 + 0.5 * (0.5 + 0.85))],
    # s = 1/4: a step of 0.1 / 0.5; then s = 3/16 + 0.64 / 4 = 0.3475
    "RMSprop": [0.8, 0.8 - 0.1 * 0.8 / np.sqrt(0.3475)],
    # The first step is lr whatever the gradient; then m = 1/4 + 0.9/2 = 0.7 over 1 - 1/4, and
    # v = 3/16 + 0.81/4 = 0.39 over 1 - 9/16
    "Adam": [0.9, 0.9 - 0.1 * (0.7 / 0.75) / np.sqrt(0.39 / 0.4375)],
    # 1 * 0.95 - 0.1; then m = 1/4 + 0.85/2 = 0.675, v = 3/16 + 0.7225/4 = 0.368125
    "AdamW": [0.85, 0.85 * 0.95 - 0.1 * (0.675 / 0.75) / np.sqrt(0.368125 / 0.4375)],
}


@pytest.mark.parametrize("name", ALL)
def test_two_steps_by_hand(name):
    optimizer, options = ALL[name]
    path = minimize(half_square, 1.0, optimizer, 2, **options)
    np.testing.assert_allclose(path, [1, *BY_HAND[name]], rtol=1e-7)


@pytest.mark.parametrize("name", ["plain", "momentum", "nesterov", "RMSprop", "Adam"])
def test_weight_decay_is_the_gradient_of_a_penalty(name):
    optimizer, options = ALL[name]
    start = np.array([1.0, -2.0])
    decayed = minimize(half_square, start, optimizer, 5, weight_decay=0.3, **options)
    penalized = minimize(lambda x: half_square(x) * 1.3, start, optimizer, 5, **options)
    np.testing.assert_allclose(decayed, penalized, rtol=1e-12)


def test_decoupled_decay_shrinks_all_weights_alike():
    """With gradients 0 AdamW multiplies by 1 - lr * decay, however large earlier ones were."""
    x = Tensor([1.0, 100.0], requires_grad=True)
    walker = AdamW([x], lr=0.1, weight_decay=0.5)
    x.grad = np.zeros(2)
    walker.step()
    np.testing.assert_allclose(x.data, [0.95, 95], rtol=1e-15)


@pytest.mark.parametrize("scale", [1e-3, 1e6])
@pytest.mark.parametrize("name", ["RMSprop", "Adam"])
def test_normalized_steps_do_not_depend_on_the_scale_of_the_loss(name, scale):
    optimizer, options = ALL[name]
    one = minimize(half_square, [1.0, 2.0], optimizer, 5, **options)
    other = minimize(lambda x: half_square(x) * scale, [1.0, 2.0], optimizer, 5, **options)
    np.testing.assert_allclose(one, other, rtol=1e-4)


@pytest.mark.parametrize("name", ALL)
def test_a_restored_optimizer_goes_on_as_if_it_had_not_stopped(name):
    optimizer, options = ALL[name]
    x = Tensor([1.0, -3.0], requires_grad=True)
    walker = optimizer([x], **options)

    def step(x, walker):
        walker.zero_grad()
        half_square(x).backward()
        walker.step()

    for _ in range(3):
        step(x, walker)
    kept = walker.state_dict()
    y = Tensor(x.data.copy(), requires_grad=True)
    other = optimizer([y], **{**options, "lr": 9.0})
    other.load_state_dict(kept)
    for _ in range(3):
        step(x, walker)
        step(y, other)
    np.testing.assert_array_equal(x.data, y.data)
    with pytest.raises(ValueError, match=r"^state must hold "):
        other.load_state_dict({"steps": 1})


def test_groups_have_their_own_decay():
    a, b = Tensor([1.0], requires_grad=True), Tensor([1.0], requires_grad=True)
    walker = SGD([{"params": [a], "weight_decay": 1.0}, {"params": [b]}], lr=0.5)
    a.grad, b.grad = np.zeros(1), np.zeros(1)
    walker.step()
    assert (a.data[0], b.data[0]) == (0.5, 1)


@pytest.mark.parametrize("optimizer", [SGD, RMSprop, Adam, AdamW])
def test_each_parameter_has_the_decay_of_its_group(optimizer):
    a, b = Tensor([2.0], requires_grad=True), Tensor([2.0], requires_grad=True)
    groups = [{"params": [a], "weight_decay": 0.0}, {"params": [b], "weight_decay": 0.5}]
    walker = optimizer(groups, lr=0.1)
    a.grad, b.grad = np.zeros(1), np.zeros(1)
    walker.step()
    assert a.data[0] == 2
    assert b.data[0] < 2


def test_defaults_are_pytorchs():
    """As torch.optim documents them."""
    assert (Adam([X]).lr, Adam([X]).betas, Adam([X]).eps) == (1e-3, (0.9, 0.999), 1e-8)
    assert (AdamW([X]).lr, AdamW([X]).decays) == (1e-3, [0.01])
    assert (RMSprop([X]).lr, RMSprop([X]).alpha, RMSprop([X]).eps) == (1e-2, 0.99, 1e-8)
    assert SGD([X], lr=1).momentum == 0
    assert Adam([X]).decays == RMSprop([X]).decays == SGD([X], lr=1).decays == [0]


@pytest.mark.parametrize(("optimizer", "step"), [(RMSprop, 0.2), (Adam, 0.4), (AdamW, 0.4)])
def test_eps_is_added_to_the_root_and_not_under_it(optimizer, step):
    """By hand, with g = 2: RMSprop's s = 4/4 has root 1, so 2/(1 + 9); Adam's root is |g|, 2.

    Then Adam moves by 2/(2 + eps) with eps = 3.
    """
    options = {"alpha": 0.75, "eps": 9.0} if optimizer is RMSprop else {"eps": 3.0}
    x = Tensor([0.0], requires_grad=True)
    x.grad = np.array([2.0])
    optimizer([x], lr=1.0, **options).step()
    assert x.data == pytest.approx([-step], rel=1e-15)


def test_a_parameter_that_comes_late_has_a_first_step_of_its_own():
    """Its bias correction starts when it does: the first step of Adam is lr."""
    a, b = Tensor([1.0], requires_grad=True), Tensor([1.0], requires_grad=True)
    walker = Adam([a, b], lr=0.1)
    for k in range(100):
        a.grad, b.grad = np.ones(1), None if k < 99 else np.ones(1)
        walker.step()
    assert b.data[0] == pytest.approx(0.9, rel=1e-7)


def test_a_state_with_a_wrong_number_changes_nothing():
    x = Tensor([1.0, 2.0], requires_grad=True)
    walker = Adam([x])
    for name, wrong, message in (
        ("v.0", ["a", "b"], "state['v.0'] must hold numbers"),
        ("m.0", [1.0], "state['m.0'] must have shape (2,), got (1,)"),
        ("lr", -1.0, "state['lr'] must be at least 0, got -1"),
        ("m.0", [np.nan, 0], "state['m.0'] must hold finite numbers, got nan"),
    ):
        state = {name: a + 1 for name, a in walker.state_dict().items()} | {name: wrong}
        with pytest.raises(ValueError) as told:
            walker.load_state_dict(state)
        assert str(told.value).startswith(message)
        assert walker.lr == 1e-3
        assert walker.steps == [0]
        assert not walker.state["m"][0].any()


@pytest.mark.parametrize(("dtype", "size"), [(np.float32, 1e20), (np.float64, 1e200)])
def test_clipping_measures_gradients_whose_squares_overflow(dtype, size):
    x = Tensor(np.zeros(2, dtype), requires_grad=True)
    x.grad = np.array([3, 4], dtype) * dtype(size)
    assert clip_grad_norm_([x], 1.0) == pytest.approx(5 * size, rel=1e-6)
    np.testing.assert_allclose(x.grad, [0.6, 0.8], rtol=1e-6)


def test_a_parameter_without_gradient_stays():
    x = Tensor([1.0], requires_grad=True)
    Adam([x], weight_decay=0.1).step()
    assert x.data.tolist() == [1]


def test_clipping_scales_all_gradients_together():
    """(3, 4) and (12,) have the joint norm 13."""
    x, y = Tensor([0.0, 0.0], requires_grad=True), Tensor([0.0], requires_grad=True)
    x.grad, y.grad = np.array([3.0, 4.0]), np.array([12.0])
    assert clip_grad_norm_([x, y], 26.0) == 13
    assert (x.grad.tolist(), y.grad.tolist()) == ([3, 4], [12])
    assert clip_grad_norm_([x, y], 6.5) == 13
    assert (x.grad.tolist(), y.grad.tolist()) == ([1.5, 2], [6])


X = Tensor([1.0], requires_grad=True)
ALONE: Any = X


def with_gradient(g):
    tensor = Tensor([1.0], requires_grad=True)
    tensor.grad = np.array([g])
    return [tensor]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: SGD([], lr=1), "params must hold at least one tensor, got none"),
        (lambda: SGD([np.ones(2)], lr=1), "params must be tensors with requires_grad, got array"),
        (lambda: SGD([Tensor(1.0)], lr=1), "params must be tensors with requires_grad, got Tensor"),
        (lambda: SGD([{"params": [X], "lr": 2}], lr=1), "a group holds params and weight_decay"),
        (lambda: SGD([X], lr=-1), "lr must be at least 0, got -1"),
        (lambda: SGD(ALONE, lr=1), "params must be a list of tensors, got one tensor"),
        (lambda: SGD([{"params": X}], lr=1), "params must be a list of tensors, got one tensor"),
        (lambda: SGD([X, X], lr=1), "params must hold each tensor once"),
        (lambda: SGD([X * 2], lr=1), "params must be tensors made by hand, not results of others"),
        (lambda: clip_grad_norm_(ALONE, 1), "params must be a list of tensors, got one tensor"),
        (lambda: SGD([X], lr=1, momentum=-0.5), "momentum must be at least 0, got -0.5"),
        (lambda: Adam([X], betas=(0.9, 1)), "betas[1] must be below 1, got 1"),
        (lambda: Adam([X], eps=0), "eps must be above 0, got 0"),
        (lambda: RMSprop([X], alpha=1), "alpha must be below 1, got 1"),
        (lambda: AdamW([X], weight_decay=-1), "weight_decay must be at least 0, got -1"),
        (lambda: clip_grad_norm_(with_gradient(np.nan), 1), "the gradients must be finite, got"),
        (lambda: clip_grad_norm_([X], 0), "max_norm must be above 0, got 0"),
        (lambda: minimize(half_square, 1.0, SGD, -1, lr=1), "steps must be at least 0, got -1"),
    ],
)  # fmt: skip
def test_an_error_says_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError) as told:
        call()
    assert str(told.value).startswith(message)
