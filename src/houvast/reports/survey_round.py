"""The report of a round in a company: one document for management and works council, as page, paper and workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from houvast.reports import charts
from houvast.reports.document import Chart, Document, Figure, Section, Table
from houvast.reports.numbers import NOTHING, Notation
from houvast.surveys.contract import FULFILLED, OBLIGED
from houvast.surveys.disclosure import OPEN_TEXT_THRESHOLD
from houvast.surveys.questionnaire import Questionnaire, Scale
from houvast.surveys.round_scores import Estimate, GroupScores, RoundScores
from houvast.vocabulary.errors import Both

HIDDEN = "·"
ASKS = {
    OBLIGED: Both("verwacht", "expected"),
    FULFILLED: Both("komt terecht", "comes true"),
    "": Both("score", "score"),
}
REASONS = {
    "small": Both("te weinig antwoorden", "too few answers"),
    "remainder": Both(
        "wat overblijft naast andere groepen is te klein", "what is left beside other groups is too small"
    ),
    "few_changed": Both("te weinig veranderd sinds de vorige ronde", "too little changed since the last round"),
}
PRIORITIES = {
    "act": Both("hier iets aan doen", "act on this"),
    "keep": Both("zo houden", "keep it so"),
    "watch": Both("in de gaten houden", "watch"),
    "ease": Both("minder nadruk kan", "can do with less"),
}


@dataclass(frozen=True)
class RoundTerms:
    """What was agreed, as the report repeats it."""

    title: str
    purpose: str
    opens: date
    closes: date
    delete_on: date


def make_round_document(
    scores: RoundScores, questionnaire: Questionnaire, terms: RoundTerms, language: str
) -> Document:
    """Tell a round.

    Parameters
    ----------
    scores
        What may be shown.
    questionnaire
        What was asked.
    terms
        What was agreed.
    language
        "nl" or "en".
    """
    told = _Told(scores, questionnaire, terms, language)
    sections = (told.response(), told.whole(), *told.by_group(), *told.texts(), told.method())
    whole = scores.groups[0]
    subtitle = " · ".join((terms.title, f"{terms.opens:%d-%m-%Y} - {terms.closes:%d-%m-%Y}", f"n = {whole.n}"))
    labels = {
        "contents": told.say("Inhoud", "Contents"),
        "skip": told.say("Naar de inhoud", "Skip to content"),
        "cautions": told.say("Vooraf", "Before you read"),
    }
    footer = told.say(
        "Houvast · zelfde rapport voor bestuur en ondernemingsraad",
        "Houvast · the same report for management and works council",
    )
    title = questionnaire.title.text(language)
    return Document(language, title, subtitle, told.cautions(), sections, footer, labels)


class _Told:
    def __init__(self, scores: RoundScores, questionnaire: Questionnaire, terms: RoundTerms, language: str) -> None:
        self.scores, self.questionnaire, self.terms, self.language = scores, questionnaire, terms, language
        self.notation = Notation(language)
        self.whole_group = scores.groups[0]

    def say(self, nl: str, en: str) -> str:
        return Both(nl, en).text(self.language)

    def number(self, estimate: Estimate | None) -> str:
        """A mean with its interval; a dot where it may not be shown."""
        if estimate is None:
            return HIDDEN
        mean, low, high = estimate
        text = self.notation.number(mean, 2)
        if low is None or high is None:
            return text
        return f"{text} [{self.notation.number(low, 2)}; {self.notation.number(high, 2)}]"

    def cautions(self) -> tuple[str, ...]:
        least = self.scores.threshold
        return (
            self.say(
                f"Groepen met minder dan {least} antwoorden, en wat ze zou verraden, staan er niet in ({HIDDEN}).",
                f"Groups with fewer than {least} answers, and what would give them away, are left out ({HIDDEN}).",
            ),
            self.say(
                "Tussen haken staat het 95%-interval voor wie niet antwoordde. Het zegt niets over mensen die anders"
                " denken en juist daarom niet antwoordden.",
                "The 95% interval for those who did not answer stands in brackets. It says nothing about people who"
                " think otherwise and did not answer for that reason.",
            ),
        )

    def response(self) -> Section:
        rows = tuple(
            (
                _indented(each),
                str(each.invited),
                str(each.n),
                self.notation.percent(each.n / max(each.invited, each.n), 0),
            )
            for each in self.scores.groups
        )
        values = tuple(
            (each.name, each.invited, each.n, each.n / max(each.invited, each.n)) for each in self.scores.groups
        )
        columns = (
            self.say("groep", "group"),
            self.say("uitgenodigd", "invited"),
            self.say("antwoorden", "answers"),
            self.say("deel", "share"),
        )
        share, invited, n = rows[0][3], rows[0][1], rows[0][2]
        sentence = self.say(
            f"{n} van de {invited} mensen antwoordden ({share})", f"{n} of {invited} people answered ({share})"
        )
        heading = self.say("Wie antwoordde", "Who answered")
        return Section("response", heading, (), (), (self._figure("response", sentence, columns, rows, values),))

    def whole(self) -> Section:
        """Every scale of the whole, the weakest first in words; for a contract also where the two sides part."""
        means = self.whole_group.means
        ask = FULFILLED if FULFILLED in self.questionnaire.asks else self.questionnaire.asks[0]
        spans = [
            charts.Span(scale.name.text(self.language), low, mean, high, self.notation.number(mean, 1))
            for scale in self.questionnaire.scales
            if ask in means.get(scale.key, {})
            for mean, low, high in [_with_bounds(means[scale.key][ask])]
        ]
        heading = self.say("De hele organisatie", "The whole organisation")
        if not spans:
            return Section("whole", heading, (self.say("Te weinig om te laten zien.", "Too little to show."),))
        weakest = min(spans, key=lambda each: each.middle)
        sentence = self.say(f"Het laagst scoort {weakest.label}", f"{weakest.label.capitalize()} scores lowest")
        chart = Chart(charts.spans(spans, ".1f"), sentence)
        columns = (self.say("onderwerp", "subject"), *(self._ask(each) for each in self.questionnaire.asks))
        rows = tuple(
            (
                scale.name.text(self.language),
                *(self.number(means.get(scale.key, {}).get(each)) for each in self.questionnaire.asks),
            )
            for scale in self.questionnaire.scales
        )
        values = tuple(
            (
                scale.name.text(self.language),
                *(_mean(means.get(scale.key, {}).get(each)) for each in self.questionnaire.asks),
            )
            for scale in self.questionnaire.scales
        )
        figures = [self._figure("scales", sentence, columns, rows, values, chart), *self._contract()]
        return Section("whole", heading, (self._answers_say(),), (), tuple(figures))

    def _contract(self) -> list[Figure]:
        if self.scores.contract is None:
            return []
        names = {scale.key: scale.name.text(self.language) for scale in self.questionnaire.scales}
        rows, values = [], []
        for each in self.scores.contract["scales"]:
            if each["gap"]["n"] < self.scores.threshold:
                continue
            gap, breach, change = each["gap"]["value"], each["breach"]["value"], (each["change"] or {}).get("value")
            reliable = each["gap_reliability"]
            rows.append(
                (
                    names[each["scale"]],
                    self._plain(gap),
                    self._plain(reliable),
                    # Of all or of nobody: that says it of each person.
                    HIDDEN if breach in (None, 0, 1) else self.notation.percent(breach, 0),
                    self._plain(change),
                    PRIORITIES[each["priority"]].text(self.language) if each["priority"] in PRIORITIES else NOTHING,
                )
            )
            shown = None if breach in (0, 1) else breach
            values.append((names[each["scale"]], gap, reliable, shown, change, rows[-1][-1]))
        if not rows:
            return []
        columns = (
            self.say("onderwerp", "subject"),
            self.say("verschil", "difference"),
            self.say("betrouwbaarheid van het verschil", "reliability of the difference"),
            self.say("veel verwacht, weinig gekregen", "much expected, little received"),
            self.say("sinds de vorige ronde", "since the last round"),
            self.say("wat te doen", "what to do"),
        )
        widest = min(values, key=lambda each: each[1] if isinstance(each[1], float) else 0.0)
        sentence = self.say(
            f"Het verst uiteen liggen verwachting en praktijk bij {widest[0]}",
            f"Expectation and practice lie furthest apart in {widest[0]}",
        )
        return [self._figure("gaps", sentence, columns, tuple(rows), tuple(values), words=frozenset({0, 5}))]

    def by_group(self) -> tuple[Section, ...]:
        """A table per ask: groups down, subjects across."""
        if len(self.scores.groups) == 1:
            return ()
        figures = tuple(self._groups(ask) for ask in self.questionnaire.asks)
        return (Section("groups", self.say("Per groep", "By group"), (), (), figures),)

    def _groups(self, ask: str) -> Figure:
        scales: list[Scale] = list(self.questionnaire.scales)
        rows, values = [], []
        for group in self.scores.groups:
            found = [group.means.get(scale.key, {}).get(ask) for scale in scales]
            rows.append((_indented(group), *(HIDDEN if e is None else self.notation.number(e[0], 1) for e in found)))
            values.append((group.name, *(_mean(each) for each in found)))
        columns = (self.say("groep", "group"), *(scale.name.text(self.language) for scale in scales))
        sentence = self._ask(ask).capitalize()
        return self._figure(f"groups-{ask or 'all'}", sentence, columns, tuple(rows), tuple(values))

    def texts(self) -> tuple[Section, ...]:
        if not self.scores.texts:
            return ()
        words = {each.key: each.text.text(self.language) for each in self.questionnaire.questions}
        figures = tuple(
            self._figure(f"text-{key}", words[key], (self.say("in eigen woorden", "in their own words"),), rows, ())
            for key, said in self.scores.texts.items()
            for rows in [tuple((each,) for each in said)]
        )
        return (Section("texts", self.say("In eigen woorden", "In their own words"), (), (), figures),)

    def method(self) -> Section:
        terms, least = self.terms, self.scores.threshold
        told = (
            terms.purpose,
            self.say(
                f"Vragenlijst: {self.scores.questionnaire} ({self.questionnaire.source}).",
                f"Questionnaire: {self.scores.questionnaire} ({self.questionnaire.source}).",
            ),
            self.say(
                f"Afgesproken met de ondernemingsraad: groepen vanaf {least} antwoorden; open antwoorden alleen van"
                f" iedereen samen en vanaf {OPEN_TEXT_THRESHOLD}; een vaste indeling, zonder filters; de losse"
                f" antwoorden worden gewist op {terms.delete_on:%d-%m-%Y}.",
                f"Agreed with the works council: groups from {least} answers; open answers only of everybody together"
                f" and from {OPEN_TEXT_THRESHOLD}; fixed groups, no filters; single answers are erased on"
                f" {terms.delete_on:%d-%m-%Y}.",
            ),
        )
        hidden = tuple((name, REASONS[why].text(self.language)) for name, why in self.scores.refused)
        heading = self.say("Afspraken en verantwoording", "Terms and method")
        if not hidden:
            return Section("method", heading, told)
        columns = (self.say("groep", "group"), self.say("waarom niet", "why not"))
        sentence = self.say("Groepen die niet worden getoond", "Groups that are not shown")
        figure = self._figure("hidden", sentence, columns, hidden, (), words=frozenset({0, 1}))
        return Section("method", heading, told, (), (figure,))

    def _answers_say(self) -> str:
        answers = next(each.answers for each in self.questionnaire.questions if each.answers)
        low, high = answers[0], answers[-1]
        return self.say(
            f"Gemiddelden van {low.code} ({low.text.nl}) tot {high.code} ({high.text.nl}).",
            f"Means from {low.code} ({low.text.en}) to {high.code} ({high.text.en}).",
        )

    def _ask(self, ask: str) -> str:
        return ASKS[ask].text(self.language) if ask in ASKS else ask

    def _plain(self, value: float | None) -> str:
        return NOTHING if value is None else self.notation.number(value, 2)

    def _figure(
        self,
        key: str,
        sentence: str,
        columns: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        values: tuple[tuple[float | str | None, ...], ...],
        chart: Chart | None = None,
        words: frozenset[int] = frozenset({0}),
    ) -> Figure:
        return Figure(key, sentence, "", chart, (Table(sentence, columns, rows, words, values),))


def _with_bounds(estimate: Estimate) -> tuple[float, float, float]:
    mean, low, high = estimate
    return mean, mean if low is None else low, mean if high is None else high


def _mean(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate[0]


def _indented(group: GroupScores) -> str:
    return "\u00a0" * 3 * group.depth + group.name
