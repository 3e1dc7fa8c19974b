"""Who a run is: a hash of all that decides its outcomes, and of nothing else.

The same model, facts, scenario, package, seed, scale and months give the same outcomes, bit for bit, whatever the
machine, the day or the number of threads. So the hash is the name of the result folder, the key under which a
finished run is found again, and what a reader compares to know that two figures come from the same run.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from houvast.experiments.settings import RunSettings

SHORT_HASH_LENGTH = 12
_MODEL_PACKAGES = ("vocabulary", "population", "market")
_NO_INFLUENCE = "messages"
"""Files that begin so hold sentences on the screen, which decide no outcome."""


def package_version() -> str:
    """Version of the installed package, or "unknown" when it runs without being installed."""
    try:
        return version("houvast")
    except PackageNotFoundError:
        return "unknown"


@cache
def model_version() -> str:
    """Package version and a short hash of the source files that decide the outcomes.

    The hash makes sure that after a change in the model no older result is taken for a new one.
    """
    digest = hashlib.sha256()
    for name, text in model_sources():
        digest.update(name.encode())
        digest.update(text)
    return f"{package_version()}+{digest.hexdigest()[:SHORT_HASH_LENGTH]}"


def model_sources() -> list[tuple[str, bytes]]:
    """Name and text of the source files that decide the outcomes."""
    return [source for package in _MODEL_PACKAGES for source in _sources(files(f"houvast.{package}"), package)]


def _sources(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    """Python files under a folder with their path, in a fixed order and with one kind of line ending."""
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _sources(entry, path)
        elif entry.name.endswith(".py") and not entry.name.startswith(_NO_INFLUENCE):
            found.append((path, entry.read_bytes().replace(b"\r\n", b"\n")))
    return found


def content_hash(settings: RunSettings, facts_hash: str, laid_hash: str | None = None) -> str:
    """Hash of everything that decides the outcomes of a run (sha256, hexadecimal).

    Parameters
    ----------
    settings
        What is run.
    facts_hash
        Hash of the facts, which the people at the start are made of.
    laid_hash
        Hash of the facts with future and measures laid over them; left out, or the same: nothing is.
    """
    content: dict[str, Any] = {"model_version": model_version(), "facts_hash": facts_hash, **settings.content()}
    if laid_hash not in (None, facts_hash):
        content["laid_hash"] = laid_hash
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
