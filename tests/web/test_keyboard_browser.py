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


def _signed_up(page, email, language):
    page.goto(f"{page.url.split(f'/{language}/')[0]}/{language}/account/signup/")
    hands = Hands(page)
    hands.to("#id_email").type(email).to("#id_password1").type(PASSWORD).to("#id_password2").type(PASSWORD)
    return hands.press("Enter").at(f"**/{language}/")


def _confirmed(hands, address):
    """Say the password once more where it is asked for."""
    if "reauthenticate" in hands.page.url:
        hands.to("#id_password").type(PASSWORD).press("Enter").at(address)


def test_sign_up_second_factor_export_and_erase(open_page, language):
    email = f"toets.{language}@example.org"
    page = open_page(f"/{language}/")
    hands = _signed_up(page, email, language)
    page.goto(f"/{language}/account/2fa/totp/activate/")
    _confirmed(hands, "**/totp/activate/")
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


def test_a_passkey_is_added_and_logs_in(open_page, language):
    page = open_page(f"/{language}/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "isUserVerified": True}})
    page.goto(page.url.replace("127.0.0.1", "localhost"))  # a passkey belongs to a name, not a number
    email, here = f"ada.{language}@example.org", page.url
    hands = _signed_up(page, email, language)

    page.goto(f"{here}account/2fa/webauthn/add/")
    _confirmed(hands, "**/webauthn/add/")
    hands.to("#id_name").type("sleutel").to("#id_passwordless").press("Space")
    hands.to("#mfa_webauthn_add").press("Enter").at(lambda url: "/add/" not in url)
    page.goto(f"{here}me/")
    hands.to("header form button").press("Enter").until(f"a[href='/{language}/account/login/']")  # log out
    page.goto(f"{here}account/login/")
    hands.to("#passkey_login").press("Enter").at(f"**/{language}/")
    page.goto(f"{here}me/")
    assert email in page.content()


RATED = ("technology_pace", "orientation", "ageing")


def test_a_workshop_is_led_and_three_take_part(open_page, language):
    page = open_page(f"/{language}/")
    hands = _signed_up(page, f"toetsleider.{language}@example.org", language)
    page.goto(f"/{language}/me/organisations/")
    hands.to("input[name=name]").type("Regio Toets").press("Enter").at(re.compile(r"organisations/\d+"))
    page.goto(f"/{language}/workshops/")
    hands.to("main a.button").press("Enter").until("input[name=developments]")
    hands.to("input[name=name]").type("Werk in 2040")
    boxes = page.locator("input[name=developments]").all()
    for name, is_on in [(each.get_attribute("value"), each.is_checked()) for each in boxes]:
        if is_on != (name in RATED):
            hands.to(f"input[name=developments][value={name}]").press("Space")
    hands.to("main form button").press("Enter").at(re.compile(r"/of/\d+/\d+/$"))
    here = page.url
    hands.to("a[href$='/invite/']").press("Enter").until("#link")
    link = page.locator("#link").input_value()

    for _person in range(3):
        phone = open_page(link)
        rating = Hands(phone).to("input[name=group]").press("Space", "Enter").until("form.rating")
        for n_done in range(len(RATED)):
            rating.until(f"progress[value='{n_done}']")
            rating.to("input[name=impact]").press("Space", "ArrowRight", "ArrowRight", "ArrowRight")
            rating.to("input[name=uncertainty]").press("Space", "ArrowRight").to("form.rating button").press("Enter")
        rating.until("details[open] .listed")

    page.goto(here)
    hands.until("table.ranking").to("a[href$='/axes/']").press("Enter").until("input[name=first-name]")
    for axis in ("first", "second"):
        for field in ("name", "low", "high"):
            hands.to(f"input[name={axis}-{field}]").type(f"{axis} {field}")
    hands.press("Enter").at(here)
    for corner in "ABCD":
        hands.to(f"a[href$='/corner/{corner}/']").press("Enter").until("textarea[name=narrative]")
        hands.to("input[name=name]").type(f"Hoek {corner}").to("textarea[name=narrative]").type("Zo is het.")
        if corner == "A":
            hands.to("details:has([name=total_demand-first]) summary").press("Enter")
            for field, typed in (("first", "0.98"), ("last", "0.95"), ("reason", "Minder werk")):
                hands.to(f"input[name=total_demand-{field}]").type(typed)
        hands.to("main form[method=post] button:not([name])").press("Enter").at(here)
    hands.to("form[action$='/save/'] button").press("Enter").until("a[href*='u=future-']")
    hands.to("a[href*='u=future-']").press("Enter").until(EXACT)
    assert "Hoek A" in page.locator(".corners").text_content()
    hands.to("#handle").press("ArrowLeft").at("**t=0.95**").until(EXACT)
