"""The reference page of the columns, made from their declaration.

Run ``python -m houvast.population.reference docs/reference/columns.md`` after changing a column.
"""

import sys
from pathlib import Path

from houvast.population.columns import EMPLOYER_COLUMNS, PERSON_COLUMNS, Column

_INTRODUCTION = """# Columns

This page is made from the declarations in `houvast.population.columns`; do not edit it by hand.

A population is two sets of equally long one-dimensional arrays. Codes are places in a list: `sex`, `education`
and `position` in the vocabulary, `region`, `sector` and `occupation` in the classifications of the facts folder.
A month stamp counts the months since January 1900, so January 2024 is 1488.
"""


def columns_page() -> str:
    """Return the reference page as Markdown."""
    parts = [_INTRODUCTION, _table("Persons", PERSON_COLUMNS), _table("Employers", EMPLOYER_COLUMNS)]
    return "\n".join(parts)


def _table(title: str, columns: tuple[Column, ...]) -> str:
    n_bytes = sum(column.dtype.itemsize for column in columns)
    rows = [
        f"| `{column.name}` | {column.dtype.name} | {column.unit} | {column.meaning} | {_missing(column)} |"
        for column in columns
    ]
    head = ["| column | type | unit | meaning | does not apply |", "|---|---|---|---|---|"]
    return "\n".join([f"## {title}\n", f"{n_bytes} bytes each.\n", *head, *rows, ""])


def _missing(column: Column) -> str:
    return "" if column.missing is None else str(column.missing)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(columns_page(), encoding="utf-8")
