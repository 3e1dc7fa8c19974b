"""The policy desk."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_desk_opens_without_an_account(client, language):
    answer = client.get(f"/{language}/policy/")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
