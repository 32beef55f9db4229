"""``python -m bench.mathematics_training``: train the book's GPT and PyTorch's side by side.

Both start from the same weights and see the same batches of the book's Shakespeare: 4 layers of
width 128, context 64, batch 12, the sizes and settings of nanoGPT's line for a CPU, which tells of
a loss of 1.88 after 2,000 steps on another selection of Shakespeare.  PyTorch is no requirement of
the book: have it installed, or on PYTHONPATH.  The table goes to the terminal.
"""

from __future__ import annotations

import argparse
import time
from typing import NamedTuple

import numpy as np

from bench import torch_gpt
from mlmath.corpus import shakespeare, train_validation
from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.tokenizers import CharTokenizer, Tokens
from mlmath.language_model.training import Trainer, batches, evaluate
from mlmath.optimizers import cosine

CONFIG = GPTConfig(vocab_size=65, block_size=64, n_layer=4, n_head=4, n_embd=128, bias=False)
BATCH_SIZE = 12


class Run(NamedTuple):
    """The losses of all steps, the loss of the whole validation text after them, and seconds."""

    losses: list[float]
    validation: float
    seconds: float


def texts() -> tuple[Tokens, Tokens]:
    """Return the tokens to learn from, and those to judge by."""
    text = shakespeare()
    return train_validation(CharTokenizer().fit(text).encode(text))


def of_the_book(steps: int, seed: int) -> Run:
    """Train the book's model."""
    learn, judge = texts()
    model = GPT(CONFIG, seed)
    trainer = Trainer(model, learn, steps=steps, batch_size=BATCH_SIZE, seed=seed)
    start = time.perf_counter()
    losses = [record.loss for record in trainer]
    seconds = time.perf_counter() - start
    return Run(losses, evaluate(model, judge), seconds)


def of_pytorch(steps: int, seed: int) -> Run:
    """Train PyTorch's model; the book's evaluates the weights that come out."""
    learn, judge = texts()
    model = GPT(CONFIG, seed)
    p = torch_gpt.parameters(model.state_dict())
    pieces = batches(learn, CONFIG.block_size, BATCH_SIZE, np.random.default_rng(seed))
    start = time.perf_counter()
    losses = torch_gpt.train(p, CONFIG, pieces, cosine(1e-3, steps, 100, 1e-4), steps)
    seconds = time.perf_counter() - start
    model.load_state_dict({name: t.detach().numpy() for name, t in p.items()})
    return Run(losses, evaluate(model, judge), seconds)


def main() -> int:
    """Train both for each seed, and print how they came along."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2000, help="steps of each run (2,000)")
    parser.add_argument("--seeds", type=int, default=2, help="runs of each (2)")
    given = parser.parse_args()
    print("| seed | | first loss | " + "last 100 steps | validation | time |")
    print("|-----:|-|-----------:|---------------:|-----------:|-----:|")
    for seed in range(given.seeds):
        runs = {
            "book": of_the_book(given.steps, seed),
            "PyTorch": of_pytorch(given.steps, seed),
        }
        for name, run in runs.items():
            print(
                f"| {seed} | {name} | {run.losses[0]:.4f} | {np.mean(run.losses[-100:]):.4f} "
                f"| {run.validation:.4f} | {run.seconds:.0f} s |",
                flush=True,
            )
        apart = np.abs(np.subtract(runs["book"].losses, runs["PyTorch"].losses))
        marks = [k for k in (1, 10, 30, 100, 300, 1000, given.steps) if k <= given.steps]
        largest = ", ".join(f"{k:,}: {apart[:k].max():.1e}" for k in marks)
        print(f"\nlargest difference of the losses up to step {largest}\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
