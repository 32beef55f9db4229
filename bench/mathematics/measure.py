"""The measuring process: one case, either timed side by side, or one side alone for its memory.

``python -m bench.mathematics.measure time|ours|theirs CASE`` prints JSON; the parent sets the
number of threads in the environment, before any library is loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.mathematics.case import Case, Run
from bench.mathematics.cases import CASES

LEAST = 0.05  # seconds that a sample lasts at least, of as many calls as that takes


def limit_threads(case: Case, n: int) -> None:
    """Give both sides n threads: BLAS and OpenMP by the environment, PyTorch by its own call."""
    if case.library == "torch":
        torch = import_module("torch")
        torch.set_num_threads(n)


def compare(case: Case, sides: list[Run]) -> None:
    """Raise AssertionError unless both sides come to the same result."""
    results = [[run() for _ in range(case.calls)][-1] for run in sides]
    case.same(*results)


def sample(run: Run, calls: int) -> float:
    """Return the seconds of one call, as the mean of several."""
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return (time.perf_counter() - start) / calls


def timed(case: Case, rounds: int) -> dict[str, Any]:
    """Time both sides alternately, each first as often as the other."""
    data = case.data()
    sides = [case.ours(data), case.theirs(data)]
    compare(case, sides)
    calls = [max(1, round(LEAST / sample(run, 1))) for run in sides]
    seconds: list[list[float]] = [[], []]
    for number in range(rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            seconds[side].append(sample(sides[side], calls[side]))
    ratios = [a / b for a, b in zip(*seconds, strict=True)]
    ours, theirs = map(statistics.median, seconds)
    low, _, high = statistics.quantiles(ratios, n=4)
    return {"ours": ours, "theirs": theirs, "ratio": ours / theirs, "low": low, "high": high}


def peak() -> int:
    """Return the most memory that this process has held at once, in bytes, native code's too.

    On Linux since the last `forget_peak`; elsewhere since its start.
    """
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def forget_peak() -> None:
    """Begin anew, where the system can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def memory(case: Case, side: str) -> dict[str, Any]:
    """Return by how much the first calls of one side raise the peak above all that they need."""
    data = case.data()
    run = getattr(case, side)(data)
    forget_peak()
    before = peak()
    for _ in range(case.calls):
        run()
    return {"bytes": peak() - before}


def main() -> int:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("time", "ours", "theirs"))
    parser.add_argument("case", choices=[case.name for case in CASES])
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    case = next(case for case in CASES if case.name == given.case)
    limit_threads(case, int(os.environ["OMP_NUM_THREADS"]))
    found = timed(case, given.rounds) if given.what == "time" else memory(case, given.what)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
