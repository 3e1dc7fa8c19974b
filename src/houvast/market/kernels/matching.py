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

from houvast.market.kernels._compile import kernel, prefetch
from houvast.market.kernels.codes import NONE
from houvast.market.kernels.random_bits import word_of


@kernel
def match(chunk_size, month, key, vacancies, seekers, vacancy_of):
    """Set ``vacancies.winner`` to the place of the seeker each vacancy takes."""
    for chunk in range(len(seekers.chunk_count)):
        first = chunk * chunk_size
        last = first + seekers.chunk_count[chunk]
        for seeker in range(first, last):
            if vacancy_of[seeker] != NONE:
                prefetch(vacancies.winner, vacancy_of[seeker])
        for seeker in range(first, last):
            vacancy = vacancy_of[seeker]
            if vacancy == NONE:
                continue
            number = word_of(month, seekers.person[seeker], key)
            if vacancies.winner[vacancy] == NONE or number > vacancies.priority[vacancy]:
                vacancies.winner[vacancy] = seeker
                vacancies.priority[vacancy] = number
