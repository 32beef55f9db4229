"""A theorem of the book, as the page, the record and the tests know it."""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mlmath.theorems.picture import Picture
from mlmath.theorems.verdict import Verdict


@dataclass(frozen=True)
class Theorem:
    """A theorem that runs.

    Parameters
    ----------
    name : "slug.theorem", for example "perceptron.novikoff".
    title : what the reader calls it.
    label : the label of its box in the chapter, for example "thm-novikoff".
    claim : its two sides and their relation in words and symbols, on one line.
    premises : what may be dropped, by the names that `check` knows.
    check : (seed, drop) -> verdict on a fresh random instance.
    picture : what the instance of a verdict looks like.
    sources : keys of references.bib.
    """

    name: str
    title: str
    label: str
    claim: str
    premises: tuple[str, ...]
    check: Callable[[int, str | None], Verdict]
    picture: Callable[[Verdict], Picture]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """What came of checking a theorem over many seeds.

    Parameters
    ----------
    tried, held : instances that satisfy the premises, and those on which it held.
    sharpest, slackest : the seeds whose two sides came nearest to each other and stayed furthest
        apart, relative to the larger, each with its verdict.
    broken : {premise: seed and verdict of each instance without it on which the theorem failed},
        of `tried` each.
    """

    tried: int
    held: int
    sharpest: tuple[int, Verdict]
    slackest: tuple[int, Verdict]
    broken: dict[str, list[tuple[int, Verdict]]]


def survey(theorem: Theorem, seeds: Iterable[int]) -> Survey:
    """Check a theorem on the instance of each seed, with all premises and without each."""
    seeds = list(seeds)
    if not seeds:
        raise ValueError("seeds must hold at least one seed, got none")
    verdicts = [(seed, theorem.check(seed, None)) for seed in seeds]
    return Survey(
        tried=len(seeds),
        held=sum(v.holds for _, v in verdicts),
        sharpest=min(verdicts, key=lambda pair: _gap(pair[1])),
        slackest=max(verdicts, key=lambda pair: _gap(pair[1])),
        broken={
            premise: [
                (seed, verdict)
                for seed in seeds
                if not (verdict := theorem.check(seed, premise)).holds
            ]
            for premise in theorem.premises
        },
    )


def _gap(v: Verdict) -> float:
    return abs(v.right - v.left) / max(abs(v.left), abs(v.right), 1e-300)


def get(name: str) -> Theorem:
    """Return the theorem called `name`: "perceptron.novikoff" is in `mlmath.theorems.perceptron`.

    Raises ValueError when there is none, saying where it was looked for and what is there, and
    when the one that is there is called otherwise.
    """
    slug, _, short = name.partition(".")
    place = f"mlmath.theorems.{slug}"
    try:
        theorems = getattr(importlib.import_module(place), "THEOREMS", {})
    except ModuleNotFoundError as error:
        if error.name != place:
            raise  # it is there, and what it imports is not
        raise ValueError(f"name must begin with a page in mlmath.theorems, got {name!r}") from None
    if short not in theorems:
        known = ", ".join(f"{slug}.{key}" for key in theorems) or "none"
        raise ValueError(f"name must be one of {place}, which has {known}, got {name!r}")
    found = theorems[short]
    assert isinstance(found, Theorem)
    if found.name != name:
        raise ValueError(f"{place}.THEOREMS[{short!r}] must be called {name!r}, got {found.name!r}")
    return found
