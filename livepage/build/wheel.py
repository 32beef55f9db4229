"""Make the wheels of ``mlmath`` that the reader's browser loads: one for each page.

A wheel holds the Python of its slug's widgets, theorems and exercises and of the widgets that its
page borrows, all that this imports, and the small data that it names; no views and no styles (the
page loads those itself).  Everything else
a page fetches when Python first reads it.  Equal sources give equal bytes, so that an address can
carry a hash of its content.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import zipfile
from collections.abc import Container, Iterable, Iterator, Set
from pathlib import Path, PurePosixPath

import mlmath

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
NOT_PYTHON = {".js", ".ts", ".css", ".LICENSE", ".pyc", ".md"}
LARGE = 100_000  # bytes; a larger file would lengthen every page's start
LAYERS = ("widgets", "theorems", "exercises")  # what a page's Python may be asked for at its start
# What the bridge and the worker use, whatever the page.
SHARED = (
    "__init__", "widgets/__init__", "widgets/classes", "widgets/snapshot", "widgets/spec",
    "widgets/theorem",
)  # fmt: skip


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


def data(root: Path) -> dict[str, Path]:
    """Return the book's data, name in the wheel -> path."""
    return {name: path for name, path in sources(root) if name.startswith(f"{root.name}/data/")}


def page_files(root: Path, slug: str, borrowed: Iterable[str] = ()) -> set[str]:
    """Return the names of what a page needs at its start: code, and small data.

    Parameters
    ----------
    root : the package.
    slug : whose layers it needs; "" for a page that has none.
    borrowed : widgets of other pages, by their names.
    """
    files = {name: path for name, path in sources(root) if path.suffix == ".py"}
    own = [f"{root.name}/{layer}/{slug}" for layer in LAYERS if slug]
    for name in borrowed:
        inner, _, short = name.removeprefix("theorems.").partition(".")
        place = f"theorems/{inner}" if name.startswith("theorems.") else f"widgets/{inner}/{short}"
        # Its class is in the package of its slug, and a theorem's too.
        own += [f"{root.name}/{place}", f"{root.name}/widgets/{inner}/__init__"]
    needed = {
        name
        for name in files
        if name.removesuffix(".py") in {*own, *(f"{root.name}/{name}" for name in SHARED)}
        or name.startswith(tuple(f"{start}/" for start in own))
    }
    todo = list(needed)
    while todo:
        name = todo.pop()
        packages = {f"{parent}/__init__.py" for parent in PurePosixPath(name).parents}
        found = (_imported(files[name], files) | packages & files.keys()) - needed
        needed |= found
        todo += found
    text = "".join(files[name].read_text("utf-8") for name in sorted(needed))
    small = {
        name
        for name, path in data(root).items()
        if path.stat().st_size <= LARGE and f'"{path.name}"' in text
    }
    return needed | small


def _imported(path: Path, files: Container[str]) -> set[str]:
    """Return the names of the files that the source in a file imports, packages included."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    found = set()
    for module in modules:
        parts = module.split(".")
        for length in range(2, len(parts) + 1):
            place = "/".join(parts[:length])
            found |= {name for name in (f"{place}.py", f"{place}/__init__.py") if name in files}
    return found


def build(
    root: Path,
    version: str,
    without: Set[str] = NOT_PYTHON,
    needs: Iterable[str] = (),
    only: Container[str] | None = None,
) -> tuple[str, bytes]:
    """Return the wheel's file name and its bytes.

    ``needs`` are the packages it asks for; ``only`` names the files to take, where not all.
    """
    name = root.name
    info = f"{name}-{version}.dist-info"
    chosen = (pair for pair in sources(root, without) if only is None or pair[0] in only)
    files = {entry: path.read_bytes() for entry, path in chosen}
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
