"""What an employer does at the desk in a real browser, on a workbench that really runs."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from houvast_web.accounts.demo import DEMO_DOMAIN, DEMO_PASSWORD
from houvast_web.flex_desk.kinds import example_files

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LONG = 120_000
"""A study waits for the worker, and that for its first imports. [milliseconds]"""


def _log_in(page, language="nl"):
    page.goto(f"/{language}/account/login/?next=/{language}/employer/")
    page.locator("[name=login]").fill(f"hr@{DEMO_DOMAIN}")
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/employer/")
    page.locator("main ul.plain a.button").first.click()
    page.wait_for_url("**/employer/*/")
    return page.url


def _hand_over(page, home, kind):
    page.goto(f"{home}files?kind={kind}")
    page.locator("[name=file]").set_input_files(example_files()[kind])
    page.locator("main form.narrow button").click()
    page.wait_for_url(home)


def _without_fault(page, path):
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(path, each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_from_a_file_to_a_report_and_through_the_matrix_by_keyboard(open_page):
    page = open_page("/nl/employer/")
    home = _log_in(page)
    for kind in ("demand", "links", "matrix", "required"):
        _hand_over(page, home, kind)
    page.locator("form[action$='ask/links'] button").click()
    page.wait_for_url("**/study/*")
    page.locator("#study .finding").first.wait_for(timeout=LONG)
    with page.expect_download() as kept:
        page.locator(".files a", has_text="XLSX").click()
    assert kept.value.suggested_filename == "houvast-flex-links.xlsx"
    page.goto(f"{home}matrix/people")
    cells = page.locator("[role=gridcell]")
    page.locator("select[name=department]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "gridcell"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    n_columns = page.locator("table[data-grid] thead th").count() - 1
    assert cells.nth(n_columns + 1).evaluate("cell => cell === document.activeElement")
    page.keyboard.press("End")
    assert cells.nth(2 * n_columns - 1).evaluate("cell => cell === document.activeElement")
    assert page.locator("[role=gridcell][tabindex='0']").count() == 1


@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (320, "dark"), (320, "forced")])
def test_the_pages_hold_no_fault_that_axe_finds(open_page, language, width, look):
    page = open_page(f"/{language}/employer/", width=width, look=look)
    _without_fault(page, "desk")
    page.goto(f"/{language}/employer/example/links")
    page.locator("#study .finding").first.wait_for(timeout=LONG)
    _without_fault(page, "links")
    page.goto(f"/{language}/employer/example/matrix")
    _without_fault(page, "matrix")
    home = _log_in(page, language)
    _without_fault(page, "home")
    _hand_over(page, home, "matrix")
    for path in ("files", "matrix", "matrix/people?names", "register"):
        page.goto(f"{home}{path}")
        _without_fault(page, path)
    page.locator("[name=agency]").fill("Bureau")
    page.locator("[name=hirer]").fill("Wij")
    page.locator("main form button").first.click()
    page.wait_for_url("**/register/*")
    _without_fault(page, "one register")
    register = page.url
    page.locator(".duties a").first.click()
    page.wait_for_url(lambda url: url != register)
    _without_fault(page, "duty")
    page.goto(f"{home}files")
    page.locator("[name=pasted]").fill("date,department,value\n2024-01-01,A,-1\n")
    page.locator("main form.narrow button").click()
    page.locator("#faults").wait_for()
    _without_fault(page, "faults")
