"""Prices and rules of a mix: the employer's own where given, else the dated facts in `houvast/flex/rules`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.flex.demand import FloatArray
from houvast.flex.mix.plan import COMPONENTS, Prices, Rules
from houvast.flex.tables import LARGEST_NUMBER, read_table
from houvast.vocabulary.errors import nearest
from houvast.vocabulary.words import SECURITIES, keys_of

AVERAGE_WEEKS = 16
WAGE_COLUMNS = {
    "afdeling": "department", "uurloon": "wage_eur_per_hour", "contracturen": "contract_hours_per_week",
    "uren_per_persoon": "hours_per_person", "minuten": "minutes_per_unit", "norm": "units_per_hour",
}  # fmt: skip


@dataclass(frozen=True)
class Staff:
    """What an employer says of its departments [n_departments each]; not a number where it does not say.

    Parameters
    ----------
    wage_eur_per_hour
        Cost of an hour of work to the employer.
    contract_hours_per_week
        Contract hours there are now.
    hours_per_person
        Contract hours of one person.
    minutes_per_unit, units_per_hour, target_share, target_minutes, gross_per_net, minimum_hours, capacity
        What turns counts into hours of work: see `houvast.flex.workload`.
    """

    departments: tuple[str, ...]
    columns: dict[str, FloatArray]

    def of(self, column: str) -> FloatArray:
        """A column; not a number in every department where the file lacks it."""
        return self.columns.get(column, np.full(len(self.departments), np.nan))


STAFF_COLUMNS: dict[str, tuple[float, float]] = {
    "wage_eur_per_hour": (1, 1_000),
    "contract_hours_per_week": (0, LARGEST_NUMBER),
    "hours_per_person": (1, 60),
    "minutes_per_unit": (0.001, 100_000),
    "units_per_hour": (0.001, 1_000_000),
    "target_share": (0.01, 0.999),
    "target_minutes": (0, 600),
    "gross_per_net": (1, 2),
    "minimum_hours": (0, 24 * 7 * 100),
    "capacity": (0, LARGEST_NUMBER),
}
"""Columns of the file of departments with their bounds; every column is optional."""


def read_staff(path: Path, departments: tuple[str, ...]) -> Staff:
    """Read what an employer says of its departments: a row per department, columns of `STAFF_COLUMNS`.

    Raises
    ------
    HouvastError
        Every fault of the table with its row and column, and every department without a row.
    """
    table = read_table(path, WAGE_COLUMNS)
    table.require(["department"])
    known = [column for column in STAFF_COLUMNS if column in table.columns]
    columns = {column: np.full(len(departments), np.nan) for column in known}
    seen: set[str] = set()
    for column in table.columns:
        if column not in (*STAFF_COLUMNS, "department"):
            near = nearest(column, STAFF_COLUMNS)
            table.fault("flex.unknown_column", None, found=column, expected=tuple(STAFF_COLUMNS), suggestion=near)
    for row in table.rows:
        name = table.text(row, "department")
        if name in seen:
            table.fault("flex.twice", row, "department", found=name)
        seen.add(name)
        if name not in departments:
            near = nearest(name, departments)
            table.fault(
                "flex.unknown_department", row, "department", found=name, expected=departments[:8], suggestion=near
            )
            continue
        for column in known:
            if row.cells[column]:
                columns[column][departments.index(name)] = table.number(row, column, *STAFF_COLUMNS[column])
    for name in departments:
        if name not in seen:
            table.fault("flex.department_missing", None, "department", found=name)
    table.finish()
    return Staff(departments, columns)


@cache
def flex_rules() -> Facts:
    """The dated rules and assumed prices that come with Houvast."""
    return load_facts(Path(str(files("houvast.flex") / "rules")))


def read_terms(path: Path) -> dict[str, float]:
    """Read an employer's own prices and limits: `name,value`, names as in `houvast/flex/rules/prices.yaml`.

    Raises
    ------
    HouvastError
        Every fault of the table; `flex.unknown_term` names the nearest known term.
    """
    table = read_table(path, {"naam": "name", "waarde": "value"})
    table.require(["name", "value"])
    known = term_names()
    terms: dict[str, float] = {}
    for row in table.rows:
        name = table.text(row, "name")
        if name and name not in known:
            table.fault("flex.unknown_term", row, "name", found=name, expected=known, suggestion=nearest(name, known))
        elif name in terms:
            table.fault("flex.twice", row, "name", found=name)
        terms[name] = table.number(row, "value", low=0, high=LARGEST_NUMBER)
    table.finish()
    return terms


def term_names() -> tuple[str, ...]:
    """Names of the prices and limits that an employer can replace."""
    facts = flex_rules()
    return tuple(name for name in facts.names() if facts.entry(name).subject == "flex_prices")


def make_prices(wage_eur_per_hour: FloatArray, terms: dict[str, float], when: date) -> Prices:
    """Prices of an hour by department.

    Parameters
    ----------
    wage_eur_per_hour
        Cost of a permanent hour [n_departments].
    terms
        The employer's own, by name; the facts say the rest.
    when
        Date of the rules.
    """

    def term(name: str) -> float:
        return terms[name] if name in terms else flex_rules().number(name, when)

    per_person = term("training_eur_per_person") / term("training_kept_years") + term("training_refresh_eur_per_year")
    return Prices(
        wage_eur_per_hour,
        wage_eur_per_hour * term("overtime_wage_ratio"),
        wage_eur_per_hour * term("temporary_wage_ratio"),
        wage_eur_per_hour * term("on_call_wage_ratio"),
        wage_eur_per_hour * term("agency_wage_ratio"),
        wage_eur_per_hour * term("short_wage_ratio"),
        float(wage_eur_per_hour.mean()) * term("pool_wage_ratio"),
        term("moved_eur_per_hour"),
        per_person / term("hours_moved_per_trained_person"),
    )


def make_rules(contract_hours: float, terms: dict[str, float], when: date, with_bill: bool = False) -> Rules:
    """Rules on a date, as law stands or with the pending bill on flexible work.

    Parameters
    ----------
    contract_hours
        Contract hours per week of one person.
    terms
        The employer's own limits, by name.
    when
        Date of the rules.
    with_bill
        On-call work needs a paid minimum, and may exceed it by a band.
    """

    def term(name: str) -> float:
        return terms[name] if name in terms else flex_rules().number(name, when)

    return Rules(
        term("swing_share"),
        term("swing_change_share"),
        term("overtime_share"),
        0.0 if with_bill else term("on_call_share"),
        flex_rules().number("bill_on_call_band_share", when) if with_bill else 0.0,
        term("trainable_share"),
        AVERAGE_WEEKS,
        flex_rules().number("working_time_sixteen_week_average_hours", when),
        contract_hours,
    )


def insecurity_by_security(when: date) -> FloatArray:
    """Insecurity of an hour [n_components, n_securities], in the order of `COMPONENTS` and the vocabulary."""
    facts = flex_rules()
    order = [facts.classification("flex_component").index(each) for each in COMPONENTS]
    return facts.array("insecurity_of_hour", when)[order]


def insecurity(when: date) -> dict[str, float]:
    """Insecurity of an hour of each component, the four securities weighing the same."""
    return dict(zip(COMPONENTS, insecurity_by_security(when).mean(1).tolist(), strict=True))


SECURITY_KEYS = keys_of(SECURITIES)
