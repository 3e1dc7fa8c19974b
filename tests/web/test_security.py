"""What the list of security requirements (docs/security/asvs.csv) says of passwords, headers, files and methods."""

import ast
import base64
import html
import re
import zipfile
from contextlib import closing
from importlib.metadata import distributions
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

import houvast_web
from houvast.flex.tables import read_table
from houvast.vocabulary.errors import HouvastError
from houvast_web.access import matrix
from houvast_web.accounts.models import User
from houvast_web.limits import visitor
from tests.web.conftest import PASSWORD

LONG = "x9 " * 40 + "!"
STORAGE = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>")
LOCK = "requirements.lock"
OWN_SCRIPTS = [path for path in Path(houvast_web.__file__).parent.rglob("*.js") if "vendor" not in path.parts]


def _sign_up(client, password):
    return client.post(
        reverse("account_signup"), {"email": "ada@one.example", "password1": password, "password2": password}
    )


@pytest.mark.django_db
def test_a_long_password_is_taken_as_it_is(client):
    """With its spaces, also those around it; nothing is cut off."""
    spaced = f" {LONG} "
    assert _sign_up(client, spaced).status_code == 302
    user = User.objects.get(email="ada@one.example")
    assert user.check_password(spaced)
    assert not user.check_password(spaced.strip())
    assert not user.check_password(spaced[:100])


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["account_login", "account_signup"])
def test_passwords_are_masked_and_may_be_pasted(client, page):
    fields = re.findall(r'<input type="(\w+)" name="(password\w*)"([^>]*)', client.get(reverse(page)).content.decode())
    assert fields
    for kind, name, rest in fields:
        assert kind == "password", name
        assert "onpaste" not in rest
        assert "autocomplete=" in rest


@pytest.mark.django_db
def test_changing_a_password_asks_for_the_old_one(enter, make_user):
    user = make_user("ada@one.example")
    client = enter(user)
    new = {"password1": LONG, "password2": LONG}
    client.post(reverse("account_change_password"), {"oldpassword": "something else", **new})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    user.refresh_from_db()
    assert user.check_password(LONG)


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["houvast-2026-houvast", "Werkzekerheid1", "arbeidsmarkt12", "voorbeeld-2026!"])
def test_a_password_made_of_our_own_words_is_refused(client, password, language):
    from django.utils.translation import override

    with override(language), pytest.raises(ValidationError) as fault:
        validate_password(password)
    assert {"nl": "dat iedereen hier kent", "en": "that everybody here knows"}[language] in str(fault.value)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(matrix()))
def test_no_address_answers_to_trace(client, name):
    values = {key: value.format(organisation=1, member=1, workshop=1) for key, value in matrix()[name].values.items()}
    answer = client.generic("TRACE", reverse(name, kwargs=values), headers={"x-secret": "told-back"})
    assert answer.status_code == 405
    assert b"told-back" not in answer.content


@pytest.mark.django_db
def test_no_folder_is_listed(client, all_static_files):
    for path in ("", "houvast/", "fonts/", "vendor/"):
        with closing(client.get(f"{settings.STATIC_URL}{path}")) as answer:
            assert answer.status_code == 404


def test_a_header_of_the_visitor_changes_nobody(rf):
    plain = visitor(rf.get("/", REMOTE_ADDR="192.0.2.1"))
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-User-ID"):
        assert visitor(rf.get("/", REMOTE_ADDR="192.0.2.1", headers={header: "198.51.100.7"})) == plain


def test_own_scripts_keep_nothing_in_the_browser():
    assert OWN_SCRIPTS
    assert [path.name for path in OWN_SCRIPTS if STORAGE.search(path.read_text(encoding="utf-8"))] == []


def test_pages_send_nobody_elsewhere(client):
    """Scripts, styles, fonts and pictures come from here alone, and forms go here alone."""
    policy = settings.SECURE_CSP if hasattr(settings, "SECURE_CSP") else settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == policy["form-action"] == ["'self'"]
    assert {each for sources in policy.values() for each in sources} == {"'self'", "'none'", "data:"}
    assert settings.SECURE_REFERRER_POLICY == "same-origin"


@pytest.mark.django_db
def test_logging_in_leads_to_no_other_site(client, make_user):
    make_user("ada@one.example")
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        client.logout()
        answer = client.post(
            f"{reverse('account_login')}?next={elsewhere}",
            {"login": "ada@one.example", "password": PASSWORD, "next": elsewhere},
        )
        assert answer.status_code == 302
        assert "evil" not in answer.url
        assert answer.url.startswith("/")


@pytest.mark.django_db
def test_a_recovery_code_works_once(make_user):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    codes = RecoveryCodes.activate(make_user("ada@one.example", with_factor=True))
    code = codes.get_unused_codes()[0]
    assert codes.validate_code(code)
    assert not codes.validate_code(code)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nl/", "/nl/policy/", "/nl/account/login/", "/nl/nowhere", "/healthy"])
