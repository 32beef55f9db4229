"""The record: every theorem of the book checked, every result reproduced, in this very build.

A page adds itself by its theorems in `mlmath.theorems.slug.THEOREMS` and its results in
`mlmath.record.slug.RESULTS`; the manifest says in which order the pages come.  What belongs to one
page is computed without importing another's modules, so that a change to those leaves it alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mlmath import manifest
from mlmath.theorems.theorem import Survey, Theorem, survey

SEEDS = range(200)


@dataclass(frozen=True)
class Measured:
    """What this build measured: the figure in words, and whether it agrees with the other one."""

    text: str
    agrees: bool


@dataclass(frozen=True)
class Result:
    """A figure that the book reproduces; all texts are MyST on one line.

    Parameters
    ----------
    claim : what is said to be so.
    published : the figure as it was published, or as the chapter states it.
    source : who says so, with a citation or a reference.
    measure : computes the figure again.
    """

    claim: str
    published: str
    source: str
    measure: Callable[[], Measured]


class Table(str):
    """A table in MyST Markdown, which the page renders; `str` of it is its source."""

    def _repr_markdown_(self) -> str:
        return str(self)


def theorems_of(slug: str) -> list[Theorem]:
    """Return a page's theorems, in its order."""
    found = manifest.module("theorems", slug)
    return list(found.THEOREMS.values()) if found else []


def results_of(slug: str) -> list[Result]:
    """Return the results that a page reproduces, in its order."""
    found = manifest.module("record", slug)
    return list(found.RESULTS) if found else []


def pages(seeds: Iterable[int] = SEEDS) -> Table:
    """Return the whole record, a section for each page; the build makes a cell of each."""
    seeds = list(seeds)
    tables = {found.title: page(found.slug, seeds) for found in manifest.PAGES}
    return Table("\n\n".join(f"## {title}\n\n{text}" for title, text in tables.items() if text))


def page(slug: str, seeds: Iterable[int] = SEEDS) -> Table:
    """Return a page's part of the record: its theorems, then its results, "" without either.

    Raises ValueError where the manifest has no such page.
    """
    manifest.page(slug)
    tables = []
    if ours := theorems_of(slug):
        tables.append(theorems(ours, seeds))
    if found := results_of(slug):
        tables.append(results(found))
    return Table("\n\n".join(tables))


def theorems(of: Iterable[Theorem], seeds: Iterable[int] = SEEDS) -> Table:
    """Check theorems on the instance of each seed, and without each of their premises."""
    seeds = list(seeds)
    rows = [row for t in of for row in theorem_rows(t, survey(t, seeds))]
    return table(("theorem", "instances", "held", "sharpest and slackest case"), rows)


def theorem_rows(theorem: Theorem, found: Survey) -> list[tuple[str, ...]]:
    """Return one theorem's lines of the record: with all premises, and without each."""
    first, second = found.sharpest[1], found.slackest[1]
    cases = [f"{v.statement} (seed {seed})" for seed, v in (found.sharpest, found.slackest)]
    if first.relation == "==" or first.statement == second.statement:
        cases = [f"{first.statement}, and as sharp in all others"]
    cited = f" {{cite:p}}`{','.join(theorem.sources)}`" if theorem.sources else ""
    rows: list[tuple[str, ...]] = [
        (
            f"{{prf:ref}}`{theorem.label}`, {theorem.title}: {theorem.claim}{cited}",
            "every premise kept",
            f"{'✓' if found.held == found.tried else '✗'} {found.held:,} of {found.tried:,}",
            "<br>".join(cases),
        )
    ]
    for premise, failed in found.broken.items():
        held = found.tried - len(failed)
        example = f"{failed[0][1].statement} is false (seed {failed[0][0]})" if failed else ""
        mark = "✗" if failed else "✓"
        rows.append(("", f"without “{premise}”", f"{mark} {held:,} of {found.tried:,}", example))
    return rows


def results(of: Iterable[Result]) -> Table:
    """Compute reproduced results again."""
    rows = []
    for result in of:
        found = result.measure()
        mark = "✓" if found.agrees else "✗"
        rows.append((result.claim, f"{result.published} ({result.source})", f"{mark} {found.text}"))
    return table(("result", "published", "measured"), rows)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """Return a Markdown table; a cell may hold anything but a line break."""
    names = list(head)
    lines = [names, [":---"] * len(names), *(list(row) for row in rows)]
    for cells in lines:
        if len(cells) != len(names) or any("\n" in cell for cell in cells):
            raise ValueError(f"rows must have {len(names)} cells of one line each, got {cells}")
    return Table(
        "\n".join(
            f"| {' | '.join(c.replace('|', chr(92) + '|') for c in cells)} |" for cells in lines
        )
    )
