"""Linking titles to a language: a top ten with hit rates, and "none fits" when that is likelier.

The linker of a language is taught the first time it is used, from titles linked to the language when some were
imported, else from the language's own synonyms; what it learned stays in the store. Suggestions only: a person chooses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from houvast.skills.language import Kind, Language
from houvast.skills.linking.index import LABEL, TITLE, Concepts, Index, Items
from houvast.skills.linking.meaning import weighted_skills
from houvast.skills.linking.ranker import Ranker
from houvast.skills.linking.teaching import Taught, in_chunks, lessons_of, silent, teach
from houvast.skills.store import Store
from houvast.vocabulary.errors import HouvastError, problem

NONE_FITS = 0.5
"""From this chance that none of the ten is right, it is said so."""
BEST_TOO_LOW = 0.10
"""Below this hit rate of the best candidate nothing is worth showing as an answer."""
TOP = 10
LONGEST_SHOWN = 60
SUM_SHARPNESS = 8.0
"""Without a ranker the sums become shares by exp(8 x sum): an order, not a measured chance."""
VERSION_OF_METHOD = "2"
NEARNESS = {"exact": 2, "close": 1, "narrow": 1}
"""How near a title is to its concept, by its relation; any other is broader."""
THE_SAME = 2


@dataclass(frozen=True)
class Candidate:
    """A concept that may be what a title means.

    Parameters
    ----------
    uri, label
        The concept and its preferred name.
    score
        Share of the ranker's belief, 0 to 1.
    hit_rate
        How often a candidate with such a score was the right one; None where that was never measured.
    """

    uri: str
    label: str
    score: float
    hit_rate: float | None


@dataclass(frozen=True)
class Linked:
    """A title with its candidates, the likeliest first; `none_fits` when probably none is right."""

    query: str
    candidates: tuple[Candidate, ...]
    none_fits: bool

    def as_dict(self) -> dict[str, object]:
        """Return the link as it is written in JSON."""
        return {
            "query": self.query,
            "none_fits": self.none_fits,
            "candidates": [
                {
                    "uri": each.uri,
                    "label": each.label,
                    "score": round(each.score, 4),
                    "hit_rate": None if each.hit_rate is None else round(each.hit_rate, 3),
                }
                for each in self.candidates
            ],
        }


class Linker:
    """Links titles to the occupations or skills of a language.

    Parameters
    ----------
    language
        The language.
    kind
        `occupation` or `skill`.
    titles
        Titles of other lists with `title`, `uri` and `match`, or None.
    taught
        What the ranker learned, or None to rank by the plain sum.
    names_in
        Language of the names that are shown.
    """

    def __init__(
        self,
        language: Language,
        kind: Kind,
        titles: pl.DataFrame | None = None,
        taught: Taught | None = None,
        names_in: str = "nl",
    ) -> None:
        self.language = language
        self.kind = kind
        table = language.occupations if kind == "occupation" else language.skills
        self.uris = table["uri"].to_list()
        self.names = language.names(kind, names_in)
        self.index = Index(items_of(language, kind, titles), concepts_of(language, kind))
        self.taught = taught

    def link(self, titles: Sequence[str], top: int = TOP) -> list[Linked]:
        """Link titles.

        Parameters
        ----------
        titles
            What people call their work, or a task or skill.
        top
            Candidates per title at most.

        Raises
        ------
        HouvastError
            `skills.title_empty` for each title without a letter or digit.
        """
        texts = self.index.comparable(titles)
        empty = [
            problem("skills.title_empty", where=number, found=repr(title[:LONGEST_SHOWN]))
            for number, (title, text) in enumerate(zip(titles, texts, strict=True), 1)
            if not text
        ]
        if empty:
            raise HouvastError(empty[:TOP])
        found = []
        for part in in_chunks(self.index, texts):
            chances = part.features[..., 0] if self.taught is None else self.taught.ranker.chances(part.features)
            if self.taught is None:
                powers = np.exp(SUM_SHARPNESS * (chances - chances.max(axis=1, keepdims=True)))
                chances = powers / powers.sum(axis=1, keepdims=True)
            rates = None if self.taught is None else self.taught.hit_rates(chances)
            order = np.argsort(-chances, axis=1, kind="stable")[:, :top]
            for row, places in enumerate(order):
                found.append(
                    tuple(
                        Candidate(
                            self.uris[part.concept[row, place]],
                            self.names[part.concept[row, place]],
                            float(chances[row, place]),
                            None if rates is None else float(rates[row, place]),
                        )
                        for place in places
                    )
                )
        return [Linked(title, each, _none_fits(each)) for title, each in zip(titles, found, strict=True)]


def _none_fits(candidates: tuple[Candidate, ...]) -> bool:
    rates = [each.hit_rate for each in candidates if each.hit_rate is not None]
    return bool(rates) and (1 - sum(rates) >= NONE_FITS or max(rates) < BEST_TOO_LOW)


def linker_of(
    language: Language,
    store: Store,
    kind: Kind = "occupation",
    names_in: str = "nl",
    progress: Callable[[float], None] = silent,
) -> Linker:
    """Return the linker of a language, taught now if it was not before.

    Parameters
    ----------
    language, store
        The language, and where titles and what was learned are kept.
    kind
        What to link to.
    names_in
        Language of the names that are shown.
    progress
        Told the share of the teaching that is done.
    """
    titles = store.table("titles") if kind == "occupation" else None
    linker = Linker(language, kind, titles, None, names_in)
    mark = _mark(linker.index)
    kept = store.table(f"linker_{kind}", language.version)
    if kept is not None and kept["mark"][0] == mark:
        linker.taught = _taught_from(kept)
        return linker
    linker.taught = teach(linker.index, lessons_of(linker.index), progress=progress)
    if linker.taught is not None:
        store.put(language.version, {f"linker_{kind}": _as_table(linker.taught, mark)}, "teaching")
    return linker


def items_of(language: Language, kind: Kind, titles: pl.DataFrame | None = None) -> Items:
    """Return what titles are compared with: Dutch labels (English where there is no Dutch one) and linked titles."""
    places = language.occupation_place if kind == "occupation" else language.skill_place
    labels = language.labels.filter(pl.col("uri").is_in(list(places)))
    if kind == "occupation":
        dutch = labels.filter(pl.col("language") == "nl")
        without = ~pl.col("uri").is_in(dutch["uri"].implode())
        labels = pl.concat([dutch, labels.filter(without)])
    rows = [(places[uri], label, LABEL, THE_SAME) for uri, label in labels.select("uri", "label").iter_rows()]
    if titles is not None:
        rows += [
            (places[uri], title, TITLE, NEARNESS.get(match, 0))
            for title, uri, match in titles.select("title", "uri", "match").iter_rows()
            if uri in places
        ]
    concept, text, source, nearness = zip(*rows, strict=True)
    return Items(np.array(concept), tuple(text), np.array(source), np.array(nearness))


def concepts_of(language: Language, kind: Kind) -> Concepts:
    """Return the concepts with their unit in the classification, description and English labels."""
    table = language.occupations if kind == "occupation" else language.skills
    unit = table["isco"] if kind == "occupation" else table["group"].str.split("/").list.last()
    english = language.labels.filter(pl.col("language") == "en").group_by("uri").agg(pl.col("label"))
    by_uri = dict(zip(english["uri"], english["label"].to_list(), strict=True))
    described = (
        pl.when(pl.col("description_nl") != "").then(pl.col("description_nl")).otherwise(pl.col("description_en"))
    )
    return Concepts(
        tuple(each or "-" for each in unit),
        tuple(table.select(described)["description_nl"]),
        tuple(" ".join(by_uri.get(uri, ())) for uri in table["uri"]),
        weighted_skills(language.essential, language.optional) if kind == "occupation" else None,
    )


def _mark(index: Index) -> str:
    """Hash of all a linker rests on: what it learned holds for exactly this."""
    content = "\n".join(f"{concept} {text}" for concept, text in zip(index.items.concept, index.texts, strict=True))
    return hashlib.sha256(f"{VERSION_OF_METHOD}\n{content}".encode()).hexdigest()


def _as_table(taught: Taught, mark: str) -> pl.DataFrame:
    arrays = {each.name: getattr(taught.ranker, each.name) for each in fields(Ranker)}
    arrays |= {"said": taught.said, "true": taught.true}
    rows = [(mark, name, list(array.shape), array.ravel().astype(float).tolist()) for name, array in arrays.items()]
    return pl.DataFrame(rows, schema=["mark", "name", "shape", "values"], orient="row")


def _taught_from(table: pl.DataFrame) -> Taught:
    arrays = {
        name: np.array(values).reshape(shape)
        for name, shape, values in table.select("name", "shape", "values").iter_rows()
    }
    ranker = Ranker(**{each.name: arrays[each.name].astype(np.float32) for each in fields(Ranker)})
    return Taught(ranker, arrays["said"], arrays["true"])
