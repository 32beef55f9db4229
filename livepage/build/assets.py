"""The files that make a page live, under names that carry a hash of their content.

A browser may keep such a file for ever: when the content changes, so does the address.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from mlmath.widgets.javascript import slim
from mlmath.widgets.modules import ModuleError, rewritten


def short(content: bytes) -> str:
    """Return the hash of a content as it stands in a name."""
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass
class Assets:
    """Files to publish, path in the site's live folder -> content."""

    files: dict[str, bytes] = field(default_factory=dict)
    _modules: dict[Path, tuple[str, list[str]]] = field(default_factory=dict)
    _open: list[Path] = field(default_factory=list)  # modules whose imports are being added

    def add(self, name: str, content: bytes) -> str:
        """Publish a content as ``stem.hash.suffix``; return its path."""
        stem, dot, suffix = name.rpartition(".")
        path = f"{stem}.{short(content)}{dot}{suffix}"
        self.files[path] = content
        return path

    def add_folder(self, name: str, contents: dict[str, bytes]) -> str:
        """Publish files under their own names in a folder ``name-hash``; return its path."""
        total = b"".join(f"{key}:{short(data)};".encode() for key, data in sorted(contents.items()))
        folder = f"{name}-{short(total)}/"
        self.files |= {folder + key: data for key, data in contents.items()}
        return folder

    def add_module(self, source: Path, *, computed: bool = False) -> tuple[str, list[str]]:
        """Publish an ES module and all that it imports, with the addresses rewritten.

        Returns its path, and the paths of the module and its imports, each once: what a page
        that uses it can ask for at once.  ``computed`` allows imports at run time from addresses
        that the page's configuration holds.

        Raises ``ModuleError`` naming file and line of an import that is not understood.
        """
        source = source.resolve()
        if source in self._open:
            raise ModuleError(f"{source.name} imports itself, by way of {self._open[-1].name}")
        if source not in self._modules:
            needs: list[str] = []

            def address(other: Path) -> str:
                path, below = self.add_module(other)
                needs.extend(below)
                return f"./{path}"

            self._open.append(source)
            text = rewritten(source, address, computed=computed)
            self._open.pop()
            path = self.add(source.name, slim(text).encode())
            self._modules[source] = path, list(dict.fromkeys([path, *needs]))
        return self._modules[source]

    def fingerprint(self) -> str:
        """Return a hash of all names, and by them of all contents."""
        return short("\n".join(sorted(self.files)).encode())

    def write(self, folder: Path) -> None:
        """Write the files into a folder, leave equal ones alone, and remove all others."""
        for name, content in self.files.items():
            path = folder / name
            # The name has the content's hash; a size that differs is a copy that was cut short.
            if path.is_file() and path.stat().st_size == len(content):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in self.files:
                path.unlink()
