"""Write ``constraints.txt``: the exact version of everything that is installed.

``make pins`` runs it after a version in a requirements file was changed.  Made on the oldest
Python that the book supports, so that newer ones find a wheel of each version too.
"""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
# What only the measurements need is pinned there.
BENCH = CONSTRAINTS.with_name("bench") / "requirements.txt"
HEAD = """\
# Every package that the requirements bring along, at the version that was tested.
# Written by `make pins`, not by hand: change requirements.txt or requirements-dev.txt, then run it.
"""
# Not ours to pin: the book itself, and what belongs to the virtual environment.
OWN = {"mlmath", "pip", "setuptools", "wheel"}
# Wanted on another system only, so never installed where this file is made.
ELSEWHERE = {"appnope": "0.1.4", "colorama": "0.4.6"}

# Later versions ask for a later 3.11 than Debian 12 has, which is 3.11.2.
HELD = {"soupsieve": "2.10"}


def pins() -> dict[str, str]:
    """Return the version of each installed distribution, by its normalized name."""
    found = {d.metadata["Name"].lower().replace("_", "-"): d.version for d in distributions()}
    measuring = {line.partition("==")[0] for line in BENCH.read_text("utf-8").splitlines()}
    return {name: version for name, version in found.items() if name not in OWN | measuring}


def main() -> int:
    """Write the file; says how many pins it holds."""
    if sys.version_info[:2] != (3, 11):
        print(f"run this on Python 3.11, not on {sys.version.split()[0]}", file=sys.stderr)
        return 1
    lines = [f"{name}=={version}" for name, version in sorted((ELSEWHERE | pins() | HELD).items())]
    CONSTRAINTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{CONSTRAINTS.name}: {len(lines)} pins")
    return 0


if __name__ == "__main__":
    sys.exit(main())
