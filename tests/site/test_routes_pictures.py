"""A picture that a cell draws has a number and a caption, and keeps them when it is drawn again."""

from tests.livepage.theme import book

FIGURE = '[data-cell="picture"] figure#fig-probe'


def test_a_picture_of_a_program_has_a_number_and_a_caption(visit):
    page = visit()
    caption = page.locator(f"{FIGURE} > figcaption")
    assert caption.text_content().strip().startswith("Fig. 1.1 A line that goes up.")
    assert page.locator(f"{FIGURE} svg[aria-label=Up]").count() == 1
    link = page.locator('.text a[href="#fig-probe"]').first
    assert link.text_content() == "Fig. 1.1"


def test_a_picture_drawn_again_keeps_its_number_and_caption(visit):
    page = visit()
    page.set_default_timeout(120_000)
    page.wait_for_function("document.documentElement.dataset.cells === 'ready'")
    cell = page.locator('[data-cell="picture"]')
    for code, drawn in ((book.PICTURE, 1), (f"{book.PICTURE}\n3", 0)):
        before = cell.get_attribute("data-ran")
        if not cell.locator(".cm-content").count():
            cell.locator(".cell_input pre").first.click()
        cell.locator(".cm-content").focus()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(code)
        page.keyboard.press("Shift+Enter")
        page.wait_for_function(
            """before => {
              const { ran, run } = document.querySelector('[data-cell="picture"]').dataset;
              return ran !== before && run === "ok";
            }""",
            arg=before,
        )
        assert cell.locator(".output.stream").inner_text().strip() == "drawn"
        assert cell.locator("svg[aria-label=Up]").count() == drawn
        assert page.locator(f"{FIGURE}:has(svg) > figcaption").count() == drawn
    assert cell.locator("figure").count() == 0  # a number without a picture says nothing
    cell.get_by_role("button", name="Reset").click()
    assert page.locator(f"{FIGURE}:has(svg) > figcaption").count() == 1
