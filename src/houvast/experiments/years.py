"""Years of a run: twelve months from its start, as reports and tables speak of them.

Outcomes come by month, by quarter or by year. A year is twelve months from the start of the run, and its figure is
the plain mean of what was observed in it. A cohort that is followed for twelve months belongs to the year in which it
is followed; a review at the end of a year belongs to that year.
"""

from __future__ import annotations

import polars as pl

from houvast.vocabulary.months import FIRST_YEAR, MONTHS_PER_YEAR, month_stamp

COHORT_LEAD_MONTHS = 1
"""A yearly cohort carries the month at whose end it starts; the year it is followed begins the month after."""
SERIES = ["outcome", "group_by"]
YEAR_KEYS = ["outcome", "group_by", "group", "year"]


def yearly_table(outcomes: pl.DataFrame, start: str) -> pl.DataFrame:
    """Return the mean of every outcome over each whole year.

    Parameters
    ----------
    outcomes
        Rows with the columns of `houvast.experiments.results.COLUMNS`.
    start
        First month of the run, as year-month.

    Returns
    -------
    polars.DataFrame
        Columns outcome, group_by, group, year (0 for the first twelve months), value, count and per_year: how often
        the outcome is observed in a year. Only years observed in full, sorted.
    """
    spaced = outcomes.join(_spacing(outcomes, start), on=SERIES)
    since_start = _stamp_of(pl.col("month")) - month_stamp(start) + pl.col("lead")
    return (
        spaced.with_columns((since_start // MONTHS_PER_YEAR).alias("year"))
        .group_by(YEAR_KEYS)
        .agg(
            pl.col("value").mean(),
            pl.col("count").mean(),
            pl.len().cast(pl.Int32).alias("observed"),
            (MONTHS_PER_YEAR // pl.col("apart").first()).clip(lower_bound=1).alias("per_year"),
        )
        .filter(pl.col("observed") == pl.col("per_year"))
        .drop("observed")
        .sort(YEAR_KEYS)
    )


def year_label(start: str, index: int) -> str:
    """Return the name of a year of a run: the calendar year when the run starts in January, else as `2024/25`."""
    year, month = (int(part) for part in start.split("-")[:2])
    century = 100
    return str(year + index) if month == 1 else f"{year + index}/{(year + index + 1) % century:02d}"


def _spacing(outcomes: pl.DataFrame, start: str) -> pl.DataFrame:
    """Months from one observation of a series to the next: 1, 3 or 12; and the lead of a cohort.

    A yearly series with a month before the start of the run is one of cohorts: the first begins as the run does.
    """
    months = outcomes.select(*SERIES, "month").unique()
    first_two = pl.col("month").sort().head(2)
    apart = _stamp_of(first_two.last()) - _stamp_of(first_two.first())
    once = pl.when(apart == 0).then(MONTHS_PER_YEAR).otherwise(apart)
    is_cohort = (once == MONTHS_PER_YEAR) & (_stamp_of(pl.col("month")).min() < month_stamp(start))
    lead = pl.when(is_cohort).then(COHORT_LEAD_MONTHS).otherwise(0)
    return months.group_by(SERIES).agg(once.cast(pl.Int32).alias("apart"), lead.alias("lead"))


def _stamp_of(month: pl.Expr) -> pl.Expr:
    """Month stamp of a date."""
    return (month.dt.year().cast(pl.Int32) - FIRST_YEAR) * MONTHS_PER_YEAR + month.dt.month() - 1
