"""Write ``pyodide.lock.json``: for maintainers, when Pyodide or the list of packages changes.

Add a package by one line in ``PACKAGES``, then run ``python -m livepage.build.pyodide.relock``.
What Pyodide's own lock (of its npm package) says of each wheel is the authority: a wheel from
anywhere else is taken only if its sha256 is the one that the official lock names.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from livepage.build.pyodide import clients
from livepage.build.pyodide.fetch import LOCK

VERSION = "314.0.3"
PACKAGES = [
    "numpy",
    "matplotlib",
    "sympy",
]
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
SOURCES = {
    "cdn": {"kind": "web", "address": f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"},
    "npm": {"kind": "npm", "package": f"pyodide@{VERSION}", "folder": "package/"},
    "pip": {
        "kind": "pip",
        "package": "open-webui==0.12.4",
        "folder": "open_webui/frontend/pyodide/",
    },
}
KEYS = ("name", "version", "file_name", "install_dir", "package_type", "imports", "depends")


def closure(official: dict[str, Any], names: list[str]) -> list[str]:
    """Return the names and all that they depend on, sorted."""
    seen: set[str] = set()
    queue = list(names)
    while queue:
        if (name := queue.pop()) not in seen:
            seen.add(name)
            queue += official[name]["depends"]
    return sorted(seen)


def describe(path: Path, sources: list[str]) -> dict[str, Any]:
    """Return the lock's line for a file."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"name": path.name, "size": len(content), "sha256": digest, "sources": sources}


def main() -> None:
    """Fetch from npm and pip, compare with the official lock, and write ours."""
    with clients.scratch() as room:
        core = [*CORE, "pyodide-lock.json"]
        clients.npm(SOURCES["npm"]["package"], SOURCES["npm"]["folder"], core, room)
        official = json.loads((room / "pyodide-lock.json").read_text("utf-8"))
        known = official["packages"]
        chosen = {name: known[name] for name in closure(known, PACKAGES)}
        wheels = [package["file_name"] for package in chosen.values()]
        clients.pip(SOURCES["pip"]["package"], SOURCES["pip"]["folder"], wheels, room)
        files = [describe(room / name, ["cdn", "npm"]) for name in CORE]
        for package in chosen.values():
            line = describe(room / package["file_name"], ["cdn", "pip"])
            if line["sha256"] != package["sha256"]:
                raise SystemExit(f"{line['name']} is not the file of Pyodide's own lock")
            files.append(line)
    packages = {
        name: {**{key: package[key] for key in KEYS}, "unvendored_tests": False}
        for name, package in chosen.items()
    }
    # One file and one package a line, so that a change is read at a glance.
    rows = ",\n".join("    " + json.dumps(line) for line in files)
    named = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in packages.items())
    sources = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in SOURCES.items())
    LOCK.write_text(
        f'{{\n  "version": "{VERSION}",\n  "info": {json.dumps(official["info"])},\n'
        f'  "sources": {{\n{sources}\n  }},\n  "files": [\n{rows}\n  ],\n'
        f'  "packages": {{\n{named}\n  }}\n}}\n',
        "utf-8",
    )
    print(f"{LOCK.name}: {len(files)} files")


if __name__ == "__main__":
    main()
