"""Warm processes: one run for all who ask, the newest question first, limits, and no run lost but the one that died."""

import os
import signal
import threading
import time

import numpy as np
import pytest

from houvast.experiments.exploration.beginnings import KEPT_AFTER_YEARS
from houvast.experiments.exploration.running import make_run, run_key
from houvast.experiments.exploration.workers import Workers
from houvast.experiments.settings import RunSettings
from houvast.facts.loader import load_facts
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.months import MONTHS_PER_YEAR

pytestmark = pytest.mark.slow
QUICK = RunSettings(0.0005, 1)
LONG = {"scale": 0.01, "years": 40}


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


@pytest.fixture
def workers(facts):
    with Workers("netherlands", facts.content_hash, processes=1, most_waiting=3) as made:
        made.make([QUICK], "warm")
        yield made


def codes_of(future):
    with pytest.raises(HouvastError) as told:
        future.result(60)
    return told.value.codes


def test_a_run_is_the_run_and_made_once(workers, facts):
    first, again = workers.make([QUICK, QUICK], "one")
    assert first is again
    assert first is workers.make([QUICK], "two")[0]
    here = make_run(QUICK, facts)
    assert first.key == here.key
    assert first.yearly.layout == here.yearly.layout
    assert (first.yearly.count == here.yearly.count).all()
    assert workers.is_kept(QUICK)
    assert workers.status() == {"waiting": 0, "running": 0, "kept": 1, "processes": 1}


def test_a_newer_question_takes_the_place_of_the_older(workers):
    (older,) = workers.ask([RunSettings(seed=1, **LONG)], "me")
    (other,) = workers.ask([RunSettings(0.0005, 1, 7)], "you")
    started = time.monotonic()
    (newer,) = workers.ask([RunSettings(0.0005, 1, 8)], "me")
    assert codes_of(older) == ("exploration.superseded",)
    assert newer.result(60).key != other.result(60).key
    assert time.monotonic() - started < 20


def test_a_run_that_another_waits_for_goes_on(workers):
    asked = RunSettings(0.0005, 3, 9)
    (mine,), (yours,) = workers.ask([asked], "me"), workers.ask([asked], "you")
    workers.ask([QUICK], "me")
    assert codes_of(mine) == ("exploration.superseded",)
    assert yours.result(60).key


def test_a_full_queue_says_so_at_once(workers):
    workers.ask([RunSettings(seed=2, **LONG)], "a")
    time.sleep(0.2)
    for number in range(3):
        workers.ask([RunSettings(0.0005, 1, 20 + number)], f"user {number}")
    with pytest.raises(HouvastError) as told:
        workers.ask([RunSettings(0.0005, 1, 30)], "one too many")
    assert told.value.codes == ("exploration.busy",)
    workers.ask([], "a")


def test_a_run_has_a_time_limit(workers):
    workers.longest_seconds = 0.5
    (late,) = workers.ask([RunSettings(seed=3, **LONG)], "me")
    assert codes_of(late) == ("exploration.timeout",)
    workers.longest_seconds = 60
    assert workers.make([RunSettings(0.0005, 1, 11)], "me")[0].key


def test_a_worker_that_is_killed_loses_its_run_only(workers):
    (lost,) = workers.ask([RunSettings(seed=4, **LONG)], "me")
    time.sleep(0.3)
    os.kill(workers._seats[0].process.pid, signal.SIGKILL)
    assert codes_of(lost) == ("exploration.crashed",)
    assert workers.make([QUICK, RunSettings(0.0005, 1, 12)], "me")[1].key


def test_what_is_wrong_with_a_world_is_told(workers):
    (wrong,) = workers.ask([RunSettings(0.0005, 1, scenario="Z")], "me")
    assert codes_of(wrong) == ("futures.point",)


def test_closing_tells_who_waits(facts):
    pool = Workers("netherlands", facts.content_hash, processes=1)
    (waiting,) = pool.ask([RunSettings(seed=5, **LONG)], "me")
    threading.Timer(0.2, pool.close).start()
    assert codes_of(waiting)[0] in ("exploration.cancelled", "exploration.crashed")


def test_a_run_goes_to_the_process_that_made_its_beginning(facts):
    """A run with measures goes on where the one without them began, also when another process is idle."""
    with Workers("netherlands", facts.content_hash, processes=2) as workers:
        workers.make([RunSettings(0.0005, 1, seed) for seed in (1, 2)], "warm")  # one each
        for seed in range(3):
            workers.make([RunSettings(0.0005, 5, seed, "A")], "me")
            then = RunSettings(0.0005, 5, seed, "A", package="W3")
            (found,) = workers.make([then], "me")
            assert found.months_kept == KEPT_AFTER_YEARS[0] * MONTHS_PER_YEAR
            np.testing.assert_array_equal(found.yearly.value, make_run(then, facts).yearly.value)


