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


def test_a_wheel_takes_what_it_is_told_to(root):
    _, whole = wheel.build(root, "1.0")
    _, small = wheel.build(root, "1.0", only={"thing/__init__.py"})
    assert names(whole) == ["thing/__init__.py", "thing/data/large.txt", "thing/data/small.csv"]
    assert names(small) == ["thing/__init__.py"]
    assert wheel.data(root) == {
        f"thing/data/{name}": root / "data" / name for name in ("large.txt", "small.csv")
    }


@pytest.fixture
def layered(tmp_path):
    """A package with two slugs, whose modules need others by way of modules and of packages."""
    files = {
        "__init__.py": "",
        "validation.py": "",
        "widgets/__init__.py": "",
        "widgets/spec.py": "from thing.validation import x\n",
        "widgets/snapshot.py": "",
        "widgets/classes.py": "",
        "widgets/theorem.py": "from thing.theorems.theorem import get\n",
        "widgets/kit/__init__.py": "",
        "widgets/one/__init__.py": "",
        "widgets/one/dial.py": "from thing import base\nNAMES = 'big.csv', \"small.csv\"\n",
        "widgets/two/__init__.py": "import thing.far\n",
        "theorems/__init__.py": "",
        "theorems/theorem.py": "",
        "theorems/one/__init__.py": "import thing.near.inner\n",
        "exercises/__init__.py": "",
        "exercises/one/__init__.py": "",
        "exercises/two.py": "",
        "record/__init__.py": "",
        "record/one.py": "",
        "base.py": "",
        "near/__init__.py": "from thing.helped import help\n",
        "near/inner.py": "",
        "near/other.py": "",
        "helped/__init__.py": "",
        "far/__init__.py": "from thing.near import inner\n",
        "alone.py": "",
        "data/small.csv": "1",
        "data/unnamed.csv": "1",
    }
    for name, content in files.items():
        path = tmp_path / "thing" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "thing"


SHARED = [
    "__init__", "theorems/__init__", "theorems/theorem", "validation", "widgets/__init__",
    "widgets/classes", "widgets/snapshot", "widgets/spec", "widgets/theorem",
]  # fmt: skip


def stems(files):
    return sorted(name.removeprefix("thing/").removesuffix(".py") for name in files)


def test_a_page_gets_its_slugs_layers_what_they_import_and_the_data_they_name(layered):
    own = ["base", "data/small.csv", "exercises/__init__", "exercises/one/__init__"]
    own += ["helped/__init__", "near/__init__", "near/inner", "theorems/one/__init__"]
    own += ["widgets/one/__init__", "widgets/one/dial"]
    assert stems(wheel.page_files(layered, "one")) == sorted([*SHARED, *own])


def test_another_page_changes_nothing_for_it(layered):
    before = wheel.page_files(layered, "one")
    (layered / "widgets" / "three").mkdir()
    (layered / "widgets" / "three" / "__init__.py").write_text("import thing.alone\n")
    assert wheel.page_files(layered, "one") == before


def test_a_page_without_a_slug_of_its_own_gets_what_all_share(layered):
    assert stems(wheel.page_files(layered, "")) == SHARED


def test_a_borrowed_widget_brings_its_module_and_its_package_and_no_sibling(layered):
    (layered / "widgets" / "one" / "clock.py").write_text("import thing.alone\n")
    own = ["base", "data/small.csv", "widgets/one/__init__", "widgets/one/dial"]
    assert stems(wheel.page_files(layered, "", ["one.dial"])) == sorted([*SHARED, *own])
    two = set(wheel.page_files(layered, "two")) | set(wheel.page_files(layered, "", ["one.dial"]))
    assert wheel.page_files(layered, "two", ["one.dial"]) == two


def test_a_borrowed_theorem_brings_the_theorems_of_its_page(layered):
    own = ["helped/__init__", "near/__init__", "near/inner", "theorems/one/__init__"]
    found = stems(wheel.page_files(layered, "", ["theorems.one.cover"]))
    assert found == sorted([*SHARED, *own, "widgets/one/__init__"])


def test_outputs_depend_on_large_data_too(root):
    before = wheel.digest(root)
    (root / "data" / "large.txt").write_bytes(b"2" * (wheel.LARGE + 1))
    assert wheel.digest(root) != before
