"""A step of a network, attention, and a step of a language model, beside PyTorch on the CPU."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from bench import torch_gpt
from bench.mathematics.case import Case, Run, close
from mlmath.attention import scaled_dot_product_attention
from mlmath.autodiff import Tensor
from mlmath.autodiff.memory import keep_freed_memory
from mlmath.backprop import MLP
from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.training import Trainer, batches
from mlmath.optimizers import SGD

keep_freed_memory()  # as the trainer does, and as PyTorch's own allocator does
SIZES = (784, 256, 128, 10)
RATE = 0.05
LARGE = GPTConfig(vocab_size=65, block_size=64, n_layer=4, n_head=4, n_embd=128, bias=False)


def digits() -> Any:
    """Return a batch of 64 pictures of noise with classes."""
    rng = np.random.default_rng(8)
    X = rng.normal(size=(64, SIZES[0])).astype(np.float32)
    return X, rng.integers(0, SIZES[-1], len(X))


def network() -> MLP:
    """Return the network, the same each time."""
    return MLP(SIZES, activation="relu", output="softmax", init="he", dtype=np.float32)


def mlp_step(data: Any) -> Run:
    """Loss, gradients and one step of gradient descent; returns the loss."""
    X, y = data
    model = network()
    optimizer = SGD(model.parameters(), RATE)
    model.classes_ = np.arange(SIZES[-1])

    def run() -> float:
        optimizer.zero_grad()
        loss = model.loss(X, y)
        loss.backward()
        optimizer.step()
        return float(loss.data)

    return run


def torch_mlp_step(data: Any) -> Run:
    """Do the same from the same weights."""
    torch = import_module("torch")
    X, y = (torch.tensor(a) for a in data)
    layers: list[Any] = []
    for ours in network().layers:
        out, into = ours.weight.shape
        layer = torch.nn.Linear(into, out)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(ours.weight.data))
            layer.bias.copy_(torch.tensor(ours.bias.data))
        layers += [layer, torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)

    def run() -> float:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        return float(loss.item())

    return run


def queries() -> Any:
    """Return queries, keys, values and a gradient: 12 texts, 4 heads, 64 positions of 32."""
    rng = np.random.default_rng(9)
    return [rng.normal(size=(12, 4, 64, 32)).astype(np.float32) for _ in range(4)]


def attention(data: Any) -> Run:
    """Return what is gathered, causally, and the gradients."""
    *inputs, g = data

    def run() -> Any:
        q, k, v = (Tensor(a, requires_grad=True) for a in inputs)
        out = scaled_dot_product_attention(q, k, v, causal=True)
        out.backward(g)
        return out.data, q.grad, k.grad, v.grad

    return run


def torch_attention(data: Any) -> Run:
    """Do the same by PyTorch's own function."""
    torch = import_module("torch")
    *inputs, g = (torch.tensor(a) for a in data)

    def run() -> Any:
        q, k, v = (a.detach().requires_grad_() for a in inputs)
        out = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        out.backward(g)
        return [a.detach().numpy() for a in (out, q.grad, k.grad, v.grad)]

    return run


def text() -> Any:
    """Return tokens; a step takes as long whatever they say."""
    return np.random.default_rng(10).integers(0, LARGE.vocab_size, 10_000)


def gpt_step(data: Any) -> Run:
    """Batch, loss, gradients, clipping and one step of AdamW; returns the loss."""
    trainer = Trainer(GPT(LARGE, seed=0), data, batch_size=12, seed=0)
    return lambda: trainer.step().loss


def torch_gpt_step(data: Any) -> Run:
    """Do the same, for ever, from the same weights and batches."""
    p = torch_gpt.parameters(GPT(LARGE, seed=0).state_dict())
    trainer = Trainer(GPT(LARGE, seed=0), data, batch_size=12, seed=0)
    pieces = batches(data, LARGE.block_size, 12, np.random.default_rng(0))
    losses = torch_gpt.steps(p, LARGE, pieces, trainer.schedule)
    return lambda: next(losses)


CASES = [
    Case(
        "MLP, a training step", "784-256-128-10, batch 64, float32", "torch", digits, mlp_step,
        torch_mlp_step, close(1e-5),
        "seven tenths of our time is matrix products in BLAS; the rest is small operations, each "
        "with a call from Python and a new array for its result.", calls=5,
    ),
    Case(
        "attention, forward and backward", "12 × 4 heads × 64 × 32, causal, float32", "torch",
        queries, attention, torch_attention, close(*4 * [1e-5]),
        "PyTorch fuses scores, softmax and sum and never stores the weights; numpy makes a pass "
        "over them for each operation, and multiplies a stack of small matrices one at a time.",
    ),
    Case(
        "GPT, a training step", "4 layers, width 128, context 64, batch 12, float32", "torch",
        text, gpt_step, torch_gpt_step, close(1e-4),
        "seven tenths of our time is matrix products in BLAS; the rest is GELU, softmax, "
        "normalization and Adam, which PyTorch fuses and numpy does one pass over memory at a "
        "time.",
        calls=5,
    ),
]  # fmt: skip
