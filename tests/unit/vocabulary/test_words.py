"""The words, their codes and their units."""

import pytest

from houvast.vocabulary import words
from houvast.vocabulary.words import OUTCOMES, POSITION, UNIT_BY_KEY, UNITS, keys_of

LISTS = {
    **words.VOCABULARY_CLASSIFICATIONS,
    "outcomes": OUTCOMES,
    "units": UNITS,
    "groupings": words.GROUPINGS,
    "statuses": words.STATUSES,
    "confidences": words.CONFIDENCES,
}


@pytest.mark.parametrize("name", LISTS)
def test_words_are_unique_and_named_in_both_languages(name):
    """A key stands once in its list, and each word has a Dutch and an English name."""
    keys = keys_of(LISTS[name])

    assert len(set(keys)) == len(keys)
    assert all(word.name("nl") and word.name("en") for word in LISTS[name])


def test_contract_forms_are_the_first_positions():
    """A position below 8 is a contract form, so one comparison tells who works."""
    assert keys_of(POSITION)[: len(words.CONTRACT)] == keys_of(words.CONTRACT)
    assert POSITION[words.POSITION_UNEMPLOYED].key == "unemployed"
    assert POSITION[words.FIRST_INACTIVE :] == words.INACTIVE_REASON
    assert words.CONTRACT[words.FIRST_SELF_EMPLOYED].key == "self_employed_without_staff"
    assert len(POSITION) < words.NO_POSITION


def test_age_bands_cover_working_ages():
    """Six bands from 15 to 74, each beginning where its name says."""
    assert [int(word.key.split("-")[0]) for word in words.AGE] == list(words.AGE_BAND_START_YEARS)
    assert words.AGE[-1].key.endswith(str(words.LAST_AGE_YEARS))


def test_every_outcome_has_a_unit_and_a_meaning():
    """An outcome says in what it is measured and what it means, in both languages."""
    for outcome in OUTCOMES:
        assert outcome.unit in UNIT_BY_KEY, outcome.key
        assert outcome.meaning("nl"), outcome.key
        assert outcome.meaning("en"), outcome.key


def test_units_bound_what_cannot_be():
    """A share lies between 0 and 1, a number of people is not negative, a change may be."""
    assert (UNIT_BY_KEY["share"].minimum, UNIT_BY_KEY["share"].maximum) == (0, 1)
    assert UNIT_BY_KEY["thousand_persons"].minimum == 0
    assert UNIT_BY_KEY["relative_change"].minimum < 0
