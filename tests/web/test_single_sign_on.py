"""Single sign-on against a provider that keeps to the protocol, and against one that does not."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from houvast_web.accounts.models import User
from tests.web.provider import CLIENT, Provider

pytestmark = pytest.mark.django_db
LOGIN = "/{}/account/oidc/oidc/login/"


@pytest.fixture
def provider(settings):
    """A provider that runs, known to the settings."""
    with Provider() as found:
        found.open()
        settings.SOCIALACCOUNT_PROVIDERS = found.settings()
        yield found
        found.shutdown()


def _at_the_door(client, language="nl"):
    """Ask to log in; return where that leads: the door of the provider."""
    page = client.post(LOGIN.format(language)).content.decode()
    return html.unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)[1])


def _let_in(door):
    """Go through the door of the provider; return the address back, with code and state."""
    answer = requests.get(door, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def _who(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).values_list("email", flat=True).first()


def test_who_the_provider_knows_gets_an_account_and_comes_back_to_it(client, provider, language):
    for _time in range(2):
        answer = client.get(_let_in(_at_the_door(client, language)), follow=True)
        assert answer.status_code == 200
        assert _who(client) == "ada@provider.example"
        client.logout()
    assert User.objects.count() == 1


def test_what_is_asked_at_the_door_is_bound_to_who_asks(client, provider):
    asked = {key: each[0] for key, each in parse_qs(urlsplit(_at_the_door(client)).query).items()}
    assert asked["client_id"] == CLIENT
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


@pytest.mark.parametrize(
    "claims",
    [{"aud": "somebody-else"}, {"iss": "http://other.example"}, {"exp": 1_000_000_000}],
    ids=["for another", "of another", "too old"],
)
def test_a_token_that_is_not_ours_opens_nothing(client, provider, claims, language):
    provider.claims = claims
    answer = client.get(_let_in(_at_the_door(client, language)), follow=True)
    assert answer.status_code < 500
    assert _who(client) is None
    assert User.objects.count() == 0


def test_what_comes_back_to_another_browser_or_again_opens_nothing(client, provider, client_of_another):
    back = _let_in(_at_the_door(client))
    assert client_of_another.get(back, follow=True).status_code < 500
    assert _who(client_of_another) is None
    client.get(back, follow=True)
    assert _who(client) == "ada@provider.example"
    client.logout()
    assert client.get(back, follow=True).status_code < 500
    assert _who(client) is None


def test_who_says_no_at_the_provider_is_back_without_an_account(client, provider, language):
    asked = parse_qs(urlsplit(_at_the_door(client, language)).query)
    back = f"{urlsplit(asked['redirect_uri'][0]).path}?error=access_denied&state={asked['state'][0]}"
    answer = client.get(back, follow=True)
    assert answer.status_code < 500
    assert _who(client) is None


@pytest.mark.parametrize("is_verified", [True, False])
def test_an_account_of_the_same_address_is_not_taken_over(client, provider, make_user, is_verified):
    there = make_user("ada@provider.example")
    provider.is_verified = is_verified
    answer = client.get(_let_in(_at_the_door(client)), follow=True)
    assert answer.status_code < 500
    assert _who(client) is None
    assert list(User.objects.values_list("pk", flat=True)) == [there.pk]


def test_a_provider_that_is_down_is_told(client, provider, language):
    door = _at_the_door(client, language)
    back = _let_in(door)
    provider.shutdown()
    provider.server_close()
    for answer in (client.post(LOGIN.format(language), follow=True), client.get(back, follow=True)):
        assert answer.status_code == 200
        assert {"nl": "antwoordt niet", "en": "does not answer"}[language] in answer.content.decode()
    assert _who(client) is None
