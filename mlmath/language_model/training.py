"""Training a language model: steps that can be watched, interrupted and taken up again."""

import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlmath.autodiff import no_grad
from mlmath.autodiff.memory import keep_freed_memory
from mlmath.language_model.gpt import GPT
from mlmath.language_model.tokenizers import Tokens, token_ids
from mlmath.optimizers import AdamW, clip_grad_norm_, cosine
from mlmath.validation import count, generator, number, numbers

State = dict[str, NDArray[Any]]


class Record(NamedTuple):
    """What one step was like.

    step : the number of the step, from 1.
    loss : of its batch, in nats per token, before the step changed the model.
    lr : its learning rate.
    grad_norm : joint norm of all gradients, before clipping.
    val_loss : after the step; NaN where it was not evaluated.
    """

    step: int
    loss: float
    lr: float
    grad_norm: float
    val_loss: float


def batches(
    tokens: Tokens, block_size: int, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Tokens, Tokens]]:
    """Return random pieces of a text without end: (inputs, targets), each (batch_size, block_size).

    The target of each token is the token that follows it, so tokens (n,) need n > block_size.
    """
    ids, length = token_ids(tokens, np.iinfo(np.int64).max), count(block_size, "block_size")
    n = len(ids)
    if n <= length:
        raise ValueError(f"tokens must be more than block_size = {length}, got {n}")
    size, rng = count(batch_size, "batch_size"), generator(rng, "rng")
    return (_pieces(ids, rng.integers(0, n - length, size), length) for _ in repeat(None))


def evaluate(model: GPT, tokens: Any, pieces: int | None = None, batch_size: int = 32) -> float:
    """Return the mean loss of a text, in nats per token, cut into pieces of the model's context.

    tokens : shape (n,), more than the model's block_size.
    pieces : how many, evenly spread over the text; by default one after the other, all that fit.

    The first guess in a piece sees one token, the last all block_size of them, as in training.
    Raises ValueError where the loss is not finite; the model's mode is then what it was, too.
    """
    ids = token_ids(tokens, model.config.vocab_size)
    length, last = model.config.block_size, len(ids) - model.config.block_size - 1
    if last < 0:
        raise ValueError(f"tokens must be more than block_size = {length}, got {len(ids)}")
    if pieces is None:
        starts = np.arange(0, last + 1, length)
    else:
        starts = np.linspace(0, last, count(pieces, "pieces")).astype(np.int64)
    size, total, training = count(batch_size, "batch_size"), 0.0, model.training
    model.eval()
    try:
        with no_grad(), np.errstate(over="ignore", invalid="ignore"):  # the check says it better
            for i in range(0, len(starts), size):
                inputs, targets = _pieces(ids, starts[i : i + size], length)
                total += model.loss(inputs, targets).item() * len(inputs)
    finally:
        model.train(training)
    if not math.isfinite(total):
        raise ValueError(f"the loss of tokens must be finite, got {total}")
    return total / len(starts)


