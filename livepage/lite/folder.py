"""Build JupyterLite for the site: once, and again when what it is made from has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import mlmath
from livepage.build import wheel as pages
from livepage.build.pyodide import clients, hosting
from livepage.build.pyodide.fetch import Say
from livepage.lite import wheels

HERE = Path(__file__).parent
TOOLS = ("jupyterlite-core", "jupyterlite-pyodide-kernel")
# Front ends to carry besides JupyterLite's own, each from this environment's share of Jupyter.
EXTENSIONS = (
    "@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget",
    "jupyterlab_pygments",
)  # fmt: skip
# And the book's own, which shows chapters as their pages do; here it comes from its source.
CHAPTERS = HERE.parent / "lab" / "share" / "jupyter" / "labextensions" / "mlmath"
# The notebook, the laboratory, and the list of files to which the notebook's logo leads.
APPS = ("lab", "notebooks", "tree")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# What a notebook says of its kernel, so that JupyterLite need not guess which one is meant.
SPEC = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
# Loaded before the first cell runs; named here, the kernel looks up none of them in an index.
STARTED = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
# Left out of what the command writes: its own build's settings, and forms of icon fonts that no
# browser with WebAssembly asks for.
UNUSED = (
    "rspack.config*.js", "build/*.eot", "build/fa-*.svg", "build/fa-*.ttf", "build/fa-*.woff",
)  # fmt: skip


# Where JupyterLite's script has put its settings together, and what we put there.
SETTLED = "  finalConfig = addDisabledByExtensions(finalConfig);\n"
STORED = (
    "  Object.assign(finalConfig, (await import('./storage.js')).settings());\n"
    "  await import('./waiting.js');\n"
)


class LiteError(Exception):
    """JupyterLite could not be built."""


@dataclass(frozen=True)
class Inputs:
    """All that the folder is made from."""

    title: str
    files: dict[str, Path]  # notebooks, and what they read: path in the book -> file
    pyodide: Path  # the site's folder of Pyodide
    mlmath: tuple[str, bytes]  # the wheel's name and its bytes
    extensions: tuple[Path, ...]

    @classmethod
    def collect(cls, title: str, files: dict[str, Path], pyodide: Path) -> Inputs:
        """Gather everything; raises ``LiteError`` naming a front end that is not installed."""
        shared = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
        extensions = (*(shared / name for name in EXTENSIONS), CHAPTERS)
        for folder in extensions:
            if not (folder / "package.json").is_file():
                raise LiteError(f"{folder} is missing: install requirements-dev.txt")
        return cls(title, files, pyodide, whole_wheel(), extensions)

    def key(self) -> str:
        """Return a hash that changes when the folder has to be made anew."""
        total = hashlib.sha256()
        for tool in TOOLS:
            try:
                total.update(f"{tool} {version(tool)}\n".encode())
            except PackageNotFoundError:
                raise LiteError(f"{tool} is missing: install requirements-dev.txt") from None
        for path in sorted(HERE.glob("*.*")):
            total.update(path.name.encode() + path.read_bytes())
        for folder in self.extensions:
            total.update((folder / "package.json").read_bytes())
        for path in sorted((CHAPTERS / "static").iterdir()):
            total.update(path.name.encode() + path.read_bytes())
        total.update(f"{self.title} {self.pyodide.name}".encode() + self.mlmath[1])
        for name, path in sorted(self.files.items()):
            total.update(name.encode() + path.read_bytes())
        return total.hexdigest()


def whole_wheel() -> tuple[str, bytes]:
    """Return ``mlmath`` as Jupyter needs it: with views and styles, and with its dependencies."""
    return pages.build(pages.package(), mlmath.__version__, without={".pyc"}, needs=_dependencies())


def _dependencies() -> list[str]:
    """Return what ``mlmath`` needs for chapters, by name, from its own metadata."""
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    groups: list[list[str]] = [project["dependencies"], *project["optional-dependencies"].values()]
    return [requirement for group in groups for requirement in group]


def settings(title: str, reach: str) -> dict[str, Any]:
    """Return JupyterLite's settings for this site; ``reach`` leads from it to Pyodide."""
    kernel = {
        "pyodideUrl": f"./{reach}{hosting.NAMES[hosting.MAIN]}",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"lockFileURL": "./pyodide-lock.json", "packages": list(STARTED)},
    }
    data = json.loads((HERE / "jupyter-lite.json").read_text("utf-8"))
    data["jupyter-config-data"] |= {"appName": title, "litePluginSettings": {KERNEL: kernel}}
    found: dict[str, Any] = data
    return found


