"""`houvast futures list | show | rank | axes | balance | new`: from developments to scenarios, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from houvast.cli.options import FactsFolder, Language, Spoken, facts_named
from houvast.cli.screen import answer, screen
from houvast.futures.folder import Futures, load_futures
from houvast.vocabulary.errors import Both

futures_app = typer.Typer(
    help="Futures: developments, votes, axes, scenarios and their consistency.", no_args_is_help=True
)

OwnFolder = Annotated[
    Path | None,
    typer.Option("--futures", metavar="FOLDER", help="A folder of your own, as made by houvast futures new."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Tell everything as JSON, in both languages.")]
VotesFile = Annotated[
    Path, typer.Argument(metavar="VOTES.csv", help="CSV with respondent,group,development,impact,uncertainty.")
]

_WRITTEN = Both("Geschreven: {path}", "Written: {path}")
_LOOK = Both("Kijk met: {command}", "Look with: {command}")


@futures_app.command("list")
def list_futures(futures: OwnFolder = None, as_json: AsJson = False, language: Spoken = Language.EN) -> None:
    """List the developments and the scenarios."""
    from houvast.cli.futures_tables import told_list

    loaded = load_futures(futures)
    answer(as_json, lambda: _listed(loaded), lambda: told_list(loaded, language))


@futures_app.command("show")
def show_future(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A scenario (B), a point (0.5,-0.2), a development or a theme.")
    ],
    facts: FactsFolder = "netherlands",
    futures: OwnFolder = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Show a scenario: its story, every parameter with its path, range and reason, and what it asks of policy.

    A point is two numbers from -1 to 1: technology, collective. Put -- before one that begins with a minus sign.
    """
    from houvast.cli.futures_tables import told_development, told_place, told_theme
    from houvast.futures.plain import plain, plain_place
    from houvast.futures.scenarios import find_place

    loaded = load_futures(futures)
    if name in loaded.developments or name in loaded.comparison:
        part: Any = loaded.developments.get(name) or loaded.comparison[name]
        told = told_development if name in loaded.developments else told_theme
        answer(as_json, lambda: plain(part), lambda: [told(loaded, part, language)])
        return
    loaded, place = find_place(name, loaded if futures is not None or ":" not in name else None)
    answer(as_json, lambda: plain_place(loaded, place), lambda: told_place(loaded, place, facts_named(facts), language))


@futures_app.command("rank")
def rank_developments(
    votes: VotesFile,
    replicates: Annotated[
        str | None, typer.Option("--replicates", metavar="NUMBER", help="Resamplings of the respondents.")
    ] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="NUMBER", help="Chooses the resamples.")] = "1",
    futures: OwnFolder = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Rank developments by the votes of stakeholders, with intervals, by group, and test pairs of axes."""
    from houvast.cli.futures_tables import told_ranking
    from houvast.futures.plain import plain
    from houvast.futures.ranking import check_draws, rank
    from houvast.futures.votes import read_votes

    numbers = check_draws(replicates, seed)
    loaded = load_futures(futures)
    ranking = rank(read_votes(votes, loaded.developments), loaded, *numbers)
    answer(as_json, lambda: plain(ranking), lambda: told_ranking(loaded, ranking, str(votes), language))


@futures_app.command("axes")
def show_axes(
    votes: Annotated[
        Path | None, typer.Option("--votes", metavar="VOTES.csv", help="Votes to test the two axes with.")
    ] = None,
    futures: OwnFolder = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Show the two axes, their poles and corners, and test whether the axes are two."""
    from houvast.cli.futures_tables import told_axes
    from houvast.futures.plain import plain
    from houvast.futures.ranking import axes_tested
    from houvast.futures.votes import read_votes

    loaded = load_futures(futures)
    pair = None if votes is None else axes_tested(read_votes(votes, loaded.developments), loaded)
    answer(
        as_json,
        lambda: {"axes": plain(loaded.axes), "corners": list(loaded.corners), "votes": plain(pair)},
        lambda: told_axes(loaded, pair, language),
    )


@futures_app.command("balance")
def show_balance(
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="NAME", help="Comment on one scenario only.")
    ] = None,
    futures: OwnFolder = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Show which combinations of states hold together, and what speaks for and against each scenario."""
    from houvast.cli.futures_tables import told_balance
    from houvast.futures.balance import check_balanced
    from houvast.futures.plain import plain_balance

    loaded = load_futures(futures)
    asked = check_balanced(loaded.balance, scenario)
    most = round(loaded.method["most_combinations"])
    answer(as_json, lambda: plain_balance(loaded.balance, most), lambda: told_balance(loaded, asked, most, language))


@futures_app.command("new")
def new_future(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
    step: Annotated[
        str, typer.Option("--step", metavar="NUMBER", help="Begin at 1 (developments) or 5 (axes and scenarios).")
    ] = "5",
    language: Spoken = Language.EN,
) -> None:
    """Write a folder with a future of your own to edit."""
    from houvast.futures.own import write_future

    for path in write_future(folder, step):
        screen().print(_WRITTEN.text(language).format(path=path), soft_wrap=True)
    screen().print(_LOOK.text(language).format(command=f"houvast futures show E --futures {folder}"), soft_wrap=True)


def _listed(loaded: Futures) -> dict[str, Any]:
    from houvast.futures.plain import plain

    parts = {name: plain(getattr(loaded, name)) for name in ("developments", "sources", "comparison")}
    scenarios = {key: {"name": plain(each.name), "at": list(each.at)} for key, each in loaded.scenarios.items()}
    return {**parts, "scenarios": scenarios, "content_hash": loaded.content_hash}
