"""Build the people, the employers and the first jobs from the facts.

The steps, in order: read the published margins; rake the joint tables; round them to whole persons; write one
slot per person; deal ages, regions, hours, jobs and spells; mix; give every employee an employer; compare with
what was published. The same facts, scale, seed and version give the same bits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real

from houvast.facts.lookup import Facts
from houvast.population.ages import deal_birth_months
from houvast.population.columns import Employers, Persons
from houvast.population.composition import fit_composition
from houvast.population.condition import deal_condition
from houvast.population.counts import whole_persons
from houvast.population.employers import deal_employers
from houvast.population.expansion import deal_regions, expand, grouped, mixed
from houvast.population.fit import FitReport, fit_report
from houvast.population.hours import deal_hours, deal_hours_wanted
from houvast.population.published import read_published
from houvast.population.spells import deal_spells_of_employed, deal_spells_of_others
from houvast.population.tenure import deal_jobs_started
from houvast.vocabulary.errors import HouvastError, Problem, problem
from houvast.vocabulary.months import month_stamp

Progress = Callable[[str, float], None]
"""Called with the key of the step that begins and the part of the work done before it."""

# The steps and the part of the time each takes, measured at scale 1; for progress bars only.
STEPS = {"margins": 0.01, "tables": 0.02, "people": 0.17, "hours": 0.2, "jobs": 0.2, "employers": 0.3, "fit": 0.1}


@dataclass(frozen=True)
class Population:
    """People and employers at the start.

    Parameters
    ----------
    persons : Persons
        One slot per person, ordered by position and month of birth.
    employers : Employers
        One slot per employer.
    scale : float
        Simulated persons per real person.
    seed : int
        Seed it was built with.
    start_month : int
        Month stamp.
    fit : FitReport
        What was published against what was built.
    """

    persons: Persons
    employers: Employers
    scale: float
    seed: int
    start_month: int
    fit: FitReport


def build_population(
    facts: Facts, scale: float, seed: int = 0, start: str = "2024-01", progress: Progress | None = None
) -> Population:
    """Build a population.

    Parameters
    ----------
    facts : Facts
        The content: the Netherlands, or an invented labour market.
    scale : float
        Simulated persons per real person, above 0 and at most 1.
    seed : int
        Any whole number from 0; another seed gives other people with the same margins.
    start : str
        First month, such as ``"2024-01"``.
    progress : callable, optional
        Called with the key of each step and the part done before it, and with ``("done", 1.0)`` at the end.

    Returns
    -------
    Population
        Columns that agree with each other; see `validation.validate`.

    Raises
    ------
    HouvastError
        `population.scale_out_of_range`, `population.bad_seed`, `months.not_a_month`, or what is wrong with the
        facts: all at once.
    """
    check_request(scale, seed)
    month = month_stamp(start)
    tell = _Teller(progress)
    tell("margins")
    published = read_published(facts, month)
    tell("tables")
    composition = fit_composition(published)
    counts = whole_persons(composition, scale, seed)
    tell("people")
    draft = expand(counts, month, seed)
    deal_birth_months(draft, facts)
    deal_regions(draft, published.population_by_region)
    tell("hours")
    deal_hours(draft, counts, facts)
    deal_hours_wanted(draft, facts, scale)
    tell("jobs")
    deal_jobs_started(draft, facts)
    deal_spells_of_employed(draft, facts)
    deal_spells_of_others(draft, facts)
    deal_condition(draft, facts)
    persons = mixed(draft)
    del draft
    tell("employers")
    employers = deal_employers(persons, facts, scale, seed, month)
    persons = grouped(persons)
    tell("fit")
    fit = fit_report(persons, employers, published, composition.major_given_job, facts, scale, month)
    tell.done()
    return Population(persons, employers, float(scale), int(seed), month, fit)


def check_request(scale: float, seed: int) -> None:
    """Refuse a scale or seed that cannot be built.

    Raises
    ------
    HouvastError
        `population.scale_out_of_range` and `population.bad_seed`, both if both are wrong.
    """
    faults: list[Problem] = []
    if not _is_number(scale, Real) or not 0 < scale <= 1:
        faults.append(problem("population.scale_out_of_range", found=str(scale)))
    if not _is_number(seed, Integral) or seed < 0:
        faults.append(problem("population.bad_seed", found=str(seed)))
    if faults:
        raise HouvastError(faults)


def _is_number(value: object, kind: type) -> bool:
    """Say whether a value, whatever its annotation promised, is a number of this kind."""
    return isinstance(value, kind) and not isinstance(value, bool)


class _Teller:
    """Turns steps into parts of the work done."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._part = 0.0

    def __call__(self, step: str) -> None:
        if self._progress is not None:
            self._progress(step, self._part)
        self._part += STEPS[step]

    def done(self) -> None:
        if self._progress is not None:
            self._progress("done", 1.0)
