"""From a result folder to a report on disk: read, tell, draw, write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from houvast.experiments.comparison.store import is_comparison
from houvast.experiments.results import MANIFEST_FILE, OUTCOMES_FILE, Result, read_result
from houvast.facts.lookup import Facts
from houvast.reports.comparison.build import write_comparison_report
from houvast.reports.document import Document, Section
from houvast.reports.sections.basis import assumed, run_itself, sources
from houvast.reports.sections.compared import compared
from houvast.reports.sections.context import context
from houvast.reports.sections.flows import flows
from houvast.reports.sections.security import regions, security
from houvast.reports.sections.summary import summary
from houvast.reports.sections.trades import trades
from houvast.reports.sections.work import chains, contracts, employment, vacancies
from houvast.reports.story import Story
from houvast.reports.writing import facts_named_by, frame, page_in, tell_chapters, write_document
from houvast.vocabulary.errors import Both
from houvast.vocabulary.months import MONTHS_PER_YEAR

CHAPTERS: tuple[Callable[[Story], Section], ...] = (
    summary,
    security,
    employment,
    contracts,
    flows,
    vacancies,
    trades,
    regions,
    chains,
    compared,
    context,
    assumed,
    sources,
    run_itself,
)
"""The chapters in their order: the outcome first, then what is behind it, then what it rests on."""
LABELS = {"data": Both("Gegevens (Parquet)", "Data (Parquet)")}


def make_report(result: Result, facts: Facts, language: str) -> Document:
    """Tell a result as a report.

    Parameters
    ----------
    result
        A checked result.
    facts
        The facts it rests on.
    language
        "nl" or "en".

    Returns
    -------
    Document
        Chapters with sentences, charts and tables; chapters the run has no numbers for are left out.
    """
    story = Story(result, facts, language)
    sections = tell_chapters(CHAPTERS, story)
    chapters = tuple(each for each in sections if each.figures or each.tiles)
    manifest = result.manifest
    years = round(manifest["months"] / MONTHS_PER_YEAR)
    first = int(str(manifest["start"])[:4])
    percent = story.notation.percent(story.scale, 0 if story.scale >= 0.01 else 2)
    subtitle = story.say(
        f"Scenario {manifest['scenario']}, {first}–{first + years - 1}, {percent} van de bevolking, seed "
        f"{manifest['seed']}",
        f"Scenario {manifest['scenario']}, {first}–{first + years - 1}, {percent} of the population, seed "
        f"{manifest['seed']}",
    )
    title = story.say("Werkzekerheid in Nederland", "Work security in the Netherlands")
    if manifest["facts"] != "netherlands":
        title = story.say("Werkzekerheid op een arbeidsmarkt", "Work security on a labour market")
    return frame(story, title, subtitle, _cautions(story), chapters, Both("run", "run"), LABELS)


def write_report(
    folder: Path | str,
    language: str = "en",
    out: Path | str | None = None,
    pdf: bool = True,
    facts: Facts | None = None,
) -> tuple[Path, ...]:
    """Write the report of a result folder as one HTML file and, beside it, a PDF.

    Parameters
    ----------
    folder
        Result folder, as made by `houvast run`, or the folder of a comparison, as made by `houvast compare`.
    language
        "nl" or "en".
    out
        Name of the HTML file; left out: `report-nl.html` or `report-en.html` in the folder itself.
    pdf
        Write the PDF too, under the same name.
    facts
        The facts of the run; left out: those the manifest names.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    HouvastError
        Everything wrong with the result folder (see `houvast.experiments.results.read_result`),
        `report.facts_missing`, `files.unwritable` or `files.disk_full`.
    """
    if is_comparison(Path(folder)):
        return write_comparison_report(folder, language, out, pdf, facts)
    result = read_result(folder)
    document = make_report(result, facts or facts_named_by(result.manifest), language)
    data = {"data": OUTCOMES_FILE, "manifest": MANIFEST_FILE} if out is None else None
    return write_document(document, page_in(folder, language, out), pdf, data)


def _cautions(story: Story) -> tuple[str, ...]:
    cautions = [
        story.say(
            "Dit is geen voorspelling, maar een doorrekening: wat gebeurt er als de feiten en aannamen van deze "
            "run gelden.",
            "This is not a forecast but a calculation: what happens if the facts and assumptions of this run hold.",
        ),
        story.say(
            "Hoe ver het model van gepubliceerde cijfers ligt, en welke daarvan invoer waren, staat in het hoofdstuk "
            "Gepubliceerd naast gesimuleerd.",
            "How far the model lies from published figures, and which of those were input, is told in the chapter "
            "Published beside simulated.",
        ),
        story.say(
            "Eén run met één seed: kleine verschillen kunnen toeval zijn. Getallen zijn zo ver afgerond als de "
            "steekproef "
            "draagt; * staat bij cijfers die op weinig gesimuleerde mensen rusten.",
            "One run with one seed: small differences can be chance. Numbers are rounded as far as the sample bears; "
            "* marks figures that rest on few simulated people.",
        ),
    ]
    followed = story.result.manifest.get("demand_file")
    if followed:
        cautions.append(
            story.say(
                f"De vraag naar werk volgt een gegeven pad ({Path(followed['name']).name}) en niet het aanbod.",
                f"Demand for work follows a given path ({Path(followed['name']).name}) and not supply.",
            )
        )
    lacking = story.result.manifest.get("facts_not_held")
    if lacking:
        cautions.append(
            story.say(
                f"{len(lacking)} van de feiten achter deze run hebben nog geen waarde in {story.start}: hun eerste "
                "latere waarde is genomen. Welke dat zijn staat in het manifest (facts_not_held).",
                f"{len(lacking)} of the facts behind this run have no value yet in {story.start}: their first later "
                "value was taken. The manifest lists them (facts_not_held).",
            )
        )
    if story.facts.content_hash != story.result.manifest["facts_hash"]:
        cautions.append(
            story.say(
                "De feiten zijn na deze run veranderd: wat hier over bronnen en aannamen staat hoort bij de "
                "nieuwe feiten, de "
                "uitkomsten bij de oude. Maak de run opnieuw om ze weer gelijk te krijgen.",
                "The facts have changed since this run: what is said here about sources and assumptions belongs "
                "to the new "
                "facts, the outcomes to the old. Run again to bring them together.",
            )
        )
    return tuple(cautions)
