"""Count the words on the main path of each page, and say which page has too many."""

import sys
from pathlib import Path

from livepage.theme.measure import measure
from livepage.theme.minutes import LIMITS
from mlmath import manifest

ROOT = Path(__file__).resolve().parent.parent


def lengths(root: Path = ROOT) -> dict[str, tuple[int, int]]:
    """Return {page: its words on the main path, the most that a page of its kind may have}.

    A page of a kind that has no limit of its own keeps that of a chapter.
    """
    found = {}
    for page in manifest.written(root):
        words = measure(root / page.path).words
        found[page.name] = words, LIMITS.get(page.name.partition("/")[0], LIMITS["chapters"])
    return found


def main() -> int:
    """Print a line for each page; return 1 where one is too long."""
    found = lengths()
    for name, (words, most) in found.items():
        verdict = "" if words <= most else ": too long"
        print(f"    {name}: {words:,} words on the main path of at most {most:,}{verdict}")
    return int(any(words > most for words, most in found.values()))


if __name__ == "__main__":
    sys.exit(main())
