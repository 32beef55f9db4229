"""The sources: complete, lasting, each cited, and each citation among them."""

import re
from pathlib import Path

import pytest

from tests import book

ROOT = Path(__file__).resolve().parent.parent
BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")
# Archives that keep what they hold under the same address.
ARCHIVES = (
    "https://apps.dtic.mil/sti/citations/",
    "https://www.nytimes.com/1958/",
    "https://news.cornell.edu/stories/",
    "https://oeis.org/",
    "https://eprints.whiterose.ac.uk/id/eprint/",
    "https://nyuscholars.nyu.edu/en/publications/",
    "https://ethw.org/Oral-History:",
    "https://stanfordmag.org/contents/",
    "https://papers.neurips.cc/paper_files/paper/",
    "https://proceedings.neurips.cc/paper/",
    "https://www.kdnuggets.com/2016/07/",
)
CITATION = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")


def entries() -> dict[str, dict[str, str]]:
    """Return {key: {field: value}} of references.bib, each field being on lines of its own."""
    found = {}
    for kind, key, body in re.findall(r"^@(\w+)\{(\w+),\n(.*?)^\}$", BIBLIOGRAPHY, re.M | re.S):
        fields = re.findall(r"^  (\w+)\s*= \{(.*?)\},$", body, re.M | re.S)
        found[key] = {"kind": kind} | {name: " ".join(value.split()) for name, value in fields}
    return found


def texts() -> dict[str, str]:
    """Return the running text of every page of the book."""
    pages = {p.name: p.read_text(encoding="utf-8") for p in ROOT.glob("*.md")}
    return pages | {page.name: book.text(page) for page in book.WRITTEN}


def cited() -> set[str]:
    """Return the keys of all citations."""
    groups = (group for text in texts().values() for group in CITATION.findall(text))
    return {key.strip() for group in groups for key in group.split(",")}


def test_every_entry_is_read() -> None:
    """So that no entry escapes the tests below by an unusual layout."""
    assert len(entries()) == len(re.findall(r"^@", BIBLIOGRAPHY, re.M)) > 0


@pytest.mark.parametrize("key", entries())
def test_an_entry_names_author_title_and_year(key: str) -> None:
    entry = entries()[key]
    assert {"author", "title", "year"} <= set(entry)
    assert re.fullmatch(r"1[789]\d\d|20\d\d", entry["year"])
    assert entry["year"] in key


@pytest.mark.parametrize("key", entries())
def test_an_entry_can_be_found_again(key: str) -> None:
    """By a DOI, an ISBN, a lasting archive, or the number under which its keeper files it."""
    entry = entries()[key]
    if "doi" in entry:
        assert re.fullmatch(r"10\.\d{4,}/\S+", entry["doi"]), "a DOI without its https address"
    elif "isbn" in entry:
        assert isbn_is_valid(entry["isbn"])
    elif "url" in entry:
        assert entry["url"].startswith(ARCHIVES)
    else:
        assert "number" in entry
        assert {"institution", "howpublished"} & set(entry)


def isbn_is_valid(isbn: str) -> bool:
    """Check the last digit of an ISBN-13: weights 1, 3, 1, 3, ... give a multiple of 10."""
    digits = [int(d) for d in isbn.replace("-", "")]
    weighted = sum(d * (1 + 2 * (i % 2)) for i, d in enumerate(digits))
    return len(digits) == 13 and weighted % 10 == 0


def test_the_check_of_isbns() -> None:
    """On the number that ISO 2108 explains it with, and with two digits exchanged."""
    assert isbn_is_valid("978-0-306-40615-7")
    assert not isbn_is_valid("978-0-306-46015-7")


def test_every_citation_has_its_entry() -> None:
    assert cited() - set(entries()) == set()


def test_every_entry_is_cited() -> None:
    assert set(entries()) - cited() == set()


def test_a_doi_in_the_text_is_that_of_an_entry() -> None:
    known = {entry["doi"] for entry in entries().values() if "doi" in entry}
    named = {
        doi
        for text in texts().values()
        for doi in re.findall(r"https://doi\.org/([^\s)>\]]+)", text)
    }
    assert named - known == set()
