"""Take the fields of one mapping: which keys it may have, which it must have, and in what form."""

from collections.abc import Iterable
from dataclasses import dataclass

from houvast.facts.located import Faults, Located
from houvast.vocabulary.errors import Both, nearest

A_MAPPING = Both("een lijst van sleutels en waarden", "a list of keys and values")
A_LIST = Both("een lijst tussen rechte haken", "a list in square brackets")
A_TEXT = Both("een tekst", "a text")
A_FLAG = Both("true of false", "true or false")
TWO_NAMES = Both("één tekst onder nl en één onder en", "one text under nl and one under en")


@dataclass(frozen=True)
class Names:
    """What something is called in Dutch and in English."""

    nl: str
    en: str

    def text(self, language: str = "en") -> str:
        """Return the name in `language`."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Fields:
    """The fields of one mapping, checked against a closed list of keys.

    Parameters
    ----------
    name
        What the mapping describes (the fact, the source), for messages.
    node
        The mapping.
    faults
        Collects what is wrong.
    """

    name: str
    node: Located
    faults: Faults

    def check_keys(self, required: Iterable[str], optional: Iterable[str] = ()) -> bool:
        """Note unknown and missing keys; return whether the node is a mapping at all."""
        found = self.node.mapping
        if found is None:
            self._wrong_form(self.node, self.name, A_MAPPING)
            return False
        known = (*required, *optional)
        for key, value in found.items():
            if key not in known:
                self.faults.add(
                    "facts.unknown_key",
                    value.place,
                    name=self.name,
                    found=key,
                    expected=known,
                    suggestion=nearest(key, known),
                )
        for key in required:
            if key not in found:
                self.faults.add("facts.missing_key", self.node.place, name=self.name, expected=key)
        return True

    def get(self, key: str) -> Located | None:
        """Return the value of a key, or None when it is absent or the node is no mapping."""
        return (self.node.mapping or {}).get(key)

    def text(self, key: str) -> str | None:
        """Return a text, or None when absent; any other form is a fault."""
        value = self.get(key)
        if value is None or value.text is not None:
            return None if value is None else value.text
        self._wrong_form(value, f"{self.name}, {key}", A_TEXT)
        return None

    def flag(self, key: str) -> bool:
        """Return `true` or `false`; absent is false."""
        value = self.get(key)
        if value is None:
            return False
        if value.flag is None:
            self._wrong_form(value, f"{self.name}, {key}", A_FLAG)
        return bool(value.flag)

    def texts(self, key: str) -> list[Located]:
        """Return the texts of a list, located; absent is an empty list."""
        value = self.get(key)
        if value is None:
            return []
        if value.items is None or any(each.text is None for each in value.items):
            self._wrong_form(value, f"{self.name}, {key}", A_LIST)
            return []
        return value.items

    def names(self, key: str) -> Names | None:
        """Return a name in two languages, or None when absent or wrong."""
        value = self.get(key)
        if value is None:
            return None
        found = {language: text.text for language, text in (value.mapping or {}).items()}
        if set(found) == {"nl", "en"} and found["nl"] and found["en"]:
            return Names(found["nl"], found["en"])
        self._wrong_form(value, f"{self.name}, {key}", TWO_NAMES)
        return None

    def word(self, key: str, known: Iterable[str], code: str) -> str | None:
        """Return a text from a closed list; another is the fault `code`."""
        text = self.text(key)
        known = tuple(known)
        value = self.get(key)
        if text is None or value is None or text in known:
            return text
        self.faults.add(code, value.place, found=text, expected=known, suggestion=nearest(text, known))
        return None

    def _wrong_form(self, node: Located, name: str, expected: Both) -> None:
        self.faults.add("facts.wrong_form", node.place, name=name, expected=expected, found=node.shown())
