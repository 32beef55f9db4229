"""Language models: tokens, counted models, sampling, costs, and the laws by which losses fall."""

from mlmath.autodiff.functional import cross_entropy
from mlmath.language_model.chinchilla import (
    BESIROGLU_2024,
    HOFFMANN_2022,
    KAPLAN_2020,
    Allocation,
    LossLaw,
    compute_optimal,
    parametric_loss,
)
from mlmath.language_model.counts import (
    GPT2_SMALL,
    Shape,
    forward_flops,
    palm_flops,
    parameter_count,
    training_flops,
)
from mlmath.language_model.gpt import GPT, GPTConfig
from mlmath.language_model.measures import (
    bits_per_character,
    nats_per_token,
    perplexity,
    uniform_loss,
)
from mlmath.language_model.ngram import NGram
from mlmath.language_model.sampling import sample_tokens, sampling_probabilities
from mlmath.language_model.scaling import Interval, PowerLaw
from mlmath.language_model.student import t_cdf, t_quantile
from mlmath.language_model.tokenizers import BytePairTokenizer, CharTokenizer, token_ids
from mlmath.language_model.training import Record, Trainer, batches, evaluate

__all__ = [
    "BESIROGLU_2024",
    "GPT",
    "GPT2_SMALL",
    "HOFFMANN_2022",
    "KAPLAN_2020",
    "Allocation",
    "BytePairTokenizer",
    "CharTokenizer",
    "GPTConfig",
    "Interval",
    "LossLaw",
    "NGram",
    "PowerLaw",
    "Record",
    "Shape",
    "Trainer",
    "batches",
    "bits_per_character",
    "compute_optimal",
    "cross_entropy",
    "evaluate",
    "forward_flops",
    "nats_per_token",
    "palm_flops",
    "parameter_count",
    "parametric_loss",
    "perplexity",
    "sample_tokens",
    "sampling_probabilities",
    "t_cdf",
    "t_quantile",
    "token_ids",
    "training_flops",
    "uniform_loss",
]
