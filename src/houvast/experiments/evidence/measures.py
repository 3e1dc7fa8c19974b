"""Every measure in every future, and the same turned round.

Told are what it does to what it is meant for, what else it moves and what it costs.
A measure turned round has the opposite of each of its changes (`W3:effect=-1`). When that does not move the outcome
the other way, the effect found does not come from the mechanism that the measure names, or luck is larger than it, or
there is nothing to take away: where there are no basic jobs there cannot be fewer. Which facts stay where they are is
told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.evidence.estimate import Estimate, estimate
from houvast.experiments.evidence.late import Cell, Ensemble, Late, by_seed, late_years, lay
from houvast.experiments.evidence.statements import FUTURES
from houvast.experiments.runs import Progress, silent
from houvast.experiments.settings import RunSettings
from houvast.experiments.worlds import NO_PACKAGE, World, package_named, world_of
from houvast.facts.lookup import Facts
from houvast.policies.costs import amounts, quantities_of
from houvast.policies.folder import given_measures
from houvast.policies.parts import EFFECT, Measure
from houvast.vocabulary.errors import HouvastError, nearest, problem
from houvast.vocabulary.words import OUTCOMES

FloatArray = npt.NDArray[np.float64]

MEANT = {"+": 1, "-": -1}
SIDE_EFFECTS = 2
PUBLIC_COST = "public_cost_eur"
AS_MEANT, AGAINST, UNCLEAR, NONE_AT_ALL = "as_meant", "against", "unclear", "none"
OTHER_WAY, SAME_WAY, REFUSED, AT_BOUND = "other_way", "same_way", "refused", "at_bound"


@dataclass(frozen=True)
class SideEffect:
    """Something else that a measure moves.

    Parameters
    ----------
    outcome
        What moves.
    effect
        How far, in the unit of the outcome.
    of_distance
        The same as a part of the distance between the futures without measures.
    """

    outcome: str
    effect: Estimate
    of_distance: float


@dataclass(frozen=True)
class Found:
    """A measure in a future, against the same future without it.

    Parameters
    ----------
    measure, scenario
        Which and where.
    package_hash
        Hash of the measure as it was tried.
    outcome, meant
        What the measure names first among what it acts on, and the way it is meant to go (1, -1, or 0 for open).
    effect
        In the unit of the outcome.
    direction
        `as_meant`, `against`, `unclear` (the interval holds zero) or `none` (nothing moves at all).
    side_effects
        The largest whose interval does not hold zero, against the distance between the futures; at most two.
    cost_eur_per_year
        Gross cost of the measure itself; negative is received [EUR per year].
    public_cost_eur_per_month
        Effect on all public spending [EUR per month].
    perverse
        Effect of the measure turned round; None where it cannot be.
    turned_round
        `other_way`, `same_way`, `unclear`, `none`, `at_bound` (turned round it changes nothing, for nothing of it is
        there to take away), or `refused` with the reason.
    reason
        Why it cannot be turned round.
    held
        Facts that the measure moves and that stay where they are when it is turned round: they are at their bound.
    """

    measure: str
    scenario: str
    package_hash: str
    outcome: str
    meant: int
    effect: Estimate
    direction: str
    side_effects: tuple[SideEffect, ...]
    cost_eur_per_year: Estimate
    public_cost_eur_per_month: Estimate
    perverse: Estimate | None
    turned_round: str
    reason: str = ""
    held: tuple[str, ...] = ()


def chosen_measures(names: str) -> tuple[str, ...]:
    """Return the measures somebody names with commas, or all for `all`.

    Raises
    ------
    HouvastError
        `policies.file_unknown` for each that does not exist, with the nearest name.
    """
    known = tuple(given_measures())
    if names.strip() == "all":
        return known
    asked = [name.strip() for name in names.split(",")]
    unknown = [problem("policies.file_unknown", found=name or None, suggestion=nearest(name, known))
               for name in asked if name not in known]  # fmt: skip
    if unknown:
        raise HouvastError(unknown)
    return tuple(name for name in known if name in asked)


def main_outcome(measure: Measure) -> tuple[str, int]:
    """Return the outcome a measure names first and the way it is meant to go."""
    outcome, way = next(iter(measure.acts_on.items()))
    return outcome, MEANT.get(way, 0)


def try_measures(ensemble: Ensemble, keys: Sequence[str], progress: Progress = silent) -> tuple[Found, ...]:
    """Run measures, and the same turned round, in the four futures.

    Parameters
    ----------
    ensemble
        How they are run; the runs without measures are shared by all.
    keys
        Which measures.
    progress
        As `late_years`.

    Raises
    ------
    HouvastError
        As `late_years`; a measure that cannot be laid over a future. One that cannot be turned round is a row that
        says so.
    """
    reasons: dict[Cell, str] = {}
    plain = [Cell(future, package) for future in FUTURES for package in (NO_PACKAGE, *keys)]
    worlds = lay(plain, ensemble.facts)
    turned = [_turned(future, key) for future in FUTURES for key in keys]
    worlds |= lay(turned, ensemble.facts, lambda cell, fault: reasons.update({cell: fault.text()}))
    late = late_years(ensemble, worlds, progress)
    return tuple(_found(ensemble, late, worlds, key, future, reasons) for key in keys for future in FUTURES)


def _turned(future: str, key: str) -> Cell:
    return Cell(future, package_named(f"{key}:{EFFECT}=-1").name)


def _found(
    ensemble: Ensemble, late: Late, worlds: dict[Cell, World], key: str, future: str, reasons: dict[Cell, str]
) -> Found:
    outcome, meant = main_outcome(given_measures()[key])
    bare, with_it, turned = late[Cell(future)], late[Cell(future, key)], _turned(future, key)
    effect = _effect(with_it, bare, outcome)
    perverse = _effect(late[turned], bare, outcome) if turned in late else None
    return Found(
        key,
        future,
        package_named(key).content_hash,
        outcome,
        meant,
        effect,
        _direction(effect, meant),
        tuple(_side_effects(late, with_it, bare, outcome)),
        estimate(_costs(ensemble, key, future, with_it)),
        _effect(with_it, bare, PUBLIC_COST),
        perverse,
        _turned_round(effect, perverse),
        reasons.get(turned, ""),
        _held(worlds, key, future, _last_january(ensemble)) if turned in late else (),
    )


def _last_january(ensemble: Ensemble) -> date:
    return date(int(RunSettings.start[:4]) + ensemble.years - 1, 1, 1)


def _held(worlds: dict[Cell, World], key: str, future: str, day: date) -> tuple[str, ...]:
    """Return the facts that a measure moves by a day and that its opposite leaves, or part of them."""
    bare, with_it, turned = (worlds[cell].facts for cell in (Cell(future), Cell(future, key), _turned(future, key)))
    names = dict.fromkeys(change.fact for change in worlds[Cell(future, key)].changes)
    return tuple(name for name in names if np.any(_moved(with_it, bare, name, day) & ~_moved(turned, bare, name, day)))


def _moved(facts: Facts, bare: Facts, name: str, day: date) -> npt.NDArray[np.bool_]:
    there, before = facts.array(name, day), bare.array(name, day)
    return np.asarray((there != before) & ~(np.isnan(there) & np.isnan(before)))


def _effect(table: pl.DataFrame, reference: pl.DataFrame, outcome: str) -> Estimate:
    return estimate(by_seed(table, outcome) - by_seed(reference, outcome))


def _direction(effect: Estimate, meant: int) -> str:
    if _moves_nothing(effect):
        return NONE_AT_ALL
    if effect.sign == 0 or meant == 0:
        return UNCLEAR
    return AS_MEANT if effect.sign == meant else AGAINST


def _turned_round(effect: Estimate, perverse: Estimate | None) -> str:
    if perverse is None:
        return REFUSED
    if _moves_nothing(perverse):
        return NONE_AT_ALL if effect.value == 0.0 else AT_BOUND
    if effect.sign == 0 or perverse.sign == 0:
        return UNCLEAR
    return OTHER_WAY if effect.sign == -perverse.sign else SAME_WAY


def _moves_nothing(effect: Estimate) -> bool:
    return effect.value == 0.0 and effect.low in (0.0, None)


def _side_effects(late: Late, table: pl.DataFrame, reference: pl.DataFrame, main: str) -> list[SideEffect]:
    found = []
    for outcome in (each.key for each in OUTCOMES if each.key not in (main, PUBLIC_COST)):
        levels = [by_seed(late[Cell(future)], outcome).mean() for future in FUTURES]
        distance = float(np.max(levels) - np.min(levels))
        effect = _effect(table, reference, outcome)
        if effect.sign and distance > 0.0:
            found.append(SideEffect(outcome, effect, abs(effect.value) / distance))
    return sorted(found, key=lambda each: -each.of_distance)[:SIDE_EFFECTS]


def _costs(ensemble: Ensemble, key: str, future: str, table: pl.DataFrame) -> FloatArray:
    """Gross cost of a measure in its last year, by seed [EUR per year]."""
    laid = world_of(future, NO_PACKAGE, ensemble.facts).facts
    day = _last_january(ensemble)
    chosen = package_named(key).chosen
    return np.array([
        sum(each.eur_per_year for each in amounts(chosen, laid, quantities_of(of_seed), day))
        for of_seed in _seeds(table)
    ])  # fmt: skip


def _seeds(table: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for seed in table["seed"].unique().sort():
        yield table.filter(seed=seed)
