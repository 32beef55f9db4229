"""What a module imports and exports, and what the two hosts make of it.

The expected statements were found by reading, or come from V8: node says which modules a source
asks for (`vm.SourceTextModule`), and runs what was joined.
"""

import json
import subprocess
from pathlib import Path

import pytest

from livepage.build.pyodide import clients
from mlmath.widgets.modules import ModuleError, joined, rewritten, statements

ROOT = Path(__file__).resolve().parents[2]
NODE = clients.node()
OURS = sorted(
    path
    for folder in ("mlmath/widgets", "livepage/page")
    for path in ROOT.glob(f"{folder}/**/*.js")
    if not path.stem.endswith("-entry")
)

# Each source, what it imports or exports from elsewhere, and the names, in pairs.
FORMS = {
    'import "./a.js";': ("./a.js", []),
    "import './a.js'": ("./a.js", []),
    'import d from "./a.js";': ("./a.js", [("default", "d")]),
    'import * as n from "../a.js";': ("../a.js", [("*", "n")]),
    'import { a } from "./a.js";': ("./a.js", [("a", "a")]),
    'import { a as b, c, } from "./a.js";': ("./a.js", [("a", "b"), ("c", "c")]),
    'import {\n  a,\n  b as c,\n} from "./a.js";': ("./a.js", [("a", "a"), ("b", "c")]),
    "import { a }\nfrom\n'./a.js'\n": ("./a.js", [("a", "a")]),
    'import{a}from"./a.js"': ("./a.js", [("a", "a")]),
    'import /* d, */ { a // b\n} from "./a.js";': ("./a.js", [("a", "a")]),
    'import { default as d } from "./a.js";': ("./a.js", [("default", "d")]),
    'import { "a b" as c } from "./a.js";': ("./a.js", [("a b", "c")]),
    'import d, { a } from "./a.js";': ("./a.js", [("default", "d"), ("a", "a")]),
    'import d, * as n from "./a.js";': ("./a.js", [("default", "d"), ("*", "n")]),
    'import from from "./a.js";': ("./a.js", [("default", "from")]),
    'import {} from "./a.js";': ("./a.js", []),
    'export { a, b as c } from "./a.js";': ("./a.js", [("a", "a"), ("b", "c")]),
    "export {\n  a,\n} from './a.js';": ("./a.js", [("a", "a")]),
    'export { default } from "./a.js";': ("./a.js", [("default", "default")]),
    'export * from "./a.js";': ("./a.js", [("*", "*")]),
    'export * as n from "./a.js";': ("./a.js", [("*", "n")]),
    "export { a, b as c };": ("", [("a", "a"), ("b", "c")]),
    "export const a = { b, c }, d = 1;": ("", [("a", "a")]),
    "export function f() {}": ("", [("f", "f")]),
    "export async function* f() {}": ("", [("f", "f")]),
    "export class A extends B {}": ("", [("A", "A")]),
    "export default function f() {}": ("", [("f", "default")]),
    "export default { render };": ("", [("_default", "default")]),
    "export default async () => {};": ("", [("_default", "default")]),
}


@pytest.mark.parametrize("source", FORMS)
def test_every_static_form_is_read(source):
    (found,) = statements(f"first();\n{source}", "m.js")
    assert (found.source, list(found.names)) == FORMS[source]
    assert found.line == 2
    assert found.kind == source[:6]
    if found.source:
        quoted = f"first();\n{source}"[found.source_start : found.source_end]
        assert quoted[1:-1] == found.source
        assert f"first();\n{source}"[found.start : found.end] == source.rstrip()


@pytest.mark.parametrize(
    "source",
    [
        "// import './a.js';\n/* import './b.js' */",
        "const text = `\nimport { a } from './a.js';\n`;",
        "const text = \"import './a.js'\";",
        "const a = { import: 1, export: 2 }; a.import(1); a.export;",
        "const found = /import './",  # completed below
    ],
)
def test_what_only_looks_like_an_import_is_none(source):
    assert statements(source + ("/;" if source.endswith("./") else ""), "m.js") == []


FAULTS = {
    'await import("./a.js");': "line 3: a dynamic import",
    "f(() => import(address));": "line 3: a dynamic import",
    "import.meta.url;": "line 3: import.meta",
    'import a from "d3";': r"line 3: a module's name must begin with ./ or ../, got \"d3\"",
    'import a from "https://cdn.example/d3.js";': "line 3: a module's name must begin",
    'import a from "./a.json" with { type: "json" };': "line 3: expected the end of the import",
    'import defer * as a from "./a.js";': r"line 3: expected from, got \*",
    "import { a } from name;": "line 3: expected the name of a module, got name",
    'import { a b } from "./a.js";': "line 3: expected ,, got b",
    'import { a, * } from "./a.js";': r"line 3: expected a name, got \*",
    "{ import './a.js'; }": "line 3: an import inside brackets",
    "export let a = 1;": "line 3: expected const or function or class or .*, got let",
    "export const { a, b } = c;": "line 3: expected a name, got {",
    "export default function () {}": r"line 3: expected a name, got \(",
    "export default class extends B {}": "line 3: expected a name, got extends",
    "import { a } from": "line 3: expected the name of a module, got the end",
    "const a = 'b": "line 3: a string that does not end",
}


