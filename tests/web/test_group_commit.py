"""Writes of many threads in one transaction: each is told how its own ended, after the commit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from houvast_web.accounts.models import Organisation
from houvast_web.rounds.group_commit import GroupCommit

PEOPLE = 40


def _write(number):
    Organisation.objects.create(name=f"organisation {number}")
    if number % 10 == 0:
        no_tens = f"no {number}"
        raise ValueError(no_tens)
    return number


@pytest.mark.django_db(transaction=True)
def test_a_write_that_fails_takes_no_other_with_it():
    together = GroupCommit()

    def ask(number):
        try:
            return together.run(lambda: _write(number))
        except ValueError as fault:
            return str(fault)

    with ThreadPoolExecutor(PEOPLE) as people:
        told = list(people.map(ask, range(PEOPLE)))
    assert told == [f"no {number}" if number % 10 == 0 else number for number in range(PEOPLE)]
    stored = set(Organisation.objects.values_list("name", flat=True))
    assert stored == {f"organisation {number}" for number in range(PEOPLE) if number % 10}
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_the_caller_decides():
    with transaction.atomic():
        assert GroupCommit().run(lambda: _write(1)) == 1
        transaction.set_rollback(True)
    assert not Organisation.objects.exists()
