"""`houvast policies list | show MEASURE | check FILE...`: the measures, and a check of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from houvast.cli.options import FactsFolder, Language, Spoken, facts_named
from houvast.cli.screen import answer, print_json, screen
from houvast.experiments.worlds import NO_PACKAGE, read_scenario, world_of
from houvast.facts.located import Faults
from houvast.facts.lookup import Facts
from houvast.policies.building import read_measure
from houvast.policies.checks import check_measure
from houvast.policies.costs import PAYERS
from houvast.policies.describing import beside, described, seed_title
from houvast.policies.folder import given_measures, note_own
from houvast.policies.packages import Package, read_package, with_levers
from houvast.policies.parts import Measure
from houvast.vocabulary.errors import Both, HouvastError, Problem
from houvast.vocabulary.words import OUTCOME_BY_KEY

policies_app = typer.Typer(help="Look at the policy measures, and check one of your own.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]

_SAID = {
    "measure": Both("maatregel", "measure"),
    "name": Both("naam", "name"),
    "acts_on": Both("werkt op", "acts on"),
    "payers": Both("wie betaalt", "who pays"),
    "mechanism": Both("Hoe het werkt", "How it works"),
    "changes": Both("Wat het verandert", "What it changes"),
    "levers": Both("Knoppen", "Levers"),
    "parameters": Both("Aannamen", "Assumptions"),
    "lag": Both("Tijd", "Time"),
    "capacity": Both("Wat ervoor nodig is", "What it takes"),
    "cost": Both("Wie betaalt", "Who pays"),
    "outcomes": Both("Uitkomsten waarop het werkt", "Outcomes it acts on"),
    "evidence": Both("Wat bekend is", "What is known"),
    "questions": Both("Beleidsvragen", "Policy questions"),
    "watches": Both("Waarop het let", "What it watches"),
    "relations": Both("Samen met andere maatregelen", "With other measures"),
    "starts": Both("begint na {} maanden, geheel na nog {}", "starts after {} months, all of it after another {}"),
    "conflicts": Both("niet samen met {}: {}", "not together with {}: {}"),
    "requires": Both("niet zonder {}: {}", "not without {}: {}"),
    "change": Both("feit", "fact"),
    "before": Both("nu", "now"),
    "after": Both("straks", "then"),
    "full_from": Both("geheel vanaf", "in full from"),
    "under": Both(
        "Vandaag en in de toekomst, aan het eind: wat de knoppen verschuiven en waar de kosten op rusten",
        "Today and under the future, at the end: what the levers move and what the costs rest on",
    ),
    "today": Both("vandaag", "today"),
    "without": Both("zonder", "without"),
    "with": Both("met", "with"),
    "lever_row": Both("knop", "lever"),
    "cost_row": Both("kosten", "cost"),
    "why": Both("waarom", "why"),
    "lever": Both("knop", "lever"),
    "value": Both("waarde", "value"),
    "bounds": Both("van - tot", "from - to"),
    "means": Both("de uitersten", "the extremes"),
    "unit": Both("eenheid", "unit"),
    "range": Both("te vertrouwen tussen", "to trust between"),
    "fine": Both("{}: geen fouten ({} veranderingen)", "{}: no faults ({} changes)"),
}
_OF = {"effect": Both("effect", "effect"), "situation": Both("situatie", "situation")}
_GRADES = {
    "law": Both("wet", "law"),
    "statistic": Both("statistiek of proef", "statistic or trial"),
    "literature": Both("literatuur", "literature"),
    "expert": Both("deskundigen", "experts"),
    "assumption": Both("aanname", "assumption"),
}


@policies_app.command("list")
def list_measures(as_json: AsJson = False, language: Spoken = Language.EN) -> None:
    """List all measures by the text they come from."""
    measures = list(given_measures().values())
    answer(as_json, lambda: [_row(each, language) for each in measures], lambda: _list_tables(measures, language))


@policies_app.command("show")
def show_measure(
    measure: Annotated[
        str, typer.Argument(help="A measure (W3), with levers if wanted (T3:pace=0.5), or a file of your own.")
    ],
    facts: FactsFolder = "netherlands",
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="NAME", help="Also show levers and cost under a future.")
    ] = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Show one measure: how it works, what it changes from what to what, levers, cost, capacity, lag and evidence."""
    package = read_package(measure)
    loaded = facts_named(facts)
    told = [described(chosen, loaded, language) for chosen in package.chosen]
    for each in told:
        each["questions"] = _questions(each["key"], language)
    if scenario is not None:
        future = read_scenario(scenario)
        then = world_of(future, NO_PACKAGE, loaded).facts
        for each, chosen in zip(told, package.chosen, strict=True):
            each["under"] = {"scenario": future, "rows": beside(chosen, loaded, then, language)}
    answer(
        as_json,
        lambda: told[0] if len(told) == 1 else told,
        lambda: chain.from_iterable(_measure_lines(each, language) for each in told),
    )
    if not as_json:
        _tell(package.warnings(loaded), language)


