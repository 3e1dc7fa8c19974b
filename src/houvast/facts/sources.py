"""The sources of a folder: who published a figure, where, and under which terms."""

from dataclasses import dataclass

from houvast.facts.fields import Fields
from houvast.facts.located import Faults, Located

_REQUIRED = ("title", "publisher")
_OPTIONAL = ("url", "licence", "period", "retrieved", "note")


@dataclass(frozen=True)
class Source:
    """A publication figures come from."""

    key: str
    title: str
    publisher: str
    url: str = ""
    licence: str = ""
    period: str = ""
    retrieved: str = ""
    note: str = ""


def read_sources(root: Located | None, faults: Faults) -> dict[str, Source] | None:
    """Return the sources by key, or None when there is no list to read; faults are noted."""
    if root is None:
        return None
    if root.mapping is None:
        Fields("sources.yaml", root, faults).check_keys(())
        return None
    found = {}
    for key, node in root.mapping.items():
        fields = Fields(key, node, faults)
        fields.check_keys(_REQUIRED, _OPTIONAL)
        texts = {name: fields.text(name) or "" for name in (*_REQUIRED, *_OPTIONAL)}
        found[key] = Source(key, **texts)
    return found
