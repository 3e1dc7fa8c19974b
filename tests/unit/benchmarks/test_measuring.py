"""The benchmarks measure what they say: a small market, its stretches, its memory, its floor."""

from __future__ import annotations

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

import polder
from benchmarks.case import STRETCH_MONTHS, measure_stretch, people_in, state_bytes
from benchmarks.floor import TOUCHES, floor_bytes
from houvast.facts.loader import load_facts
from houvast.market.model import Market
from houvast.population.build import build_population


@pytest.fixture(scope="module")
def market():
    """The invented country, on one thread."""
    facts = load_facts(polder.facts_folder())
    market = Market(build_population(facts, 1.0, seed=1), facts, seed=1, threads=1)
    yield market
    market.close()


def test_a_stretch_adds_up(market):
    """The steps of a stretch take no longer than the stretch, and all months are counted."""
    people = people_in(market)
    found = measure_stretch(market)

    assert found["person_months"] == people * STRETCH_MONTHS
    assert set(found["steps_s"]) == {row[0] for row in market.loop.table()}
    assert 0 < sum(found["steps_s"].values()) <= found["wall_s"]
    assert found["cpu_s"] > 0


def test_the_state_is_counted_whole(market):
    """Every table of people, employers and vacancies is in the sum, at the bytes its columns hold."""
    found = state_bytes(market)

    assert {"persons", "employers", "trace", "stocks", "buffers", "vacancies", "vacated", "plans"} <= set(found)
    assert found["persons"] == sum(column.nbytes for column in market.persons)
    assert found["notes"] == sum(column.nbytes for column in market.notes)
    own = (market.stocks.by_person, market.stocks.by_work, market.stocks.hazard, market.stocks.due)
    assert found["stocks"] >= sum(column.nbytes for column in (*own, *market.stocks.first_changes[:-1]))


def test_memory_that_two_tables_share_is_counted_once():
    """The sum over all tables is what they hold, also where one shows the memory of another in other words."""

    class One(NamedTuple):
        words: np.ndarray
        lanes: np.ndarray

    class Other(NamedTuple):
        words: np.ndarray
        inner: One
        length: int

    words, own = np.zeros(4, np.uint64), np.zeros(3, np.int16)
    market = SimpleNamespace(
        first=One(words, words.view(np.uint16)), second=Other(words, One(own, own), 3), month=5, names=("a", "b")
    )

    assert state_bytes(market) == {"first": 32, "second": 6}


def test_the_floor_names_columns_that_exist(market):
    """Each column of the floor is there, once a month or once a year; it is their bytes, averaged over a year."""
    columns = [getattr(getattr(market, touch.table), touch.column) for touch in TOUCHES]

    assert all(isinstance(column, np.ndarray) and len(column) == len(market.persons.position) for column in columns)
    assert len({(touch.table, touch.column, touch.every_months) for touch in TOUCHES}) == len(TOUCHES)
    in_a_year = sum(
        column.itemsize * touch.times * (12 // touch.every_months)
        for column, touch in zip(columns, TOUCHES, strict=True)
    )
    assert floor_bytes(market) == pytest.approx(in_a_year / 12)