def build(inputs: Inputs, target: Path, say: Say = print) -> bool:
    """Make ``target`` from the inputs; returns whether that was needed.

    Raises ``LiteError`` or ``ClientError`` with what went wrong; then ``target`` is as it was.
    """
    stamp, key = target / ".made", inputs.key()
    if stamp.is_file() and stamp.read_text("utf-8") == key:
        return False
    say("JupyterLite: building the notebooks that run in the browser")
    with clients.scratch() as room:
        site = _build(inputs, room, os.path.relpath(inputs.pyodide, target) + "/", say)
        (site / ".made").write_text(key, "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(site, target)
    return True


def _build(inputs: Inputs, room: Path, reach: str, say: Say) -> Path:
    """Run JupyterLite's command in ``room`` and return the folder that it made, completed."""
    for name, path in inputs.files.items():
        copy = room / "files" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".ipynb":
            shutil.copyfile(path, copy)
            continue
        notebook = json.loads(path.read_text("utf-8"))
        notebook["metadata"]["kernelspec"] = SPEC
        _write(copy, notebook)
    _write(room / "jupyter-lite.json", settings(inputs.title, reach))
    shutil.copyfile(HERE / "overrides.json", room / "overrides.json")
    options = {
        "apps": list(APPS),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(folder) for folder in inputs.extensions],
        "output_dir": str(room / "site"),
    }
    _write(room / "jupyter_lite_config.json", {"LiteBuildConfig": options})
    clients.run([sys.executable, "-m", "jupyterlite_core", "build"], room)

    site = room / "site"
    for pattern in UNUSED:
        for path in site.glob(pattern):
            path.unlink()
    for app in APPS:
        # Named in the page itself: a browser that finds no icon there asks the host's root for one.
        page = site / app / "index.html"
        icon = '<head>\n    <link rel="icon" type="image/x-icon" href="favicon.ico">'
        page.write_text(page.read_text("utf-8").replace("<head>", icon, 1), "utf-8")
    _for_any_host(site)
    try:
        found = wheels.ensure(say)
        contents = {f"wheels/{path.name}": path.read_bytes() for path in found}
        contents[f"wheels/{inputs.mlmath[0]}"] = inputs.mlmath[1]
        for address, content in contents.items():
            (site / address).parent.mkdir(exist_ok=True)
            (site / address).write_bytes(content)
        # The kernel's own wheels lie where its front end expects them.
        beside = site / "extensions" / EXTENSIONS[0] / "static" / "pypi"
        for path in sorted(beside.glob("*.whl")):
            contents[path.relative_to(site).as_posix()] = path.read_bytes()
        base = json.loads((inputs.pyodide / "pyodide-lock.json").read_text("utf-8"))
        _write(site / "pyodide-lock.json", wheels.listing(base, contents, reach))
    except wheels.WheelError as error:
        raise LiteError(str(error)) from None
    return site


def _for_any_host(site: Path) -> None:
    """Let the notebooks work on hosts of all kinds: see `storage.js` and `waiting.js`."""
    script = site / "config-utils.js"
    text = script.read_text("utf-8")
    if text.count(SETTLED) != 1:
        raise LiteError(f"{script.name} must hold {SETTLED.strip()!r} once: see storage.js")
    script.write_text(text.replace(SETTLED, SETTLED + STORED), "utf-8")
    for name in ("storage.js", "waiting.js"):
        shutil.copyfile(HERE / name, site / name)


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False), "utf-8")
