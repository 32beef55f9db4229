"""A chapter in a real JupyterLab reads as in the book, and is installed with the package."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from flit_core import buildapi

from livepage.lite.folder import CHAPTERS
from tests import book
from tests.jupyter.conftest import Lab
from tests.livepage.lab import shown

if TYPE_CHECKING:
    import pytest
    from playwright.sync_api import Browser

FIRST = book.WRITTEN[0]


def test_a_chapter_reads_like_the_book(lab: Lab, browser: Browser) -> None:
    for path in (FIRST.path, "references.bib"):
        (lab.folder / path).parent.mkdir(exist_ok=True)
        shutil.copyfile(book.ROOT / path, lab.folder / path)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(lab / FIRST.path)
    shown.reads_like_the_book(page, FIRST)
    shown.folds(page)
    captions = page.locator(".jp-CodeCell .mlb-caption")
    captions.first.get_by_text(f"Fig. {FIRST.number}.1", exact=True).wait_for(state="attached")
    context.close()


def test_the_extension_comes_with_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`requirements.txt` installs the package from its source, here and on Binder."""
    monkeypatch.chdir(book.ROOT)
    with zipfile.ZipFile(tmp_path / buildapi.build_editable(str(tmp_path))) as wheel:
        (inside,) = {name.split("/data/")[0] for name in wheel.namelist() if "/data/" in name}
        for path in (p for p in CHAPTERS.rglob("*") if p.is_file()):
            name = path.relative_to(book.ROOT / "livepage" / "lab").as_posix()
            assert wheel.read(f"{inside}/data/{name}") == path.read_bytes()
