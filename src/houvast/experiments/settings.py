"""What a run is asked to do, checked before anything is computed.

Settings come as text from the command line or as numbers from Python; both go through `check_settings`, which
finds all mistakes at once. Two runs with the same `content` are the same run: the number of threads is not part
of it, since it never changes an outcome.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from houvast.experiments.demand_file import DemandSeries
from houvast.experiments.worlds import BASELINE, NO_PACKAGE, read_all, read_package_name, read_scenario
from houvast.vocabulary.errors import HouvastError, Problem, problem
from houvast.vocabulary.months import MONTHS_PER_YEAR, month_label, month_stamp

FIRST_MONTH = "2024-01"
EARLIEST_START, LATEST_START = "1995-01", "2040-12"
CLOSURE = "closure"
"""What stands for the demand of a run that is given none."""
LONGEST_RUN_YEARS = 50
"""Past half a century nobody who starts the run is in the labour force: the figures would describe an assumption."""
LARGEST_SEED = 2**63 - 1
MOST_THREADS = 1024
SETTING_CODES = frozenset(
    {
        "compare.empty",
        "compare.jobs",
        "compare.seeds",
        "compare.twice",
        "exploration.surface_grid",
        "exploration.surface_holdouts",
        "exploration.surface_seeds",
        "futures.point",
        "futures.point_outside",
        "outlook.draws",
        "outlook.ending",
        "run.scale",
        "run.years",
        "run.seed",
        "run.threads",
        "run.start",
        "validate.result_or_run",
        "web.port",
    }
)
"""Codes of faults in what was asked, as against faults in files."""


@dataclass(frozen=True)
class RunSettings:
    """A run, fully described.

    Parameters
    ----------
    scale
        Share of the population that is simulated, above 0 and at most 1 (1 = everyone) [share].
    years
        Length of the run [years].
    seed
        Chooses the luck; the same seed gives the same run, bit for bit.
    scenario
        The future: `baseline`, a letter, or a point in the plane, as `read_scenario` returns it.
    package
        The package of measures, as `read_package_name` returns it.
    start
        First month, as year-month.
    demand
        Demand given from outside, or None: posts follow the potential supply of labour.
    threads
        Number of threads; changes the time a run takes, never its outcome.
    """

    scale: float = 0.01
    years: int = 15
    seed: int = 1
    scenario: str = BASELINE
    package: str = NO_PACKAGE
    start: str = FIRST_MONTH
    demand: DemandSeries | None = None
    threads: int = 1

    @property
    def months(self) -> int:
        """Length of the run [months]."""
        return self.years * MONTHS_PER_YEAR

    def content(self) -> dict[str, Any]:
        """Everything that decides the outcomes, besides the facts and the model."""
        return {
            "scale": self.scale,
            "seed": self.seed,
            "months": self.months,
            "start": self.start,
            "scenario": self.scenario,
            "package": self.package,
            "demand": CLOSURE if self.demand is None else self.demand.sha256,
        }

    @property
    def is_before_the_baseline(self) -> bool:
        """True when the run starts before the month the facts are made for, so that they must reach back."""
        return month_stamp(self.start) < month_stamp(FIRST_MONTH)


def available_threads() -> int:
    """Number of processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_settings(
    scale: float | str = RunSettings.scale,
    years: int | str = RunSettings.years,
    seed: int | str = RunSettings.seed,
    scenario: str = RunSettings.scenario,
    threads: int | str | None = None,
    start: str = RunSettings.start,
    package: str = RunSettings.package,
) -> RunSettings:
    """Turn what was asked into settings, or tell everything that is wrong with it.

    Parameters
    ----------
    scale, years, seed, scenario, threads, start, package
        As in `RunSettings`; text is read as a number. Threads left out: as many as there are cores.

    Returns
    -------
    RunSettings

    Raises
    ------
    HouvastError
        `run.scale`, `run.years`, `run.seed`, `run.threads`, `futures.point`, `futures.point_outside`, `run.start`, or
        what is wrong with the package, all at once.
    """
    problems: list[Problem] = []
    checked_scale = _number(scale, float, lambda value: 0 < value <= 1, "run.scale", problems)
    checked_years = _number(years, int, lambda value: 0 < value <= LONGEST_RUN_YEARS, "run.years", problems)
    checked_seed = _number(seed, int, lambda value: 0 <= value <= LARGEST_SEED, "run.seed", problems)
    wanted_threads = available_threads() if threads is None else threads
    checked_threads = _number(wanted_threads, int, lambda value: 0 < value <= MOST_THREADS, "run.threads", problems)
    named = read_all((scenario,), read_scenario, problems)
    packaged = read_all((package,), read_package_name, problems)
    if not is_start(start):
        problems.append(problem("run.start", first=EARLIEST_START, last=LATEST_START, found=str(start)))
    if problems:
        raise HouvastError(problems)
    return RunSettings(
        scale=checked_scale,
        years=int(checked_years),
        seed=int(checked_seed),
        scenario=named[0],
        package=packaged[0],
        start=month_label(month_stamp(start)),
        threads=int(checked_threads),
    )


def is_start(month: str) -> bool:
    """Whether a text is a month in which a run may start."""
    try:
        return month_stamp(EARLIEST_START) <= month_stamp(month) <= month_stamp(LATEST_START)
    except HouvastError:
        return False


_LIMITS: dict[str, dict[str, object]] = {
    "run.years": {"longest": LONGEST_RUN_YEARS},
    "run.seed": {"largest": LARGEST_SEED},
    "run.threads": {"most": MOST_THREADS},
}


def _number(
    asked: float | str,
    kind: type[float] | type[int],
    is_right: Callable[[float], bool],
    code: str,
    problems: list[Problem],
) -> float:
    """Read `asked` as a finite number of a kind within bounds, or note the problem."""
    try:
        value = kind(asked)
        if isinstance(asked, bool) or not math.isfinite(value) or value != float(asked) or not is_right(value):
            raise ValueError
    except (ValueError, TypeError, OverflowError):
        problems.append(problem(code, found=str(asked), **_LIMITS.get(code, {})))
        return 0
    return value
