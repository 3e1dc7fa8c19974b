import numpy as np
import pytest

from houvast.population.build import build_population
from houvast.population.columns import NO_EMPLOYER, NO_MONTH
from houvast.population.validation import validate
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import AGE_BAND_START_YEARS, CONTRACT, POSITION, POSITION_UNEMPLOYED, keys_of

N_CONTRACTS = len(CONTRACT)

FORMS_WITH_A_TERM = tuple(range(1, 6))
"""All flexible forms of an employee: CONTRACT without permanent and the self-employed."""


def sizes(facts):
    return {name: len(facts.classification(name)) for name in ("region", "sector", "occupation")}


def test_polder_columns_agree(polder_facts, polder_population):
    """People, employers, ages and spells of the polder pass every check."""
    built = polder_population
    validate(built.persons, built.employers, sizes(polder_facts), built.start_month)


def test_dutch_columns_agree(dutch_facts, dutch_population):
    """One in a hundred of the Netherlands passes every check."""
    built = dutch_population
    validate(built.persons, built.employers, sizes(dutch_facts), built.start_month)


def test_polder_has_six_hundred_people(polder_population):
    """At scale 1 the polder has everyone its facts say."""
    assert len(polder_population.persons.sex) == 600


@pytest.mark.parametrize("scale", [1e-5, 0.0003, 0.5, 1])
def test_any_scale_gives_a_whole_population(polder_facts, scale):
    """Down to a single person, the columns agree."""
    built = build_population(polder_facts, scale, seed=3)
    validate(built.persons, built.employers, sizes(polder_facts), built.start_month)
    assert len(built.persons.sex) == max(round(600 * scale), 1)


def test_a_tiny_netherlands_is_whole(dutch_facts):
    """Thirteen hundred people in 114 occupations: nobody is lost and the occupations are there in proportion."""
    built = build_population(dutch_facts, 0.0001, seed=2)
    validate(built.persons, built.employers, sizes(dutch_facts), built.start_month)
    assert built.fit["employed_by_occupation_thousand"].largest_error < 10


def test_same_request_same_bits(polder_facts, polder_population):
    """Building again gives the same bits in every column."""
    again = build_population(polder_facts, scale=1, seed=1)
    for first, second in zip(
        (*polder_population.persons, *polder_population.employers),
        (*again.persons, *again.employers),
        strict=True,
    ):
        np.testing.assert_array_equal(first, second)


def test_another_seed_gives_other_people(polder_facts, polder_population):
    """The seed chooses the people, not how many there are."""
    other = build_population(polder_facts, scale=1, seed=2)
    assert (other.persons.birth_month != polder_population.persons.birth_month).any()
    assert len(other.persons.sex) == len(polder_population.persons.sex)


def test_another_start_moves_all_dates(polder_facts, polder_population):
    """A year later everyone is born a year later and all else is the same."""
    later = build_population(polder_facts, scale=1, seed=1, start="2025-01")
    moved = later.persons.birth_month - polder_population.persons.birth_month
    assert (moved == MONTHS_PER_YEAR).all()
    np.testing.assert_array_equal(later.persons.occupation, polder_population.persons.occupation)


@pytest.mark.parametrize("scale", [0, 2, -0.1, float("nan"), float("inf"), "a lot", None, True])
def test_a_scale_outside_its_range_is_refused(polder_facts, scale):
    """The scale lies above 0 and is at most 1."""
    with pytest.raises(HouvastError) as error:
        build_population(polder_facts, scale)
    assert error.value.codes == ("population.scale_out_of_range",)


def test_all_faults_of_a_request_are_told_at_once(polder_facts):
    """A wrong scale and a wrong seed give two problems, in both languages."""
    with pytest.raises(HouvastError) as error:
        build_population(polder_facts, 2, seed=-1)
    assert error.value.codes == ("population.scale_out_of_range", "population.bad_seed")
    assert "schaal" in error.value.text("nl")
    assert "scale" in error.value.text("en")


def test_contradicting_facts_are_refused_with_all_contradictions(polder_facts):
    """Shares that do not add up, and a total that is far off, are told together."""
    wrong = polder_facts.with_value("employed_by_sex_share", [0.9, 0.6])
    wrong = wrong.with_value("population_by_sex_thousand", [0.01, 0.01])
    with pytest.raises(HouvastError) as error:
        build_population(wrong, 1)
    assert {"population.shares_off", "population.total_off"} <= set(error.value.codes)


def test_more_workers_than_people_are_refused(polder_facts):
    """Nobody can be in work twice: a labour force above the population of a group is a fault."""
    shares = np.zeros(len(AGE_BAND_START_YEARS))
    shares[0] = 1
    with pytest.raises(HouvastError) as error:
        build_population(polder_facts.with_value("employed_by_age_share", shares), 1)
    assert "population.more_than_all" in error.value.codes


def test_every_single_margin_of_the_netherlands_is_met(dutch_population):
    """At one in a hundred each margin of one classification is within a person, which stands for a hundred."""
    fit = dutch_population.fit
    for margin in fit.margins:
        if margin.unit == "thousand_persons" and len(margin.by) <= 1:
            assert margin.largest_error <= 0.1 + 1e-6, margin.name


