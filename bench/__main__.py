"""``make bench``: measure the book and its stock alternatives in one run, and print two tables.

One is of the pages, one of the mathematics beside compiled libraries.  They go to the terminal and
to ``bench/results.md``.  Times are medians; nothing waits by the clock, only for states that the
pages report.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import build, checks, limit, lite, page, plain, plays
from bench.mathematics.table import section
from bench.table import Row, machine, median, percentile, text
from tools.browser import launch
from tools.serve import serving

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
CHAPTER = "chapters/01_perceptron.html"
RESULTS = ROOT / "bench" / "results.md"
MATHEMATICS = "## The mathematics beside compiled libraries"
WIDGETS = ("perceptron.playground", "perceptron.jaws", "perceptron.retina")


def say(text: str) -> None:
    """Tell what is being measured: a run takes many minutes."""
    print(f"==> {text}", flush=True)


def builds(repeats: int, folder: Path) -> list[Row]:
    """Measure the build of the book and of the same chapters without its machinery."""
    say(f"building the book from nothing and after a change, {repeats} times")
    build.copy(folder / "book")
    book = build.cold_and_warm(folder / "book", repeats, "-W", "-n", "--keep-going")
    say(f"building a plain Jupyter Book from the same chapters, {repeats} times")
    plain.make(folder / "plain")
    stock = build.cold_and_warm(folder / "plain", repeats)
    return [
        Row(f"build, {name}", "s", median(ours), median(theirs))
        for name, ours, theirs in zip(("cold", "warm"), book, stock, strict=True)
    ]


def reading(repeats: int, folder: Path) -> list[Row]:
    """Measure what a reader of the chapter waits for and downloads."""
    with serving(SITE) as site, sync_playwright() as playwright:
        say(f"opening the chapter, {repeats} times with a fresh and a used browser profile")
        ours = page.starts(playwright, site + CHAPTER, repeats)
        say("moving a control of each widget")
        moved = {
            name: page.steps(playwright, site + CHAPTER, f".mlw[data-widget='{name}']", 100)
            for name in WIDGETS
        }
        say("training the net of chapter 4")
        played = plays.pictures(playwright, site, 200)
        say("answering the exercises")
        answered = checks.waits(playwright, site + CHAPTER, 10)
        say("weighing the page")
        mass = page.without_figures(page.weight(playwright, site + CHAPTER))
        say("opening the plain Jupyter Book")
        stock = plain.measure(playwright, folder / "plain" / "_build" / "html", repeats)
        say("JupyterLite: building it, opening it, moving a slider")
        theirs = lite.measure(playwright, SITE, folder / "lite", repeats)
    rows = []
    for profile in ("cold", "warm"):
        paint, python = ours[f"paint {profile}"], ours[f"python {profile}"]
        rows += [
            Row(f"first paint, {profile} profile", "ms", median(paint), stock[f"paint {profile}"]),
            Row(f"first picture, {profile} profile", "ms", median(ours[f"picture {profile}"])),
            Row(
                f"to a live control, {profile} profile",
                "s",
                median(python) / 1000,
                lite=theirs[f"ready {profile}"],
            ),
        ]
    step = theirs["step median"], theirs["step p95"]
    for name, spent in moved.items():
        what = f"{name.split('.')[1]}: change to picture"
        rows.append(Row(f"{what}, median", "ms", median(spent), lite=step[0]))
        rows.append(Row(f"{what}, 95 %", "ms", percentile(spent, 0.95), lite=step[1]))
    what = "net 2-8-8-1, 200 points: from picture to picture"
    rows.append(Row(f"{what}, median", "ms", median(played)))
    rows.append(Row(f"{what}, 95 %", "ms", percentile(played, 0.95)))
    slowest = max(answered, key=lambda name: median(answered[name]))
    what = f"{slowest.removeprefix('check-')}, the slowest check: run to answer"
    rows.append(Row(f"{what}, median", "ms", median(answered[slowest])))
    rows.append(Row("page before Python, gzip", "kB", mass, stock["kB"], theirs["kB"]))
    return rows


def limits() -> str:
    """Measure each widget beside the same view without Python; return what the file says of it."""
    with serving(SITE) as site, sync_playwright() as playwright:
        say("moving a control of each widget, and of its view without Python, in turn")
        return limit.text(
            {
                name: limit.side_by_side(
                    playwright, site + CHAPTER, f".mlw[data-widget='{name}']", 100
                )
                for name in WIDGETS
            }
        )


def pages(repeats: int) -> str:
    """Measure the book beside its stock alternatives; return what the file says of it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        rows = [*builds(repeats, folder), *reading(repeats, folder)]
    views = limits()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        where = machine(browser.version)
        browser.close()
    return (
        "# What `make bench` measured\n\n"
        f"On {date.today().isoformat()}: {where}.\n"
        f"Medians of {repeats} runs, of 100 changes for controls; a ratio says how many times the "
        "book's value the other one is.\n\n"
        f"{text(rows)}\n\n{plain.ABOUT}\n{lite.ABOUT}\n{views}"
    )


def of_mathematics(rounds: int, threads: list[int]) -> str:
    """Measure the mathematics beside compiled libraries; return what the file says of it."""
    return f"On {date.today().isoformat()}: {section(rounds, threads, say)}"


def main() -> int:
    """Measure, print and write what was asked for; the file keeps the rest as it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="runs behind each median (3)")
    parser.add_argument("--rounds", type=int, default=15, help="the same, of the mathematics (15)")
    parser.add_argument(
        "--threads", type=int, nargs="+", default=[1, 2], help="of either side, likewise (1 2)"
    )
    parser.add_argument("--only", choices=("pages", "mathematics"), help="measure only these")
    given = parser.parse_args()
    first, title, second = RESULTS.read_text("utf-8").partition(f"\n{MATHEMATICS}\n\n")
    if given.only != "mathematics":
        first = pages(given.repeats)
        print(f"\n{first}")
    if given.only != "pages":
        title, second = f"\n{MATHEMATICS}\n\n", of_mathematics(given.rounds, given.threads)
        print(f"\n{second}")
    RESULTS.write_text(f"{first.rstrip()}\n{title}{second}", "utf-8")
    print(f"written to {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
