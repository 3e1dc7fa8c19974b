import numpy as np
import pytest

from houvast.population.columns import (
    EMPLOYER_COLUMNS,
    PERSON_COLUMNS,
    Employers,
    Persons,
    empty_employers,
    empty_persons,
)
from houvast.population.validation import validate
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.words import NO_POSITION


@pytest.fixture
def people(polder_population):
    return Persons(*(column.copy() for column in polder_population.persons))


@pytest.fixture
def firms(polder_population):
    return Employers(*(column.copy() for column in polder_population.employers))


def codes_of(persons, employers, **options):
    with pytest.raises(HouvastError) as error:
        validate(persons, employers, **options)
    return error.value.codes


def test_every_field_is_declared_once_and_in_order():
    """The declarations and the fields of the NamedTuples are the same list."""
    assert tuple(column.name for column in PERSON_COLUMNS) == Persons._fields
    assert tuple(column.name for column in EMPLOYER_COLUMNS) == Employers._fields


def test_empty_columns_have_the_declared_types():
    """Allocated columns have the types declared."""
    for declared, made in ((PERSON_COLUMNS, empty_persons(3)), (EMPLOYER_COLUMNS, empty_employers(3))):
        assert [column.dtype for column in declared] == [values.dtype for values in made]
        assert all(len(values) == 3 for values in made)


def test_a_code_outside_its_list_is_told_with_its_slot(people, firms):
    """A third sex does not exist; the message names the slot."""
    people.sex[7] = 9
    with pytest.raises(HouvastError) as error:
        validate(people, firms)
    assert error.value.codes == ("population.out_of_range",)
    assert "slot 7" in error.value.text("en")


def test_wrong_headcounts_are_told(people, firms):
    """Person and employer must agree."""
    firms.headcount[0] += 1
    firms.flexible_headcount[1] += 1
    assert codes_of(people, firms) == ("population.disagreement", "population.disagreement")


def test_not_a_number_is_told(people, firms):
    """A missing number among the posts is a fault."""
    firms.base_posts[0] = np.nan
    assert codes_of(people, firms) == ("population.out_of_range",)


def test_types_and_lengths_are_told_together(people, firms):
    """Both faults of two columns come at once."""
    wrong = people._replace(sex=people.sex.astype(np.int64), hours=people.hours[:-1])
    assert codes_of(wrong, firms) == ("population.column_type", "population.column_length")


def test_an_employer_outside_the_list_is_told(people, firms):
    """No person works for an employer that is not there."""
    people.employer[people.employer >= 0] = len(firms.sector)
    assert "population.out_of_range" in codes_of(people, firms)


def test_a_job_that_starts_after_the_present_is_told(people, firms, polder_population):
    """A job cannot begin next year."""
    people.job_start[people.job_start >= 0] = polder_population.start_month + 12
    assert "population.out_of_range" in codes_of(people, firms, month=polder_population.start_month)


def test_slots_outside_the_population_are_not_looked_at(people, firms):
    """An empty slot may hold anything but a job."""
    self_employed = np.flatnonzero((people.position == 6) | (people.position == 7))[0]
    people.position[self_employed] = NO_POSITION
    people.sex[self_employed] = 99
    validate(people, firms)
