"""Every link of the built site leads somewhere, and the literature is linked by its DOI.

Nothing is asked of the network: links within the site are looked up among its files, links out of
it are judged by their form.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "references.bib"
# Where a link may lead besides DOIs: licenses, and where the book itself can be launched.
HOSTS = {"creativecommons.org", "opensource.org", "mybinder.org", "colab.research.google.com"}
# A DOI is a registrant (10. and four digits or more), a slash, and a suffix without spaces.
DOI = re.compile(r"https://doi\.org/10\.\d{4,9}(\.\d+)*/\S+")


class Links(HTMLParser):
    """The addresses that a page names, and the places in it that can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect ids, and what href, src and poster name."""
        for key, value in attrs:
            if value is None:
                continue
            if key == "id" or (key == "name" and tag == "a"):
                self.anchors.add(value)
            elif key in {"href", "src", "poster"} and tag != "base":
                self.targets.append(value.strip())


@cache
def read(path: Path) -> Links:
    """Return the links and anchors of one page."""
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def internal(site, page: str) -> Iterator[tuple[str, Path, str]]:
    """Yield each link of ``page`` within the site: as written, its file, its fragment."""
    here = site.root / page
    for target in read(here).targets:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        path = unquote(parts.path)
        base = site.root if path.startswith("/") else here.parent
        file = (base / path.lstrip("/")).resolve() if path else here
        yield target, file / "index.html" if file.is_dir() else file, unquote(parts.fragment)


def external(site, page: str) -> Iterator[str]:
    """Yield each link of ``page`` that leads out of the site."""
    for target in read(site.root / page).targets:
        parts = urlsplit(target)
        if parts.netloc or parts.scheme not in {"", "data", "mailto", "javascript"}:
            yield target


def archives() -> set[str]:
    """Return the addresses that ``references.bib`` gives for sources that have no DOI."""
    entries = SOURCES.read_text(encoding="utf-8").split("\n@")
    without = (entry for entry in entries if not re.search(r"^\s*doi\s*=", entry, re.MULTILINE))
    found = (re.search(r"^\s*url\s*=\s*[{\"]([^}\"]+)", entry, re.MULTILINE) for entry in without)
    return {match[1] for match in found if match}


def test_every_internal_link_resolves(site) -> None:
    broken = []
    for page in site.pages():
        for target, file, fragment in internal(site, page):
            if not file.is_file():
                broken.append(f"{page}: {target} names no file")
            elif fragment and file.suffix == ".html" and fragment not in read(file).anchors:
                broken.append(f"{page}: {target} names no place in {file.name}")
    assert broken == []


def test_no_link_is_empty_or_runs_a_script(site) -> None:
    bad = [
        f"{page}: {target!r}"
        for page in site.pages()
        for target in read(site.root / page).targets
        if not target or target.startswith("javascript:")
    ]
    assert bad == []


def test_external_links_are_well_formed_and_lead_to_dois(site) -> None:
    """A source without a DOI may be linked where ``references.bib`` says that it is kept."""
    kept = archives()
    bad = []
    for page in site.pages():
        for target in external(site, page):
            parts = urlsplit(target)
            known = target in kept or parts.hostname in HOSTS
            right = DOI.fullmatch(target) if parts.hostname == "doi.org" else known
            if parts.scheme != "https" or not right:
                bad.append(f"{page}: {target}")
    assert bad == []


def test_every_citation_leads_to_the_bibliography(site) -> None:
    """Sphinx writes a citation that it cannot resolve as plain text in brackets, or as a fault."""
    text = {page: (site.root / page).read_text(encoding="utf-8") for page in site.pages()}
    unresolved = [page for page, html in text.items() if re.search(r"\[\?+\]|\{cite", html)]
    assert unresolved == []
    cited = sum(html.count('class="bibtex-citation"') for html in text.values())
    assert cited > 0, "the book cites nothing"


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("https://doi.org/10.1037/h0042519", True),
        ("https://doi.org/10.1016/B978-0-08-010000-0.50001-1", True),
        ("http://doi.org/10.1037/h0042519", False),
        ("https://doi.org/h0042519", False),
        ("https://doi.org/10.1037/", False),
    ],
)
def test_the_form_of_a_doi(target: str, right: bool) -> None:
    assert bool(DOI.fullmatch(target)) is right
