"""Whole ways through the workbench by keyboard alone, in both languages: every control is reached by Tab."""

import re
from pathlib import Path

import pytest

from tests.web.conftest import PASSWORD
from tests.web.test_browser import code_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = 120_000
"""The first answer of a fresh workbench builds its people first. [milliseconds]"""
MOST_TABS = 300
EXACT = "#answer:not(.is-preview) [data-link]"


class Hands:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page

    def to(self, selector):
        """Go on with Tab until a control is reached, which then shows that it is."""
        for _turn in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')"), selector
                return self
        raise AssertionError(f"Tab does not reach {selector} on {self.page.url}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text):
        self.page.keyboard.type(text)
        return self

    def until(self, selector):
        self.page.wait_for_selector(selector, timeout=LONG)
        return self

    def at(self, address):
        self.page.wait_for_url(address, timeout=LONG)
        return self


def test_explore_share_take_a_file_and_run_in_full(open_page, language):
    page = open_page(f"/{language}/policy/")
    hands = Hands(page).until(EXACT)
    hands.to("#handle").press("ArrowRight", "ArrowRight", "ArrowUp")
    hands.to("input[name=W1]").press("Space").at("**p=W1**").until(EXACT)
    value = page.locator("[data-outcome=work_security]").text_content()
    assert re.fullmatch({"nl": r"\d\d,\d%", "en": r"\d\d\.\d%"}[language], value)

    hands.to("#copy").press("Enter")
    assert page.evaluate("getSelection().toString() || document.querySelector('#share').value").startswith("http")
    shared = open_page(page.locator("#share").input_value())
    Hands(shared).until(EXACT)
    assert shared.locator("[data-outcome=work_security]").text_content() == value

    hands.to("a[href*='all.xlsx']")
    with page.expect_download(timeout=LONG) as taken:
        hands.press("Enter")
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")

    hands.to("form[action$='/policy/full'] button").press("Enter").until("#full progress")
    hands.to("#full form[action$='/stop'] button").press("Enter").until("#full form[action$='/resume'] button")
    hands.to("#full form[action$='/resume'] button").press("Enter").until("#full progress")
    hands.to("#full form[action$='/stop'] button").press("Enter").until("#full form[action$='/resume'] button")


def test_sign_up_second_factor_export_and_erase(open_page, language):
    email = f"toets.{language}@example.org"
    page = open_page(f"/{language}/account/signup/")
    hands = Hands(page)
    hands.to("#id_email").type(email).to("#id_password1").type(PASSWORD).to("#id_password2").type(PASSWORD)
    hands.press("Enter").at(f"**/{language}/")

    page.goto(f"/{language}/account/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        hands.to("#id_password").type(PASSWORD).press("Enter").at("**/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    hands.to("#id_code").type(code_of(secret)).press("Enter").at("**/recovery-codes/**")

    page.goto(f"/{language}/me/my-data/")
    hands.to("main form button")
    with page.expect_download() as taken:
        hands.press("Enter")
    assert email in Path(taken.value.path()).read_text(encoding="utf-8")

    page.goto(f"/{language}/me/my-data/erase/")
    if page.locator("#id_password").count():
        hands.to("#id_password").type(PASSWORD).press("Enter").until("#id_sure")
    hands.to("#id_sure").press("Space").to("main form button").press("Enter").at(f"**/{language}/")
    page.goto(f"/{language}/me/")
    assert "/account/login/" in page.url
