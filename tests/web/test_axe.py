"""Every page, in every language, width and look: no fault that axe finds, no sideways scroll, no broken policy.

The pages come from the registry of addresses, so that a new page is tried by itself; each is opened once and then tried
in every look. What was found is written to `build/accessibility.json`.
"""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override

from houvast_web.access import Need, matrix

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOKS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
REPORT = Path(__file__).parents[2] / "build" / "accessibility.json"
OWNER, DEMO_PASSWORD = "owner@voorbeeld.example", "zekerheid-voor-iedereen"
FILES = {f"policy_desk:{each}" for each in ("download", "preview", "ahead", "answer", "part")}
"""Files and parts of a page; the desk with its parts has a test of its own."""
LONG = 120_000
"""The first answer of a fresh workbench builds its people first. [milliseconds]"""
FILLED = {"organisation": "1", "member": "1", "workshop": "1"}
"""Numbers of the demo's organisation; what it has none of shows the page that says so."""
FEWEST_PAGES = 60


def _addresses(language, *, is_open):
    """Return the pages that everybody sees, or those that ask for an account; logging out comes last."""
    with override(language):
        for name, access in sorted(matrix().items(), key=lambda each: (each[0] == "account_logout", each[0])):
            if access.method == "get" and name not in FILES and (access.need is Need.NOTHING) == is_open:
                yield reverse(name, kwargs={key: value.format(**FILLED) for key, value in access.values.items()})


def _is_page(page, address):
    answer = page.request.get(address, timeout=LONG)
    return "text/html" in answer.headers.get("content-type", "") and "<html" in answer.text()


def _tried(page, address, looks):
    """Open a page once and return what is wrong with it in each look."""
    page.goto(address, timeout=LONG)
    page.evaluate(Axe().axe_script)
    return {look: _faults(page, look) for look in looks}


def _faults(page, look):
    page.emulate_media(**LOOKS[look])
    found = page.evaluate(f"axe.run({json.dumps(RULES)})")
    faults = [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found["violations"]]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        faults.append(("reflow", page.evaluate("document.documentElement.scrollWidth")))
    return {"rules_passed": len(found["passes"]), "faults": faults}


@pytest.fixture(scope="session")
def report():
    """What was found in this session by page, written when it ends."""
    found = {}
    yield found
    if found:
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(json.dumps({"rules": RULES["runOnly"], "pages": found}, indent=1), encoding="utf-8")


def _log_in(page, language):
    page.goto(f"/{language}/account/login/")
    page.locator("#id_login").fill(OWNER)
    page.locator("#id_password").fill(DEMO_PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/{language}/")


@pytest.mark.parametrize("is_open", [True, False], ids=["everybody", "account"])
@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (1280, 1), (1280, 4)], ids=["320", "1280", "400%"])
def test_no_page_holds_a_fault(open_page, report, language, width, zoom, is_open):
    """At 400% only in the light look: the sizes are the same in every look."""
    page = open_page(f"/{language}/", width=width, zoom=zoom)
    if not is_open:
        _log_in(page, language)
    found = {}
    for address in _addresses(language, is_open=is_open):
        if _is_page(page, address):
            for look, tried in _tried(page, address, LOOKS if zoom == 1 else ["light"]).items():
                found[f"{address} {width}px {zoom * 100}% {look}"] = tried
    report |= found
    assert len(found) >= FEWEST_PAGES / 2
    assert {where: each["faults"] for where, each in found.items() if each["faults"]} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_that_comes_of_asking_holds_a_fault(open_page, report, language, width):
    """A full run, the list of them, the desk on one page, a file of an older model, and what is not there."""
    page = open_page(f"/{language}/policy/?w=B&p=W3", width=width)
    page.locator("#answer:not(.is-preview) [data-link]").wait_for(timeout=LONG)
    page.locator(".keep form button[type=submit]").click()
    page.locator("#full progress").wait_for(timeout=LONG)
    run = page.locator("#full #run").get_attribute("data-page")
    page.locator("#full #run form button").click()
    asked = (run, "policy/runs", "policy/?w=B&p=W3&now=1", "policy/file/path.csv?m=older", "nowhere")
    found = {}
    for each in asked:
        address = each if each.startswith("/") else f"/{language}/{each}"
        for look, tried in _tried(page, address, LOOKS).items():
            found[f"{address} {width}px {look}"] = tried
    report |= found
    assert {where: each["faults"] for where, each in found.items() if each["faults"]} == {}
