"""Compile Python ahead of time, so that the reader's browser does not have to on every visit.

Pyodide itself does it (its byte code is its own), run by node when the book is built.  What comes
out is kept in the cache beside the files it was made from, under a hash of all that it depends on.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from livepage.build.pyodide import clients
from livepage.build.pyodide.fetch import PyodideError, Say, cache_folder

HERE = Path(__file__).parent
RUNNER, SCRIPT = HERE / "precompile.mjs", HERE / "compile_archive.py"


def compiled(
    archives: Mapping[str, bytes], runtime: Mapping[str, bytes], say: Say = print
) -> dict[str, bytes]:
    """Return the archives, name -> bytes, with byte code for what a start imports.

    ``runtime`` holds Pyodide's own files by name, numpy and ``pyodide-lock.json`` among them.
    """
    made: dict[str, bytes] = {}
    parts = [SCRIPT.read_bytes(), RUNNER.read_bytes()]
    parts += [runtime[name] for name in sorted(runtime) if not name.endswith((".mjs", ".wasm"))]
    base = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
    kept = {
        name: cache_folder() / "compiled" / hashlib.sha256(base + content).hexdigest()
        for name, content in archives.items()
    }
    missing = [name for name, path in kept.items() if (content := _read(path)) is None]
    if missing:
        say(f"compiling {', '.join(missing)} ahead of time")
        _run(missing, archives, runtime, kept)
    for name, path in kept.items():
        content = _read(path)
        assert content is not None  # just written
        made[name] = content
    return made


def _read(path: Path) -> bytes | None:
    """Return what is kept at ``path`` if it is whole: its first 32 bytes are its hash."""
    if not path.is_file():
        return None
    stored = path.read_bytes()
    content = stored[32:]
    return content if hashlib.sha256(content).digest() == stored[:32] else None


def _run(
    names: list[str], archives: Mapping[str, bytes], runtime: Mapping[str, bytes],
    kept: Mapping[str, Path],
) -> None:  # fmt: skip
    with clients.scratch() as room:
        for name, content in runtime.items():
            (room / name).write_bytes(content)
        jobs = []
        for number, name in enumerate(names):
            source, target = room / f"in-{number}.zip", room / f"out-{number}.zip"
            source.write_bytes(archives[name])
            jobs.append({"source": str(source), "target": str(target)})
        command = [str(clients.node()), str(RUNNER), str(room), str(SCRIPT), json.dumps(jobs)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise PyodideError(f"compiling ahead of time failed:\n{done.stderr.strip()}")
        for name, job in zip(names, jobs, strict=True):
            content = Path(job["target"]).read_bytes()
            kept[name].parent.mkdir(parents=True, exist_ok=True)
            part = kept[name].with_suffix(".part")
            part.write_bytes(hashlib.sha256(content).digest() + content)
            part.replace(kept[name])
