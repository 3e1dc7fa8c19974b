"""`python -m houvast_web renew_picture FOLDER`: take the numbers of the start page from a comparison."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
from django.core.management.base import BaseCommand, CommandParser

from houvast.experiments.comparison.results import Comparison, read_comparison
from houvast_web.shell.picture import OUTCOME

TARGET = Path(__file__).parents[2] / "picture.json"
MANIFEST_KEPT = ("model_version", "content_hash", "facts", "facts_hash", "scale", "seeds", "start", "years", "created")


class Command(BaseCommand):
    """Write picture.json."""

    help = "Take the numbers of the start page from the folder of a comparison."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file beside, then rename it."""
        numbers = numbers_of(read_comparison(options["folder"]))
        beside = TARGET.with_suffix(".part")
        beside.write_text(json.dumps(numbers, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
        beside.rename(TARGET)


def numbers_of(comparison: Comparison) -> dict[str, Any]:
    """Return what the picture needs of a comparison, with where it comes from.

    Parameters
    ----------
    comparison
        With the baseline and the futures of the plane, and the package `none`.
    """
    first_year = int(str(comparison.manifest["start"])[:4])
    everyone = comparison.years.filter(
        pl.col("group_by") == "all", pl.col("outcome") == OUTCOME, pl.col("package") == comparison.reference
    ).sort("year")
    return {
        "outcome": OUTCOME,
        "manifest": {key: comparison.manifest[key] for key in MANIFEST_KEPT},
        "series": {
            scenario: [
                [first_year + row["year"], *(round(row[name], 5) for name in ("mean", "low", "high"))]
                for row in everyone.filter(pl.col("scenario") == scenario).iter_rows(named=True)
            ]
            for scenario in comparison.scenarios
        },
    }
