"""The words page: the vocabulary of Houvast by subject, in the language of the page."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from houvast.vocabulary.errors import Both
from houvast.vocabulary.futures import DESTEP, FUTURES
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.word import LANGUAGES, Word
from houvast.vocabulary.words import CONFIDENCES, CONTRACT, EDUCATION, GRIPS, LABOUR_STATUS, SECURITIES, STATUSES

SUBJECTS: tuple[tuple[str, Both, tuple[Word, ...]], ...] = (
    ("security", Both("Zekerheden", "Securities"), SECURITIES),
    ("grip", Both("Grip", "Grips"), GRIPS),
    ("outcome", Both("Uitkomsten", "Outcomes"), OUTCOMES),
    ("contract", Both("Contractvormen", "Contract forms"), CONTRACT),
    ("labour-status", Both("Arbeidsdeelname", "Labour status"), LABOUR_STATUS),
    ("education", Both("Opleidingsniveau", "Level of education"), EDUCATION),
    ("future", Both("Toekomsten", "Futures"), FUTURES),
    ("development", Both("Soorten ontwikkelingen", "Kinds of developments"), DESTEP),
    ("status", Both("Waar een getal op rust", "What a number rests on"), STATUSES),
    ("confidence", Both("Hoe zeker een bron is", "How far to trust a source"), CONFIDENCES),
)


class Entry(NamedTuple):
    """A word in the language of the page, and its name in the other."""

    key: str
    name: str
    other_name: str
    other_language: str
    meaning: str


class Subject(NamedTuple):
    """Words that belong together."""

    key: str
    title: str
    words: tuple[Entry, ...]


@cache
def glossary(language: str) -> tuple[Subject, ...]:
    """Return the words by subject.

    Parameters
    ----------
    language
        `nl` or `en`.
    """
    (other,) = (each for each in LANGUAGES if each != language)
    return tuple(
        Subject(
            key,
            title.text(language),
            tuple(
                Entry(word.key, word.name(language), word.name(other), other, word.meaning(language)) for word in words
            ),
        )
        for key, title, words in SUBJECTS
    )
