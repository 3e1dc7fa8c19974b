"""Accounts, organisations, export, erasure, audit."""

import json
import os
import re
from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from houvast.vocabulary.errors import HouvastError
from houvast_web import personal_data
from houvast_web.accounts import service
from houvast_web.accounts.demo import DEMO_PASSWORD
from houvast_web.accounts.models import AuditEntry, Invitation, Membership, Organisation, User
from houvast_web.accounts.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "een-heel-lang-wachtwoord"


def _sign_up(client, email="ada@example.org", password=PASSWORD):
    return client.post("/nl/account/signup/", {"email": email, "password1": password, "password2": password})


def test_somebody_signs_up_and_is_logged_in(client, slow_passwords):
    assert _sign_up(client).url == "/nl/"
    assert "U bent ingelogd als ada@example.org." in client.get("/nl/").content.decode()
    user = User.objects.get()
    assert user.email == "ada@example.org"
    assert user.password.startswith("argon2$")
    assert client.get("/nl/me/").status_code == 200


@pytest.mark.parametrize("password", ["kort", "password1234", "ada@example.org"])
def test_a_weak_password_is_refused(client, password):
    assert _sign_up(client, password=password).status_code == 200
    assert not User.objects.exists()


def test_a_wrong_password_is_written_down_without_the_address(client, make_user):
    make_user("ada@example.org")
    answer = client.post("/en/account/login/", {"login": "ada@example.org", "password": "wrong"})
    assert answer.status_code == 200
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.subject) == ("login_failed", None, "")


@pytest.fixture
def two_browsers(make_user):
    """Two browsers in which the same person is logged in."""
    make_user("ada@example.org")
    browsers = [Client(), Client()]
    for each in browsers:
        each.post("/nl/account/login/", {"login": "ada@example.org", "password": PASSWORD})
        assert each.get("/nl/me/").status_code == 200
    return browsers


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 302)])
def test_a_session_ends_after_a_month_however_much_it_is_used(two_browsers, days, status):
    client = two_browsers[0]
    session = client.session
    session["begun"] -= int(timedelta(days=days).total_seconds())
    session.save()
    assert client.get("/nl/me/").status_code == status
    assert two_browsers[1].get("/nl/me/").status_code == 200


def test_who_runs_the_workbench_logs_somebody_out_everywhere(two_browsers, make_user, capsys):
    other = Client()
    make_user("bob@example.org")
    other.post("/nl/account/login/", {"login": "bob@example.org", "password": PASSWORD})
    call_command("end_sessions", "Ada@example.org")
    assert capsys.readouterr().out == "sessions ended: 2\n"
    assert [each.get("/nl/me/").status_code for each in (*two_browsers, other)] == [302, 302, 200]
    with pytest.raises(CommandError, match="No account has the address nobody"):
        call_command("end_sessions", "nobody@example.org")


@pytest.mark.parametrize("page", ["/nl/", "/nl/policy/", "/nl/words/", "/en/me/", "/en/account/password/change/"])
def test_logging_out_is_one_press_from_every_page(two_browsers, page):
    client = two_browsers[0]
    shown = client.get(page).content.decode()
    assert shown.count("/account/logout/") == 1
    client.post(reverse("account_logout"))
    assert "/account/logout/" not in client.get("/nl/").content.decode()


def _letter(client, mailoutbox):
    client.post("/nl/account/password/reset/", {"email": "ada@example.org"})
    return re.search(r"http://\S+(/nl/account/password/reset/key/\S+)", mailoutbox[-1].body)[1]


def _set_anew(client, link):
    form = client.get(link, follow=True)
    return form, client.post(form.request["PATH_INFO"], {"password1": PASSWORD + "-2", "password2": PASSWORD + "-2"})


def test_a_forgotten_password_does_not_get_round_the_second_factor(client, make_user, mailoutbox):
    user = make_user("ada@example.org", with_factor=True)
    _set_anew(client, _letter(client, mailoutbox))
    user.refresh_from_db()
    assert user.check_password(PASSWORD + "-2")
    assert client.get("/nl/me/").status_code == 302
    answer = client.post("/nl/account/login/", {"login": "ada@example.org", "password": PASSWORD + "-2"})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/nl/me/").status_code == 302


