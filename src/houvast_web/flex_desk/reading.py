"""Files of an employer as the library reads them: laid in a folder of their own for as long as that takes.

A fault names the kind of file, its row and its column; the folder stays out of it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from houvast.flex.calendar import Calendar, read_events
from houvast.flex.competence import MATRIX_COLUMNS, Matrix, read_matrix
from houvast.flex.demand import read_demand
from houvast.flex.futures import COLUMNS as OUTLOOK_COLUMNS
from houvast.flex.links.network import read_links
from houvast.flex.mix.terms import Staff, read_staff, read_terms
from houvast.flex.pool import by_employer, read_agreements
from houvast.flex.tables import read_table
from houvast.flex.workload import Conversion, Workload, to_hours
from houvast.vocabulary.errors import Both, HouvastError, Place, Problem, problem
from houvast_web.flex_desk.kinds import FILES

XLSX_START = b"PK\x03\x04"
Files = Mapping[str, Path]


class Given(NamedTuple):
    """A file by its kind: its contents."""

    kind: str
    content: bytes

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook; what it is called plays no part."""
        return self.content.startswith(XLSX_START)


@contextmanager
def laid_out(given: list[Given]) -> Iterator[Files]:
    """Lay files in a folder that is gone afterwards; faults are told without that folder.

    Raises
    ------
    HouvastError
        What was raised inside, with places as `demand.csv, line 3, value`.
    """
    with tempfile.TemporaryDirectory(prefix="houvast-flex-") as folder:
        paths = {}
        for each in given:
            paths[each.kind] = Path(folder) / f"{each.kind}.{'xlsx' if each.is_workbook else 'csv'}"
            paths[each.kind].write_bytes(each.content)
        try:
            yield paths
        except HouvastError as fault:
            raise HouvastError([_without(each, folder + os.sep) for each in fault.problems]) from fault


def _without(value: Any, folder: str) -> Any:
    if isinstance(value, str):
        return value.replace(folder, "")
    if isinstance(value, Place):
        return replace(value, file=value.file.replace(folder, ""))
    if isinstance(value, Problem):
        return replace(value, values=_without(value.values, folder))
    return tuple(_without(each, folder) for each in value) if isinstance(value, tuple) else value


def check(kind: str, paths: Files) -> None:
    """Read a file and what it leans on, to find every fault in it.

    Raises
    ------
    HouvastError
        `flex_desk.needs_file` when a file lacks that must go before; else every fault by row and column.
    """
    lacking(FILES[kind].needs, paths)
    CHECKS[kind](paths)


def lacking(needed: tuple[str, ...], paths: Files) -> None:
    """Refuse when a needed file is not there.

    Raises
    ------
    HouvastError
        `flex_desk.needs_file`, for each.
    """
    from django.utils.translation import override

    def name(kind: str) -> Both:
        said = []
        for language in ("nl", "en"):
            with override(language):
                said.append(str(FILES[kind].name))
        return Both(*said)

    if faults := [problem("flex_desk.needs_file", missing=name(each)) for each in needed if each not in paths]:
        raise HouvastError(faults)


def given_matrix(paths: Files) -> Matrix:
    """Read the competence matrix, the cover it needs and who may stand in it."""
    known = None
    if "people" in paths:
        listed = read_table(paths["people"], MATRIX_COLUMNS)
        listed.require(["person"])
        known = [listed.text(row, "person") for row in listed.rows]
        listed.finish()
    return read_matrix(paths["matrix"], paths.get("required"), known)


def given_workload(paths: Files, options: Mapping[str, Any]) -> tuple[Workload, Staff | None, Calendar]:
    """Read hours of work, departments and calendar."""
    demand = read_demand(paths["demand"])
    staff = read_staff(paths["departments"], demand.departments) if "departments" in paths else None
    events = read_events(paths["events"], demand.departments) if "events" in paths else ()
    calendar = Calendar(options.get("calendar", "netherlands"), options.get("school_region", "midden"), events)
    return to_hours(demand, Conversion(options.get("convert", "hours")), staff), staff, calendar


def _departments(paths: Files) -> tuple[str, ...]:
    return read_demand(paths["demand"]).departments


def _check_people(paths: Files) -> None:
    listed = read_table(paths["people"], MATRIX_COLUMNS)
    listed.require(["person"])
    for row in listed.rows:
        listed.text(row, "person")
    listed.finish()


CHECKS: dict[str, Callable[[Files], object]] = {
    "demand": lambda paths: read_demand(paths["demand"]),
    "departments": lambda paths: read_staff(paths["departments"], _departments(paths)),
    "events": lambda paths: read_events(paths["events"], _departments(paths)),
    "links": lambda paths: read_links(paths["links"], _departments(paths)),
    "terms": lambda paths: read_terms(paths["terms"]),
    "outlook": lambda paths: read_table(paths["outlook"]).require(OUTLOOK_COLUMNS),
    "matrix": lambda paths: given_matrix({**{k: v for k, v in paths.items() if k != "required"}}),
    "required": given_matrix,
    "people": _check_people,
    "pool_demand": lambda paths: by_employer(read_demand(paths["pool_demand"])),
    "agreements": lambda paths: read_agreements(
        paths["agreements"], by_employer(read_demand(paths["pool_demand"])).departments
    ),
}
