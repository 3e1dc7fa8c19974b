"""Matching: a vacancy takes one of its applicants, the one with the highest number."""

import numpy as np
import pytest

from houvast.market.draws import key_of
from houvast.market.kernels.codes import NONE
from houvast.market.kernels.matching import match
from houvast.market.kernels.random_bits import word_of
from houvast.market.state import new_events, new_vacancies

pytestmark = pytest.mark.kernel

MONTH = 1488
KEY = key_of(1, "matching")


def winners(person, vacancy, n_vacancies, chunk_size=None):
    """Return the person each vacancy takes, or NONE; who has no vacancy is not in the list of applications.

    Seekers fill chunks of the list one after the other; by default there is one.
    """
    n_seekers = len(person)
    chunk_size = chunk_size or max(n_seekers, 1)
    n_chunks = max(-(-n_seekers // chunk_size), 1)
    (vacancies, _), applications = new_vacancies(n_vacancies), new_events(n_chunks * chunk_size, n_chunks)
    vacancy_of = np.zeros(n_chunks * chunk_size, np.int32)
    for seeker in np.flatnonzero(np.asarray(vacancy) != NONE):
        chunk = seeker // chunk_size
        place = chunk * chunk_size + applications.chunk_count[chunk]
        applications.person[place], vacancy_of[place] = person[seeker], vacancy[seeker]
        applications.chunk_count[chunk] += 1
    match(chunk_size, MONTH, KEY, vacancies, applications, vacancy_of)
    won = vacancies["winner"]
    return np.where(won == NONE, NONE, np.append(applications.person, NONE)[won])


def test_the_highest_number_wins():
    """Of six who want the same post, the one with the highest word of the month gets it."""
    person = np.array([3, 8, 15, 16, 23, 42])
    words = [int(word_of(MONTH, one, KEY)) for one in person]

    assert winners(person, np.zeros(6, int), 1).tolist() == [person[np.argmax(words)]]


def test_the_order_of_seekers_does_not_matter():
    """Seekers in any order give the same winners."""
    random = np.random.default_rng(1)
    person, vacancy = np.arange(300), random.integers(-1, 40, 300)
    order = random.permutation(300)

    assert winners(person, vacancy, 40).tolist() == winners(person[order], vacancy[order], 40).tolist()


@pytest.mark.parametrize("chunk_size", [4, 64, 1000])
def test_chunks_of_applications_do_not_matter(chunk_size):
    """Applications in stretches with gaps between them have the winners of one list."""
    random = np.random.default_rng(4)
    person, vacancy = np.arange(300), random.integers(-1, 40, 300)

    assert winners(person, vacancy, 40, chunk_size).tolist() == winners(person, vacancy, 40).tolist()


def test_every_vacancy_takes_one_of_its_own_applicants():
    """A vacancy with applicants takes one of them; one without stays open; nobody gets two."""
    random = np.random.default_rng(2)
    person, vacancy = random.permutation(500)[:120], random.integers(-1, 80, 120)

    won = winners(person, vacancy, 80)

    choice = dict(zip(person.tolist(), vacancy.tolist(), strict=True))
    assert [choice[one] for one in won if one != NONE] == [place for place in range(80) if won[place] != NONE]
    assert ((won != NONE) == np.isin(np.arange(80), vacancy)).all()


def test_without_seekers_nothing_is_filled():
    """An empty list of seekers leaves every vacancy open."""
    assert winners(np.array([], int), np.array([], int), 3).tolist() == [NONE] * 3


def test_hires_are_those_of_balls_in_urns():
    """With s seekers spread over v vacancies, v * (1 - (1 - 1/v)^s) are filled, within four standard deviations."""
    seekers, vacancies = 600, 500
    random = np.random.default_rng(3)

    filled = (winners(np.arange(seekers), random.integers(0, vacancies, seekers), vacancies) != NONE).sum()

    empty = (1 - 1 / vacancies) ** seekers
    assert abs(filled - vacancies * (1 - empty)) < 4 * np.sqrt(vacancies * empty * (1 - empty))