def test_a_link_to_a_new_password_ends_within_an_hour_and_works_once(client, make_user, mailoutbox, monkeypatch):
    user = make_user("ada@example.org")
    link, now = _letter(client, mailoutbox), datetime.now()  # noqa: DTZ005 - as the generator of tokens counts
    with monkeypatch.context() as later:
        later.setattr(PasswordResetTokenGenerator, "_now", lambda _self: now + timedelta(minutes=61))
        form, _answer = _set_anew(Client(), link)
        assert 'name="password1"' not in form.content.decode()
    _set_anew(Client(), link)
    user.refresh_from_db()
    assert user.check_password(PASSWORD + "-2")
    assert 'name="password1"' not in Client().get(link, follow=True).content.decode()


def _add_factor(client):
    client.post("/nl/account/reauthenticate/", {"password": PASSWORD})
    assert client.get("/nl/account/2fa/totp/activate/").status_code == 200
    secret = client.session[totp.SECRET_SESSION_KEY]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    return client.post("/nl/account/2fa/totp/activate/", {"code": code})


def _change_password(client):
    new = {"oldpassword": PASSWORD, "password1": PASSWORD + "-nieuw", "password2": PASSWORD + "-nieuw"}
    return client.post("/nl/account/password/change/", new)


@pytest.mark.parametrize("change", [_add_factor, _change_password])
def test_who_changes_a_factor_is_logged_out_elsewhere(two_browsers, change, django_capture_on_commit_callbacks):
    here, elsewhere = two_browsers
    with django_capture_on_commit_callbacks(execute=True):
        assert change(here).status_code == 302
    assert here.get("/nl/me/").status_code == 200
    assert "/account/login/" in elsewhere.get("/nl/me/").url


