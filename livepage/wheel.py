"""Make the wheel of ``mlmath`` that the reader's browser loads.

Pure Python and data, no views and no styles (the page loads those itself).  Equal sources give
equal bytes, so its address can carry a hash of its content.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

import mlmath

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
NOT_PYTHON = {".js", ".css", ".json", ".LICENSE", ".pyc", ".md"}


def package() -> Path:
    """Return the folder of the package."""
    return Path(mlmath.__file__).parent


def sources(root: Path, without: Set[str] = NOT_PYTHON) -> Iterator[tuple[str, Path]]:
    """Yield name in the wheel and path of each file, sorted by name.

    ``without`` holds the suffixes to leave out: all that computing does not need.
    """
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        hidden = any(part.startswith((".", "__pycache__")) for part in inner.parts)
        if path.is_file() and not hidden and path.suffix not in without:
            yield f"{root.name}/{inner.as_posix()}", path


def digest(root: Path) -> str:
    """Return a hash of all that the outputs of a notebook may depend on: code and data."""
    total = hashlib.sha256()
    for name, path in sources(root):
        total.update(f"{name}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def build(
    root: Path, version: str, without: Set[str] = NOT_PYTHON, needs: Iterable[str] = ()
) -> tuple[str, bytes]:
    """Return the wheel's file name and its bytes; ``needs`` are the packages it asks for."""
    name = root.name
    info = f"{name}-{version}.dist-info"
    files = {entry: path.read_bytes() for entry, path in sources(root, without)}
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    about += "".join(f"Requires-Dist: {package}\n" for package in needs)
    files[f"{info}/METADATA"] = about.encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: livepage\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = [f"{entry},sha256={_record(data)},{len(data)}" for entry, data in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    return f"{name}-{version}-py3-none-any.whl", archive(files)


def archive(files: dict[str, bytes]) -> bytes:
    """Return a zip file of the files, equal for equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            out.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _record(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
