"""Get Pyodide, the Python that runs in the reader's browser: locked, verified, cached.

``pyodide.lock.json`` names every file with its size, its sha256 and the sources that carry it.
Each file comes from the first place that has it:

1. the folder in the environment's ``MLMATH_PYODIDE_DIR``,
2. the cache, ``$XDG_CACHE_HOME/mlmath/pyodide`` (``~/.cache/mlmath/pyodide``),
3. the sources that its line in the lock names, in the order given there: the official CDN, and
   packages that carry it, fetched by the clients npm and pip.

Every byte is checked against the lock wherever it came from.  A file that differs stops the build
with a message that names it: nothing is repaired behind anyone's back.

``python -m livepage.build.pyodide.fetch`` fetches all of it and says where it is.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from livepage.build.pyodide import clients

LOCK = Path(__file__).with_name("pyodide.lock.json")
PATIENCE = 4.0  # seconds without a byte until the CDN is given up, once for all files
Say = Callable[[str], None]
# client(package, folder, names, target) puts the named files of a package into target
Client = Callable[[str, str, list[str], Path], None]


class PyodideError(Exception):
    """A file of Pyodide is not what the lock says, or is not to be had."""


@dataclass(frozen=True)
class File:
    """One line of the lock: what a file is, and which sources carry it, best first."""

    name: str
    size: int
    sha256: str
    sources: tuple[str, ...]

    def check(self, path: Path, content: bytes | None = None) -> None:
        """Raise ``PyodideError`` naming ``path`` unless its bytes are the locked ones."""
        content = path.read_bytes() if content is None else content
        found = hashlib.sha256(content).hexdigest()
        if found != self.sha256:
            raise PyodideError(
                f"{path} is not the file that {LOCK.name} describes:\n"
                f"  expected {self.size} bytes, sha256 {self.sha256}\n"
                f"  got      {len(content)} bytes, sha256 {found}\n"
                f"Nothing was built from it.  Delete {self.name} there to fetch it anew."
            )


@dataclass(frozen=True)
class Lock:
    """The lock: files, sources by name, and which Python packages the files are."""

    version: str
    sources: Mapping[str, Mapping[str, str]]
    files: tuple[File, ...]
    packages: Mapping[str, Any]
    info: Mapping[str, str]

    @classmethod
    def read(cls, path: Path = LOCK) -> Lock:
        """Read a lock from its JSON file."""
        raw = json.loads(path.read_text("utf-8"))
        files = tuple(File(**{**line, "sources": tuple(line["sources"])}) for line in raw["files"])
        return cls(raw["version"], raw["sources"], files, raw["packages"], raw["info"])


def cache_folder() -> Path:
    """Return where fetched files are kept between builds."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "mlmath" / "pyodide"


def local_folder() -> Path | None:
    """Return the folder in ``MLMATH_PYODIDE_DIR``; raises ``PyodideError`` when it is missing."""
    if not (given := os.environ.get("MLMATH_PYODIDE_DIR")):
        return None
    folder = Path(given).expanduser()
    if not folder.is_dir():
        raise PyodideError(f"MLMATH_PYODIDE_DIR must name a folder, got {given}")
    return folder


def mebibytes(size: float) -> str:
    """Return a size as a person reads it: ``9.2 MB``."""
    return f"{size / 2**20:.1f} MB"


def fetch(
    lock: Lock,
    *,
    local: Path | None = None,
    cache: Path,
    use: Mapping[str, Client] = clients.BY_KIND,
    say: Say = print,
) -> dict[str, Path]:
    """Return where each file of the lock lies, name -> path, fetching what is missing.

    Raises ``PyodideError`` naming the file when its bytes differ from the lock, or naming the
    sources that were tried when none has it.
    """
    found: dict[str, Path] = {}
    missing: list[File] = []
    for file in lock.files:
        for folder in filter(None, (local, cache)):
            if (path := folder / file.name).is_file():
                file.check(path)
                found[file.name] = path
                break
        else:
            missing.append(file)
    if not missing:
        return found

    total = sum(file.size for file in missing)
    say(f"Pyodide {lock.version}: {len(missing)} files to fetch, {mebibytes(total)}")
    cache.mkdir(parents=True, exist_ok=True)
    reasons: list[str] = []
    # Sources in the order in which the lock declares them; each is asked once for all it carries.
    for name, source in lock.sources.items():
        wanted = [file for file in missing if name in file.sources]
        if not wanted:
            continue
        try:
            if source["kind"] == "web":
                _from_web(source["address"], wanted, cache, say)
            else:
                say(f"  {name}: {source['package']}")
                _from_package(use[source["kind"]], source, wanted, cache)
        except (OSError, http.client.HTTPException, clients.ClientError) as error:
            reasons.append(f"{name}: {error}")
            say(f"  {name} is not to be had ({error}); trying the next source")
        missing = [file for file in missing if not (cache / file.name).is_file()]
    if missing:
        names = ", ".join(file.name for file in missing)
        raise PyodideError(
            f"no source has {names}\n  " + "\n  ".join(reasons) + "\n"
            "Set MLMATH_PYODIDE_DIR to a folder that holds these files to build without a network."
        )
    return {file.name: found.get(file.name, cache / file.name) for file in lock.files}


