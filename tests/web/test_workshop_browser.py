"""A workshop as people hold it: somebody leads at a screen, three rate on their phones, all explore what they made."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"width": 360, "has_touch": True, "is_mobile": True}
LONG = 120_000
"""The first answer of a fresh workbench builds its people first. [milliseconds]"""

SAID = {
    "nl": {
        "all": "3 alles", "in": "3 mensen zijn binnen", "axes": "Kies de assen", "keep axes": "Bewaar de assen",
        "corner": "Naam en parameters van {}", "demand": "Totale vraag naar arbeid",
        "keep corner": "Bewaar deze hoek", "keep": "Bewaar als eigen vlak", "download": "Haal op (zip)",
        "explore": "Verken in de beleidsdesk",
    },
    "en": {
        "all": "3 everything", "in": "3 people are in", "axes": "Choose the axes", "keep axes": "Keep the axes",
        "corner": "Name and parameters of {}", "demand": "Total demand for labour",
        "keep corner": "Keep this corner", "keep": "Save as a plane of your own", "download": "Download (zip)",
        "explore": "Explore in the policy desk",
    },
}  # fmt: skip


def _no_faults(page):
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(page.url, each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def _leader(open_page, language, name, **options):
    """Sign up, make an organisation and a workshop on three developments."""
    page = open_page(f"/{language}/account/signup/", **options)
    page.locator("input[name=email]").fill(f"{name}@example.org")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url(lambda url: "signup" not in url)
    page.goto(f"/{language}/me/organisations/")
    page.locator("input[name=name]").fill("Regio Voorbeeld")
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"organisations/\d+"))
    page.goto(f"/{language}/workshops/")
    page.locator("main a.button").click()
    page.locator("input[name=name]").fill("Werk in 2040")
    for box in page.locator("input[name=developments]").all():
        box.set_checked(box.get_attribute("value") in ("technology_pace", "orientation", "ageing"))
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"/of/\d+/\d+/$"))
    return page


def _link(page):
    here = page.url
    page.goto(f"{here}invite/")
    link = page.locator("#link").input_value()
    assert page.locator(".qr-large").bounding_box()["width"] > 150
    return here, link


def _rate(phone, scores):
    """Answer everything by touch; `scores` are impact and uncertainty in the order of the questions."""
    for impact, uncertainty in scores:
        phone.locator(f"input[name=impact][value='{impact}']").check(force=True)
        phone.locator(f"input[name=uncertainty][value='{uncertainty}']").check(force=True)
        phone.locator("form.rating button").click()
    phone.locator("form.rating").wait_for(state="detached")


def test_three_people_rate_and_what_they_made_is_explored(open_page, language):
    say = SAID[language]
    page = _leader(open_page, language, f"drie.{language}")
    here, link = _link(page)
    page.goto(here)
    assert page.locator("table.ranking").count() == 0
    groups = {"nl": ("werkgevers", "vakbonden", "overheid"), "en": ("employers", "unions", "government")}[language]
    for group, script in zip(groups, (True, True, False), strict=True):
        phone = open_page(link, java_script_enabled=script, **PHONE)
        phone.locator(f"input[name=group][value='{group}']").check()
        phone.locator("main form button").click()
        _rate(phone, [(5, 4), (4, 5), ("unknown" if script else 5, 1)])
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth") if script else True
    # The ranking comes by itself.
    page.locator("#ranking", has_text=say["all"]).wait_for(timeout=15_000)
    # Of the third development two said that they do not know; the answer of the one who does is not shown.
    assert page.locator("table.ranking tbody tr").count() == 2
    assert say["in"] in page.locator("#ranking").text_content()
    assert groups[0] not in page.locator("#ranking").text_content()
    page.get_by_role("link", name=say["axes"]).click()
    for prefix, words in (("first", ("Techniek", "weinig", "veel")), ("second", ("Samen", "alleen", "samen"))):
        for field, word in zip(("name", "low", "high"), words, strict=True):
            page.locator(f"input[name={prefix}-{field}]").fill(word)
    page.get_by_role("button", name=say["keep axes"]).click()
    for key in "ABCD":
        page.get_by_role("link", name=say["corner"].format(key)).click()
        page.locator("input[name=name]").fill(f"Hoek {key} van ons")
        page.locator("textarea[name=narrative]").fill("Zo ziet het eruit.")
        if key == "A":
            page.locator("summary", has_text=say["demand"]).click()
            page.locator("input[name=total_demand-first]").fill("0.98")
            page.locator("input[name=total_demand-last]").fill("0.95")
            page.locator("input[name=total_demand-reason]").fill("Minder werk")
        page.get_by_role("button", name=say["keep corner"]).click()
        page.wait_for_url(here)
    page.get_by_role("button", name=say["keep"]).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name=say["download"]).click()
    assert re.fullmatch(r"future-[0-9a-f]{32}\.zip", taken.value.suggested_filename)
    page.get_by_role("link", name=say["explore"]).click()
    page.wait_for_selector("#answer [data-link]", timeout=LONG)
    assert "Hoek A van ons" in page.locator(".corners").text_content()
    assert "u=future-" in page.locator("#share").input_value()
    page.locator("#handle").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**t=0.95**", timeout=LONG)
    assert "u=future-" in page.url
    again = open_page(page.locator("#share").input_value())
    again.wait_for_selector("#answer [data-link]", timeout=LONG)
    assert "Hoek D van ons" in again.locator(".corners").text_content()


def test_a_phone_that_comes_back_goes_on_and_a_form_sent_before_is_refused(open_page):
    page = _leader(open_page, "nl", "terug")
    _here, link = _link(page)
    phone = open_page(link, **PHONE)
    phone.locator("input[name=group]").first.check()
    phone.locator("main form button").click()
    phone.locator("input[name=impact][value='5']").check(force=True)
    phone.locator("input[name=uncertainty][value='5']").check(force=True)
    phone.locator("form.rating button").click()
    phone.locator("progress[value='1']").wait_for()
    phone.goto(link)
    assert phone.locator("progress").get_attribute("value") == "1"
    phone.locator("summary", has_text="Alle ontwikkelingen").click()
    first = phone.locator(".listed a").first
    first.click()
    assert phone.locator("input[name=impact]:checked").get_attribute("value") == "5"
    phone.evaluate("document.querySelector('input[name=turn]').value = '0'")
    phone.locator("form.rating button").click()
    assert "al eens verstuurd" in phone.locator(".message").text_content()


def test_rating_by_keyboard_alone(open_page):
    page = _leader(open_page, "en", "keys")
    _here, link = _link(page)
    phone = open_page(link.replace("/nl/", "/en/"))
    phone.locator("input[name=group]").first.focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/rate/**")
    for _question in range(3):
        for arrows in (3, 1):
            phone.keyboard.press("Tab")
            while not phone.evaluate("document.activeElement.matches('.score input')"):
                phone.keyboard.press("Tab")
            phone.keyboard.press("Space")
            for _arrow in range(arrows):
                phone.keyboard.press("ArrowRight")
        seen = phone.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
        assert seen == "solid"
        phone.keyboard.press("Tab")
        before = phone.locator("h1").text_content()
        phone.keyboard.press("Enter")
        phone.wait_for_function("before => document.querySelector('h1').textContent !== before", arg=before)
    assert phone.locator("form.rating").count() == 0


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_a_workshop_holds_a_fault_that_axe_finds(open_page, language, width, look):
    page = _leader(open_page, language, f"axe-{language}-{width}-{look}", width=width, look=look)
    here, link = _link(page)
    _no_faults(page)
    for _person in range(3):
        phone = open_page(link, width=width, look=look)
        _no_faults(phone)
        phone.locator("input[name=group]").first.check()
        with phone.expect_navigation():
            phone.locator("main form button").click()
        _no_faults(phone)
        _rate(phone, [(5, 4), (4, 5), (2, 1)])
        _no_faults(phone)
    page.goto(f"{here}axes/")
    _no_faults(page)
    for prefix in ("first", "second"):
        for field in ("name", "low", "high"):
            page.locator(f"input[name={prefix}-{field}]").fill(f"{prefix} {field}")
    page.locator("main form button").click()
    page.wait_for_url(here)
    for path in ("", "corner/A/?from=B", "erase/"):
        page.goto(f"{here}{path}")
        _no_faults(page)
    page.goto(f"/{language}/workshops/")
    _no_faults(page)
    page.locator("main a.button").click()
    _no_faults(page)
