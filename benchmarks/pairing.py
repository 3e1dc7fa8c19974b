"""How many seeds the same luck in every cell saves, measured on the real country.

`make pairing-check` runs a few measures with and without, for a number of seeds, and prints per outcome how many times
fewer seeds a paired effect takes than an unpaired one for an interval of the same width. It takes minutes.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from houvast.experiments.comparison.compare import compare
from houvast.experiments.comparison.pairing import Saving, savings

GOAL_TIMES = 4.0
"""Paired effects should take at most a quarter of the seeds."""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scenarios", default="A,C")
    options.add_argument("--packages", default="none,W3,T3")
    options.add_argument("--seeds", type=int, default=12)
    options.add_argument("--scale", type=float, default=0.01)
    options.add_argument("--years", type=int, default=5)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = compare(asked.scenarios, asked.packages, asked.seeds, asked.scale, asked.years, folder=folder)
        tell(savings(found, Path(folder)))


def tell(found: list[Saving]) -> None:
    """Print a row per cell and outcome, and the median."""
    for each in sorted(found, key=lambda saving: -saving.times):
        print(f"{each.scenario:<10}{each.package:<12}{each.outcome:<36}{each.times:8.1f}")
    if not found:
        print("the packages change nothing in these runs")
        return
    median = statistics.median(each.times for each in found)
    enough = sum(each.times >= GOAL_TIMES for each in found)
    print(f"median {median:.1f} times fewer seeds; {enough} of {len(found)} at least {GOAL_TIMES:g} times")


if __name__ == "__main__":
    main()
