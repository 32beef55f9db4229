"""Pyodide's files: taken from the first source that has them, and never other bytes."""

import hashlib
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from livepage.build.pyodide import clients, relock
from livepage.build.pyodide import fetch as pyodide
from livepage.build.pyodide.fetch import File, Lock, PyodideError, fetch

CONTENT = {
    "pyodide.asm.wasm": b"\0asm" + b"w" * 300_000,
    "numpy-2.4.3-cp314-wasm32.whl": b"PK" + b"n" * 5_000,
}
WHEEL = "numpy-2.4.3-cp314-wasm32.whl"


def lock_of(address: str = "http://127.0.0.1:9/") -> Lock:
    """Return a lock of the small files above, as the book's own lock describes the real ones."""
    ways = {"pyodide.asm.wasm": ("cdn", "npm"), WHEEL: ("cdn", "pip")}
    return Lock(
        version="1.2.3",
        sources={
            "cdn": {"kind": "web", "address": address},
            "npm": {"kind": "npm", "package": "core@1.2.3", "folder": "package/"},
            "pip": {"kind": "pip", "package": "wheels==1", "folder": "in/side/"},
        },
        files=tuple(
            File(name, len(data), hashlib.sha256(data).hexdigest(), ways[name])
            for name, data in CONTENT.items()
        ),
        packages={"numpy": {"file_name": WHEEL, "sha256": "of the original"}},
        info={"python": "3.14.0"},
    )


class Clients:
    """Stand-ins for npm and pip that note what they are asked for."""

    def __init__(self, content: dict[str, bytes] | None = None):
        self.content = CONTENT if content is None else content
        self.asked: list[tuple[str, str, list[str]]] = []

    def __call__(self, package: str, folder: str, names: list[str], target: Path) -> None:
        self.asked.append((package, folder, names))
        for name in names:
            if name not in self.content:
                raise clients.ClientError(f"{package} has no {folder}{name}")
            (target / name).write_bytes(self.content[name])


def fill(folder: Path, content: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return folder


def flipped(data: bytes) -> bytes:
    """Return the bytes with one bit of one byte turned over; the size stays."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """A CDN on this machine: its address, its folder, and the paths it was asked for."""
    folder = fill(tmp_path / "cdn", CONTENT)
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, directory=str(folder), **kwargs)

        def log_message(self, *args):
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", folder, asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def closed() -> str:
    """An address at which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


def contents(found: dict[str, Path]) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in found.items()}


def test_a_local_folder_comes_first(tmp_path):
    local = fill(tmp_path / "local", CONTENT)
    use = Clients()
    found = fetch(lock_of(), local=local, cache=tmp_path / "cache", use={"npm": use, "pip": use})
    assert contents(found) == CONTENT
    assert {path.parent for path in found.values()} == {local}
    assert use.asked == []


def test_what_is_cached_is_not_fetched_again(tmp_path, shelf):
    address, _, asked = shelf
    for _ in range(2):
        found = fetch(lock_of(address), cache=tmp_path / "cache", say=lambda line: None)
        assert contents(found) == CONTENT
    assert len(asked) == len(CONTENT)


def test_the_cdn_serves_all_and_no_client_is_asked(tmp_path, shelf):
    use = Clients()
    lines: list[str] = []
    found = fetch(
        lock_of(shelf[0]),
        cache=tmp_path / "cache",
        use={"npm": use, "pip": use},
        say=lines.append,
    )
    assert contents(found) == CONTENT
    assert use.asked == []
    assert any(WHEEL in line for line in lines), "progress names each file"


def test_an_unreachable_cdn_is_given_up_once_for_all_files(tmp_path, closed):
    use = Clients()
    lines: list[str] = []
    found = fetch(
        lock_of(closed), cache=tmp_path / "cache", use={"npm": use, "pip": use}, say=lines.append
    )
    assert contents(found) == CONTENT
    assert use.asked == [
        ("core@1.2.3", "package/", ["pyodide.asm.wasm"]),
        ("wheels==1", "in/side/", [WHEEL]),
    ]
    assert len([line for line in lines if "cdn is not to be had" in line]) == 1


def test_a_cdn_that_accepts_and_stays_silent_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pyodide, "PATIENCE", 0.2)
    use = Clients()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        lines: list[str] = []
        found = fetch(
            lock_of(address),
            cache=tmp_path / "cache",
            use={"npm": use, "pip": use},
            say=lines.append,
        )
    assert contents(found) == CONTENT
    assert len([line for line in lines if "cdn is not to be had" in line]) == 1


def test_a_file_that_the_cdn_lacks_comes_from_the_next_source(tmp_path, shelf):
    address, folder, _ = shelf
    (folder / WHEEL).unlink()
    use = Clients()
    found = fetch(
        lock_of(address),
        cache=tmp_path / "cache",
        use={"npm": use, "pip": use},
        say=lambda line: None,
    )
    assert contents(found) == CONTENT
    assert use.asked == [("wheels==1", "in/side/", [WHEEL])]


@pytest.mark.parametrize("name", sorted(CONTENT))
@pytest.mark.parametrize("place", ["local", "cache", "cdn", "client"])
def test_a_flipped_byte_stops_everything_and_names_the_file(tmp_path, shelf, closed, place, name):
    broken = {**CONTENT, name: flipped(CONTENT[name])}
    local, cache = fill(tmp_path / "local", {}), fill(tmp_path / "cache", {})
    use = Clients(broken if place == "client" else CONTENT)
    if place in ("local", "cache"):
        fill(tmp_path / place, broken)
    if place == "cdn":
        fill(shelf[1], broken)
    address = shelf[0] if place == "cdn" else closed
    with pytest.raises(PyodideError, match=name.replace(".", r"\.")) as caught:
        fetch(
            lock_of(address),
            local=local,
            cache=cache,
            use={"npm": use, "pip": use},
            say=lambda line: None,
        )
    # Both hashes stand in the message, by hashlib itself.
    assert hashlib.sha256(CONTENT[name]).hexdigest() in str(caught.value)
    assert hashlib.sha256(broken[name]).hexdigest() in str(caught.value)
    if place in ("cdn", "client"):
        assert not (cache / name).exists(), "nothing wrong is kept"


