"""Attention: looking up by likeness, and the parts that transformers are made of.

`dot_product` is attention itself, `multi_head` several side by side, `positions` tells them the
order of the sequence, and `transformer_block` is what models are stacked from.
"""

from mlmath.attention.dot_product import attention_weights, scaled_dot_product_attention
from mlmath.attention.multi_head import MultiHeadAttention
from mlmath.attention.positions import rotary, sinusoidal
from mlmath.attention.transformer_block import FeedForward, TransformerBlock
from mlmath.autodiff.functional import layer_norm, softmax
from mlmath.layers import Embedding as LearnedPositions

__all__ = [
    "FeedForward",
    "LearnedPositions",
    "MultiHeadAttention",
    "TransformerBlock",
    "attention_weights",
    "layer_norm",
    "rotary",
    "scaled_dot_product_attention",
    "sinusoidal",
    "softmax",
]
