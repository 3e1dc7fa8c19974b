"""The closed list of units: every number in the facts and every outcome is in one of these.

A unit may carry the bounds that hold for any number in it (a share lies between 0 and 1), so that a slip of
a decimal point is found when the facts are loaded and not in a report.
"""

from dataclasses import dataclass
from math import inf

from houvast.vocabulary.word import Word


@dataclass(frozen=True)
class Unit(Word):
    """A unit with the smallest and largest number that makes sense in it."""

    minimum: float = -inf
    maximum: float = inf


def _positive(key: str, nl: str, en: str) -> Unit:
    return Unit(key, nl, en, minimum=0)


def _fraction(key: str, nl: str, en: str) -> Unit:
    return Unit(key, nl, en, minimum=0, maximum=1)


UNITS: tuple[Unit, ...] = (
    # people, posts and employers
    _positive("persons", "personen", "persons"),
    _positive("thousand_persons", "duizend personen", "thousand persons"),
    _positive("million_persons", "miljoen personen", "million persons"),
    _positive("thousand_persons_per_month", "duizend personen per maand", "thousand persons per month"),
    _positive(
        "thousand_persons_per_quarter",
        "duizend personen per kwartaal",
        "thousand persons per quarter",
    ),
    _positive("thousand_persons_per_year", "duizend personen per jaar", "thousand persons per year"),
    Unit(
        "net_thousand_persons_per_year",
        "duizend personen per jaar (saldo)",
        "thousand persons per year (net)",
    ),
    _positive("thousand_jobs", "duizend banen", "thousand jobs"),
    _positive("vacancies", "vacatures", "vacancies"),
    _positive("thousand_vacancies", "duizend vacatures", "thousand vacancies"),
    _positive(
        "thousand_vacancies_per_quarter",
        "duizend vacatures per kwartaal",
        "thousand vacancies per quarter",
    ),
    _positive("thousand_benefits", "duizend uitkeringen", "thousand benefits"),
    _positive(
        "thousand_benefits_per_month",
        "duizend uitkeringen per maand",
        "thousand benefits per month",
    ),
    _positive("thousand_benefits_per_year", "duizend uitkeringen per jaar", "thousand benefits per year"),
    _positive("employers", "werkgevers", "employers"),
    _positive("thousand_employers", "duizend werkgevers", "thousand employers"),
    _positive("persons_per_employer", "personen per werkgever", "persons per employer"),
    # parts of a whole, chances
    _fraction("share", "aandeel", "share"),
    _fraction("share_per_month", "aandeel per maand", "share per month"),
    _fraction("share_per_quarter", "aandeel per kwartaal", "share per quarter"),
    _fraction("share_per_year", "aandeel per jaar", "share per year"),
    _fraction("probability", "kans", "probability"),
    _fraction("probability_per_month", "kans per maand", "probability per month"),
    _fraction("probability_per_quarter", "kans per kwartaal", "probability per quarter"),
    _fraction("probability_per_year", "kans per jaar", "probability per year"),
    _fraction("yes_or_no", "ja (1) of nee (0)", "yes (1) or no (0)"),
    _fraction("score_0_to_1", "score van 0 tot 1", "score from 0 to 1"),
    Unit("relative_change", "verandering ten opzichte van het oude", "change relative to the old"),
    Unit("relative_change_per_month", "relatieve verandering per maand", "relative change per month"),
    Unit("relative_change_per_year", "relatieve verandering per jaar", "relative change per year"),
    Unit(
        "relative_gap",
        "verschil ten opzichte van de vergelijkingsgroep",
        "gap relative to the comparison group",
    ),
    # rates and pure numbers
    _positive("per_month", "per maand", "per month"),
    _positive("per_quarter", "per kwartaal", "per quarter"),
    _positive("per_year", "per jaar", "per year"),
    _positive("per_hundred_unemployed", "per honderd werklozen", "per hundred unemployed"),
    _positive("per_hundred_jobs", "per honderd banen", "per hundred jobs"),
    _positive("ratio", "verhouding", "ratio"),
    _positive("index", "index", "index"),
    _positive("count", "aantal", "count"),
    _positive("weight", "gewicht", "weight"),
    Unit("elasticity", "elasticiteit", "elasticity"),
    Unit("coefficient", "coëfficiënt", "coefficient"),
    Unit("log_points", "logpunten", "log points"),
    # money
    _positive("eur", "euro", "euro"),
    _positive("eur_per_hour", "euro per uur", "euro per hour"),
    _positive("eur_per_day", "euro per dag", "euro per day"),
    _positive("eur_per_month", "euro per maand", "euro per month"),
    _positive("eur_per_year", "euro per jaar", "euro per year"),
    _positive("million_eur", "miljoen euro", "million euro"),
    _positive("million_eur_per_year", "miljoen euro per jaar", "million euro per year"),
    # time
    _positive("hours_per_day", "uur per dag", "hours per day"),
    _positive("hours_per_week", "uur per week", "hours per week"),
    _positive("hours_per_year", "uur per jaar", "hours per year"),
    _positive("days_per_month", "dagen per maand", "days per month"),
    _positive("days_per_week", "dagen per week", "days per week"),
    _positive("weeks", "weken", "weeks"),
    _positive("months", "maanden", "months"),
    _positive("months_per_year_worked", "maanden per gewerkt jaar", "months per year worked"),
    _positive("years", "jaar", "years"),
    _positive("number_of_grips", "aantal vormen van grip", "number of grips"),
    _positive("number_of_moves", "aantal verhuizingen", "number of moves"),
)
UNIT_BY_KEY: dict[str, Unit] = {unit.key: unit for unit in UNITS}
