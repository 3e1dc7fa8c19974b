"""The same seed gives the same bits, whatever the threads, chunks or compiler; luck belongs to the person.

A fingerprint is a hash of everything: people, employers, plans, vacancies, what is followed, and all outcomes.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import polder
from houvast.facts.loader import load_facts
from houvast.market import crew
from houvast.market.draws import PURPOSES, key_of
from houvast.market.kernels._compile import BOUNDSCHECK, JIT
from houvast.market.kernels.codes import NOBODY, NONE, RETIRED, UNEMPLOYED
from houvast.market.kernels.random_bits import lane_of, lanes_of, uniform_of, word_of
from houvast.market.kernels.stocks import total
from houvast.market.model import Market
from houvast.population.build import Population, build_population
from houvast.population.columns import NO_EMPLOYER, NO_MONTH, Persons

pytestmark = pytest.mark.kernel

MARKET = Path(__file__).parents[2] / "src" / "houvast" / "market"
KERNELS = MARKET / "kernels"
MONTHS = 25 if JIT else 4
"""Two years, so that quarters and cohorts close; plain Python is slow."""


@pytest.fixture(scope="module")
def facts():
    return load_facts(polder.facts_folder())


@pytest.fixture(scope="module")
def population(facts):
    return build_population(facts, 1.0, seed=1)


def arrays_of(market):
    """Yield everything a market knows, without the spare room and the places that depend on how it was stored.

    The winner of a vacancy is a place in a list of the month, in stretches; what it won stands with the people.
    """
    in_use = int(market.listing.in_use[0])
    vacancies = market.vacancies._asdict()
    del vacancies["winner"]
    yield from market.persons
    yield from market.employers
    yield from market.plans
    yield from market.trace
    yield from (column[:in_use] for column in vacancies.values())
    yield market.vacancies.winner[:in_use] == NONE
    yield from (market.stocks.hazard, market.stocks.due, market.stocks.turn_month)
    yield from (total(table) for table in (market.stocks.by_person, market.stocks.by_work, *market.chains))
    yield total(market.buffers.tally)
    yield from vars(market.outcomes()).values()


def fingerprint(market):
    """Return a hash of everything a market knows."""
    digest = hashlib.sha256()
    for array in arrays_of(market):
        digest.update(f"{array.dtype} {array.shape} ".encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def lived(population, facts, months=MONTHS, **settings):
    """Return a market after some months."""
    market = Market(population, facts, **{"seed": 1, "threads": 1, **settings})
    for _ in range(months):
        market.step()
    market.close()
    return market


@pytest.fixture(scope="module")
def reference(population, facts):
    """The fingerprint that every other way of running must give."""
    return fingerprint(lived(population, facts))


@pytest.fixture
def everything_shared(monkeypatch):
    """All work is shared, also what is too short to be worth it, so that threads have something to do."""
    monkeypatch.setattr(crew, "SHORTEST_SHARED", 0)


@pytest.mark.usefixtures("everything_shared")
@pytest.mark.parametrize(("threads", "chunk_size"), list(itertools.product([1, 2, 3], [4, 64, 1000, 65536])))
def test_threads_and_chunks_change_nothing(reference, population, facts, threads, chunk_size):
    """One, two or three threads and chunks of any multiple of four people give the same bits."""
    assert fingerprint(lived(population, facts, threads=threads, chunk_size=chunk_size)) == reference


def test_threads_that_rest_for_a_month_change_nothing(reference, population, facts, monkeypatch):
    """Months in which work is shared and months too short to share may follow each other in any order."""
    market = Market(population, facts, seed=1, threads=2, chunk_size=64)
    for month in range(MONTHS):
        monkeypatch.setattr(crew, "SHORTEST_SHARED", 0 if month % 3 else 10**9)
        market.step()
    market.close()

    assert fingerprint(market) == reference


def test_the_same_seed_gives_the_same_run(reference, population, facts):
    """A run can be repeated."""
    assert fingerprint(lived(population, facts)) == reference


def test_another_seed_gives_another_run(reference, population, facts):
    """Seeds are not ignored."""
    assert fingerprint(lived(population, facts, seed=2)) != reference


def test_a_policy_that_is_off_is_the_baseline(reference, population, facts):
    """Laying a fact over itself changes the hash of the facts and not one bit of the run."""
    same = facts
    for name in ("ww_most_months", "own_region_share", "dismissal_prob_per_month", "mobility_skills"):
        same = same.with_value(name, facts.array(name, "2024-01"))

    assert same.content_hash != facts.content_hash
    assert fingerprint(lived(population, same)) == reference


def run_fresh(**switches):
    """Run this file in a fresh interpreter with these switches and return the fingerprint it prints."""
    own_cache = {"NUMBA_CACHE_DIR"}  # set by this process for its own way of compiling
    environment = {name: value for name, value in os.environ.items() if name not in own_cache} | switches
    command = [sys.executable, "-W", "error", __file__]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def compiled():
    """The fingerprint of a few months, compiled."""
    return run_fresh(HOUVAST_JIT="1", HOUVAST_BOUNDSCHECK="0")


def test_compiling_changes_nothing(compiled):
    """The same functions as plain Python give the same bits."""
    assert run_fresh(HOUVAST_JIT="0", HOUVAST_BOUNDSCHECK="0") == compiled


def test_no_index_lies_outside_its_array(compiled):
    """With bounds checked the run is clean and gives the same bits."""
    assert run_fresh(HOUVAST_JIT="1", HOUVAST_BOUNDSCHECK="1") == compiled


ANOTHER_PROCESSOR = {
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR",
}
"""Lets matrix products add up, and numpy count, as on another machine; without effect where there is none of it."""
A_POINT_BETWEEN = """
import hashlib
from houvast.experiments.exploration.running import make_run
from houvast.experiments.settings import RunSettings
from houvast.facts.loader import load_facts
made = make_run(RunSettings(0.002, 5, 1, "-0.55,0.7", "W2+K5"), load_facts())
print(made.world, hashlib.sha256(made.yearly.value.tobytes()).hexdigest())
"""


@pytest.mark.skipif(BOUNDSCHECK or not JIT, reason="facts and sums are the same however kernels are compiled")
def test_a_run_is_the_same_on_another_processor():
    """A point between the corners mixes them with weights, the first place where the order of a sum shows."""
    here, there = (
        subprocess.run(
            [sys.executable, "-c", A_POINT_BETWEEN], env=os.environ | more, capture_output=True, text=True, check=True
        )
        for more in ({}, ANOTHER_PROCESSOR)
    )
    assert here.stdout == there.stdout != ""


def test_draws_rest_on_seed_purpose_month_and_person_alone():
    """Whatever is drawn for others, before or after, a person's draws are the same."""
    key = key_of(1, "risks")
    alone = [int(word_of(1488, person, key)) for person in (5, 600_000)]
    with_others = {person: int(word_of(1488, person, key)) for person in (*range(20), 600_000, 600_001)}

    assert alone == [with_others[5], with_others[600_000]]
    assert uniform_of(1488, 5, key) == (alone[0] >> 11) / 2**53
    assert int(lane_of(np.uint64(lanes_of(1488, 5, key)), 5)) == int(word_of(1488, 1, key)) >> 16 & 65535


