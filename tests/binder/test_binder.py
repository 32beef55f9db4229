"""What stands in for Binder: a fresh environment made from `requirements.txt` alone.

A Jupyter server in it runs every page through its kernel, spoken to as a front end speaks to
it: over HTTP and a WebSocket.  It takes a minute or two, and says where it is.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket

from mlmath.manifest import Page
from tests import book

ROOT = Path(__file__).resolve().parents[2]
TOKEN = uuid.uuid4().hex
VIEW = "application/vnd.jupyter.widget-view+json"
Say = Callable[[str], None]


@pytest.fixture(scope="module")
def say(request: pytest.FixtureRequest) -> Say:
    """Print a line at once, past pytest's capture."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    began = time.monotonic()

    def line(text: str) -> None:
        with capture.global_and_fixture_disabled():
            print(f"\n    {time.monotonic() - began:4.0f} s  {text}", end="", flush=True)  # noqa: T201

    return line


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, say: Say) -> Path:
    """The Python of a fresh environment."""
    folder = tmp_path_factory.mktemp("binder") / "env"
    say("a fresh environment")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    # Compiling what is never imported would take half of the time.
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]
    with subprocess.Popen(
        [*command, "--no-input", "--progress-bar", "off", "-r", "requirements.txt"],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as pip:  # fmt: skip
        assert pip.stdout is not None
        said = []
        for line in pip.stdout:
            said.append(line)
            collected = sum(text.startswith("Collecting") for text in said)
            if line.startswith("Collecting") and collected % 20 == 0:
                say(f"pip: {collected} packages")
            elif line.startswith("Installing"):
                say("pip: unpacking them")
    assert pip.returncode == 0, "".join(said[-40:])
    return python


@pytest.fixture(scope="module")
def server(python: Path, tmp_path_factory: pytest.TempPathFactory, say: Say) -> Iterator[str]:
    """The address of a Jupyter server of that environment, in the book's folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    names = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {name: str(home / name.lower()) for name in names}
    environment |= {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_TOKEN": TOKEN}
    for name in names:
        (home / name.lower()).mkdir()
    say("a Jupyter server in it")
    command = [
        str(python), "-m", "jupyter_server", "--allow-root", f"--ServerApp.root_dir={ROOT}",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1",
    ]  # fmt: skip
    log = home / "server.log"
    with (
        log.open("w") as out,
        subprocess.Popen(command, stdout=out, stderr=out, env=environment) as running,
    ):
        address = f"127.0.0.1:{port}"
        while not answers(address):
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(timeout=0.2)
                pytest.fail(f"the server ended:\n{log.read_text()}", pytrace=False)
        yield address
        running.terminate()
        running.wait(timeout=30)


def answers(server: str) -> bool:
    """Tell whether the server answers yet."""
    try:
        return "version" in ask(server, "")
    except OSError:
        return False


def ask(server: str, path: str, body: Any = None) -> Any:
    """Ask the server's REST interface; returns what its JSON says."""
    request = urllib.request.Request(
        f"http://{server}/api/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def execute(channel: websocket.WebSocket, session: str, code: str) -> list[dict[str, Any]]:
    """Run one cell; returns its outputs, in order, once the kernel is idle again."""
    number = uuid.uuid4().hex
    header = {"msg_id": number, "msg_type": "execute_request", "version": "5.3"}
    header |= {"session": session, "username": "reader", "date": ""}
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    channel.send(json.dumps(message | {"channel": "shell", "buffers": []}))
    outputs: list[dict[str, Any]] = []
    while True:
        received = channel.recv()
        # What carries buffers comes as bytes: widgets' own messages, which no cell's output is.
        if not isinstance(received, str):
            continue
        answer = json.loads(received)
        if answer["parent_header"].get("msg_id") != number:
            continue
        kind, said = answer["header"]["msg_type"], answer["content"]
        if kind in ("stream", "display_data", "execute_result", "error"):
            outputs.append({"output_type": kind, **said})
        elif kind == "status" and said["execution_state"] == "idle":
            return outputs


def test_the_python_that_binder_takes_is_one_that_the_book_supports() -> None:
    named = re.fullmatch(r"python-3\.(\d+)\n", (ROOT / "runtime.txt").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = re.fullmatch(r">=3\.(\d+)", project["requires-python"])
    assert named is not None
    assert oldest is not None
    assert int(named[1]) >= int(oldest[1])


@pytest.mark.parametrize("page", book.PAGES)
def test_a_page_runs_in_a_fresh_environment(server: str, say: Say, page: Page) -> None:
    path = page.path
    session = ask(
        server,
        "sessions",
        {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}},
    )
    # The notebook as the server hands it to a reader's browser.
    cells = ask(server, f"contents/{path}")["content"]["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    channel = websocket.create_connection(
        f"ws://{server}/api/kernels/{session['kernel']['id']}/channels?session_id=reader",
        header=[f"Authorization: token {TOKEN}"],
        timeout=120,
    )
    views = snapshots = 0
    try:
        for number, cell in enumerate(code, start=1):
            if number % 10 == 1:
                say(f"{page.slug}: cell {number} of {len(code)}")
            for output in execute(channel, "reader", cell["source"]):
                assert output["output_type"] != "error", f"{cell['id']}: {output['evalue']}"
                assert output.get("name") != "stderr", f"{cell['id']}: {output['text']}"
                data = output.get("data", {})
                views += VIEW in data
                snapshots += "data-widget=" in data.get("text/html", "")
    finally:
        channel.close()
    assert views == snapshots
    assert views >= 2 or not page.whole, "a chapter has two live widgets at least"
