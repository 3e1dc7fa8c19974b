"""Every page, in every language, width and look: no fault that axe finds, no sideways scroll, no broken policy.

The pages come from the registry of addresses, so that a new page is tried by itself. What was found is written to
`build/accessibility.json`.
"""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override

from houvast_web.access import Need, matrix

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
REPORT = Path(__file__).parents[2] / "build" / "accessibility.json"
OWNER, DEMO_PASSWORD = "owner@voorbeeld.example", "zekerheid-voor-iedereen"
FILES = {"policy_desk:download", "policy_desk:preview", "policy_desk:answer", "policy_desk:part"}
"""Files and parts of a page; the desk with its parts has a test of its own."""
LONG = 120_000
"""The first answer of a fresh workbench builds its people first. [milliseconds]"""
FILLED = {"organisation": "1", "member": "1"}
AXE = Axe()


def _addresses(language, *, is_open):
    """Return the pages that everybody sees, or those that ask for an account."""
    with override(language):
        for name, access in sorted(matrix().items()):
            if access.method == "get" and name not in FILES and (access.need is Need.NOTHING) == is_open:
                yield reverse(name, kwargs={key: value.format(**FILLED) for key, value in access.values.items()})


def _is_page(page, address):
    answer = page.request.get(address, timeout=LONG)
    return "text/html" in answer.headers.get("content-type", "") and "<html" in answer.text()


def _tried(page, address):
    """Open a page and return what is wrong with it."""
    page.goto(address, timeout=LONG)
    found = AXE.run(page, options=RULES).response
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


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (1280, 1), (1280, 4)], ids=["320", "1280", "400%"])
def test_no_page_holds_a_fault(open_page, report, language, width, zoom, look):
    """At 400% only in the light look: the sizes are the same in every look."""
    if zoom > 1 and look != "light":
        pytest.skip("reflow does not depend on colours")
    page = open_page(f"/{language}/", width=width, look=look, zoom=zoom)
    found = {}
    for is_open in (True, False):
        if not is_open:
            _log_in(page, language)
        for address in _addresses(language, is_open=is_open):
            if _is_page(page, address):
                found[address] = report[f"{address} {width}px {zoom * 100}% {look}"] = _tried(page, address)
    assert len(found) > 30
    assert {address: each["faults"] for address, each in found.items() if each["faults"]} == {}
