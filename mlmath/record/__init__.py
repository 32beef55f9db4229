"""The record: every theorem of the book checked, every result reproduced, in this very build.

A page adds itself by its theorems in `mlmath.theorems.slug.THEOREMS` and its results in
`mlmath.record.slug.RESULTS`; the manifest says in which order the pages come.
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


def all_theorems() -> list[Theorem]:
    """Return the theorems of all pages, in the book's order."""
    return [t for page in manifest.modules("theorems").values() for t in page.THEOREMS.values()]


def all_results() -> list[Result]:
    """Return the results of all pages, in the book's order."""
    return [result for page in manifest.modules("record").values() for result in page.RESULTS]


def theorems(seeds: Iterable[int] = SEEDS) -> Table:
    """Check every theorem on the instance of each seed, and without each of its premises."""
    seeds = list(seeds)
    rows = [row for t in all_theorems() for row in theorem_rows(t, survey(t, seeds))]
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


def results() -> Table:
    """Compute every reproduced result again."""
    rows = []
    for result in all_results():
        found = result.measure()
        mark = "✓" if found.agrees else "✗"
        rows.append((result.claim, f"{result.published} ({result.source})", f"{mark} {found.text}"))
    return table(("result", "published", "measured in this build"), rows)


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
