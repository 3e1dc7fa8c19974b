"""How an effect on unemployment comes about: through who leaves work and through who finds it.

With s the share of the employed who leave work in a quarter and f the share of the unemployed who find it, the stock to
which these flows lead is u = s / (s + f) (Shimer, 2012, Review of Economic Dynamics 15(2)). The difference between two
such stocks is shared out over s and f by taking each first once and averaging, so that the parts add up exactly.
What is left is what this stock does not see: people who enter or leave the labour force, and the way towards it.
"""

from __future__ import annotations

from typing import NamedTuple


class FlowExplanation(NamedTuple):
    """Parts of an effect on unemployment, in shares of the labour force."""

    effect: float
    """The effect as measured."""
    leaving: float
    """Through who leaves work."""
    finding: float
    """Through who finds work."""

    @property
    def rest(self) -> float:
        """What these two flows do not explain."""
        return self.effect - self.leaving - self.finding


def explain_unemployment(effect: float, leaving: tuple[float, float], finding: tuple[float, float]) -> FlowExplanation:
    """Share an effect on unemployment out over the flows behind it.

    Parameters
    ----------
    effect
        Difference in the unemployment rate [share].
    leaving, finding
        Separation and job-finding rate without and with the measures [share per quarter].

    Examples
    --------
    >>> found = explain_unemployment(0.0, (0.03, 0.03), (0.4, 0.4))
    >>> found.leaving, found.finding
    (0.0, 0.0)
    """
    (s0, s1), (f0, f1) = leaving, finding
    through_leaving = ((_stock(s1, f0) - _stock(s0, f0)) + (_stock(s1, f1) - _stock(s0, f1))) / 2
    through_finding = ((_stock(s0, f1) - _stock(s0, f0)) + (_stock(s1, f1) - _stock(s1, f0))) / 2
    return FlowExplanation(effect, through_leaving, through_finding)


def _stock(leaving: float, finding: float) -> float:
    return leaving / (leaving + finding) if leaving + finding else 0.0
