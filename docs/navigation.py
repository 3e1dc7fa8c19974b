"""Order of the site: the four kinds of documentation, security, then the decisions.

Within a kind the pages stand in the order of their file names, so that no list has to be kept by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

KINDS = {
    "Tutorials": "tutorials",
    "How to": "how-to",
    "Reference": "reference",
    "Explanation": "explanation",
    "Security": "security",
    "Decisions": "decisions",
}


def on_config(config: Any) -> Any:
    """Set the navigation before the site is built."""
    docs = Path(config["docs_dir"])
    navigation: list[Any] = [{"Houvast": "index.md"}]
    for title, folder in KINDS.items():
        pages = sorted(page.relative_to(docs).as_posix() for page in (docs / folder).rglob("*.md"))
        if pages:
            navigation.append({title: pages})
    config["nav"] = navigation
    return config
