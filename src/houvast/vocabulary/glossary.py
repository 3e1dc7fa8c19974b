"""The glossary page, made from the words themselves: `python -m houvast.vocabulary.glossary`."""

import sys

from houvast.vocabulary.futures import DESTEP, FUTURES
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.units import UNIT_BY_KEY, UNITS
from houvast.vocabulary.word import Word
from houvast.vocabulary.words import (
    CONFIDENCES,
    GRIPS,
    GROUPINGS,
    SECURITIES,
    STATUSES,
    VOCABULARY_CLASSIFICATIONS,
)

_INTRODUCTION = """\
# Glossary / Woordenlijst

<!-- Made by `python -m houvast.vocabulary.glossary`; change the words in `houvast.vocabulary`. -->

One concept, one word: in code, data files, screens and reports. The code is the number that stands for
the word inside the model. Eén begrip, één woord: in code, bestanden, schermen en rapporten.
"""

_LISTS: tuple[tuple[str, tuple[Word, ...]], ...] = (
    ("Securities / Zekerheden (`security`)", SECURITIES),
    ("Grips / Grip (`grip`)", GRIPS),
    ("Groupings / Indelingen (`group_by`)", GROUPINGS),
    ("Statuses of a fact / Status van een feit", STATUSES),
    ("How far to trust a source / Hoe zeker een bron is (`confidence`)", CONFIDENCES),
    ("Futures / Toekomsten", FUTURES),
    ("Classes of developments / Soorten ontwikkelingen (`destep`)", DESTEP),
)
# Shown above in their own right.
_SHOWN_APART = ("security", "grip", "status_next")


def glossary() -> str:
    """Return the glossary as a Markdown page."""
    parts = [_INTRODUCTION]
    parts += [_table(title, words) for title, words in _LISTS]
    parts += [
        _table(f"`{name}`", words) for name, words in VOCABULARY_CLASSIFICATIONS.items() if name not in _SHOWN_APART
    ]
    parts += [_outcomes(), _units()]
    return "\n".join(parts)


def _table(title: str, words: tuple[Word, ...]) -> str:
    rows = [f"| {code} | `{word.key}` | {word.nl} | {word.en} | {_meaning(word)} |" for code, word in enumerate(words)]
    head = ["| code | key | nl | en | meaning / betekenis |", "|---|---|---|---|---|"]
    return "\n".join((f"## {title}", "", *head, *rows, ""))


def _outcomes() -> str:
    rows = [
        f"| `{each.key}` | {each.nl} | {each.en} | {UNIT_BY_KEY[each.unit].en} | {_meaning(each)} |"
        for each in OUTCOMES
    ]
    head = ["| key | nl | en | unit | meaning / betekenis |", "|---|---|---|---|---|"]
    return "\n".join(("## Outcomes / Uitkomsten (`outcome`)", "", *head, *rows, ""))


def _units() -> str:
    rows = [f"| `{unit.key}` | {unit.nl} | {unit.en} |" for unit in UNITS]
    return "\n".join(("## Units / Eenheden (`unit`)", "", "| key | nl | en |", "|---|---|---|", *rows, ""))


def _meaning(word: Word) -> str:
    return f"{word.meaning_en} / {word.meaning_nl}" if word.meaning_en else ""


if __name__ == "__main__":
    sys.stdout.write(glossary())
