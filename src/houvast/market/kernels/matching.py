"""Matching: each vacancy takes at most one of those it considers.

In words
    Seekers land on vacancies like balls in urns: some vacancies get several, some
    none. Every seeker draws a number; a vacancy takes the seeker with the highest.

Equation
    Without screening the expected number of hires in a cell with s seekers and v
    vacancies is v * (1 - (1 - 1/v)^s), for large v: v * (1 - exp(-s/v)).

Order
    Seventh in the month. The winner does not depend on the order of seekers: equal
    numbers cannot be drawn by chance alone worth naming, and the lower person
    number then wins.

Reference
    Urn-ball matching: B. Petrongolo and C. Pissarides (2001), Looking into the black
    box, J. Econ. Lit. 39(2), section 2.
"""

from __future__ import annotations

from houvast.market.kernels._compile import AHEAD, kernel, prefetch
from houvast.market.kernels.codes import NONE
from houvast.market.kernels.random_bits import word_of


@kernel
def match(chunk_size, month, key, vacancies, applications, vacancy_of):
    """Set ``vacancies.winner`` to the place of the application that each vacancy takes."""
    for chunk in range(len(applications.chunk_count)):
        first = chunk * chunk_size
        last = first + applications.chunk_count[chunk]
        for application in range(first - AHEAD, last):
            if application + AHEAD < last:
                prefetch(vacancies.winner, vacancy_of[application + AHEAD])
            if application < first:
                continue
            vacancy = vacancy_of[application]
            number = word_of(month, applications.person[application], key)
            if vacancies.winner[vacancy] == NONE or number > vacancies.priority[vacancy]:
                vacancies.winner[vacancy] = application
                vacancies.priority[vacancy] = number
