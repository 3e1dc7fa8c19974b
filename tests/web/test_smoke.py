"""The workbench in a real browser, as short as it can be; `make test-browser` does everything."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def test_the_start_page_and_the_desk_open_in_a_browser(open_page):
    page = open_page("/nl/")
    page.locator("#year").focus()
    page.keyboard.press("Home")
    assert page.locator("#year-shown").text_content() == "2024"
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.goto("/en/policy/")
    page.locator("#handle").focus()
    page.keyboard.press("ArrowRight")
    assert "5% driven by technology" in page.locator("#handle").get_attribute("aria-valuetext")
