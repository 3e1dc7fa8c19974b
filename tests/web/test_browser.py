"""What people do in a real browser, on a workbench that really runs."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from pathlib import Path

import pytest

from tests.web.provider import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "een-heel-lang-wachtwoord"
OWNER, DEMO_PASSWORD = "owner@voorbeeld.example", "zekerheid-voor-iedereen"


def code_of(secret):
    """Return the six digits of this moment (RFC 6238)."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def _log_in(page, language="nl", email=OWNER, password=DEMO_PASSWORD):
    page.goto(f"/{language}/account/login/")
    page.get_by_label(re.compile("mail")).fill(email)
    page.get_by_label(re.compile("achtwoord|assword"), exact=False).first.fill(password)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/{language}/")


def _sign_up(page, email, language):
    page.goto(f"/{language}/account/signup/")
    page.locator("#id_email").fill(email)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(f"**/{language}/")


def test_the_picture_moves_through_the_years_by_keyboard(open_page):
    page = open_page("/nl/")
    first = page.locator("[data-future=D] [data-value]")
    last_year = first.text_content()
    page.locator("#year").focus()
    page.keyboard.press("Home")
    assert page.locator("#year-shown").text_content() == "2024"
    assert first.text_content() != last_year
    assert re.fullmatch(r"\d\d,\d%", first.text_content())
    page.keyboard.press("End")
    assert first.text_content() == last_year


def test_without_scripts_the_page_says_the_same(open_page):
    page = open_page("/en/", java_script_enabled=False)
    assert page.locator("#years").is_hidden()
    assert re.fullmatch(r"\d\d\.\d%", page.locator("[data-future=A] [data-value]").text_content())


def test_the_other_language_is_one_step_away_and_keeps_the_page(open_page):
    page = open_page("/nl/words/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/words/")
    assert page.get_by_role("heading", level=1).text_content() == "Words"


def test_the_keyboard_reaches_everything_in_order_and_shows_where(open_page):
    page = open_page("/nl/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.locator(".skip-link").bounding_box()["y"] >= 0
    seen = []
    for _turn in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().split('\\n')[0]"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert seen[:7] == ["Houvast", "Beleid", "Werkgever", "Werknemer", "Regio en lab", "English", "Inloggen"]
    assert seen[7:11] == ["Beleid", "Werkgever", "Werknemer", "Regio en lab"]


def test_the_skip_link_leads_to_the_content(open_page):
    page = open_page("/nl/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_sign_up_second_factor_export_and_erase(open_page, language):
    """The whole way of somebody with an account, in a browser."""
    email = f"grace.{language}@example.org"
    page = open_page(f"/{language}/")
    _sign_up(page, email, language)
    page.goto(f"/{language}/account/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url("**/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    assert page.locator("img.qr").is_visible()
    page.locator("#id_code").fill(code_of(secret))
    page.locator("main form button").click()
    page.wait_for_url("**/recovery-codes/**")
    recovery = re.search(r"\b\d{8}\b", page.locator("#recovery_codes").input_value())[0]
    page.goto(f"/{language}/me/")
    page.locator("header form button").click()  # log out
    page.goto(f"/{language}/account/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/2fa/authenticate/**")
    page.locator("#id_code").fill(recovery)  # the code of the app was used a moment ago, and works once
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/{language}/")
    page.goto(f"/{language}/me/my-data/")
    with page.expect_download() as download:
        page.locator("main form button").click()
    assert email in Path(download.value.path()).read_text(encoding="utf-8")
    page.goto(f"/{language}/me/my-data/erase/")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/my-data/erase/")
    page.locator("#id_sure").check()
    page.locator("main form button").click()
    page.wait_for_url(f"**/{language}/")
    page.goto(f"/{language}/me/")
    assert "/account/login/" in page.url


def test_single_sign_on_leads_to_the_provider_and_back(browser, serving, tmp_path, language):
    with Provider() as provider:
        provider.open()
        options = {"HOUVAST_OIDC": provider.address, "HOUVAST_OIDC_NAME": "Voorbeeld", "HOUVAST_OIDC_CLIENT": CLIENT,
                   "HOUVAST_OIDC_SECRET": SECRET}  # fmt: skip
        with serving(tmp_path, port=18960, environment=options) as (_process, address):
            page = browser.new_context().new_page()
            page.goto(f"{address}{language}/account/login/")
            page.get_by_role("link", name="Voorbeeld").click()
            page.locator("main form button").first.click()
            page.wait_for_url(f"**/{language}/")
            page.goto(f"{address}{language}/me/")
            assert provider.email in page.content()
        provider.shutdown()
