"""Tables of evidence, made of records: the same on the screen, in the documentation and in a report.

A record is what `houvast.experiments.evidence.records` keeps. Shares are told in percentage points, public cost in
millions of euros.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from houvast.policies.folder import given_measures
from houvast.reports.numbers import MILLION
from houvast.vocabulary.errors import Both
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import CONTRACT, OUTCOME_BY_KEY, UNIT_BY_KEY

PERCENT = 100.0
WHOLE_FROM = 1000.0
"""From here on decimals say nothing."""
CONTRACT_BY_KEY = {each.key: each for each in CONTRACT}
FUTURES = ("A", "B", "C", "D")
ALL_FLEXIBLE = Both("alle flexibele", "all flexible")
HIRED = {
    "guided": Both("werklozen met begeleiding", "unemployed people with guidance"),
    "unguided": Both("andere werklozen", "other unemployed people"),
    "not_unemployed": Both("wie werkt of niet zocht", "people in work or not seeking"),
}
WORK = {"employed": Both("in loondienst", "in paid employment"), "at_work": Both("aan het werk", "in any paid work")}
WORDS = {
    "as_meant": Both("zoals bedoeld", "as meant"),
    "against": Both("andersom", "against what is meant"),
    "unclear": Both("niet van toeval te onderscheiden", "not told from chance"),
    "none": Both("beweegt niets", "moves nothing"),
    "other_way": Both("ja", "yes"),
    "same_way": Both("NEE, zelfde kant", "NO, the same way"),
    "refused": Both("kan niet worden omgekeerd", "cannot be turned round"),
    "at_bound": Both("er is niets om weg te nemen", "there is nothing to take away"),
    "holds": Both("ja", "yes"),
    "holds_by_chance": Both("ja, binnen het toeval", "yes, within chance"),
    "fails": Both("NEE", "NO"),
}


class Shown(NamedTuple):
    """A table: names of columns and rows of texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown(record: dict[str, Any], language: str = "en") -> tuple[Shown, ...]:
    """Return the tables of a record of any kind."""
    return _TABLES[record["kind"]](record, language)


def _guidance(record: dict[str, Any], language: str) -> tuple[Shown, ...]:
    say = _speaker(language)
    columns = (
        say("maanden", "months"),
        say("werk", "work"),
        say("met begeleiding", "guided"),
        say("zonder", "control"),
        say("verschil (punten)", "difference (points)"),
        say("± over mensen", "± over people"),
        say("gevonden in de proef", "found in the trial"),
        say("controlegroep door anderen", "control arm, because of others"),
        say("wie begeleid werd, tegen niemand", "the guided, against nobody guided"),
    )
    rows = tuple(
        (
            str(row["months"]),
            WORK[row["work"]].text(language),
            f"{PERCENT * row['guided']:.1f}%",
            f"{PERCENT * row['control']:.1f}%",
            _estimate(row["effect"], PERCENT),
            f"{PERCENT * row['over_people']:.2f}",
            _published(record, row, language),
            _estimate(row["control_elsewhere"], PERCENT),
            _estimate(row["guided_elsewhere"], PERCENT),
        )
        for row in record["rows"]
    )
    hires = tuple((HIRED[key].text(language), _estimate(found)) for key, found in record["hires"].items())
    per_year = say("aangenomen als werknemer, duizend per jaar meer", "hired as employees, thousand a year more")
    return Shown(columns, rows), Shown((say("wie", "who"), per_year), hires)


def _published(record: dict[str, Any], row: dict[str, Any], language: str) -> str:
    found = record["published"].get(str(row["months"]))
    if found is None or row["work"] != "employed":
        return ""
    return f"{PERCENT * found:+.1f}" if found else Both("niets meer", "nothing left").text(language)


def _statements(record: dict[str, Any], language: str) -> tuple[Shown, ...]:
    say = _speaker(language)
    columns = (
        "",
        say("wat het rapport zegt", "what the report says"),
        say("waar", "where"),
        say("uitkomst", "outcome"),
        say("groep", "group"),
        say("meer > minder", "more > less"),
        say("marge", "margin"),
        say("houdt", "holds"),
    )
    rows = []
    for number, row in enumerate(record["rows"], start=1):
        statement, outcome = row["statement"], row["statement"]["outcome"]
        margin = row["margin"]
        clear = margin["low"] is not None and margin["low"] > 0.0
        word = "fails" if margin["value"] <= 0.0 else "holds" if clear else "holds_by_chance"
        group = "" if statement["group_by"] == "all" else statement["group"].replace("_", " ")
        more_less = f"{', '.join(statement['more'])} > {', '.join(statement['less'])}"
        named = (statement["says"][language], statement["place"], OUTCOME_BY_KEY[outcome].name(language), group)
        why = "" if statement["not_yet"] is None else f": {statement['not_yet'][language]}"
        margin_text = f"{effect_text(outcome, margin)} {_unit(outcome, language)}".strip()
        rows.append((str(number), *named, more_less, margin_text, WORDS[word].text(language) + why))
    return (Shown(columns, tuple(rows)),)


