"""The standard of the book's JavaScript: style, types and unit tests, by tools of one lock.

``package.json`` names the tools, Biome and TypeScript, with exact versions, and
``package-lock.json`` all that they bring, each with its integrity hash.  npm, in the node that the
book brings, puts them into the environment when they are first needed, and again when the lock
changes.  To change a version: edit ``package.json``, then ``python -m tools.javascript relock``.

    python -m tools.javascript lint      style and types: what `make lint` runs
    python -m tools.javascript format    the standard form: what `make format` runs
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from livepage.build.pyodide.clients import node, npm_command

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDERS = ("livepage", "mlmath", "tests", "tools")
# What is checked as one program: its folders, and where its scripts run.
BROWSER = ["ESNext", "DOM", "DOM.Iterable", "DOM.AsyncIterable"]
PROJECTS: dict[str, tuple[list[str], list[str], list[str]]] = {  # folders, libraries, types
    "widgets": (["mlmath/widgets"], BROWSER, []),
    "page": (["livepage/page", "livepage/theme/scripts"], BROWSER, []),
    "notebooks": (["livepage/lab", "livepage/vscode"], BROWSER, ["node"]),
    "worker": (["livepage/worker"], ["ESNext", "WebWorker"], []),
    "node": (["livepage/build", "tests", "tools"], BROWSER, ["node"]),
}
TOOLS = Path(sys.prefix) / "javascript"  # beside the environment's Python packages


class ToolError(Exception):
    """The tools of the lock could not be installed."""


def sources() -> list[Path]:
    """Return all JavaScript that is written here: no bundles, which have a lock beside them."""
    found = [
        p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.suffix in (".js", ".mjs")
    ]
    return sorted(p for p in found if not p.with_suffix(".lock.json").is_file())


def install() -> None:
    """Install the tools as locked, unless they are there; raises ``ToolError``."""
    lock = HERE / "package-lock.json"
    stamp = TOOLS / "installed.json"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return
    print("==> Installing the JavaScript tools (once, some seconds)", flush=True)
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, TOOLS / name)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run([*npm_command(), "ci", *options], cwd=TOOLS, check=False).returncode:
        raise ToolError(f"npm could not install what {lock.relative_to(ROOT)} names")
    shutil.copy(lock, stamp)


def relock() -> None:
    """Write the lock anew from ``package.json``, without the addresses of a registry."""
    options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    shared = ["--omit-lockfile-registry-resolved", "--loglevel=error"]
    subprocess.run([*npm_command(), "install", *options, *shared], cwd=HERE, check=True)


def run(program: str, *arguments: str) -> int:
    """Run a tool, by its path in the installed packages; return its exit code."""
    script = TOOLS / "node_modules" / program
    return subprocess.run([str(node()), str(script), *arguments], cwd=ROOT, check=False).returncode


def style(*, write: bool) -> int:
    """Check form, lint and order of imports, or put right what can be put right."""
    options = ["--config-path", str(HERE), "--error-on-warnings", *(["--write"] if write else [])]
    return run("@biomejs/biome/bin/biome", "check", *options, *map(str, sources()))


def types() -> int:
    """Check the types, which stand in JSDoc comments; return the exit code."""
    return max(run("typescript/bin/tsc", "--project", str(project(name))) for name in PROJECTS)


def project(name: str) -> Path:
    """Write what TypeScript is to check as one program; return the path."""
    folders, libraries, types = PROJECTS[name]
    options = {
        "noEmit": True,
        "allowJs": True,
        "checkJs": True,
        "strict": True,
        "target": "ESNext",
        "module": "ESNext",
        "moduleResolution": "Bundler",
        "moduleDetection": "force",  # the browser is told of each that it is a module
        "lib": libraries,
        "types": types,
        "typeRoots": ["./node_modules/@types"],
        # What a bundle was made from has its types in the packages that were bundled.
        "paths": {"*": ["./node_modules/*", "./node_modules/@types/*"]},
    }
    # A declaration that stands beside a bundle is taken in its place.
    found = [f"{ROOT}/{folder}/**/*{end}" for folder in folders for end in (".js", ".mjs", ".d.ts")]
    locks = [p for folder in folders for p in (ROOT / folder).rglob("*.lock.json")]
    bundles = [str(p.with_suffix("").with_suffix(".js")) for p in locks]
    path = TOOLS / f"{name}.json"
    path.write_text(json.dumps({"compilerOptions": options, "include": found, "exclude": bundles}))
    return path
