"""The month as a visible list of steps that prints as a table, with the time of each."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from houvast.market.model import Market


@dataclass
class Step:
    """One step of the month.

    Parameters
    ----------
    name : str
        Name of the process.
    module : str
        File in ``market/kernels`` that holds it.
    what : str
        What happens, in a few words.
    run : callable
        Carries the step out on a market.
    """

    name: str
    module: str
    what: str
    run: Callable[[Market], None]
    seconds: float = field(default=0.0)


class Loop:
    """The steps of a month, in order.

    Parameters
    ----------
    steps : list of Step
        Carried out from first to last, every month.
    """

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps

    def run(self, market: Market, only: frozenset[str] | None = None) -> None:
        """Carry out one month and add up the time of each step.

        Parameters
        ----------
        market : Market
            The market that lives through the month.
        only : frozenset of str, optional
            Names of the steps to carry out; by default all.
        """
        for step in self.steps:
            if only is not None and step.name not in only:
                continue
            before = time.perf_counter()
            step.run(market)
            step.seconds += time.perf_counter() - before

    def table(self) -> list[tuple[str, str, str, float]]:
        """Return name, module, what happens and seconds so far, for each step."""
        return [(step.name, step.module, step.what, step.seconds) for step in self.steps]

    def __str__(self) -> str:
        """Show the steps as a table of plain text."""
        width = max(len(step.name) for step in self.steps)
        return "\n".join(
            f"{number:>2}  {step.name:<{width}}  {step.seconds:8.3f} s  {step.what}"
            for number, step in enumerate(self.steps, start=1)
        )
