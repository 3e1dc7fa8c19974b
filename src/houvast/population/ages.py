"""Months of birth: everyone spread evenly over the months of the age band.

Within a band people are put in order before the months are dealt: those who have retired tend to be older, and
at ages 15 to 24 so do those with more education, since a fifteen-year-old has no degree. The order decides who
is older, not how many there are of each age.
"""

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.population.expansion import Draft
from houvast.population.seeds import stream
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import AGE_BAND_START_YEARS, EDUCATION, LAST_AGE_YEARS, POSITION, keys_of

_RETIRED = keys_of(POSITION).index("inactive_retired")


def deal_birth_months(draft: Draft, facts: Facts) -> None:
    """Fill the months of birth.

    Parameters
    ----------
    draft : Draft
        Its `birth_month` is filled.
    facts : Facts
        Gives `age_order_by_education` and `age_order_by_retirement`.
    """
    by_education = facts.number("age_order_by_education", draft.start_month)
    by_retirement = facts.number("age_order_by_retirement", draft.start_month)
    band_ends = (*AGE_BAND_START_YEARS[1:], LAST_AGE_YEARS + 1)
    for band, (first_year, end_year) in enumerate(zip(AGE_BAND_START_YEARS, band_ends, strict=True)):
        rng = stream(draft.seed, f"months of birth in band {band}")
        slots = np.flatnonzero(draft.age_band == band)
        if band == 0:
            step = by_education / (len(EDUCATION) - 1)
            place = rng.random(len(slots)) + step * draft.persons.education[slots]
        else:
            place = rng.standard_normal(len(slots)) + by_retirement * (draft.persons.position[slots] == _RETIRED)
        months = _even_months(len(slots), (end_year - first_year) * MONTHS_PER_YEAR)
        youngest_first = slots[np.argsort(place, kind="stable")]
        birth_months = draft.start_month - first_year * MONTHS_PER_YEAR - months
        draft.persons.birth_month[youngest_first] = birth_months.astype(np.int16)


def _even_months(n_persons: int, n_months: int) -> npt.NDArray[np.int64]:
    """Return ascending months 0 ... n_months - 1, each as often as the next or once more."""
    return np.arange(n_persons, dtype=np.int64) * n_months // max(n_persons, 1)
