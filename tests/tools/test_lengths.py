"""No page asks more of its reader than a page of its kind may; too long a page is named."""

import json

from livepage.theme.minutes import LIMITS
from tools import lengths


def notebook(folder, words):
    cell = {"cell_type": "markdown", "id": "text", "metadata": {}, "source": "word " * words}
    path = folder / "chapters" / "01_perceptron.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}))


def test_no_page_of_the_book_is_too_long(capsys):
    assert lengths.main() == 0
    assert "chapters/01_perceptron: " in capsys.readouterr().out
    assert LIMITS == {"chapters": 6000, "toolbox": 3500}


def test_one_word_too_many_is_told(tmp_path, monkeypatch, capsys):
    found = lengths.lengths
    monkeypatch.setattr(lengths, "lengths", lambda: found(tmp_path))
    notebook(tmp_path, 6000)
    assert lengths.main() == 0
    notebook(tmp_path, 6001)
    assert lengths.main() == 1
    assert "01_perceptron: 6,001 words on the main path of at most 6,000: too long" in (
        capsys.readouterr().out
    )
