"""What the desk knows of work, kept in memory: language, facts by occupation, demand, courses, and linking titles.

All of it is of everybody; nothing about a visitor is kept here. When the store of languages or the outlook changes,
it is read again.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.conf import settings
from django.core.cache import cache

from houvast.skills.builtin import BUILT_IN
from houvast.skills.language import Kind, Language
from houvast.skills.moves.context import Context, context_of
from houvast.skills.moves.outlook import DemandOutlook, read_demand
from houvast.skills.store import Store
from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import check_queue

if TYPE_CHECKING:
    from houvast.skills.linking.linker import Candidate, Linker

OUTLOOK_FILE = "outlook.csv"
"""In the data folder it takes the place of the outlook that comes with the workbench."""
TEACHING_SECONDS = 3600
FAINT_SCORE = 0.05
"""Without a measured hit rate, a best score below this is shown as "probably none" (assumed: three times less than
that of a title which shares one short word with a name)."""
KNOWLEDGE_KEPT, LINKERS_KEPT = 2, 4
_lock = threading.Lock()
Mark = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Knowledge:
    """One language of work with what is known of its occupations."""

    language: Language
    context: Context
    demand: DemandOutlook
    courses: pl.DataFrame | None

    @property
    def is_built_in(self) -> bool:
        """Whether this is the small language that comes with Houvast."""
        return self.language.version == BUILT_IN


def knowledge(version: str | None = None) -> Knowledge:
    """Return a language with what belongs to it; by default the newest.

    Raises
    ------
    HouvastError
        `skills.unknown_version`, `skills.store_damaged`.
    """
    with _lock:
        return _knowledge(_mark(), version or newest())


def warm_up() -> None:
    """Read in the background what the first visitor would wait for: the newest language and its titles."""

    def read() -> None:
        with _lock, suppress(HouvastError):  # whoever opens the desk is told
            mark, version = _mark(), newest()
            _knowledge(mark, version)
            _linker(mark, version, "occupation", settings.LANGUAGE_CODE)

    threading.Thread(target=read, name="my-work", daemon=True).start()


def versions() -> list[str]:
    """Return the versions of the language that are here, the newest last."""
    return Store().versions()


def newest() -> str:
    """Return the newest version of the language."""
    return versions()[-1]


def link(titles: Sequence[str], kind: Kind, spoken: str, version: str | None = None) -> list[tuple[Candidate, ...]]:
    """Return for each title what it may mean, the likeliest first; nothing where probably none fits.

    Parameters
    ----------
    titles
        In somebody's own words, each with a letter or digit.
    kind
        What to look for.
    spoken
        Language of the names.
    version
        Of the language of work; by default the newest.
    """
    version = version or newest()
    _ask_to_teach(version, kind)
    with _lock:
        linker = _linker(_mark(), version, kind, spoken)
    return [
        () if each.none_fits or _is_faint(each.candidates) else _likely(each.candidates) for each in linker.link(titles)
    ]


def teach(version: str) -> None:
    """Teach linking to a language; called by the worker."""
    from houvast.skills.linking.linker import linker_of

    store = Store()
    for kind in ("occupation", "skill"):
        linker_of(store.language(version), store, kind)


def outlook_path() -> Path:
    """Return where demand per future is read from."""
    own = Path(settings.DATA) / OUTLOOK_FILE
    return own if own.is_file() else Path(str(files("houvast_web.my_work") / OUTLOOK_FILE))


def _mark() -> Mark:
    """What is in memory holds as long as these files are the same."""
    paths = (Store().path, outlook_path())
    return tuple((str(path), path.stat().st_mtime_ns if path.exists() else 0) for path in paths)


@lru_cache(maxsize=KNOWLEDGE_KEPT)
def _knowledge(_mark: Mark, version: str) -> Knowledge:
    store = Store()
    language = store.language(version)
    return Knowledge(language, context_of(language, store), read_demand(outlook_path()), store.table("courses"))


@lru_cache(maxsize=LINKERS_KEPT)
def _linker(mark: Mark, version: str, kind: Kind, spoken: str) -> Linker:
    from houvast.skills.linking.linker import Linker, linker_of

    store, language = Store(), _knowledge(mark, version).language
    if _is_taught(store, version, kind):
        return linker_of(language, store, kind, spoken)
    return Linker(language, kind, store.table("titles") if kind == "occupation" else None, None, spoken)


def _is_taught(store: Store, version: str, kind: Kind) -> bool:
    return any(part[:2] == (version, f"linker_{kind}") for part in store.sources())


def _ask_to_teach(version: str, kind: Kind) -> None:
    """Let the worker teach in the background, asked at most once an hour; until then titles are linked untaught."""
    from houvast_web.my_work.tasks import teach_linkers

    if version == BUILT_IN or _is_taught(Store(), version, kind):
        return
    if cache.add(f"my-work:teaching:{version}", 1, TEACHING_SECONDS):
        check_queue()
        teach_linkers.enqueue(version)


def _is_faint(candidates: Sequence[Candidate]) -> bool:
    best = candidates[0]
    return best.hit_rate is None and best.score < FAINT_SCORE


def _likely(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Leave out what an untaught linker only adds to fill its ten."""
    return tuple(each for each in candidates if each.hit_rate is not None or each.score >= FAINT_SCORE / 5)
