"""The Python packages of the notebooks in the browser, and the list from which Pyodide loads them.

They come by pip as `wheels.txt` names them, byte for byte.  One list, `pyodide-lock.json`, names
them and the packages that the site's Pyodide holds already; so a cell that imports one loads it
from the site, and nothing is ever looked up in an index.
"""

from __future__ import annotations

import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterable
from email import message_from_string
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from livepage.build.pyodide import clients, fetch

WANTED = Path(__file__).with_name("wheels.txt")
PYTHON = "3.14"  # of the site's Pyodide
# Asked for by a package above and not needed in the browser: front ends, which JupyterLite has
# built in or takes from this environment.
FRONT_ENDS = {"jupyterlab-widgets", "widgetsnbextension"}
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class WheelError(Exception):
    """A wheel is not to be had as `wheels.txt` names it, or needs what nobody brings."""


def cache_folder() -> Path:
    """Return where fetched wheels are kept between builds."""
    return fetch.cache_folder().with_name("lite")


def ensure(say: fetch.Say, wanted: Path = WANTED, cache: Path | None = None) -> list[Path]:
    """Return the wheels that ``wanted`` names, fetching what is missing; each hash is checked.

    Raises ``ClientError`` when pip cannot fetch them.
    """
    cache = cache or cache_folder()
    hashes = set(_HASH.findall(wanted.read_text("utf-8")))
    folders = [folder for folder in (fetch.local_folder(), cache) if folder is not None]
    found = _matching(folders, hashes)
    if hashes - found.keys():
        say(f"JupyterLite: {len(hashes - found.keys())} of {len(hashes)} wheels to fetch")
        cache.mkdir(parents=True, exist_ok=True)
        with clients.scratch() as room:
            download(["--require-hashes", "--requirement", str(wanted)], room)
            for path in room.glob("*.whl"):
                (cache / path.name).write_bytes(path.read_bytes())
        found = _matching(folders, hashes)
    if missing := hashes - found.keys():
        raise WheelError(f"pip brought no wheel with the sha256 {', '.join(sorted(missing))}")
    return sorted(found.values())


def download(what: list[str], target: Path) -> None:
    """Put the wheels without compiled parts that pip finds for ``what`` into ``target``."""
    platform = ["--platform", "any", "--python-version", PYTHON, "--only-binary", ":all:"]
    options = ["--no-deps", "--disable-pip-version-check", "--no-input", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, *platform, "--dest", str(target)]
    clients.run([*command, *what], target)


def _matching(folders: Iterable[Path], hashes: set[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.glob("*.whl"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest in hashes:
                found.setdefault(digest, path)
    return found


def describe(name: str, content: bytes, address: str, known: Iterable[str]) -> dict[str, Any]:
    """Return a wheel's entry for Pyodide's list, with those dependencies that ``known`` names.

    Raises ``WheelError`` naming a dependency that holds in the browser and that nobody brings.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        entries = wheel.namelist()
        (about,) = (e for e in entries if e.endswith(".dist-info/METADATA") and e.count("/") == 1)
        meta = message_from_string(wheel.read(about).decode("utf-8"))
    package = canonicalize_name(meta["Name"])
    known = set(known)
    depends = {d for d in _needs(meta.get_all("Requires-Dist") or []) if d not in FRONT_ENDS}
    if lacking := sorted(depends - known):
        raise WheelError(f"{name} needs {', '.join(lacking)}, which neither {WANTED.name} nor the "
                         "site's Pyodide brings")  # fmt: skip
    tops = {entry.split("/")[0] for entry in entries if not entry.split("/")[0].endswith("-info")}
    imports = {top.removesuffix(".py") for top in tops if not top.endswith(".data")}
    return {
        "name": package,
        "version": meta["Version"],
        "file_name": address,
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": sorted(i for i in imports if i.isidentifier()),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def _needs(requirements: Iterable[str]) -> set[str]:
    """Return the packages that hold in the browser."""
    there: dict[str, str] = {str(k): str(v) for k, v in default_environment().items()}
    there |= {
        "sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix",
        "platform_machine": "wasm32", "python_version": PYTHON,
        "python_full_version": f"{PYTHON}.0", "extra": "",
    }  # fmt: skip
    parsed = [Requirement(text) for text in requirements]
    return {
        canonicalize_name(r.name) for r in parsed if r.marker is None or r.marker.evaluate(there)
    }


def listing(base: dict[str, Any], wheels: dict[str, bytes], reach: str) -> dict[str, Any]:
    """Return Pyodide's list: its own packages under ``reach``, and ``wheels`` by their address.

    ``base`` is the list beside the site's Pyodide; ``wheels`` is address -> content.
    """
    packages = {
        name: {**entry, "file_name": reach + entry["file_name"]}
        for name, entry in base["packages"].items()
    }
    names = {canonicalize_name(Path(a).name.split("-")[0]) for a in wheels} | set(packages)
    for address, content in wheels.items():
        entry = describe(Path(address).name, content, address, names)
        if entry["name"] not in FRONT_ENDS:
            packages.setdefault(entry["name"], entry)
    return {"info": base["info"], "packages": packages}
