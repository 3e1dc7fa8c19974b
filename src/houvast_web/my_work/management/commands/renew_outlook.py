"""`python -m houvast_web renew_outlook FILE`: take demand per future from a table of `houvast outlook`.

The desk shows the first and the last year, so only those come along, with the manifest of the table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from django.core.management.base import BaseCommand, CommandParser

from houvast.skills.moves.outlook import COLUMNS, read_demand

TARGET = Path(__file__).parents[2] / "outlook.csv"
MANIFEST = ".manifest.json"
DECIMALS = 4


class Command(BaseCommand):
    """Write outlook.csv and its manifest."""

    help = "Take demand per future from a table of houvast outlook."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the table."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the files beside, then rename them."""
        source: Path = options["file"]
        read_demand(source)
        beside = TARGET.with_suffix(".part")
        first_and_last(pl.read_csv(source, schema_overrides={"occupation": pl.String})).write_csv(beside)
        manifest = source.with_suffix(MANIFEST).read_text(encoding="utf-8")
        TARGET.with_suffix(MANIFEST).write_text(manifest, encoding="utf-8")
        beside.rename(TARGET)


def first_and_last(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the first and the last year, rounded, with the columns that the desk reads."""
    ends = (table["year"].min(), table["year"].max())
    kept = table.filter(pl.col("year").is_in(ends)).select(COLUMNS)
    return kept.with_columns(pl.col(pl.Float64).round(DECIMALS)).sort("occupation", "scenario", "year")
