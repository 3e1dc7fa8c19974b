"""Results of the flex instrument as plain data, for JSON: what other programs and the workbench read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np

from houvast.flex.competence import Competence, Matrix
from houvast.flex.decomposition import SENTENCE, Decomposition
from houvast.flex.links.values import Gain, LinkValue, Worth
from houvast.flex.mix.contributions import Contributions
from houvast.flex.mix.front import Front, Point
from houvast.flex.mix.plan import MixProblem, component_hours
from houvast.flex.need import Need
from houvast.vocabulary.errors import Both

DECIMALS = 6


def plain(value: object) -> Any:
    """Turn a result into what JSON can hold; what is not a number becomes null."""
    if isinstance(value, Both):
        return {"nl": value.nl, "en": value.en}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | np.floating):
        return round(float(value), DECIMALS) if math.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value


def plain_need(need: Need) -> dict[str, Any]:
    """The diagnosis of need."""
    test = need.forecast.backtest
    names = need.workload.counts.departments
    return {
        "departments": [_plain_department(each) for each in need.decompositions],
        "forecast": {
            "interval_share": 0.8,
            "tested": test is not None,
            "coverage_share": plain(test.coverage_share) if test else None,
            "coverage_share_by_department": plain(
                dict(zip(names, test.coverage_share_by_department.tolist(), strict=True))
            )
            if test
            else None,
            "meets_goal": test.meets_goal if test else None,
            "mean_absolute_error": plain(test.error) if test else None,
            "seasonal_naive_error": plain(test.naive_error) if test else None,
            "better_than_seasonal_naive": test.error < test.naive_error if test else None,
            "held_out_from": test.days[0].isoformat() if test else None,
            "held_out": plain(
                {name: getattr(test, name) for name in ("days", "actual", "middle", "low", "high", "naive")}
            )
            if test
            else None,
            "days": plain(need.forecast.days),
            "middle": plain(need.forecast.middle),
            "low": plain(need.forecast.low),
            "high": plain(need.forecast.high),
        },
        "need": {
            "base_hours": plain(dict(zip(names, need.base_hours.tolist(), strict=False))),
            "base_is_given": need.base_is_given,
            "weeks": plain(need.scenarios.weeks) if need.scenarios else [],
            "p50_hours": plain(need.p50_hours),
            "p90_hours": plain(need.p90_hours),
        },
        "censored": plain(need.censored),
        "misses": plain(need.misses),
        "school_holidays_known": need.calendar_covers,
        "conversion": str(need.workload.conversion),
        "resampling": "joint",
    }


def _plain_department(split: Decomposition) -> dict[str, Any]:
    parts = [{**plain(part), "kind": part.kind, "sentence": plain(SENTENCE[part.name])} for part in split.parts]
    return {**plain(split), "parts": parts}


def plain_worth(worth: Worth, names: tuple[str, ...], eur_per_year: float | None = None) -> dict[str, Any]:
    """What links are worth; with `eur_per_year`, EUR a year of one unit of demand served every period."""

    def told(gain: Gain) -> dict[str, Any]:
        euros = (
            {}
            if eur_per_year is None
            else {"eur_per_year": gain.mean * eur_per_year, "eur_per_year_error": gain.standard_error * eur_per_year}
        )
        told_plain: dict[str, Any] = plain(
            {"mean": gain.mean, "standard_error": gain.standard_error, "is_shown": gain.is_shown, **euros}
        )
        return told_plain

    def told_link(value: LinkValue) -> dict[str, Any]:
        gains = {name: told(getattr(value, name)) for name in ("first_in", "add_one", "drop_one")}
        return {
            "from": names[value.link.origin],
            "to": names[value.link.target],
            "productivity": value.link.productivity,
            **{name: gain["mean"] for name, gain in gains.items()},
            "values": gains,
        }

    return {
        "expected_served": plain(worth.expected_served.mean),
        "standard_error": plain(worth.expected_served.standard_error),
        "gain_over_none": plain(worth.gain_over_none.mean),
        "gain_over_none_error": plain(worth.gain_over_none.standard_error),
        "share_of_full": plain(worth.share_of_full),
        "none": told(worth.none),
        "full": told(worth.full),
        "short_of_full": told(worth.short_of_full),
        "sum_of_first_in": plain(worth.sum_of_first_in),
        "links": [told_link(each) for each in worth.links],
        "candidates": [
            {
                "from": names[link.origin],
                "to": names[link.target],
                "productivity": link.productivity,
                "add_one": plain(gain.mean),
                "values": {"add_one": told(gain)},
            }
            for link, gain in worth.candidates
        ],
        "chain": {
            "order": [names[place] for place in worth.chain.order],
            "gain": told(worth.chain.gain),
            "share_of_full": plain(worth.chain.share_of_full),
            "closing_link": told(worth.chain.closing_link),
            "sum_of_first_in": plain(worth.chain.sum_of_first_in),
            "every_order_tried": worth.chain.is_best,
        },
        "draws": worth.n_draws,
        "draws_per_link": worth.n_paired_draws,
        "draws_per_candidate": worth.n_candidate_draws,
    }


def plain_matrix(matrix: Matrix, competence: Competence) -> dict[str, Any]:
    """The competence matrix: cover, single points of failure, decay, routes; names as the matrix has them."""
    return {
        "n_people": len(matrix.people),
        "skills": list(matrix.skills),
        "cover": [
            {
                **plain(each.required),
                "n_people": each.n_people,
                "only_one": each.only_one,
                "is_lacking": each.is_lacking,
            }
            for each in competence.covers
        ],
        **plain({name: getattr(competence, name) for name in ("decayed", "expired", "expiring", "rating_difference")}),
        "routes": plain(competence.routes),
    }


def plain_point(problem: MixProblem, point: Point) -> dict[str, Any]:
    """One mix: cost, gap, decisions, expected hours, security."""
    mix = point.mix
    return {
        "cost_eur_per_year": plain(mix.cost_eur),
        "gap_share": plain(mix.gap_share),
        "security_price_eur_per_hour": plain(point.security_price_eur),
        "security": plain(point.security),
        "hours_per_year": plain(component_hours(problem, mix)),
        "permanent_hours_per_week": plain(dict(zip(problem.departments, mix.first.permanent.tolist(), strict=True))),
        "planned_hours": plain(mix.first.planned),
        "pool_hours_per_week": plain(mix.first.pool),
        "trained_hours_per_week": [
            {
                "from": problem.departments[link.origin],
                "to": problem.departments[link.target],
                "hours": plain(float(hours)),
            }
            for link, hours in zip(problem.links, mix.first.trained, strict=True)
        ],
        "weekly_hours": plain(mix.hours),
    }


def plain_front(problem: MixProblem, front: Front) -> dict[str, Any]:
    """The line from cheapest to most secure, and the named mixes on it."""
    return {
        "line": [plain_point(problem, point) for point in front.points],
        "named": {name: front.points.index(point) for name, point in front.named.items()},
    }


def plain_contributions(found: Contributions) -> dict[str, Any]:
    """Value of every measure; those the solutions cannot tell apart are marked."""
    return {
        "total_eur_per_year": plain(found.total_eur),
        "measures": [
            {**plain(each), "is_shown": each.is_shown, "is_last_in_shown": each.is_last_in_shown}
            for each in found.measures
        ],
    }
