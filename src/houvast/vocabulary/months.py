"""Months as small integers: a stamp counts the months since January 1900.

A stamp fits in int16, keeps differences plain subtraction, and needs no update when a month passes.
"""

import re

from houvast.vocabulary.errors import HouvastError, problem

MONTHS_PER_YEAR = 12
MONTHS_PER_QUARTER = 3
FIRST_YEAR = 1900
NO_MONTH = -1
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")


def month_stamp(month: str) -> int:
    """Return the number of months between January 1900 and `month`.

    Parameters
    ----------
    month
        `"2024-01"`, or a date in that month, `"2024-01-15"`.

    Raises
    ------
    HouvastError
        `months.not_a_month` when the text is not a year and a month from 1900 on.

    Examples
    --------
    >>> month_stamp("2024-01")
    1488
    """
    match = _ISO_MONTH.fullmatch(str(month))
    if match is None:
        raise HouvastError(problem("months.not_a_month", found=month))
    year, month_of_year = int(match[1]), int(match[2])
    if year < FIRST_YEAR or not 1 <= month_of_year <= MONTHS_PER_YEAR:
        raise HouvastError(problem("months.not_a_month", found=month))
    return (year - FIRST_YEAR) * MONTHS_PER_YEAR + month_of_year - 1


def month_label(stamp: int) -> str:
    """Return the month of a stamp as text.

    Examples
    --------
    >>> month_label(1488)
    '2024-01'
    """
    year, month_index = divmod(int(stamp), MONTHS_PER_YEAR)
    return f"{year + FIRST_YEAR:04d}-{month_index + 1:02d}"
