"""From the folder of a comparison to its report on disk: page, paper and workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from houvast.experiments.comparison.results import Comparison, read_comparison
from houvast.experiments.comparison.store import COMPARISON_FILE, MANIFEST_FILE, YEARS_FILE
from houvast.facts.lookup import Facts
from houvast.reports.comparison.basis import assumed, itself
from houvast.reports.comparison.brief import brief
from houvast.reports.comparison.consequences import futures_in_time, packages_compared
from houvast.reports.comparison.cost import cost
from houvast.reports.comparison.distribution import distribution, winners_and_losers
from houvast.reports.comparison.goal import goal
from houvast.reports.comparison.mechanism import mechanism
from houvast.reports.comparison.occupations import occupations
from houvast.reports.comparison.options import options
from houvast.reports.comparison.problem import problem
from houvast.reports.comparison.questions import questions
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Document, Section
from houvast.reports.sections.basis import sources
from houvast.reports.workbook import write_workbook
from houvast.reports.writing import facts_named_by, frame, page_in, tell_chapters, write_document
from houvast.vocabulary.errors import Both
from houvast.vocabulary.errors import problem as problem_of

CHAPTERS: tuple[Callable[[ComparedStory], Section], ...] = (
    brief,
    problem,
    goal,
    options,
    futures_in_time,
    packages_compared,
    distribution,
    occupations,
    winners_and_losers,
    mechanism,
    cost,
    questions,
    assumed,
    sources,
    itself,
)
"""In the order of a policy paper: problem, goal, options, consequences; then what it all rests on."""
LABELS = {
    "data": Both("Per maand (Parquet)", "By month (Parquet)"),
    "years": Both("Per jaar (Parquet)", "By year (Parquet)"),
}


def make_comparison_report(comparison: Comparison, facts: Facts, language: str) -> Document:
    """Tell a comparison as a report.

    Parameters
    ----------
    comparison
        A checked comparison.
    facts
        The facts it rests on.
    language
        "nl" or "en".
    """
    story = ComparedStory(comparison, facts, language)
    sections = tell_chapters(CHAPTERS, story)
    chapters = tuple(each for each in sections if each.figures or each.tiles or each.introduction)
    names = story.notation.listing([story.short_future(each) for each in story.scenarios])
    subtitle = story.say(
        f"Toekomsten {names}; pakketten {', '.join(story.packages)}; {story.year(0)}–{story.year()}",
        f"Futures {names}; packages {', '.join(story.packages)}; {story.year(0)}–{story.year()}",
    )
    title = story.say("Werkzekerheid in verschillende toekomsten", "Work security in different futures")
    return frame(story, title, subtitle, _cautions(story), chapters, Both("vergelijking", "comparison"), LABELS)


def write_comparison_report(
    folder: Path | str,
    language: str = "en",
    out: Path | str | None = None,
    pdf: bool = True,
    facts: Facts | None = None,
) -> tuple[Path, ...]:
    """Write the report of a comparison: one HTML file, a PDF and a workbook beside it.

    Parameters
    ----------
    folder
        Folder of a comparison, as made by `houvast compare`.
    language, out, pdf, facts
        As in `houvast.reports.build.write_report`.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    HouvastError
        Everything wrong with the folder, `report.facts_missing`, `files.unwritable` or `files.disk_full`.
    """
    comparison = read_comparison(folder)
    document = make_comparison_report(comparison, facts or facts_named_by(comparison.manifest), language)
    data = {"data": COMPARISON_FILE, "years": YEARS_FILE, "manifest": MANIFEST_FILE} if out is None else None
    return write_document(document, page_in(folder, language, out), pdf, data, write_workbook(document))


def _what_the_interval_holds(story: ComparedStory) -> str:
    if not story.has_draws:
        return story.say(
            "De bandbreedte zegt hoeveel toeval er in een cijfer zit, niet hoe zeker de aannamen zijn.",
            "The interval says how much luck there is in a figure, not how sure the assumptions are.",
        )
    return story.say(
        "De bandbreedte zegt hoeveel toeval er in een cijfer zit, en hoe onzeker is wat op gepubliceerde cijfers is "
        "afgesteld en hoeveel werk aan techniek blootstaat: elke seed had daarvan een eigen trekking. Andere aannamen "
        "zitten er niet in.",
        "The interval says how much luck there is in a figure, and how uncertain is what was fitted to published "
        "figures and how much work is exposed to technology: every seed had a draw of its own of these. It holds no "
        "other assumptions.",
    )


def _cautions(story: ComparedStory) -> tuple[str, ...]:
    said = [
        story.say(
            "Een toekomst is geen voorspelling en heeft geen kans. Wat hier staat is wat er gebeurt als haar aannamen "
            "gelden.",
            "A future is no forecast and has no probability. What stands here is what happens if its assumptions hold.",
        ),
        _what_the_interval_holds(story),
        story.say(
            "Effecten zijn gemeten op dezelfde mensen met hetzelfde toeval, met en zonder het pakket.",
            "Effects are measured on the same people with the same luck, with and without the package.",
        ),
    ]
    if int(story.manifest["seeds"]) < 2:
        said.append(
            story.say(
                "Deze vergelijking heeft één seed: er is geen bandbreedte, en geen verschil is van toeval te "
                "onderscheiden.",
                "This comparison has one seed: there is no interval, and no difference can be told from chance.",
            )
        )
    left_out = {path for world in story.manifest["worlds"] for path in world.get("left_out", ())}
    if left_out:
        said.append(
            story.say(
                f"{len(left_out)} veranderingen van de toekomsten gelden voor groepen die deze feiten niet kennen, en "
                "zijn "
                "weggelaten. Welke dat zijn staat in het manifest (left_out).",
                f"{len(left_out)} changes of the futures are for groups that these facts do not know, and were left "
                "out. "
                "The manifest lists them (left_out).",
            )
        )
    faults = (problem_of("compare.no_effect", found=package) for package in story.comparison.without_effect)
    said.extend(fault.text(story.language) for fault in faults)
    failed = len(story.manifest.get("failed", []))
    if failed:
        said.append(
            story.say(
                f"{failed} runs zijn mislukt; de cijfers rusten op de andere. Het laatste hoofdstuk zegt welke en "
                "waarom.",
                f"{failed} runs failed; the figures rest on the others. The last chapter says which and why.",
            )
        )
    if story.facts.content_hash != story.manifest["facts_hash"]:
        said.append(
            story.say(
                "De feiten zijn na deze vergelijking veranderd: wat hier over bronnen en aannamen staat hoort bij de "
                "nieuwe "
                "feiten, de uitkomsten bij de oude.",
                "The facts have changed since this comparison: what is said here about sources and assumptions belongs "
                "to the "
                "new facts, the outcomes to the old.",
            )
        )
    return tuple(said)
