"""Teaching the ranker: from titles whose concept is known, or from the language's own synonyms.

A title to learn from is scored against an index without it, in folds, for otherwise it finds itself. How often a
chance comes true is measured on titles the ranker did not see, and kept as a rising line (isotonic regression): the
hit rate that is printed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from sklearn.isotonic import IsotonicRegression

from houvast.skills.linking.index import LABEL, TITLE, Floats, Index, Integers
from houvast.skills.linking.ranker import Candidates, Ranker, candidates, train

FOLDS, FOLDS_OF_LABELS = 10, 4
CHUNK_CELLS = 4_000_000
"""Titles times items compared at once by a thread: 16 MB."""
THREADS = 4
MOST_LESSONS, MOST_LESSONS_OF_LABELS = 4000, 1500
MOST_LESSON_CELLS = 12_000_000
"""Lessons times concepts: a language with more concepts is taught with fewer lessons, or it would take minutes."""
FEWEST_LESSONS = 300
"""Below this many lessons there is nothing to learn from, and titles are ranked by the plain sum."""
FEWEST_LABELS = 3
"""Labels a concept must have before one of them becomes a lesson."""
TWIN_RATIO = 75
"""Percentage of letters two labels share from which they are near-twins."""
EXACT_SHARE = 0.3
"""Share of Dutch titles that are exactly a label: 740 of 2,508 of UWV against ESCO (MELO)."""


class Lessons(NamedTuple):
    """Titles to learn from: their text and, per title, the items that carry it and the concepts that are right.

    `width` is how many features are to be learned from: all, or the first (the plain sum) where the lessons are made
    of the language's own synonyms, for strange titles differ from those in too many ways.
    """

    texts: list[str]
    items: list[Integers]
    right: list[Integers]
    width: int | None = None


@dataclass(frozen=True)
class Taught:
    """A ranker and how its chances come true: `np.interp(chance, said, true)` is the hit rate."""

    ranker: Ranker
    said: npt.NDArray[np.float64]
    true: npt.NDArray[np.float64]

    def hit_rates(self, chances: Floats) -> Floats:
        """Return how often a candidate with such a chance is the right one, 0 to 1."""
        return np.interp(chances, self.said, self.true).astype(np.float32)


def silent(_: float) -> None:
    """Tell nobody how far the work is."""


def lessons_of(index: Index, seed: int = 0) -> Lessons:
    """Return what there is to learn from: linked titles when there are enough of them, else synonyms."""
    found = _from_titles(index)
    if len(found.texts) < FEWEST_LESSONS:
        found = _from_labels(index, np.random.default_rng(seed))
    most = MOST_LESSONS if found.width is None else MOST_LESSONS_OF_LABELS
    most = max(FEWEST_LESSONS, min(most, MOST_LESSON_CELLS // len(index.concepts)))
    chosen = np.random.default_rng(seed).permutation(len(found.texts))[:most]
    texts, items, right = ([part[place] for place in chosen] for part in found[:3])
    return Lessons(texts, items, right, found.width)


def teach(index: Index, lessons: Lessons, seed: int = 0, progress: Callable[[float], None] = silent) -> Taught | None:
    """Train a ranker on lessons and measure its hit rate; None when there is too little to learn from.

    Parameters
    ----------
    index
        With the items of the lessons in it.
    lessons
        From `lessons_of`.
    seed
        Chooses folds and starts.
    progress
        Told the share of the work that is done.
    """
    if len(lessons.texts) < FEWEST_LESSONS:
        return None
    found, target = _scored(index, lessons, np.random.default_rng(seed), progress)
    features = found.features[..., : lessons.width]
    half = np.random.default_rng(seed).permutation(len(target)) % 2
    chances = np.zeros_like(target)
    for part in (0, 1):
        learned = train(features[half != part], target[half != part], seed)
        chances[half == part] = learned.chances(features[half == part])
        progress(0.6 + 0.15 * part)
    one_right = (target > 0).sum(axis=1) <= 1  # with several right answers a hit is easier than for a new title
    said, true = _rising(chances[one_right], target[one_right])
    return Taught(train(features, target, seed), said, true)


def in_chunks(index: Index, texts: Sequence[str], kept: npt.NDArray[np.bool_] | None = None) -> list[Candidates]:
    """Return the candidates of titles, worked out in chunks that fit in memory."""
    size = max(1, CHUNK_CELLS // max(len(index.items), len(index.concepts)))
    counted = None if kept is None else index.keep(kept)
    chunks = [list(texts[start : start + size]) for start in range(0, len(texts), size)]
    with ThreadPoolExecutor(
        max_workers=min(THREADS, os.cpu_count() or 1)
    ) as threads:  # scipy lets go of the interpreter
        return list(threads.map(lambda chunk: candidates(index, chunk, index.scores(chunk, counted)), chunks))


def _from_titles(index: Index) -> Lessons:
    places: dict[str, list[int]] = {}
    for place in np.flatnonzero(index.items.source == TITLE):
        places.setdefault(index.texts[place], []).append(int(place))
    items = [np.array(each) for each in places.values()]
    near = [index.items.nearness[each] for each in items]
    nearest = [each[how == how.max()] for each, how in zip(items, near, strict=True)]
    right = [np.unique(index.items.concept[each]) for each in nearest]
    one = [place for place, each in enumerate(right) if len(each) == 1]  # of the others no single answer is right
    texts = list(places)
    return Lessons([texts[place] for place in one], [items[place] for place in one], [right[place] for place in one])


def _from_labels(index: Index, luck: np.random.Generator) -> Lessons:
    """One label of each concept that has several, as if it came from another list.

    Such a title is seldom a near-twin of a label and sometimes exactly one: so the near-twins of most lessons are
    left out with them, and the others stay in whole.
    """
    labels = np.flatnonzero(index.items.source == LABEL)
    concept = index.items.concept[labels]
    bounds = np.searchsorted(concept, np.arange(len(index.concepts) + 1))
    texts, items, right = [], [], []
    for each in luck.permutation(np.flatnonzero(np.diff(bounds) >= FEWEST_LABELS)):
        own = labels[bounds[each] : bounds[each + 1]]
        text = index.texts[luck.choice(own)]
        near = np.array([fuzz.ratio(text, index.texts[place]) >= TWIN_RATIO for place in own])
        is_exact = luck.random() < EXACT_SHARE
        if not is_exact and near.all():
            continue
        texts.append(text)
        items.append(own[near & (not is_exact)])
        right.append(np.array([each]))
    return Lessons(texts, items, right, width=1)


def _scored(
    index: Index, lessons: Lessons, luck: np.random.Generator, progress: Callable[[float], None]
) -> tuple[Candidates, Floats]:
    """Score every lesson against an index without the lessons of its fold."""
    folds = FOLDS if lessons.width is None else FOLDS_OF_LABELS
    fold = luck.permutation(len(lessons.texts)) % folds
    order, found = [], []
    for number in range(folds):
        mine = np.flatnonzero(fold == number)
        kept = np.ones(len(index.items), dtype=bool)
        kept[np.concatenate([lessons.items[place] for place in mine])] = False
        found += in_chunks(index, [lessons.texts[place] for place in mine], kept)
        order.append(mine)
        progress(0.6 * (number + 1) / folds)
    together = Candidates(
        np.concatenate([each.concept for each in found]), np.concatenate([each.features for each in found])
    )
    target = np.zeros(together.concept.shape, dtype=np.float32)
    for row, place in enumerate(np.concatenate(order)):
        right = np.isin(together.concept[row], lessons.right[place])
        target[row, right] = 1 / max(1, right.sum())
    return together, target


def _rising(chances: Floats, target: Floats) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    line = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1)
    line.fit(chances.ravel(), (target > 0).ravel())
    return np.asarray(line.X_thresholds_, dtype=float), np.asarray(line.y_thresholds_, dtype=float)
