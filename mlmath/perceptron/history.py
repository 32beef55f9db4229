"""The updates of a run, one by one, in memory that hardly grows with their number."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from mlmath.validation import Floats

EVERY = 256  # updates from one whose weights are kept to the next


@dataclass(slots=True, eq=False)  # not frozen: that would double the time of making one
class Mistake:
    """One update: in which epoch (from 1), at which sample (from 0), and the weights after it."""

    epoch: int
    index: int
    weights: Floats
    intercept: float


class Mistakes(Sequence[Mistake]):
    """All updates in turn; `list(mistakes)` has them all at once.

    It keeps the epoch and the sample of each, 16 bytes an update, and the weights of every 256th.
    The others are worked out when they are asked for, by adding the same samples again in the
    same order: so they are the same numbers, digit for digit.

    Parameters
    ----------
    rows : y_i x_i, shape (n_samples, n_features).
    signs : what an update at each sample adds to the intercept, shape (n_samples,).
    updates : the run.
    """

    def __init__(self, rows: Floats, signs: Floats, updates: Iterable[Mistake]) -> None:
        self._rows, self._signs = rows, signs.tolist()
        self._epochs, self._indices = array("q"), array("q")
        self._kept: list[Mistake] = []
        for made, update in enumerate(updates):
            if made % EVERY == 0:
                self._kept.append(update)
            self._epochs.append(update.epoch)
            self._indices.append(update.index)

    def __len__(self) -> int:
        return len(self._indices)

    def __repr__(self) -> str:
        return f"<Mistakes: {len(self):,} updates>"

    def __iter__(self) -> Iterator[Mistake]:
        return self._from(0)

    @overload
    def __getitem__(self, index: int) -> Mistake: ...

    @overload
    def __getitem__(self, index: slice) -> list[Mistake]: ...

    def __getitem__(self, index: int | slice) -> Mistake | list[Mistake]:
        wanted = range(len(self))[index]  # with the errors of a list
        if isinstance(wanted, int):
            return next(self._from(wanted))
        if wanted.step < 0:
            return self[wanted[-1] : wanted[0] + 1 : -wanted.step][::-1] if wanted else []
        return list(islice(self._from(wanted.start), 0, len(wanted) * wanted.step, wanted.step))

    def _from(self, start: int) -> Iterator[Mistake]:
        """Yield the updates from one of them on."""
        if start >= len(self):
            return
        near = start - start % EVERY
        last = self._kept[near // EVERY]
        w, b = last.weights, last.intercept
        for k in range(near, len(self)):
            i = self._indices[k]
            if k > near:
                w, b = w + self._rows[i], b + self._signs[i]
            if k >= start:
                yield Mistake(self._epochs[k], i, w, b)
