"""A clone holds the bytes that were committed, whatever a machine's git does to line ends."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def git(*arguments: str) -> str:
    """Run git without the settings of whoever runs the test; return what it says."""
    plain = ["-c", "user.name=t", "-c", "user.email=t", "-c", "core.safecrlf=false"]
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *plain, *arguments],
        capture_output=True, text=True, check=True, env=os.environ | none,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A repository with one commit of every file as it is here, and its git."""
    folder = tmp_path_factory.mktemp("clone") / "store"
    here = [f"--git-dir={folder}", f"--work-tree={ROOT}"]
    git("init", "--quiet", "--bare", str(folder))
    git(*here, "add", "--all", str(ROOT))
    git(*here, "commit", "--quiet", "--message=all")
    return folder, git(*here, "ls-files", "-z").strip("\0").split("\0")


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_a_clone_has_the_same_bytes_whatever_its_line_ends_are_set_to(tmp_path, store, setting):
    """`true` is what Git for Windows is installed with: it would end each line in CR LF."""
    folder, names = store
    assert {"mlmath/data/shakespeare.txt", "tools/venv.sh"} <= set(names)
    git("clone", "--quiet", f"--config=core.autocrlf={setting}", str(folder), str(tmp_path / "c"))
    differing = [n for n in names if (tmp_path / "c" / n).read_bytes() != (ROOT / n).read_bytes()]
    assert differing == []
