"""The memory floor: the bytes that a month must move per person, however clever the code.

Counted is every column that a step looks at for everybody: once for reading and once for writing, although the
steps of a month come by several times. Not counted is what is looked at for few people only: the employer of
those who may lose a job, the education of those who apply, where those were who moved within a quarter. The
floor in time is these bytes over the bandwidth
of the triad.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MONTHLY, YEARLY = 1, 12


class Touch(NamedTuple):
    """A column that the market looks at for everybody."""

    table: str
    """Attribute of the market."""
    column: str
    times: int
    """1 when read or written, 2 when both."""
    every_months: int
    why: str


TOUCHES = (
    Touch("stocks", "hazard", 1, MONTHLY, "to whom something may happen"),
    Touch("stocks", "due", 1, MONTHLY, "to whom something happens at its time"),
    Touch("stocks", "hazard", 1, YEARLY, "noted anew, when probabilities have changed"),
    Touch("stocks", "due", 1, YEARLY, "noted anew"),
    Touch("stocks", "turn_month", 1, YEARLY, "noted anew"),
    Touch("stocks", "cell", 1, YEARLY, "bound of the probabilities of a person"),
    Touch("persons", "position", 1, YEARLY, "remembered for the next year, and the same bound"),
    Touch("persons", "birth_month", 1, YEARLY, "the next age that matters"),
    Touch("persons", "contract_end", 1, YEARLY, "the end of a term"),
    Touch("persons", "job_start", 1, YEARLY, "tenure"),
    Touch("persons", "sector", 1, YEARLY, "remembered for the next year"),
    Touch("persons", "occupation", 1, YEARLY, "remembered for the next year"),
    Touch("trace", "cohort_position", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_sector", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_occupation", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_cell", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_months_in_work", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_job_lost", 2, YEARLY, "measured, then begun anew"),
)


def floor_bytes(market: Any) -> float:
    """Return the bytes that a month must move per person, averaged over a year."""
    return sum(
        getattr(getattr(market, touch.table), touch.column).itemsize * touch.times / touch.every_months
        for touch in TOUCHES
    )
