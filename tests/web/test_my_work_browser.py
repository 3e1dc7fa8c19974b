"""The desk "Mijn werk" in a real browser, on a workbench that really runs: by keyboard, without script, and axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

LONG = 60_000
"""The first title of a fresh workbench waits for the language. [milliseconds]"""


def _press_until(page, ready, key="Tab", most=80):
    for _turn in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"(() => {{ const at = document.activeElement; return {ready}; }})()"):
            return
    raise AssertionError(ready)


def _to_skills_by_keyboard(page):
    page.set_default_timeout(LONG)
    page.locator("#title").focus()
    page.keyboard.type("receptionist")
    page.wait_for_selector(".candidates button")
    _press_until(page, "at.name === 'occupation'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/skills")


def test_from_a_title_to_something_shown_by_keyboard_alone(open_page):
    page = open_page("/nl/work/", width=360)
    _to_skills_by_keyboard(page)
    _press_until(page, "at.type === 'radio'")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "3"
    _press_until(page, "at.name === 'onward'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/moves")
    _press_until(page, "at.value === 'choose'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/moves#move-*")
    page.goto("/nl/work/plan")
    assert page.locator(".column").count() == 1
    page.goto("/nl/work/passport")
    _press_until(page, "at.type === 'submit'")
    page.keyboard.press("Enter")
    page.locator("input[name=skills]").first.wait_for()
    _press_until(page, "at.name === 'skills'")
    page.keyboard.press("Space")
    _press_until(page, "at.name === 'audience'")
    page.keyboard.type("Bakkerij Bloem")
    _press_until(page, "at.type === 'submit'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shown/1")
    assert page.locator(".codes img").count() >= 1
    assert "Bloem" not in page.url


def test_without_scripts_the_way_is_the_same(open_page):
    page = open_page("/en/work/", java_script_enabled=False)
    page.set_default_timeout(LONG)
    page.locator("#title").fill("receptionist")
    page.locator("form.ask button").click()
    page.locator(".candidates button").first.click()
    page.wait_for_url("**/skills")
    page.locator("button[name=onward]").click()
    page.wait_for_url("**/moves")
    assert page.locator(".move").count() >= 3


DESK = "/work"


def address(language, page=""):
    """Return the address of a page of the desk."""
    return f"/{language}{DESK}/{page}"


@pytest.mark.parametrize(("width", "look"), [(320, "light"), (1280, "dark")])
def test_the_pages_hold_no_fault_that_axe_finds(open_page, language, width, look):
    page = open_page(address(language), width=width, look=look)
    _to_skills_by_keyboard(page)
    page.goto(address(language, "moves"))
    page.locator("button[value=choose]").first.click()
    page.goto(address(language, "passport"))
    page.locator("main form button").first.click()
    page.locator("input[name=skills]").first.check()
    page.locator("#id_audience").fill("A")
    page.locator("form[action$=share] button").click()
    page.wait_for_url("**/shown/1")
    for name in ("", "day", "skills", "evidence", "moves", "plan", "passport", "passport/shown/1", "check", "file",
                 "erase"):  # fmt: skip
        page.goto(address(language, name))
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(name, each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
