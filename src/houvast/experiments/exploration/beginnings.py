"""Beginnings: the months that runs have in common, lived through once.

Futures part and measures begin years after the run does. Until then a world is today's, person by person. So a run
leaves a copy of its market behind at the Januaries in which measures tend to begin, and a run with
the same luck and the same facts up to one of these goes on from there. It gives the same outcomes, bit for bit.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from houvast.experiments.settings import RunSettings
from houvast.experiments.worlds import NO_PACKAGE
from houvast.facts.lookup import Facts
from houvast.population.cache import load_or_build
from houvast.vocabulary.months import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from houvast.market.model import Market

KEPT_AFTER_YEARS = 3, 4, 5
"""Futures part in January 2027; measures begin then, in 2028 or in 2029, and the last two serve a world and its own."""
MOST_KEPT = 10
"""Markets of 1% of the people, about 18 MB each. Of all but the latest world only the first beginning stays long."""

Luck = tuple[float, int, str]
"""Scale, seed and first month: with the same facts, the same people and draws."""


class Beginnings:
    """The beginnings that one process keeps; the least recently used are forgotten, later ones before first ones."""

    def __init__(self, most_kept: int = MOST_KEPT) -> None:
        self.most_kept = most_kept
        self._kept: OrderedDict[tuple[Luck, int, str], Market] = OrderedDict()

    def begin(self, settings: RunSettings, people_facts: Facts, laid: Facts) -> tuple[Market, int]:
        """Return a market that is on its way, and how many months it has lived through; none if nothing is kept.

        Parameters
        ----------
        settings
            The run.
        people_facts, laid
            The facts that the people at the start are made of, and those with the world laid over them.
        """
        from houvast.market.branch import branch
        from houvast.market.model import Market

        fitting = [
            name for name, market in self._kept.items() if name[0] == _luck(settings) and market.facts.agrees_with(laid)
        ]
        if fitting:
            name = max(fitting, key=lambda each: each[1])
            self._kept.move_to_end(name)
            return branch(self._kept[name], laid, settings.threads), name[1]
        population = load_or_build(people_facts, settings.scale, settings.seed, start=settings.start)
        return Market(population, laid.apart(), seed=settings.seed, threads=settings.threads), 0

    def keep(self, settings: RunSettings, market: Market, lived: int, laid: Facts) -> None:
        """Keep a copy of a market after so many months, if others are likely to go on from there."""
        from houvast.market.branch import branch

        first, *later = (years * MONTHS_PER_YEAR for years in KEPT_AFTER_YEARS)
        if lived != first and (lived not in later or settings.package != NO_PACKAGE):
            return
        name = (_luck(settings), lived, laid.content_hash)
        if name not in self._kept and self.most_kept:
            self._kept[name] = branch(market, threads=1)
        while len(self._kept) > self.most_kept:
            of_later_years = [each for each in self._kept if each[1] != first]
            of_earlier_worlds = of_later_years[: -len(later)]
            del self._kept[next(iter(of_earlier_worlds or self._kept))]


def _luck(settings: RunSettings) -> Luck:
    return settings.scale, settings.seed, settings.start
