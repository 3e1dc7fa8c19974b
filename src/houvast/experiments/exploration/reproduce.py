"""A few lines of Python that give the same numbers again, from the library alone."""

from __future__ import annotations

from houvast.experiments.exploration.answer import Answer
from houvast.experiments.exploration.state import Exploration
from houvast.experiments.identity import model_version

SNIPPET = """\
# Houvast {version}; facts {facts_hash}. The same model and facts give these very numbers.
{own}import polars as pl

from houvast.experiments.exploration.answer import answer
from houvast.experiments.exploration.state import Exploration
from houvast.facts.loader import load_facts

facts = load_facts({facts!r})
found = answer(Exploration({world!r}, {package!r}, {outcome!r}, {group_by!r}, seed={seed}), facts)
years = found.comparison.years.filter(outcome={outcome!r}, group_by="all")
print(years.select("scenario", "package", pl.col("year") + {first_year}, "mean", "low", "high"))
"""


def snippet(answer: Answer) -> str:
    """Return a program that prints the path of an answer by year, for the baseline and the world."""
    asked: Exploration = answer.exploration
    manifest = answer.comparison.manifest
    return SNIPPET.format(
        version=model_version(),
        facts_hash=str(manifest["facts_hash"])[:12],
        facts=manifest["facts"],
        own=f"# Unpack {asked.own}.zip of the workshop first, in the folder where this runs.\n"
        if ":" in asked.world
        else "",
        world=asked.world,
        package=asked.package,
        outcome=asked.outcome,
        group_by=asked.group_by,
        seed=asked.seed,
        first_year=int(str(manifest["start"])[:4]),
    )
