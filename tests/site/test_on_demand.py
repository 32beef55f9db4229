"""What a live page fetches when Python reads it, and no sooner: a long text, and modules."""

import hashlib
import json
import re
import zipfile

import pytest

from livepage.build.wheel import LARGE
from mlmath import corpus
from tests import book
from tests.livepage import pages
from tests.livepage.cell_client import Cells, error, text
from tests.mathematics import BOOK

CHAPTER = "chapters/01_perceptron.html"
FILE = BOOK / "data" / "shakespeare.txt"
ADDRESS = re.compile(r"/live/shakespeare\.\w+\.txt$")
READ = """
import hashlib
from pathlib import Path
import mlmath
from mlmath import corpus
path = Path(mlmath.__file__).parent / "data" / "shakespeare.txt"
"""
HASH = "print(path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())"


@pytest.fixture
def own(new_page):
    """A page whose Python has started."""
    page = new_page(CHAPTER)
    pages.start(page)
    return Cells(page)


# A change to the value that is there already asks Python for nothing; this does.
RESET = "id => document.getElementById(id).model.send({ command: 'reset' })"


def asked(watch):
    return [url for url in watch.requests if "shakespeare" in url]


def test_it_comes_once_on_demand_byte_for_byte(own, watch):
    content = FILE.read_bytes()
    own.run(f"{READ}\nprint(path.exists(), path.stat().st_size)", "look")
    assert text(own.told("look")) == f"True {len(content)}\n"
    assert asked(watch) == [], "neither a start nor a look brings it"
    expected = f"{len(content)} {hashlib.sha256(content).hexdigest()}\n"
    assert text(own.run(f"{READ}\n{HASH}")) == expected
    (address,) = asked(watch)
    assert ADDRESS.search(address)
    again = own.run(f"{READ}\n{HASH}\nprint(corpus.shakespeare()[-40:])")
    assert text(again) == f"{expected}{corpus.shakespeare()[-40:]}\n"
    assert asked(watch) == [address], "read twice, fetched once"


@pytest.mark.parametrize("answer", ["nothing", "missing", "short"])
def test_where_it_does_not_come_python_says_so_and_lives(own, watch, answer):
    watch.allow("shakespeare|Failed to load resource")
    how = {
        "nothing": lambda route: route.abort(),
        "missing": lambda route: route.fulfill(status=404, body="gone"),
        "short": lambda route: route.fulfill(body="To be, or"),
    }
    own.page.context.route(ADDRESS, how[answer])
    for _ in range(3):
        found = error(own.run("from mlmath import corpus\ncorpus.shakespeare()"))
        assert found["ename"] == "OSError"
        assert "shakespeare.txt" in found["evalue"]
    own.page.context.unroute(ADDRESS)
    told = own.run("from mlmath import corpus\nprint(len(corpus.shakespeare()))")
    assert text(told) == f"{FILE.stat().st_size}\n"
    own.works()


MODULES = re.compile(r"/live/more\.\w+\.zip$")
KERNEL = "from mlmath.kernels import linear_kernel\nprint(linear_kernel([[1, 2]], [[3, 4]]))"


def test_modules_that_no_widget_needs_come_with_the_first_import(own, watch):
    assert not any(MODULES.search(url) for url in watch.requests)
    assert text(own.run(KERNEL)) == "[[11.]]\n"
    assert text(own.run("import mlmath.hopfield, mlmath.kepler\nprint('there')")) == "there\n"
    assert sum(bool(MODULES.search(url)) for url in watch.requests) == 1
    found = error(own.run("import mlmath.nothing"))
    assert found["ename"] == "ModuleNotFoundError"


def test_where_the_modules_do_not_come_the_next_import_asks_again(own, watch):
    watch.allow("more|Failed to load resource")
    own.page.context.route(MODULES, lambda route: route.abort())
    for _ in range(2):
        assert error(own.run(KERNEL))["ename"] == "ModuleNotFoundError"
    own.page.context.unroute(MODULES)
    assert text(own.run(KERNEL)) == "[[11.]]\n"
    own.works()


@pytest.mark.parametrize("address", book.CHAPTERS)
def test_a_start_asks_for_no_module_and_no_data_of_other_pages(new_page, watch, address):
    """All that the page's widgets compute with came with its wheel."""
    page = new_page(address)
    identities = pages.all_drawn(page)
    pages.start(page)
    for identity in identities:
        page.evaluate(RESET, identity)
        pages.settled(page, identity)
    live = [url for url in watch.requests if "/_static/live/" in url]
    assert not [url for url in live if MODULES.search(url) or url.endswith((".csv", ".txt"))]


def test_the_wheel_of_a_page_holds_what_its_slug_needs_and_nothing_else(own, site):
    live = site.root / "_static" / "live"
    text = own.page.locator("#livepage").text_content()
    wheel = (site.root / CHAPTER).parent / json.loads(text)["wheel"]
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert max(entry.file_size for entry in archive.infolist()) < LARGE
    assert "mlmath/perceptron/machine.pyc" in names
    assert "mlmath/exercises/perceptron.pyc" in names
    assert "mlmath/data/shakespeare.txt" not in names
    folders = ("kernels", "boolean", "hopfield", "figures", "record")
    assert not [name for name in names if name.startswith(tuple(f"mlmath/{f}/" for f in folders))]
    (served,) = live.glob("shakespeare.*.txt")
    assert served.read_bytes() == FILE.read_bytes()
