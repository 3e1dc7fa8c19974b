"""`python -m houvast_web renew_picture FOLDER`: take the numbers of the start page from a comparison."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from houvast.experiments.comparison.results import read_comparison
from houvast_web.shell.picture import numbers_of

TARGET = Path(__file__).parents[2] / "picture.json"


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
