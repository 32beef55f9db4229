"""No page breaks a rule that axe-core knows: light and dark, wide and narrow, closed and open."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe


def violations(page: Any) -> str:
    """Return what axe finds, one line for each rule and the first elements that break it."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return "\n".join(
        f"{page.url} {rule['id']}: {rule['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in rule["nodes"][:3])
        for rule in found
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_axe_finds_nothing_on_any_page(request, place, width, scheme):
    page = request.getfixturevalue(width).unfolded()
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
    assert not violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens_over_the_page(new_page, scheme):
    page = new_page("intro.html", width=390, scheme=scheme)
    page.get_by_role("button", name="Contents").click()
    assert not violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search").click()
    page.locator("#book-search input").wait_for()
    assert not violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_search_results(new_page, scheme):
    page = new_page("search.html?q=perceptron", scheme=scheme)
    page.locator("#search-results li").first.wait_for()
    assert not violations(page)
