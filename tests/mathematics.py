"""Where the mathematics is, and which files test it."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "mlmath"
LAYERS = {"theorems", "exercises", "record", "widgets", "figures"}  # above the mathematics


def dotted(path: Path) -> str:
    """Return the name of the module in a file of the book."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def files() -> list[Path]:
    """Return the files of the mathematics, those inside its packages too."""
    return [
        path for path in sorted(BOOK.rglob("*.py")) if path.relative_to(BOOK).parts[0] not in LAYERS
    ]


MODULES = [dotted(path) for path in files()]
# Modules and packages at the top: what a reader imports by name.
NAMES = sorted({name.split(".")[1] for name in MODULES if "." in name})


def files_testing(name: str) -> list[Path]:
    """Return the files that test a module or package of the mathematics."""
    tests = ROOT / "tests"
    return [*tests.glob(f"test_{name}.py"), *sorted((tests / name).rglob("test_*.py"))]


def imported_by(source: str) -> set[str]:
    """Return the modules that Python source imports anywhere in it, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.add(str(node.module))
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