class Trainer:
    r"""Train a GPT by AdamW, with warm-up, cosine decay and clipping, one step at a time.

    ``for record in trainer`` trains to the end; `step` and `run` go as far as one likes, so that
    a page stays responsive.  What `save` has stored, `load` takes up in a new trainer made with
    the same arguments: it goes on as if never interrupted, to the last bit.

    Parameters
    ----------
    model : is changed in place.
    train_tokens, val_tokens : integers (n,) to learn from and, if given, to judge by.
    steps : planned number of steps, over which the learning rate falls.
    batch_size : pieces in a batch, each as long as the model's context.
    lr, lr_min, warmup : see `optimizers.cosine`.
    betas, weight_decay : see `optimizers.AdamW`; only matrices decay, not biases and scales.
    clip : the largest joint norm of the gradients.
    eval_every, eval_pieces : evaluate the validation text after every so many steps, on so many
        pieces of it (see `evaluate`).
    seed : for the choice of the batches.

    Attributes
    ----------
    history : a `Record` for each step made.

    The default values are those of nanoGPT for the characters of Shakespeare on a CPU.  Memory
    that is freed stays with the process from then on (`autodiff.memory.keep_freed_memory`).
    Chapter: Training loss.
    """

    def __init__(
        self,
        model: GPT,
        train_tokens: Any,
        val_tokens: Any = None,
        *,
        steps: int = 2000,
        batch_size: int = 12,
        lr: float = 1e-3,
        lr_min: float = 1e-4,
        warmup: int = 100,
        betas: tuple[float, float] = (0.9, 0.99),
        weight_decay: float = 0.1,
        clip: float = 1.0,
        eval_every: int = 250,
        eval_pieces: int = 240,
        seed: int | np.random.Generator = 0,
    ) -> None:
        keep_freed_memory()
        config, steps = model.config, count(steps, "steps")
        self.model, self.steps = model, steps
        self.train_tokens = token_ids(train_tokens, config.vocab_size, "train_tokens")
        self.val_tokens = None
        if val_tokens is not None:
            self.val_tokens = token_ids(val_tokens, config.vocab_size, "val_tokens")
        for name, ids in (("train_tokens", self.train_tokens), ("val_tokens", self.val_tokens)):
            if ids is not None and len(ids) <= config.block_size:
                raise ValueError(
                    f"{name} must be more than block_size = {config.block_size}, got {len(ids)}"
                )
        self.rng = generator(seed)
        self.batches = batches(self.train_tokens, config.block_size, batch_size, self.rng)
        self.schedule = cosine(lr, steps, warmup, lr_min)
        self.clip = number(clip, "clip", above=0)
        self.eval_every = count(eval_every, "eval_every")
        self.eval_pieces = count(eval_pieces, "eval_pieces")
        everything = model.parameters()
        self.optimizer = AdamW(
            [
                {"params": [p for p in everything if p.ndim > 1]},
                {"params": [p for p in everything if p.ndim <= 1], "weight_decay": 0.0},
            ],
            lr,
            betas,
            weight_decay=weight_decay,
        )
        self.history: list[Record] = []

    def step(self) -> Record:
        """Learn from one batch; return, and add to the history, what the step was like.

        Raises ValueError where the loss or a gradient is not finite; parameters and history are
        then as they were before the step.  Where the step has succeeded but its evaluation fails,
        ValueError comes too, and the step stays made: its record has a val_loss of NaN.
        """
        made, optimizer = len(self.history), self.optimizer
        inputs, targets = next(self.batches)
        optimizer.lr = self.schedule(made)
        optimizer.zero_grad()
        with _naming(made + 1):
            loss = self.model.loss(inputs, targets)
            if not math.isfinite(loss.item()):
                raise ValueError(f"the loss must be finite, got {loss.item()}")
            loss.backward()
            norm = clip_grad_norm_(optimizer.params, self.clip)
            optimizer.step()
        self.history.append(Record(made + 1, loss.item(), optimizer.lr, norm, math.nan))
        if self.val_tokens is not None and (made + 1) % self.eval_every == 0:
            with _naming(made + 1):
                val_loss = evaluate(self.model, self.val_tokens, self.eval_pieces)
            self.history[-1] = self.history[-1]._replace(val_loss=val_loss)
        return self.history[-1]

    def run(self, n: int) -> list[Record]:
        """Make n steps and return their records."""
        return [self.step() for _ in range(count(n, "n", low=0))]

    def __iter__(self) -> Iterator[Record]:
        """Yield a record for each step that is left of those planned."""
        while len(self.history) < self.steps:
            yield self.step()

    def state_dict(self) -> State:
        """Return a copy of all that the next steps depend on, as arrays under names."""
        return {
            **{f"model.{name}": a for name, a in self.model.state_dict().items()},
            **{f"optimizer.{n}": np.asarray(a) for n, a in self.optimizer.state_dict().items()},
            "config": np.array(json.dumps(vars(self.model.config))),
            "batches": _generator_state(self.rng),
            "dropout": _generator_state(self.model.rng),
            "history": np.array(self.history, dtype=np.float64).reshape(-1, len(Record._fields)),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over what `state_dict` gave; nothing changes unless all of it fits."""
        if "config" in state:  # first, for it says best why the names below differ
            _check_config(str(state["config"]), vars(self.model.config))
        mine = self.state_dict()
        if missing := sorted(mine.keys() - state.keys()):
            raise ValueError(f"state must hold {', '.join(missing)}")
        if unknown := sorted(state.keys() - mine.keys()):
            raise ValueError(f"state holds {', '.join(unknown)}, which this model does not have")
        for name in mine.keys() - {"config", "batches", "dropout", "history"}:
            _check_like(np.asarray(state[name]), mine[name], f"state[{name!r}]")
        if (np.asarray(state["optimizer.steps"]) < 0).any():
            raise ValueError("state['optimizer.steps'] must be at least 0")
        number(float(state["optimizer.lr"]), "state['optimizer.lr']", low=0)
        history = _records(np.asarray(state["history"]))
        drawn = [
            (rng, _parsed_state(rng, str(state[name]), f"state[{name!r}]"))
            for rng, name in ((self.rng, "batches"), (self.model.rng, "dropout"))
        ]
        for part in (self.model, self.optimizer):
            prefix = "model." if part is self.model else "optimizer."
            part.load_state_dict(
                {n.removeprefix(prefix): a for n, a in state.items() if n.startswith(prefix)}
            )
        for rng, parsed in drawn:
            rng.bit_generator.state = parsed
        self.history = history

    def save(self, file: Any) -> None:
        """Write `state_dict` to this very path, or to an open binary file.

        The form is .npz without pickled objects, whatever the ending of the path.
        """
        if isinstance(file, str | os.PathLike):
            with Path(file).open("wb") as opened:
                self.save(opened)
        else:
            np.savez(file, **self.state_dict())  # type: ignore[arg-type]

    def load(self, file: Any) -> None:
        """Take up training where `save` has left it, from a path or an open binary file.

        Raises ValueError, and changes nothing, if the file is damaged or of another model.
        """
        if isinstance(file, str | os.PathLike):
            with Path(file).open("rb") as opened:
                self.load(opened)
            return
        try:
            with np.load(file, allow_pickle=False) as stored:
                state = {name: stored[name] for name in stored.files}
            self.load_state_dict(state)
        except Exception as error:  # a damaged file breaks its readers in a dozen ways
            name = getattr(file, "name", "file")
            raise ValueError(f"{name} must hold a state that fits: {error}") from error


def _pieces(tokens: Tokens, starts: NDArray[np.int64], length: int) -> tuple[Tokens, Tokens]:
    """Return pieces of the text and the same one token later, both (len(starts), length)."""
    both = tokens[starts[:, None] + np.arange(length + 1)]
    return both[:, :-1], both[:, 1:]


@contextmanager
def _naming(step: int) -> Iterator[None]:
    """Name the step in errors; no warnings, since the checks say better what is not finite."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            yield
    except ValueError as error:
        raise ValueError(f"training failed in step {step}: {error}") from error


def _generator_state(rng: np.random.Generator) -> NDArray[np.str_]:
    """Return the state as text: its integers are too long for an array of numbers."""
    return np.array(json.dumps(rng.bit_generator.state, default=np.ndarray.tolist))


def _parsed_state(rng: np.random.Generator, text: str, name: str) -> Any:
    """Return the state that a text holds, after a trial in another generator of the same kind."""
    trial = type(rng.bit_generator)(0)
    try:
        state = json.loads(text)
        trial.state = state
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        kind = type(trial).__name__
        raise ValueError(f"{name} must hold the state of a {kind}, got {text:.60}") from error
    return state


def _check_config(text: str, mine: dict[str, Any]) -> None:
    try:
        theirs = dict(json.loads(text))
    except (ValueError, TypeError) as error:
        raise ValueError(f"state['config'] must hold a configuration, got {text:.60}") from error
    for name in mine | theirs:
        if theirs.get(name) != mine.get(name):
            raise ValueError(
                f"state must be of a model with {name} = {mine.get(name)}, got {theirs.get(name)}"
            )


def _check_like(given: NDArray[Any], mine: NDArray[Any], name: str) -> None:
    """Check shape, precision and that all is finite; integers may have any number of bits."""
    kinds = [a.dtype.kind if a.dtype.kind in "iu" else a.dtype.name for a in (mine, given)]
    if given.shape != mine.shape or kinds[0] != kinds[1]:
        raise ValueError(
            f"{name} must have shape {mine.shape} and dtype {mine.dtype}, "
            f"got {given.shape} and {given.dtype}"
        )
    numbers(given, name)


def _records(rows: NDArray[Any]) -> list[Record]:
    """Return the history that an array (n, 5) holds, its steps counted from 1."""
    width = len(Record._fields)
    if rows.shape != (len(rows) if rows.ndim else 0, width) or rows.dtype.kind != "f":
        raise ValueError(f"state['history'] must hold numbers of shape (n, {width})")
    if not np.array_equal(rows[:, 0], np.arange(1, len(rows) + 1)):
        raise ValueError("state['history'] must hold the steps 1, 2, ..., n in this order")
    return [Record(int(row[0]), *map(float, row[1:])) for row in rows]
