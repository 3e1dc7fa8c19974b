"""How fast persons approach the equations of the reference mode: `python -m benchmarks.convergence`.

Ten occupations, on the complete network and on a circle, the published course with its shock; distances between
the rates of persons and those of the mean field, root mean square over 600 steps and over seeds.
"""

from __future__ import annotations

import time

import numpy as np

from houvast.facts.loader import load_facts
from houvast.market.reference import Course, Edges, Occupations, constants_of, run_meanfield, series_of
from houvast.market.reference_people import run_people

SIZES = (10_000, 100_000, 1_000_000)
SEEDS = (1, 2, 3, 4)
EMPLOYMENT_SHARE = (0.20, 0.05, 0.10, 0.15, 0.08, 0.12, 0.10, 0.06, 0.09, 0.05)
CIRCLE = ((1, 3.0), (2, 1.0), (9, 2.0))


def circle() -> Edges:
    """Edges from each occupation to three others, without own loops."""
    size = len(EMPLOYMENT_SHARE)
    edges = [(origin, (origin + by) % size, weight) for origin in range(size) for by, weight in CIRCLE]
    source, target, weight = zip(*edges, strict=True)
    return Edges(np.array(source), np.array(target), np.array(weight))


def main() -> None:
    """Print a line per network and number of people."""
    constants, course = constants_of(load_facts()), Course()
    keys = tuple(str(place) for place in range(len(EMPLOYMENT_SHARE)))
    auto_prob = np.linspace(0.9, 0, len(keys))
    print(f"{'network':10} {'people':>9}   unemployed  vacancies  long-term [percentage points]   seconds a run")
    for name, edges in (("complete", None), ("circle", circle())):
        for size in SIZES:
            jobs = Occupations(keys, size * np.array(EMPLOYMENT_SHARE), auto_prob)
            exact = np.array(series_of(run_meanfield(jobs, edges, course, constants)))
            start = time.perf_counter()
            runs = [np.array(series_of(run_people(jobs, edges, course, constants, seed=seed))) for seed in SEEDS]
            seconds = (time.perf_counter() - start) / len(SEEDS)
            distance = 100 * np.sqrt(np.mean([(run - exact) ** 2 for run in runs], axis=(0, 2)))
            figures = "  ".join(f"{each:10.4f}" for each in distance)
            print(f"{name:10} {size:9}   {figures}                        {seconds:10.2f}")


if __name__ == "__main__":
    main()
