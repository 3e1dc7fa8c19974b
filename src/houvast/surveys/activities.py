"""HR activities and the securities they serve: an organisation's profile, its blind spots, and what would help.

The table is a file to copy and change (`houvast surveys activities --table FILE`). A profile says which part of the
activities that serve a security an organisation has: a description, not a score to rank organisations by.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houvast.facts.located import Faults, Located, read_yaml
from houvast.surveys.codebook import both_in
from houvast.surveys.design_file import check_keys, choice_in, names_in
from houvast.surveys.questionnaire import GIVEN
from houvast.vocabulary.errors import Both, HouvastError, Place, nearest, problem
from houvast.vocabulary.word import keys_of
from houvast.vocabulary.words import SECURITIES

TABLE = GIVEN / "activities.yaml"
FLEXIBILITIES = ("external_numerical", "internal_numerical", "functional", "wage")
STATUSES = ("measured", "estimated", "calibrated", "assumed")
THEME_KEYS = ("name", "securities", "source", "status", "activities")
ACTIVITY_KEYS = ("name", "securities", "source", "status", "flexibility", "obligations", "flex_mix")


@dataclass(frozen=True)
class Activity:
    """One HR activity.

    Parameters
    ----------
    key, name, theme
        What it is.
    securities
        Keys of the securities it serves.
    flexibility
        The kind of flexibility it brings.
    obligations
        Scales of the psychological contract it helps to meet.
    flex_mix
        Measures of the flex mix it goes with.
    source, status
        Where the link to the securities comes from.
    """

    key: str
    name: Both
    theme: str
    securities: tuple[str, ...]
    flexibility: str
    obligations: tuple[str, ...]
    flex_mix: tuple[str, ...]
    source: str
    status: str


@dataclass(frozen=True)
class Profile:
    """What an organisation does for which security.

    Parameters
    ----------
    in_use
        Keys of its activities.
    security_share
        By security: part of the activities that serve it which are in use.
    flexibility_share
        By kind of flexibility: part of the activities that bring it which are in use.
    blind_spots
        Securities nothing in use serves.
    balance
        Mean of the security shares minus mean of the flexibility shares that rest on outside work; below 0 the
        organisation asks for more flexibility than it gives security.
    flexible_policy
        Share of posts on flexible contracts, as the simulation's employers have it; None when not told.
    """

    in_use: tuple[str, ...]
    security_share: dict[str, float]
    flexibility_share: dict[str, float]
    blind_spots: tuple[str, ...]
    balance: float
    flexible_policy: float | None

    def as_json(self) -> dict[str, Any]:
        """The profile with the keys of the vocabulary."""
        return {
            "in_use": list(self.in_use),
            "security_share": {f"{key}_security": share for key, share in self.security_share.items()},
            "flexibility_share": self.flexibility_share,
            "blind_spots": [f"{key}_security" for key in self.blind_spots],
            "balance": self.balance,
            "flexible_policy": self.flexible_policy,
        }


def read_activities(path: Path = TABLE) -> tuple[Activity, ...]:
    """Read the table of activities.

    Raises
    ------
    HouvastError
        Everything wrong with the file.
    """
    faults = Faults()
    given = read_yaml(path, str(path), faults)
    themes = given.mapping.get("themes") if given is not None and given.mapping else None
    found: list[Activity] = []
    if given is not None and (themes is None or themes.mapping is None):
        faults.add("surveys.wrong_form", given.place, expected="themes", found=given.shown())
    for theme, each in ((themes.mapping if themes is not None else None) or {}).items():
        found += _theme(theme, each, faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    return tuple(found)


def _theme(theme: str, given: Located, faults: Faults) -> list[Activity]:
    keys = given.mapping or {}
    check_keys(keys, THEME_KEYS, faults)
    activities = keys["activities"].mapping if "activities" in keys else None
    if not activities:
        faults.add("surveys.wrong_form", given.place, expected="activities", found=given.shown())
    found = []
    for key, each in (activities or {}).items():
        own = each.mapping or {}
        check_keys(own, ACTIVITY_KEYS, faults)
        every: dict[str, Located] = {
            **{name: keys[name] for name in ("securities", "source", "status") if name in keys},
            **own,
        }
        securities = names_in(every.get("securities"), faults)
        if not securities or "source" not in every:
            faults.add("surveys.wrong_form", each.place, expected="securities, source", found=each.shown())
        for security in securities:
            choice_in(security, keys_of(SECURITIES), "", faults)
        found.append(
            Activity(
                key,
                both_in(own.get("name"), Both(key, key), faults),
                theme,
                tuple(name.text or "" for name in securities),
                choice_in(own.get("flexibility"), FLEXIBILITIES, FLEXIBILITIES[0], faults),
                tuple(name.text or "" for name in names_in(own.get("obligations"), faults)),
                tuple(name.text or "" for name in names_in(own.get("flex_mix"), faults)),
                every["source"].text or "" if "source" in every else "",
                choice_in(every.get("status"), STATUSES, "assumed", faults),
            )
        )
    return found


def make_profile(
    activities: tuple[Activity, ...], in_use: Collection[str], flexible_policy: float | None = None, where: str = ""
) -> Profile:
    """Make the profile of an organisation.

    Parameters
    ----------
    activities
        The table.
    in_use
        Keys of the activities it has.
    flexible_policy
        Share of its posts on flexible contracts.
    where
        What to call the list in messages.

    Raises
    ------
    HouvastError
        `surveys.activity` for every key that is not in the table.
    """
    known = {each.key for each in activities}
    unknown = [key for key in dict.fromkeys(in_use) if key not in known]
    if unknown:
        raise HouvastError(
            [
                problem("surveys.activity", where=Place(where), found=key, suggestion=nearest(key, known))
                for key in unknown
            ]
        )
    securities = {key: _share(activities, in_use, lambda a, k=key: k in a.securities) for key in keys_of(SECURITIES)}
    flexibilities = {key: _share(activities, in_use, lambda a, k=key: a.flexibility == k) for key in FLEXIBILITIES}
    blind = tuple(key for key, share in securities.items() if share == 0)
    outside = flexibilities["external_numerical"]
    balance = sum(securities.values()) / len(securities) - outside
    ordered = tuple(each.key for each in activities if each.key in in_use)
    return Profile(ordered, securities, flexibilities, blind, balance, flexible_policy)


def _share(activities: tuple[Activity, ...], in_use: Collection[str], serves: Any) -> float:
    serving = [each for each in activities if serves(each)]
    return sum(each.key in in_use for each in serving) / len(serving) if serving else 0.0


@dataclass(frozen=True)
class Advice:
    """An activity not in use that would help, and why."""

    activity: Activity
    obligations: tuple[str, ...]
    securities: tuple[str, ...]


def advise(
    activities: tuple[Activity, ...], profile: Profile, widest_gaps: Collection[str], most: int = 5
) -> tuple[Advice, ...]:
    """Activities that help with the obligations that lag most and with what nothing serves yet.

    Parameters
    ----------
    activities
        The table.
    profile
        What the organisation does.
    widest_gaps
        Scales with the widest gap between what is owed and what comes true, widest first.
    most
        How many at most.
    """
    found = []
    for each in activities:
        if each.key in profile.in_use:
            continue
        helps = tuple(scale for scale in widest_gaps if scale in each.obligations)
        fills = tuple(key for key in profile.blind_spots if key in each.securities)
        if helps or fills:
            found.append(Advice(each, helps, fills))
    order = {scale: place for place, scale in enumerate(widest_gaps)}
    found.sort(
        key=lambda each: (
            min((order.get(scale, len(order)) for scale in each.activity.obligations), default=len(order)),
            -len(each.securities),
        )
    )
    return tuple(found[:most])
