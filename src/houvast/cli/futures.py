"""`houvast futures list | show | rank | axes | balance | new`: from developments to scenarios, as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from houvast.cli.options import FactsFolder, Language, Spoken, facts_named
from houvast.futures.folder import load_futures
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
    from houvast.futures.plain import plain

    loaded = load_futures(futures)
    if as_json:
        _tell_json(
            {name: plain(getattr(loaded, name)) for name in ("developments", "sources", "comparison")}
            | {
                "scenarios": {
                    key: {"name": plain(each.name), "at": list(each.at)} for key, each in loaded.scenarios.items()
                },
                "content_hash": loaded.content_hash,
            }
        )
    else:
        _screen().print(*told_list(loaded, language), sep="\n")


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
        if as_json:
            _tell_json(plain(part))
        else:
            _screen().print(
                told_development(loaded, part, language)
                if name in loaded.developments
                else told_theme(loaded, part, language)
            )
        return
    loaded, place = find_place(name, loaded if futures is not None or ":" not in name else None)
    if as_json:
        _tell_json(plain_place(loaded, place))
    else:
        _screen().print(*told_place(loaded, place, facts_named(facts), language), sep="\n")


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
    if as_json:
        _tell_json(plain(ranking))
    else:
        _screen().print(*told_ranking(loaded, ranking, str(votes), language), sep="\n")


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
    if as_json:
        _tell_json({"axes": plain(loaded.axes), "corners": list(loaded.corners), "votes": plain(pair)})
    else:
        _screen().print(*told_axes(loaded, pair, language), sep="\n")


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
    if as_json:
        _tell_json(plain_balance(loaded.balance, most))
    else:
        _screen().print(*told_balance(loaded, asked, most, language), sep="\n")


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
        _screen().print(_WRITTEN.text(language).format(path=path), soft_wrap=True)
    _screen().print(_LOOK.text(language).format(command=f"houvast futures show E --futures {folder}"), soft_wrap=True)


def _tell_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _screen() -> Console:
    """Return a screen that shows names and paths as they are, brackets included."""
    return Console(markup=False, highlight=False)