def test_what_can_wait_comes_after_what_cannot(workers, monkeypatch):
    order = []

    def ask(seed, user, can_wait=False):
        (found,) = workers.ask([RunSettings(0.0005, 1, seed)], user, can_wait)
        found.add_done_callback(lambda _done: order.append(seed))
        return found

    workers.ask([RunSettings(seed=4, **LONG)], "busy")
    asked = [ask(21, "a", can_wait=True), ask(22, "b")]
    workers.ask([QUICK], "busy")  # ends the long one
    assert all(each.result(60) for each in asked)
    assert order == [22, 21]

    order.clear()
    monkeypatch.setattr("houvast.experiments.exploration.workers.PATIENT_SECONDS", 0.0)
    workers.ask([RunSettings(seed=4, **LONG)], "busy")
    asked = [ask(31, "a", can_wait=True), ask(32, "b")]
    workers.ask([QUICK], "busy")
    assert all(each.result(60) for each in asked)
    assert order == [31, 32]  # it had waited long enough


def test_what_could_wait_and_is_asked_for_by_who_cannot_does_not_wait(workers):
    order = []
    workers.ask([RunSettings(seed=4, **LONG)], "busy")
    (later,) = workers.ask([RunSettings(0.0005, 1, 41)], "a", can_wait=True)
    (other,) = workers.ask([RunSettings(0.0005, 1, 42)], "b")
    (same,) = workers.ask([RunSettings(0.0005, 1, 41)], "c")
    for name, future in (("later", later), ("other", other), ("same", same)):
        future.add_done_callback(lambda _done, name=name: order.append(name))
    workers.ask([QUICK], "busy")
    assert same.result(60) is later.result(60)
    assert other.result(60)
    assert order == ["later", "same", "other"]


def test_what_was_begun_beside_is_there_as_well(facts, monkeypatch):
    monkeypatch.setattr("houvast.experiments.exploration.workers.MOMENT_SECONDS", 60.0)
    first, rest = RunSettings(0.0005, 1, 51), RunSettings(0.0005, 1, 52)
    with Workers("netherlands", facts.content_hash, processes=2) as workers:
        made = workers.make_first([first], [rest], "me")
    assert [each.key for each in made] == [run_key(each, facts.content_hash) for each in (first, rest)]


def test_what_is_not_there_yet_goes_on_until_something_else_is_asked(workers):
    slow = RunSettings(seed=6, **LONG)
    (alone,) = workers.make_first([RunSettings(0.0005, 1, 53)], [slow], "me")
    assert alone.key
    now = workers.status()
    assert now["waiting"] + now["running"] == 1
    workers.make([QUICK], "me")
    assert not workers.is_kept(slow)


def test_nothing_is_begun_beside_where_somebody_else_waits(workers):
    (waits,) = workers.ask([RunSettings(0.0005, 1, 54)], "you")
    (alone,) = workers.make_first([RunSettings(0.0005, 1, 55)], [RunSettings(seed=6, **LONG)], "me")
    assert alone.key != waits.result(60).key
    assert workers.status()["waiting"] + workers.status()["running"] == 0


def test_what_is_likely_to_be_asked_is_begun_and_found_again(workers):
    """Whoever then asks for it gets what was begun; it is made once."""
    likely = RunSettings(0.0005, 1, 11)
    assert workers.begin([likely], "me")
    (found,) = workers.make([likely], "me")
    assert found.key == run_key(likely, workers.facts_hash)
    assert workers.status()["kept"] == 2


def test_nothing_is_begun_while_somebody_waits(workers):
    (waits,) = workers.ask([RunSettings(seed=1, **LONG)], "you")
    assert not workers.begin([RunSettings(0.0005, 1, 12)], "me")
    assert not workers.begin([RunSettings(0.0005, 1, 12)], "you")
    now = workers.status()
    assert now["waiting"] + now["running"] == 1
    workers.ask([QUICK], "you")
    assert codes_of(waits) == ("exploration.superseded",)


def test_what_was_begun_gives_way_to_whoever_asks(workers):
    """One who only might ask does not keep another waiting."""
    assert workers.begin([RunSettings(seed=2, **LONG)], "me")
    started = time.monotonic()
    (found,) = workers.make([RunSettings(0.0005, 1, 13)], "you")
    assert time.monotonic() - started < 20
    assert found.key
    assert workers.begin([RunSettings(seed=3, **LONG)], "me")
    assert workers.begin([RunSettings(0.0005, 1, 14)], "me")  # the hand went on
    assert workers.make([RunSettings(0.0005, 1, 14)], "me")
