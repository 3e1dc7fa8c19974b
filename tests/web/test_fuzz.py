"""Nonsense at every address: whatever comes in, the answer is no fault of ours, and holds no script from outside."""

from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast_web.access import matrix
from houvast_web.accounts.models import Membership, Organisation, User
from houvast_web.accounts.roles import Role
from tests.web.conftest import close

pytestmark = pytest.mark.django_db
EXAMPLES = [8, pytest.param(80, marks=pytest.mark.slow)]
HUGE_BYTES = 2_100_000
"""Just more than the settings take."""
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
SCRIPT = "<script>alert(1)</script>"
NONSENSE = [SCRIPT, "=1+1", "../../etc/passwd", "\x00", "9" * 400, "-1", "1e999", "nan", "true", "[]", "{{ 7*7 }}",
            "' OR 1=1 --", "%00", "\r\nSet-Cookie: x=y", "baseline", "W3:caseload=1e9", "1",
            "\u202e", "\ud83d"]  # fmt: skip
FIELDS = ["v", "w", "u", "p", "o", "g", "m", "f", "k", "x", "run", "now", "zz", "name", "role", "email", "password",
          "password1", "password2", "login", "code", "sure", "token", "next", "action", "id", "credential",
          "csrfmiddlewaretoken", "language", "action_add", "member", "process", "W3", "W3.caseload", "groups", "group",
          "developments", "development", "impact", "uncertainty", "turn", "what", "first-name", "first-low",
          "second-development", "narrative", "total_demand-first", "total_demand-reason", "votes", "future",
          "department", "worker", "weeks", "answers", "agree", "skill", "level"]  # fmt: skip
"""What forms and addresses hold. Not the place in the plane and the seed: each would be a run; the tests of links try
those."""
texts = st.sampled_from(NONSENSE) | st.text(st.characters(codec="utf-8"), max_size=40)
values = st.dictionaries(st.sampled_from(FIELDS), texts, max_size=5)
bodies = st.one_of(
    st.tuples(st.just("application/x-www-form-urlencoded"), st.binary(max_size=80)),
    st.tuples(st.just("multipart/form-data; boundary=x"), st.binary(max_size=80).map(lambda each: b"--x\r\n" + each)),
    st.tuples(st.just("multipart/form-data"), st.binary(max_size=20)),
    st.tuples(st.sampled_from(["application/json", "text/csv", "\x7f/;;", ""]), st.binary(max_size=80)),
    st.tuples(st.just("text/plain"), st.just(b"x" * HUGE_BYTES)),
)
headers = st.dictionaries(
    st.sampled_from(["HTTP_ACCEPT_LANGUAGE", "HTTP_HX_REQUEST", "HTTP_COOKIE", "HTTP_REFERER", "HTTP_RANGE",
                     "HTTP_IF_MODIFIED_SINCE", "HTTP_HX_CURRENT_URL", "HTTP_X_FORWARDED_FOR", "HTTP_ORIGIN"]),
    texts.map(lambda each: each.encode("utf-8", "replace").decode("latin-1")),
    max_size=3,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """No worker that takes up tasks, and a folder of its own."""
    settings.DATA = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def foreign(organisation):
    """Numbers of an organisation and a member that are not the asker's."""
    other = Organisation.objects.create(name=SCRIPT)
    member = Membership.objects.create(
        user=User.objects.create_user("outsider@two.example"), organisation=other, role=Role.OWNER
    )
    workshop = other.workshops.create(name="Theirs", developments=["ageing", "orientation"], groups=["a"])
    return {"organisation": other.pk, "member": member.pk, "workshop": workshop.pk}


@pytest.fixture
def own(organisation):
    """Numbers of the asker's organisation, of a member and of a workshop."""
    member = organisation.memberships.get(role=Role.VIEWER).pk
    workshop = organisation.workshops.create(name="Ours", developments=["ageing", "orientation"], groups=["a"])
    return {"organisation": organisation.pk, "member": member, "workshop": workshop.pk}


def _path(name, filled, changed, language):
    """Return an address with one of its values changed, or else with nonsense after it."""
    given_values = {key: value.format(**filled) for key, value in matrix()[name].values.items()}
    with override(language):
        try:
            return reverse(name, kwargs=dict.fromkeys(given_values, changed) if changed else given_values)
        except (NoReverseMatch, UnicodeEncodeError):
            return reverse(name, kwargs=given_values) + quote(changed, safe="", errors="replace")


def _ask(client, method, path, query, body, more):
    kind, data = body
    asked = "&".join(f"{key}={quote(each, errors='replace')}" for key, each in query.items())
    return client.generic(method, f"{path}?{asked}", data, content_type=kind, **more)


@pytest.mark.parametrize("name", sorted(matrix()))
@pytest.mark.parametrize("examples", EXAMPLES)
def test_no_nonsense_is_a_fault_of_ours(organisation, own, foreign, name, examples):
    owner = User.objects.get(memberships__role=Role.OWNER, memberships__organisation=organisation)

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(
        method=st.sampled_from(METHODS),
        language=st.sampled_from(["nl", "en"]),
        is_owner=st.booleans(),
        is_own=st.booleans(),
        changed=st.just("") | st.sampled_from(["0", "9" * 30, "flows", "all", "policy", "csv"]) | texts,
        query=values,
        form=values.map(lambda each: ("", each)) | bodies,
        more=headers,
    )
    def tried(method, language, is_owner, is_own, changed, query, form, more):
        client = Client()
        with transaction.atomic():
            if is_owner:
                client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
            path = _path(name, own if is_own else foreign, changed, language)
            kind, data = form
            if kind == "" and isinstance(data, dict):
                clean = {key: each.encode("utf-8", "replace").decode() for key, each in data.items()}
                answer = client.post(path, clean, **more)
            else:
                answer = _ask(client, method, path, query, form, more)
            close(answer)
            assert answer.status_code < 500
            if not answer.streaming:
                assert SCRIPT not in answer.content.decode(errors="replace")
            transaction.set_rollback(True)

    tried()


@pytest.mark.parametrize("name", sorted(matrix()))
def test_a_body_that_is_too_large_is_refused(client, own, name, language):
    """Beyond what the settings take nothing is read; who sends no form there is not even heard."""
    data = b"a=" + b"x" * HUGE_BYTES
    path = _path(name, own, "", language)
    answer = client.post(path, data, content_type="application/x-www-form-urlencoded")
    close(answer)
    assert 300 <= answer.status_code < 500


ADDRESSES_OF_NOTHING = (
    "/%ff", "/nl/%00", "/nl/../../etc/passwd", "/" + "a" * 5000, "/xx/policy/",
    "/nl/account/oidc/%00/login/", "/nl/policy/file/flows.csv%0d%0aX: y", "/nl/policy/full/%2e%2e",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES_OF_NOTHING)
def test_addresses_that_are_none_do_not_exist(client, address):
    answer = client.generic("GET", address)
    assert answer.status_code in (301, 302, 400, 404)


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/nl/", headers={"host": "evil.example"}).status_code == 400
