"""Knobs of the fit: which parameters are chosen so that the model meets published figures.

A knob multiplies (part of) one fact, a parameter of the market model that nobody publishes. Every knob
stands with the published figures that, by the mechanism, speak about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.vocabulary.words import UNIT_BY_KEY

FloatArray = npt.NDArray[np.float64]


class Knob(NamedTuple):
    """One direction in which the fit may move a fact.

    Parameters
    ----------
    key : str
        Name of the knob.
    fact : str
        Fact whose values are multiplied.
    groups : tuple of str
        Keys of the first classification of the fact that are multiplied; empty means all.
    speaks_of : tuple of int
        Numbers of the targets that inform it.
    """

    key: str
    fact: str
    groups: tuple[str, ...]
    speaks_of: tuple[int, ...]


PERMANENT = ("permanent",)
FLEXIBLE = ("temporary_with_prospect", "temporary", "on_call", "agency", "payroll")
SELF_EMPLOYED = ("self_employed_without_staff", "self_employed_with_staff")

KNOBS: tuple[Knob, ...] = (
    Knob("dismissal_permanent", "dismissal_prob_per_month", PERMANENT, (21, 25)),
    Knob("dismissal_flexible", "dismissal_prob_per_month", FLEXIBLE, (21, 25)),
    Knob("dismissal_self_employed", "dismissal_prob_per_month", SELF_EMPLOYED, (21, 25)),
    Knob("dismissal_low", "dismissal_education_factor", ("low",), (6,)),
    Knob("dismissal_high", "dismissal_education_factor", ("high",), (6,)),
    Knob("dismissal_long_tenure", "dismissal_tenure_factor", ("60m+",), (29, 30)),
    Knob("quit_permanent", "quit_prob_per_month", PERMANENT, (22, 25)),
    Knob("quit_flexible", "quit_prob_per_month", FLEXIBLE, (22, 25)),
    Knob("quit_self_employed", "quit_prob_per_month", SELF_EMPLOYED, (22, 25)),
    Knob("quit_long_tenure", "quit_tenure_factor", ("60m+",), (30,)),
    Knob("quit_young", "quit_age_factor", ("15-24",), (8,)),
    Knob("quit_old", "quit_age_factor", ("65-74",), (8,)),
    Knob("lost_job_to_inactivity", "lost_job_to_inactivity_share", (), (21, 22)),
    Knob("term_renewal", "term_renewal_prob", (), (12, 25)),
    Knob("search_permanent", "on_the_job_search_prob_per_month", PERMANENT, (27, 28)),
    Knob("search_flexible", "on_the_job_search_prob_per_month", FLEXIBLE, (27, 28)),
    Knob("search_self_employed", "on_the_job_search_prob_per_month", SELF_EMPLOYED, (11, 30)),
    Knob("search_short_tenure", "on_the_job_search_tenure_factor", ("<6m", "6-23m"), (29,)),
    Knob("search_middle_tenure", "on_the_job_search_tenure_factor", ("24-59m",), (29,)),
    Knob("search_long_tenure", "on_the_job_search_tenure_factor", ("60m+",), (29, 30)),
    Knob("search_inactive", "inactive_search_prob_per_month", (), (23, 24)),
    Knob("search_inactive_young", "inactive_search_age_factor", ("15-24",), (8,)),
    Knob("search_inactive_old", "inactive_search_age_factor", ("55-64", "65-74"), (8,)),
    Knob("search_inactive_low", "inactive_search_education_factor", ("low",), (7,)),
    Knob("search_inactive_high", "inactive_search_education_factor", ("high",), (7,)),
    Knob("giving_up", "giving_up_prob_per_month", (), (20,)),
    Knob("giving_up_long", "giving_up_prob_per_month", ("12-23m", "24m+"), (31,)),
    Knob("screening", "screening_by_spell", (), (19,)),
    Knob("screening_long", "screening_by_spell", ("6-11m", "12-23m", "24m+"), (31,)),
    Knob("screening_inactive", "screening_inactive", (), (23, 24)),
    Knob("conversion", "conversion_prob_per_month", (), (9, 26)),
    Knob("conversion_at_end", "term_conversion_prob", (), (12, 26)),
    Knob("offer_on_call", "offer_weight_by_contract", ("on_call",), (12,)),
    Knob("offer_agency", "offer_weight_by_contract", ("agency",), (12,)),
    Knob("offer_prospect", "offer_weight_by_contract", ("temporary_with_prospect",), (12,)),
    Knob("starts_business", "starts_business_prob_per_month", (), (11,)),
    Knob("advertised", "advertised_share_by_contract", FLEXIBLE, (32,)),
    Knob("unadvertised_posts", "unadvertised_posts_per_vacancy", (), (32, 33)),
    Knob("unmet_hours", "unmet_hours_prob", (), (16,)),
)


def turned(facts: Facts, month: int, logs: Mapping[str, float] | FloatArray) -> dict[str, FloatArray]:
    """Return the values of all fitted facts after turning the knobs.

    Parameters
    ----------
    facts : Facts
        Facts before the fit.
    month : int
        Month stamp of the look-up.
    logs : ndarray of float64, shape (n_knobs,)
        Natural logarithm of the factor of each knob, in the order of :data:`KNOBS`.

    Returns
    -------
    dict of str to ndarray
        By name of the fact; kept within the bounds of its unit.
    """
    values: dict[str, FloatArray] = {}
    for knob, log in zip(KNOBS, logs, strict=True):
        value = values.setdefault(knob.fact, np.array(facts.array(knob.fact, month)))
        factor = float(np.exp(log))
        if knob.groups:
            keys = facts.classification(facts.entry(knob.fact).by[0]).keys
            places = [keys.index(group) for group in knob.groups]
            value[places] *= factor
        else:
            value *= factor
    for name, value in values.items():
        unit = UNIT_BY_KEY[facts.entry(name).unit]
        np.clip(value, unit.minimum, unit.maximum, out=value)
    _leave_room_for_the_end(values)
    return values


def _leave_room_for_the_end(values: dict[str, FloatArray]) -> None:
    """Keep conversion and renewal at the end of a term together at most one."""
    conversion, renewal = values["term_conversion_prob"], values["term_renewal_prob"]
    np.minimum(renewal, 1.0 - conversion, out=renewal)


def with_values(facts: Facts, values: Mapping[str, FloatArray]) -> Facts:
    """Return the facts with other values for some of them."""
    for name, value in values.items():
        facts = facts.with_value(name, value)
    return facts
