"""What is noted of each person when counted in: how likely anything is, when something is due, who has changed."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from houvast.market import crew, model
from houvast.market.kernels.cells import person_cell
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, NOBODY, NONE, QUITS, UNEMPLOYED
from houvast.market.kernels.random_bits import LANE_STEPS
from houvast.market.kernels.stocks import LEFT, NEVER, NOT_NOTED, NOTED, total
from houvast.market.loop import Step
from houvast.market.model import Market
from houvast.vocabulary.months import month_stamp

pytestmark = pytest.mark.kernel

YEAR, QUARTER = 12, 3
LIVELY = {
    "reaching_age_15_thousand_per_year": 0.04,
    "mortality_prob_per_year": 0.1,
    "shock_spread_per_month": 0.05,
    "conversion_prob_per_month": [0, 0.05, 0.05, 0.05, 0.05, 0.05, 0, 0],
    "on_the_job_search_prob_per_month": 0.2,
    "dismissal_prob_per_month": 0.02,
}


@pytest.fixture(params=[1, 2], ids=["one thread", "two threads"])
def market(request, hand_made, polder_facts, polder_population, monkeypatch):
    """A market in which much happens, in small chunks."""
    monkeypatch.setattr(crew, "SHORTEST_SHARED", 0)
    facts = hand_made.overlaid(polder_facts, **LIVELY)
    market = Market(polder_population, facts, threads=request.param, chunk_size=64)
    yield market
    market.close()


def inside(market):
    """Return the places of everybody."""
    return np.flatnonzero(market.persons.position != NOBODY)


def bound_at(market, people, month):
    """Return what the bound says of people at the tenure of a month."""
    position = market.persons.position[people].astype(int)
    tenure = np.where(position < FIRST_OUT_OF_WORK, month - market.persons.job_start[people].astype(int), 0)
    band = market.stocks.tenure_band_of_months[tenure.clip(min=0)]
    return market.stocks.bound[position, band, market.stocks.cell[people]].astype(int)


def chance_of(market, people, month):
    """Return the probability that anything happens to people in a month, added up plainly."""
    persons, rates = market.persons, market.parameters
    age = rates.demography.age_band_of_months[month - persons.birth_month[people].astype(int)]
    position, sex, education = (getattr(persons, name)[people].astype(int) for name in ("position", "sex", "education"))
    chance = rates.demography.death_prob[age] + rates.contracts.business_prob[position, age]
    at_work = position < FIRST_OUT_OF_WORK
    form = np.where(at_work, position, 0)
    tenure = np.where(at_work, month - persons.job_start[people].astype(int), 0)
    band = rates.separations.tenure_band_of_months[tenure]
    caps = np.array([rates.demand.cap_permanent, *[rates.demand.cap_flexible] * 5, 0.0, 0.0])
    busy = (
        rates.separations.dismissal_prob[form, age, band, education]
        + rates.separations.quit_prob[form, age, band, sex]
        + caps[form]
        + rates.seeking.on_the_job_prob[form, band, age]
        + rates.contracts.conversion_prob[form, band]
        + rates.contracts.fixed_hours_prob[form]
    )
    reason = (position - FIRST_OUT_OF_WORK - 1).clip(min=0)
    idle = np.where(position == UNEMPLOYED, 1.0, rates.seeking.start_prob[reason, age, education])
    return (chance + np.where(at_work, busy, idle)).clip(max=1.0)


def test_what_is_noted_holds_for_everybody_after_every_month(market):
    """The next thing due is exactly what follows from age and term; the hazard is at least the chance of next month.

    It is a bound that was set in one of the months since all were noted anew: at most a year ago.
    """
    for lived in range(1, 2 * YEAR + 2):
        market.step()
        persons, stocks, month = market.persons, market.stocks, market.month
        people = inside(market)
        birth = persons.birth_month[people].astype(int)
        turn = birth + market.parameters.demography.next_turn_age[month - birth]
        end = persons.contract_end[people].astype(int)
        assert (stocks.turn_month[people] == turn).all()
        assert (stocks.turn_month[people] > month).all()
        assert (stocks.due[people] == np.where(end == NONE, turn, np.minimum(end, turn))).all()
        hazard = stocks.hazard[people].astype(int)
        stays = stocks.turn_month[people] > month + 1  # others get another hazard before the next draw
        needed = np.ceil(chance_of(market, people, month + 1) * LANE_STEPS - 1e-6)
        assert (hazard + 1 >= needed)[stays].all()
        noted_anew = market.first_month - 1 + (lived - 1) // YEAR * YEAR
        months = range(noted_anew, month + 1)
        assert np.any([hazard == bound_at(market, people, one) for one in months], axis=0).all()
        assert (hazard[persons.position[people] == UNEMPLOYED] == LANE_STEPS - 1).all()
        empty = np.flatnonzero(persons.position == NOBODY)
        assert (stocks.due[empty] == NEVER).all()
        assert not stocks.hazard[empty].any()
        cells = [person_cell(one, month, persons, market.cells) for one in people[::17]]
        assert stocks.cell[people[::17]].tolist() == cells


def test_everybody_is_noted_anew_every_january(market):
    """When the next year begins, hazards are those of the tenure of now, also of people to whom nothing happened."""
    for _ in range(YEAR):
        market.step()
    people = inside(market)
    before = bound_at(market, people, market.month) != market.stocks.hazard[people]

    market._expect_anew()

    assert before.any()
    np.testing.assert_array_equal(market.stocks.hazard[people], bound_at(market, people, market.month))
    assert (market.stocks.due[market.persons.position == NOBODY] == NEVER).all()


def test_a_fact_that_changes_in_january_holds_from_then_on(hand_made, polder_facts, polder_population, monkeypatch):
    """Parameters are read again when a fact has another value, and bounds with them; in other years they are not."""
    never = hand_made.overlaid(polder_facts, quit_prob_per_month=0.0)
    entry = never.entry("quit_prob_per_month")
    later = replace(entry.first, value=np.full_like(entry.first.value, 0.5), valid_from=date(2026, 1, 1))
    facts = never.with_entries({"quit_prob_per_month": replace(entry, values=(entry.first, later))})
    market = Market(polder_population, facts, threads=1)
    assert market.first_month == month_stamp("2024-01")
    read = []
    read_parameters = model.read_parameters
    monkeypatch.setattr(
        model,
        "read_parameters",
        lambda facts, month, cells, keys: read.append(month) or read_parameters(facts, month, cells, keys),
    )

    quits = []
    for _ in range(2 * YEAR + 1):
        market.step()
        quits.append(int((market.ends.kind[: market.ends.chunk_count[0]] == QUITS).sum()))

    assert month_stamp("2026-01") in read
    dates = [value.valid_from for name in facts.names() for value in facts.entry(name).values]
    changes = [month_stamp(day.isoformat()[:7]) for day in dates]
    assert all(month % YEAR == 0 for month in read)
    assert all(any(month - YEAR < change <= month for change in changes) for month in read)
    assert not any(quits[:-1])
    people = inside(market)
    at_work = market.persons.position[people] < FIRST_OUT_OF_WORK
    assert quits[-1] > 0.3 * at_work.sum()
    needed = np.ceil(chance_of(market, people, market.month + 1) * LANE_STEPS - 1e-6)
    stays = market.stocks.turn_month[people] > market.month + 1
    assert (market.stocks.hazard[people].astype(int) + 1 >= needed)[stays].all()


def snapshot(market):
    """Return where everybody is."""
    columns = {
        name: getattr(market.persons, name).copy() for name in ("position", "sector", "occupation", "birth_month")
    }
    return SimpleNamespace(**columns, cell=market.stocks.cell.copy(), month=market.month)


def listed(market):
    """Return the rows of the first changes, chunk by chunk."""
    changes, rows = market.stocks.first_changes, []
    for chunk, count in enumerate(changes.chunk_count.tolist()):
        for place in range(chunk * changes.chunk_size, chunk * changes.chunk_size + count):
            rows.append(tuple(int(column[place]) for column in changes[:5]))
            assert rows[-1][0] // changes.chunk_size == chunk
    return rows


def test_first_changes_are_where_people_were_when_the_quarter_began(market):
    """Everybody who was there and is elsewhere now is listed once, as of the quarter's start; then all is forgotten."""
    rows = []

    def look(one):
        rows[:] = listed(one)

    market.loop.steps.insert(-1, Step("look", "", "before observation forgets", look))
    assert listed(market) == []
    start = snapshot(market)
    n_listed = 0
    for lived in range(1, 2 * YEAR + 1):
        market.step()
        people = [row[0] for row in rows]
        assert len(people) == len(set(people))
        n = len(start.position)
        was_there = [row for row in rows if row[0] < n and start.position[row[0]] != NOBODY]
        columns = (start.position, start.sector, start.occupation, start.cell)
        assert was_there == [(one, *(int(column[one]) for column in columns)) for one, *_ in was_there]
        now = market.persons
        other = now.position[:n] != start.position
        other |= (now.birth_month[:n] != start.birth_month) | (market.stocks.cell[:n] != start.cell)
        other |= (now.job_start[:n] > start.month) & (now.position[:n] < FIRST_OUT_OF_WORK)
        assert set(np.flatnonzero(other & (start.position != NOBODY)).tolist()) <= set(people)
        n_listed += len(people)
        if lived % QUARTER == 0:
            assert listed(market) == []
            assert (market.stocks.noted == NOT_NOTED).all()
            start = snapshot(market)
        else:
            assert set(market.stocks.noted[people].tolist()) <= {NOTED, LEFT}
            assert (market.stocks.noted != NOT_NOTED).sum() == len(people)
    assert n_listed > 0


