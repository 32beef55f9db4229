"""Serve the built book on this machine, as a plain static web host would.

``python -m tools.serve _build/html`` serves until Ctrl-C; tests and benchmarks use
:func:`serving`, which serves from a thread for the length of a ``with`` block.
"""

from __future__ import annotations

import argparse
import errno
import functools
import http.server
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
# Browsers refuse a module or stream-compile WebAssembly only under these types, and Python's own
# table takes what the operating system says, which on some machines is nothing.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".data": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static file handler with the right types, kept-open connections and quiet logs."""

    protocol_version = "HTTP/1.1"
    # A new dictionary: the class attribute of the base class is shared with the whole process.
    extensions_map = {  # noqa: RUF012 (typed in the base class)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        **TYPES,
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for what went well; a reader of the terminal wants the faults only."""

    def log_error(self, format: str, *args: Any) -> None:
        """Name each address that could not be served."""
        if getattr(self.server, "verbose", False):
            sys.stderr.write(f"  {format % args}: {getattr(self, 'path', '?')}\n")


class Server(http.server.ThreadingHTTPServer):
    """A threaded server that says nothing when a browser closes a connection early."""

    daemon_threads = True
    # Under Linux this only skips the wait after a close; it never shares a port in use.
    allow_reuse_address = True
    verbose = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about a reader who left; report everything else as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def make_server(root: Path, port: int = 0, handler: type[Handler] = Handler) -> Server:
    """Return a server for the files under ``root``, listening on ``port`` (0: any free one).

    Raises ``FileNotFoundError`` when ``root`` holds no page, ``OSError`` when the port is taken.
    """
    if not (root / "index.html").is_file():
        raise FileNotFoundError(f"there is no built book in {root}: run `make book` first")
    return Server((HOST, port), functools.partial(handler, directory=os.fspath(root)))


@contextmanager
def serving(root: Path, port: int = 0, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve ``root`` from a thread within a ``with`` block; yields the address, ending in ``/``."""
    server = make_server(root, port, handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def first_free(root: Path, port: int, tries: int = 20) -> Server:
    """Return a server on ``port``, or on the first free port after it, saying so.

    Raises ``OSError`` when none of the ``tries`` ports is free.
    """
    for candidate in range(port, port + tries):
        try:
            server = make_server(root, candidate)
        except OSError as error:
            if isinstance(error, FileNotFoundError) or error.errno != errno.EADDRINUSE:
                raise
            print(f"port {candidate} is in use, trying {candidate + 1}", flush=True)
        else:
            return server
    raise OSError(errno.EADDRINUSE, f"ports {port} to {port + tries - 1} are all in use")


def main() -> int:
    """Serve from the command line until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Serve the built book on this machine.")
    parser.add_argument("root", type=Path, nargs="?", default=Path("_build/html"))
    parser.add_argument("--port", type=int, default=8000, help="first port to try (8000)")
    arguments = parser.parse_args()
    try:
        server = first_free(arguments.root, arguments.port)
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return 1
    server.verbose = True
    print(f"\n  The book is at  http://{HOST}:{server.server_address[1]}/", flush=True)
    print("  Stop with Ctrl-C.\n", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