def test_a_file_cut_short_is_refused(tmp_path, shelf):
    fill(shelf[1], {WHEEL: CONTENT[WHEEL][:-1]})
    with pytest.raises(PyodideError, match="got      5001 bytes"):
        fetch(lock_of(shelf[0]), cache=tmp_path / "cache", say=lambda line: None)


def test_when_no_source_has_a_file_the_message_names_it_and_what_was_tried(tmp_path, closed):
    use = Clients({})
    with pytest.raises(PyodideError) as caught:
        fetch(
            lock_of(closed),
            cache=tmp_path / "cache",
            use={"npm": use, "pip": use},
            say=lambda line: None,
        )
    message = str(caught.value)
    for part in (WHEEL, "pyodide.asm.wasm", "cdn:", "npm:", "pip:", "MLMATH_PYODIDE_DIR"):
        assert part in message


def test_the_folders_come_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert pyodide.cache_folder() == tmp_path / "mlmath" / "pyodide"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert pyodide.cache_folder() == Path.home() / ".cache" / "mlmath" / "pyodide"
    monkeypatch.delenv("MLMATH_PYODIDE_DIR", raising=False)
    assert pyodide.local_folder() is None
    monkeypatch.setenv("MLMATH_PYODIDE_DIR", str(tmp_path))
    assert pyodide.local_folder() == tmp_path
    monkeypatch.setenv("MLMATH_PYODIDE_DIR", str(tmp_path / "none"))
    with pytest.raises(PyodideError, match="MLMATH_PYODIDE_DIR must name a folder"):
        pyodide.local_folder()


def test_the_command_tells_where_the_files_are_and_fails_on_a_flipped_byte(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(Lock, "read", classmethod(lambda cls: lock_of()))
    monkeypatch.setenv("MLMATH_PYODIDE_DIR", str(fill(tmp_path, CONTENT)))
    assert pyodide.main() == 0
    assert str(tmp_path) in capsys.readouterr().out
    fill(tmp_path, {WHEEL: flipped(CONTENT[WHEEL])})
    assert pyodide.main() == 1
    assert WHEEL in capsys.readouterr().err


def test_the_published_lock_lists_what_the_site_ships_with_its_own_hashes():
    published = json.loads(pyodide.site_lock(lock_of(), CONTENT))
    assert published["info"] == {"python": "3.14.0"}
    assert list(published["packages"]) == ["numpy"]
    assert published["packages"]["numpy"]["sha256"] == hashlib.sha256(CONTENT[WHEEL]).hexdigest()


def test_the_books_lock_is_whole():
    """Every package's file is locked, every source declared, and nothing is listed twice."""
    lock = Lock.read()
    names = [file.name for file in lock.files]
    assert len(names) == len(set(names))
    assert set(relock.CORE) <= set(names)
    for package in lock.packages.values():
        assert package["file_name"] in names
        assert set(package["depends"]) <= set(lock.packages)
    assert set(relock.PACKAGES) <= set(lock.packages)
    assert all(set(file.sources) <= set(lock.sources) for file in lock.files)
    assert all(len(file.sources) >= 2 for file in lock.files), "one source may be unreachable"


def test_the_locked_wheels_are_the_official_ones():
    """Hashes as the pyodide-lock.json of the npm package pyodide@314.0.3 gives them."""
    official = {
        "contourpy": "8af5f4338988b30a65f5c81c0a3f335353546809538e81d35b572ed4595f80b6",
        "cycler": "3569bab200be7f85520bf64a3ff334b016e19441ba89b588d2625c3b89da09c7",
        "fonttools": "6d8caa09c191f26c47403499d6cff62f3fb9685b978baa047bf791862bcb298a",
        "kiwisolver": "7591db9cc1181815eeefb2e7c5b5622a18a3fa334788e1b49eb3e8ad7f90186f",
        "matplotlib": "2867b2003ee66d0d2478423f783ec035d432c6560ae86d0e58d096ff98cab6a8",
        "mpmath": "625a8215b09034296e02e6a432a26997e08a865e2637d43a7b13ab5faa59306e",
        "numpy": "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e",
        "packaging": "2719239437268bcea22845651a242f2c252e2ed984645161dd203546f2a52219",
        "pillow": "a50d83a8a76d646768e99e93ed5bf365d0b83563fd8b597e77562e75c8f575a9",
        "pyparsing": "101eece4e324f842bf46e6f821fe5bc62d79b9ebfa3b399b6aff0e0ab0ee400f",
        "python-dateutil": "e0dad39eec43965d30ef0dbe870617bd5a7ca795c65fda722a7ab2bbd2b747e3",
        "pytz": "b746aea4d621b01e8c9c5e8e3a6498daecec99f5bffa429beaf3cd6483b14f61",
        "six": "c6681057bd87fdec57e811b8e4007bad38deea284052817fa400d542c6423e2d",
        "sympy": "b95cce43522f14f9cf476b950a91c752e801be3369c1c1fc043a49f0a24bc2e4",
    }
    lock = Lock.read()
    by_name = {file.name: file.sha256 for file in lock.files}
    found = {name: by_name[package["file_name"]] for name, package in lock.packages.items()}
    assert found == official
