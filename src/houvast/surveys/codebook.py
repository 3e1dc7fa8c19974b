"""CODEBOOK.yaml: what the columns of a good-work survey mean.

    title: {nl: Monitor goed werk, en: Good-work monitor}
    design: {weights: w, strata: sector}     # as DESIGN.yaml
    period: year                             # column; leave out with one period
    breaks: ["2022"]                         # periods that cannot be compared with those before
    groups: [sex, age, sector]               # columns to compare groups by
    benchmark: {column: company, value: Acme, standardise_by: [age, sex]}
    minimum_n: 100                           # smaller groups are not shown
    grips:                                   # below this score, 0 to 100, somebody lacks the grip
      work: {lacking_below: 50, source: our own choice}
    items:
      order: {grip: work, answers: [1, 5], direction: up, source: own item, question: {nl: ..., en: ...}}
      worry: {grip: money, answers: [1, 5], direction: down, source: own item, weight: w_half_1}

`direction: up` means that the last of `answers` is the best, `down` that the first is. `weight` names the weights of an
item that was put to part of the sample; items put to different parts cannot be combined for one person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from houvast.facts.located import Faults, Located
from houvast.surveys.data import Data
from houvast.surveys.design import FloatArray
from houvast.surveys.design_file import check_keys, choice_in, names_in, number_in
from houvast.vocabulary.errors import Both, Place
from houvast.vocabulary.word import LANGUAGES, keys_of
from houvast.vocabulary.words import GRIPS

KEYS = ("title", "design", "period", "breaks", "groups", "benchmark", "minimum_n", "grips", "items", "sector")
ITEM_KEYS = ("grip", "answers", "direction", "source", "question", "weight", "register")
BENCHMARK_KEYS = ("column", "value", "standardise_by")
GRIP_KEYS = ("lacking_below", "source")
ANSWERED_SHARE = 2 / 3
"""A score counts when at least so much of its items was answered: the usual rule for scales."""
SCORE_TOP = 100.0
MINIMUM_N = 100
"""CBS publishes a cell from 100 observations (StatLine, note to 83235NED)."""
SMALLEST_MINIMUM_N = 10
MIDDLE = 50.0


@dataclass(frozen=True)
class Item:
    """One question of the monitor.

    Parameters
    ----------
    column
        Its column in the data.
    grip
        The grip it belongs to.
    worst, best
        Answers at the ends of the scale.
    source
        Where the question comes from.
    question
        Its words.
    weight
        Column with its own weights, or None.
    is_register
        Comes from a register: compared by size of the difference, not by chance.
    """

    column: str
    grip: str
    worst: float
    best: float
    source: str
    question: Both
    weight: str | None = None
    is_register: bool = False

    def score(self, answers: FloatArray) -> FloatArray:
        """Answers on a scale from 0 (worst) to 100 (best), shape (n,)."""
        return np.asarray(SCORE_TOP * (answers - self.worst) / (self.best - self.worst))


@dataclass(frozen=True)
class Benchmark:
    """The company to compare: the column and value that mark it, and what the comparison is standardised by."""

    column: str
    value: str
    standardise_by: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """What the columns mean; see the head of this module."""

    title: Both
    items: tuple[Item, ...]
    lacking_below: dict[str, float]
    groups: tuple[str, ...]
    design: Located | None
    period: str | None
    breaks: tuple[str, ...]
    benchmark: Benchmark | None
    minimum_n: int
    sector: str | None

    def of_grip(self, grip: str) -> tuple[Item, ...]:
        """The items of a grip."""
        return tuple(item for item in self.items if item.grip == grip)

    @property
    def grips(self) -> tuple[str, ...]:
        """The grips that have items, in the order of the vocabulary."""
        return tuple(grip for grip in keys_of(GRIPS) if self.of_grip(grip))


def read_codebook(given: Located, data: Data, faults: Faults) -> Codebook | None:
    """Read a codebook; None when it has faults.

    Parameters
    ----------
    given
        The file, as read by `read_yaml`.
    data
        The table it speaks of.
    faults
        Collects what is wrong.
    """
    keys = given.mapping
    if keys is None or "items" not in keys or not keys["items"].mapping:
        faults.add("surveys.wrong_form", given.place, expected="items, groups, design", found=given.shown())
        return None
    own = Faults()
    check_keys(keys, KEYS, own)
    items = [_item(name, each, data, own) for name, each in keys["items"].mapping.items()]
    columns = names_in(keys.get("groups"), own) + names_in(keys.get("period"), own) + names_in(keys.get("sector"), own)
    for column in columns:
        data.has(column.text or "", column.place, own)
    codebook = Codebook(
        both_in(keys.get("title"), Both("Monitor goed werk", "Good-work monitor"), own),
        tuple(item for item in items if item is not None),
        _lacking(keys.get("grips"), own),
        tuple(each.text or "" for each in names_in(keys.get("groups"), own)),
        keys.get("design"),
        keys["period"].text if "period" in keys else None,
        tuple(each.text or "" for each in names_in(keys.get("breaks"), own)),
        _benchmark(keys.get("benchmark"), data, own),
        int(number_in(keys.get("minimum_n"), own, MINIMUM_N)),
        keys["sector"].text if "sector" in keys else None,
    )
    if codebook.minimum_n < SMALLEST_MINIMUM_N:
        own.add("surveys.minimum_n", keys["minimum_n"].place, found=codebook.minimum_n, expected=SMALLEST_MINIMUM_N)
    _check_halves(codebook, keys["items"].place, own)
    faults.problems += own.problems
    return None if own.problems else codebook


def both_in(given: Located | None, otherwise: Both, faults: Faults) -> Both:
    """Read words in both languages; one word serves for both."""
    if given is None or given.is_null:
        return otherwise
    if given.mapping is None:
        return Both(given.text or "", given.text or "")
    check_keys(given.mapping, LANGUAGES, faults)
    said = {language: each.text or "" for language, each in given.mapping.items()}
    either = next((text for text in said.values() if text), "")
    return Both(said.get("nl") or either, said.get("en") or either)


def _item(name: str, given: Located, data: Data, faults: Faults) -> Item | None:
    keys = given.mapping
    if keys is None or not all(key in keys for key in ("grip", "answers", "direction", "source")):
        faults.add("surveys.wrong_form", given.place, expected="grip, answers, direction, source", found=given.shown())
        return None
    before = len(faults.problems)
    check_keys(keys, ITEM_KEYS, faults)
    grip = choice_in(keys["grip"], keys_of(GRIPS), "", faults)
    direction = choice_in(keys["direction"], ("up", "down"), "up", faults)
    ends = [number_in(each, faults, 0.0) for each in keys["answers"].items or []]
    if len(ends) != len(("low", "high")) or not ends[0] < ends[1]:
        faults.add("surveys.wrong_form", keys["answers"].place, expected="[low, high]", found=keys["answers"].shown())
    weight = keys["weight"].text if "weight" in keys else None
    named = data.has(name, given.place, faults) and (weight is None or data.has(weight, given.place, faults))
    if len(faults.problems) > before or not named:
        return None
    answers = data.numbers(name, faults)
    with np.errstate(invalid="ignore"):
        unknown = (answers < ends[0]) | (answers > ends[1])
    data.note_rows("surveys.unknown_code", name, unknown, faults, expected=f"{ends[0]:g}-{ends[1]:g}")
    _check_spread(name, answers, given.place, faults)
    worst, best = ends if direction == "up" else ends[::-1]
    question = both_in(keys.get("question"), Both(name, name), faults)
    is_register = "register" in keys and keys["register"].flag is True
    return Item(name, grip, worst, best, keys["source"].text or "", question, weight, is_register)


def _check_spread(name: str, answers: FloatArray, place: Place, faults: Faults) -> None:
    """An item everybody answers alike, or nobody, was read wrongly more often than not."""
    given = answers[~np.isnan(answers)]
    if not len(given):
        faults.add("surveys.no_answers", place, found=name)
    elif len(given) > 1 and (given == given[0]).all():
        faults.add("surveys.all_equal", place, found=name, answer=float(given[0]))


def _lacking(given: Located | None, faults: Faults) -> dict[str, float]:
    bounds = dict.fromkeys(keys_of(GRIPS), MIDDLE)
    for grip, each in ((given.mapping if given is not None else None) or {}).items():
        keys = each.mapping
        if grip not in bounds or keys is None:
            faults.add("surveys.choice", each.place, found=grip, expected=tuple(bounds), suggestion="")
            continue
        check_keys(keys, GRIP_KEYS, faults)
        bounds[grip] = number_in(keys.get("lacking_below"), faults, MIDDLE)
    return bounds


def _benchmark(given: Located | None, data: Data, faults: Faults) -> Benchmark | None:
    if given is None or given.is_null:
        return None
    keys = given.mapping
    if keys is None or "column" not in keys or "value" not in keys:
        faults.add("surveys.wrong_form", given.place, expected=BENCHMARK_KEYS, found=given.shown())
        return None
    check_keys(keys, BENCHMARK_KEYS, faults)
    by = names_in(keys.get("standardise_by"), faults)
    for column in [keys["column"], *by]:
        data.has(column.text or "", column.place, faults)
    return Benchmark(keys["column"].text or "", keys["value"].text or "", tuple(each.text or "" for each in by))


def _check_halves(codebook: Codebook, place: Place, faults: Faults) -> None:
    """The items of one grip are combined per person, so they must come from the same part of the sample."""
    for grip in codebook.grips:
        weights = {item.weight for item in codebook.of_grip(grip)}
        if len(weights) > 1:
            faults.add("surveys.halves", place, grip=grip, found=sorted(str(each) for each in weights))
