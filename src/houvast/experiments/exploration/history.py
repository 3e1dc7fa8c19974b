"""What became other in the model and the facts since a link was made.

A link names both by a hash, which tells no reader anything; `history.yaml` says what each step changed, and whether the
figures stayed the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from houvast.vocabulary.errors import Both, Problem, problem

Subject = Literal["model", "facts"]


@dataclass(frozen=True)
class Step:
    """One step of the model or the facts.

    Parameters
    ----------
    version
        Its hash, as links have it.
    is_same
        Whether all figures stayed as they were.
    changed
        What it changed.
    """

    version: str
    is_same: bool
    changed: Both


@cache
def steps(of: Subject) -> tuple[Step, ...]:
    """Return the steps of the model or the facts, oldest first."""
    read = yaml.safe_load((files("houvast.experiments.exploration") / "history.yaml").read_text(encoding="utf-8"))
    return tuple(Step(each["hash"], each["figures"] == "same", Both(**each["changed"])) for each in read[of])


def changes(of: Subject, found: str, now: str) -> Problem:
    """Say what changed since a link was made.

    Parameters
    ----------
    of
        What the link names otherwise than it is now.
    found, now
        Hash in the link, and in force.

    Returns
    -------
    Problem
        `exploration.<of>_same` where the figures stayed the same, `exploration.<of>_changed` where not, and
        `exploration.<of>_unknown` for a version that the history does not know.
    """
    versions = [each.version for each in steps(of)]
    if found not in versions or now not in versions or versions.index(found) > versions.index(now):
        return problem(f"exploration.{of}_unknown", found=found, now=now)
    since = steps(of)[versions.index(found) + 1 : versions.index(now) + 1]
    other = [each for each in since if not each.is_same]
    told = _listed(other or since)
    return problem(f"exploration.{of}_{'changed' if other else 'same'}", found=found, now=now, changes=told)


def _listed(told: Sequence[Step]) -> Both:
    once = list(dict.fromkeys(each.changed for each in told))
    return Both("; ".join(each.nl for each in once), "; ".join(each.en for each in once))
