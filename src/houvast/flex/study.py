"""A whole study of the mix: from hours of work to the line of mixes, the value of measures and whole people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from houvast.flex.calendar import Calendar
from houvast.flex.demand import FloatArray
from houvast.flex.links.network import read_links
from houvast.flex.mix.benders import GAP_SHARE, Progress
from houvast.flex.mix.contributions import Contributions, weigh_measures
from houvast.flex.mix.front import Front, Point, make_front
from houvast.flex.mix.people import solve_in_people
from houvast.flex.mix.plan import MixProblem
from houvast.flex.mix.security import security_of
from houvast.flex.mix.terms import Staff, flex_rules, make_prices, make_rules, read_terms
from houvast.flex.scenarios import make_scenarios
from houvast.flex.workload import Workload
from houvast.vocabulary.errors import HouvastError, problem

WEIGHED = ("annualised", "links", "pool", "on_call")
"""Measures weighed against each other; overtime, temporary and agency hours are there throughout."""
FULL_TIME_HOURS = 36.0
"""Contract hours of one person where the employer does not say."""


@dataclass(frozen=True)
class MixStudy:
    """A study: the problem, the line, the value of measures, and the cheapest mix in whole people."""

    problem: MixProblem
    front: Front
    contributions: Contributions | None
    in_people: Point
    people: FloatArray
    small_departments: tuple[str, ...]
    weeks: tuple[date, ...]


def study_mix(
    workload: Workload,
    calendar: Calendar,
    staff: Staff,
    links: Path | None,
    terms_file: Path | None,
    when: date,
    n_scenarios: int,
    seed: int,
    with_bill: bool,
    weigh: bool,
    progress: Progress | None = None,
) -> MixStudy:
    """Study the mix.

    Parameters
    ----------
    workload
        Hours of work per day or week.
    calendar
        Holidays and events.
    staff
        Wages, and hours of one person.
    links, terms_file
        Files with links, and with prices and limits of the employer's own.
    when
        Date of the rules.
    n_scenarios
        Coming years weighed.
    seed
        Chooses them.
    with_bill
        On-call rules of the pending bill.
    weigh
        Also weigh the measures, which takes 16 solutions.
    progress
        Told what is done.

    Raises
    ------
    HouvastError
        `flex.wage_missing` for every department without a wage, and every fault of the files.
    """
    wage = staff.of("wage_eur_per_hour")
    lacking = [name for name, each in zip(staff.departments, wage, strict=True) if np.isnan(each)]
    if lacking:
        raise HouvastError([problem("flex.wage_missing", where="--contract-hours", found=name) for name in lacking])
    terms = read_terms(terms_file) if terms_file else {}
    hours_per_person = np.nan_to_num(staff.of("hours_per_person"), nan=FULL_TIME_HOURS)
    coming = make_scenarios(workload.hours, calendar, n_scenarios, seed)
    question = MixProblem(
        staff.departments,
        coming.hours,
        read_links(links, staff.departments) if links else (),
        make_prices(wage, terms, when),
        make_rules(float(hours_per_person.mean()), terms, when, with_bill),
    )
    front = make_front(question, when, GAP_SHARE, progress)
    contributions = weigh_measures(question, WEIGHED, GAP_SHARE, progress) if weigh else None
    moved = terms.get("hours_moved_per_trained_person") or flex_rules().number("hours_moved_per_trained_person", when)
    mix, small = solve_in_people(question, hours_per_person, moved, progress=progress)
    in_people = Point(0.0, mix, security_of(question, mix, when))
    return MixStudy(
        question, front, contributions, in_people, mix.first.permanent / hours_per_person, small, coming.weeks
    )
