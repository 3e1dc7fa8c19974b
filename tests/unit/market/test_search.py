"""Search: who looks, where, for what, and who is considered."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    GIVES_UP,
    NOBODY,
    NONE,
    PERMANENT,
    SEEKS,
    SEEKS_LONG,
    SEEKS_ON_THE_JOB,
    SEEKS_ONCE,
    STARTS_SEEKING,
    TEMPORARY,
    UNEMPLOYED,
)
from houvast.market.kernels.search import place_in_region

pytestmark = pytest.mark.kernel

CARE = 12
UNABLE = 11
IN_REGION_0 = 0
IN_REGION_1 = 1


def seekers(market):
    """Return person, kind and vacancy (or none) of everybody who looks for work."""
    person, kind = listed(market, market.seekers, market.seekers.person, market.seekers.kind)
    applicant, applied_for = listed(market, market.applications, market.applications.person, market.buffers.vacancy)
    vacancy = np.full(len(market.persons.position), NONE)
    vacancy[applicant] = applied_for
    assert len(set(applicant.tolist())) == len(applicant)
    assert np.isin(applicant, person).all()
    return person, kind, vacancy[person]


def listed(market, events, *columns):
    """Return the places in use of columns of a list of events."""
    counts = enumerate(events.chunk_count.tolist())
    stretches = [np.arange(chunk * market.chunk_size, chunk * market.chunk_size + count) for chunk, count in counts]
    return [column[np.concatenate(stretches)] for column in columns]


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
    assert kind.tolist() == [SEEKS_LONG, SEEKS_LONG]  # for ten years
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

    do(market, "vacancies", "risks")
    ending, end = listed(
        market, market.ends, market.ends.person, market.ends.kind
    )  # their room is that of applications
    next(step for step in market.loop.steps if step.name == "search").run(market)

    person, kind, _ = seekers(market)
    assert (person.tolist(), kind.tolist()) == ([0, 2], [SEEKS, SEEKS_LONG])
    assert (ending.tolist(), end.tolist()) == ([1], [GIVES_UP])


def test_who_has_ww_gives_up_less(make_market, do, hand):
    """Of people who would all give up, none does while WW lasts and lets nobody stop."""
    persons = jobless(hand, 3, benefit_end=hand.start + np.array([9, 0, -9]))
    facts = {"giving_up_prob_per_month": [1] * 5, "giving_up_age_factor": [1] * 6, "giving_up_with_ww_factor": 0.0}
    market = make_market(persons, n_open=5, **facts)

    do(market, "risks")

    assert listed(market, market.ends, market.ends.person)[0].tolist() == [1, 2]


@pytest.mark.parametrize(("spell_months", "expected"), [(0, SEEKS), (11, SEEKS), (12, SEEKS_LONG), (60, SEEKS_LONG)])
def test_a_spell_of_a_year_is_long(make_market, do, hand, spell_months, expected):
    """Long-term unemployment, which the month counts among those who look, begins at twelve months."""
    market = make_market(jobless(hand, 1, spell_start=hand.start - spell_months))

    do(market, "search")

    person, kind, _ = seekers(market)
    assert (person.tolist(), kind.tolist()) == ([0], [expected])


@pytest.mark.parametrize(("keeps", "expected"), [(1.0, STARTS_SEEKING), (0.0, SEEKS_ONCE)])
def test_some_people_outside_the_labour_force_start_to_look(make_market, do, hand, keeps, expected):
    """The reason decides: care with a probability of one, illness with zero; some go on, others look once."""
    persons = hand.together(hand.people(2, position=[CARE, UNABLE]), hand.people(1))
    market = make_market(persons, n_open=5, inactive_search_prob_per_month=[0, 0, 0, 1, 0], keeps_seeking_prob=keeps)

    do(market, "vacancies", "search")

    person, kind, _ = seekers(market)
    assert (person.tolist(), kind.tolist()) == ([0], [expected])


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
    in_use = int(market.listing.in_use[0])
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


def places_drawn(n_hidden, n_advertised, network_weight, n_draws=12_000):
    """Return the place found for each of evenly spread draws, in the second of two regions, in the one occupation.

    The first region has 4 posts that are not advertised and 2 that are.
    """
    starts = np.cumsum([0, 4, 2, n_hidden, n_advertised])
    draws = (np.arange(n_draws) + 0.5) / n_draws
    return np.array([place_in_region(0, 1, draw, 2, starts, network_weight) for draw in draws])


@pytest.mark.parametrize("network_weight", [1.0, 2.0, 0.25, 0.0])
@pytest.mark.parametrize(("n_hidden", "n_advertised"), [(3, 1), (1, 5), (2, 0), (0, 3)])
def test_each_post_of_a_region_has_the_weight_of_its_channel(n_hidden, n_advertised, network_weight):
    """A post in the network weighs w and an advertised one 1: shares of evenly spread draws, by hand."""
    weight = np.array([network_weight] * n_hidden + [1.0] * n_advertised)
    places = places_drawn(n_hidden, n_advertised, network_weight)
    if not weight.any():  # nobody finds what is found through the network only
        assert (places == NONE).all()
        return

    found = np.bincount(places, minlength=6 + len(weight))

    assert found[:6].tolist() == [0] * 6
    np.testing.assert_allclose(found[6:], 12_000 * weight / weight.sum(), atol=1)


def test_posts_elsewhere_all_weigh_the_same():
    """Where the region has no post, those of the country count alike."""
    assert np.bincount(places_drawn(0, 0, 5.0), minlength=6).tolist() == [2000] * 6


def test_without_any_post_in_an_occupation_there_is_no_place():
    """No region has a post: none is found."""
    assert place_in_region(1, 0, 0.5, 2, np.array([0, 4, 6, 6, 6, 6, 6, 6, 6]), 2.0) == NONE


def test_posts_in_the_network_are_found_sooner(make_market, do, hand):
    """One in three posts is not advertised and weighs four times: two in three of those who look apply there."""
    market = make_market(jobless(hand, 2000), n_open=30, network_finding_weight=4.0)
    market.vacancies.advertised[:30] = [0, 1, 1] * 10

    do(market, "vacancies", "search")

    vacancy = seekers(market)[2]
    hidden = (market.vacancies.advertised[vacancy] == 0).sum()
    assert abs(hidden - 2000 * 2 / 3) < 4 * np.sqrt(2000 * 2 / 9)


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


@pytest.mark.parametrize("share", [0.4, 1.0])
def test_some_people_in_work_move_for_other_reasons(make_market, do, hand, share):
    """The best paid apply with the probability that pay and security do not hold them back."""
    persons = hand.together(hand.people(1000, employer=1, wage_rank=255), hand.people(1, wage_rank=255))
    market = make_market(
        persons,
        n_open=50,
        n_employers=2,
        on_the_job_search_prob_per_month=1.0,
        own_occupation_share=1.0,
        moves_for_other_reasons_share=share,
    )

    do(market, "vacancies", "search")

    person, _, vacancy = seekers(market)
    applied = (vacancy[person < 1000] != NONE).sum()
    assert abs(applied - 1000 * share) <= 4 * np.sqrt(1000 * share * (1 - share))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_applies_to_the_own_employer(make_market, do, hand, share):
    """Open posts at the own employer only: nobody in work applies, for whatever reason."""
    market = make_market(
        hand.people(50, wage_rank=0),
        n_open=50,
        on_the_job_search_prob_per_month=1.0,
        moves_for_other_reasons_share=share,
    )

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
    market.vacancies.occupation[: market.listing.in_use[0]] = [3, 4] * 10

    do(market, "vacancies", "search")

    vacancy = seekers(market)[2]
    assert (market.vacancies.occupation[vacancy] == 3).all()


def test_where_nothing_reachable_is_open_nobody_applies(make_market, do, hand):
    """Open posts in the last occupation only, and no way there: nobody gets one by default."""
    persons = hand.together(jobless(hand, 30, occupation=2), hand.people(1, occupation=5))
    market = make_market(persons, n_open=20, own_occupation_share=1.0)
    market.vacancies.occupation[: market.listing.in_use[0]] = 5

    do(market, "vacancies", "search")

    assert (seekers(market)[2] == NONE).all()
