"""The memory floor: the bytes that a month must move per person, however clever the code.

Counted is every column that a step looks at for everybody: once for reading and once for writing, although the
steps of a month come by several times. Not counted is what is looked at for few people only: the employer of
those who may lose a job, the education of those who apply. The floor in time is these bytes over the bandwidth
of the triad.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MONTHLY, QUARTERLY, YEARLY = 1, 3, 12


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
    Touch("persons", "position", 1, MONTHLY, "every step asks who is in which position"),
    Touch("persons", "birth_month", 1, MONTHLY, "ages at which something happens"),
    Touch("persons", "contract_end", 1, MONTHLY, "terms that run out"),
    Touch("stocks", "cell", 1, MONTHLY, "bound of the probabilities of a person"),
    Touch("trace", "cohort_months_in_work", 2, MONTHLY, "months in work of the cohort go on"),
    Touch("persons", "job_start", 1, QUARTERLY, "who has another employer"),
    Touch("persons", "sector", 1, QUARTERLY, "remembered for the next quarter"),
    Touch("persons", "occupation", 1, QUARTERLY, "remembered for the next quarter"),
    Touch("trace", "quarter_position", 2, QUARTERLY, "compared, then remembered"),
    Touch("trace", "quarter_sector", 1, QUARTERLY, "remembered"),
    Touch("trace", "quarter_occupation", 1, QUARTERLY, "remembered"),
    Touch("trace", "cohort_position", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_sector", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_occupation", 2, YEARLY, "measured, then begun anew"),
    Touch("trace", "cohort_job_lost", 2, YEARLY, "measured, then begun anew"),
)


def floor_bytes(market: Any) -> float:
    """Return the bytes that a month must move per person, averaged over a year."""
    return sum(
        getattr(getattr(market, touch.table), touch.column).itemsize * touch.times / touch.every_months
        for touch in TOUCHES
    )
