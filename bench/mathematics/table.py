"""``make bench-mathematics``: the table of ratios, each row measured in processes of its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.mathematics.case import LIBRARIES, Case
from bench.mathematics.cases import CASES
from bench.table import markdown

ROOT = Path(__file__).resolve().parents[2]
HEADER = (
    "beside", "this book", "the other", "ratio", "middle half", "memory here", "there",
)  # fmt: skip
VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def measure(what: str, case: Case, rounds: int, threads: int) -> dict[str, Any]:
    """Measure in a fresh process; raises RuntimeError with what it said when it fails."""
    command = [sys.executable, "-m", "bench.mathematics.measure", what, case.name]
    done = subprocess.run(
        [*command, f"--rounds={rounds}"],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(VARIABLES, str(threads))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{case.name}, {what}: {done.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def seconds(value: float) -> str:
    """Return a time with its unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e6:.3g} µs"


def megabytes(count: int) -> str:
    """Return an amount of memory."""
    return f"{count / 1e6:.0f} MB" if count >= 1e7 else f"{count / 1e6:.1f} MB"


def row(case: Case, rounds: int, threads: int) -> tuple[str, ...]:
    """Measure a case and return its cells."""
    time = measure("time", case, rounds, threads)
    held = [measure(side, case, rounds, threads)["bytes"] for side in ("ours", "theirs")]
    return (
        f"{case.name} ({case.size})",
        LIBRARIES[case.library][0],
        seconds(time["ours"]),
        seconds(time["theirs"]),
        f"{time['ratio']:.2f}",
        f"{time['low']:.2f} – {time['high']:.2f}",
        *map(megabytes, held),
    )


def where() -> str:
    """Return one line that says what the measurements were made with."""
    found = []
    for package in ("numpy", "scikit-learn", "padasip", "torch"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {', '.join(found)}"
    )


def section(rounds: int, threads: Sequence[int], say: Callable[[str], None]) -> str:
    """Measure all rows; return a table for each number of threads, and what there is to say."""
    there = [case for case in CASES if not case.missing()]
    gaps = [f"- {case.name}: {case.gap}" for case in there]
    absent = [f"- {case.name}: {why}" for case in CASES if (why := case.missing())]
    tables = []
    for n in threads:
        each = "one thread" if n == 1 else f"{n} threads"
        lines = []
        for case in there:
            say(f"{case.name}, beside {LIBRARIES[case.library][0]}, {each} on either side")
            lines.append(row(case, rounds, n))
        header = (f"{each} on either side", *HEADER)
        tables.append(markdown(header, lines, left=2))
    about = (
        f"{where()}.\n\n"
        "Both sides get the same data and have come to the same result before they are timed, in "
        f"turn, {rounds} times each, in one process; the ratio is that of the medians, this book's "
        "time over the other's, and the middle half that of the ratios of single rounds.\n"
        "Memory is what the first run of a side, alone in a process of its own, adds at its peak "
        "to what its libraries and the data held before; native code's memory counts too, and so "
        "do the parts of a library that are first touched then.\n\n"
    )
    parts = [about.rstrip(), *tables]
    parts += ["What the remaining difference is made of:", "\n".join(gaps)] if gaps else []
    parts += ["Not measured:", "\n".join(absent)] if absent else []
    return "\n\n".join(parts) + "\n"
