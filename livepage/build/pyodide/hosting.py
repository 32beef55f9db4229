"""Pyodide's own modules as the site publishes them, so that they run from any web host.

A browser runs a module, and compiles WebAssembly while it comes, only when the host names its
type.  Some hosts know `.js` but not `.mjs` or `.wasm` (nginx as Debian ships it is one), and serve
what they do not know as `application/octet-stream`.  So the modules are published as `.js`, and
WebAssembly that came under another type is handed on under its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from livepage.build.pyodide.fetch import PyodideError

MAIN = "pyodide.mjs"
NAMES = {MAIN: "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js"}
STREAM = "WebAssembly.instantiateStreaming(n,s)"
# An answer that is right already stays the host's: browsers keep the compiled code of such a one.
TYPED = """
function typed(answer) {
  const type = "application/wasm";
  if (!answer.ok || answer.headers.get("Content-Type") === type) return answer;
  return new Response(answer.body, { headers: { "Content-Type": type } });
}
"""


def for_any_host(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return Pyodide's files, name -> content, with its modules renamed and made to agree.

    Raises ``PyodideError`` naming what is not where this version of Pyodide is known to have it.
    """
    made = {name: content for name, content in contents.items() if name not in NAMES}
    for name, new in NAMES.items():
        text = contents[name].decode("utf-8")
        # The first loads the second by its name; that finds its own frames in a traceback by it.
        text = _replaced(name, text, "pyodide.asm.mjs", NAMES["pyodide.asm.mjs"])
        if name == MAIN:
            text = _replaced(name, text, STREAM, STREAM.replace("n,", "n.then(typed),")) + TYPED
        made[new] = text.encode()
    return made


def _replaced(name: str, text: str, old: str, new: str) -> str:
    if (count := text.count(old)) != 1:
        raise PyodideError(f"{name} must hold {old!r} once, got {count} times")
    return text.replace(old, new)
