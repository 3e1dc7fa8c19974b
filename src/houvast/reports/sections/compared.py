"""Chapter: published beside simulated. Targets with error bars, levels, flows, and what is left open.

The population is built from published levels and the parameters are fitted to many of them, so the first year says
little; what counts is where the model goes when it runs on its own. Flows are the harder test, since many different
flows keep the same levels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from houvast.experiments.baseline.targets import Part
from houvast.reports.document import Figure, Section, Table
from houvast.reports.findings import kept
from houvast.reports.numbers import NOTHING, PERCENT, THOUSAND, standard_error_share
from houvast.reports.sections.flows import chance_over, counted_months
from houvast.reports.sections.validation import Held, deviations, left_open, limits, targets_of
from houvast.reports.story import Story, Yearly
from houvast.reports.telling import ALL
from houvast.vocabulary.months import MONTHS_PER_QUARTER, MONTHS_PER_YEAR

EMPLOYED, UNEMPLOYED, INACTIVE = range(3)


@dataclass(frozen=True)
class Pair:
    """A published fact and the simulated outcome that measures the same thing.

    Parameters
    ----------
    fact
        Name of the fact.
    outcome, grouping, group
        The simulated figure.
    place
        Position in the value of the fact; empty for a fact that is one number.
    published, simulated
        Turn the fact and the outcome into the same quantity, in the unit that `is_share` says.
    over_months
        For a flow: the period over which the published chance is counted [months].
    target
        Key of the target that holds the same figure with its tolerance; empty where there is none.
    per_target
        The simulated value of the pair times this is in the unit of the target.
    nl, en
        Name of the quantity.
    """

    fact: str
    outcome: str
    nl: str
    en: str
    place: tuple[int, ...] = ()
    grouping: str = ALL
    group: str = ALL
    published: Callable[[float], float] = float
    simulated: Callable[[float], float] = float
    is_share: bool = True
    over_months: int = 0
    target: str = ""
    per_target: float = 1.0

    def as_published(self, value: float) -> float:
        """The simulated value in the quantity that is published."""
        if self.over_months:
            return chance_over(value, counted_months(self.outcome), self.over_months)
        return self.simulated(value)


LEVELS = (
    Pair("net_participation_rate", "employment_rate", "Nettoarbeidsparticipatie", "Employment rate",
         target="04_net_participation_rate"),
    Pair("unemployment_rate", "unemployment_rate", "Werkloosheid", "Unemployment", target="03_unemployment_rate"),
    Pair("unemployment_rate_youth", "unemployment_rate", "Werkloosheid, 15-24 jaar", "Unemployment, aged 15-24",
         grouping="age", group="15-24", target="05_youth_unemployment_rate"),
    Pair("unemployment_rate_by_education", "unemployment_rate", "Werkloosheid, laag opgeleid",
         "Unemployment, low education", (0,), "education", "low", target="06_unemployment_rate_low"),
    Pair("unemployment_rate_by_education", "unemployment_rate", "Werkloosheid, middelbaar opgeleid",
         "Unemployment, middle education", (1,), "education", "middle", target="06_unemployment_rate_middle"),
    Pair("unemployment_rate_by_education", "unemployment_rate", "Werkloosheid, hoog opgeleid",
         "Unemployment, high education", (2,), "education", "high", target="06_unemployment_rate_high"),
    Pair("long_term_unemployed_share", "long_term_unemployment_share", "Langdurig werklozen onder de werklozen",
         "Long-term share of the unemployed", target="31_long_term_unemployed_share"),
    Pair("permanent_share_of_employed", "permanent_share", "Aandeel vast", "Permanent share",
         target="09_permanent_share"),
    Pair("flexible_share_of_employed", "flexible_share", "Aandeel flexibel", "Flexible share",
         target="10_flexible_share"),
    Pair("self_employed_share_of_employed", "self_employed_share", "Aandeel zelfstandig", "Self-employed share",
         target="11_self_employed_share"),
    Pair("open_vacancies_thousand", "vacancies", "Openstaande vacatures (duizend)", "Open vacancies (thousand)",
         simulated=lambda value: value / THOUSAND, is_share=False, target="32_open_vacancies_thousand"),
    Pair("vacancies_per_100_unemployed", "tension", "Vacatures per werkloze", "Vacancies per unemployed person",
         published=lambda value: value / PERCENT, is_share=False, target="33_vacancies_per_100_unemployed",
         per_target=PERCENT),
    Pair("mean_tenure_years", "mean_tenure_months", "Gemiddelde baanduur (jaar)", "Mean tenure (years)", (0,),
         simulated=lambda value: value / MONTHS_PER_YEAR, is_share=False, target="30_mean_tenure_employees_years"),
)  # fmt: skip

FLOWS = (
    Pair("quarterly_transition_share", "job_finding_rate", "Werkloos naar werk, per kwartaal",
         "Unemployed to work, per quarter", (UNEMPLOYED, EMPLOYED), over_months=MONTHS_PER_QUARTER,
         target="19_unemployed_to_employed_share_per_quarter"),
    Pair("employer_change_share_per_quarter", "job_to_job_rate", "Andere werkgever, per kwartaal",
         "Other employer, per quarter", over_months=MONTHS_PER_QUARTER,
         target="27_employer_change_share_per_quarter"),
    Pair("target_25_exit_permanent_share_per_quarter", "separation_rate", "Vast werk naar geen werk, per kwartaal",
         "Permanent work to no work, per quarter", grouping="contract", group="permanent",
         over_months=MONTHS_PER_QUARTER, target="25_exit_permanent_share_per_quarter"),
    Pair("target_28_employer_change_permanent_share_per_quarter", "job_to_job_rate",
         "Andere werkgever vanuit vast werk, per kwartaal", "Other employer from permanent work, per quarter",
         grouping="contract", group="permanent", over_months=MONTHS_PER_QUARTER,
         target="28_employer_change_permanent_share_per_quarter"),
    Pair("conversion_share_per_quarter", "conversion_rate", "Flexibel naar vast, per kwartaal",
         "Flexible to permanent, per quarter", over_months=MONTHS_PER_QUARTER,
         target="26_conversion_share_per_quarter"),
    Pair("occupation_change_share_per_year", "occupation_change_rate", "Ander beroep, per jaar",
         "Other occupation, per year", over_months=MONTHS_PER_YEAR),
)  # fmt: skip


def compared(story: Story) -> Section:
    """The table of simulated against published figures."""
    parts, year = targets_of(story)
    introduction = story.say(
        "De bevolking is gebouwd op gepubliceerde cijfers van het begin. ",
        "The population is built on published figures of the start. ",
    )
    if parts:
        introduction += story.say(
            "De kansen die nergens gepubliceerd zijn, zijn zo gekozen dat het model de cijfers haalt die hieronder "
            "‘geijkt’ heten. Het begin zegt daarom weinig; het laatste jaar is wat het model er zelf van maakt, "
            "en hoort "
            "niet gelijk te zijn aan wat voor het begin gepubliceerd is.",
            "The chances that nobody publishes were chosen so that the model meets the figures called ‘fitted’ "
            "below. So "
            "the beginning says little; the last year is what the model makes of it by itself, and is not meant "
            "to equal "
            "what was published for the beginning.",
        )
    else:
        introduction += story.say(
            "Het model is niet geijkt op deze arbeidsmarkt. Het begin volgt uit de opgebouwde bevolking; het laatste "
            "jaar is wat het model er zelf van maakt.",
            "The model is not fitted to this labour market. The beginning follows from the population as built; "
            "the last "
            "year is what the model makes of it by itself.",
        )
    figures = [
        figure
        for key, pairs, heading in (
            ("compared-levels", LEVELS, story.say("Standen", "Levels")),
            ("compared-flows", FLOWS, story.say("Stromen", "Flows")),
        )
        if (figure := _figure(story, key, pairs, heading)) is not None
    ]
    error_of = story.say("twee standaardfouten van de steekproef", "two sampling errors")
    against = deviations(story, _held(story, parts, year), year, error_of)
    heading = story.say("Gepubliceerd naast gesimuleerd", "Published beside simulated")
    said = (introduction, *limits(story)) if parts else (introduction,)
    return Section("compared", heading, said, (), kept(against, *figures, left_open(story)))


def _held(story: Story, parts: dict[str, Part], year: str) -> list[Held]:
    """The targets this run has a figure for in the year they speak of, with the sampling error of that figure."""
    held = []
    for pair in (*LEVELS, *FLOWS):
        years = story.yearly(pair.outcome, pair.grouping).get(pair.group, [])
        found = next((each for each in years if each.year == year), None)
        if pair.target not in parts or found is None:
            continue
        value = pair.as_published(found.value) * pair.per_target
        if pair.is_share:
            error = standard_error_share(value, found.persons)
        else:
            # Not a share: the error of a count of so many people, or of a mean as spread out as it is large.
            error = value / math.sqrt(found.persons) if found.persons > 0 else math.nan
        held.append(Held(parts[pair.target], value, error))
    return sorted(held, key=lambda each: each.part.key)


def _figure(story: Story, key: str, pairs: tuple[Pair, ...], heading: str) -> Figure | None:
    rows = [row for pair in pairs if (row := _row(story, pair)) is not None]
    if not rows:
        return None
    gaps = [(abs(relative), cells) for relative, cells in rows]
    near = sum(gap <= NEAR_SHARE for gap, _ in gaps)
    widest = max(gaps, key=lambda each: each[0])[1]
    sentence = story.say(
        f"{heading}: {near} van de {len(rows)} cijfers liggen in het laatste jaar binnen een tiende van het "
        "gepubliceerde; "
        f"het verst af ligt {story.small(widest[0])} ({widest[4]} tegen {widest[1]} gepubliceerd).",
        f"{heading}: {near} of the {len(rows)} figures lie within a tenth of the published one in the last year; "
        f"furthest off is {story.small(widest[0])} ({widest[4]} against {widest[1]} published).",
    )
    columns = (
        story.say("Cijfer", "Figure"),
        story.say("Gepubliceerd", "Published"),
        story.say("Periode", "Period"),
        story.say("Eerste jaar", "First year"),
        story.say("Laatste jaar", "Last year"),
        story.say("Verschil", "Difference"),
        story.say("Bron en status", "Source and status"),
    )
    caption = story.say(
        "Verschil: laatste jaar min gepubliceerd, in procentpunten of in de eenheid van het cijfer",
        "Difference: last year minus published, in percentage points or in the unit of the figure",
    )
    table = Table(caption, columns, tuple(cells for _, cells in rows), frozenset({0, 2, 6}))
    return Figure(key, sentence, "", None, (table,), story.source())


NEAR_SHARE = 0.1
"""Within a tenth counts as near."""


def _row(story: Story, pair: Pair) -> tuple[float, tuple[str, ...]] | None:
    ends = story.ends(pair.outcome, pair.grouping, pair.group)
    if pair.fact not in story.facts.names() or ends is None:
        return None
    dated = story.facts.dated(pair.fact, story.start)
    published = pair.published(float(dated.value[pair.place]))
    first, last = (pair.as_published(each.value) for each in ends)
    notation = story.notation
    status = story.status(dated.status)
    origin = f"{_publishers(story, dated.source)}; {status}"
    if pair.is_share:
        texts = [notation.percent(published), *(_share(story, pair, each) for each in ends)]
        difference = notation.points(last - published)
    else:
        places = 0 if published >= PERCENT else 2
        texts = [notation.number(value, places) for value in (published, first, last)]
        number = notation.number(last - published, places)
        difference = number if last < published else f"+{number}"
    relative = (last - published) / published if published else 0.0
    label = story.say(pair.nl, pair.en)
    return relative, (label, texts[0], dated.period or NOTHING, texts[1], texts[2], difference, origin)


def _share(story: Story, pair: Pair, yearly: Yearly) -> str:
    return story.notation.measured_percent(pair.as_published(yearly.value), yearly.persons)


def _publishers(story: Story, keys: tuple[str, ...]) -> str:
    found = dict.fromkeys(story.facts.sources[key].publisher for key in keys if key in story.facts.sources)
    return ", ".join(found)
