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
from houvast.market.kernels.codes import NONE, TEMPORARY
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import agree_hours, take_post
from houvast.market.kernels.random_bits import word_of
from houvast.market.kernels.stocks import count_in, count_out

LOWEST_RANK = 0


@kernel
def draw_lots(month, key, people, lots):
    """Set the lot of each of ``people`` this month."""
    for place in range(len(people)):
        lots[place] = word_of(month, people[place], key)


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
