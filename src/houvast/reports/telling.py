"""What every report can say: both languages, the names of outcomes and groups, numbers as words."""

from __future__ import annotations

from typing import Any

from houvast.experiments.identity import SHORT_HASH_LENGTH
from houvast.facts.lookup import Facts
from houvast.reports.numbers import Notation
from houvast.vocabulary.months import MONTHS_PER_QUARTER, MONTHS_PER_YEAR
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, STATUSES, keys_of

ALL = "all"
MONTHS_OF_FLOW = {"share_per_month": 1, "share_per_quarter": MONTHS_PER_QUARTER, "share_per_year": MONTHS_PER_YEAR}
"""Length of the period over which a flow is counted, by unit [months]."""
SHARE_UNITS = frozenset({"share", "score_0_to_1", *MONTHS_OF_FLOW})


class Telling:
    """Somebody who tells what rests on facts, in one language.

    Parameters
    ----------
    manifest
        Where the outcomes come from.
    facts
        The facts they rest on.
    language
        "nl" or "en".
    """

    def __init__(self, manifest: dict[str, Any], facts: Facts, language: str) -> None:
        self.manifest = manifest
        # A run that starts before the baseline took the first value of what its facts do not hold yet.
        self.facts = facts.reaching_back() if manifest.get("facts_not_held") else facts
        self.language = language
        self.notation = Notation(language)
        self.scale = float(manifest["scale"])
        self.start = str(manifest["start"])
        self.run_name = str(manifest["content_hash"])[:SHORT_HASH_LENGTH]

    def say(self, nl: str, en: str) -> str:
        """The sentence of the language of the report."""
        return nl if self.language == "nl" else en

    def capital(self, text: str) -> str:
        """The text with a capital."""
        return text[:1].upper() + text[1:]

    def small(self, text: str) -> str:
        """The text without its capital, to stand within a sentence."""
        return text[:1].lower() + text[1:]

    def status(self, key: str) -> str:
        """Name of the status of a value; the key itself where it has none."""
        return next((word.name(self.language) for word in STATUSES if word.key == key), key)

    def name(self, outcome: str) -> str:
        """Name of an outcome."""
        return OUTCOME_BY_KEY[outcome].name(self.language)

    def meaning(self, outcome: str) -> str:
        """What an outcome measures, as a sentence."""
        text = OUTCOME_BY_KEY[outcome].meaning(self.language)
        return self.capital(text) + "."

    def grouping_name(self, grouping: str) -> str:
        """Name of a grouping."""
        return GROUPINGS[keys_of(GROUPINGS).index(grouping)].name(self.language)

    def group_names(self, grouping: str) -> dict[str, str]:
        """Names of the groups of a grouping, by key, in their fixed order."""
        if grouping == ALL:
            return {ALL: GROUPINGS[0].name(self.language)}
        classification = self.facts.classification(grouping)
        return dict(zip(classification.keys, classification.names(self.language), strict=True))

    def is_share(self, outcome: str) -> bool:
        """True for outcomes that are printed as a percentage."""
        return OUTCOME_BY_KEY[outcome].unit in SHARE_UNITS