def _paradox(record: dict[str, Any], language: str) -> tuple[Shown, ...]:
    say = _speaker(language)
    columns = (
        say("toekomst", "future"),
        say("contract", "contract"),
        say("in scholing, met de terugkoppeling", "in training, with the feedback"),
        say("zonder", "without"),
        say("meer zonder (punten)", "more without (points)"),
    )
    rows = tuple(
        (
            row["scenario"],
            CONTRACT_BY_KEY[row["contract"]].name(language)
            if row["contract"] in CONTRACT_BY_KEY
            else ALL_FLEXIBLE.text(language),
            f"{PERCENT * row['with_feedback']:.1f}%",
            f"{PERCENT * row['without_feedback']:.1f}%",
            _estimate(row["more"], PERCENT),
        )
        for row in record["rows"]
    )
    return (Shown(columns, rows),)


def _measures(record: dict[str, Any], language: str) -> tuple[Shown, ...]:
    say = _speaker(language)
    columns = (
        say("maatregel", "measure"),
        say("toekomst", "future"),
        say("gaat over", "is about"),
        say("effect", "effect"),
        say("richting", "direction"),
        say("grootste neveneffecten", "largest side effects"),
        say("kosten (miljoen euro per jaar)", "cost (million euros a year)"),
        say("alle publieke uitgaven (idem)", "all public spending (the same)"),
        say("omgekeerd", "turned round"),
        say("andere kant op", "goes the other way"),
    )
    return (Shown(columns, tuple(_measure_row(row, language) for row in record["rows"])),)


def _measure_row(row: dict[str, Any], language: str) -> tuple[str, ...]:
    outcome = row["outcome"]
    meant = {1: " +", -1: " -", 0: ""}[row["meant"]]
    sides = "; ".join(
        f"{OUTCOME_BY_KEY[each['outcome']].name(language)} {effect_text(each['outcome'], each['effect'])}"
        for each in row["side_effects"]
    )
    perverse = "" if row["perverse"] is None else effect_text(outcome, row["perverse"])
    reason = f": {row['reason']}" if row["reason"] else ""
    if row["turned_round"] != "other_way" and row["held"]:
        reason += f" ({_speaker(language)('stond al op de grens', 'already at its bound')}: {', '.join(row['held'])})"
    return (
        f"{row['measure']} {given_measures()[row['measure']].name.text(language)}",
        row["scenario"],
        OUTCOME_BY_KEY[outcome].name(language) + meant,
        f"{effect_text(outcome, row['effect'])} {_unit(outcome, language)}".strip(),
        WORDS[row["direction"]].text(language),
        sides,
        _estimate(row["cost_eur_per_year"], 1 / MILLION),
        _estimate(row["public_cost_eur_per_month"], MONTHS_PER_YEAR / MILLION),
        perverse,
        WORDS[row["turned_round"]].text(language) + reason,
    )


_TABLES: dict[str, Callable[[dict[str, Any], str], tuple[Shown, ...]]] = {
    "guidance": _guidance,
    "statements": _statements,
    "paradox": _paradox,
    "measures": _measures,
}


def effect_text(outcome: str, estimate: dict[str, float | None]) -> str:
    """Return an effect with its interval, shares in percentage points and public cost in millions."""
    return _estimate(estimate, _times(outcome))


def _times(outcome: str) -> float:
    unit = UNIT_BY_KEY[OUTCOME_BY_KEY[outcome].unit]
    return 1 / MILLION if unit.key == "eur_per_month" else PERCENT if unit.maximum == 1 else 1.0


def _unit(outcome: str, language: str) -> str:
    unit = UNIT_BY_KEY[OUTCOME_BY_KEY[outcome].unit]
    if unit.key == "eur_per_month":
        return Both("miljoen euro per maand", "million euros a month").text(language)
    return Both("punten", "points").text(language) if unit.maximum == 1 else unit.name(language)


def _estimate(estimate: dict[str, float | None], times: float = 1.0) -> str:
    value, low, high = (None if estimate[key] is None else estimate[key] * times for key in ("value", "low", "high"))  # type: ignore[operator]
    if value is None:
        return "-"
    return _number(value) if low is None or high is None else f"{_number(value)} ({_number(low)} .. {_number(high)})"


def _number(value: float) -> str:
    return f"{value:+,.0f}" if abs(value) >= WHOLE_FROM else f"{value:+.2f}"


def _speaker(language: str) -> Callable[[str, str], str]:
    return lambda nl, en: Both(nl, en).text(language)
