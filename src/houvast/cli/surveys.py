"""`houvast surveys estimate | ...`: estimates from a sample, and the instruments built on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from houvast.cli.options import Language, Spoken
from houvast.vocabulary.errors import Both

surveys_app = typer.Typer(
    help="Surveys: estimates, the good-work monitor, the psychological contract, questionnaires.", no_args_is_help=True
)
_WRITTEN = Both("Geschreven: {path}", "Written: {path}")


def write_json(content: Any, path: Path) -> None:
    """Write a JSON file, whole or not at all."""
    from houvast.experiments.storage import write_whole

    write_whole(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n")


def tell_written(paths: tuple[Path, ...], language: Language) -> None:
    """Say which files were written."""
    for path in paths:
        typer.echo(_WRITTEN.text(language).format(path=path))


@surveys_app.command()
def estimate(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Answers: .csv, .parquet, .sav or .dta.")],
    design: Annotated[Path, typer.Option("--design", metavar="DESIGN.yaml", help="How the rows were drawn.")],
    statistics: Annotated[Path, typer.Option("--statistics", metavar="STATS.yaml", help="What to estimate.")],
    out: Annotated[Path, typer.Option("--out", metavar="RESULT.json", help="File to write.")],
    language: Spoken = Language.EN,
) -> None:
    """Estimate means, shares, quantiles, inequality and more, with errors that follow the sampling design."""
    from houvast.surveys.estimation import estimate_files

    write_json(estimate_files(data, design, statistics), out)
    tell_written((out,), language)
