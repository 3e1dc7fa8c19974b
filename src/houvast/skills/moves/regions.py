"""Vacancies in a region: those of the country by the region's share of people, which is an assumption and says so."""

from __future__ import annotations

from typing import NamedTuple

from houvast.facts.loader import load_facts
from houvast.skills.moves.context import DATE, FACTS
from houvast.vocabulary.errors import Both, HouvastError, nearest, problem

PEOPLE = "population_by_region_thousand"
LONGEST_SHOWN = 40


class Region(NamedTuple):
    """A province with its share of the people of the country, and where that figure comes from."""

    name: str
    share_of_people: float
    period: str
    status: str
    source: tuple[str, ...]

    @property
    def rests_on(self) -> Both:
        """What a number of vacancies in this region rests on."""
        share = f"{self.share_of_people:.1%}"
        return Both(
            f"Vacatures in {self.name}: die van het land maal het deel van de bevolking, {share} ({self.period};"
            " aangenomen dat vacatures verdeeld zijn als mensen).",
            f"Vacancies in {self.name}: those of the country times the share of people, {share} ({self.period};"
            " assuming that vacancies are spread as people are).",
        )


def region_of(name: str) -> Region:
    """Return a region by its name.

    Raises
    ------
    HouvastError
        `futures.unknown`, with the names there are.
    """
    facts = load_facts(FACTS)
    known = facts.classification("region").keys
    if name not in known:
        found, suggestion = name[:LONGEST_SHOWN], nearest(name, known)
        raise HouvastError(
            problem("futures.unknown", where="--region", found=found, known=known, suggestion=suggestion)
        )
    people = facts.dated(PEOPLE, DATE)
    share = float(people.value[known.index(name)] / people.value.sum())
    return Region(name, share, people.period, people.status, people.source)
