"""What was aimed at, beside what was reached."""

from __future__ import annotations

import statistics
from typing import Any, NamedTuple

NANO, GIGA = 1e-9, 1e9


class Goal(NamedTuple):
    """A limit and what was measured."""

    what: str
    limit: float
    unit: str
    reached: float | None
    """None when this run did not measure it."""

    @property
    def verdict(self) -> str:
        """Say in a word whether the goal was reached."""
        if self.reached is None:
            return "not measured"
        return "yes" if self.reached <= self.limit else "no"


NS_SMALL, NS_WHOLE_COUNTRY, PEAK_GB, WARM_S, COLD_S = 20.0, 12.0, 2.0, 0.4, 4.0


def goals_of(found: dict[str, Any]) -> list[Goal]:
    """Return every goal with what was reached in a run of the benchmark."""
    goals = [
        Goal(f"person-month at scale {scale:g}, {threads} thread{'s' * (threads > 1)}", limit, "ns", reached)
        for scale, threads, limit in ((0.01, 1, NS_SMALL), (0.01, 2, NS_SMALL), (0.1, 1, NS_SMALL), (0.1, 2, NS_SMALL))
        for reached in (_nanoseconds(found, scale, threads),)
    ]
    goals.append(Goal("person-month at full scale, 2 threads", NS_WHOLE_COUNTRY, "ns", _nanoseconds(found, 1.0, 2)))
    goals.append(Goal("peak memory at full scale", PEAK_GB, "GB", _peak(found, 1.0)))
    goals.append(Goal("1% of the people, 15 years, warm", WARM_S, "s", _best_median(found["warm"], "whole_s")))
    goals.append(Goal("the same, from a cold start with cache", COLD_S, "s", _best_median(found["cold"], "seconds")))
    return goals


def nanoseconds_per_person_month(case: dict[str, Any], clock: str = "wall_s") -> list[float]:
    """Return the time per person-month of every stretch of a case, in nanoseconds."""
    return [stretch[clock] / stretch["person_months"] / NANO for stretch in case["stretches"]]


def _nanoseconds(found: dict[str, Any], scale: float, threads: int) -> float | None:
    for case in found["cases"]:
        if case["scale"] == scale and case["threads"] == threads:
            return statistics.median(nanoseconds_per_person_month(case))
    return None


def _peak(found: dict[str, Any], scale: float) -> float | None:
    peaks = [case["peak_bytes"] for case in found["cases"] if case["scale"] == scale]
    return max(peaks) / GIGA if peaks else None


def _best_median(measured: list[dict[str, Any]], name: str) -> float | None:
    return min((statistics.median(each[name]) for each in measured), default=None)
