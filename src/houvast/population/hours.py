"""Usual and wanted weekly hours.

The raked table says how many people of each age, sex, education and contract work in each hours band. Within a
band, whole half days are preferred, and per contract form the hours are tilted,

    weight(h) = heaping(h) * exp(theta * h),

with theta solved so that the mean hours of the form equal the published mean: of all distributions with that
mean the one nearest to the untilted one.

Wanted hours equal usual hours, but for the published numbers of underused part-timers (more) and of those who
want fewer. People out of work want the hours that people like them work.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from houvast.facts.lookup import Facts
from houvast.population.counts import THOUSAND, Counts
from houvast.population.expansion import Draft
from houvast.population.raking import FloatTable
from houvast.population.rounding import dealt, spread_choice
from houvast.population.seeds import stream
from houvast.vocabulary.words import CONTRACT, HOURS_BAND, HOURS_BAND_START_HOURS

_N_BANDS = len(HOURS_BAND)
_N_PERSON_AXES = 3
# The tilt is sought between these bounds; e to the power of two per hour is all weight on one end of a band.
_STEEPEST_TILT = 2.0


def deal_hours(draft: Draft, counts: Counts, facts: Facts) -> None:
    """Fill usual hours of the employed and wanted hours of those out of work.

    Parameters
    ----------
    draft : Draft
        Its `hours` and `hours_wanted` are filled.
    counts : Counts
        Persons per hours band.
    facts : Facts
        Gives mean hours by contract form and the preference for half days.
    """
    month = draft.start_month
    heaping = _heaping(facts, month)
    band = _bands_of_employed(counts, draft.seed)
    contract = draft.persons.position[draft.employed]
    group = contract * np.uint8(_N_BANDS) + band
    persons_in_group = np.bincount(group, minlength=len(CONTRACT) * _N_BANDS).reshape(-1, _N_BANDS)
    weights = _tilted(heaping, persons_in_group, facts.array("mean_hours_by_contract", month))
    rng = stream(draft.seed, "hours within the band")
    draft.persons.hours[draft.employed] = _deal_within(group, weights.reshape(-1, len(heaping)), rng)
    draft.persons.hours_wanted[draft.employed] = draft.persons.hours[draft.employed]
    _deal_hours_of_others(draft, counts, heaping)


def deal_hours_wanted(draft: Draft, facts: Facts, scale: float) -> None:
    """Let the published numbers of people want more hours, or fewer, than they work.

    Parameters
    ----------
    draft : Draft
        Its `hours_wanted` is changed.
    facts : Facts
        Gives the numbers and by how many hours.
    scale : float
        Simulated persons per real person.
    """
    month = draft.start_month
    hours, wanted = draft.persons.hours[draft.employed], draft.persons.hours_wanted[draft.employed]
    rng = stream(draft.seed, "wanted hours")
    is_part_time = hours < HOURS_BAND_START_HOURS[-1]
    # Those in education are taken to be the youngest band: the survey's students among part-timers.
    is_young = draft.age_band[draft.employed] == 0
    n_more = facts.number("underused_part_timers_thousand", month) * THOUSAND * scale
    n_in_education = round(n_more * facts.number("underused_part_timers_in_education_share", month))
    students = spread_choice(is_part_time & is_young, n_in_education, rng)
    others = spread_choice(is_part_time & ~is_young, round(n_more) - len(students), rng)
    more = np.concatenate([students, others])
    extra = _hours_apart(len(more), facts.number("extra_hours_wanted_hours_per_week", month), rng)
    wanted[more] = np.minimum(hours[more] + extra, int(facts.number("longest_hours_per_week", month)))
    # Only people with many hours, the last two bands, are taken to want fewer.
    has_many_hours = (hours >= HOURS_BAND_START_HOURS[-2]) & (wanted == hours)
    n_fewer = round(facts.number("wants_fewer_hours_thousand", month) * THOUSAND * scale)
    fewer = spread_choice(has_many_hours, n_fewer, rng)
    less = _hours_apart(len(fewer), facts.number("fewer_hours_wanted_hours_per_week", month), rng)
    wanted[fewer] = np.maximum(hours[fewer].astype(np.int16) - less, 1)


def _heaping(facts: Facts, month: int) -> FloatTable:
    """Return the weight of every number of hours from 1 to the longest working week."""
    hours = np.arange(1, int(facts.number("longest_hours_per_week", month)) + 1)
    is_whole_half_days = hours % int(facts.number("half_day_hours", month)) == 0
    return np.where(is_whole_half_days, facts.number("hours_heaping_weight", month), 1.0)


def _bands_of_employed(counts: Counts, seed: int) -> npt.NDArray[np.uint8]:
    """Return the hours band of each employed person, mixed among people alike."""
    rng = stream(seed, "hours bands")
    per_cell = counts.hours.reshape(-1, _N_BANDS)
    bands = np.repeat(np.tile(np.arange(_N_BANDS, dtype=np.uint8), len(per_cell)), per_cell.ravel())
    ends = np.cumsum(per_cell.sum(axis=1))
    for first, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
        rng.shuffle(bands[first:end])
    return bands


def _band_of_hours(n_hours: int) -> npt.NDArray[np.int64]:
    """Return the hours band of 1, 2, ... n_hours hours."""
    return np.searchsorted(HOURS_BAND_START_HOURS, np.arange(1, n_hours + 1), side="right") - 1


def _tilted(heaping: FloatTable, persons: npt.NDArray[np.int64], mean_hours: FloatTable) -> FloatTable:
    """Return weights of shape (n_contracts, n_bands, n_hours) that give each contract its mean hours."""
    band_of = _band_of_hours(len(heaping))
    in_band = np.arange(_N_BANDS)[:, None] == band_of
    hours = np.arange(1, len(heaping) + 1)
    middle = (in_band * hours).sum(axis=1, keepdims=True) / in_band.sum(axis=1, keepdims=True)

    def weights_at(tilt: float) -> FloatTable:
        exponent = np.where(in_band, tilt * (hours - middle), 0)
        weights = heaping * in_band * np.exp(exponent - exponent.max(axis=1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    tables = []
    for in_bands, target in zip(persons, mean_hours, strict=True):

        def off(tilt: float, in_bands: npt.NDArray[np.int64] = in_bands, target: float = float(target)) -> float:
            return float(in_bands @ (weights_at(tilt) @ hours) - target * in_bands.sum())

        tables.append(weights_at(_solve_between(off)))
    return np.stack(tables)


def _solve_between(off: Callable[[float], float]) -> float:
    """Return the tilt at which `off` is zero, or the bound nearest to it; `off` rises."""
    if off(-_STEEPEST_TILT) >= 0:
        return -_STEEPEST_TILT
    if off(_STEEPEST_TILT) <= 0:
        return _STEEPEST_TILT
    return float(brentq(off, -_STEEPEST_TILT, _STEEPEST_TILT))


def _deal_within(group: npt.NDArray[np.uint8], weights: FloatTable, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Deal hours to each person from the weights of the person's group."""
    order = np.argsort(group, kind="stable").astype(np.uint32)
    ends = np.cumsum(np.bincount(group, minlength=len(weights)))
    hours = np.empty(len(group), np.uint8)
    for number, (first, end) in enumerate(zip(np.concatenate([[0], ends[:-1]]), ends, strict=True)):
        if end > first:
            hours[order[first:end]] = dealt(weights[number], int(end - first), rng) + np.uint16(1)
    return hours


