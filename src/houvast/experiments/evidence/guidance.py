"""The trial of personal guidance by UWV, done over in the model.

UWV drew lots among everybody who came into WW from December 2017 to December 2018: four in five were offered personal
guidance, the others were not. After twelve months 2.0 points more of the guided were in paid employment; after
twenty-four months nothing was left of it (SEO 2021 and 2022, see the facts `guidance_*_effect_*`).

Here the same is done in the baseline: lots at inflow, both arms followed for two years. What no trial can do is done
as well: the same people and the same luck in a world in which nobody gets guidance. The control arm in the trial
against the same people there shows what guidance of some costs others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.experiments.comparison.intervals import CONFIDENCE
from houvast.experiments.evidence.estimate import Estimate, estimate
from houvast.experiments.evidence.lots import drawn
from houvast.experiments.runs import Progress, run_settings, silent
from houvast.experiments.settings import RunSettings, available_threads
from houvast.experiments.worlds import BASELINE, NO_PACKAGE, World
from houvast.facts.lookup import Facts

if TYPE_CHECKING:
    from houvast.market.model import Market

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

TRIAL_SHARE = "guidance_trial_share"
"""The fact: share of the inflow that was offered guidance, in the trial as here."""
EFFECT_ENDS = "guidance_effect_months"
"""Fact: after so many months nothing was left of the effect."""
PUBLISHED = {12: "guidance_employment_effect_share"}
"""Facts: the effect on paid employment that was found, by month."""
HORIZONS_MONTHS = (3, 6, 12, 18, 24)
INFLOW_MONTHS = 12
YEARS = 3
"""A year of inflow, and two years to follow the last who came in."""
ARMS = ("control", "guided")
KINDS_OF_WORK = ("employed", "at_work")
"""In paid employment, which the trial measured, and in any paid work, own business included."""
HIRED = ("guided", "unguided", "not_unemployed")
"""Who is hired: unemployed people whose lot is guidance, other unemployed people, and everybody else."""
PERSONS_PER_THOUSAND = 1000.0


class Followed(NamedTuple):
    """People who came into WW in one month."""

    month: int
    people: IntArray
    born: npt.NDArray[np.int16]
    arm: IntArray


@dataclass
class Follower:
    """Watches a market: enrols who comes into WW, and looks where they are at each horizon.

    Parameters
    ----------
    share
        Share of spells whose lot is guidance, in this market or in the one it is held against [share].
    guidance_months
        How long guidance lasts [months].

    Attributes
    ----------
    people
        Shape (arms, horizons): people still there.
    working
        Shape (kinds of work, arms, horizons): those of them in work.
    hires
        Shape (3,): hires as employee by `HIRED`, over the whole run.
    """

    share: float
    guidance_months: int
    people: IntArray = field(default_factory=lambda: np.zeros((len(ARMS), len(HORIZONS_MONTHS)), np.int64))
    working: IntArray = field(
        default_factory=lambda: np.zeros((len(KINDS_OF_WORK), len(ARMS), len(HORIZONS_MONTHS)), np.int64)
    )
    hires: IntArray = field(default_factory=lambda: np.zeros(len(HIRED), np.int64))
    _followed: list[Followed] = field(default_factory=list)
    _kind: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))

    def __call__(self, market: Market) -> None:
        """Look at the market before its first month and after each."""
        if market.month >= market.first_month:
            self._count_hires(market)
            if market.month < market.first_month + INFLOW_MONTHS:
                self._enrol(market)
            for each in self._followed:
                if market.month - each.month in HORIZONS_MONTHS:
                    self._look_up(market, each)
        self._kind = self._kinds(market)

    def _enrol(self, market: Market) -> None:
        from houvast.market.kernels.codes import UNEMPLOYED

        people = market.persons
        came_in = (people.position == UNEMPLOYED) & (people.spell_start == market.month)
        with_ww = np.flatnonzero(came_in & (people.benefit_end > market.month))
        arm = drawn(market, with_ww, self.share).astype(np.int64)
        self._followed.append(Followed(market.month, with_ww, people.birth_month[with_ww].copy(), arm))

    def _look_up(self, market: Market, each: Followed) -> None:
        from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, NOBODY, SELF_EMPLOYED

        horizon = HORIZONS_MONTHS.index(market.month - each.month)
        position = market.persons.position[each.people]
        # The place of somebody who died may be taken by a newcomer.
        is_there = (position != NOBODY) & (market.persons.birth_month[each.people] == each.born)
        in_work = np.stack([position < SELF_EMPLOYED, position < FIRST_OUT_OF_WORK]) & is_there
        for arm in range(len(ARMS)):
            self.people[arm, horizon] += np.count_nonzero(is_there & (each.arm == arm))
            self.working[:, arm, horizon] += np.count_nonzero(in_work & (each.arm == arm), axis=1)

    def _kinds(self, market: Market) -> npt.NDArray[np.uint8]:
        """Return for every place which of `HIRED` its person would be if hired now."""
        from houvast.market.kernels.codes import UNEMPLOYED

        people = market.persons
        kind = np.full(len(people.position), HIRED.index("not_unemployed"), np.uint8)
        seeking = np.flatnonzero(people.position == UNEMPLOYED)
        within = market.month - people.spell_start[seeking] < self.guidance_months
        guided = within & drawn(market, seeking, self.share)
        kind[seeking] = np.where(guided, HIRED.index("guided"), HIRED.index("unguided"))
        return kind

    def _count_hires(self, market: Market) -> None:
        from houvast.market.kernels.codes import SELF_EMPLOYED

        n_before = len(self._kind)
        people = market.persons
        hired = (people.job_start[:n_before] == market.month) & (people.position[:n_before] < SELF_EMPLOYED)
        self.hires += np.bincount(self._kind[hired], minlength=len(HIRED))


@dataclass(frozen=True)
class AtHorizon:
    """What became of both arms some months after they came in.

    Parameters
    ----------
    months
        Since inflow.
    work
        One of `KINDS_OF_WORK`.
    people
        Followed so far, both arms and all seeds, in the model.
    guided, control
        Share in work in either arm [share].
    effect
        Difference between the arms with its interval over seeds [share].
    over_people
        Half of the interval of the difference over people, all seeds together [share].
    control_elsewhere
        What guidance of others does to the control arm: its share in work minus that of the same lots in the world
        without guidance [share].
    guided_elsewhere
        The same for the guided: what guidance does to them when nobody is held back by it [share].
    """

    months: int
    work: str
    people: int
    guided: float
    control: float
    effect: Estimate
    over_people: float
    control_elsewhere: Estimate
    guided_elsewhere: Estimate


@dataclass(frozen=True)
class Trial:
    """The trial, done over.

    Parameters
    ----------
    scale, seeds, share
        As asked.
    rows
        By kind of work and horizon.
    hires
        By `HIRED`: hires a year at full scale more than in the world without guidance [thousand persons a year].
    """

    scale: float
    seeds: int
    share: float
    rows: tuple[AtHorizon, ...]
    hires: dict[str, Estimate]

    def row(self, months: int, work: str = KINDS_OF_WORK[0]) -> AtHorizon:
        """Return the row of a horizon."""
        return next(each for each in self.rows if (each.months, each.work) == (months, work))


def guidance_trial(
    facts: Facts,
    scale: float = 0.01,
    seeds: Iterable[int] = (1, 2, 3, 4),
    share: float | None = None,
    progress: Progress = silent,
) -> Trial:
    """Draw lots at inflow into WW in the baseline, follow both arms, and hold them against a world without guidance.

    Parameters
    ----------
    facts
        Of the baseline.
    scale
        Share of the population [share].
    seeds
        Repeats; two are the fewest for an interval.
    share
        Share of the inflow that gets guidance; left out: as in the trial [share].
    progress
        Told the runs that are done, two a seed.

    Returns
    -------
    Trial
    """
    chosen = tuple(seeds)
    share = facts.number(TRIAL_SHARE, RunSettings.start) if share is None else share
    with_guidance, without = facts.with_value("guidance_share", share), facts.with_value("guidance_share", 0.0)
    found: list[tuple[Follower, Follower]] = []
    for number, seed in enumerate(chosen):
        pair = []
        for place, laid in enumerate((with_guidance, without)):
            progress("runs", 2 * number + place, 2 * len(chosen))
            pair.append(_follow(facts, laid, scale, seed, share))
        found.append((pair[0], pair[1]))
    progress("runs", 2 * len(chosen), 2 * len(chosen))
    return _trial(found, scale, share)


def _follow(facts: Facts, laid: Facts, scale: float, seed: int, share: float) -> Follower:
    follower = Follower(share, round(laid.number("guidance_months", RunSettings.start)))
    settings = RunSettings(scale, YEARS, seed, threads=available_threads())
    run_settings(settings, facts, watch=follower, world=World(BASELINE, NO_PACKAGE, laid))
    return follower


def _trial(found: list[tuple[Follower, Follower]], scale: float, share: float) -> Trial:
    rows = []
    # (seeds, kinds of work, arms, horizons)
    here, elsewhere = (np.stack([pair[place].working / pair[place].people for pair in found]) for place in (0, 1))
    effect = _estimates(here[:, :, 1] - here[:, :, 0])
    moved = _estimates(here - elsewhere)
    for work, kind in enumerate(KINDS_OF_WORK):
        for horizon, months in enumerate(HORIZONS_MONTHS):
            people = sum(pair[0].people[:, horizon] for pair in found)
            working = sum(pair[0].working[work, :, horizon] for pair in found)
            in_work = np.asarray(working / people)
            rows.append(
                AtHorizon(
                    months,
                    kind,
                    int(np.sum(people)),
                    float(in_work[1]),
                    float(in_work[0]),
                    effect[work, horizon],
                    _half_over_people(in_work, np.asarray(people)),
                    moved[work, 0, horizon],
                    moved[work, 1, horizon],
                )
            )
    more = np.stack([pair[0].hires - pair[1].hires for pair in found]) / (scale * YEARS * PERSONS_PER_THOUSAND)
    return Trial(scale, len(found), share, tuple(rows), dict(zip(HIRED, _estimates(more), strict=True)))


def _estimates(values: FloatArray) -> npt.NDArray[np.object_]:
    """Return the mean over seeds, the first axis, with its interval, as an array of `Estimate` over the other axes."""
    found = np.empty(values.shape[1:], object)
    for place in np.ndindex(found.shape):
        found[place] = estimate(values[:, *place])
    return found


def _half_over_people(in_work: FloatArray, people: FloatArray) -> float:
    """Half of the interval of a difference between two shares, of independent people [share]."""
    from scipy import stats

    return float(stats.norm.ppf((1 + CONFIDENCE) / 2) * np.sqrt(np.sum(in_work * (1 - in_work) / people)))
