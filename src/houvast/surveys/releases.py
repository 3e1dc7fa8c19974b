"""What has been released to whom: a fixed tree of groups, so that no two answers can be subtracted to a small group.

The tree is fixed before the data come in, and only its groups can be asked for. Groups of a tree lie inside one another
or apart; all that can be computed from the released ones is then a sum of remainders, a remainder being a released
group without the largest released groups inside it. No small group can be known exactly when no remainder is small,
which is what every request is held against. Earlier rounds count too: a group of which few joined or left shows them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from houvast.surveys.disclosure import OPEN_TEXT_THRESHOLD, THRESHOLD
from houvast.vocabulary.errors import HouvastError, nearest, problem


@dataclass(frozen=True)
class ReportTree:
    """The groups of a company that reports may speak of.

    Parameters
    ----------
    parent
        The group each group is part of; the whole company has None.
    """

    parent: Mapping[str, str | None]

    def __post_init__(self) -> None:
        """Check that there is one whole and that every group leads to it.

        Raises
        ------
        HouvastError
            `surveys.report_tree`.
        """
        wholes = [name for name, above in self.parent.items() if above is None]
        lost = [name for name in self.parent if self._leads_nowhere(name)]
        if len(wholes) != 1 or lost:
            raise HouvastError(problem("surveys.report_tree", found=[*wholes, *lost]))

    def _leads_nowhere(self, name: str) -> bool:
        seen: set[str] = set()
        at: str | None = name
        while at is not None:
            if at in seen or at not in self.parent:
                return True
            seen.add(at)
            at = self.parent[at]
        return False

    def above(self, name: str) -> list[str]:
        """The groups a group is part of, the nearest first."""
        found = []
        at = self.parent[name]
        while at is not None:
            found.append(at)
            at = self.parent[at]
        return found


def places_of_answers(tree: ReportTree, members: Mapping[str, int], threshold: int = THRESHOLD) -> dict[str, str]:
    """Under which group the answers of each group are kept, so that no answer says more than "one of many".

    A group with too few members goes into the group above it; where the whole would be left with few of its own, the
    smallest group joins it. Every place then has none or at least `threshold` members, as far as there are so many.

    Parameters
    ----------
    tree
        The groups.
    members
        People invited per group, without those of the groups inside it.
    threshold
        Smallest place.
    """
    place = {name: name for name in tree.parent}
    whole = next(name for name, above in tree.parent.items() if above is None)
    while True:
        counts = dict.fromkeys(tree.parent, 0)
        for name, at in place.items():
            counts[at] += members.get(name, 0)
        small = [name for name, n in counts.items() if 0 < n < threshold]
        others = [name for name, n in counts.items() if n and name != whole]
        if not small or not others:
            return place
        deepest = max(small, key=lambda name: len(tree.above(name)))
        moved = deepest if deepest != whole else min(others, key=counts.__getitem__)
        to = tree.parent[moved] if deepest != whole else whole
        place = {name: to or whole if at == moved else at for name, at in place.items()}


@dataclass
class ReleaseLedger:
    """The releases of one round, decided one by one and never taken back.

    Parameters
    ----------
    tree
        The groups, fixed before the answers came in.
    respondents
        Respondents of every group; a group holds all of the groups inside it.
    threshold
        Smallest group.
    changed
        People who joined or left each group since the last round it was released in; absent when it never was.
    released
        Groups released so far.
    refused
        Requests refused, with why; kept so that the works council can see them.
    """

    tree: ReportTree
    respondents: Mapping[str, int]
    threshold: int = THRESHOLD
    changed: Mapping[str, int] = field(default_factory=dict)
    released: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def request(self, group: str) -> bool:
        """Release a group, or refuse it; asking again gives the same answer as long as nothing else is released.

        Raises
        ------
        HouvastError
            `surveys.no_group`: not a group of the tree. There are no other groups to ask for.
        """
        if group not in self.tree.parent:
            known = tuple(self.tree.parent)
            raise HouvastError(
                problem("surveys.no_group", found=group, expected=known, suggestion=nearest(group, known))
            )
        if group in self.released:
            return True
        reason = self._reason_against(group)
        if reason:
            self.refused.append((group, reason))
            return False
        self.released.append(group)
        return True

    def open_text(self, group: str) -> bool:
        """Whether open answers may be shown: of the whole only, never of a group in it, and from 25 respondents."""
        return self.tree.parent.get(group, "") is None and self.respondents[group] >= OPEN_TEXT_THRESHOLD

    def remainders(self, released: list[str]) -> dict[str, int]:
        """Respondents of every released group without the released groups inside it."""
        left = {name: self.respondents[name] for name in released}
        for name in released:
            around = next((above for above in self.tree.above(name) if above in left), None)
            if around is not None:
                left[around] -= self.respondents[name]
        return left

    def _reason_against(self, group: str) -> str:
        if self.respondents.get(group, 0) < self.threshold:
            return "small"
        if 0 < self.changed.get(group, 0) < self.threshold:
            return "few_changed"
        left = self.remainders([*self.released, group])
        if any(0 < n < self.threshold for n in left.values()):
            return "remainder"
        return ""

    def as_json(self) -> dict[str, Any]:
        """The ledger as it is kept and shown to the works council; no answers are in it."""
        return {
            "tree": dict(self.tree.parent),
            "respondents": dict(self.respondents),
            "threshold": self.threshold,
            "changed": dict(self.changed),
            "released": list(self.released),
            "refused": [list(each) for each in self.refused],
        }


def read_ledger(path: Path) -> ReleaseLedger:
    """Read a ledger that `ReleaseLedger.as_json` wrote.

    Raises
    ------
    HouvastError
        `files.missing` or `files.unreadable`.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return ReleaseLedger(
            ReportTree(kept["tree"]),
            kept["respondents"],
            kept["threshold"],
            kept["changed"],
            kept["released"],
            [(group, reason) for group, reason in kept["refused"]],
        )
    except FileNotFoundError as fault:
        raise HouvastError(problem("files.missing", where=str(path))) from fault
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=str(fault))) from fault
