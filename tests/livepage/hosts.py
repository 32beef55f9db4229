"""Web hosts that differ from the one of `tools.serve`, as readers' hosts do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath

from tools.serve import Handler, serving

# What nginx's table of types holds in Debian 11, of the kinds that the site has; the rest goes out
# as application/octet-stream.
NGINX = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "application/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
STRICT = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "worker-src 'self'; style-src 'self' 'unsafe-inline'"
}
ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
# Where a reader's settings keep frames from storing: what browsers do then, in every frame.
REFUSED = """
const refuse = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
for (const name of ["localStorage", "sessionStorage", "caches", "cookieStore"]) {
  Object.defineProperty(window, name, { configurable: true, get: refuse });
}
IDBFactory.prototype.open = IDBFactory.prototype.deleteDatabase = refuse;
IDBFactory.prototype.databases = async () => refuse();
if (navigator.serviceWorker) navigator.serviceWorker.register = async () => refuse();
"""


@contextmanager
def hosting(
    root: Path,
    *,
    types: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    below: str = "/",
) -> Iterator[str]:
    """Serve ``root`` with a table of types, with headers, or below a path; yields the address."""

    class Host(Handler):
        def guess_type(self, path: str) -> str:  # type: ignore[override]
            if types is None:
                return super().guess_type(path)
            return types.get(PurePath(path).suffix, "application/octet-stream")

        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

        def translate_path(self, path: str) -> str:
            inside = path.startswith(below)
            return super().translate_path(path.removeprefix(below) if inside else "/nowhere")

    with serving(root, handler=Host) as url:
        yield url.removesuffix("/") + below


@contextmanager
def framing(address: str, folder: Path) -> Iterator[str]:
    """Serve a page of another site that shows ``address`` in a frame; yields its address."""
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Course</title>'
        f'<link rel="icon" href="data:,"><iframe name="book" title="The book" src="{address}" '
        'style="width: 100%; height: 800px"></iframe></html>',
        "utf-8",
    )
    with serving(folder) as url:
        yield url.replace("127.0.0.1", "localhost")
