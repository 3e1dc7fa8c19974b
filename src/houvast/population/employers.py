"""Employers with staff, and who works where.

Each sector gets its share of the employers, spread over the regions by the employees who live there. Sizes
within a sector and region follow a Pareto tail, taken at evenly spaced quantiles with a random start and scaled
so that the posts add up to the employees of that sector and region exactly:

    size(j) = 1 + rounding of (employees - n) * excess(j) / sum of excess
    excess(j) = (1 - (j + u) / n) ** (-1 / shape) - 1

Every employee then works for an employer in the own sector and region; where a sector has employees but no
employer in a region, they work for one elsewhere.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.population.columns import Employers, Persons, empty_employers
from houvast.population.counts import THOUSAND
from houvast.population.raking import FloatTable
from houvast.population.rounding import IntTable, systematic_round
from houvast.population.seeds import stream
from houvast.vocabulary.words import FIRST_SELF_EMPLOYED


class _Plan(NamedTuple):
    """How many employers and employees each sector and region has; both of shape (n_sectors, n_regions)."""

    employers: IntTable
    employees: IntTable


def deal_employers(persons: Persons, facts: Facts, scale: float, seed: int, month: int) -> Employers:
    """Make employers and give every employee one.

    Parameters
    ----------
    persons : Persons
        In mixed order; `employer` is filled for contract forms below the self-employed.
    facts : Facts
        Gives employers by sector, the tail of their sizes, vacancies and the smoothing of contract policy.
    scale : float
        Simulated persons per real person.
    seed : int
        Seed of the population.
    month : int
        Month stamp.

    Returns
    -------
    Employers
        In order of sector and region; headcounts agree exactly with `persons`.
    """
    n_regions = len(facts.classification("region"))
    n_sectors = len(facts.classification("sector"))
    is_employee = persons.position < FIRST_SELF_EMPLOYED
    cell = persons.sector.astype(np.uint16) * np.uint16(n_regions) + persons.region
    # People without an employer sort behind all cells.
    cell[~is_employee] = n_sectors * n_regions
    lives = np.bincount(cell, minlength=n_sectors * n_regions + 1)[:-1].reshape(n_sectors, n_regions)
    wanted = facts.array("employers_by_sector_thousand", month) * THOUSAND * scale
    plan = _plan(lives, wanted, stream(seed, "employers by sector and region"))
    size = _sizes(plan, facts.number("employer_size_pareto_shape", month), stream(seed, "sizes of employers"))
    employers = empty_employers(len(size))
    employers.sector[:], employers.region[:] = _cells_of_employers(plan)
    employers.headcount[:] = size
    _assign(persons, employers, _work_cells(cell, plan, n_regions), size)
    _fill_policies(employers, facts, scale, month)
    return employers


def _plan(lives: IntTable, wanted: FloatTable, rng: np.random.Generator) -> _Plan:
    """Spread the employers of each sector over the regions; move employees of a region that gets none."""
    employees = lives.sum(axis=1)
    total = max(round(float(wanted.sum())), 1)
    by_sector = systematic_round(wanted, total, rng)
    by_sector = np.where(employees > 0, np.clip(by_sector, 1, np.maximum(employees, 1)), 0)
    employers = np.minimum(systematic_round(lives.astype(np.float64), by_sector, rng), lives)
    # The region with most employees gets an employer when rounding left the sector without one.
    rows = np.flatnonzero((employees > 0) & (employers.sum(axis=1) == 0))
    employers[rows, lives[rows].argmax(axis=1)] = 1
    works = np.where(employers > 0, lives, 0)
    for sector in np.flatnonzero(works.sum(axis=1) < employees):
        moved = int(employees[sector] - works[sector].sum())
        works[sector] += systematic_round(employers[sector].astype(np.float64), moved, rng)
    return _Plan(employers, works)


def _sizes(plan: _Plan, shape: float, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return the headcount of every employer, in order of sector and region."""
    sizes = []
    for n_employers, n_employees in zip(plan.employers.ravel(), plan.employees.ravel(), strict=True):
        if n_employers == 0:
            continue
        place = (np.arange(n_employers) + rng.random()) / n_employers
        excess = (1 - place) ** (-1 / shape) - 1
        sizes.append(1 + systematic_round(excess, int(n_employees - n_employers), rng))
    return np.concatenate(sizes) if sizes else np.zeros(0, np.int64)


def _cells_of_employers(plan: _Plan) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    sectors, regions = np.indices(plan.employers.shape, dtype=np.uint8)
    counts = plan.employers.ravel()
    return np.repeat(sectors.ravel(), counts), np.repeat(regions.ravel(), counts)


def _work_cells(lives: npt.NDArray[np.uint16], plan: _Plan, n_regions: int) -> npt.NDArray[np.uint16]:
    """Return the sector and region where each employee works: at home, but where there is no employer."""
    works = lives.copy()
    n_here = np.append(np.bincount(lives, minlength=plan.employees.size + 1)[: plan.employees.size], 0)
    room = (plan.employees.ravel() - n_here[:-1]).clip(min=0).reshape(plan.employees.shape)
    has_none = np.append((plan.employers == 0).ravel() & (n_here[:-1] > 0), False)
    movers = np.flatnonzero(has_none[lives])
    sector_of_mover = lives[movers] // n_regions
    for sector in np.unique(sector_of_mover):
        targets = np.repeat(np.arange(n_regions), room[sector]) + int(sector) * n_regions
        works[movers[sector_of_mover == sector]] = targets
    return works


def _assign(persons: Persons, employers: Employers, cell: npt.NDArray[np.uint16], size: npt.NDArray[np.int64]) -> None:
    """Fill the employers of each cell with the employees of the cell, in their mixed order."""
    n_employees = int(size.sum())
    order = np.argsort(cell, kind="stable")[:n_employees]
    persons.employer[order] = np.repeat(np.arange(len(size), dtype=np.int32), size)
    is_flexible = (persons.position > 0) & (persons.position < FIRST_SELF_EMPLOYED)
    employers.flexible_headcount[:] = np.bincount(persons.employer[is_flexible], minlength=len(size))


def _fill_policies(employers: Employers, facts: Facts, scale: float, month: int) -> None:
    """Write posts, filled and open, and the wanted flexible share."""
    sector = employers.sector
    n_sectors = len(facts.classification("sector"))
    headcount = _per_sector(employers.headcount, sector, n_sectors)
    flexible = _per_sector(employers.flexible_headcount, sector, n_sectors)
    by_sector = facts.array("vacancies_by_sector_thousand", month)
    # Sectors give the shape, the total of the economy the level.
    level = facts.number("open_vacancies_thousand", month) / max(by_sector.sum(), np.finfo(float).tiny)
    open_posts = by_sector * level * THOUSAND * scale
    rate = np.divide(open_posts, headcount, out=np.zeros_like(headcount), where=headcount > 0)
    employers.base_posts[:] = employers.headcount * (1 + rate[sector])
    share = np.divide(flexible, headcount, out=np.zeros_like(headcount), where=headcount > 0)
    prior = facts.number("flexible_policy_prior_posts", month)
    own_and_prior = employers.flexible_headcount + prior * share[sector]
    employers.flexible_policy[:] = own_and_prior / np.maximum(employers.headcount + prior, 1)


def _per_sector(values: npt.NDArray[np.int32], sector: npt.NDArray[np.uint8], n_sectors: int) -> FloatTable:
    return np.bincount(sector, weights=values, minlength=n_sectors).astype(np.float64)
