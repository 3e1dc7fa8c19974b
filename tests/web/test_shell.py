"""The start page, static files and headers."""

import hashlib
import re
import tomllib
from contextlib import closing
from html import unescape
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from django.conf import settings

import houvast_web
from houvast.experiments.exploration.state import Exploration, open_link
from houvast.futures.folder import load_futures
from houvast.reports.palette import FUTURE
from houvast.vocabulary.outcomes import OUTCOMES
from houvast_web.shell.desks import DESKS
from houvast_web.shell.picture import kept_numbers, picture

VENDOR = files("houvast_web.shell") / "static" / "vendor"


@pytest.mark.django_db
def test_the_start_page_opens_in_each_language(client, language):
    answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.django_db
def test_the_start_page_leads_to_each_future(client, language):
    page = client.get(f"/{language}/").content.decode()
    links = [unescape(each) for each in re.findall(r'href="([^"]*/policy/\?[^"]*)"', page)]
    asked = [open_link(dict(parse_qsl(each.partition("?")[2]))) for each in links]
    assert [each.notes for each in asked] == [()] * 4
    assert [each.exploration.point for each in asked] == [Exploration(key).point for key in load_futures().corners]


@pytest.mark.django_db
def test_the_root_leads_to_the_language_of_the_browser(client):
    assert client.get("/", headers={"accept-language": "en-GB"}).url == "/en/"
    assert client.get("/").url == "/nl/"


@pytest.mark.django_db
def test_every_response_carries_the_strict_policy(client, all_static_files):
    for address in ("/nl/", "/nl/nowhere", f"{settings.STATIC_URL}houvast/houvast.css", "/healthy"):
        with closing(client.get(address)) as answer:
            policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


@pytest.mark.django_db
def test_static_files_are_kept_for_good(client, all_static_files):
    with closing(client.get(f"{settings.STATIC_URL}fonts/houvast-sans-400.ttf")) as answer:
        assert len(b"".join(answer.streaming_content)) > 10_000
    assert "immutable" in answer.headers["Cache-Control"]


def test_vendored_files_are_those_that_were_checked():
    """Every file under static/vendor has its hash in VENDOR.toml, and that hash."""
    libraries = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["library"]
    hashes = {name: digest for library in libraries for name, digest in library["files"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }
    assert found == hashes
    assert all(library["version"] and library["licence"] and library["source"] for library in libraries)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("nowhere/", 404), ("desk/nowhere/", 404), ("desk/policy/", 404)])
def test_a_page_that_is_not_there_says_so_in_the_language(client, language, path, status):
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == status
    assert {"nl": "Deze pagina bestaat niet", "en": "There is no such page"}[language] in answer.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_a_trace(client, language, monkeypatch):
    def broken(*_values):
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr("houvast_web.shell.service.start_page", broken)
    client.raise_request_exception = False
    answer = client.get(f"/{language}/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert {"nl": "Hier ging iets mis", "en": "Something went wrong here"}[language] in page
    assert "secret of the inside" not in page
    assert "Traceback" not in page


@pytest.mark.django_db
def test_desks_that_are_not_built_say_what_they_will_do(client, language):
    for desk in DESKS:
        if not desk.is_open:
            page = client.get(f"/{language}/desk/{desk.key}/").content.decode()
            assert {"nl": "Nog niet open", "en": "Not open yet"}[language] in page
            assert str(desk.promise)


@pytest.mark.django_db
def test_numbers_follow_the_language(client):
    """The last figure of a future, with a comma in Dutch and a point in English."""
    *_, (_year, last, *_ends) = kept_numbers()["series"]["B"]
    english = f"{100 * last:.1f}%"
    assert english.replace(".", ",") in client.get("/nl/").content.decode()
    assert english in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_every_outcome_is_in_the_words(client, language):
    page = unescape(client.get(f"/{language}/words/").content.decode())
    assert all(outcome.name(language) in page for outcome in OUTCOMES)


@pytest.mark.django_db
def test_an_organisation_lays_its_own_theme(client, settings, tmp_path):
    settings.DATA = tmp_path
    assert client.get("/nl/theme.css").status_code == 404
    assert "theme.css" not in client.get("/nl/").content.decode()
    (tmp_path / "theme.css").write_text(":root { --basis-focus-color: red }")
    assert "/nl/theme.css" in client.get("/nl/").content.decode()
    assert client.get("/nl/theme.css").headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_the_picture_shows_what_the_comparison_found(spoken):
    """Each future stands in its corner with the mean of its last year, beside the path without a scenario."""
    kept, shown = kept_numbers(), picture(spoken)
    assert {each.key for each in shown.quadrants} == set(load_futures().corners)
    for each in shown.quadrants:
        year, mean, low, high = kept["series"][each.key][-1]
        assert (each.last.year, each.last.mean) == (year, mean * 100)
        assert low <= mean <= high
        assert each.last_difference == pytest.approx((mean - kept["series"]["baseline"][-1][1]) * 100)
        assert (each.column == 2) == (load_futures().scenarios[each.key].at.technology > 0)
    assert len({(each.column, each.row) for each in shown.quadrants}) == 4
    assert all(0 < figure.mean < 100 for each in shown.quadrants for figure in each.figures)
    assert kept["manifest"]["seeds"] >= 2


def test_inks_are_those_of_the_reports():
    """A future has the same colour on screen and in a report, on light and on dark."""
    tokens = (files("houvast_web.shell") / "static" / "houvast" / "tokens.css").read_text()
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    for number, key in enumerate("ABCD", 1):
        assert f"--houvast-ink-{number}: {FUTURE[key].light};" in light
        assert f"--houvast-ink-{number}: {FUTURE[key].dark};" in dark


def test_colours_and_fonts_stand_in_the_tokens_only():
    """Otherwise an organisation's theme could not change them; print is black on white on purpose."""
    style = (files("houvast_web.shell") / "static" / "houvast" / "houvast.css").read_text().split("@media print")[0]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", style)) <= {"#fff"}  # behind a QR code


@pytest.mark.django_db
def test_no_other_site_is_let_in(client):
    assert "Access-Control-Allow-Origin" not in client.get("/nl/", headers={"origin": "https://other.example"}).headers


@pytest.mark.django_db
def test_every_answer_says_what_it_is(client):
    for address, kind in {"/nl/": "text/html; charset=utf-8", "/healthy": "text/plain", "/nl/x": "text/html"}.items():
        assert client.get(address).headers["Content-Type"].startswith(kind)


@pytest.mark.django_db
def test_only_static_files_are_served(client, all_static_files):
    for path in ("../settings.py", "%2e%2e/settings.py", "../../../../etc/passwd", ".git/config"):
        with closing(client.get(f"{settings.STATIC_URL}{path}")) as answer:
            assert answer.status_code in (400, 404), path


def test_cookies_are_kept_from_scripts_and_other_sites():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_no_query_is_built_by_hand():
    """No raw SQL, no shell, no code run from text in the workbench.

    Two exceptions, one file each: our own drawings become markup, and answers ask SQLite to be on disk at once.
    """
    forbidden = re.compile(r"\.raw\(|\.extra\(|cursor\(|shell=True|os\.system|\beval\(|\bexec\(|mark_safe")
    folder = Path(houvast_web.__file__).parent
    for path in folder.rglob("*.py"):
        if path not in (folder / "pictures.py", folder / "rounds" / "group_commit.py"):
            assert not forbidden.search(path.read_text(encoding="utf-8")), path


def test_the_security_page_names_its_terms():
    page = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    assert "make sbom" in page
    assert "within a week for a known weakness" in page
