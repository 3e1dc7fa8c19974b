"""Basic jobs: places with the municipality for people who have long been without work.

In words
    A place that is free goes to somebody who has been unemployed for a year or longer and looks for
    work: to the one who has been so longest, by lot among equals. It is a temporary job
    without an end date, at the lowest wage of the person's occupation, which the
    minimum wage holds up. Who has one may look for other work, leave, or be taken on
    like anybody else; the place is then free again. It was made for somebody in need of
    it, so it is never advertised.

Order
    After hiring: only who found nothing this month is offered a place. One thread.

Parameters
    ``basic_jobs_thousand``, ``basic_job_cost_eur_per_year``.
"""

from __future__ import annotations

from houvast.market.kernels._compile import kernel
from houvast.market.kernels.codes import NONE, SEEKS_LONG, TEMPORARY, UNEMPLOYED
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import agree_hours, take_post
from houvast.market.kernels.random_bits import word_of
from houvast.market.kernels.stocks import count_in, count_out

LOWEST_RANK = 0


@kernel
def find_in_need(month, key, chunk_size, persons, seekers, people, lots):
    """List the long-term unemployed who looked for work and found none this month, each with a lot.

    In order of person number; returns how many there are. ``people`` and ``lots`` have room for all seekers.
    """
    n_people = 0
    for chunk in range(len(seekers.chunk_count)):
        first = chunk * chunk_size
        for seeker in range(first, first + seekers.chunk_count[chunk]):
            if seekers.kind[seeker] == SEEKS_LONG and persons.position[seekers.person[seeker]] == UNEMPLOYED:
                people[n_people] = seekers.person[seeker]
                lots[n_people] = word_of(month, people[n_people], key)
                n_people += 1
    return n_people


@kernel
def take_places(month, key, chunk_size, people, employer, persons, employers, income, hours, stocks, cells):
    """Give each of ``people`` a basic job with the ``employer`` that has them all."""
    for place in range(len(people)):
        person = people[place]
        accrue(person, month, persons, income)
        count_out(0, person // chunk_size, person, persons, stocks, cells)
        take_post(person, employer, TEMPORARY, persons, month)
        agree_hours(person, month, key, persons, hours)
        persons.sector[person] = employers.sector[employer]
        persons.wage_rank[person] = LOWEST_RANK
        persons.contract_end[person] = NONE
        count_in(0, person, month, persons, stocks, cells)
        employers.headcount[employer] += 1
        employers.flexible_headcount[employer] += 1
