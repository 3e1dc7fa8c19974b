"""What a study answers: plain data, and the report in both languages, packed for storage."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from houvast.flex.demand import read_demand
from houvast.flex.futures import needs_by_future
from houvast.flex.links.network import mean_capacity, read_links
from houvast.flex.links.values import weigh_links
from houvast.flex.need import diagnose_need
from houvast.flex.plain import plain, plain_contributions, plain_front, plain_need, plain_point, plain_worth
from houvast.flex.pool import by_employer, make_pool, read_agreements
from houvast.flex.study import study_mix
from houvast.reports.document import Chart, Document, Figure, Section, Table, Tile
from houvast.reports.flex.links import links_report
from houvast.reports.flex.mix import mix_report
from houvast.reports.flex.need import need_report
from houvast.reports.flex.pool import pool_report
from houvast.vocabulary.word import LANGUAGES
from houvast_web.flex_desk.kinds import STUDIES
from houvast_web.flex_desk.reading import Files, given_workload, lacking

SEED = 1
Progress = Callable[[str, int, int], None]
Told = Callable[[str], Document]


@dataclass(frozen=True)
class Answer:
    """The answer to a study: for programs, and for people in each language."""

    content: dict[str, Any]
    documents: dict[str, Document]

    def packed(self) -> bytes:
        """Return it as bytes to be stored."""
        documents = {language: asdict(each) for language, each in self.documents.items()}
        text = json.dumps({"content": self.content, "documents": documents}, default=_plain_part)
        return zlib.compress(text.encode())


def unpacked(packed: bytes) -> Answer:
    """Read what `Answer.packed` stored."""
    kept = json.loads(zlib.decompress(packed))
    return Answer(kept["content"], {language: _document(each) for language, each in kept["documents"].items()})


def work_out(kind: str, paths: Files, options: Mapping[str, Any], when: date, progress: Progress) -> Answer:
    """Answer a study.

    Parameters
    ----------
    kind
        A key of `STUDIES`.
    paths
        The files, by kind.
    options
        As the form gave them.
    when
        Date of rules and prices.
    progress
        Told what is done; may raise to stop.

    Raises
    ------
    HouvastError
        Every fault of the files and options.
    """
    lacking(STUDIES[kind].needs, paths)
    progress(kind, 0, 0)
    content, told = _WORK[kind](paths, options, when, progress)
    progress("report", 0, 0)
    return Answer(content, {language: told(language) for language in LANGUAGES})


def _need(paths: Files, options: Mapping[str, Any], when: date, progress: Progress) -> tuple[dict[str, Any], Told]:
    del progress
    workload, staff, calendar = given_workload(paths, options)
    need = diagnose_need(workload, calendar, staff, when, SEED)
    occupation = str(options.get("occupation", ""))
    futures = (
        needs_by_future(paths["outlook"], occupation, need.scenarios, need.base_hours, SEED)
        if occupation and "outlook" in paths and need.scenarios is not None
        else ()
    )
    content = plain_need(need) | {"futures": plain(futures)}
    return content, lambda language: need_report(need, futures, language, "")


def _links(paths: Files, options: Mapping[str, Any], when: date, progress: Progress) -> tuple[dict[str, Any], Told]:
    del when, progress
    measured = read_demand(paths["demand"])
    names = measured.departments
    worth = weigh_links(read_links(paths["links"], names), measured.values, mean_capacity(measured))
    content = plain_worth(worth, names, options.get("eur_per_year")) | {
        "source": "history",
        "resampling": "joint, every period once",
    }
    return content, lambda language: links_report(worth, names, language)


def _pool(paths: Files, options: Mapping[str, Any], when: date, progress: Progress) -> tuple[dict[str, Any], Told]:
    del when, progress
    together = by_employer(read_demand(paths["pool_demand"]))
    agreements = read_agreements(paths["agreements"], together.departments)
    found = make_pool(together, agreements, options["pool_price"], options["hours_per_job"])
    members = [{**plain(each), "gains_eur": plain(each.gains_eur)} for each in found.members]
    return {**plain(found), "members": members}, lambda language: pool_report(found, language)


def _mix(paths: Files, options: Mapping[str, Any], when: date, progress: Progress) -> tuple[dict[str, Any], Told]:
    workload, staff, calendar = given_workload(paths, options)
    assert staff is not None  # noqa: S101 - a mix needs the file of departments
    with_bill, weigh = bool(options.get("with_bill")), bool(options.get("weigh"))
    study = study_mix(
        workload,
        calendar,
        staff,
        paths.get("links"),
        paths.get("terms"),
        when,
        int(options["scenarios"]),
        SEED,
        with_bill,
        weigh,
        progress,
    )
    content = plain_front(study.problem, study.front) | {
        "measures": plain_contributions(study.contributions) if study.contributions else None,
        "people": {
            "departments_in_whole_people": list(study.small_departments),
            "mix": plain_point(study.problem, study.in_people),
            "people": dict(zip(study.problem.departments, plain(study.people), strict=True)),
        },
        "rules": {"date": when.isoformat(), "with_bill": with_bill},
    }
    return content, lambda language: mix_report(study, language, when)


_WORK = {"need": _need, "links": _links, "pool": _pool, "mix": _mix}


def _plain_part(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value.item()


def _document(kept: dict[str, Any]) -> Document:
    sections = tuple(
        Section(
            each["key"],
            each["heading"],
            tuple(each["introduction"]),
            tuple(Tile(**tile) for tile in each["tiles"]),
            tuple(_figure(figure) for figure in each["figures"]),
        )
        for each in kept["sections"]
    )
    links = tuple((name, address) for name, address in kept["links"])
    return Document(**{**kept, "cautions": tuple(kept["cautions"]), "sections": sections, "links": links})


def _figure(kept: dict[str, Any]) -> Figure:
    chart = None if kept["chart"] is None else Chart(**kept["chart"])
    return Figure(**{**kept, "chart": chart, "tables": tuple(_table(each) for each in kept["tables"])})


def _table(kept: dict[str, Any]) -> Table:
    rows, values = (tuple(tuple(row) for row in kept[name]) for name in ("rows", "values"))
    return Table(kept["caption"], tuple(kept["columns"]), rows, frozenset(kept["words"]), values)
