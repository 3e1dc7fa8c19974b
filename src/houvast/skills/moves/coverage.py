"""How far the skills of one occupation reach into another, all pairs at once.

Coverage of B by A: the share of the essential skills of B that somebody from A has. It differs from that of A by B.
From an occupation one surely has its essential skills and perhaps its optional ones, so coverage is a range. The
cosine is of the skills weighted by rarity (idf), essential ones full and optional ones half, and is the same both ways.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from houvast.skills.language import Language, Matrix

Floats = npt.NDArray[np.float32]
OPTIONAL_WEIGHT = 0.5
"""Weight of an optional skill in the cosine, as in research on moves between occupations of ESCO."""


@dataclass(frozen=True)
class Pairs:
    """All pairs of occupations: [from x to]."""

    cosine: Floats
    coverage_low: Floats
    coverage_high: Floats


def all_pairs(language: Language) -> Pairs:
    """Compare every occupation with every other."""
    every = np.arange(len(language.occupations))
    rows = _weighted(language)
    essential, wanted = language.essential, _wanted(language)
    either = essential.maximum(language.optional)
    low = (essential @ essential.T).toarray() / wanted
    high = (either @ essential.T).toarray() / wanted
    return Pairs((rows @ rows[every].T).toarray(), low, high)


def from_skills(language: Language, sure: Floats, perhaps: Floats) -> Pairs:
    """Compare somebody's skills with every occupation: one row.

    Parameters
    ----------
    language
        The language of the skills.
    sure, perhaps
        1 per skill somebody has, and per skill somebody may have [skills].
    """
    wanted = _wanted(language)
    own = np.maximum(sure, OPTIONAL_WEIGHT * perhaps) * language.rarity
    length = np.linalg.norm(own)
    cosine = _weighted(language) @ (own / (length or 1))
    low = language.essential @ sure / wanted
    high = language.essential @ np.maximum(sure, perhaps) / wanted
    return Pairs(*(np.asarray(each, dtype=np.float32)[None] for each in (cosine, low, high)))


def skills_of(language: Language, occupation: int) -> tuple[Floats, Floats]:
    """Return what somebody from an occupation surely has and perhaps has [skills]."""
    return language.essential[[occupation]].toarray()[0], language.optional[[occupation]].toarray()[0]


def _wanted(language: Language) -> Floats:
    """Number of essential skills of each occupation, at least one."""
    counted = np.asarray(language.essential.sum(axis=1), dtype=np.float32).ravel()
    return np.maximum(counted, np.float32(1))


def _weighted(language: Language) -> Matrix:
    """Rows of length one: skills weighted by rarity, optional ones half."""
    rows = language.essential.maximum(language.optional * np.float32(OPTIONAL_WEIGHT)).tocsr()
    rows = rows.multiply(language.rarity[None, :]).tocsr()
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return rows.multiply((1 / np.maximum(length, 1e-9))[:, None].astype(np.float32)).tocsr()
