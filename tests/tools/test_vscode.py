"""The package for VS Code holds all that it refers to, and nothing that lies outside."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from tools import vscode


def test_what_is_named_is_there(tmp_path: Path) -> None:
    with zipfile.ZipFile(vscode.pack(tmp_path / "a.vsix")) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    about = json.loads(texts["extension/package.json"])
    (renderer,) = about["contributes"]["notebookRenderer"]
    named = [about["main"], renderer["entrypoint"]["path"]]
    assert {str(PurePosixPath("extension", name)) for name in named} <= texts.keys()
    assert f'"{renderer["id"]}"' in texts["extension/main.js"]
    for name, text in texts.items():
        for other in re.findall(r'(?:from |URL\()"([^"]+)"', text):
            assert str(PurePosixPath(name).parent / PurePosixPath(other)) in texts, (name, other)
    kinds = {PurePosixPath(name).suffix for name in texts} - {".xml"}
    types = ElementTree.fromstring(texts["[Content_Types].xml"])
    assert kinds <= {entry.attrib["Extension"] for entry in types}
    manifest = ElementTree.fromstring(texts["extension.vsixmanifest"])
    identity = next(node for node in manifest.iter() if node.tag.endswith("Identity"))
    assert (identity.attrib["Id"], identity.attrib["Version"]) == ("mlmath", about["version"])


def test_it_is_packed_without_any_package() -> None:
    """As `make vscode` does in a new environment: -S leaves out what is installed."""
    command = [sys.executable, "-S", "-c", "from tools import vscode; vscode.contents()"]
    subprocess.run(command, cwd=vscode.ROOT, check=True)
