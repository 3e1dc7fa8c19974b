"""A language of work: occupations, skills, the labels they go by, and which occupation asks for which skill.

A language is one version of such a classification (ESCO 1.1.0, or the small one that comes with Houvast). It is held
as four tables and, on demand, as sparse matrices with a row per occupation and a column per skill. A concept is known
by its URI; labels serve people and may change between versions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from houvast.vocabulary.errors import HouvastError, nearest, problem

Kind = Literal["occupation", "skill"]
KINDS: tuple[Kind, ...] = ("occupation", "skill")
Matrix = Any
"""A sparse matrix of scipy, which ships no types."""

CONCEPT_COLUMNS: dict[str, type[pl.DataType]] = {
    "uri": pl.String,
    "kind": pl.String,
    "nl": pl.String,
    "en": pl.String,
    "description_nl": pl.String,
    "description_en": pl.String,
    "isco": pl.String,
    "skill_type": pl.String,
    "reuse": pl.String,
    "group": pl.String,
    "regulated": pl.Boolean,
}
"""A row per occupation or skill. isco: four digits, occupations; skill_type: knowledge or skill; reuse: transversal,
cross-sector, sector-specific or occupation-specific; group: URI of the skill group; regulated: a licence is needed."""
LABEL_COLUMNS = {"uri": pl.String, "language": pl.String, "label": pl.String, "preferred": pl.Boolean}
"""A row per label, synonyms included."""
RELATION_COLUMNS = {"occupation": pl.String, "skill": pl.String, "essential": pl.Boolean}
"""A row per skill an occupation asks for; the others are optional."""
GROUP_COLUMNS = {"uri": pl.String, "nl": pl.String, "en": pl.String, "broader": pl.String}
"""A row per group of skills."""

REUSE = ("transversal", "cross-sector", "sector-specific", "occupation-specific")
"""Levels of reuse, widest first: what one learns at the first is worth most elsewhere."""


@dataclass(frozen=True)
class Language:
    """One version of a language of work.

    Parameters
    ----------
    version
        Its name in the store, such as `1.1.0` or `built-in`.
    framework
        What it is a version of: `ESCO` or `Houvast`.
    concepts, labels, relations, groups
        Tables with the columns named above; every URI of relations stands in concepts.
    """

    version: str
    framework: str
    concepts: pl.DataFrame
    labels: pl.DataFrame
    relations: pl.DataFrame
    groups: pl.DataFrame

    @property
    def name(self) -> str:
        """The language with its version."""
        return f"{self.framework} {self.version}"

    @cached_property
    def occupations(self) -> pl.DataFrame:
        """The concepts that are occupations; their order is that of the rows of the matrices."""
        return self.concepts.filter(pl.col("kind") == "occupation")

    @cached_property
    def skills(self) -> pl.DataFrame:
        """The concepts that are skills; their order is that of the columns of the matrices."""
        return self.concepts.filter(pl.col("kind") == "skill")

    @cached_property
    def occupation_place(self) -> dict[str, int]:
        """Row of each occupation by URI."""
        return {uri: place for place, uri in enumerate(self.occupations["uri"])}

    @cached_property
    def skill_place(self) -> dict[str, int]:
        """Column of each skill by URI."""
        return {uri: place for place, uri in enumerate(self.skills["uri"])}

    @cached_property
    def essential(self) -> Matrix:
        """Occupations by skills: 1 where a skill is essential."""
        return self._matrix(essential=True)

    @cached_property
    def optional(self) -> Matrix:
        """Occupations by skills: 1 where a skill is optional."""
        return self._matrix(essential=False)

    @cached_property
    def rarity(self) -> npt.NDArray[np.float32]:
        """How telling each skill is: the logarithm of occupations per occupation that asks for it (idf)."""
        asked = np.asarray((self.essential + self.optional).sum(axis=0)).ravel()
        idf: npt.NDArray[np.float32] = np.log((1 + self.essential.shape[0]) / (1 + asked)).astype(np.float32)
        return idf

    def names(self, kind: Kind, language: str = "nl") -> list[str]:
        """Return the preferred names of all concepts of a kind, in `language` where there is one, else in the other."""
        other = "en" if language == "nl" else "nl"
        table = self.occupations if kind == "occupation" else self.skills
        both = zip(table[language], table[other], strict=True)
        return [wanted or fallback or "" for wanted, fallback in both]

    def occupation(self, uri: str) -> int:
        """Return the row of an occupation.

        Raises
        ------
        HouvastError
            `skills.unknown_uri` with the nearest known one.
        """
        return self._place(uri, self.occupation_place, "occupation")

    def skill(self, uri: str) -> int:
        """Return the column of a skill; raises as `occupation`."""
        return self._place(uri, self.skill_place, "skill")

    def _place(self, uri: str, places: dict[str, int], kind: Kind) -> int:
        if uri not in places:
            found = uri[:LONGEST_URI_SHOWN]
            suggestion = nearest(found, places) if len(places) < MANY else ""
            raise HouvastError(
                problem("skills.unknown_uri", kind=kind, found=found, language=self.name, suggestion=suggestion)
            )
        return places[uri]

    def _matrix(self, *, essential: bool) -> Matrix:
        rows = self.relations.filter(pl.col("essential") == essential)
        occupations = rows["occupation"].replace_strict(self.occupation_place, return_dtype=pl.Int64).to_numpy()
        skills = rows["skill"].replace_strict(self.skill_place, return_dtype=pl.Int64).to_numpy()
        shape = (len(self.occupations), len(self.skills))
        ones = np.ones(len(rows), dtype=np.float32)
        matrix = sparse.csr_matrix((ones, (occupations, skills)), shape=shape)
        matrix.data[:] = 1  # a pair that is given twice counts once
        return matrix


MANY = 1000
"""Places beyond which looking for a near name takes longer than a reader wants to wait."""
LONGEST_URI_SHOWN = 200
