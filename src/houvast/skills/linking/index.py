"""The index of titles: how like each label, synonym and description of every occupation a title is.

Every label is an item with a concept. Titles and items are compared by character n-grams (spelling, compounds) and by
words (with the parts of compounds). A concept gets the best of its items, the likeness of all its words together, of
its description and English names, of its skills (`meaning`), and the best of its neighbours in ISCO.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from houvast.skills.linking.meaning import Meaning, learn
from houvast.skills.linking.titles import comparable, plain, split_compounds, words_of

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
LABEL, TITLE = 0, 1
"""Sources of an item: a label of the language itself, or a title of another list that was linked to it."""
GROUP_DIGITS = (4, 3, 2)
COMMONEST_SHARE = 0.05
"""Character n-grams in more items than this tell little and cost most of the time; leaving them out costs 0.004 MRR."""
SHARPNESS = 10.0
"""How much more a near item counts than a far one in a vote: exp(10 x cosine)."""
FARTHEST = 0.1
"""Cosine below which an item does not vote: thousands that share a syllable would outvote the few that mean it."""
VOTES_OF_NOBODY = 20.0
"""Votes that keep a title unlike everything from having a sure neighbour."""


@dataclass(frozen=True)
class Items:
    """What a title is compared with.

    Parameters
    ----------
    concept
        Row of the concept of each item.
    text
        The label as it stands in the source.
    source
        LABEL or TITLE.
    nearness
        How near an item is to its concept: 2 the same, 1 within it, 0 broader.
    """

    concept: Integers
    text: tuple[str, ...]
    source: Integers
    nearness: Integers

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True)
class Concepts:
    """What titles are linked to: per concept a unit of the classification, a description and words in English.

    `skills` are weights of the skills of each concept [concepts x skills], sparse, or None.
    """

    unit: tuple[str, ...]
    description: tuple[str, ...]
    english: tuple[str, ...]
    skills: Any = None

    def __len__(self) -> int:
        return len(self.unit)


@dataclass(frozen=True)
class Scores:
    """Likeness of titles to concepts [titles x concepts], by name, with the item that was most like the title.

    `grouped` are likenesses to groups of concepts [titles x groups], by name, each with the group of every concept.
    """

    features: dict[str, Floats]
    best_label: Integers
    best_title: Integers
    grouped: dict[str, tuple[Floats, Integers]] = field(default_factory=dict)

    def of_all(self, name: str) -> Floats:
        """Return a likeness to all concepts [titles x concepts]."""
        if name in self.features:
            return self.features[name]
        values, group = self.grouped[name]
        return values[:, group]

    def of_some(self, name: str, chosen: Integers) -> Floats:
        """Return a likeness to some concepts per title [titles x chosen]."""
        if name in self.features:
            return np.take_along_axis(self.features[name], chosen, axis=1)
        values, group = self.grouped[name]
        return np.take_along_axis(values, group[chosen], axis=1)


class _Part(NamedTuple):
    """The chosen items and, per item, characters, words and concept, and the mean direction of each concept."""

    chosen: Integers
    char: Any
    word: Any
    membership: Any
    centres: Any


class Kept(NamedTuple):
    """What titles are compared with: all items of an index, or those that count."""

    documents: Any
    parts: tuple[_Part, _Part]
    meaning: Meaning | None


class Index:
    """Items and concepts, made ready to compare titles with.

    Parameters
    ----------
    items, concepts
        What is in the language, and perhaps titles linked to it.
    """

    def __init__(self, items: Items, concepts: Concepts) -> None:
        self.concepts = concepts
        self.known = frozenset(word for word in words_of(items.text) if len(word) > 2)
        order = np.lexsort((items.concept, items.source))
        self.order = order
        self.items = Items(
            items.concept[order],
            tuple(items.text[place] for place in order),
            items.source[order],
            items.nearness[order],
        )
        self.texts = [comparable(text, self.known) for text in self.items.text]
        self.text_or_none = np.array([*self.texts, ""], dtype=object)
        """Texts by place, and an empty one at -1, for no item."""
        self.head_or_none = np.array([text.partition(" ")[0] for text in self.text_or_none], dtype=object)
        self._char = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 4),
            sublinear_tf=True,
            dtype=np.float32,
            max_df=COMMONEST_SHARE if len(items) > FEW_ITEMS else 1.0,
        )
        self._word = _by_words((1, 2))
        self._one_word = _by_words((1, 1))
        self._english, self._letters = _by_letters(len(concepts)), _by_letters(len(concepts))
        self._described = _by_words((1, 1))
        self.char = self._char.fit_transform(self.texts)
        self.split_texts = self._split(self.texts)
        self.word = self._word.fit_transform(self.split_texts)
        self._one_word.fit(self.split_texts)
        self.english = self._english.fit_transform(_never_empty([plain(each) for each in concepts.english])).T.tocsr()
        described = [" ".join(plain(line) for line in each.split(". ")) for each in concepts.description]
        self.described = self._described.fit_transform(_never_empty(self._split(described))).T.tocsr()
        self.letters = self._letters.fit_transform(_never_empty(described)).T.tocsr()
        self._all: Kept | None = None
        self._all = self.keep(np.ones(len(self.items), dtype=bool))
        self.groups = [_grouped(concepts.unit, digits) for digits in GROUP_DIGITS]

    def comparable(self, titles: Sequence[str]) -> list[str]:
        """Return titles in the form in which they are compared."""
        return [comparable(title, self.known) for title in titles]

    def keep(self, kept: npt.NDArray[np.bool_]) -> Kept:
        """Return what titles are compared with when only some items count [items in the order of this index].

        Titles are scored against an index that lacks them when a ranker is trained or tested.
        """
        parts = (self._part(LABEL, kept), self._part(TITLE, kept))
        if self._all is not None and kept[self.items.source == LABEL].all():
            return Kept(self._all.documents, parts, self._all.meaning)
        return Kept(self._documents(kept), parts, self._meaning(parts[0].chosen))

    def scores(self, texts: Sequence[str], kept: Kept | None = None) -> Scores:
        """Compare titles with everything.

        Parameters
        ----------
        texts
            Titles, from `comparable`.
        kept
            From `keep`; all items by default.
        """
        kept = kept or self._all
        assert kept is not None  # noqa: S101 - set when the index was made
        char, split = self._char.transform(texts), self._split(texts)
        word = self._word.transform(split)
        features: dict[str, Floats] = {}
        best: dict[str, Integers] = {}
        for name, source in (("label", LABEL), ("title", TITLE)):
            part = kept.parts[source]
            chosen = part.chosen
            near, alike = char @ part.char, word @ part.word
            cells = self._cells(near, chosen)
            features[f"char_{name}"] = self._best(near.data, cells, len(texts))
            features[f"word_{name}"] = self._best(alike.data, self._cells(alike, chosen), len(texts))
            best[name] = _best_item(near, cells, chosen, features[f"char_{name}"])
            if source == TITLE:
                is_close = (self.items.nearness[chosen] > 0).astype(np.float32)
                features["char_close"] = self._best(near.data * is_close[near.indices], cells, len(texts))
            else:
                features["char_centre"] = (char @ part.centres).toarray()
            features[f"n_{name}s"] = self._counts(chosen, len(texts))
            features[f"votes_{name}"] = self._votes(near, part.membership)
        one_word = self._one_word.transform(split)
        features["document"] = (one_word @ kept.documents).toarray()
        features["description"] = (self._described.transform(split) @ self.described).toarray()
        features["letters"] = (self._letters.transform(texts) @ self.letters).toarray()
        features["english"] = (self._english.transform(texts) @ self.english).toarray()
        if kept.meaning is not None:
            features["skills"] = kept.meaning.likeness(sparse.hstack([char, one_word]).tocsr())
        return Scores(features, best["label"], best["title"], self._groups_of(features))

    def _meaning(self, chosen: Integers) -> Meaning | None:
        """Learn what the chosen labels mean in skills."""
        if self.concepts.skills is None or not self.concepts.skills.nnz:
            return None
        texts = [self.split_texts[place] for place in chosen]
        both = sparse.hstack([self.char[chosen], self._one_word.transform(texts)]).tocsr()
        return learn(both, self.items.concept[chosen], self.concepts.skills)

    def _split(self, texts: Sequence[str]) -> list[str]:
        return [split_compounds(text, self.known) for text in texts]

    def _documents(self, kept: npt.NDArray[np.bool_]) -> Any:
        """Word vectors of concepts: all labels of a concept as one text."""
        texts: list[list[str]] = [[] for _ in range(len(self.concepts))]
        for place in np.flatnonzero((self.items.source == LABEL) & kept):
            texts[self.items.concept[place]].append(self.split_texts[place])
        return self._one_word.transform([" ".join(each) for each in texts]).T.tocsr()

    def _cells(self, near: Any, chosen: Integers) -> Integers:
        """Return the cell of titles x concepts of each likeness."""
        rows = np.repeat(np.arange(near.shape[0]) * len(self.concepts), np.diff(near.indptr))
        return np.asarray(rows + self.items.concept[chosen][near.indices])

    def _best(self, likeness: Floats, cells: Integers, titles: int) -> Floats:
        """Return the best likeness per concept."""
        result = np.zeros(titles * len(self.concepts), dtype=np.float32)
        np.maximum.at(result, cells, likeness)
        return result.reshape(titles, -1)

    def _votes(self, near: Any, membership: Any) -> Floats:
        """Let the near items vote for their concepts; the shares add to less than one where none is near."""
        weights = near.copy()
        weights.data = np.where(weights.data >= FARTHEST, np.exp(SHARPNESS * weights.data), 0).astype(np.float32)
        votes = (weights @ membership).toarray()
        votes /= votes.sum(axis=1, keepdims=True) + VOTES_OF_NOBODY
        return np.asarray(votes, dtype=np.float32)

    def _part(self, source: int, kept: npt.NDArray[np.bool_]) -> _Part:
        """Return what titles are multiplied with, of the items of one source that count."""
        chosen = np.flatnonzero((self.items.source == source) & kept)
        shape = (len(chosen), len(self.concepts))
        places = (np.arange(len(chosen)), self.items.concept[chosen])
        membership = sparse.csr_matrix((np.ones(len(chosen), dtype=np.float32), places), shape=shape)
        centres = normalize(membership.T @ self.char[chosen])
        return _Part(chosen, self.char[chosen].T.tocsr(), self.word[chosen].T.tocsr(), membership, centres.T.tocsr())

    def _counts(self, chosen: Integers, titles: int) -> Floats:
        counts = np.log1p(np.bincount(self.items.concept[chosen], minlength=len(self.concepts)))
        return np.broadcast_to(counts.astype(np.float32), (titles, len(self.concepts)))

    def _groups_of(self, features: dict[str, Floats]) -> dict[str, tuple[Floats, Integers]]:
        """Return what the neighbours of concepts in the classification say."""
        best = {kind: np.maximum(features[f"{kind}_label"], features[f"{kind}_title"]) for kind in ("char", "word")}
        found = {}
        for digits, (order, starts, group) in zip(GROUP_DIGITS, self.groups, strict=True):
            for kind, values in best.items():
                found[f"{kind}_group_{digits}"] = np.maximum.reduceat(values[:, order], starts, axis=1), group
            if digits != GROUP_DIGITS[-1]:
                for name in ("label", "title"):
                    votes = features[f"votes_{name}"][:, order]
                    found[f"votes_{name}_group_{digits}"] = np.add.reduceat(votes, starts, axis=1), group
        return found


def _best_item(near: Any, cells: Integers, chosen: Integers, best: Floats) -> Integers:
    """Return the place of the item behind the best likeness per concept, -1 for none."""
    result = np.full(best.size, -1, dtype=np.int64)
    top = near.data >= best.ravel()[cells]
    result[cells[top]] = chosen[near.indices[top]]
    return result.reshape(best.shape)


FEW_ITEMS = 2000
"""Below this, n-grams are rare anyway and all of them count."""


_ANY_WORD = r"\S+"


COMMONEST_IN_TEXTS, FEW_TEXTS = 0.1, 1000
"""The same for whole texts per concept."""


def _by_letters(texts: int, commonest: float = COMMONEST_IN_TEXTS) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 4),
        sublinear_tf=True,
        dtype=np.float32,
        max_df=commonest if texts > FEW_TEXTS else 1.0,
    )


def _by_words(ngrams: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="word", ngram_range=ngrams, token_pattern=_ANY_WORD, sublinear_tf=True, dtype=np.float32
    )


def _never_empty(texts: list[str]) -> list[str]:
    """Texts with a mark in the first, so that a vectoriser finds at least one word in all of them together."""
    return [f"{texts[0]} -", *texts[1:]] if texts else ["-"]


def _grouped(units: Sequence[str], digits: int) -> tuple[Integers, Integers, Integers]:
    """Return an order that brings groups together, where each starts, and the group of each concept."""
    _, group = np.unique([unit[:digits] for unit in units], return_inverse=True)
    order = np.argsort(group, kind="stable")
    return order, np.searchsorted(group[order], np.arange(group.max() + 1)), group
