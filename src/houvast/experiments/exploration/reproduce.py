"""A few lines of Python that give the same numbers again, from the library alone."""

from __future__ import annotations

from houvast.experiments.exploration.answer import Answer
from houvast.experiments.exploration.state import Exploration
from houvast.experiments.identity import model_version

SNIPPET = """\
# Houvast {version}; facts {facts_hash}. The same model and facts give these very numbers.
{own}{imports}
from houvast.experiments.exploration.state import Exploration
from houvast.facts.loader import load_facts

facts = load_facts({facts!r})
asked = Exploration({world!r}, {package!r}, {outcome!r}, {group_by!r}, seed={seed})
{found}
years = found.comparison.years.filter(outcome={outcome!r}, group_by="all")
print(years.select("scenario", "package", pl.col("year") + {first_year}, "mean", "low", "high"))
"""
EXACT = (
    "import polars as pl\n\nfrom houvast.experiments.exploration.answer import answer",
    "found = answer(asked, facts)",
)
FULL = (
    "from pathlib import Path\n\nimport polars as pl\n\nfrom houvast.experiments.exploration.full import run_full",
    "found = run_full(asked, facts, Path({folder!r}), draws={draws})  # takes minutes; goes on where it stopped",
)
FOLDER = "full-run"


def snippet(answer: Answer) -> str:
    """Return a program that prints the path of an answer by year, for the baseline and the world."""
    asked: Exploration = answer.exploration
    manifest = answer.comparison.manifest
    imports, found = FULL if answer.kind == "full" else EXACT
    return SNIPPET.format(
        version=model_version(),
        facts_hash=str(manifest["facts_hash"])[:12],
        facts=manifest["facts"],
        own=f"# Unpack {asked.own}.zip of the workshop first, in the folder where this runs.\n"
        if ":" in asked.world
        else "",
        imports=imports,
        found=found.format(folder=FOLDER, draws=manifest["seeds"]),
        world=asked.world,
        package=asked.package,
        outcome=asked.outcome,
        group_by=asked.group_by,
        seed=asked.seed,
        first_year=int(str(manifest["start"])[:4]),
    )
