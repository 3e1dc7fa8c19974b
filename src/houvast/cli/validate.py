"""`houvast validate`: hold somebody's published series against the model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from houvast.cli.options import DemandFile, FactsFolder, Language, Spoken, Threads, facts_named
from houvast.cli.run import progress_bar, told_of_backcast
from houvast.cli.screen import screen
from houvast.experiments.identity import SHORT_HASH_LENGTH
from houvast.experiments.results import read_result
from houvast.experiments.settings import RunSettings, check_settings
from houvast.vocabulary.errors import Both, HouvastError, problem
from houvast.vocabulary.words import OUTCOME_BY_KEY, UNIT_BY_KEY

if TYPE_CHECKING:
    from houvast.experiments.validation.compare import Pair, SeriesError, Validation

FIGURES_SHOWN = 3
MOST_DECIMALS = 6
PERIOD_WIDTH, COLUMN_WIDTH = 9, 14
PERCENT = 100

_ASKED = Both(
    "Gesimuleerd: run {name}, {start}, {months} maanden, {percent}% van de bevolking, seed {seed}.",
    "Simulated: run {name}, {start}, {months} months, {percent}% of the population, seed {seed}.",
)
_HOW = Both(
    "Een gesimuleerde waarde is het gemiddelde van de maanden, kwartalen of jaren van het model binnen de periode.",
    "A simulated value is the mean of the months, quarters or years of the model within the period.",
)
_HEADINGS = (
    Both("periode", "period"),
    Both("gepubliceerd", "published"),
    Both("gesimuleerd", "simulated"),
    Both("verschil", "difference"),
)
_ERROR = Both(
    "  gemiddeld verschil {mean}, wortel van het gemiddelde kwadraat {square}, correlatie {correlation}",
    "  mean difference {mean}, root mean square {square}, correlation {correlation}",
)
_STORED = Both("Tabel: {path}", "Table: {path}")


def validate(
    series: Annotated[Path, typer.Argument(metavar="SERIES.csv", help="CSV with series,period,value,unit.")],
    result: Annotated[
        Path | None, typer.Option("--result", metavar="FOLDER", help="A stored run to compare with, instead of a new.")
    ] = None,
    scale: Annotated[
        str | None, typer.Option("--scale", metavar="SHARE", help="Part of the population of a new run; 0.01.")
    ] = None,
    seed: Annotated[str | None, typer.Option("--seed", metavar="NUMBER", help="Luck of a new run; 1.")] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="MONTH", help=f"First month of a new run; {RunSettings.start}.")
    ] = None,
    demand: DemandFile = None,
    facts: FactsFolder = "netherlands",
    threads: Threads = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="CSV to write, a row per period, ready to draw.")
    ] = None,
    language: Spoken = Language.EN,
) -> None:
    """Compare published series with simulated ones.

    A series is an outcome (unemployment_rate), an outcome of a group (unemployment_rate:age=15-24) or, for a new run, a
    key of the baseline targets (21_employed_to_unemployed_share_per_quarter). A period is 2024-03, 2024Q1 or 2024. A
    new run lasts as long as the series ask. Whatever the differences, the exit code is 0.
    """
    # What compares draws on the engine, which takes a moment to load; the other commands do without.
    from houvast.experiments.validation.compare import store_chart_table, validate_result, validate_run

    if out is not None and out.resolve() == series.resolve():
        raise HouvastError(problem("validate.same_file", found=str(out)))
    if result is not None:
        asked = {"--scale": scale, "--seed": seed, "--start": start, "--demand": demand}
        too_much = [option for option, value in asked.items() if value is not None]
        if too_much:
            raise HouvastError(problem("validate.result_or_run", found=too_much))
        validation = validate_result(series, read_result(result))
    else:
        given = {"scale": scale, "seed": seed, "start": start}
        settings = check_settings(
            threads=threads, **{name: value for name, value in given.items() if value is not None}
        )
        with progress_bar(language) as progress:
            validation = validate_run(series, settings, facts_named(facts), demand, progress)
    if out is not None:
        store_chart_table(validation, out)
    told = screen(soft_wrap=True)
    for line in _told(validation, language):
        told.print(line)
    if out is not None:
        told.print(_STORED.text(language).format(path=out))


def _told(validation: Validation, language: Language) -> Iterator[str]:
    manifest = validation.result.manifest
    yield _ASKED.text(language).format(
        name=str(manifest["content_hash"])[:SHORT_HASH_LENGTH],
        start=manifest["start"],
        months=manifest["months"],
        percent=f"{PERCENT * manifest['scale']:g}",
        seed=manifest["seed"],
    )
    yield from told_of_backcast(validation.result, language)
    yield _HOW.text(language)
    for error in validation.errors:
        yield ""
        yield from _told_series(
            error, [pair for pair in validation.pairs if pair.observation.series == error.series], language
        )


def _told_series(error: SeriesError, pairs: list[Pair], language: Language) -> Iterator[str]:
    """Tell one series: its name, a line per period, its error."""
    figures = [figure for pair in pairs for figure in (pair.observation.value, pair.simulated)]
    decimals = _decimals(max(abs(figure) for figure in figures))
    yield f"{error.series}{_meaning(error.series, language)}"
    yield _line([heading.text(language) for heading in _HEADINGS])
    for pair in pairs:
        published, simulated = (
            _number(value, decimals, language) for value in (pair.observation.value, pair.simulated)
        )
        difference = _number(pair.difference, decimals, language, sign="+")
        unit = pair.observation.unit
        named = UNIT_BY_KEY[unit].name(language) if unit in UNIT_BY_KEY else unit
        yield f"{_line([pair.observation.period.label, published, simulated, difference])}  {named}"
    yield _ERROR.text(language).format(
        mean=_number(error.mean, decimals, language, sign="+"),
        square=_number(error.root_mean_square, decimals, language),
        correlation="-" if error.correlation is None else _number(error.correlation, 2, language),
    )


def _meaning(series: str, language: Language) -> str:
    outcome = OUTCOME_BY_KEY.get(series.partition(":")[0])
    return "" if outcome is None else f" ({outcome.name(language)})"


def _line(cells: list[str]) -> str:
    return f"  {cells[0]:<{PERIOD_WIDTH}}" + "".join(f"{cell:>{COLUMN_WIDTH}}" for cell in cells[1:])


def _decimals(largest: float) -> int:
    """Return the decimals with which the largest figure shows three digits."""
    if largest == 0:
        return 0
    return min(max(FIGURES_SHOWN - 1 - math.floor(math.log10(largest)), 0), MOST_DECIMALS)


def _number(value: float, decimals: int, language: Language, sign: str = "") -> str:
    text = f"{value:{sign}.{decimals}f}"
    return text.replace(".", ",") if language is Language.NL else text
