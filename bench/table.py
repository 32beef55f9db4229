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


def markdown(header: Sequence[str], lines: Sequence[Sequence[str]], left: int = 1) -> str:
    """Return a Markdown table that also lines up in a terminal; ``left`` columns hold words."""
    widths = [max(len(line[i]) for line in (header, *lines)) for i in range(len(header))]

    def join(line: Sequence[str]) -> str:
        padded = [
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "| " + " | ".join(padded) + " |"

    rule = ["-" * w if i < left else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    return "\n".join([join(header), join(rule), *map(join, lines)])


def text(rows: Sequence[Row]) -> str:
    """Return the table as Markdown whose columns also line up in a terminal."""
    return markdown(HEADER, [cells(row) for row in rows])


def machine(browser: str) -> str:
    """Return one line that says what the measurements were made on."""
    packages = ("jupyter-book", "numpy", "anywidget")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Chromium {browser}, {versions}"
    )
