"""`houvast baseline`: hold the baseline against published figures, and fit it to them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from houvast.cli.options import FactsFolder, Language, Scale, Seed, Spoken, Threads, facts_named
from houvast.experiments.settings import check_settings
from houvast.vocabulary.errors import Both, HouvastError, Problem, problem

if TYPE_CHECKING:
    from houvast.experiments.baseline.check import Check
    from houvast.experiments.baseline.fit import Settings
    from houvast.experiments.baseline.sensitivity import Measured
    from houvast.facts.lookup import Facts

baseline_app = typer.Typer(
    help="Hold the baseline against published figures, and fit it to them.", no_args_is_help=True
)

_COLUMNS = (
    Both("nr", "nr"),
    Both("cijfer", "figure"),
    Both("gepubliceerd", "published"),
    Both("gesimuleerd", "simulated"),
    Both("speling", "tolerance"),
    Both("rol", "role"),
    Both("binnen", "within"),
)
_ROLES = {
    "start": Both("invoer bij de start", "input at the start"),
    "fitted": Both("geijkt", "fitted"),
    "held_out": Both("apart gehouden", "held out"),
}
_VERDICT = Both(
    "{0} van {1} doelen binnen de speling; vastgelegd: {2}. Niet gehaald: {3}.",
    "{0} of {1} targets within tolerance; recorded: {2}. Missed: {3}.",
)
_INPUT = Both(
    "De doelen {0} zijn vooral invoer van het model (loonverschil, stressvol werk, verzuim): dat ze kloppen zegt"
    " alleen dat de rest ze niet verstoort.",
    "Targets {0} are mostly input of the model (wage gap, stressful work, absence): that they hold only says"
    " that the rest does not disturb them.",
)
_FITTED = Both(
    "{0} van {1} punten blijven over in {2} s. Geschreven: {3} en {4}.",
    "{0} of {1} points survive in {2} s. Written: {3} and {4}.",
)
_SIGNIFICANT = "{:,.4g}"
_POINTS = "{:+.2f} ± {:.2f}"
_EFFECT_COLUMNS = (
    Both("soort", "kind"),
    Both("parameter", "parameter"),
    Both("stand", "set at"),
    Both("baanzekerheid", "job security"),
    Both("werkzekerheid", "work security"),
)
_KINDS = {
    "knob": Both("geijkt", "fitted"),
    "draw": Both("overlevende", "survivor"),
    "assumption": Both("aanname", "assumption"),
}
_CENTRE = Both(
    "In het midden: baanzekerheid {0:.1%}, werkzekerheid {1:.1%}. Daaronder het verschil ermee in procentpunten, met"
    " de standaardfout over {2} seeds.",
    "At the centre: job security {0:.1%}, work security {1:.1%}. Below, the difference from it in percentage points,"
    " with the standard error over {2} seeds.",
)
_WRITTEN = Both("Geschreven: {0}", "Written: {0}")


@baseline_app.callback()
def _baseline() -> None:
    """Hold the baseline against published figures, and fit it to them."""


@baseline_app.command("check")
def check(
    scale: Scale = "0.05",
    seed: Seed = "1",
    threads: Threads = None,
    facts: FactsFolder = "netherlands",
    language: Spoken = Language.EN,
) -> None:
    """Simulate 24 months after burn-in and hold them against every published target.

    Leaves with exit code 1 when fewer targets hold than the recorded number.
    """
    from houvast.experiments.baseline.check import check_baseline
    from houvast.population.cache import load_or_build

    asked = check_settings(scale=scale, seed=seed, threads=threads)
    loaded = facts_named(facts)
    population = load_or_build(loaded, asked.scale, asked.seed)
    outcome = check_baseline(population, loaded, seed=asked.seed, threads=asked.threads)
    if not outcome.rows:
        raise HouvastError(problem("baseline.no_targets", where=facts))
    _show(outcome, language)
    if not outcome.passes:
        raise typer.Exit(code=1)


@baseline_app.command("fit")
def fit(
    scale: Scale = "0.02",
    waves: Annotated[str, typer.Option("--waves", metavar="NUMBER", help="Waves of runs.")] = "5",
    runs: Annotated[str, typer.Option("--runs", metavar="NUMBER", help="Runs in each wave.")] = "130",
    seed: Seed = "1",
    processes: Annotated[str, typer.Option("--processes", metavar="NUMBER", help="Runs at the same time.")] = "2",
    facts: FactsFolder = "netherlands",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where fitted.yaml and ensemble.csv go.")
    ] = None,
    language: Spoken = Language.EN,
) -> None:
    """Find the parameters that published figures do not rule out, by history matching.

    Without --out the fit that comes with Houvast is replaced.
    """
    from houvast.experiments.baseline.fit import fit_baseline
    from houvast.experiments.baseline.store import fit_folder, store_fit
    from houvast.vocabulary.months import month_stamp

    loaded = facts_named(facts)
    settings = _settings(facts, scale, waves, runs, seed, processes)
    before = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        found = fit_baseline(settings, lambda wave, part: bar.update(task, description=wave, completed=part))
    paths = store_fit(found, loaded, month_stamp("2024-01"), settings, out or fit_folder())
    seconds = round(time.perf_counter() - before)
    told = _FITTED.text(language).format(len(found.logs), found.n_runs, seconds, *paths)
    Console(highlight=False).print(told, soft_wrap=True)


@baseline_app.command("sensitivity")
def sensitivity(
    scale: Scale = "0.02",
    seeds: Annotated[str, typer.Option("--seeds", metavar="NUMBER", help="Seeds per setting, at least 2.")] = "3",
    threads: Threads = None,
    facts: FactsFolder = "netherlands",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="CSV file with a row per run.")] = None,
    language: Spoken = Language.EN,
) -> None:
    """Show how much job and work security depend on parameters that nobody publishes.

    Runs 24 months per setting: fitted parameters at the ends of the surviving set, whole draws of that set,
    and assumptions at the ends of their range. All with the same luck.
    """
    from houvast.experiments.baseline.sensitivity import measure_sensitivity, write_sensitivity
    from houvast.experiments.baseline.survivors import read_survivors
    from houvast.population.cache import load_or_build

    faults = _too_small((("--seeds", seeds, 2),))
    if faults:
        raise HouvastError(faults)
    asked = check_settings(scale=scale, seed="1", threads=threads)
    loaded = facts_named(facts)
    survivors = read_survivors()
    populations = tuple(load_or_build(loaded, asked.scale, seed) for seed in range(1, int(seeds) + 1))
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        found = measure_sensitivity(
            loaded,
            populations,
            survivors,
            threads=asked.threads,
            progress=lambda part: bar.update(task, completed=part),
        )
    _show_effects(found, loaded, language)
    if out is not None:
        write_sensitivity(found, out)
        Console(highlight=False).print(_WRITTEN.text(language).format(out), soft_wrap=True)


def _show_effects(found: tuple[Measured, ...], facts: Facts, language: Language) -> None:
    from houvast.experiments.baseline.knobs import KNOBS
    from houvast.experiments.baseline.survivors import name_of

    centre, *others = found
    names = {knob.key: name_of(knob, facts, language) for knob in KNOBS}
    table = Table(box=None, pad_edge=False)
    for column in _EFFECT_COLUMNS:
        table.add_column(column.text(language), no_wrap=column is not _EFFECT_COLUMNS[1])
    for measured in others:
        setting = measured.setting
        is_fact = setting.parameter in facts
        name = facts.entry(setting.parameter).name.text(language) if is_fact else names.get(setting.parameter)
        change, error = (100.0 * each for each in measured.change(centre))
        table.add_row(
            _KINDS[setting.kind].text(language),
            name or setting.parameter,
            _SIGNIFICANT.format(setting.at),
            *(_POINTS.format(*pair) for pair in zip(change, error, strict=True)),
        )
    screen = Console(highlight=False)
    n_seeds = len(centre.by_seed)
    means = [sum(each) / n_seeds for each in zip(*centre.by_seed, strict=True)]
    screen.print(_CENTRE.text(language).format(*means, n_seeds), soft_wrap=True)
    screen.print(table)


def _too_small(options: tuple[tuple[str, str, int], ...]) -> list[Problem]:
    """Return a fault for every option that is no whole number from its least."""
    return [
        problem("baseline.bad_number", name=name, expected=least, found=text)
        for name, text, least in options
        if not text.isdecimal() or int(text) < least
    ]


def _settings(facts: str, scale: str, waves: str, runs: str, seed: str, processes: str) -> Settings:
    """Turn what was asked into settings of a fit, or tell everything that is wrong with it."""
    from houvast.experiments.baseline.fit import Settings

    faults = _too_small((("--waves", waves, 1), ("--runs", runs, 2)))
    try:
        asked = check_settings(scale=scale, seed=seed, threads=processes)
    except HouvastError as error:
        raise HouvastError([*error.problems, *faults]) from None
    if faults:
        raise HouvastError(faults)
    return Settings(facts, asked.scale, int(waves), int(runs), asked.seed, asked.threads)


def _show(outcome: Check, language: Language) -> None:
    from houvast.experiments.baseline.targets import BY_CONSTRUCTION

    table = Table(box=None, pad_edge=False)
    for column in _COLUMNS:
        table.add_column(column.text(language), no_wrap=column is not _COLUMNS[1])
    for row in outcome.rows:
        part = row.part
        table.add_row(
            str(part.number),
            part.name_nl if language == Language.NL else part.name_en,
            *(_SIGNIFICANT.format(number) for number in (part.published, row.simulated, part.tolerance)),
            _ROLES[part.role].text(language),
            "✓" if row.within else "✗",
        )
    screen = Console(highlight=False)
    screen.print(table)
    missed = ", ".join(str(number) for number in outcome.numbers if number not in outcome.held) or "-"
    verdict = _VERDICT.text(language)
    screen.print(verdict.format(len(outcome.held), len(outcome.numbers), outcome.recorded, missed))
    screen.print(_INPUT.text(language).format(", ".join(map(str, sorted(BY_CONSTRUCTION)))))