def test_many_wrong_passwords_are_stopped(client, make_user):
    make_user("ada@example.org")
    answers = [
        client.post("/en/account/login/", {"login": "ada@example.org", "password": f"wrong {turn}"})
        for turn in range(12)
    ]
    assert "Too many" in answers[-1].content.decode()
    right = client.post("/en/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert right.status_code == 200, "also the right password waits"


def test_looking_at_the_log_out_page_logs_nobody_out(enter, make_user):
    client = enter(make_user("ada@example.org"))
    client.get("/nl/account/logout/")
    assert client.get("/nl/me/").status_code == 200
    client.post("/nl/account/logout/")
    assert client.get("/nl/me/").status_code == 302


def test_an_invitation_works_once_and_keeps_no_token(enter, make_user, organisation):
    owner = User.objects.get(memberships__role=Role.OWNER)
    token = service.invite(owner, organisation, Role.HR)
    assert token not in str(list(Invitation.objects.values()))
    guest = make_user("guest@example.org")
    client = enter(guest)
    assert organisation.name in client.get(reverse("accounts:join", args=[token])).content.decode()
    client.post(reverse("accounts:join", args=[token]))
    assert guest.memberships.get().role == Role.HR
    with pytest.raises(HouvastError) as fault:
        service.accept(make_user("late@example.org"), token)
    assert fault.value.codes == ("web.invitation",) or list(fault.value.codes) == ["web.invitation"]


def test_an_old_invitation_has_ended(make_user, organisation):
    owner = User.objects.get(memberships__role=Role.OWNER)
    token = service.invite(owner, organisation, Role.HR)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(HouvastError):
        service.accept(make_user("late@example.org"), token)


def test_an_organisation_keeps_an_owner(organisation):
    owner = organisation.memberships.get(role=Role.OWNER)
    for attempt in (
        lambda: service.remove_member(owner.user, organisation, owner.pk),
        lambda: service.change_role(owner.user, organisation, owner.pk, Role.VIEWER),
        lambda: service.erase_account(owner.user),
    ):
        with pytest.raises(HouvastError):
            attempt()
    assert organisation.memberships.get(role=Role.OWNER) == owner


def test_what_is_done_is_in_the_audit_log(enter, organisation, language):
    owner = User.objects.get(memberships__role=Role.OWNER)
    viewer = organisation.memberships.get(role=Role.VIEWER)
    client = enter(owner)
    client.post(reverse("accounts:role", args=[organisation.pk, viewer.pk]), {"role": "hr"})
    client.post(reverse("accounts:invite", args=[organisation.pk]), {"role": "viewer"})
    client.post(reverse("accounts:remove", args=[organisation.pk, viewer.pk]))
    client.get(f"/{language}/me/organisations/{organisation.pk}/audit/")
    done = list(organisation.audit_entries.order_by("pk").values_list("action", flat=True))
    assert done == ["role_changed", "invited", "member_removed"]
    page = client.get(f"/{language}/me/organisations/{organisation.pk}/audit/").content.decode()
    assert {"nl": "wijzigde een rol", "en": "changed a role"}[language] in page


def test_the_invitation_link_is_shown_once(enter, organisation):
    client = enter(User.objects.get(memberships__role=Role.OWNER))
    page = client.post(reverse("accounts:invite", args=[organisation.pk]), {"role": "viewer"}).content.decode()
    assert re.search(r"/(nl|en)/me/join/[\w-]{40,}/", page)
    again = client.get(reverse("accounts:organisation", args=[organisation.pk])).content.decode()
    assert "/me/join/" not in again


def test_names_are_shown_as_text_not_as_code(enter, make_user):
    client = enter(make_user("ada@example.org"))
    client.post("/nl/me/organisations/", {"name": "<script>alert(1)</script>"})
    page = client.get("/nl/me/organisations/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_export_holds_everything_and_no_secret(enter, organisation):
    owner = User.objects.get(memberships__role=Role.OWNER)
    answer = enter(owner).post(reverse("accounts:export"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    records = json.loads(answer.content)["records"]
    assert records["accounts.User"][0]["email"] == owner.email
    assert records["accounts.Membership"][0]["role"] == "owner"
    assert records["mfa.Authenticator"][0]["data"] == "(secret, not given out)"
    assert owner.password not in answer.content.decode()


def test_erasing_leaves_nothing_of_a_person(client, make_user):
    _sign_up(client)
    user = User.objects.get()
    service.make_organisation(user, "Only mine")
    client.post("/nl/me/organisations/", {"name": "Also mine"})
    number = user.pk
    client.post("/nl/account/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/nl/me/my-data/erase/", {"sure": "on"})
    assert answer.url == "/nl/"
    assert answer.headers["Clear-Site-Data"]
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
    for holding in personal_data.holdings():
        if holding.owner:
            assert not holding.records.filter(**{holding.owner: number}).exists(), holding.model
    assert AuditEntry.objects.filter(action="account_erased", actor=None).exists()
    assert "ada@example.org" not in str([session.get_decoded() for session in Session.objects.all()])


def test_erasing_asks_for_a_deliberate_yes(enter, make_user):
    client = enter(make_user("ada@example.org"), proven=True)
    assert client.post("/nl/me/my-data/erase/").status_code == 200
    assert User.objects.exists()


def test_erasing_asks_again_who_you_are(client, make_user):
    client.force_login(make_user("ada@example.org"), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/nl/me/my-data/erase/", {"sure": "on"})
    assert "reauthenticate" in answer.url
    assert User.objects.exists()


def test_the_purge_takes_what_is_too_old_and_nothing_else(make_user):
    user = make_user("ada@example.org")
    for days in (1, 364, 366, 4000):
        AuditEntry.objects.create(action="logged_in", actor=user, at=timezone.now() - timedelta(days=days))
    gone = personal_data.purge()
    assert gone["accounts.AuditEntry"] == 2
    assert AuditEntry.objects.count() == 2


def test_the_demo_comes_and_goes_as_a_whole():
    assert not service.has_demo()
    service.make_demo()
    assert User.objects.filter(is_demo=True).count() == len(Role)
    assert User.objects.first().check_password(DEMO_PASSWORD)
    service.remove_demo()
    assert not Membership.objects.exists()
    assert not Organisation.objects.exists()


def test_the_database_is_the_one_that_was_asked_for():
    """Without this, a run meant for PostgreSQL could pass on SQLite."""
    assert connection.vendor == os.environ.get("HOUVAST_EXPECT_DATABASE", "sqlite")


def test_logging_in_gives_another_session(client, make_user):
    make_user("ada@example.org")
    client.get("/nl/account/login/")
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.post("/nl/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert client.session.session_key != before
    assert len(client.session.session_key) >= 32
    assert not Session.objects.filter(session_key=before).exists()


def test_a_refusal_is_written_down(enter, organisation):
    viewer = User.objects.get(memberships__role=Role.VIEWER)
    assert enter(viewer).get(reverse("accounts:audit", args=[organisation.pk])).status_code == 403
    assert organisation.audit_entries.filter(action="denied", actor=viewer, subject="see_audit").exists()


def test_an_invitation_gives_the_least_unless_somebody_chooses_more(enter, organisation):
    page = enter(User.objects.get(memberships__role=Role.OWNER)).get(
        reverse("accounts:organisation", args=[organisation.pk])
    )
    assert '<option value="viewer" selected>' in page.content.decode().split("/invite/")[1]
