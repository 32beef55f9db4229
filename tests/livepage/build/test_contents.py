"""The contents of the book: what exists is listed, in the manifest's order, under its number."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from livepage.build.contents import contents
from mlmath import manifest

ROOT = Path(__file__).resolve().parents[3]
FRAME = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
CONF = """
extensions = ["myst_nb", "sphinx_external_toc", "sphinx_proof", "livepage.build.contents"]
external_toc_exclude_missing = True
nb_execution_mode = "off"
myst_enable_extensions = ["colon_fence", "dollarmath"]
html_theme = "basic"
numfig = True
math_numfig = True
numfig_secnum_depth = 1
"""
TEXT = """# {title}

## A section

:::{{prf:theorem}}
:label: thm-{slug}

It holds.
:::

$$ a = b $$ (eq-{slug})
"""
LATER = "See {prf:ref}`thm-lms` and {eq}`eq-lms`.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Chapters 1 and 3, two pages of the toolbox, and a draft that nobody lists."""
    folder: Path = tmp_path_factory.mktemp("contents")
    (folder / "conf.py").write_text(CONF)
    (folder / "_toc.yml").write_text(yaml.safe_dump(FRAME))
    (folder / "intro.md").write_text("# The cover\n\n```{tableofcontents}\n```\n")
    for name in ("glossary", "notation", "record"):
        (folder / f"{name}.md").write_text(f"# The {name}\n")
    for slug in ("lms", "calculus", "python", "perceptron"):
        page = manifest.page(slug)
        notebook = nbformat.v4.new_notebook()
        text = TEXT.format(title=page.title, slug=slug) + (LATER if slug == "lms" else "")
        notebook.cells = [nbformat.v4.new_markdown_cell(text, id="text")]
        (folder / page.path).parent.mkdir(exist_ok=True)
        nbformat.write(notebook, folder / page.path)
    (folder / "chapters" / "draft.md").write_text("# A draft\n")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-b", "html", ".", "_build/html"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build" / "html"


def words(html: str) -> str:
    """Return what a reader sees of it."""
    return " ".join(re.sub("<[^>]*>", " ", html).replace("¶", "").split())


def test_pages_stand_before_the_reference_by_kind_and_number():
    pages = [manifest.page(slug) for slug in ("perceptron", "lms", "calculus", "bayes")]
    found = contents(FRAME, pages)
    assert found["root"] == "intro"
    assert found["parts"] == [
        {
            "numbered": 2,
            "chapters": [{"file": "chapters/01_perceptron"}, {"file": "chapters/03_lms"}],
        },
        {"caption": "Toolbox", "chapters": [{"file": "toolbox/calculus"}]},
        {"caption": "Further machines", "chapters": [{"file": "further/bayes"}]},
        {
            "caption": "Reference",
            "chapters": [{"file": "glossary"}, {"file": "notation"}, {"file": "record"}],
        },
    ]
    assert contents(FRAME, [])["parts"] == FRAME["parts"]


def test_what_is_written_is_listed_and_nothing_else(built):
    cover = (built / "intro.html").read_text("utf-8")
    listed = re.findall(r'<a class="reference internal" href="([^"#]+)">', cover)
    assert list(dict.fromkeys(listed)) == [
        "chapters/01_perceptron.html", "chapters/03_lms.html", "toolbox/python.html",
        "toolbox/calculus.html", "glossary.html", "notation.html", "record.html",
    ]  # fmt: skip
    assert not (built / "chapters" / "draft.html").exists()


def test_a_chapter_has_its_own_number_though_one_before_it_is_missing(built):
    cover, page = (
        words((built / name).read_text("utf-8")) for name in ("intro.html", "chapters/03_lms.html")
    )
    assert "1. The perceptron" in cover
    assert f"3. {manifest.page('lms').title}" in cover
    assert f"3. {manifest.page('lms').title}" in page
    assert "3.1. A section" in page
    assert page.count("Theorem 3.1") == 2, "in its box, and where it is referred to"
    assert page.count("(3.1)") == 2
    assert "2. " not in cover
    first = words((built / "chapters" / "01_perceptron.html").read_text("utf-8"))
    assert "Theorem 1.1" in first


def test_a_page_without_a_number_counts_by_itself(built):
    for slug in ("python", "calculus"):
        page = words((built / "toolbox" / f"{slug}.html").read_text("utf-8"))
        assert f"{manifest.page(slug).title} A section Theorem 1 It holds." in page
        assert "(1)" in page
