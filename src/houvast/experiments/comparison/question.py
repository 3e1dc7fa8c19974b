"""What a comparison is asked: futures, packages, seeds; checked in full before anything is computed.

The seeds are 1, 2, ... and the same in every cell, so that two cells differ by what was laid over the facts and by
nothing else. Which package the effects are measured against does not depend on the order in which they are named: the
empty one, and only where it is left out the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from houvast.experiments.baseline.survivors import read_survivors
from houvast.experiments.draws import exposure_position
from houvast.experiments.settings import MOST_THREADS, RunSettings, available_threads, check_settings
from houvast.experiments.worlds import (
    BASELINE,
    NO_PACKAGE,
    read_all,
    read_package_name,
    read_scenario,
    split_scenarios,
)
from houvast.vocabulary.errors import HouvastError, Problem, problem

MOST_SEEDS = 1000
FEWEST_SEEDS_FOR_INTERVAL = 2


class Cell(NamedTuple):
    """One future with one package."""

    scenario: str
    package: str


@dataclass(frozen=True)
class Question:
    """A comparison, fully described.

    Parameters
    ----------
    scenarios, packages
        In the order asked for, none twice.
    seeds
        Number of repeats, with seeds 1, 2, ...
    scale, years, start
        As in `RunSettings`.
    jobs
        Runs at the same time; changes the time and nothing else.
    draws
        Whether every seed lives under a draw of its own, see `houvast.experiments.draws`.
    """

    scenarios: tuple[str, ...]
    packages: tuple[str, ...]
    seeds: int = 4
    scale: float = RunSettings.scale
    years: int = RunSettings.years
    start: str = RunSettings.start
    jobs: int = 1
    draws: bool = False

    @property
    def reference(self) -> str:
        """The package that effects are measured against."""
        return NO_PACKAGE if NO_PACKAGE in self.packages else self.packages[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every future with every package, in an order that does not depend on how they were named."""
        return tuple(
            Cell(scenario, package) for scenario in sorted(self.scenarios) for package in sorted(self.packages)
        )

    def settings(self, cell: Cell, seed: int) -> RunSettings:
        """Return the run of a cell with a seed."""
        threads = available_threads() if self.jobs == 1 else 1
        return RunSettings(
            self.scale, self.years, seed, cell.scenario, cell.package, self.start, demand=None, threads=threads
        )

    def runs(self) -> Iterator[tuple[Cell, int]]:
        """Yield every run, seed by seed: after the first seed there is a first answer for all cells."""
        for seed in range(1, self.seeds + 1):
            for cell in self.cells:
                yield cell, seed

    def content(self) -> dict[str, Any]:
        """What a manifest says of the question."""
        return {
            "scenarios": list(self.scenarios),
            "packages": list(self.packages),
            "reference": self.reference,
            "seeds": self.seeds,
            "scale": self.scale,
            "years": self.years,
            "start": self.start,
        } | ({"exposure": [exposure_position(seed) for seed in range(1, self.seeds + 1)]} if self.draws else {})

    def holds(self, other: dict[str, Any]) -> bool:
        """Whether all that another question, as a manifest tells it, asks is asked here too."""
        mine = self.content()
        same = all(mine[key] == other.get(key) for key in ("scale", "years", "start", "reference"))
        same = same and self.draws == ("exposure" in other)
        wider = set(other.get("scenarios", ())) <= set(self.scenarios)
        wider = wider and set(other.get("packages", ())) <= set(self.packages)
        return same and wider and other.get("seeds", 0) <= self.seeds


def check_question(
    scenarios: str | Sequence[str] = (BASELINE,),
    packages: str | Sequence[str] = (NO_PACKAGE,),
    seeds: int | str = Question.seeds,
    scale: float | str = Question.scale,
    years: int | str = Question.years,
    start: str = Question.start,
    jobs: int | str | None = None,
    draws: bool = False,
) -> Question:
    """Turn what was asked into a question, or tell everything that is wrong with it.

    Parameters
    ----------
    scenarios, packages
        Names, or one text with commas between them; measures of one package are joined by `+`.
    seeds, scale, years, start, jobs, draws
        As in `Question`; text is read as a number. Jobs left out: as many as there are cores.

    Raises
    ------
    HouvastError
        `compare.empty`, `compare.twice`, `compare.seeds`, `compare.jobs` and all that is wrong with a future, a
        package, the scale, the years or the start, at once.
    """
    problems: list[Problem] = []
    most_seeds = len(read_survivors().misfit) if draws else MOST_SEEDS
    futures = _named("--scenarios", split_scenarios, scenarios, read_scenario, problems)
    measures = _named("--packages", _split, packages, read_package_name, problems)
    n_seeds = _whole(seeds, most_seeds, "compare.seeds", problems)
    n_jobs = _whole(available_threads() if jobs is None else jobs, MOST_THREADS, "compare.jobs", problems)
    try:
        asked = check_settings(scale, years, start=start)
    except HouvastError as fault:
        raise HouvastError([*problems, *fault.problems]) from fault
    if problems:
        raise HouvastError(problems)
    return Question(futures, measures, n_seeds, asked.scale, asked.years, asked.start, n_jobs, draws)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _named(option: str, split: Any, asked: str | Sequence[str], read: Any, problems: list[Problem]) -> tuple[str, ...]:
    texts = split(asked) if isinstance(asked, str) else list(asked)
    if not texts or not all(text.strip() for text in texts):
        problems.append(problem("compare.empty", where=option))
        texts = [text for text in texts if text.strip()]
    names = read_all(texts, read, problems)
    twice = sorted({name for name in names if names.count(name) > 1})
    problems.extend(problem("compare.twice", where=option, found=name) for name in twice)
    return names


def _whole(asked: int | str, most: int, code: str, problems: list[Problem]) -> int:
    text = str(asked).strip()
    if text.isdecimal() and text.isascii() and 0 < int(text) <= most:
        return int(text)
    problems.append(problem(code, most=most, found=text))
    return 1
