"""A profile moved to another version of its language, with what changed told.

URIs are stable between versions of ESCO, so most skills stay. What is gone is looked for by its label; what is not
found stays out of the new profile and is told. Nothing is guessed: a label must be the same, letter by letter, in
lower case, and point at one concept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from houvast.skills.language import Language
from houvast.skills.profile import Profile


@dataclass(frozen=True)
class Migrated:
    """A profile in the new version, and what changed: URIs that were replaced, lost, or renamed (old and new name)."""

    profile: Profile
    replaced: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    renamed: tuple[tuple[str, str, str], ...]


def migrate(profile: Profile, old: Language | None, new: Language) -> Migrated:
    """Move a profile to another version.

    Parameters
    ----------
    profile
        The profile.
    old
        The language of the profile, to know the labels of what is gone; None when it is not in the store any more.
    new
        The language to move to.
    """
    named = {each.uri for each in profile.skills} | set(profile.occupations)
    known = set(new.concepts["uri"])
    gone = {uri: found for uri in sorted(named - known) if (found := _by_label(uri, old, new))}
    lost = tuple(sorted(named - known - set(gone)))
    skills = {
        (gone.get(each.uri, each.uri), each.evidence, each.by): replace(each, uri=gone.get(each.uri, each.uri))
        for each in profile.skills
        if each.uri not in lost
    }
    occupations = tuple(dict.fromkeys(gone.get(uri, uri) for uri in profile.occupations if uri not in lost))
    moved = Profile(new.version, tuple(skills.values()), occupations)
    return Migrated(moved, tuple(gone.items()), lost, _renamed(named & known, old, new))


def _by_label(uri: str, old: Language | None, new: Language) -> str | None:
    """Return the one concept of the same kind that has the preferred label of a lost one, or None."""
    if old is None:
        return None
    before = old.concepts.filter(pl.col("uri") == uri)
    if before.is_empty():
        return None
    names = {name.casefold() for name in before.select("nl", "en").row(0) if name}
    kind = new.concepts.filter(pl.col("kind") == before["kind"][0])["uri"].implode()
    same = new.labels.filter(pl.col("uri").is_in(kind), pl.col("label").str.to_lowercase().is_in(list(names)))
    found = same["uri"].unique()
    return str(found[0]) if len(found) == 1 else None


def _renamed(uris: set[str], old: Language | None, new: Language) -> tuple[tuple[str, str, str], ...]:
    if old is None:
        return ()
    chosen = pl.col("uri").is_in(list(uris))
    both = old.concepts.filter(chosen).join(new.concepts.filter(chosen), on="uri", suffix="_new")
    changed = [
        (uri, before, after)
        for uri, nl, en, nl_new, en_new in both.select("uri", "nl", "en", "nl_new", "en_new").iter_rows()
        for before, after in [(nl, nl_new) if nl and nl_new else (en, en_new)]
        if before and after and before != after
    ]
    return tuple(sorted(changed))
