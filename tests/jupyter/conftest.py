"""One JupyterLab for all tests of this folder, with settings and a home of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from livepage.lite.folder import CHAPTERS
from tests.book import ROOT


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: `lab / "a.ipynb"` is the address of a file of its folder, open."""

    url: str
    folder: Path

    def __truediv__(self, path: str) -> str:
        """Return the address at which a file opens."""
        # In a workspace of its own, where nothing else is open.
        return f"{self.url}lab/workspaces/{Path(path).stem}/tree/{path}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on an empty folder, with the book's extension as it is in the repository."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("lab")
    # No question about news, which would come from another host.
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME")
    environment = os.environ | {name: str(home / name) for name in homes}
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    environment["PYTHONPATH"] = str(ROOT)
    # One folder of kernels and extensions: those of the Python that runs this test.
    environment["JUPYTER_PREFER_ENV_PATH"] = "1"
    for name in homes:
        (home / name).mkdir()
    port = free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
        f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.extra_labextensions_path={CHAPTERS.parent}",
    ]  # fmt: skip
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as server:
        assert server.stderr is not None
        said = []
        for line in server.stderr:
            said.append(line)
            if f"127.0.0.1:{port}/lab" in line:
                break
        else:
            pytest.fail("JupyterLab did not start:\n" + "".join(said), pytrace=False)
        # A full pipe would stop the server, so what it goes on to say goes nowhere.
        drain = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
        yield Lab(f"http://127.0.0.1:{port}/", folder)
        server.terminate()
        server.wait(timeout=30)
        drain.wait(timeout=30)
