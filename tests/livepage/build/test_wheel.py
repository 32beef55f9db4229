"""What the wheel of the pages leaves to be fetched on demand."""

import io
import zipfile

import pytest

from livepage.build import wheel


@pytest.fixture
def root(tmp_path):
    """A package with data on both sides of the limit, and a long module."""
    root = tmp_path / "thing"
    (root / "data").mkdir(parents=True)
    (root / "__init__.py").write_text("#" * (wheel.LARGE + 1))
    (root / "data" / "small.csv").write_bytes(b"1" * wheel.LARGE)
    (root / "data" / "large.txt").write_bytes(b"1" * (wheel.LARGE + 1))
    return root


def names(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        record = archive.read("thing-1.0.dist-info/RECORD").decode()
        found = archive.namelist()
    assert sorted(line.split(",")[0] for line in record.splitlines()) == sorted(found)
    return [name for name in found if "dist-info" not in name]


def test_data_above_the_limit_is_large_and_code_never_is(root):
    assert wheel.large(root) == {"thing/data/large.txt": root / "data" / "large.txt"}


def test_what_is_large_is_left_out_where_asked(root):
    _, whole = wheel.build(root, "1.0")
    _, small = wheel.build(root, "1.0", leave=wheel.large(root))
    assert names(whole) == ["thing/__init__.py", "thing/data/large.txt", "thing/data/small.csv"]
    assert names(small) == ["thing/__init__.py", "thing/data/small.csv"]


@pytest.fixture
def layered(tmp_path):
    """A package whose one widget needs one of two packages, by way of a module and of a package."""
    files = {
        "__init__.py": "",
        "widgets/__init__.py": "",
        "widgets/dial.py": "from thing import base\nfrom thing.theorems.law import law\n",
        "theorems/law.py": "import thing.near.inner\n",
        "base.py": "",
        "near/__init__.py": "from thing.helped import help\n",
        "near/inner.py": "",
        "helped/__init__.py": "",
        "far/__init__.py": "from thing.near import inner\n",
        "far/off.py": "",
        "alone.py": "import thing.far\n",
        "far/notes.csv": "1",
    }
    for name, content in files.items():
        path = tmp_path / "thing" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "thing"


def test_packages_that_no_widget_reaches_come_later(layered):
    assert sorted(wheel.later(layered)) == ["thing/far/__init__.py", "thing/far/off.py"]


def test_outputs_depend_on_large_data_too(root):
    before = wheel.digest(root)
    (root / "data" / "large.txt").write_bytes(b"2" * (wheel.LARGE + 1))
    assert wheel.digest(root) != before
