"""Every address, asked as every kind of visitor."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from houvast.flex.agency import new_register
from houvast_web.access import Need, matrix
from houvast_web.accounts.models import User
from houvast_web.accounts.permissions_page import page
from houvast_web.accounts.roles import RIGHTS, Role
from houvast_web.flex_desk.kinds import EXAMPLE_OPTIONS, example_files
from houvast_web.rounds.forms import text_of
from tests.web.conftest import close

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
VISITORS = ("anonymous", "stranger", *Role)


def _names(resolver, spaces=()):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:  # those without a name are old addresses that lead on to one with a name
            yield ":".join((*spaces, pattern.name))


ADDRESSES = sorted(set(_names(get_resolver())))


def test_every_address_is_in_the_matrix_and_the_other_way_round():
    assert set(matrix()) == set(ADDRESSES)


def test_the_page_of_the_matrix_is_the_matrix():
    """Made by `python -m houvast_web.accounts.permissions_page`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def _expected(need, visitor):
    if need is Need.NOTHING:
        return "open"
    if visitor == "anonymous":
        return "log in"
    if need is Need.ACCOUNT:
        return "open"
    if visitor == "stranger":
        return "hidden"
    return "open" if need in RIGHTS[visitor] else "refused"


def _found(answer):
    close(answer)
    if answer.status_code == 302 and "/account/login/" in answer.url and "next=" in answer.url:
        return "log in"
    assert answer.status_code < 500
    assert answer.status_code != 405
    return {403: "refused", 404: "hidden"}.get(answer.status_code, "open")


NOBODY = "00000000-0000-0000-0000-000000000000"
# What lies behind these is not there in this trial, so that even who may look finds nothing. No theme, no provider of
# single sign-on, no passkey, no token of an invitation, and no run or study that is done: the tests of each have those.
EMPTY = {"shell:theme", "openid_connect_login", "openid_connect_callback", "mfa_view_recovery_codes",
         "mfa_download_recovery_codes", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_deactivate_totp",
         "mfa_generate_recovery_codes", "policy_desk:run", "policy_desk:events", "policy_desk:stop",
         "policy_desk:resume", "workshop:join", "workshop:rate", "workshop:my_answers", "workshop:withdraw",
         "my_work:shown", "my_work:export", "flex_desk:example_file", "flex_desk:study_file",
         "rounds:download"}  # fmt: skip


@pytest.fixture
def filled(organisation):
    """An organisation that has one of everything, under the numbers that the matrix asks for."""
    for kind, path in example_files().items():
        organisation.flex_files.create(kind=kind, content=path.read_bytes())
    organisation.flex_studies.create(pk=NOBODY, kind="need", options=EXAMPLE_OPTIONS["need"])
    organisation.flex_registers.create(pk=1, content=json.loads(new_register("Bureau", "Inlener").to_json()))
    today = timezone.localdate()
    organisation.rounds.create(
        pk=NOBODY,
        title="Voorjaar",
        purpose="Beter werk",
        questionnaire=text_of("questionnaire_good_work"),
        tree={"Huis": None, "Zorg": "Huis"},
        threshold=10,
        opens=today,
        closes=today + timedelta(days=7),
        delete_on=today + timedelta(days=300),
        secret=b"s" * 32,
    )
    workshop = organisation.workshops.create(name="Proef", developments=["ageing", "orientation"], groups=["a"])
    workshop.futures.create(name=f"future-{NOBODY.replace('-', '')}", title="Proef", files={"README.md": "Proef"})
    return organisation


def _address(name, organisation):
    member, workshop = organisation.memberships.get(role=Role.VIEWER), organisation.workshops.get()
    numbers = {"organisation": organisation.pk, "member": member.pk, "workshop": workshop.pk}
    return reverse(name, kwargs={key: value.format(**numbers) for key, value in matrix()[name].values.items()})


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_opens_for_whom_it_should(client, enter, make_user, filled, name, visitor):
    access, address = matrix()[name], _address(name, filled)
    if visitor == "stranger":
        enter(make_user("stranger@two.example", with_factor=True))
    elif visitor != "anonymous":
        enter(User.objects.get(memberships__role=visitor))
    found = _found(getattr(client, access.method)(address))
    expected = _expected(access.need, visitor)
    assert found == expected or (name in EMPTY and expected == "open" and found in ("hidden", "refused"))


@pytest.mark.parametrize("name", [name for name, access in matrix().items() if access.need not in tuple(Need)])
def test_nobody_reaches_another_organisation(enter, organisation, name):
    """The owner of one organisation asks for a member of another under the number of the own, and the reverse."""
    from houvast_web.accounts.models import Membership, Organisation

    owner = User.objects.get(memberships__role=Role.OWNER)
    other = Organisation.objects.create(name="Other")
    outsider = User.objects.create_user("outsider@two.example")
    theirs = Membership.objects.create(user=outsider, organisation=other, role=Role.VIEWER)
    access = matrix()[name]
    client = enter(owner)
    workshop = other.workshops.create(name="Theirs")
    filled = {"organisation": other.pk, "member": theirs.pk, "workshop": workshop.pk}
    values = {key: value.format(**filled) for key, value in access.values.items()}
    assert getattr(client, access.method)(reverse(name, kwargs=values), {"role": "owner"}).status_code == 404
    if "workshop" in values:
        values["number"] = str(organisation.pk)
        assert getattr(client, access.method)(reverse(name, kwargs=values), {"sure": "on"}).status_code == 404
        assert other.workshops.count() == 1
    if "member" in values:
        values["number"] = str(organisation.pk)
        answer = client.post(reverse(name, kwargs=values), {"role": "owner"})
        assert answer.status_code == 404
    assert Membership.objects.get(pk=theirs.pk).role == Role.VIEWER


@pytest.mark.parametrize(
    "name", [name for name, access in matrix().items() if access.method == "get" and access.need is not Need.NOTHING]
)
def test_a_page_of_an_account_is_kept_in_no_cache(enter, filled, name):
    answer = enter(User.objects.get(memberships__role=Role.OWNER), proven=True).get(_address(name, filled))
    close(answer)
    assert answer.status_code in (302, 404) or "no-store" in answer.headers["Cache-Control"]


def test_a_right_that_asks_for_a_second_factor_waits_for_it(enter, make_user, organisation):
    from houvast_web.accounts.models import Membership

    late = make_user("late@one.example")
    Membership.objects.create(user=late, organisation=organisation, role=Role.OWNER)
    answer = enter(late).post(reverse("accounts:invite", args=[organisation.pk]), {"role": "viewer"})
    assert answer.url == reverse("mfa_index")
    assert organisation.invitations.count() == 0


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_form_without_its_token_is_refused(filled, name):
    """Every address that takes a form asks for the token that only our own pages have."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(
        User.objects.get(memberships__role=Role.OWNER), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    answer = strict.post(_address(name, filled))
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()