def _deal_hours_of_others(draft: Draft, counts: Counts, heaping: FloatTable) -> None:
    """Deal wanted hours to people out of work: the hours bands of the employed like them, untilted."""
    rng = stream(draft.seed, "wanted hours of people out of work")
    bands = counts.hours.sum(axis=_N_PERSON_AXES).astype(np.float64)
    _, n_sexes, n_educations, _ = bands.shape
    persons, slots = draft.persons, draft.others
    cell = (draft.age_band[slots] * np.uint8(n_sexes) + persons.sex[slots]) * np.uint8(n_educations)
    cell += persons.education[slots]
    band_of = _band_of_hours(len(heaping))
    per_band = np.bincount(band_of, weights=heaping)
    shares = bands.reshape(-1, _N_BANDS)
    shares = np.where(shares.sum(axis=1, keepdims=True) > 0, shares, shares.sum(axis=0))
    weights = shares[:, band_of] * (heaping / per_band[band_of])
    persons.hours_wanted[slots] = _deal_within(cell, weights, rng)


def _hours_apart(n_persons: int, mean: float, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return whole hours between wanted and usual, spread evenly from one to twice the mean less one."""
    widest = max(round(2 * mean) - 1, 1)
    return rng.integers(1, widest, size=n_persons, endpoint=True, dtype=np.uint8)
