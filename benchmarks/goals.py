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


NS_SMALL, NS_WHOLE_COUNTRY, NS_WITH_REVIEW, PEAK_GB, WARM_S, COLD_S = 20.0, 12.0, 20.0, 2.0, 0.4, 4.0
REVIEW = "review"
"""Skills, health, income and care came after the first goals; a month with them has a goal of its own."""


def goals_of(found: dict[str, Any]) -> list[Goal]:
    """Return every goal with what was reached in a run of the benchmark."""
    cases = [(scale, threads) for scale in (0.01, 0.1, 1.0) for threads in (1, 2)]
    goals = [
        Goal(f"{_spoken(scale, threads)}, without review", limit, "ns", _nanoseconds(found, scale, threads, REVIEW))
        for scale, threads in cases
        for limit in (NS_SMALL if scale < 1 else NS_WHOLE_COUNTRY,)
        if (scale, threads) != (1.0, 1)
    ]
    goals += [
        Goal(f"{_spoken(scale, threads)}, every step", NS_WITH_REVIEW, "ns", _nanoseconds(found, scale, threads))
        for scale, threads in cases
        if threads > 1
    ]
    goals.append(Goal("peak memory at full scale", PEAK_GB, "GB", _peak(found, 1.0)))
    goals.append(Goal("1% of the people, 15 years, warm", WARM_S, "s", _best_median(found["warm"], "whole_s")))
    goals.append(Goal("the same, from a cold start with cache", COLD_S, "s", _best_median(found["cold"], "seconds")))
    return goals


def nanoseconds_per_person_month(case: dict[str, Any], clock: str = "wall_s") -> list[float]:
    """Return the time per person-month of every stretch of a case, in nanoseconds."""
    return [stretch[clock] / stretch["person_months"] / NANO for stretch in case["stretches"]]


def _spoken(scale: float, threads: int) -> str:
    where = "at full scale" if scale == 1 else f"at scale {scale:g}"
    return f"person-month {where}, {threads} thread{'s' * (threads > 1)}"


def _nanoseconds(found: dict[str, Any], scale: float, threads: int, without: str = "") -> float | None:
    for case in found["cases"]:
        if case["scale"] == scale and case["threads"] == threads:
            left_out = (each["steps_s"].get(without, 0.0) / each["person_months"] / NANO for each in case["stretches"])
            pairs = zip(nanoseconds_per_person_month(case), left_out, strict=True)
            return statistics.median(whole - part for whole, part in pairs)
    return None


def _peak(found: dict[str, Any], scale: float) -> float | None:
    peaks = [case["peak_bytes"] for case in found["cases"] if case["scale"] == scale]
    return max(peaks) / GIGA if peaks else None


def _best_median(measured: list[dict[str, Any]], name: str) -> float | None:
    return min((statistics.median(each[name]) for each in measured), default=None)
