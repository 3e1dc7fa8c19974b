"""What the schema cannot say about a future: names that must exist, corners, signs, circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from houvast.facts.located import Faults
from houvast.facts.sheets import Sheet
from houvast.futures.parts import CHANGES_FROM, NEUTRAL, SIGNS
from houvast.futures.points import CORNERS
from houvast.vocabulary.errors import Place, nearest
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY


def check_future(sheets: Mapping[str, Sheet], faults: Faults) -> None:
    """Note everything in the files of a future that does not fit together.

    Parameters
    ----------
    sheets
        By file name; each of the right form.
    faults
        Collects what is wrong.
    """
    scenarios = [sheet for name, sheet in sheets.items() if name.startswith("scenario_")]
    _check_developments(sheets, faults)
    _check_axes(sheets, faults)
    by_key = _scenarios_by_key(scenarios, faults)
    _check_corners(by_key, faults)
    _check_rests(by_key, faults)
    levers = _levers(sheets["levers.yaml"], by_key, faults)
    for key, sheet in by_key.items():
        known(sheet.value["source"], sheets["sources.yaml"].value, sheet.place("source"), faults)
        _check_parameters(key, sheet, levers, faults)
    _check_strengths(by_key, levers, faults)
    _check_words(sheets, by_key, faults)
    _check_balance(sheets["balance.yaml"], by_key, faults)


def known(found: str, names: Iterable[str], where: Place, faults: Faults) -> bool:
    """Note a name that does not exist, with the nearest one that does."""
    names = list(names)
    if found not in names:
        faults.add("futures.unknown", where, found=found, known=names, suggestion=nearest(found, names))
    return found in names


def _check_developments(sheets: Mapping[str, Sheet], faults: Faults) -> None:
    sheet = sheets["developments.yaml"]
    for key, value in sheet.value.items():
        known(value["source"], sheets["sources.yaml"].value, sheet.place(key, "source"), faults)


def _check_axes(sheets: Mapping[str, Sheet], faults: Faults) -> None:
    sheet = sheets["axes.yaml"]
    rests = [axis["development"] for axis in sheet.value.values()]
    for key, development in zip(sheet.value, rests, strict=True):
        known(development, sheets["developments.yaml"].value, sheet.place(key, "development"), faults)
    if len(set(rests)) < len(rests):
        faults.add("futures.axes_same", sheet.place(list(sheet.value)[-1], "development"), found=rests[0])


def _scenarios_by_key(sheets: list[Sheet], faults: Faults) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        key = sheet.value["key"]
        if key in found:
            first = found[key].place("key")
            faults.add("futures.twice", sheet.place("key"), found=key, first=f"{first.line} ({first.file})")
        else:
            found[key] = sheet
    return found


def _check_corners(scenarios: Mapping[str, Sheet], faults: Faults) -> None:
    for corner in CORNERS:
        there = [sheet for sheet in scenarios.values() if sheet.value.get("at") == list(corner)]
        if len(there) != 1:
            where = there[-1].place("at") if there else Place("scenario_*.yaml")
            names = [sheet.value["key"] for sheet in there] or None
            faults.add("futures.corner", where, corner=f"({corner[0]:g}, {corner[1]:g})", found=names)


def _check_rests(scenarios: Mapping[str, Sheet], faults: Faults) -> None:
    """Each scenario stands at a point or rests on another, and nothing rests on itself."""
    for key, sheet in scenarios.items():
        rest = sheet.value.get("based_on")
        if rest is None and "at" not in sheet.value:
            faults.add("futures.key_missing", sheet.place(), expected="at")
        elif rest is not None:
            known(rest, scenarios, sheet.place("based_on"), faults)
            _check_circle(key, scenarios, faults)


def _check_circle(key: str, scenarios: Mapping[str, Sheet], faults: Faults) -> None:
    chain = [key]
    while chain[-1] in scenarios and (rest := scenarios[chain[-1]].value.get("based_on")) is not None:
        chain.append(rest)
        if rest in chain[:-1]:
            break
    # Told once, at the first of the circle by name.
    if chain[0] == chain[-1] and len(chain) > 1 and key == min(chain):
        faults.add("futures.cycle", scenarios[key].place("based_on"), found=" > ".join(chain))


def _levers(sheet: Sheet, scenarios: Mapping[str, Sheet], faults: Faults) -> dict[str, Any]:
    levers: dict[str, Any] = {}
    places: dict[str, int | None] = {}
    for row, content in sheet.value.items():
        for key, value in content["levers"].items():
            where = sheet.place(row, "levers", key)
            if key in levers:
                faults.add("futures.twice", where, found=key, first=places[key])
            levers[key], places[key] = value, where.line
            for scenario in value["signs"]:
                known(scenario, scenarios, sheet.place(row, "levers", key, "signs", scenario), faults)
    return levers


def _check_parameters(scenario: str, sheet: Sheet, levers: Mapping[str, Any], faults: Faults) -> None:
    parameters = sheet.value.get("parameters", {})
    for key, value in parameters.items():
        if known(key, levers, sheet.place("parameters", key), faults):
            _check_path(scenario, key, value, sheet, levers[key], faults)
    if sheet.value.get("at") in [list(corner) for corner in CORNERS]:
        for missing in [key for key in levers if key not in parameters]:
            faults.add("futures.lever_missing", sheet.place("parameters"), scenario=scenario, expected=missing)


def _check_path(
    scenario: str, key: str, value: Mapping[str, Any], sheet: Sheet, lever: Mapping[str, Any], faults: Faults
) -> None:
    neutral = NEUTRAL[lever["merge"]]
    where = sheet.place("parameters", key, "path")
    years = [int(year) for year in value["path"]]
    numbers = list(value["path"].values())
    low, high = value["range"]
    if years != sorted(years):
        faults.add("futures.year_order", where, found=years)
    if (years[0], numbers[0]) != (CHANGES_FROM.year, neutral):
        faults.add(
            "futures.first_year", where, year=CHANGES_FROM.year, expected=neutral, found=f"{years[0]}: {numbers[0]:g}"
        )
    if not low <= numbers[-1] <= high:
        faults.add("futures.range", where, found=numbers[-1], low=low, high=high)
    sign = lever["signs"].get(scenario)
    if sign is not None and _direction(numbers[-1] - neutral) != _direction(SIGNS[sign]):
        names = {"lever": key, "scenario": scenario, "sign": sign}
        faults.add("futures.sign", where, **names, found=numbers[-1], neutral=neutral)


def _direction(number: float) -> int:
    return (number > 0) - (number < 0)


def _check_strengths(scenarios: Mapping[str, Sheet], levers: Mapping[str, Any], faults: Faults) -> None:
    """A stronger sign goes further: ++ at least as far as +, and -- at least as far down as -."""
    for key, lever in levers.items():
        ends = {
            scenario: list(scenarios[scenario].value["parameters"][key]["path"].values())[-1]
            for scenario in lever["signs"]
            if key in scenarios.get(scenario, _NOTHING).value.get("parameters", {})
        }
        for pair in combinations(ends, 2):
            weak, strong = sorted(pair, key=lambda each: SIGNS[lever["signs"][each]])
            if SIGNS[lever["signs"][weak]] < SIGNS[lever["signs"][strong]] and ends[weak] > ends[strong]:
                faults.add(
                    "futures.stronger",
                    scenarios[strong].place("parameters", key, "path"),
                    lever=key,
                    scenario=strong,
                    sign=lever["signs"][strong],
                    other=weak,
                    other_sign=lever["signs"][weak],
                    found=ends[strong],
                    other_found=ends[weak],
                )


_NOTHING = Sheet("", {}, None)  # type: ignore[arg-type]


def _check_words(sheets: Mapping[str, Sheet], scenarios: Mapping[str, Sheet], faults: Faults) -> None:
    comparison, questions = sheets["comparison.yaml"], sheets["questions.yaml"]
    for theme, value in comparison.value.items():
        for scenario in value["scenarios"]:
            known(scenario, scenarios, comparison.place(theme, "scenarios", scenario), faults)
    for key, value in questions.value.items():
        known(value["scenario"], scenarios, questions.place(key, "scenario"), faults)
        known(value["source"], sheets["sources.yaml"].value, questions.place(key, "source"), faults)
        for at, outcome in enumerate(value["outcomes"]):
            known(outcome, OUTCOME_BY_KEY, questions.place(key, "outcomes", at), faults)


def _check_balance(sheet: Sheet, scenarios: Mapping[str, Sheet], faults: Faults) -> None:
    elements = {key: list(value["states"]) for key, value in sheet.value["elements"].items()}
    for at, influence in enumerate(sheet.value["influences"]):
        ends = [influence[end] for end in ("from", "to")]
        fit = [
            known(name, elements, sheet.place("influences", at, end), faults)
            for name, end in zip(ends, ("from", "to"), strict=True)
        ]
        if all(fit):
            _check_points(sheet, at, influence["points"], [elements[name] for name in ends], faults)
    for scenario, states in sheet.value["scenarios"].items():
        known(scenario, scenarios, sheet.place("scenarios", scenario), faults)
        for element, state in states.items():
            where = sheet.place("scenarios", scenario, element)
            if known(element, elements, where, faults):
                known(state, elements[element], where, faults)
        for missing in [element for element in elements if element not in states]:
            faults.add("futures.key_missing", sheet.place("scenarios", scenario), expected=missing)


def _check_points(
    sheet: Sheet, at: int, points: Mapping[str, Mapping[str, int]], states: list[list[str]], faults: Faults
) -> None:
    for origin, targets in points.items():
        known(origin, states[0], sheet.place("influences", at, "points", origin), faults)
        for target in targets:
            known(target, states[1], sheet.place("influences", at, "points", origin, target), faults)