def _keep(file: File, content: bytes, cache: Path, origin: str) -> None:
    """Check bytes that just came, then put them into the cache in one step."""
    file.check(Path(f"{file.name} from {origin}"), content)
    part = cache / f".{file.name}.{os.getpid()}"
    part.write_bytes(content)
    part.replace(cache / file.name)


def _from_web(address: str, files: list[File], cache: Path, say: Say) -> None:
    """Fetch files from the CDN; the first failure ends it for all of them."""
    for file in files:
        _keep(file, _download(address + file.name, file.size, say), cache, address)
        say(f"  {file.name}  {mebibytes(file.size)}")


def _download(address: str, size: int, say: Say) -> bytes:
    """Return what an address holds, a byte more than ``size`` at most: enough to see a difference.

    A socket's own time limit does not cover the look-up of the name, which can hang where there
    is no network; so this runs in a thread that is left behind when nothing comes for a while.
    """
    chunks: list[bytes] = []
    failure: list[Exception] = []
    news = threading.Event()
    ended = threading.Event()

    def read() -> None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                while chunk := answer.read(min(2**18, size + 1 - sum(map(len, chunks)))):
                    chunks.append(chunk)
                    news.set()
        except urllib.error.HTTPError as error:  # which is the answer, too
            error.close()
            failure.append(OSError(f"{error.code} {error.reason} for {address}"))
        except Exception as error:
            failure.append(error)
        ended.set()
        news.set()

    threading.Thread(target=read, daemon=True).start()
    told = time.monotonic()
    while not ended.is_set():
        if not news.wait(PATIENCE):
            raise TimeoutError(f"nothing came from {address} for {PATIENCE:g} s")
        news.clear()
        if time.monotonic() - told > clients.PACE:
            told = time.monotonic()
            say(f"    {mebibytes(sum(map(len, chunks)))} of {mebibytes(size)}")
    if failure:
        raise failure[0]
    return b"".join(chunks)


def _from_package(
    client: Client, source: Mapping[str, str], files: list[File], cache: Path
) -> None:
    """Fetch files that a package of npm or pip carries."""
    with clients.scratch() as target:
        client(source["package"], source["folder"], [file.name for file in files], target)
        for file in files:
            _keep(file, (target / file.name).read_bytes(), cache, source["package"])


def ensure(say: Say = print) -> dict[str, Path]:
    """Return where each file of the book's lock lies, fetching and checking as needed."""
    return fetch(Lock.read(), local=local_folder(), cache=cache_folder(), say=say)


def site_lock(lock: Lock, contents: Mapping[str, bytes]) -> str:
    """Return the ``pyodide-lock.json`` that the site publishes: only what the site ships.

    ``contents`` holds the bytes of each file by name; the hashes are theirs, so that the browser
    checks what it loads once more.
    """
    packages = {}
    for name, package in lock.packages.items():
        digest = hashlib.sha256(contents[package["file_name"]]).hexdigest()
        packages[name] = {**package, "sha256": digest}
    return json.dumps({"info": lock.info, "packages": packages}, sort_keys=True)


def main() -> int:
    """Fetch everything from the command line."""
    try:
        files = ensure(lambda line: print(line, flush=True))
    except PyodideError as error:
        print(f"Pyodide: {error}", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in files.values())
    folders = ", ".join(sorted({str(path.parent) for path in files.values()}))
    print(f"Pyodide: {len(files)} files, {mebibytes(size)}, every byte as locked, in {folders}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