@policies_app.command("check")
def check_files(
    files: Annotated[list[Path] | None, typer.Argument(help="Measure files; none means those of Houvast.")] = None,
    facts: FactsFolder = "netherlands",
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Check measure files; all their faults are told at once, each with file, line and key."""
    loaded = facts_named(facts)
    measures, problems = _read(files or [])
    for measure in measures:
        problems.extend(check_measure(measure, loaded))
    if as_json:
        print_json([{"code": each.code, "text": each.text(language)} for each in problems])
    if problems and as_json:
        raise typer.Exit(code=1)
    if problems:
        raise HouvastError(problems)
    if not as_json:
        for measure in measures:
            text = _say("fine", language).format(measure.file, len(measure.rules))
            typer.echo(text)
            _tell(_warnings(measure, loaded), language)


def _read(files: list[Path]) -> tuple[list[Measure], list[Problem]]:
    """Return the measures of files, and the faults of all of them together."""
    if not files:
        return list(given_measures().values()), []
    faults = Faults()
    found = []
    for path in files:
        measure = read_measure(path, path.as_posix(), faults, own=True)
        if measure is not None:
            found.append(measure)
    note_own(found, faults)
    return found, list(faults.in_order())


def _warnings(measure: Measure, facts: Facts) -> tuple[Problem, ...]:
    return Package((with_levers(measure, {}),)).warnings(facts)


def _list_tables(measures: list[Measure], language: Language) -> Iterator[Table]:
    for title in dict.fromkeys(seed_title(each, language) for each in measures):
        table = Table(*(_say(key, language) for key in ("measure", "name", "acts_on", "payers")), title=title)
        for each in measures:
            if seed_title(each, language) == title:
                row = _row(each, language)
                outcomes = ", ".join(OUTCOME_BY_KEY[key].name(language) for key in row["acts_on"])
                table.add_row(row["key"], row["name"], outcomes, ", ".join(row["payers"]))
        yield table


def _row(measure: Measure, language: str) -> dict[str, Any]:
    return {
        "key": measure.key,
        "name": measure.name.text(language),
        "seed": measure.seed,
        "recommendation": measure.recommendation.text(language) if measure.recommendation else "",
        "acts_on": list(measure.acts_on),
        "payers": list(dict.fromkeys(PAYERS[each.payer].text(language) for each in measure.costs)),
    }


def _questions(key: str, language: str) -> list[str]:
    """Return the policy questions of the futures to which a measure is an answer."""
    if find_spec("houvast.futures") is None:
        return []
    questions = import_module("houvast.futures.folder").load_futures().questions.values()
    return [f"{each.key}: {each.question.text(language)}" for each in questions if key in each.measures]


def _measure_lines(told: dict[str, Any], language: Language) -> Iterator[RenderableType]:
    yield Text(f"{told['key']}  {told['name']}", style="bold")
    yield told["summary"]
    origin = ", ".join(text for text in (told["seed_title"], told["recommendation"]) if text)
    if origin:
        yield origin
    for heading, lines in _sections(told, language):
        yield ""
        yield Text(_say(heading, language), style="bold")
        yield from lines


def _sections(told: dict[str, Any], language: Language) -> Iterator[tuple[str, list[Any]]]:
    yield "mechanism", [told["mechanism"]]
    if told["changes"]:
        yield "changes", [_change_table(told["changes"], language)]
    if told["watches"]:
        yield "watches", [f"- {each['name']} ({each['group_by']}): {each['reason']}" for each in told["watches"]]
    if (under := told.get("under")) and under["rows"]:
        yield "under", [_under_table(under, language)]
    if told["levers"]:
        yield "levers", [_lever_table(told["levers"], language)]
    if told["parameters"]:
        yield "parameters", [_parameter_table(told["parameters"], language)]
    lag = told["lag"]
    starts = _say("starts", language).format(lag["starts_after_months"], lag["phase_in_months"])
    yield "lag", [f"{starts}: {lag['reason']}"]
    if told["capacity"]:
        yield "capacity", [f"- {each['what']}: {each['needed']} ({each['reason']})" for each in told["capacity"]]
    yield "cost", [f"- {each['payer']}, {each['what']}: {each['eur_per_year']}" for each in told["cost"]]
    yield "outcomes", [", ".join(f"{each['name']} ({each['direction']})" for each in told["acts_on"])]
    relations = [
        _say(said, language).format(each["measure"], each["reason"])
        for key, said in (("conflicts_with", "conflicts"), ("requires", "requires"))
        for each in told[key]
    ]
    if relations:
        yield "relations", relations
    yield "evidence", [_evidence_line(each, language) for each in told["evidence"]]
    if told["questions"]:
        yield "questions", told["questions"]


def _evidence_line(evidence: dict[str, Any], language: Language) -> str:
    facts = ", ".join(
        f"{each['fact']}" + (f" = {each['value']:g}" if isinstance(each["value"], float) else "")
        for each in evidence["facts"]
    )
    grade, of = _GRADES[evidence["grade"]].text(language), _OF[evidence["of"]].text(language)
    line = f"- {of}, {grade}: {evidence['says']} ({evidence['source']})"
    return f"{line}; {facts}" if facts else line


def _change_table(changes: list[dict[str, Any]], language: Language) -> Table:
    table = Table(*(_say(key, language) for key in ("change", "before", "after", "unit", "full_from", "why")))
    for each in changes:
        table.add_row(
            each["path"], _span(each["before"]), _span(each["after"]), each["unit"], each["full_from"], each["reason"]
        )
    return table


def _under_table(under: dict[str, Any], language: Language) -> Table:
    moments = ((_say("today", language), "today"), (under["scenario"], "then"))
    headings = [f"{moment}, {_say(end, language)}" for moment, _ in moments for end in ("without", "with")]
    table = Table("", _say("change", language), *headings, _say("unit", language))
    for each in under["rows"]:
        ends = (_span(each[f"{end}_{key}"]) for _, key in moments for end in ("before", "after"))
        table.add_row(_say(each["of"] + "_row", language), each["path"], *ends, each["unit"])
    return table


def _lever_table(levers: list[dict[str, Any]], language: Language) -> Table:
    table = Table(*(_say(key, language) for key in ("lever", "name", "value", "bounds", "unit", "means")))
    for each in levers:
        bounds = f"{each['low']:g} - {each['high']:g}"
        means = " / ".join(text for text in (each["at_low"], each["at_high"]) if text)
        table.add_row(each["key"], each["name"], f"{each['value']:g}", bounds, each["unit"], means)
    return table


def _parameter_table(parameters: list[dict[str, Any]], language: Language) -> Table:
    table = Table(*(_say(key, language) for key in ("name", "value", "range", "unit", "why")))
    for each in parameters:
        low, high = each["range"]
        table.add_row(each["name"], f"{each['value']:g}", f"{low:g} - {high:g}", each["unit"], each["reason"])
    return table


def _span(ends: tuple[float, float]) -> str:
    low, high = ends
    return f"{low:.4g}" if low == high else f"{low:.4g} - {high:.4g}"


def _tell(problems: tuple[Problem, ...], language: Language) -> None:
    """Say what somebody should hear, loudly, beside the answer."""
    for each in problems:
        screen(stderr=True).print(Text(each.text(language), style="bold"), soft_wrap=True)


def _say(key: str, language: str) -> str:
    return _SAID[key].text(language)
