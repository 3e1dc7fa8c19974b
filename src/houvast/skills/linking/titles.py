"""Titles made comparable: lower case, no accents or brackets, whole words for abbreviations, one form for all genders.

A title and a label go through the same steps, so that "Verkoopster", "verkoper m/v" and "verkoper (v)" are one text.
The form of a word for women becomes the form for men only where a rule leads to a word the language has, so that
"minister" stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

ABBREVIATIONS = {
    "admin": "administratief",
    "adm": "administratief",
    "alg": "algemeen",
    "ass": "assistent",
    "asst": "assistent",
    "dir": "directeur",
    "hfd": "hoofd",
    "ict-er": "ict medewerker",
    "jr": "junior",
    "juf": "leerkracht basisonderwijs",
    "log": "logistiek",
    "mdw": "medewerker",
    "medew": "medewerker",
    "mgr": "manager",
    "mngr": "manager",
    "mw": "medewerker",
    "onderw": "onderwijs",
    "psych": "psychiatrisch",
    "secr": "secretaris",
    "sr": "senior",
    "techn": "technisch",
    "tech": "technisch",
    "verpl": "verpleegkundige",
    "vpk": "verpleegkundige",
    "vrachtwagenchauf": "vrachtwagenchauffeur",
    "zzp": "zelfstandig",
}
"""Abbreviations common in Dutch titles, with the word they stand for."""

NOISE = frozenset(
    [
        "m",
        "v",
        "x",
        "mv",
        "vm",
        "mvx",
        "vmx",
        "mf",
        "fm",
        "wo",
        "hbo",
        "mbo",
        "vmbo",
        "mavo",
        "havo",
        "uur",
        "fulltime",
        "parttime",
        "ca",
        "gezocht",
    ]
)
"""Words that say something of hours, level or gender, not of the work."""

_WOMAN_TO_MAN = (
    ("aresse", ("aris",)),
    ("trice", ("teur", "tor")),
    ("euse", ("eur",)),
    ("iere", ("ier",)),
    ("esse", ("", "is")),
    ("ster", ("er", "der", "ster")),
    ("eres", ("er", "aar")),
    ("ares", ("aar",)),
    ("vrouw", ("man", "heer")),
    ("dame", ("heer", "man")),
    ("ess", ("",)),
    ("oge", ("oog",)),
    ("ante", ("ant",)),
    ("ente", ("ent",)),
    ("iste", ("ist",)),
    ("aute", ("aut",)),
    ("eute", ("eut",)),
    ("ine", ("",)),
    ("ule", ("ulus",)),
)
"""Endings of the form for women and what may stand there in the form for men."""

_APART = re.compile(r"[^a-z0-9+#]+")
_IN_BRACKETS_GENDER = re.compile(r"\(\s*[mvx](\s*/\s*[mvx])*\s*\)|\b[mvx](/[mvx])+\b")
_BOTH_FORMS = re.compile(r"\b([a-z]{4,})\s*/\s*-?([a-z]{1,5})\b")
SHORTEST_STEM = 2
LONGEST_TITLE = 200
"""Characters of a title that are read; nobody's work is called longer than that."""


def plain(text: str) -> str:
    """Return a text in lower case, without accents, of letters and digits with single spaces.

    Examples
    --------
    >>> plain("  Maître d'hôtel (m/v) ")
    'maitre d hotel'
    """
    flat = unicodedata.normalize("NFKD", text[:LONGEST_TITLE].casefold())
    flat = "".join(each for each in flat if not unicodedata.combining(each)).replace("&", " en ")
    flat = _IN_BRACKETS_GENDER.sub(" ", flat)
    return _APART.sub(" ", flat).strip()


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that occur in texts, made plain."""
    return frozenset(word for text in texts for word in plain(text).split())


def man_and_woman(word: str, known: Collection[str]) -> str:
    """Return the form for men of a word, where the language knows one, or the word itself.

    Examples
    --------
    >>> man_and_woman("verkoopster", {"verkoper"}), man_and_woman("minister", {"minister"})
    ('verkoper', 'minister')
    """
    for ending, others in _WOMAN_TO_MAN:
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST_STEM:
            stem = word[: -len(ending)]
            for other in others:
                for found in (stem, *_spellings(stem)) if other in ("er", "der") else (stem,):
                    if found + other in known and found + other != word:
                        return found + other
    return word


def _spellings(stem: str) -> tuple[str, ...]:
    """Spell a stem before a vowel: verkoop becomes verkop(er), kap becomes kapp(er)."""
    spelled = []
    if len(stem) > 2 and stem[-2] == stem[-3] and stem[-2] in "aeou":
        spelled.append(stem[:-2] + stem[-1])
    if stem[-1] not in "aeiou":
        spelled.append(stem + stem[-1])
    voiced = {"f": "v", "s": "z"}.get(stem[-1])
    if voiced:
        spelled.append(stem[:-1] + voiced)
        spelled += [each[:-1] + voiced for each in spelled[:1]]
    return tuple(spelled)


def comparable(text: str, known: Collection[str]) -> str:
    """Return a title in the form in which titles are compared.

    Parameters
    ----------
    text
        What somebody typed, or a label.
    known
        Words of the language, from `words_of`.

    Examples
    --------
    >>> comparable("Mdw. verkoop (m/v), 32 uur", {"medewerker", "verkoop"})
    'medewerker verkoop 32'
    """
    words = []
    for word in plain(text).split():
        whole = ABBREVIATIONS.get(word, word) if word not in known or word in NOISE else word
        if word in NOISE and word not in ABBREVIATIONS:
            continue
        words += [man_and_woman(each, known) for each in whole.split()]
    return " ".join(words) or plain(text)


SHORTEST_PART = 4
"""Letters of the shortest part of a compound; shorter ones are mostly chance."""
_BETWEEN = ("", "s", "e", "en")


def split_compounds(text: str, known: Collection[str]) -> str:
    """Add the parts of compound words to a text.

    Examples
    --------
    >>> split_compounds("schapenfokker", {"schap", "fokker"})
    'schapenfokker schap fokker'
    """
    words = []
    for word in text.split():
        words += [word, *_parts(word, known)]
    return " ".join(words)


def _parts(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the two most even parts that are words themselves, or nothing."""
    found: tuple[str, ...] = ()
    shortest = 0
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        end = word[cut:]
        if end not in known:
            continue
        for between in _BETWEEN:
            start = word[:cut].removesuffix(between) if word[:cut].endswith(between) else ""
            if len(start) >= SHORTEST_PART and start in known and min(len(start), len(end)) > shortest:
                found, shortest = (start, end), min(len(start), len(end))
    return found
