"""How much the two securities depend on numbers that nobody publishes.

Three questions, each answered by runs that differ in nothing but the parameters (common luck, see
``docs/decisions/0003-counter-based-draws.md``):

- *knob*: one fitted parameter at a time, turned to the 10th and 90th percentile of the surviving set,
  the others left where they are. Most of such points would not survive by themselves, so this says
  what the outcome hangs on and not how uncertain it is.
- *draw*: whole draws of the surviving set, spread over it. All of them fit; this does say how
  uncertain the outcome is after the fit.
- *assumption*: one parameter at a time that no target speaks about, over the range that its fact states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.baseline.knobs import KNOBS, turned, with_values
from houvast.experiments.baseline.simulated import CHECK_MONTHS
from houvast.experiments.baseline.survivors import Survivors, along_line, spans, turned_to
from houvast.experiments.storage import write_whole
from houvast.facts.lookup import Facts
from houvast.market.kernels.observe import (
    COHORT_ACTIVE,
    COHORT_EMPLOYEES,
    COHORT_JOBS_LOST,
    COHORT_MONTHS_IN_WORK,
)
from houvast.market.model import Market
from houvast.population.build import Population
from houvast.vocabulary.months import MONTHS_PER_YEAR

FloatArray = npt.NDArray[np.float64]
Progress = Callable[[float], None]

CENTRAL, KNOB, DRAW, ASSUMPTION = "central", "knob", "draw", "assumption"
LOW, HIGH = "low", "high"
MARKET_SUBJECT = "market"
COLUMNS = ("kind", "parameter", "end", "at", "seed", "job_security", "work_security")
AT = COLUMNS.index("at")
N_KNOBS = 10
N_DRAWS = 12


class Setting(NamedTuple):
    """One point at which the model is run.

    Parameters
    ----------
    kind : str
        ``central``, ``knob``, ``draw`` or ``assumption``.
    parameter : str
        Key of the knob, name of the fact, or number of the draw.
    end : str
        ``low``, ``high`` or empty.
    at : float
        Factor of a knob, value of an assumption, misfit of a draw; 1 in the centre.
    values : dict
        Facts that get another value.
    """

    kind: str
    parameter: str
    end: str
    at: float
    values: dict[str, FloatArray]


class Securities(NamedTuple):
    """Job security and work security of everybody, over the cohorts of a run, as shares."""

    job: float
    work: float


class Measured(NamedTuple):
    """What a setting gave, seed by seed."""

    setting: Setting
    by_seed: tuple[Securities, ...]

    def change(self, central: Measured) -> tuple[FloatArray, FloatArray]:
        """Return mean and standard error over seeds of the difference with the centre, job before work."""
        difference = np.array(self.by_seed) - np.array(central.by_seed)
        n_seeds = len(difference)
        spread = difference.std(axis=0, ddof=1) if n_seeds > 1 else np.full(2, np.nan)
        return difference.mean(axis=0), spread / np.sqrt(n_seeds)


def measure_sensitivity(
    facts: Facts,
    populations: tuple[Population, ...],
    survivors: Survivors,
    n_knobs: int = N_KNOBS,
    n_draws: int = N_DRAWS,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Measured, ...]:
    """Run the model at the centre, at both ends of uncertain parameters and at draws of the surviving set.

    Parameters
    ----------
    facts : Facts
        With the central values of the fit.
    populations : tuple of Population
        One per seed; its seed is also that of the run.
    survivors : Survivors
        The surviving set.
    n_knobs : int
        How many of the widest knobs are turned.
    n_draws : int
        How many draws of the set are run.
    threads : int, optional
        Number of threads.
    progress : callable, optional
        Called with the part done.

    Returns
    -------
    tuple of Measured
        The centre first, then knobs (widest first), draws and assumptions.
    """
    month = populations[0].start_month
    settings = [Setting(CENTRAL, "", "", 1.0, {})]
    settings += _turned_knobs(facts, month, survivors, n_knobs)
    settings += _draws(facts, month, survivors, n_draws)
    settings += _assumptions(facts, month)
    found = []
    for done, setting in enumerate(settings, start=1):
        overlay = with_values(facts, setting.values)
        found.append(Measured(setting, tuple(_securities(each, overlay, threads) for each in populations)))
        if progress is not None:
            progress(done / len(settings))
    return tuple(found)


def write_sensitivity(found: tuple[Measured, ...], path: Path) -> None:
    """Write what was measured as a CSV file with a row per run.

    Parameters
    ----------
    found : tuple of Measured
        As :func:`measure_sensitivity` returns it.
    path : Path
        Columns: kind, parameter, end, at, seed (counted from 1), job_security, work_security. [shares]

    Raises
    ------
    HouvastError
        ``files.unwritable`` or ``files.disk_full``; nothing is left half written.
    """
    rows = [
        (*measured.setting[: AT + 1], seed, *securities)
        for measured in found
        for seed, securities in enumerate(measured.by_seed, start=1)
    ]
    write_whole(path, pl.DataFrame(rows, schema=list(COLUMNS), orient="row").write_csv().encode())


def _turned_knobs(facts: Facts, month: int, survivors: Survivors, n_knobs: int) -> Iterator[Setting]:
    for span in spans(survivors)[:n_knobs]:
        for end, factor in ((LOW, span.low), (HIGH, span.high)):
            logs = np.array([np.log(factor) if knob is span.knob else 0.0 for knob in KNOBS])
            values = turned(facts, month, logs)
            yield Setting(KNOB, span.knob.key, end, factor, {span.knob.fact: values[span.knob.fact]})


def _draws(facts: Facts, month: int, survivors: Survivors, n_draws: int) -> Iterator[Setting]:
    for draw in along_line(survivors, n_draws):
        misfit = float(survivors.misfit[draw])
        yield Setting(DRAW, str(draw + 1), "", misfit, turned_to(facts, month, survivors, int(draw)))


def _assumptions(facts: Facts, month: int) -> Iterator[Setting]:
    """Both ends of every parameter of the market that is one number, has a range and is not fitted."""
    fitted = {knob.fact for knob in KNOBS}
    for name in facts.names():
        entry = facts.entry(name)
        if entry.subject != MARKET_SUBJECT or entry.by or name in fitted:
            continue
        limits = facts.range(name, month)
        if limits is None:
            continue
        for end, limit in zip((LOW, HIGH), limits, strict=True):
            yield Setting(ASSUMPTION, name, end, float(limit), {name: np.asarray(limit)})


def _securities(population: Population, facts: Facts, threads: int | None) -> Securities:
    market = Market(population, facts, seed=population.seed, threads=threads)
    try:
        for _ in range(CHECK_MONTHS):
            market.step()
        return securities_of(market)
    finally:
        market.close()


def securities_of(market: Market) -> Securities:
    """Return the securities of everybody over all cohorts followed so far."""
    count = sum(cohort.by_position.sum(axis=0) for cohort in market.measures.history.cohorts)
    lost = count[COHORT_JOBS_LOST] / count[COHORT_EMPLOYEES]
    possible = count[COHORT_ACTIVE] * MONTHS_PER_YEAR
    return Securities(float(1.0 - lost), float(count[COHORT_MONTHS_IN_WORK] / possible))
