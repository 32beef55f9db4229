"""Pyodide's modules under names that every host serves as scripts."""

import pytest

from livepage.build.pyodide.fetch import PyodideError
from livepage.build.pyodide.hosting import for_any_host

MAIN = b"load(`${url}pyodide.asm.mjs`);f(await WebAssembly.instantiateStreaming(n,s));"
CORE = b'frames("pyodide.asm.mjs");'


def test_the_modules_are_scripts_by_name_and_find_each_other():
    wheel = {"a.whl": b"pyodide.asm.mjs"}
    made = for_any_host({"pyodide.mjs": MAIN, "pyodide.asm.mjs": CORE, **wheel})
    assert made.keys() == {"pyodide.js", "pyodide.asm.js", "a.whl"}
    assert made["a.whl"] == wheel["a.whl"]
    assert made["pyodide.asm.js"] == b'frames("pyodide.asm.js");'
    assert b"`${url}pyodide.asm.js`" in made["pyodide.js"]
    assert b"instantiateStreaming(n.then(typed),s)" in made["pyodide.js"]


@pytest.mark.parametrize(
    ("main", "core", "said"),
    [
        (MAIN, CORE * 2, "pyodide.asm.mjs must hold 'pyodide.asm.mjs' once, got 2 times"),
        (MAIN.replace(b"n,s", b"a,b"), CORE, "pyodide.mjs must hold .* once, got 0 times"),
    ],
)
def test_another_pyodide_stops_the_build(main, core, said):
    with pytest.raises(PyodideError, match=said):
        for_any_host({"pyodide.mjs": main, "pyodide.asm.mjs": core})
