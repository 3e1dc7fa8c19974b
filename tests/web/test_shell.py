"""The start page, static files and headers."""

import hashlib
import tomllib
from contextlib import closing
from importlib.resources import files

import pytest
from django.conf import settings

VENDOR = files("houvast_web.shell") / "static" / "vendor"


@pytest.mark.django_db
def test_the_start_page_opens_in_each_language(client, language):
    answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.django_db
def test_the_root_leads_to_the_language_of_the_browser(client):
    assert client.get("/", headers={"accept-language": "en-GB"}).url == "/en/"
    assert client.get("/").url == "/nl/"


@pytest.mark.django_db
def test_every_response_carries_the_strict_policy(client):
    for address in ("/nl/", "/nl/nowhere", f"{settings.STATIC_URL}houvast/houvast.css", "/healthy"):
        with closing(client.get(address)) as answer:
            policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


@pytest.mark.django_db
def test_static_files_are_kept_for_good(client):
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
