"""What the live pages share: the files to publish, and what a page's head says of them."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlmath
from livepage.build import precompile, wheel
from livepage.build.assets import Assets
from livepage.build.borrowed import Shelf
from livepage.build.pyodide import fetch, hosting
from livepage.theme import equations
from livepage.theme.aids import slim_style
from mlmath import widgets
from mlmath.widgets.javascript import slim

LIVEPAGE = Path(__file__).parents[1]
PAGE, WORKER = LIVEPAGE / "page", LIVEPAGE / "worker"
# What runs cells in the reader's browser; it comes with the first cell.
CELLS = [WORKER / "__init__.py", WORKER / "widgets.py", *sorted((WORKER / "cells").glob("*.py"))]
MORE = "more.zip"  # all modules, for what a page's wheel does not hold; worker.js knows this name
KIT = Path(widgets.__file__).with_name("kit.css")
STYLES = [KIT, PAGE / "live.css", PAGE / "cells" / "cells.css"]


def _style() -> str:
    return slim_style("".join(path.read_text("utf-8") for path in STYLES))


@dataclass(frozen=True)
class Site:
    """The files, and the paths under which a page finds them in the site's live folder."""

    assets: Assets
    host: tuple[str, list[str]]  # of a module: its path, and the paths of all that it needs
    views: dict[str, tuple[str, list[str]]]  # name of the widget -> as above
    parts: dict[str, str]  # of the live cells -> path of the module; "cells" alone comes at once
    style: str
    shared: dict[str, str]  # worker, bridge, cells, pyodide -> path
    wheels: dict[Shelf, tuple[str, set[str]]]  # of pages -> path of the wheel, what it holds
    more: str  # a list of all views' paths, for widgets that code makes
    data: dict[str, tuple[str, int]]  # file that Python gets when it first opens it -> path, size

    @classmethod
    def collect(cls, shelves: Iterable[Shelf], say: fetch.Say = print) -> Site:
        """Gather everything for pages that have the widgets of these shelves.

        Raises ``PyodideError`` when Pyodide is not to be had as locked.
        """
        assets = Assets()
        lock = fetch.Lock.read()
        files = fetch.ensure(say)
        contents = {name: path.read_bytes() for name, path in files.items()}
        contents["pyodide-lock.json"] = fetch.site_lock(lock, contents).encode()
        root = wheel.package()
        held = {one: wheel.page_files(root, one.slug, one.borrowed) for one in shelves}
        wheels, places = {}, {}
        for number, (one, names) in enumerate(held.items()):
            name, content = wheel.build(root, mlmath.__version__, only=names)
            # All have the one name that pip wants; for a while each needs its own.
            places[one] = name, f"{number}.whl"
            wheels[f"{number}.whl"] = content
        archives = {n: data for n, data in contents.items() if n.endswith((".zip", ".whl"))}
        cells = {f"livepage/{p.relative_to(LIVEPAGE).as_posix()}": p.read_bytes() for p in CELLS}
        code = {
            name: path.read_bytes() for name, path in wheel.sources(root) if path.suffix == ".py"
        }
        ours = {
            MORE: wheel.archive(code),
            "cells.zip": wheel.archive({"livepage/__init__.py": b"", **cells}),
            **wheels,
        }
        compiled = precompile.compiled(archives | ours, contents, say)
        ours = {name: compiled.pop(name) for name in ours}
        contents |= compiled
        contents["pyodide-lock.json"] = fetch.site_lock(lock, contents).encode()
        shared = {
            "worker": assets.add(
                "worker.js", slim((WORKER / "worker.js").read_text("utf-8")).encode()
            ),
            "bridge": assets.add("bridge.py", (WORKER / "bridge.py").read_bytes()),
            "cells": assets.add("cells.zip", ours["cells.zip"]),
            "pyodide": assets.add_folder("pyodide", hosting.for_any_host(contents)),
        }
        lazy = {name: path.read_bytes() for name, path in wheel.data(root).items()}
        data = {
            place: (assets.add(place.rpartition("/")[2], content), len(content))
            for place, content in {MORE: ours[MORE], **lazy}.items()
        }
        parts = {"cells": assets.add_module(PAGE / "cells" / "cells.js")[0]}
        for part in ("run", "outputs", "editor", "keep"):
            parts[part] = assets.add_module(PAGE / "cells" / f"{part}.js")[0]
        parts["katex"] = assets.add("katex.js", equations.browser_module())
        views = {name: assets.add_module(widgets.get(name).view) for name in widgets.names()}
        return cls(
            assets=assets,
            host=assets.add_module(PAGE / "host.js", computed=True),
            views=views,
            parts=parts,
            style=assets.add("live.css", _style().encode()),
            shared=shared,
            wheels={
                one: (assets.add_folder("mlmath", {name: ours[file]}) + name, held[one])
                for one, (name, file) in places.items()
            },
            more=assets.add(
                "views.json", json.dumps({name: path for name, (path, _) in views.items()}).encode()
            ),
            data=data,
        )

    def head(
        self, shelf: Shelf, names: list[str], address: Callable[[str], str], cells: bool = False
    ) -> list[str]:
        """Return the elements that the head of a page with these widgets needs.

        Parameters
        ----------
        shelf : whose Python the page starts with; what others need comes when it is asked for.
        names : the widgets on the page, each once.
        address : turns a path in the live folder into the page's address of it.
        cells : whether the page has live cells, in which any widget may be made.
        """
        config: dict[str, Any] = {key: address(path) for key, path in self.shared.items()}
        wheel_path, held = self.wheels[shelf]
        config["wheel"] = address(wheel_path)
        config["data"] = {
            place: [address(path), size]
            for place, (path, size) in self.data.items()
            if place not in held
        }
        # Everything that the first picture needs is asked for at once, not one import at a time;
        # what only others need, when the reader comes near them.
        modules = dict.fromkeys(self.host[1])
        for name in names[:1]:
            modules |= dict.fromkeys(self.views[name][1])
        config["views"] = {
            name: [
                address(p) for i, p in enumerate(self.views[name][1]) if not i or p not in modules
            ]
            for name in names
        }
        if cells:
            config["parts"] = {part: address(path) for part, path in self.parts.items()}
            config["more"] = address(self.more)
            modules[self.parts["cells"]] = None
        text = json.dumps(config).replace("<", "\\u003c")
        return [
            f'<link rel="stylesheet" href="{html.escape(address(self.style))}">',
            *(f'<link rel="modulepreload" href="{html.escape(address(p))}">' for p in modules),
            f'<script type="application/json" id="livepage">{text}</script>',
            f'<script type="module" src="{html.escape(address(self.host[0]))}"></script>',
        ]
