"""The book's GPT and its training once more, in PyTorch: a second opinion, and a yardstick.

Nothing of the book needs PyTorch; it is imported when a function here is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from typing import Any

from mlmath.language_model.gpt import GPTConfig

Parameters = dict[str, Any]  # tensors under the names that the book's model gives them


def parameters(state: Mapping[str, Any]) -> Parameters:
    """Return leaf tensors that start from the arrays of the book's `state_dict`."""
    torch = import_module("torch")
    return {name: torch.tensor(a).requires_grad_() for name, a in state.items()}


def logits(p: Parameters, config: GPTConfig, tokens: Any) -> Any:
    """Return the logits (B, T, V) of the tokens that follow tokens (B, T)."""
    F = import_module("torch").nn.functional
    d = config.n_embd

    def linear(x: Any, name: str) -> Any:
        return F.linear(x, p[f"{name}.weight"], p.get(f"{name}.bias"))

    def norm(x: Any, name: str) -> Any:
        return F.layer_norm(x, (d,), p[f"{name}.weight"], p.get(f"{name}.bias"))

    x = p["tokens.weight"][tokens] + p["positions.weight"][: tokens.shape[1]]
    for i in range(config.n_layer):
        block = f"blocks.{i}"
        y = norm(x, f"{block}.attention_norm")
        q, k, v = (
            linear(y, f"{block}.attention.{part}")
            .unflatten(-1, (config.n_head, d // config.n_head))
            .transpose(1, 2)
            for part in ("query", "key", "value")
        )
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + linear(y.transpose(1, 2).flatten(-2), f"{block}.attention.output")
        y = F.gelu(linear(norm(x, f"{block}.mlp_norm"), f"{block}.mlp.expand"), approximate="tanh")
        x = x + linear(y, f"{block}.mlp.contract")
    return F.linear(norm(x, "norm"), p["tokens.weight"])


def loss(p: Parameters, config: GPTConfig, tokens: Any, targets: Any) -> Any:
    """Return the mean cross-entropy of targets (B, T), both arrays of integers, in nats."""
    torch = import_module("torch")
    z = logits(p, config, torch.tensor(tokens))
    return torch.nn.functional.cross_entropy(z.flatten(0, 1), torch.tensor(targets).flatten())


def steps(
    p: Parameters,
    config: GPTConfig,
    batches: Iterable[tuple[Any, Any]],
    schedule: Callable[[int], float],
    betas: tuple[float, float] = (0.9, 0.99),
    weight_decay: float = 0.1,
    clip: float = 1.0,
) -> Iterator[float]:
    """Change the parameters by steps of AdamW, as the book's `Trainer` does; yield the losses."""
    torch = import_module("torch")
    groups = [
        {"params": [t for t in p.values() if t.ndim > 1]},
        {"params": [t for t in p.values() if t.ndim <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, betas=betas, weight_decay=weight_decay)
    for k, (tokens, targets) in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = schedule(k)
        value = loss(p, config, tokens, targets)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(p.values(), clip)
        optimizer.step()
        yield value.item()


def train(
    p: Parameters,
    config: GPTConfig,
    batches: Iterable[tuple[Any, Any]],
    schedule: Callable[[int], float],
    n: int,
    clip: float = 1.0,
) -> list[float]:
    """Make n of these steps and return their losses."""
    return list(islice(steps(p, config, batches, schedule, clip=clip), n))
