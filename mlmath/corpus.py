"""The text that the language models of the book learn from: nine plays by Shakespeare."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from numpy.typing import NDArray

import mlmath
from mlmath.validation import number

Text = TypeVar("Text", bound=Sequence[Any] | NDArray[Any])
LENGTH = 1_032_610  # characters
DIGEST = "524ff44db1aa602c3d18faf572281575cd3e928084ddd3ede9d823e4b4ad54ec"  # sha256


@cache
def shakespeare() -> str:
    """Return nine plays by Shakespeare, 1,032,610 characters of 65 kinds.

    A speech is a line with the speaker's name and a colon, then the lines spoken; an empty line
    parts it from the next.  Stage directions and headings are left out.  Chapter: Training loss.

    Source: the plays in modern spelling from the package `shakespeare` 0.6, in the public domain;
    `data/README.md` names the edition and what was changed.

    Raises
    ------
    ValueError : the file is not the one that came with `mlmath`; a model of another text would
        learn, and give other numbers than the book's.
    """
    return _as_shipped(Path(mlmath.__file__).parent / "data" / "shakespeare.txt")


def _as_shipped(path: Path) -> str:
    content = path.read_bytes()
    if sha256(content).hexdigest() != DIGEST:
        ends = ", its lines ending in a carriage return" if b"\r" in content else ""
        raise ValueError(
            f"{path.name} must hold the {LENGTH:,} characters that came with mlmath, "
            f"got {len(content):,} others{ends}: fetch the file again"
        )
    return content.decode("ascii")


def train_validation(text: Text, share: float = 0.9) -> tuple[Text, Text]:
    """Split a text, or its tokens, into a first part to learn from and a last part to judge by.

    The parts are contiguous: a random choice of single characters would test on text whose
    neighbors were learned.

    Parameters
    ----------
    text : a string, list or array of n elements, at least 2.
    share : of the first part, above 0 and below 1; it gets floor(share · n) elements.

    Returns
    -------
    (train, validation), both of the same type as `text`.

    Raises
    ------
    ValueError : share is outside its range, or leaves one of the parts empty.
    """
    share = number(share, "share", above=0, below=1)
    cut = int(share * len(text))
    if not 0 < cut < len(text):
        raise ValueError(
            "text must leave at least one element in each part, "
            f"got {len(text)} and share {share:g}"
        )
    return text[:cut], text[cut:]  # type: ignore[return-value]