def test_published_means_of_the_netherlands_come_out(dutch_population):
    """Mean hours by contract, mean tenure and the long-term unemployed are as published."""
    fit = dutch_population.fit
    assert fit["mean_hours_by_contract"].largest_error < 0.1
    assert fit["mean_tenure_years"].largest_error < 0.3
    assert fit["long_term_unemployed_share"].largest_error < 0.001


def test_only_fixed_terms_have_an_end(dutch_population):
    """A month of ending stands with contracts for a fixed term, and within their agreed length."""
    persons = dutch_population.persons
    has_end = persons.contract_end != NO_MONTH
    np.testing.assert_array_equal(has_end, np.isin(persons.position, FORMS_WITH_A_TERM))
    assert persons.contract_end[has_end].min() > dutch_population.start_month


def test_the_self_employed_have_a_job_but_no_employer(dutch_population):
    """Zzp and self-employed with staff have a job start, no employer."""
    persons = dutch_population.persons
    self_employed = np.isin(persons.position, (N_CONTRACTS - 2, N_CONTRACTS - 1))
    assert (persons.employer[self_employed] == NO_EMPLOYER).all()
    assert (persons.job_start[self_employed] != NO_MONTH).all()


def test_only_the_unemployed_have_ww(dutch_population):
    """WW belongs to unemployment and lasts at most two years from its start."""
    persons = dutch_population.persons
    has_ww = persons.benefit_end != NO_MONTH
    assert has_ww.any()
    assert (persons.position[has_ww] == POSITION_UNEMPLOYED).all()
    assert (persons.benefit_end[has_ww] - persons.spell_start[has_ww]).max() <= 24


def test_people_in_one_position_stand_together(dutch_population):
    """Slots go by position and, within it, from old to young."""
    persons = dutch_population.persons
    position, birth = persons.position.astype(int), persons.birth_month.astype(int)
    step = np.diff(position)
    assert (step >= 0).all()
    assert (np.diff(birth)[step == 0] >= 0).all()


def test_employers_have_a_fair_mix_of_people(dutch_population):
    """The order of slots does not sort people into employers: the large ones resemble each other."""
    persons, employers = dutch_population.persons, dutch_population.employers
    large = np.flatnonzero(employers.headcount > 100)
    employee = persons.employer >= 0
    young = [(persons.birth_month[employee & (persons.employer == each)] > 1488 - 35 * 12).mean() for each in large]
    assert np.std(young) < 0.2


def test_wage_ranks_are_even_within_occupations(dutch_population):
    """In every occupation the ranks are spread evenly, so its wage distribution is the published one."""
    persons = dutch_population.persons
    for occupation in range(0, 114, 10):
        ranks = persons.wage_rank[persons.occupation == occupation]
        assert abs(np.mean((ranks + 0.5) / 256) - 0.5) < 0.005 + 2 / len(ranks)


def test_the_higher_educated_are_not_fifteen(dutch_population):
    """Nobody under twenty-one has a finished higher education."""
    persons = dutch_population.persons
    age_years = (dutch_population.start_month - persons.birth_month) // MONTHS_PER_YEAR
    assert age_years[persons.education == 2].min() >= 20


def test_the_retired_are_older_than_their_band(dutch_population):
    """Within ages 55 to 64 the retired are older on average than the others."""
    persons = dutch_population.persons
    age = dutch_population.start_month - persons.birth_month
    in_band = (age >= 55 * MONTHS_PER_YEAR) & (age < 65 * MONTHS_PER_YEAR)
    retired = persons.position == keys_of(POSITION).index("inactive_retired")
    assert age[in_band & retired].mean() > age[in_band & ~retired].mean() + MONTHS_PER_YEAR


def test_employees_work_in_their_region(dutch_population):
    """Nearly all employees have an employer in their own region; all in their own sector."""
    persons, employers = dutch_population.persons, dutch_population.employers
    employed = persons.employer != NO_EMPLOYER
    same = employers.region[persons.employer[employed]] == persons.region[employed]
    assert same.mean() > 0.95


def test_open_posts_equal_the_published_vacancies(dutch_facts, dutch_population):
    """Posts beyond the headcount add up to the open vacancies of the economy."""
    employers = dutch_population.employers
    open_posts = float((employers.base_posts - employers.headcount).sum()) / dutch_population.scale / 1000
    published = dutch_facts.number("open_vacancies_thousand", dutch_population.start_month)
    assert open_posts == pytest.approx(published, rel=0.01)


def test_progress_tells_every_step_and_ends_at_one(polder_facts):
    """Progress rises from 0 to 1."""
    heard = []
    build_population(polder_facts, 1, progress=lambda step, part: heard.append((step, part)))
    parts = [part for _, part in heard]
    assert heard[0] == ("margins", 0.0)
    assert heard[-1] == ("done", 1.0)
    assert parts == sorted(parts)
