"""What a mix does to the security of those who work in it: the parts, the four securities, the groups of workers.

A security is 1 less the insecure hours per hour of demand, each kind of hours weighed by how insecure it is for that
security. It is linear in hours, so cost and security can be traded off exactly; the weights are assumptions, listed
with their range in `houvast/flex/rules/security.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.mix.plan import COMPONENTS, Mix, MixProblem, component_hours
from houvast.flex.mix.terms import SECURITY_KEYS, insecurity_by_security

GROUPS = {
    "permanent": ("overtime", "swing", "moved", "short", "cross_trained"),
    "pool": ("pool",),
    "temporary": ("temporary",),
    "on_call": ("on_call",),
    "agency": ("agency",),
}
"""Groups of workers, and the hours that bear on each."""


@dataclass(frozen=True)
class Group:
    """One group of workers: its hours a year and its four securities, each per hour this group works."""

    name: str
    hours: float
    securities: dict[str, float]


@dataclass(frozen=True)
class Security:
    """Security of a mix: the index, the four securities under it, the parts, the groups.

    Parameters
    ----------
    index
        Mean of the four, from about 0 (all work as insecure as can be) to 1 (all as permanent work as rostered).
    securities
        The four, by key of the vocabulary.
    parts
        What can be counted: shares of hours and people.
    groups
        Securities per group of workers.
    """

    index: float
    securities: dict[str, float]
    parts: dict[str, float]
    groups: tuple[Group, ...]


def security_of(problem: MixProblem, mix: Mix, when: date) -> Security:
    """Measure the security of a mix.

    Parameters
    ----------
    problem, mix
        The question and the answer.
    when
        Date of the weights.
    """
    weights = insecurity_by_security(when)
    hours = component_hours(problem, mix)
    demand = float(problem.demand.sum((1, 2)).mean())
    amounts = np.array([hours[each] for each in COMPONENTS])
    securities = 1 - amounts @ weights / demand
    return Security(
        float(securities.mean()),
        dict(zip(SECURITY_KEYS, securities.tolist(), strict=True)),
        _parts(problem, mix, hours),
        _groups(mix, hours, weights),
    )


def _parts(problem: MixProblem, mix: Mix, hours: dict[str, float]) -> dict[str, float]:
    permanent = float(mix.first.planned.sum()) + hours["pool"]
    worked = permanent + sum(hours[each] for each in ("overtime", "temporary", "on_call", "agency"))
    planned, contract = mix.first.planned, np.maximum(mix.first.permanent, 1e-9)
    ratio = planned / contract
    people = permanent / problem.n_weeks / problem.rules.contract_hours
    moved_at_most = float(mix.first.trained.sum())
    return {
        "permanent_share": permanent / worked if worked > 0 else 1.0,
        "swing_p90_p10_share": float(np.quantile(ratio, 0.9) - np.quantile(ratio, 0.1)),
        "overtime_hours_per_person_per_year": hours["overtime"] / people if people > 0 else 0.0,
        "agency_share": hours["agency"] / worked if worked > 0 else 0.0,
        "on_call_share": hours["on_call"] / worked if worked > 0 else 0.0,
        "short_share": hours["short"] / max(worked + hours["short"], 1e-9),
        "trained_for_elsewhere_hours_per_week": moved_at_most,
    }


def _groups(mix: Mix, hours: dict[str, float], weights: FloatArray) -> tuple[Group, ...]:
    groups = []
    for name, components in GROUPS.items():
        worked = float(mix.first.planned.sum()) if name == "permanent" else sum(hours[each] for each in components)
        if worked <= 1e-6:
            continue
        places = [COMPONENTS.index(each) for each in components]
        bearing = np.array([hours[COMPONENTS[place]] for place in places])
        securities = 1 - bearing @ weights[places] / worked
        groups.append(Group(name, worked, dict(zip(SECURITY_KEYS, securities.tolist(), strict=True))))
    return tuple(groups)
