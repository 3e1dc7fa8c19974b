"""Codes that kernels compare with: positions from the vocabulary, kinds of events, tallies.

Positions come from ``houvast.vocabulary`` by name, so that there is one list. Kinds
of events live only inside a month: one kernel decides, the next applies.
"""

from __future__ import annotations

from houvast.vocabulary.words import (
    NO_POSITION,
    POSITION,
    POSITION_UNEMPLOYED,
)

_CODE = {word.key: code for code, word in enumerate(POSITION)}

PERMANENT = _CODE["permanent"]
TEMPORARY_WITH_PROSPECT = _CODE["temporary_with_prospect"]
TEMPORARY = _CODE["temporary"]
ON_CALL = _CODE["on_call"]
AGENCY = _CODE["agency"]
SELF_EMPLOYED = _CODE["self_employed_without_staff"]
UNEMPLOYED = POSITION_UNEMPLOYED
IN_EDUCATION = _CODE["inactive_education"]
RETIRED = _CODE["inactive_retired"]
UNABLE = _CODE["inactive_unable"]
OTHER_INACTIVE = _CODE["inactive_other"]
N_POSITIONS = len(POSITION)
FIRST_OUT_OF_WORK = POSITION_UNEMPLOYED
NOBODY = NO_POSITION

NONE = -1
"""No employer, no month, no vacancy, no chain."""

# Kinds of events; 0 is nothing.
(
    NOTHING,
    LEAVES_BY_AGE,
    DIES,
    REACHES_AOW_AGE,
    REACHES_AGE_BAND,
    FIRST_DIPLOMA,
    LAST_DIPLOMA,
    DISMISSED,
    LAID_OFF,
    QUITS,
    TERM_RENEWED,
    TERM_CONVERTED,
    TERM_ENDED,
    GIVES_UP,
    SEEKS,
    SEEKS_LONG,
    STARTS_SEEKING,
    SEEKS_ONCE,
    SEEKS_ON_THE_JOB,
    IS_HIRED,
    CONVERTED,
    FIXED_HOURS,
    STARTS_BUSINESS,
    FALLS_ILL,
    RETRAINED,
) = range(25)
FIRST_SEARCH_KIND = SEEKS
FIRST_CONTRACT_KIND = CONVERTED
"""Kinds from here on, and from the other one on, are carried out by the process they are named after."""

# What an event means for the books of the employer; flags that add up.
LEAVES_BOOKS, WAS_FLEXIBLE, KEEPS_POST, FREES_SLOT = 1, 2, 4, 8

# Places in the tally of a month: counts of persons, posts and chains.
(
    ENTRIES,
    EXITS,
    POSTS_VACATED,
    VACANCIES_OPENED,
    VACANCIES_FILLED,
    ADVERTISED_FILLED,
    VACANCIES_WITHDRAWN,
    JOBS_LOST,
    CHAINS_STARTED,
    N_TALLIES,
) = range(10)
