"""How well linking does on titles whose concept is known: folds without leakage, ties counted as they fall.

Titles of the fold under test are in no index and no lesson. Random folds keep near-twins (docent x 1e graads, docent x
2e graads) in training; in grouped folds all titles within a cosine of 0.6 of each other, in a chain, are in one fold.
Without titles, none of the list is used at all. A tie counts as the mean of the places it takes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer

from houvast.skills.linking.index import Concepts, Floats, Index, Integers, Items
from houvast.skills.linking.ranker import first_sum
from houvast.skills.linking.teaching import in_chunks, lessons_of, teach
from houvast.skills.linking.titles import plain

TWIN_COSINE = 0.6
Folds = Literal["random", "grouped", "none"]


@dataclass(frozen=True)
class Measured:
    """The rank of the right concept per title, and of each candidate its hit rate and whether it was right."""

    ranks: npt.NDArray[np.float64]
    hit_rates: Floats
    right: npt.NDArray[np.bool_]

    @property
    def mean_reciprocal_rank(self) -> float:
        """Mean over titles of 1 / rank."""
        return float((1 / self.ranks).mean())

    def hit_at(self, top: int) -> float:
        """Share of titles with the right concept among the first `top`."""
        return float((self.ranks <= top).mean())


def evaluate(
    items: Items,
    concepts: Concepts,
    titles: Sequence[str],
    right: Integers,
    folds: Folds,
    count: int = 5,
    seed: int = 0,
) -> Measured:
    """Measure linking on titles that have one right concept.

    Parameters
    ----------
    items, concepts
        The language, with the titles linked to it (those under test included).
    titles, right
        Titles to test with and the concept of each.
    folds
        `random`, `grouped` or `none` (no title of the list is used).
    count
        Number of folds.
    seed
        Chooses the folds.
    """
    plain_titles = np.array([plain(each) for each in titles])
    plain_items = np.array([plain(each) for each in items.text])
    if folds == "none":
        parts = [np.ones(len(titles), dtype=bool)]
    else:
        cluster = twins(plain_titles) if folds == "grouped" else np.arange(len(titles))
        parts = _parts(cluster, count, np.random.default_rng(seed))
    ranks, rates, hits = np.zeros(len(titles)), [], []
    for tested in parts:
        kept = _without(items, plain_items, plain_titles[tested], folds)
        texts_kept = tuple(text for text, is_kept in zip(items.text, kept, strict=True) if is_kept)
        index = Index(Items(items.concept[kept], texts_kept, items.source[kept], items.nearness[kept]), concepts)
        taught = teach(index, lessons_of(index, seed), seed)
        texts = index.comparable([title for title, mine in zip(titles, tested, strict=True) if mine])
        found = in_chunks(index, texts)
        concept = np.concatenate([each.concept for each in found])
        features = np.concatenate([each.features for each in found])
        chance = features[..., 0] if taught is None else taught.ranker.chances(features)
        ranks[tested] = _ranks(concept, chance, right[tested], index, texts)
        rates.append(chance if taught is None else taught.hit_rates(chance))
        hits.append(concept == right[tested][:, None])
    return Measured(ranks, np.concatenate(rates), np.concatenate(hits))


def twins(texts: npt.NDArray[np.str_]) -> Integers:
    """Return a cluster number per text; texts alike by characters are in one, in a chain."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True).fit_transform(texts)
    near = vectors @ vectors.T
    near.data[near.data <= TWIN_COSINE] = 0
    near.eliminate_zeros()
    return np.asarray(connected_components(csr_matrix(near), directed=False)[1])


def _parts(cluster: Integers, count: int, luck: np.random.Generator) -> list[npt.NDArray[np.bool_]]:
    """Deal clusters out over folds, each to the smallest so far."""
    sizes = np.zeros(count)
    fold_of = np.zeros(cluster.max() + 1, dtype=int)
    titles = np.bincount(cluster)
    for each in luck.permutation(len(titles)):
        fold_of[each] = int(sizes.argmin())
        sizes[fold_of[each]] += titles[each]
    return [fold_of[cluster] == number for number in range(count)]


def _without(
    items: Items, plain_items: npt.NDArray[np.str_], tested: npt.NDArray[np.str_], folds: Folds
) -> npt.NDArray[np.bool_]:
    """Which items may be used: no title under test, in grouped folds none like one, in `none` no title at all."""
    is_title = items.source > 0
    if folds == "none":
        return ~is_title
    banned = np.isin(plain_items, tested) & is_title
    if folds == "grouped":
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        of_items = vectors.fit_transform(plain_items[is_title])
        near = (vectors.transform(tested) @ of_items.T).max(axis=0).toarray().ravel()
        banned[np.flatnonzero(is_title)[near > TWIN_COSINE]] = True
    return ~banned


def _ranks(
    concept: Integers, chance: Floats, right: Integers, index: Index, texts: list[str]
) -> npt.NDArray[np.float64]:
    """Rank of the right concept: among the candidates by chance, else by the plain sum after them."""
    found = concept == right[:, None]
    own = np.where(found, chance, -np.inf).max(axis=1, keepdims=True)
    better, equal = (chance > own).sum(axis=1), (chance == own).sum(axis=1)
    ranks = np.asarray(better + (equal + 1) / 2, dtype=float)
    for row in np.flatnonzero(~found.any(axis=1)):
        first = first_sum(index.scores([texts[row]]))[0]
        above = (first > first[right[row]]).sum()
        same = (first == first[right[row]]).sum()
        ranks[row] = max(above + (same + 1) / 2, concept.shape[1] + 1)
    return ranks
