"""`houvast surface`: compute the preview of the policy desk, and say how good it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from houvast.cli.options import FactsFolder, Language, Scale, Spoken, facts_named
from houvast.cli.run import progress_bar
from houvast.cli.screen import print_json, screen
from houvast.vocabulary.errors import Both
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY

surface_app = typer.Typer(
    help="The preview of the policy desk: compute it, and see how good it is.", no_args_is_help=True
)

WRITTEN = Both("Geschreven: {path} ({size} kB)", "Written: {path} ({size} kB)")
STATED = Both(
    "Fout die 95 van de 100 achtergehouden cijfers niet te boven gaan, in de eenheid van de uitkomst",
    "Error that 95 of 100 figures held back do not exceed, in the unit of the outcome",
)
COLUMNS = (Both("Uitkomst", "Outcome"), Both("alleen wereld", "world alone"), Both("met maatregelen", "with measures"),
           Both("toeval van één run", "luck of one run"))  # fmt: skip
IN_FORCE = Both("Bij dit model en deze feiten.", "Of this model and these facts.")
OLD = Both(
    "Van een ander model of andere feiten: reken opnieuw met houvast surface build.",
    "Of another model or other facts: compute again with houvast surface build.",
)


@surface_app.command()
def build(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File to write.")],
    scale: Scale = "0.01",
    seeds: Annotated[str, typer.Option("--seeds", metavar="NUMBER", help="Lots of luck per run.")] = "4",
    grid: Annotated[str, typer.Option("--grid", metavar="NUMBER", help="Points per axis, odd.")] = "5",
    held_out: Annotated[
        str, typer.Option("--held-out", metavar="NUMBER", help="Runs held back to measure the error.")
    ] = "24",
    years: Annotated[str, typer.Option("--years", metavar="YEARS", help="Length of every run.")] = "17",
    facts: FactsFolder = "netherlands",
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, metavar="NUMBER", help="Runs at a time.")] = None,
    language: Spoken = Language.EN,
) -> None:
    """Compute the preview: some hundreds of runs. Each is kept, so a build that is stopped goes on from there."""
    from houvast.experiments.exploration.surface_build import build_surface, write_surface
    from houvast.experiments.exploration.surface_design import check_design

    design = check_design(scale, seeds, grid, held_out, years)
    with progress_bar(language) as progress:
        made = build_surface(design, facts_named(facts), jobs, progress=progress)
    write_surface(made, out)
    typer.echo(WRITTEN.text(language).format(path=out, size=out.stat().st_size // 1000))


@surface_app.command()
def show(
    file: Annotated[Path | None, typer.Argument(help="A preview; left out: the one that comes with Houvast.")] = None,
    facts: FactsFolder = "netherlands",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
    language: Spoken = Language.EN,
) -> None:
    """Show what a preview was made with and its error per outcome."""
    from houvast.experiments.exploration.surface import given_surface, read_surface

    surface = given_surface() if file is None else read_surface(file)
    if as_json:
        print_json({"about": surface.about, "errors": surface.errors})
        return
    is_of = surface.is_of(facts_named(facts).content_hash)
    typer.echo(IN_FORCE.text(language) if is_of else OLD.text(language))
    table = Table(*(each.text(language) for each in COLUMNS), title=STATED.text(language))
    for key, errors in surface.errors.items():
        row = (errors["world"], errors["package"], surface.noise[key]["level"])
        table.add_row(OUTCOME_BY_KEY[key].name(language), *(f"{each:.3g}" for each in row))
    screen().print(table)
