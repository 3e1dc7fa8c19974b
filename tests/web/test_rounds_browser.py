"""A round in a real browser: from proposal to report, answered on a phone with and without script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "zekerheid-voor-iedereen"
PHONE = {"width": 390}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()


def _is_clean(page):
    found = AXE.run(page, options={"runOnly": RULES}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def _as(open_page, name):
    page = open_page("/nl/account/login/")
    page.locator("#id_login").fill(f"{name}@voorbeeld.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/nl/")
    return page


@pytest.fixture
def cards(open_page):
    """A round made by people on screen: its address and the codes of its cards."""
    page = _as(open_page, "owner")
    page.goto("/nl/rounds/1/new/")
    _is_clean(page)
    page.locator("#id_title").fill("Voorjaar")
    page.locator("#id_purpose").fill("Om het werk te verbeteren, niet om mensen te beoordelen.")
    page.get_by_label("Goed werk").check()
    page.locator("#id_groups").fill("Stichting\n- Zorg\n- Kantoor")
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"/rounds/1/[0-9a-f-]{36}/"))
    address = page.url
    council = _as(open_page, "works-council")
    council.goto(address)
    _is_clean(council)
    council.get_by_role("button", name="Instemmen").click()
    page.goto(address + "invite/")
    page.locator("#id_cards").fill("Zorg: 12\nKantoor: 12")
    page.locator("main form button").click()
    codes = page.locator(".card-code").all_inner_texts()
    assert len(set(codes)) == 24
    _is_clean(page)
    return page, address, codes


def test_from_card_to_report(open_page, cards):
    """The first answers by scanning a card, with script; the second by typing, without; the rest by hand too."""
    desk, address, codes = cards
    phone = open_page("/nl/answer/", **PHONE)
    _is_clean(phone)
    phone.goto(f"/nl/answer/#{codes[0]}")
    assert phone.locator("#token").input_value() == codes[0]
    assert "#" not in phone.url
    phone.get_by_role("button", name="Verder").click()
    _is_clean(phone)
    phone.get_by_role("link", name="Beginnen").click()
    _is_clean(phone)
    phone.locator("fieldset").nth(0).get_by_label("redelijk").check()
    phone.get_by_text(re.compile(r"Bewaard \d")).wait_for()
    phone.reload()
    assert phone.locator("fieldset").nth(0).get_by_label("redelijk").is_checked()
    phone.context.set_offline(True)
    phone.locator("fieldset").nth(1).get_by_label("helemaal", exact=True).check()
    phone.get_by_text("Nog niet bewaard").wait_for()
    phone.context.set_offline(False)
    phone.get_by_text(re.compile(r"Bewaard \d")).wait_for()
    for _page in range(3):
        for question in phone.locator("fieldset").all():
            question.get_by_label("grotendeels").check()
        phone.get_by_role("button", name="Volgende").click()
    _is_clean(phone)
    phone.get_by_role("button", name="inleveren").click()
    phone.wait_for_url("**/own/")
    _is_clean(phone)
    phone.get_by_role("button", name="Vergeet").click()
    assert "vergeten" in phone.locator("[role=status]").inner_text()
    for code in codes[1:13]:
        _without_script(open_page, code)
    desk.goto(address)
    assert "13 van de 24" in desk.locator(".big-number").inner_text()
    desk.goto(address + "close/")
    desk.get_by_role("button", name="De ronde sluiten").click()
    _is_clean(desk)
    council = _as(open_page, "works-council")
    council.goto(address)
    assert "13 van de 24 mensen antwoordden" in council.locator("main").inner_text()
    with council.expect_download() as file:
        council.get_by_role("link", name="PDF").click()
    assert file.value.path().read_bytes().startswith(b"%PDF")


def _without_script(open_page, code):
    page = open_page("/nl/answer/", java_script_enabled=False, **PHONE)
    page.locator("#token").fill(code)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Beginnen").click()
    for _page in range(3):
        for place, question in enumerate(page.locator("fieldset").all()):
            question.locator("input").nth(place % 5).check()
        page.get_by_role("button", name="Volgende").click()
    page.get_by_role("button", name="inleveren").click()
    page.wait_for_url("**/own/")
    page.context.close()
