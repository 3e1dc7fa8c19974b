"""Futures on the screen: tables and sentences for `houvast futures`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from houvast.cli.options import Language
from houvast.facts.lookup import Facts
from houvast.futures.balance import Comment, Influence
from houvast.futures.folder import Futures, place_of_axes
from houvast.futures.levels import Level, levels_of
from houvast.futures.parts import Course, Development, Lever, Parameter, Theme
from houvast.futures.ranking import GroupView, PairOfAxes, Ranked, Ranking, correlated_warning
from houvast.futures.scenarios import Place, courses_at, described
from houvast.vocabulary.errors import Both
from houvast.vocabulary.futures import FUTURES_BY_KEY
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY
from houvast.vocabulary.words import STATUSES

COLUMN_RATIOS = (6, 4, 4, 7)
RANKING_RATIOS = (3, 7, 3, 5, 3, 6)
_WORDS = {
    "development": Both("externe ontwikkeling", "external development"),
    "class": Both("soort", "class"),
    "source": Both("bron", "source"),
    "selected": Both("voorgelegd", "put to the vote"),
    "yes": Both("ja", "yes"),
    "scenario": Both("scenario", "scenario"),
    "point": Both("punt (technologie, collectief)", "point (technology, collective)"),
    "theme": Both("thema", "theme"),
    "parameter": Both("parameter", "parameter"),
    "path": Both("2024 > {year}", "2024 > {year}"),
    "range": Both("bandbreedte", "range"),
    "reason": Both("waarom, en waar het staat", "why, and where it stands"),
    "question": Both("beleidsvraag", "policy question"),
    "outcomes": Both("te zien aan", "would show in"),
    "measures": Both("maatregelen", "measures"),
    "impact": Both("impact", "impact"),
    "uncertainty": Both("onzekerheid", "uncertainty"),
    "rank": Both("rang", "rank"),
    "known": Both("stemmen", "votes"),
    "disagreement": Both(
        "Onder de rang staat het interval, onder impact en onzekerheid de onenigheid: 0 is eensgezind, 1 is half 1 en"
        " half 5.",
        "Below the rank stands its interval, below impact and uncertainty the disagreement: 0 is of one mind, 1 is half"
        " 1 and half 5.",
    ),
    "unranked": Both("Zonder genoeg stemmen voor een rang: {names}.", "Without enough votes for a rank: {names}."),
    "kind": Both("wat het is", "what it is"),
    "small": Both("kleine groepen samen", "small groups together"),
    "groups": Both(
        "Rang per groep, en hoe die lijkt op die van iedereen", "Rank by group, and likeness to everybody's"
    ),
    "likeness": Both("gelijkenis", "likeness"),
    "pairs": Both("Kandidaat-assen: bewegen zij samen?", "Candidate axes: do they move together?"),
    "pair": Both("twee ontwikkelingen", "two developments"),
    "for": Both("voor", "for"),
    "against": Both("tegen", "against"),
    "element": Both("element", "element"),
    "slack": Both("speling", "slack"),
    "rival": Both("beter past: {state}", "fits better: {state}"),
    "how_paths": Both(
        "x vermenigvuldigt een feit (1 is vandaag), + of - komt erbij (0 is vandaag); daaronder wat dat in de feiten"
        " wordt. Gevraagd is wat als, dus elk getal is een aanname met een bandbreedte.",
        "x multiplies a fact (1 is today), + or - is added (0 is today); below it what that makes of the facts. The"
        " question is what if, so each number is an assumption with a range.",
    ),
    "what_if": Both(
        "Een scenario is een wat-als, geen voorspelling; het heeft geen kans.",
        "A scenario is a what-if, no forecast; it has no probability.",
    ),
    "ranked_by": Both(
        "{people} respondenten; intervallen van {coverage:.0%} over {replicates} herhalingen (seed {seed}).",
        "{people} respondents; intervals of {coverage:.0%} over {replicates} replicates (seed {seed}).",
    ),
    "few": Both(
        "Dat zijn er weinig: de top van de lijst hangt af van wie er toevallig bij was.",
        "That is few: the top of the list depends on who happened to be there.",
    ),
    "consistent": Both(
        "{n} van de {all} combinaties houden stand.",
        "{n} of the {all} combinations hold together.",
    ),
    "judged": Both(
        "Dat zegt iets over deze oordelen, niet over hoeveel toekomsten er zijn: wie ze anders inschat, vindt andere.",
        "That says something about these judgements, not about how many futures there are: who judges otherwise finds"
        " others.",
    ),
    "holds": Both("{scenario} houdt stand (speling {value}).", "{scenario} holds together (slack {value})."),
    "breaks": Both("{scenario} spreekt zichzelf tegen ({value}).", "{scenario} contradicts itself ({value})."),
    "not_told": Both("te weinig stemmen om dat te zeggen", "too few votes to tell"),
    "axes_apart": Both("bewegen niet samen (Spearman {value})", "do not move together (Spearman {value})"),
}


def say(key: str, language: Language, **values: object) -> str:
    """Return a word or sentence of this screen."""
    return _WORDS[key].text(language).format(**values)


def _table(*columns: str, **options: object) -> Table:
    table = Table(title_justify="left", expand=True, **options)  # type: ignore[arg-type]
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _named(name: str, key: str) -> Text:
    return Text(name).append(f"\n{key}", style="dim")


def told_list(futures: Futures, language: Language) -> Iterator[RenderableType]:
    """Yield the developments and the scenarios."""
    table = _table(*(say(key, language) for key in ("development", "class", "source", "selected")))
    for each in futures.developments.values():
        source = futures.sources[each.source]
        table.add_row(
            _named(each.name.text(language), each.key),
            FUTURES_BY_KEY[each.destep].name(language),
            f"{source.publisher} {each.year}",
            say("yes", language) if each.selected else "",
        )
    yield table
    table = _table(say("scenario", language), say("point", language), "")
    for scenario in futures.scenarios.values():
        motto = "" if scenario.motto is None else scenario.motto.text(language)
        table.add_row(Text(f"{scenario.key} {scenario.name.text(language)}"), scenario.at.text(), motto)
    yield table
    table = _table(say("theme", language), *futures.corners)
    for theme in futures.comparison.values():
        table.add_row(theme.name.text(language), *(_of(theme, key, language) for key in futures.corners))
    yield table
    yield say("what_if", language)


def _of(theme: Theme, scenario: str, language: Language) -> str:
    return theme.scenarios[scenario].text(language) if scenario in theme.scenarios else ""


def told_development(futures: Futures, development: Development, language: Language) -> RenderableType:
    """Return one development."""
    source = futures.sources[development.source]
    return Group(
        Text(development.name.text(language), style="bold"),
        FUTURES_BY_KEY[development.destep].name(language),
        development.description.text(language),
        f"{say('source', language)}: {source.text(language)}, {development.place}",
    )


def told_theme(futures: Futures, theme: Theme, language: Language) -> RenderableType:
    """Return one theme in the words of each scenario."""
    table = _table(say("scenario", language), theme.name.text(language))
    for key, words in theme.scenarios.items():
        table.add_row(f"{key} {futures.scenarios[key].name.text(language)}", words.text(language))
    return table


def told_place(futures: Futures, place: Place, facts: Facts, language: Language) -> Iterator[RenderableType]:
    """Yield a scenario or a point: story, parameters, policy questions."""
    scenario = place.scenario
    asked = scenario.key if scenario is not None else place.point
    yield Text(described(asked or "baseline", futures, language), style="bold")
    if scenario is not None:
        if scenario.motto is not None:
            yield Text(scenario.motto.text(language), style="italic")
        yield Padding(scenario.narrative.text(language), (1, 0))
        yield f"{say('source', language)}: {futures.sources[scenario.source].text(language)}"
    courses = courses_at(place, futures)
    if courses:
        yield say("how_paths", language)
        yield _parameters(futures, place, courses, levels_of(facts, futures, courses), language)
    questions = [each for each in futures.questions.values() if scenario is not None and each.scenario == scenario.key]
    if questions:
        table = _table(*(say(key, language) for key in ("question", "outcomes", "measures")))
        for each in questions:
            outcomes = ", ".join(OUTCOME_BY_KEY[key].name(language) for key in each.outcomes)
            table.add_row(each.question.text(language), outcomes, ", ".join(each.measures))
        yield table
    yield say("what_if", language)


def _parameters(
    futures: Futures, place: Place, courses: Mapping[str, Course], levels: dict[str, Level], language: Language
) -> Table:
    """Return one table of all parameters, with the rows of the comparison as headings."""
    year = max(course.years[-1] for course in courses.values())
    table = _table(
        say("parameter", language), say("path", language, year=year), say("range", language), say("reason", language)
    )
    for column, ratio in zip(table.columns, COLUMN_RATIOS, strict=True):
        column.ratio = ratio
    row = ""
    for key, course in courses.items():
        lever = futures.levers[key]
        if lever.row != row:
            row = lever.row
            table.add_section()
            table.add_row(Text(lever.row_name.text(language), style="bold"))
        parameter = None if place.scenario is None else place.scenario.parameters.get(key)
        path = Text(f"{_size(lever, course.values[0])} > {_size(lever, course.last)}")
        if key in levels:
            path.append(f"\n{levels[key].today:.4g} > {levels[key].then:.4g}", style="dim")
        table.add_row(
            _named(lever.name.text(language), "\n".join(lever.paths)), path, *_reasons(lever, parameter, language)
        )
    return table


def _size(lever: Lever, value: float) -> str:
    if value == lever.neutral:
        return f"{value:g}"
    return f"x{value:.3g}" if lever.merge == "scale" else f"{value:+.3g}"


def _reasons(lever: Lever, parameter: Parameter | None, language: Language) -> tuple[str | Text, str | Text]:
    if parameter is None:
        return "", ""
    status = next(word.name(language) for word in STATUSES if word.key == parameter.status)
    return (
        Text(f"{_size(lever, parameter.low)} / {_size(lever, parameter.high)}").append(f"\n{status}", style="dim"),
        Text(parameter.reason.text(language)).append(f"\n{parameter.place}", style="dim"),
    )


def told_ranking(futures: Futures, ranking: Ranking, file: str, language: Language) -> Iterator[RenderableType]:
    """Yield the order of developments, by group, and what candidate axes have in common."""
    people = {"people": ranking.n_respondents, "coverage": ranking.coverage}
    yield say("ranked_by", language, **people, replicates=ranking.replicates, seed=ranking.seed)
    if ranking.few:
        yield say("few", language)
    heads = ("rank", "development", "impact", "uncertainty", "known", "kind")
    table = _table(*(say(key, language) for key in heads))
    for column, ratio in zip(table.columns, RANKING_RATIOS, strict=True):
        column.ratio = ratio
    for each in ranking.developments:
        table.add_row(*_ranked(futures, each, language))
    yield table
    yield say("disagreement", language)
    if ranking.unranked:
        yield say("unranked", language, names=", ".join(ranking.unranked))
    if ranking.groups:
        yield _by_group(futures, ranking.groups, [each.development for each in ranking.developments], language)
    if ranking.pairs:
        table = _table(*(say(key, language) for key in ("pair", "known")), "Pearson", "Spearman")
        table.title = say("pairs", language)
        for pair in ranking.pairs:
            names = " / ".join(futures.developments[key].name.text(language) for key in (pair.first, pair.second))
            table.add_row(names, str(pair.n_known), _two(pair.pearson), _two(pair.spearman))
        yield table
    for pair in ranking.pairs:
        if pair.correlated:
            yield _warning(futures, pair, file, language)


def _ranked(futures: Futures, each: Ranked, language: Language) -> tuple[str | Text, ...]:
    return (
        _named(f"{each.rank:g}", f"{each.rank_low:.3g} - {each.rank_high:.3g}"),
        _named(futures.developments[each.development].name.text(language), each.development),
        _named(f"{each.impact:.2f}", f"{each.disagreement_impact:.2f}"),
        _named(f"{each.uncertainty:.2f}", f"{each.disagreement_uncertainty:.2f}"),
        str(each.n_known),
        FUTURES_BY_KEY[each.kind].name(language),
    )


def _by_group(futures: Futures, groups: tuple[GroupView, ...], order: list[str], language: Language) -> Table:
    named = [f"{group.group or say('small', language)} ({group.n_respondents})" for group in groups]
    table = _table(say("development", language), *named, title=say("groups", language))
    for key in order:
        ranks = [_rank_in(group, key) for group in groups]
        table.add_row(futures.developments[key].name.text(language), *ranks)
    table.add_section()
    table.add_row(say("likeness", language), *(_two(group.likeness) for group in groups))
    return table


def _rank_in(group: GroupView, key: str) -> str | Text:
    if key not in group.ranks:
        return "-"
    low, high = group.intervals[key]
    return _named(f"{group.ranks[key]:g}", f"{low:.3g} - {high:.3g}")


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _warning(futures: Futures, pair: PairOfAxes, where: str, language: Language) -> Text:
    fault = correlated_warning(pair, futures, where)
    return Text(fault.text(language), style="bold").append(f" [{fault.code}]", style="dim")


def told_axes(futures: Futures, pair: PairOfAxes | None, language: Language) -> Iterator[RenderableType]:
    """Yield the axes with their poles, the corners, and whether the votes keep the axes apart."""
    for axis in futures.axes.values():
        yield Text(axis.name.text(language), style="bold")
        yield axis.description.text(language)
        yield f"  -1: {axis.low.text(language)}"
        yield f"   1: {axis.high.text(language)}"
        yield f"  {say('development', language)}: {futures.developments[axis.development].name.text(language)}"
    table = _table(say("scenario", language), say("point", language))
    for key in futures.corners:
        scenario = futures.scenarios[key]
        table.add_row(f"{key} {scenario.name.text(language)}", scenario.at.text())
    yield table
    if pair is not None and pair.correlated:
        yield _warning(futures, pair, place_of_axes(futures).text(language), language)
    elif pair is not None:
        names = " / ".join(futures.developments[key].name.text(language) for key in (pair.first, pair.second))
        told = "not_told" if pair.spearman is None else "axes_apart"
        yield f"{names}: {say(told, language, value=_two(pair.spearman))}"


def told_balance(
    futures: Futures, scenarios: tuple[str, ...], most: int, language: Language
) -> Iterator[RenderableType]:
    """Yield how many combinations hold together, and for each scenario what speaks for and against its elements."""
    balance = futures.balance
    consistent = balance.consistent(most)
    yield say("consistent", language, n=len(consistent), all=balance.n_combinations)
    names = {element.key: element for element in balance.elements}
    for codes in consistent:
        states = balance.combination(codes)
        words = [names[key].states[state].text(language) for key, state in states.items()]
        own = [key for key, each in balance.scenarios.items() if dict(each) == states]
        yield Text("  " + ", ".join(words)).append(f" ({', '.join(own)})" if own else "", style="bold")
    yield say("judged", language)
    for key in scenarios:
        states = dict(balance.scenarios[key])
        value = int(balance.consistency(balance.codes(states)))
        named = f"{key} {futures.scenarios[key].name.text(language)}"
        yield Text(say("holds" if value >= 0 else "breaks", language, scenario=named, value=value), style="bold")
        table = _table(*(say(head, language) for head in ("element", "slack", "for", "against")))
        for comment in balance.comments(states):
            table.add_row(*_commented(futures, comment, language))
        yield table


def _commented(futures: Futures, comment: Comment, language: Language) -> tuple[str, ...]:
    elements = {element.key: element for element in futures.balance.elements}
    own = elements[comment.element]

    def reasons(influences: tuple[Influence, ...]) -> str:
        return "\n".join(
            f"{each.points:+d} {elements[each.from_element].name.text(language)}"
            f" ({elements[each.from_element].states[each.from_state].text(language)}): {each.reason.text(language)}"
            for each in influences
        )

    rival = f"\n{say('rival', language, state=own.states[comment.rival].text(language))}" if comment.rival else ""
    state = f"{own.name.text(language)}: {own.states[comment.state].text(language)}"
    return state, f"{comment.slack:+d}{rival}", reasons(comment.pro), reasons(comment.con)