def test_who_comes_within_a_quarter_is_no_move_of_it(hand_made, polder_facts, polder_population):
    """Newcomers start outside the labour force, from which no move is reported: others are counted as they were."""
    facts = hand_made.overlaid(polder_facts, reaching_age_15_thousand_per_year=3.0, inactive_search_prob_per_month=0.5)
    market = Market(polder_population, facts, threads=1)
    there = snapshot(market)
    for _ in range(QUARTER):
        market.step()
    n = len(there.position)
    here = (market.persons.position[:n] != NOBODY) & (market.persons.birth_month[:n] == there.birth_month)
    other = (market.persons.position[:n] != there.position) | (market.persons.job_start[:n] > there.month)
    moved = here & other & (there.position <= UNEMPLOYED)

    moves = market.measures.history.quarters[0].by_position

    assert len(market.persons.position) > n
    assert moves[: UNEMPLOYED + 1].sum() == moved.sum()


@pytest.mark.parametrize("table", ["by_person", "by_work"])
def test_counts_of_threads_add_up(market, table):
    """Each thread counts for itself; a person may be counted in by one and out by another, the sum is what there is."""
    for _ in range(QUARTER):
        market.step()
    counts = getattr(market.stocks, table)
    people = inside(market)
    there = len(people) if table == "by_person" else (market.persons.position[people] <= UNEMPLOYED).sum()

    assert len(counts) == market.crew.n_threads
    assert total(counts).sum() == there
    assert total(counts).min() >= 0
    assert all(part.any() for part in counts)


def test_a_total_is_a_copy():
    """What is added up for the history does not change with the counts."""
    counts = np.ones((1, 3), np.int32)
    whole = total(counts)
    counts[:] = 5

    assert (whole.tolist(), whole.dtype) == ([1, 1, 1], np.int32)
