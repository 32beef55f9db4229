"""The vendored CodeMirror is the file that was recorded, licensed, whole, and asks nobody."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import livepage

EDITOR = Path(livepage.__file__).parent / "page" / "cells" / "codemirror"
TEXT = (EDITOR / "codemirror.js").read_text("utf-8")
RECORD = json.loads((EDITOR / "codemirror.json").read_text("utf-8"))
LOCK = json.loads((EDITOR / "codemirror.lock.json").read_text("utf-8"))


def test_checksum_and_size() -> None:
    assert hashlib.sha256(TEXT.encode()).hexdigest() == RECORD["sha256"]
    assert len(TEXT.encode()) == RECORD["bytes"]
    assert len(gzip.compress(TEXT.encode(), 9)) <= 130_000


def test_versions_and_licenses_are_stated() -> None:
    licenses = (EDITOR / "codemirror.LICENSE").read_text("utf-8")
    for name, version in RECORD["modules"].items():
        assert f"{name} {version}" in TEXT.splitlines()[0]
        assert f"{name} {version}\n" in licenses
        assert LOCK["packages"][f"node_modules/{name}"]["version"] == version
        assert LOCK["packages"][f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_it_exports_what_the_editor_takes() -> None:
    used = (EDITOR.with_name("editor.js")).read_text("utf-8")
    assert 'import * as cm from "./codemirror/codemirror.js";' in used
    (given,) = re.findall(r"export\{([^}]*)\};\s*\Z", TEXT)
    exported = {part.rpartition(" as ")[2].strip() for part in given.split(",")}
    assert set(re.findall(r"\bcm\.(\w+)", used)) == exported


def test_it_is_one_module_that_asks_no_other_host() -> None:
    assert not re.search(r"\bimport\s*[({\"']", TEXT)
    assert "fetch(" not in TEXT
    assert not re.search(r"https?://(?!www\.w3\.org/)", TEXT)
