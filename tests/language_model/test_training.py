"""Training: batches, evaluation, and that an interrupted run goes on as if nothing had been."""

import io
import math

import numpy as np
import pytest

from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.training import Record, Trainer, batches, evaluate

CONFIG = GPTConfig(vocab_size=7, block_size=8, n_layer=2, n_head=2, n_embd=16)
RNG = np.random.default_rng(0)
COUNTING = np.arange(600) % 7  # the next token follows from the last one


def trainer(seed=0, dropout=0.0, **options):
    config = GPTConfig(**{**vars(CONFIG), "dropout": dropout})
    options = {"steps": 40, "warmup": 5, "lr": 1e-2, "batch_size": 4, **options}
    return Trainer(GPT(config, seed), COUNTING[:500], COUNTING[500:], seed=seed, **options)


def same(one, two):
    """Tell whether two states are equal, entry by entry; NaN equals NaN."""
    return one.keys() == two.keys() and all(
        np.array_equal(one[n], two[n], equal_nan=one[n].dtype.kind == "f") for n in one
    )


def test_batches_are_pieces_of_the_text_and_targets_what_follows():
    tokens = np.random.default_rng(0).integers(0, 50, 40)
    found = set()
    for (inputs, targets), _ in zip(
        batches(tokens, 7, 5, np.random.default_rng(1)), range(60), strict=False
    ):
        assert inputs.shape == targets.shape == (5, 7)
        assert np.array_equal(inputs[:, 1:], targets[:, :-1])
        for piece, last in zip(inputs, targets[:, -1], strict=True):
            whole = [*piece, last]
            starts = [i for i in range(33) if np.array_equal(tokens[i : i + 8], whole)]
            assert starts
            found.update(starts)
    assert found == set(range(33))  # 300 draws of 33: one seed in 300 misses one


def test_the_shortest_text_is_one_piece():
    inputs, targets = next(batches(np.arange(5), 4, 2, np.random.default_rng(0)))
    assert np.array_equal(inputs, [[0, 1, 2, 3]] * 2)
    assert np.array_equal(targets, [[1, 2, 3, 4]] * 2)


def test_evaluation_is_the_mean_over_all_pieces_that_fit():
    model, tokens = GPT(CONFIG), np.random.default_rng(0).integers(0, 7, 8 * 5 + 3)
    losses = [
        model.loss(tokens[None, i : i + 8], tokens[None, i + 1 : i + 9]).item()
        for i in range(0, 40, 8)
    ]
    assert evaluate(model, tokens) == pytest.approx(np.mean(losses), rel=1e-6)
    assert evaluate(model, tokens, batch_size=2) == pytest.approx(np.mean(losses), rel=1e-6)


def test_evaluation_of_some_pieces_takes_the_first_and_the_last():
    model, tokens = GPT(CONFIG), np.random.default_rng(0).integers(0, 7, 50)
    losses = [
        model.loss(tokens[None, i : i + 8], tokens[None, i + 1 : i + 9]).item() for i in (0, 41)
    ]
    assert evaluate(model, tokens, pieces=2) == pytest.approx(np.mean(losses), rel=1e-6)


def test_evaluation_switches_dropout_off_and_leaves_no_gradient():
    model = GPT(GPTConfig(**{**vars(CONFIG), "dropout": 0.5}))
    assert evaluate(model, COUNTING) == evaluate(model, COUNTING)
    assert model.training
    assert all(p.grad is None for p in model.parameters())


def test_a_model_learns_to_count():
    """From ln 7, that of guessing, to near 0 where the next token follows from the last."""
    t = trainer()
    history = list(t)
    assert history == t.history
    assert [r.step for r in history] == list(range(1, 41))
    assert history[0].loss == pytest.approx(math.log(7), abs=0.05)
    assert evaluate(t.model, COUNTING[500:]) < 0.5
    written = t.model.generate([3, 4, 5, 6, 0], 6, temperature=0)
    assert np.array_equal(written[5:], [1, 2, 3, 4, 5, 6])


def test_history_has_the_schedule_and_the_evaluations():
    t = trainer(eval_every=10, lr=1e-2, lr_min=1e-3)
    t.run(40)
    rates = [r.lr for r in t.history]
    assert rates[0] == pytest.approx(1e-2 / 6)  # the first of 5 steps of warm-up
    assert max(rates) == rates[5] == pytest.approx(1e-2)
    assert rates[-1] == pytest.approx(1e-3, rel=0.1)
    assert [r.step for r in t.history if not math.isnan(r.val_loss)] == [10, 20, 30, 40]
    assert t.history[-1].val_loss == evaluate(t.model, t.val_tokens, 240)
    assert all(r.grad_norm > 0 for r in t.history)


