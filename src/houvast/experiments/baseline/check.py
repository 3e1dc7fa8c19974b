"""Published against simulated: one row per figure, one verdict per target."""

from __future__ import annotations

from typing import NamedTuple

from houvast.experiments.baseline.simulated import CHECK_MONTHS, simulate_targets
from houvast.experiments.baseline.targets import Part, read_targets
from houvast.facts.lookup import Facts
from houvast.market.model import Market
from houvast.population.build import Population


class Row(NamedTuple):
    """One published figure and what the model makes of it."""

    part: Part
    simulated: float

    @property
    def within(self) -> bool:
        """Return whether the simulated value lies within the tolerance."""
        return self.part.holds(self.simulated)

    @property
    def misfit(self) -> float:
        """Return the distance in tolerances: 1 is the edge of what is allowed."""
        return abs(self.simulated - self.part.published) / self.part.tolerance


class Check(NamedTuple):
    """The outcome of holding a baseline against its targets."""

    rows: tuple[Row, ...]
    recorded: int
    """Number of targets that held when it was last recorded."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the targets simulated."""
        return tuple(sorted({row.part.number for row in self.rows}))

    @property
    def held(self) -> tuple[int, ...]:
        """Return the numbers of the targets all of whose parts are within tolerance."""
        missed = {row.part.number for row in self.rows if not row.within}
        return tuple(number for number in self.numbers if number not in missed)

    @property
    def passes(self) -> bool:
        """Return whether at least the recorded number of targets hold."""
        return len(self.held) >= self.recorded


def check_baseline(
    population: Population,
    facts: Facts,
    seed: int = 1,
    threads: int | None = None,
    months: int = CHECK_MONTHS,
) -> Check:
    """Simulate the baseline and hold it against every target of the facts.

    Parameters
    ----------
    population : Population
        People and employers at the start.
    facts : Facts
        With targets; without any the check is empty.
    seed : int
        Seed of the run.
    threads : int, optional
        Number of threads.
    months : int
        Length of the run after burn-in. [months]

    Returns
    -------
    Check
        Rows in the order of the targets.
    """
    market = Market(population, facts, seed=seed, threads=threads)
    simulated = simulate_targets(market, months)
    parts = read_targets(facts, population.start_month)
    market.close()
    recorded = round(facts.number("targets_held", population.start_month)) if parts else 0
    return Check(tuple(Row(part, simulated[part.key]) for part in parts), recorded)
