"""Income: wages by occupation and contract, WW-uitkering by rule.

In words
    The wage of a person is a place (rank) in the wage distribution of the
    occupation, less the gap that goes with the contract form. Who becomes
    unemployed after enough work gets a WW-uitkering: the months follow from the
    work history, the amount from the last wage.

Equations
    wage(o, rank) = median(o) * exp(sigma(o) * z(rank)) with sigma from the quartiles,
    not below the minimum wage, times (1 - gap(contract));
    months of WW = years of work for the first ten, half a month for each further
    year, between the least and the most the law gives.

Order
    WW is granted when a job is lost (step 3) and ends at work, retirement or its term.

Parameters
    ``wage_p25/p50/p75_by_occupation_eur_per_hour``,
    ``corrected_wage_gap_by_contract_share``, ``ww_*``, ``minimum_wage_eur_per_hour``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline


class Unemployment(NamedTuple):
    """The rules of the WW-uitkering (Werkloosheidswet)."""

    months_of_experience: npt.NDArray[np.int16]
    """Months of WW by months of work, 0 where there is no right yet."""


@inline
def grant_ww(person, month, persons, ww):
    """Give somebody who loses a job the months of WW that the work history earns."""
    spell = month - persons.spell_start[person]
    experience = np.int64(persons.experience_months[person]) + spell
    last = len(ww.months_of_experience) - 1
    months = ww.months_of_experience[min(experience, last)]
    if months > 0:
        persons.benefit_end[person] = month + months
