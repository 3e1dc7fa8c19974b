"""Search: who looks, where, for what, and who is considered."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    GIVES_UP,
    NOBODY,
    NONE,
    PERMANENT,
    SEEKS,
    SEEKS_ON_THE_JOB,
    STARTS_SEEKING,
    TEMPORARY,
    UNEMPLOYED,
)

pytestmark = pytest.mark.kernel

CARE = 12
UNABLE = 11
IN_REGION_0 = 0
IN_REGION_1 = 1


def seekers(market):
    """Return person, kind and vacancy of everybody who looks for work, bystanders left out."""
    n = market.n_seekers
    return market.buffers.person[:n], market.buffers.kind[:n], market.buffers.vacancy[:n]


def jobless(hand, n, **columns):
    """Return ``n`` unemployed people and one employee, so that there is an employer with posts."""
    out_of_work = hand.people(n, position=UNEMPLOYED, **columns)
    return hand.together(out_of_work, hand.people(1))


def test_the_unemployed_look_every_month(make_market, do, hand):
    """With no give-up, everybody unemployed seeks; the inactive and the employed do not."""
    persons = hand.people(4, position=[UNEMPLOYED, PERMANENT, CARE, UNEMPLOYED])
    market = make_market(persons, n_open=5)

    do(market, "vacancies", "search")

    person, kind, vacancy = seekers(market)
    assert person.tolist() == [0, 3]
    assert kind.tolist() == [SEEKS, SEEKS]
    assert ((vacancy >= 0) & (vacancy < 5)).all()


def test_giving_up_goes_by_spell_and_age(make_market, do, hand):
    """Long spells and older people give up where the facts say so; who gives up applies nowhere."""
    months = np.array([1, 30, 30])
    persons = jobless(hand, 3, spell_start=hand.start - months, age_months=np.array([40, 40, 60]) * 12)
    market = make_market(
        persons,
        n_open=5,
        giving_up_prob_per_month=[0, 0, 0, 0, 1],
        giving_up_age_factor=[1, 1, 1, 1, 0, 1],
    )

    do(market, "vacancies", "search")

    _, kind, vacancy = seekers(market)
    assert kind.tolist() == [SEEKS, GIVES_UP, SEEKS]
    assert vacancy[1] == NONE


def test_some_people_outside_the_labour_force_start_to_look(make_market, do, hand):
    """The reason decides: care with a probability of one, illness with zero."""
    persons = hand.together(hand.people(2, position=[CARE, UNABLE]), hand.people(1))
    market = make_market(persons, n_open=5, inactive_search_prob_per_month=[0, 0, 0, 1, 0])

    do(market, "vacancies", "search")

    person, kind, _ = seekers(market)
    assert (person.tolist(), kind.tolist()) == ([0], [STARTS_SEEKING])


def test_search_on_the_job_goes_by_contract_tenure_and_age(make_market, do, hand):
    """Each factor can switch it off: only the young, short-tenured temporary worker looks."""
    persons = hand.people(
        4,
        position=[TEMPORARY, PERMANENT, TEMPORARY, TEMPORARY],
        age_months=np.array([30, 30, 60, 30]) * 12,
        job_start=hand.start - np.array([3, 3, 3, 70]),
    )
    market = make_market(
        persons,
        on_the_job_search_prob_per_month=[0, 0, 1, 0, 0, 0, 0, 0],
        on_the_job_search_tenure_factor=[1, 0, 0, 0],
        on_the_job_search_age_factor=[0, 1, 0, 0, 0, 0],
    )

    do(market, "vacancies", "search")

    person, kind, _ = seekers(market)
    assert (person.tolist(), kind.tolist()) == ([0], [SEEKS_ON_THE_JOB])


def with_posts_in(market, region):
    """Put every second open post in this region, the others in the other one."""
    in_use = int(market.vacancies.in_use[0])
    market.vacancies.region[:in_use] = [region, 1 - region] * (in_use // 2)


def test_people_look_in_their_own_region(make_market, do, hand):
    """With a share of one for the own region, posts in the other region reach nobody."""
    market = make_market(jobless(hand, 40, region=[IN_REGION_0, IN_REGION_1] * 20), n_open=30)
    with_posts_in(market, IN_REGION_0)

    do(market, "vacancies", "search")

    person, _, vacancy = seekers(market)
    assert (vacancy != NONE).all()
    assert (market.vacancies.region[vacancy] == market.persons.region[person]).all()


def test_where_a_region_has_no_posts_the_country_counts(make_market, do, hand):
    """Posts in the other region only: everybody looks there."""
    market = make_market(jobless(hand, 20), n_open=30, employers={"region": IN_REGION_1})

    do(market, "vacancies", "search")

    assert (seekers(market)[2] != NONE).all()


def test_who_looks_elsewhere_looks_where_people_live(make_market, do, hand):
    """With a share of zero for the own region, the region is drawn by the people living in each."""
    persons = hand.together(jobless(hand, 1000), hand.people(1001, region=IN_REGION_1))
    market = make_market(persons, n_open=30, own_region_share=0.0)
    with_posts_in(market, IN_REGION_0)
    here = np.bincount(market.persons.region[market.persons.position != NOBODY])[0] / (2002 + 6)

    do(market, "vacancies", "search")

    found = (market.vacancies.region[seekers(market)[2]] == IN_REGION_0).sum()
    assert abs(found - 1000 * here) < 4 * np.sqrt(1000 * here * (1 - here))


@pytest.mark.parametrize(
    "screening",
    [{"screening_by_spell": 0.0}, {"screening_age_factor": 0.0}],
    ids=["spell", "age"],
)
def test_screening_of_zero_considers_nobody(make_market, do, hand, screening):
    """Whatever the vacancies, a chance of zero leaves every seeker without one."""
    market = make_market(jobless(hand, 20), n_open=30, **screening)

    do(market, "vacancies", "search")

    assert (seekers(market)[2] == NONE).all()


def test_screening_tells_the_long_term_unemployed_apart(make_market, do, hand):
    """Spells of two years are considered at a fifth of the rate of fresh ones."""
    spells = np.where(np.arange(2000) < 1000, 1, 30)
    market = make_market(
        jobless(hand, 2000, spell_start=hand.start - spells),
        n_open=50,
        screening_by_spell=[1.0, 1.0, 1.0, 1.0, 0.2],
    )

    do(market, "vacancies", "search")

    vacancy = seekers(market)[2]
    assert (vacancy[:1000] != NONE).all()
    assert abs((vacancy[1000:] != NONE).sum() - 200) < 4 * np.sqrt(1000 * 0.2 * 0.8)


def test_education_that_does_not_fit_lowers_the_chance(make_market, do, hand):
    """Where everybody in an occupation has the middle level, others are considered at the floor."""
    educated = jobless(hand, 2000, education=np.arange(2000) % 2)
    market = make_market(educated, n_open=50, education_fit_floor=0.3)

    do(market, "vacancies", "search")

    vacancy = seekers(market)[2]
    assert (vacancy[1::2] != NONE).all()
    assert abs((vacancy[::2] != NONE).sum() - 300) < 4 * np.sqrt(1000 * 0.3 * 0.7)


def test_people_in_work_apply_for_something_better_only(make_market, do, hand):
    """The best paid in an occupation never apply, the worst paid nearly always do."""
    others = hand.people(1)
    persons = hand.together(hand.people(200, employer=1, wage_rank=[0, 255] * 100), others)
    market = make_market(
        persons, n_open=50, n_employers=2, on_the_job_search_prob_per_month=1.0, own_occupation_share=1.0
    )

    do(market, "vacancies", "search")

    person, _, vacancy = seekers(market)
    best = (market.persons.wage_rank[person] == 255) & (person < 200)
    worst = (market.persons.wage_rank[person] == 0) & (person < 200)
    assert (vacancy[best] == NONE).all()
    assert (vacancy[worst] != NONE).mean() > 0.9


def test_nobody_applies_to_the_own_employer(make_market, do, hand):
    """Open posts at the own employer only: nobody in work applies."""
    market = make_market(hand.people(50, wage_rank=0), n_open=50, on_the_job_search_prob_per_month=1.0)

    do(market, "vacancies", "search")

    assert (seekers(market)[2][:50] == NONE).all()


def test_a_secure_contract_can_outweigh_a_wage(make_market, do, hand):
    """When only permanent work is worth anything, a temporary worker takes any permanent post."""
    persons = hand.together(hand.people(50, employer=1, wage_rank=255, position=TEMPORARY), hand.people(1))
    market = make_market(
        persons,
        n_open=50,
        n_employers=2,
        on_the_job_search_prob_per_month=[0, 0, 1, 0, 0, 0, 0, 0],
        contract_value=[1, 0, 0, 0, 0, 0, 0, 0],
        flexible_offer_prob_above_policy=0.0,
        flexible_offer_prob_below_policy=0.0,
    )

    do(market, "vacancies", "search")

    assert (seekers(market)[2][:50] != NONE).all()


def test_a_seeker_applies_in_the_occupation_drawn(make_market, do, hand):
    """With all weight on the own occupation, posts in another occupation are not applied for."""
    persons = hand.together(jobless(hand, 30, occupation=3), hand.people(1, occupation=4))
    market = make_market(persons, n_open=20, own_occupation_share=1.0)
    market.vacancies.occupation[: market.vacancies.in_use[0]] = [3, 4] * 10

    do(market, "vacancies", "search")

    vacancy = seekers(market)[2]
    assert (market.vacancies.occupation[vacancy] == 3).all()


def test_where_nothing_reachable_is_open_nobody_applies(make_market, do, hand):
    """Open posts in the last occupation only, and no way there: nobody gets one by default."""
    persons = hand.together(jobless(hand, 30, occupation=2), hand.people(1, occupation=5))
    market = make_market(persons, n_open=20, own_occupation_share=1.0)
    market.vacancies.occupation[: market.vacancies.in_use[0]] = 5

    do(market, "vacancies", "search")

    assert (seekers(market)[2] == NONE).all()