@pytest.mark.parametrize("source", FAULTS)
def test_what_is_not_understood_names_the_file_and_the_line(source):
    with pytest.raises(ModuleError, match=f"^view.js, {FAULTS[source]}"):
        statements(f"// one\n// two\n{source}", "view.js")


def test_a_computed_import_is_for_those_who_may():
    """The host's own: its addresses come from the page's configuration, not from the text."""
    assert statements("await import(address(name));", "m.js", computed=True) == []
    for quote in ('"', "'", "`"):
        with pytest.raises(ModuleError, match="dynamic"):
            statements(f"await import({quote}./a.js{quote});", "m.js", computed=True)


def test_v8_finds_the_same_modules_in_all_of_ours():
    """V8 parses each, and says which modules it asks for, each once."""
    code = """
      import vm from "node:vm";
      import { readFileSync } from "node:fs";
      const said = process.argv.slice(1).map((path) =>
        new vm.SourceTextModule(readFileSync(path, "utf8")).moduleRequests.map((m) => m.specifier));
      console.log(JSON.stringify(said));
    """
    command = [str(NODE), "--experimental-vm-modules", "--no-warnings", "--input-type=module"]
    done = subprocess.run(
        [*command, "--eval", code, *map(str, OURS)], capture_output=True, text=True, check=True
    )
    expected = dict(zip(OURS, json.loads(done.stdout), strict=True))
    assert sum(map(len, expected.values())) > 20
    for path, sources in expected.items():
        found = statements(path.read_text("utf-8"), path.name, computed=True)
        assert list(dict.fromkeys(s.source for s in found if s.source)) == sources, path


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def run(address):
    """Return what the default export of a module is, as node runs it."""
    code = "const m = await import(process.argv[1]); console.log(JSON.stringify(m.default));"
    command = [str(NODE), "--input-type=module", "--eval", code, address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_one(view):
    """Return the address of the joined modules, as a front end that has no files loads them."""
    encoded = "".join(f"%{byte:02x}" for byte in joined(view).encode())
    return f"data:text/javascript,{encoded}"


MANY = {
    "package.json": '{ "type": "module" }',
    "view.js": """
        import "./count.js";
        import whole, * as all from './kit/all.js';
        import {
          one,
          two as second,
          "a b" as odd,
        } from "./kit/all.js";
        const import_ = `import { a } from "./nowhere.js"`;
        export const unused = 1;
        export default [whole, one, second, odd, all.three.three, all.pick(), import_.length];
    """,
    "count.js": "globalThis.counted = (globalThis.counted ?? 0) + 1;",
    "kit/all.js": """
        import '../count.js'
        export * from "./one.js";
        export * as three from "./three.js";
        export { default } from "./three.js";
        const b = "odd";
        export { b as "a b" };
        export function pick() { return globalThis.counted; }
        export const one = "its own goes first";
    """,
    "kit/one.js": """
        export const one = 1, hidden = 0;
        export const two = 2;
        export default 'left';
    """,
    "kit/three.js": "const three = 3; export { three, inner as default }; const inner = ['in'];",
}


def test_joined_modules_run_as_one(tmp_path):
    """By the language's rules each module runs once, and `export *` gives way to names."""
    write(tmp_path, MANY)
    expected = [["in"], "its own goes first", 2, "odd", 3, 1, 32]
    assert run((tmp_path / "view.js").as_uri()) == expected  # as they are
    assert run(as_one(tmp_path / "view.js")) == expected
    assert [s for s in statements(joined(tmp_path / "view.js"), "joined.js") if s.source] == []


def test_a_view_may_pass_on_another(tmp_path):
    write(tmp_path, {"view.js": "export { default } from './b.js';", "b.js": "export default 7;"})
    assert run(as_one(tmp_path / "view.js")) == 7


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"view.js": "import { b } from './a.js'; export default b;", "a.js": "export const a = 1"},
         "^view.js, line 1: ./a.js has no b$"),
        ({"view.js": "import './a.js'; export default 1;", "a.js": "import './b.js';",
          "b.js": "import './a.js';"}, "^modules import each other: a.js > b.js > a.js$"),
        ({"view.js": "import './gone.js'; export default 1;"}, "there is no module .*gone.js"),
        ({"view.js": "export const a = 1;"}, "^view.js must have an export default"),
        ({"view.js": "import './a.js'; export default 1;", "a.js": "\nimport('./b.js');"},
         "^a.js, line 2: a dynamic import"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_says_why(tmp_path, files, message):
    write(tmp_path, files)
    with pytest.raises(ModuleError, match=message):
        joined(tmp_path / "view.js")


def test_addresses_are_rewritten_and_nothing_else(tmp_path):
    source = "import {\n  a, // b\n} from './kit/a.js';\nexport * from \"./c.js\"\nf('./c.js');\n"
    write(tmp_path, {"view.js": source})
    asked = []

    def address(path):
        asked.append(path)
        return f"./{path.stem}.123.js"

    expected = (
        'import {\n  a, // b\n} from "./a.123.js";\nexport * from "./c.123.js"\nf(\'./c.js\');\n'
    )
    assert rewritten(tmp_path / "view.js", address) == expected
    assert asked == [tmp_path / "kit" / "a.js", tmp_path / "c.js"]
