"""One word of the shared language: a key for files and code, a name and a meaning in Dutch and English.

Houvast speaks one vocabulary in code, data files, screens and reports, so that what is simulated, surveyed
and decided can be laid side by side. Everything in this package is built from `Word`.
"""

from dataclasses import dataclass

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Word:
    """A concept with one key and, in both languages, one name and one meaning.

    Parameters
    ----------
    key
        The name in code and data files; never translated.
    nl, en
        The name on screen.
    meaning_nl, meaning_en
        One sentence that says what is meant, and what is not.
    """

    key: str
    nl: str
    en: str
    meaning_nl: str = ""
    meaning_en: str = ""

    def name(self, language: str = "en") -> str:
        """Return the name in `language` (`nl` or `en`)."""
        return self.nl if language == "nl" else self.en

    def meaning(self, language: str = "en") -> str:
        """Return the meaning in `language` (`nl` or `en`)."""
        return self.meaning_nl if language == "nl" else self.meaning_en


def keys_of(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Return the keys of `words` in their order; the place in it is the integer code."""
    return tuple(word.key for word in words)
