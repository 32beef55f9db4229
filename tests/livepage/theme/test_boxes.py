"""Small repairs of the text."""

from types import SimpleNamespace

import pytest
from docutils import nodes

from livepage.theme import boxes


@pytest.mark.parametrize(("code", "kept"), [
    ("x - 1", True),
    ("y[:, None] * X abcd", False),  # 19 characters
    ("y[:, None] * X abc", True),  # 18
    ("np.zeros", False),  # nowhere to break
])  # fmt: skip
def test_short_code_stays_on_one_line_where_a_space_would_break_it(code, kept):
    page = nodes.paragraph("", "", nodes.Text("Here is "), nodes.literal("", code))
    boxes.Code.run(SimpleNamespace(document=page))  # type: ignore[arg-type]
    [found] = page.findall(nodes.literal)
    assert ("nobreak" in found["classes"]) == kept