def test_types_are_not_guessed_pages_not_framed_and_addresses_not_told(client, address):
    with closing(client.get(address)) as answer:
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_session_is_dead_once_its_owner_has_logged_out(enter, make_user):
    client, copy = enter(make_user("ada@one.example")), Client()
    copy.cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
    assert copy.get("/nl/me/").status_code == 200
    client.post(reverse("account_logout"))
    assert "/account/login/" in copy.get("/nl/me/").url


@pytest.mark.django_db
def test_people_see_their_sessions_and_end_the_others(make_user):
    make_user("ada@one.example")
    here, elsewhere = Client(), Client(HTTP_USER_AGENT="A phone that was lost")
    for each in (here, elsewhere):
        each.post("/nl/account/login/", {"login": "ada@one.example", "password": PASSWORD})
        assert each.get("/nl/me/").status_code == 200
    assert "A phone that was lost" in here.get(reverse("usersessions_list")).content.decode()
    here.post(reverse("usersessions_list"))
    assert "/account/login/" in elsewhere.get("/nl/me/").url
    assert here.get("/nl/me/").status_code == 200


def test_no_page_writes_data_into_a_script():
    """Scripts are files; data for them are attributes, or JSON that Django encodes."""
    pages = [*Path(houvast_web.__file__).parent.rglob("*.html")]
    written = [(page.name, each) for page in pages for each in INLINE.findall(page.read_text(encoding="utf-8"))]
    assert len(pages) > 50
    assert written == []


def test_a_workbook_that_names_a_file_elsewhere_reads_nothing_of_it(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("what nobody may read")
    book = openpyxl.Workbook()
    book.active.append(["date", "department", "value"])
    book.active.append(["2026-01-01", "trap", 1])
    book.save(tmp_path / "plain.xlsx")
    entity = f'<!DOCTYPE worksheet [<!ENTITY trap SYSTEM "{secret.as_uri()}">]>'
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "trap.xlsx", "w") as trapped:
        for each in plain.namelist():
            text = plain.read(each).decode()
            if each == "xl/worksheets/sheet1.xml":
                text = entity + text.replace(">trap<", ">&trap;<")
                assert "&trap;" in text
            trapped.writestr(each, text)
    with pytest.raises(HouvastError) as fault:
        read_table(tmp_path / "trap.xlsx")
    assert fault.value.codes == ("files.unreadable",)
    assert len(read_table(tmp_path / "plain.xlsx").rows) == 1


def test_every_library_that_is_installed_is_in_the_list_of_what_may_be():
    root = Path(__file__).parents[2]
    named = set(re.findall(r"^([A-Za-z0-9_.-]+)==", (root / LOCK).read_text(encoding="utf-8"), re.MULTILINE))
    listed = {_plain(each) for each in named} | {"houvast", "pip", "setuptools", "wheel"}
    installed = {_plain(each.metadata["Name"]) for each in distributions()}
    assert "django" in installed
    assert installed <= listed


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.django_db
def test_codes_of_a_second_factor_come_from_chance_and_are_long_enough(make_user):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    users = [make_user(f"{name}@one.example", with_factor=True) for name in ("ada", "bob")]
    codes = [code for user in users for code in RecoveryCodes.activate(user).get_unused_codes()]
    assert len(set(codes)) == len(codes) == 20
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)  # 26 bits; 20 are asked
    secrets = {generate_totp_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert all(len(base64.b32decode(secret)) >= 20 for secret in secrets)


@pytest.mark.django_db
def test_what_people_write_is_never_a_format(enter, make_user, language):
    name = "{0.__class__} {settings.SECRET_KEY} %(user)s %s ${HOME} {{ user.password }}"
    client = enter(make_user("ada@one.example"))
    client.post(f"/{language}/me/organisations/", {"name": name})
    assert html.escape(name) in client.get(f"/{language}/me/").content.decode()


def test_no_pattern_is_made_of_what_people_send():
    """What a pattern is made of stands in the code, or is escaped."""
    made, constant = {}, 0
    for path in Path(houvast_web.__file__).parent.rglob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
                is_pattern = isinstance(each.func.value, ast.Name) and each.func.value.id == "re" and each.args
                if is_pattern and isinstance(each.args[0], ast.Constant):
                    constant += 1
                elif is_pattern:
                    made[path.name] = ast.unparse(each)
    assert made == {}
    assert constant


@pytest.mark.django_db
def test_no_cookie_is_set_but_those_of_session_and_forms(client, make_user):
    """Under HTTPS both names begin with __Host-, see the settings; messages wait in the session."""
    make_user("ada@one.example")
    names = set()
    for language in ("nl", "en"):
        client.get(f"/{language}/account/login/")
        client.post(f"/{language}/account/login/", {"login": "ada@one.example", "password": PASSWORD})
        client.post(f"/{language}/me/organisations/", {"name": "Stichting"})
        names |= set(client.cookies)
        client.post(f"/{language}/account/logout/")
        names |= set(client.cookies)
        client.get(f"/{language}/policy/")
        names |= set(client.cookies)
    assert names == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
