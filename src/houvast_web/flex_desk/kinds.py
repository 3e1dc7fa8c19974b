"""The kinds of files an employer hands over, the studies made of them, and the four steps they belong to."""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST_KEY = 20


class FileKind(NamedTuple):
    """A kind of file: what it is called, what stands in it, which example is laid beside the form, what must go before.

    `needs` names the files without which it cannot be checked.
    """

    name: StrPromise
    columns: str
    template: str
    needs: tuple[str, ...] = ()


class StudyKind(NamedTuple):
    """A study: its step, its question, the files it needs and those it uses where they are."""

    step: int
    name: StrPromise
    question: StrPromise
    needs: tuple[str, ...]
    uses: tuple[str, ...] = ()


FILES = {
    "demand": FileKind(_("Demand per department"), "date, department, value", "demand_long.csv"),
    "departments": FileKind(
        _("Departments: contract hours, wages, norms"),
        "department, contract_hours_per_week, hours_per_person, wage_eur_per_hour, minutes_per_unit",
        "departments.csv",
        ("demand",),
    ),
    "events": FileKind(_("Events of your own"), "event, first, last, department", "events.csv", ("demand",)),
    "links": FileKind(_("Who can help which department"), "from, to, productivity", "links.csv", ("demand",)),
    "terms": FileKind(_("Prices and limits of your own"), "name, value", "terms.csv"),
    "outlook": FileKind(_("Outlook from the simulation"), "occupation, scenario, year, employment_index, tension", ""),
    "matrix": FileKind(
        _("Competence matrix"),
        "person, department, skill, level, level_other, potential, wish, last_used, expires",
        "matrix.csv",
    ),
    "required": FileKind(
        _("Cover that is needed"), "skill, level, required, skill_id, department", "required.csv", ("matrix",)
    ),
    "people": FileKind(_("Everybody who may stand in the matrix"), "person", "people.csv"),
    "pool_demand": FileKind(_("Demand of several employers"), "date, employer, value", "pool_demand.csv"),
    "agreements": FileKind(
        _("Agreements: what each employer pays"),
        "employer, own_eur_per_hour, agency_eur_per_hour, travel_eur_per_hour, base_hours_per_week",
        "agreements.csv",
        ("pool_demand",),
    ),
}
STUDIES = {
    "need": StudyKind(
        1,
        _("The need"),
        _("How much flexibility do we need, where does it come from, and how much of it can be foreseen?"),
        ("demand",),
        ("departments", "events", "outlook"),
    ),
    "links": StudyKind(
        2,
        _("Who can help whom"),
        _("Which cross-training serves most demand, and what does a closed chain give?"),
        ("demand", "links"),
    ),
    "pool": StudyKind(
        3,
        _("Labour pool"),
        _("Do our peaks oppose those of other employers, and how many permanent jobs does a pool give?"),
        ("pool_demand", "agreements"),
    ),
    "mix": StudyKind(
        4,
        _("The mix"),
        _("Which mix of measures keeps people secure, and what does that security cost?"),
        ("demand", "departments"),
        ("links", "terms", "events"),
    ),
}
STEPS = {
    1: (
        _("Know the need"),
        _("Where do ups and downs come from? What can be foreseen or damped needs no flexible job."),
    ),
    2: (
        _("Raise internal flexibility"),
        _("People who can do more than one job take peaks for each other, and stand stronger themselves."),
    ),
    3: (
        _("Work together for lasting jobs"),
        _("Employers with opposite peaks share people in permanent jobs."),
    ),
    4: (
        _("Good jobs for everybody"),
        _("Cost and security stand beside each other, for permanent and flexible workers alike."),
    ),
}
EXAMPLE_OPTIONS = {
    "need": {"convert": "minutes"},
    "links": {},
    "pool": {"pool_price": 28.0, "hours_per_job": 32.0},
    "mix": {"convert": "minutes", "scenarios": 20, "weigh": True},
}
EXAMPLE = "polder"
"""The package whose folder `flex` holds an invented employer."""


def template_path(kind: str) -> Path | None:
    """Return the example file of a kind, if there is one."""
    name = FILES[kind].template
    return Path(str(files("houvast.flex"))) / "templates" / name if name else None


def example_files() -> dict[str, Path]:
    """Return the files of the invented employer, by kind; none where the package is not installed."""
    found = find_spec(EXAMPLE)
    if found is None or found.origin is None:
        return {}
    folder = Path(found.origin).parent / "flex"
    return {kind: folder / f"{kind}.csv" for kind in FILES if (folder / f"{kind}.csv").is_file()}
