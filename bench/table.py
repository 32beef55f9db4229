"""The table of measurements: medians, units, and the ratio to the stock alternative."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version


def median(values: Sequence[float]) -> float:
    """Return the median; raises ``ValueError`` when there is nothing to take it of."""
    if not values:
        raise ValueError("values must hold at least one measurement, got none")
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0 to 1) of ``values`` do not exceed.

    The nearest-rank definition: it is always one of the measurements, never between two.
    """
    if not values:
        raise ValueError("values must hold at least one measurement, got none")
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * share // 1))
    return ordered[int(rank) - 1]


@dataclass(frozen=True)
class Row:
    """One line of the table: a quantity, the book's value, and the stock alternatives' values."""

    what: str
    unit: str
    book: float | None
    plain: float | None = None
    lite: float | None = None
    note: str = ""

    def ratio(self, other: float | None) -> str:
        """Return how many times the book's value ``other`` is."""
        if other is None or not self.book:
            return ""
        return f"{other / self.book:.1f}×"


def number(value: float | None, unit: str) -> str:
    """Return a value with its unit, with no more digits than a measurement deserves."""
    if value is None:
        return "–"
    return f"{value:.0f} {unit}" if value >= 100 or unit == "kB" else f"{value:.3g} {unit}"


HEADER = ("", "this book", "plain Jupyter Book", "", "JupyterLite", "")


def cells(row: Row) -> tuple[str, ...]:
    """Return the six cells of a row."""
    values = (number(v, row.unit) for v in (row.book, row.plain, row.lite))
    book, plain, lite = values
    return (row.what, book, plain, row.ratio(row.plain), lite, row.ratio(row.lite))


def text(rows: Sequence[Row]) -> str:
    """Return the table as Markdown whose columns also line up in a terminal."""
    lines = [HEADER, *map(cells, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADER))]

    def join(line: Sequence[str]) -> str:
        first, *rest = zip(line, widths, strict=True)
        return "| " + " | ".join([first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]) + " |"

    rule = "| " + " | ".join(["-" * widths[0], *("-" * (w - 1) + ":" for w in widths[1:])]) + " |"
    return "\n".join([join(HEADER), rule, *map(join, lines[1:])])


def machine(browser: str) -> str:
    """Return one line that says what the measurements were made on."""
    packages = ("jupyter-book", "numpy", "anywidget")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Chromium {browser}, {versions}"
    )
