"""Where a reader can open a chapter: in the site itself, on Binder and on Colab.

The last two need the book's public address.  It is read from `repository: url` in `_config.yml`,
else from git's remote `origin`.  Without a public GitHub address their buttons are absent, not
dead; and so is Colab's on a chapter that would not find `mlmath` there (`python -m tools.colab`).
"""

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

ADDRESS = re.compile(r"(?:https?://(?:[^/@]*@)?|ssh://git@|git@)github\.com[/:]([\w.-]+/[\w.-]+)/?")


def github_name(url: str) -> str | None:
    """Return "owner/name" of a public GitHub address, or None.

    >>> github_name("git@github.com:someone/book.git")
    'someone/book'
    """
    found = ADDRESS.fullmatch(url.strip())
    return found[1].removesuffix(".git") if found else None


@cache
def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        )
    except OSError:  # no git on this machine
        return ""
    return done.stdout.strip()


def remote(folder: Path) -> str:
    """Return the address of git's remote `origin`, or ""."""
    return _git(folder, "config", "--get", "remote.origin.url")


def repository(app: Sphinx) -> tuple[str, str] | None:
    """Return ("owner/name", branch) of the book's public repository, or None."""
    options = app.config.html_theme_options
    folder = Path(app.srcdir)
    name = github_name(options.get("repository_url") or remote(folder))
    if name is None:
        return None
    branch = options.get("repository_branch") or _git(folder, "rev-parse", "--abbrev-ref", "HEAD")
    return name, branch if branch not in ("", "HEAD") else "main"


def installs(notebook: Path, name: str) -> bool:
    """Tell whether a notebook fetches the book's package from the repository `name` by itself."""
    return f"git+https://github.com/{name}" in notebook.read_text("utf-8")


def in_browser(app: Sphinx, page: str) -> str:
    """Return the address in the site of a chapter as a notebook in the browser, or ""."""
    if "livepage.lite" not in app.extensions or page not in app.env.found_docs:
        return ""
    path = Path(app.env.doc2path(page, base=False)).as_posix()
    return f"lite/notebooks/index.html?path={quote(path)}" if path.endswith(".ipynb") else ""


def addresses(app: Sphinx, page: str) -> dict[str, str]:
    """Return {service: address} that opens a page of the book."""
    known = repository(app)
    if known is None or page not in app.env.found_docs:
        return {}
    name, branch = known
    path = Path(app.env.doc2path(page, base=False)).as_posix()
    found = {"Binder": f"https://mybinder.org/v2/gh/{name}/{branch}?urlpath=lab/tree/{path}"}
    if path.endswith(".ipynb") and installs(Path(app.srcdir) / path, name):
        found["Colab"] = f"https://colab.research.google.com/github/{name}/blob/{branch}/{path}"
    return found


def binder_role(app: Sphinx) -> Any:
    """Make the role `{binder}`: a link that opens the book's chapters on Binder."""

    def role(name: str, rawtext: str, text: str, *_: Any) -> tuple[list[nodes.Node], list[Any]]:
        known = repository(app)
        if known is None:
            return [nodes.Text(text)], []
        uri = f"https://mybinder.org/v2/gh/{known[0]}/{known[1]}?urlpath=lab/tree/chapters"
        return [nodes.reference(rawtext, text, refuri=uri)], []

    return role


def mark(app: Sphinx) -> None:
    """Set the tag `binder`, so that a page can say `{only} binder`."""
    if repository(app) is not None:
        app.tags.add("binder")


def setup(app: Sphinx) -> None:
    """Register the role and the tag."""
    app.add_role("binder", binder_role(app))
    app.connect("builder-inited", mark)