def with_one_more(population, birth_month, sex, education, region):
    """Return a population with a retired person behind all others."""
    new = {"birth_month": birth_month, "sex": sex, "education": education, "region": region, "position": RETIRED}
    new |= {"employer": NO_EMPLOYER, "job_start": NO_MONTH, "contract_end": NO_MONTH, "benefit_end": NO_MONTH}
    new |= {"spell_start": population.start_month - 60, "hours_wanted": 32}
    columns = population.persons._asdict().items()
    persons = Persons(*(np.append(column, column.dtype.type(new.get(name, 0))) for name, column in columns))
    return Population(persons, population.employers, population.scale, population.seed, population.start_month, None)


def test_one_more_person_changes_nobody_elses_life(population, facts):
    """A retired neighbour of 74 who never looks for work leaves everybody else exactly as they were.

    People look for work in their own region only, since where else to look is drawn by the people living there;
    the newcomer's cell holds nobody who works, so that supply is unchanged; and nobody is born, since newcomers
    take the slots behind the last person.
    """
    quiet = facts.with_value("own_region_share", 1.0)
    quiet = quiet.with_value("reaching_age_15_thousand_per_year", 0.0)
    quiet = quiet.with_value("net_migration_thousand_per_year", np.zeros(6))
    cell = next(
        (sex, education, region)
        for sex, education, region in itertools.product(range(2), range(3), range(2))
        if not works_at_65(population, sex, education, region)
    )
    birth_month = population.start_month - 74 * 12
    more = with_one_more(population, birth_month, *cell)

    without, with_them = lived(population, quiet, months=10), lived(more, quiet, months=10)

    n = len(population.persons.position)
    assert with_them.persons.position[n] == RETIRED
    for name, old, new in zip(Persons._fields, without.persons, with_them.persons, strict=True):
        np.testing.assert_array_equal(old[:n], new[:n], err_msg=name)
    for old, new in zip(without.employers, with_them.employers, strict=True):
        np.testing.assert_array_equal(old, new)


def works_at_65(population, sex, education, region):
    """Tell whether somebody of 65 or older of these groups works or looks for work."""
    people = population.persons
    old = people.birth_month <= population.start_month - 1 - 65 * 12
    same = (people.sex == sex) & (people.education == education) & (people.region == region)
    return bool((old & same & (people.position <= UNEMPLOYED)).any())


def test_empty_slots_are_nobody(population, facts):
    """The room kept for newcomers is empty, and stays out of every count."""
    market = lived(population, facts, months=1)
    n_people = int((market.persons.position != NOBODY).sum())

    assert market.stocks.by_person.sum() == n_people


def test_all_purposes_have_keys_of_their_own():
    """No two purposes share a key, under any of a hundred seeds."""
    keys = {int(key_of(seed, purpose)) for seed in range(100) for purpose in PURPOSES}

    assert len(keys) == 100 * len(PURPOSES)


@pytest.mark.parametrize("path", sorted(KERNELS.glob("*.py")), ids=lambda path: path.name)
def test_no_kernel_draws_from_a_stream(path):
    """Kernels know no sequence of draws: no generator of numpy, the standard library or the system."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert "random" not in attributes | imported
    assert not {"secrets", "time", "default_rng"} & (attributes | imported)


@pytest.mark.parametrize("path", sorted(MARKET.glob("*.py")), ids=lambda path: path.name)
def test_every_key_that_is_used_is_one_of_the_purposes(path):
    """A step asks for keys by names that exist, so that no two steps draw alike by a slip."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = [
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value).split(".")[-1] == "keys"
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    ]

    assert set(asked) <= set(PURPOSES)


if __name__ == "__main__":
    content = load_facts(polder.facts_folder())
    small = lived(build_population(content, 1.0, seed=1), content, months=4, chunk_size=64, burn_in_months=2)
    sys.stdout.write(fingerprint(small))
