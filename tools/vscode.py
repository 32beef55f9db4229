"""Pack the extension with which VS Code shows the chapters as the book does, and install it.

``python -m tools.vscode`` writes ``_build/mlmath.vsix``: what is in ``livepage/vscode``, with the
modules and the style that JupyterLab's extension has.  Where the command ``code`` is there, it
installs the package; otherwise it says how.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "livepage" / "vscode"
TARGET = ROOT / "_build" / "mlmath.vsix"
SHARED = (
    "captions.js", "chapter.js", "markdown.js", "numbers.js", "sources.js", "style.css",
)  # fmt: skip
# Where the source finds them, and the package.
THERE = "../lab/share/jupyter/labextensions/mlmath/static/"
HERE = "./book/"
TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension=".json" ContentType="application/json"/>
<Default Extension=".js" ContentType="application/javascript"/>
<Default Extension=".css" ContentType="text/css"/>
<Default Extension=".mjs" ContentType="application/javascript"/>
<Default Extension=".vsixmanifest" ContentType="text/xml"/>
</Types>
"""
MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata>
<Identity Language="en-US" Id={name} Version={version} Publisher={publisher}/>
<DisplayName>{displayName}</DisplayName><Description>{description}</Description>
<Properties><Property Id="Microsoft.VisualStudio.Code.Engine" Value={engine}/></Properties>
</Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
<Dependencies/>
<Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json"
 Addressable="true"/></Assets>
</PackageManifest>
"""


def contents() -> dict[str, str]:
    """Return the files of the package, by their place in it."""
    about = json.loads((SOURCE / "package.json").read_text("utf-8"))
    values = {key: quoteattr(about[key]) for key in ("name", "version", "publisher")}
    values |= {key: about[key] for key in ("displayName", "description")}
    engine = quoteattr(about["engines"]["vscode"])
    found = {
        "[Content_Types].xml": TYPES,
        "extension.vsixmanifest": MANIFEST.format(**values, engine=engine),
    }
    for path in sorted(p for p in SOURCE.iterdir() if p.is_file()):
        found[f"extension/{path.name}"] = path.read_text("utf-8").replace(THERE, HERE)
    for name in SHARED:
        found[f"extension/book/{name}"] = (SOURCE / THERE / name).read_text("utf-8")
    return found


def pack(target: Path = TARGET) -> Path:
    """Write the package; return where it is."""
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in contents().items():
            package.writestr(name, text)
    return target


def main() -> int:
    """Pack it, and install it where that can be done."""
    package = pack().relative_to(ROOT)
    code = shutil.which("code")
    if code is None:
        print(f"VS Code: install {package} by its command “Extensions: Install from VSIX...”")
        return 0
    return subprocess.run([code, "--install-extension", package], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