def test_the_reported_norm_is_that_before_clipping():
    free, clipped = trainer(clip=1e9), trainer(clip=1e-3)
    assert free.step().grad_norm == clipped.step().grad_norm > 1e-3
    norm = math.sqrt(sum(float(np.vdot(p.grad, p.grad)) for p in clipped.model.parameters()))
    assert norm == pytest.approx(1e-3, rel=1e-5)


def test_matrices_decay_and_biases_and_scales_do_not():
    t = trainer(weight_decay=0.5, lr=0.1, warmup=0)
    before = t.model.state_dict()
    for p in t.model.parameters():
        p.grad = np.zeros_like(p.data)
    t.optimizer.lr = 0.1
    t.optimizer.step()
    for name, p in t.model.named_parameters():
        assert p.data == pytest.approx(before[name] * (0.95 if p.ndim == 2 else 1)), name


def test_equal_seeds_give_equal_runs():
    one, two, other = trainer(1), trainer(1), trainer(2)
    assert [r[:4] for r in one.run(3)] == [r[:4] for r in two.run(3)]
    assert same(one.state_dict(), two.state_dict())
    assert one.history[0].loss != other.step().loss


@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(dropout, tmp_path):
    whole = trainer(3, dropout, eval_every=4)
    whole.run(12)
    first = trainer(3, dropout, eval_every=4)
    first.run(5)
    first.save(tmp_path / "state.npz")
    first.run(2)  # what comes after saving does not matter
    resumed = trainer(99, dropout, eval_every=4)
    resumed.load(tmp_path / "state.npz")
    resumed.run(7)
    assert same(resumed.state_dict(), whole.state_dict())
    for one, two in zip(resumed.history, whole.history, strict=True):
        assert np.array_equal(one, two, equal_nan=True)
        assert isinstance(one, Record)
        assert isinstance(one.step, int)


def test_the_state_is_kept_without_pickle():
    t, file = trainer(), io.BytesIO()
    t.run(2)
    t.save(file)
    file.seek(0)
    with np.load(file, allow_pickle=False) as kept:
        assert same(dict(kept), t.state_dict())
        assert not any(kept[name].dtype.hasobject for name in kept)


def test_the_state_is_a_copy():
    t = trainer()
    before = t.state_dict()
    t.run(1)
    assert not same(before, t.state_dict())


def test_a_run_that_breaks_names_the_step_and_keeps_the_model():
    t = trainer(lr=1e-2)
    t.run(2)
    table = t.model.tokens.weight.data
    kept, table[0, 0] = float(table[0, 0]), np.nan
    before = t.model.state_dict()
    with pytest.raises(ValueError, match=r"training failed in step 3: .* finite"):
        t.step()
    assert len(t.history) == 2
    for name, a in t.model.state_dict().items():
        assert np.array_equal(a, before[name], equal_nan=True)
    table[0, 0] = kept
    assert t.step().step == 3


def test_a_rate_far_too_large_is_told_of_and_warns_of_nothing():
    t = trainer(lr=1e30, warmup=0)
    with pytest.raises(ValueError, match=r"training failed in step \d+: .* finite"):
        t.run(40)


def small(**options):
    return Trainer(GPT(CONFIG), COUNTING, **{"steps": 10, "warmup": 2, **options})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: next(batches(np.arange(4), 4, 2, RNG)),
            "tokens must be more than block_size = 4",
        ),
        (lambda: next(batches(np.arange(9), 4, 0, RNG)), "batch_size must be at least 1, got 0"),
        (lambda: evaluate(GPT(CONFIG), np.arange(7)), "tokens must be more than block_size = 8"),
        (lambda: evaluate(GPT(CONFIG), COUNTING, 0), "pieces must be at least 1, got 0"),
        (lambda: evaluate(GPT(CONFIG), COUNTING + 1), "tokens must be at least 0 and below 7"),
        (lambda: small(steps=0), "steps must be at least 1, got 0"),
        (lambda: small(warmup=10), "warmup must be below steps=10, got 10"),
        (lambda: small(lr=-1.0), "lr must be at least 0, got -1"),
        (lambda: small(clip=0), "clip must be above 0, got 0"),
        (lambda: small(eval_every=0), "eval_every must be at least 1"),
        (lambda: small(batch_size=0), "batch_size must be at least 1, got 0"),
        (lambda: small(val_tokens=[1, 2]), "val_tokens must be more than block_size = 8, got 2"),
        (lambda: small(val_tokens=[9] * 20), "val_tokens must be at least 0 and below 7, got 9"),
        (lambda: Trainer(GPT(CONFIG), [0.5]), "train_tokens must hold integers"),
        (lambda: Trainer(GPT(CONFIG), []), "train_tokens must be more than block_size"),
        (lambda: small(seed=1.5), "seed must be an integer"),
        (lambda: small().run(-1), "n must be at least 0, got -1"),
        (lambda: small().load_state_dict({}), "state must hold batches, config, dropout, history"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
