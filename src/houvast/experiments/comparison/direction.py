"""Which way is better: the direction in which an outcome is good for the people it is measured on.

Outcomes that are neither, such as the share of the self-employed, have no direction; a report then says more or less.
"""

from __future__ import annotations

from typing import Literal

Verdict = Literal["better", "worse", "more", "less", "unclear"]

BETTER_WHEN_HIGHER = frozenset(
    {
        "job_security",
        "work_security",
        "income_security",
        "combination_security",
        "grip_money",
        "grip_work",
        "grip_life",
        "employment_rate",
        "job_finding_rate",
        "conversion_rate",
        "training_share",
        "wage_p10",
        "wage_p50",
    }
)
BETTER_WHEN_LOWER = frozenset(
    {
        "grips_lacking",
        "unemployment_rate",
        "long_term_unemployment_share",
        "separation_rate",
        "burnout_share",
        "low_income_share",
        "wage_gini",
        "public_cost_eur",
    }
)


def direction_of(outcome: str) -> int:
    """Return 1 when more is better, -1 when less is, 0 when neither can be said."""
    return int(outcome in BETTER_WHEN_HIGHER) - int(outcome in BETTER_WHEN_LOWER)


def verdict(outcome: str, effect: float | None, low: float | None, high: float | None) -> Verdict:
    """Say which way an effect goes, when its interval leaves no doubt about that.

    Parameters
    ----------
    outcome
        Key of the outcome.
    effect, low, high
        The effect and the ends of its interval; an effect without interval is unclear.

    Examples
    --------
    >>> verdict("unemployment_rate", -0.01, -0.02, -0.001)
    'better'
    """
    if effect is None or low is None or high is None or low <= 0 <= high:
        return "unclear"
    way = direction_of(outcome)
    if way == 0:
        return "more" if effect > 0 else "less"
    return "better" if (effect > 0) == (way > 0) else "worse"
