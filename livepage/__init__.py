"""What turns built pages live: the Sphinx extension, Pyodide, the host, the worker, the bridge."""

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Connect the extension to Sphinx; imported here, so that tools need not load Sphinx."""
    from livepage.build import extension

    return extension.setup(app)
