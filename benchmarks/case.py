"""One case: the time per person-month and the memory of the market at one scale with one number of threads."""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.children import peak_bytes, tell
from benchmarks.floor import floor_bytes

SEED = 1
WARM_UP_MONTHS = 3
STRETCH_MONTHS = 12
"""A stretch is a year, so that each holds four quarters to measure and one cohort."""
MOST_STRETCHES_PER_MARKET = 14
"""Fifteen years in all: longer runs age the people beyond what is ever simulated."""
LEAST_STRETCHES = 3
LARGEST_SCALE_TO_COMPILE_WITH = 0.01
MOST_MARKETS = 3


def prepare(scale: float) -> None:
    """Fill the caches: building a population and compiling kernels take time and memory that belong to no month."""
    from houvast.facts.loader import load_facts
    from houvast.market.model import Market
    from houvast.population.cache import load_or_build

    facts = load_facts()
    population = load_or_build(facts, scale, SEED)
    if scale > LARGEST_SCALE_TO_COMPILE_WITH:
        return
    market = Market(population, facts, seed=SEED, threads=1)
    for _ in range(STRETCH_MONTHS):
        market.step()
    market.close()


def measure(scale: float, threads: int, seconds: float) -> dict[str, Any]:
    """Return what a market costs, measured for about a number of seconds."""
    from houvast.facts.loader import load_facts
    from houvast.market.model import Market
    from houvast.population.cache import load_or_build

    facts = load_facts()
    before = time.perf_counter()
    load_or_build(facts, scale, SEED)
    loaded = time.perf_counter()
    peak_of_loading = peak_bytes()
    stretches: list[dict[str, Any]] = []
    found: dict[str, Any] = {"scale": scale, "threads": threads, "loading_s": loaded - before}
    for _ in range(MOST_MARKETS):
        # The market has a copy of its own, so nobody else holds on to the people.
        market = Market(load_or_build(facts, scale, SEED), facts, seed=SEED, threads=threads)
        for _ in range(WARM_UP_MONTHS):
            market.step()
        for _ in range(MOST_STRETCHES_PER_MARKET):
            stretches.append(measure_stretch(market))
            spent = sum(stretch["wall_s"] for stretch in stretches)
            if spent >= seconds and len(stretches) >= LEAST_STRETCHES:
                break
        # Before the next market is made, which would count double.
        found["persons"] = people_in(market)
        found["state_bytes"] = state_bytes(market)
        found["floor_bytes"] = floor_bytes(market)
        market.close()
        del market
        if spent >= seconds:
            break
    return {**found, "stretches": stretches, "peak_of_loading_bytes": peak_of_loading, "peak_bytes": peak_bytes()}


def measure_stretch(market: Any) -> dict[str, Any]:
    """Live through one stretch and return its time on the clock, on the processors, and per step."""
    people = people_in(market)
    steps_before = seconds_by_step(market)
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(STRETCH_MONTHS):
        market.step()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    steps = {name: after - steps_before[name] for name, after in seconds_by_step(market).items()}
    return {"person_months": people * STRETCH_MONTHS, "wall_s": wall, "cpu_s": processor, "steps_s": steps}


def seconds_by_step(market: Any) -> dict[str, float]:
    """Return the time each step took so far."""
    return {str(row[0]): float(row[-1]) for row in market.loop.table()}


def people_in(market: Any) -> int:
    """Return the number of slots that hold a person."""
    from houvast.vocabulary.words import NO_POSITION

    return int(np.count_nonzero(market.persons.position != NO_POSITION))


def state_bytes(market: Any) -> dict[str, int]:
    """Return the bytes of every table of the market: each attribute that is a tuple with arrays, in tables or not.

    Memory that two tables share is counted with the first of them; ``rows`` are the same columns once more, with what
    stays empty at the end of a row.
    """
    found = {}
    counted: set[int] = set()
    for name, value in vars(market).items():
        columns = columns_in(value) if name != "rows" else []
        if columns:
            found[name] = sum(column.nbytes for column in columns if column.ctypes.data not in counted)
            counted |= {column.ctypes.data for column in columns}
    return found


def columns_in(table: Any) -> list[npt.NDArray[Any]]:
    """Return the columns of a table and of the tables in it, each place in memory once."""
    if not isinstance(table, tuple):
        return []
    columns: dict[int, npt.NDArray[Any]] = {}
    for value in table:
        for column in [value] if isinstance(value, np.ndarray) else columns_in(value):
            columns.setdefault(column.ctypes.data, column)
    return list(columns.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--prepare", action="store_true")
    options = parser.parse_args()
    if options.prepare:
        prepare(options.scale)
        tell({})
    else:
        tell(measure(options.scale, options.threads, options.seconds))
