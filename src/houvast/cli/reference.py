"""`houvast reference run`: the published occupation model on somebody's own occupations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from houvast.cli.options import FactsFolder, Language, Seed, Spoken, facts_named
from houvast.cli.screen import counted_bar, screen
from houvast.vocabulary.errors import Both

if TYPE_CHECKING:
    from houvast.market.reference import Rates

PERCENT = 100

reference_app = typer.Typer(
    help="Run the published model of del Rio-Chanona et al. (2021), to hold Houvast against it.",
    no_args_is_help=True,
)

_WORKING = Both("stappen doorleven", "living through the steps")
_RATES = Both(
    "Stap {first} tot en met {last}: werkloos {0}%, vacatures {1}%, langdurig werkloos {2}%",
    "Steps {first} to {last}: unemployed {0}%, vacancies {1}%, long-term unemployed {2}%",
)
_SELF_LOOPS = Both(
    "{network} kent geen wisselingen binnen het eigen beroep; het gepubliceerde aandeel van {share}% is toegevoegd.",
    "{network} holds no moves within the own occupation; the published share of {share}% was added.",
)
_STORED = Both("Uitkomst: {folder}", "Result: {folder}")


@reference_app.callback()
def _reference() -> None:
    """Run the published model of del Rio-Chanona et al. (2021), to hold Houvast against it."""


@reference_app.command()
def run(
    occupations: Annotated[
        Path, typer.Option("--occupations", metavar="FILE", help="CSV with id,employment,auto_prob.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where series.csv and occupations.csv go.")],
    network: Annotated[
        str, typer.Option("--network", metavar="complete|FILE", help="complete, or a CSV with source,target,weight.")
    ] = "complete",
    solver: Annotated[
        str, typer.Option("--solver", metavar="meanfield|agents", help="In expectation, or person by person.")
    ] = "meanfield",
    scale: Annotated[
        str, typer.Option("--scale", metavar="SHARE", help="Part of the employed that agents stand for: above 0, to 1.")
    ] = "1",
    steps: Annotated[str, typer.Option("--steps", metavar="NUMBER", help="Steps of 6.75 weeks.")] = "600",
    shock_start: Annotated[
        str, typer.Option("--shock-start", metavar="STEP", help="First step of the automation shock.")
    ] = "100",
    shock_years: Annotated[
        str, typer.Option("--shock-years", metavar="YEARS", help="Duration of the shock; 0 is no shock.")
    ] = "30",
    seed: Seed = "1",
    facts: FactsFolder = "netherlands",
    language: Spoken = Language.EN,
) -> None:
    """Run the published model and write series.csv and occupations.csv.

    Rates in series.csv are shares; changes in occupations.csv are percentages of the rate before the shock.
    """
    # The compiler behind the persons takes a moment to load; the other commands do without.
    from houvast.experiments.reference import check_input, run_reference, store_reference
    from houvast.market.reference import self_loops_added, windows_of

    loaded = facts_named(facts)
    asked = check_input(occupations, network, loaded, solver, scale, steps, shock_start, shock_years, seed, out)
    with _progress(language) as hear:
        result = run_reference(asked, hear)
    store_reference(asked, result, loaded, out)
    told = screen(soft_wrap=True)
    if self_loops_added(asked.edges):
        share = _percent(asked.constants.self_loop_share, language)
        told.print(_SELF_LOOPS.text(language).format(network=network, share=share))
    windows = windows_of(asked.settings.course, asked.constants)
    for window, rates in zip(windows, (result.steady, result.transition), strict=True):
        told.print(_said(window, rates, language))
    told.print(_STORED.text(language).format(folder=out))


def _said(window: slice, rates: Rates, language: Language) -> str:
    said = (_percent(float(rate), language) for rate in rates)
    return _RATES.text(language).format(*said, first=window.start, last=window.stop - 1)


def _percent(share: float, language: Language) -> str:
    """Write a share as a percentage with the decimal sign of the language."""
    text = f"{PERCENT * share:.2f}"
    return text.replace(".", ",") if language is Language.NL else text


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on the error stream while persons live through the steps."""
    with counted_bar() as bar:
        task = bar.add_task(_WORKING.text(language), total=None)

        def hear(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield hear
