"""The vendored D3 is the file that was recorded, small, licensed, and cannot collide."""

import gzip
import hashlib
import json
from pathlib import Path

import mlmath.widgets

VENDOR = Path(mlmath.widgets.__file__).parent / "vendor"
TEXT = (VENDOR / "d3.js").read_text("utf-8")
RECORD = json.loads((VENDOR / "d3.json").read_text("utf-8"))


def test_checksum_and_size() -> None:
    assert hashlib.sha256(TEXT.encode()).hexdigest() == RECORD["sha256"]
    assert len(TEXT.encode()) == RECORD["bytes"]
    assert len(gzip.compress(TEXT.encode(), 9)) <= 40_000


def test_versions_and_licenses_are_stated() -> None:
    licenses = (VENDOR / "d3.LICENSE").read_text("utf-8")
    for name, version in RECORD["modules"].items():
        assert f"{name} {version}" in TEXT.splitlines()[0]
        assert f"{name} {version}\n" in licenses


def test_it_is_one_function_and_one_name() -> None:
    lines = TEXT.splitlines()
    assert lines[1].startswith("const d3=(()=>{")
    assert lines[-2].endswith("})();")
    assert lines[-1] == "export { d3 };"


def test_it_asks_no_other_host() -> None:
    assert "import(" not in TEXT
    assert "fetch(" not in TEXT
    assert "https:" not in TEXT
