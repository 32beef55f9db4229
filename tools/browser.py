"""Find a Chromium for the tests, the benchmarks and the picture, or get one.

Looked for in this order: the environment's ``MLMATH_BROWSER``, the ``PATH``, the places where
Chrome and Chromium are usually installed, and Playwright's own download.
``python -m tools.browser`` prints the one that is found and installs one where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.system import apt_install, attempt, ensure_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
)
# A browser that asks nothing of the network by itself, and that starts inside a container.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)
ADVICE = """\
No Chromium was found, and none could be installed.  The tests that open the book need one:
  macOS            brew install --cask chromium    (or install Google Chrome)
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
or set MLMATH_BROWSER to the path of a Chromium or Chrome that you have."""


def candidates() -> Iterator[str]:
    """Yield the paths where a browser may be, best first."""
    if chosen := os.environ.get("MLMATH_BROWSER"):
        yield chosen
    for name in NAMES:
        if found := shutil.which(name):
            yield found
    for place in PLACES:
        yield str(Path(place).expanduser())


def runs(path: str) -> bool:
    """Tell whether the program at ``path`` answers: some systems have a stub in its place."""
    if not os.access(path, os.X_OK):
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find() -> str | None:
    """Return the path of an installed browser, or ``None``."""
    if path := next(filter(runs, candidates()), None):
        return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> str | None:
    """Install a browser: Playwright's download, then, for root on Debian, the system's package."""
    print("no Chromium on this machine: getting one (a few minutes, once)", flush=True)
    attempt(sys.executable, "-m", "playwright", "install", "chromium")
    if found := find():
        return found
    apt_install("chromium")
    return find()


def _options(**options: Any) -> dict[str, Any]:
    """Return launch options for the browser that was found; raises when there is none."""
    path = find_once()
    arguments = [*FLAGS, *options.pop("args", [])]
    return {"executable_path": path, "args": arguments, "headless": True, **options}


_found: list[str] = []


def find_once() -> str:
    """Like :func:`find`, looked up once a process; raises ``RuntimeError`` with advice."""
    if not _found:
        if (path := next(filter(runs, candidates()), None)) is None:
            # Playwright's own is chosen by Playwright itself, which may be running already.
            return ""
        _found.append(path)
    return _found[0]


def launch(playwright: Playwright, **options: Any) -> Browser:
    """Start a headless browser with the book's flags; ``options`` go to Playwright's launch."""
    settings = _options(**options)
    if not settings["executable_path"]:
        settings["executable_path"] = playwright.chromium.executable_path
        if not Path(settings["executable_path"]).exists():
            raise RuntimeError(ADVICE)
    return playwright.chromium.launch(**settings)


def launch_profile(playwright: Playwright, profile: Path, **options: Any) -> BrowserContext:
    """Start a browser that keeps its caches in ``profile``, for cold and warm measurements."""
    settings = _options(**options)
    if not settings["executable_path"]:
        settings["executable_path"] = playwright.chromium.executable_path
    return playwright.chromium.launch_persistent_context(profile, **settings)


def main() -> int:
    """Print the browser's path, installing one where there is none."""
    try:
        ensure_playwright()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    path = find() or install()
    if path is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(f"browser: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
