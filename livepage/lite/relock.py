"""Write `wheels.txt`: for maintainers, when versions change; `make pins` runs it.

``python -m livepage.lite.relock`` keeps the names that the file has, takes their versions from
`constraints.txt` where that names them, and writes each wheel's hash beside it.
"""

from __future__ import annotations

import hashlib
import sys

from packaging.utils import canonicalize_name

from livepage.build.pyodide import clients
from livepage.lite import wheels

CONSTRAINTS = wheels.WANTED.parents[2] / "constraints.txt"


def main() -> int:
    """Fetch the wheels and write the file; says how many they are."""
    lines = wheels.WANTED.read_text("utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if "==" in line]
    with clients.scratch() as room:
        wheels.download(["--constraint", str(CONSTRAINTS), *names], room)
        rows = [line for line in lines if line.startswith("#")]
        for path in sorted(room.glob("*.whl"), key=lambda path: path.name.lower()):
            name, version = path.name.split("-")[:2]
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            rows.append(f"{canonicalize_name(name)}=={version} \\\n    --hash=sha256:{digest}")
    wheels.WANTED.write_text("\n".join([*rows, ""]), "utf-8")
    print(f"{wheels.WANTED.name}: {len(names)} wheels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
