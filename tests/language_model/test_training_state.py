"""Breaking, saving and taking up again: nothing half done, nothing silently wrong."""

import io
import math

import numpy as np
import pytest

from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.training import Trainer, batches, evaluate

CONFIG = GPTConfig(vocab_size=7, block_size=8, n_layer=1, n_head=2, n_embd=16)
COUNTING = np.arange(600) % 7  # the next token follows from the last one


def trainer(seed=0, rng=None, dtype=np.float32, options=None, **sizes):
    model = GPT(GPTConfig(**{**vars(CONFIG), **sizes}), seed if rng is None else rng, dtype)
    options = {"steps": 40, "warmup": 0, "batch_size": 4, **(options or {})}
    return Trainer(model, COUNTING[:500], COUNTING[500:], seed=seed, **options)


def same(one, two):
    """Tell whether two states are equal, entry by entry; NaN equals NaN."""
    return one.keys() == two.keys() and all(
        np.array_equal(one[n], two[n], equal_nan=one[n].dtype.kind == "f") for n in one
    )


def test_an_evaluation_that_breaks_names_the_step_and_keeps_what_was_made():
    t = trainer(options={"lr": 1e30, "eval_every": 1})
    with pytest.raises(ValueError, match=r"training failed in step 1: .* finite"):
        t.run(3)
    assert [r.step for r in t.history] == [1]
    assert math.isnan(t.history[0].val_loss)
    assert t.history[0].loss == pytest.approx(math.log(7), abs=0.05)
    assert t.model.training
    assert all(module.training for _, module in t.model.children())


@pytest.mark.parametrize("training", [True, False])
def test_evaluation_leaves_the_mode_as_it_was(training):
    model = GPT(CONFIG).train(training)
    evaluate(model, COUNTING[:20])
    assert model.training is model.blocks[0].training is training
    model.tokens.weight.data[...] = np.nan
    with pytest.raises(ValueError, match="finite"):
        evaluate(model, COUNTING[:20])
    with pytest.raises(ValueError, match="batch_size must be at least 1"):
        evaluate(model, COUNTING[:20], batch_size=0)
    assert model.training is model.blocks[0].training is training


def test_an_evaluation_that_overflows_tells_so_without_a_warning():
    model = GPT(CONFIG, dtype=np.float32)
    state = model.state_dict()
    for name, value in (("tokens.weight", 3e38), ("norm.weight", 0), ("norm.bias", 1)):
        state[name][...] = value  # so that each logit is a sum of 16 times 3e38
    model.load_state_dict(state)
    with pytest.raises(ValueError, match="finite"):
        evaluate(model, COUNTING[:20])


@pytest.mark.parametrize("name", ["state", "state.npz", "state.of.step.2"])
def test_what_is_saved_under_a_name_is_found_under_it(name, tmp_path):
    t, other = trainer(), trainer(5)
    t.run(2)
    for path in (tmp_path / name, str(tmp_path / name)):
        t.save(path)
        assert [p.name for p in tmp_path.iterdir()] == [name]
        other.load(path)
        assert same(other.state_dict(), t.state_dict())


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(FileNotFoundError):
        trainer().load(tmp_path / "none.npz")


def stored():
    t, file = trainer(), io.BytesIO()
    t.run(2)
    t.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"no archive at all",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:2000] + bytes(b ^ 255 for b in whole[2000:2064]) + whole[2064:],
        lambda whole: whole[:-40] + bytes(40),
    ],
)
def test_a_damaged_file_is_refused_by_name_and_changes_nothing(damage, tmp_path):
    path = tmp_path / "state.npz"
    path.write_bytes(damage(stored()))
    t = trainer(5)
    t.run(1)
    before = t.state_dict()
    with pytest.raises(ValueError, match=r"state\.npz must hold a state"):
        t.load(path)
    assert same(t.state_dict(), before)


def test_an_array_alone_is_no_state():
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    file.seek(0)
    with pytest.raises(ValueError, match="file must hold a state"):
        trainer().load(file)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"n_head": 4}, "of a model with n_head = 4, got 2"),
        ({"dropout": 0.5}, "of a model with dropout = 0.5, got 0.0"),
        ({"dtype": np.float64}, r"state\['(model|optimizer)\..* dtype float64, got .* float32"),
        ({"n_layer": 2}, "of a model with n_layer = 2, got 1"),
    ],
)
def test_the_state_of_another_model_is_refused(sizes, message):
    t = trainer(5, **sizes)
    before = t.state_dict()
    with pytest.raises(ValueError, match=message):
        t.load_state_dict(trainer().state_dict())
    assert same(t.state_dict(), before)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("model.norm.weight", np.ones(3, np.float32), r"norm.weight'\] must have shape \(16,\)"),
        ("model.norm.weight", np.full(16, np.nan, np.float32), "finite numbers"),
        ("optimizer.m.0", np.full((7, 16), np.nan, np.float32), "m.0'] must hold finite numbers"),
        ("optimizer.lr", np.array(-1.0), "lr'] must be at least 0"),
        ("optimizer.steps", None, "steps'] must be at least 0"),
        ("history", np.zeros((2, 4)), r"history'\] must hold numbers of shape \(n, 5\)"),
        ("history", np.array(1.0), r"history'\] must hold numbers of shape \(n, 5\)"),
        ("history", np.full((2, 5), np.nan), r"must hold the steps 1, 2, \.\.\., n"),
        ("batches", np.array("{}"), r"batches'\] must hold the state of a PCG64, got {}"),
        ("dropout", np.array("no"), r"dropout'\] must hold the state of a PCG64, got no"),
        ("config", np.array("[1]"), r"config'\] must hold a configuration"),
        ("surprise", np.array(1), "state holds surprise"),
    ],
)
def test_a_state_is_taken_over_as_a_whole_or_not_at_all(name, value, message):
    t, other = trainer(), trainer(5)
    t.run(2)
    state, before = t.state_dict(), other.state_dict()
    if name == "optimizer.steps":
        value = -np.ones_like(state[name])
    with pytest.raises(ValueError, match=message):
        other.load_state_dict({**state, name: value})
    assert same(other.state_dict(), before)
    assert other.history == []


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"])
def test_generators_of_every_kind_are_taken_up(kind):
    def made(seed):
        return trainer(seed, np.random.Generator(getattr(np.random, kind)(seed)), dropout=0.3)

    whole, resumed, file = made(1), made(2), io.BytesIO()
    whole.run(2)
    whole.save(file)
    file.seek(0)
    resumed.load(file)
    assert resumed.run(2)[-1].loss == whole.run(2)[-1].loss


def test_a_state_of_another_kind_of_generator_is_refused():
    t = trainer(0, np.random.Generator(np.random.MT19937(0)))
    with pytest.raises(ValueError, match=r"dropout'\] must hold the state of a MT19937"):
        t.load_state_dict(trainer().state_dict())


def test_batches_are_of_integers():
    with pytest.raises(ValueError, match="tokens must hold integers, got float64"):
        batches(np.arange(9) / 2, 4, 2, np.random.default_rng(0))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"tokens must have shape \(n,\)"):
        batches(np.zeros((3, 9), int), 4, 2, np.random.default_rng(0))
