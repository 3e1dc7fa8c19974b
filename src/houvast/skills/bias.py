"""Who is served worse: hit rate of linking and number of moves, by sector, level and gendered form.

For tests of a language, not of people. A group with fewer than `SMALLEST` members is not told apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from houvast.skills.language import Language
from houvast.skills.linking.linker import TOP, Linker
from houvast.skills.linking.titles import man_and_woman, plain
from houvast.skills.moves.context import Context
from houvast.skills.moves.transitions import Terms, find_moves, origin_of

SMALLEST = 10
MOST_OCCUPATIONS = 400
"""Occupations whose moves are counted, drawn at random: enough for a mean to within 5%."""


def report_bias(
    language: Language, context: Context, linker: Linker, titles: pl.DataFrame | None, seed: int = 0
) -> pl.DataFrame:
    """Return a row per group: `by`, `group`, `n`, `hit_rate_at_10`, `moves`.

    Parameters
    ----------
    language, context, linker
        What is tested.
    titles
        Titles with a concept that are in no index of `linker`; without them the labels of the language are asked,
        which says how evenly labels are found and not how well strange titles are.
    seed
        Chooses the occupations.
    """
    asked = _asked(language, titles)
    linked = linker.link(asked["title"].to_list(), TOP)
    hit = [uri in {each.uri for each in found.candidates} for uri, found in zip(asked["uri"], linked, strict=True)]
    asked = asked.with_columns(pl.Series("hit", hit))
    rows = _by(asked, _groups_of(language, context, asked["uri"].to_list()), "hit", "hit_rate_at_10")
    forms = pl.Series("form", [_form(title, linker) for title in asked["title"]])
    rows.append(_grouped(asked["hit"].cast(pl.Float64), forms, "form", "hit_rate_at_10"))
    luck = np.random.default_rng(seed)
    chosen = luck.permutation(len(language.occupations))[:MOST_OCCUPATIONS]
    terms = Terms()
    counted = [
        len(find_moves(language, context, origin_of(language, int(each)), terms).proposed)
        for each in chosen
        if language.essential[[each]].nnz
    ]
    places = [int(each) for each in chosen if language.essential[[each]].nnz]
    moved = pl.DataFrame({"uri": [language.occupations["uri"][place] for place in places], "moves": counted})
    rows += _by(moved, _groups_of(language, context, moved["uri"].to_list()), "moves", "moves")
    return (
        pl.concat(rows, how="diagonal")
        .group_by("by", "group", maintain_order=True)
        .agg(pl.col("n").max(), pl.col("hit_rate_at_10").max(), pl.col("moves").max())
    )


def _asked(language: Language, titles: pl.DataFrame | None) -> pl.DataFrame:
    if titles is not None:
        return titles.filter(pl.col("uri").is_in(language.occupations["uri"].implode())).select("title", "uri")
    labels = language.labels.filter(
        pl.col("uri").is_in(language.occupations["uri"].implode()), pl.col("language") == "nl"
    )
    return labels.select(pl.col("label").alias("title"), "uri").sample(min(labels.height, 2000), seed=0)


def _groups_of(language: Language, context: Context, uris: Sequence[str]) -> dict[str, pl.Series]:
    places = [language.occupation(uri) for uri in uris]
    return {
        "sector": pl.Series([context.group[place][:2] or "-" for place in places]),
        "level": pl.Series([language.occupations["isco"][place][:1] or "-" for place in places]),
    }


def _by(table: pl.DataFrame, groups: dict[str, pl.Series], column: str, name: str) -> list[pl.DataFrame]:
    values = table[column].cast(pl.Float64)
    return [_grouped(values, group, by, name) for by, group in groups.items()]


def _grouped(values: pl.Series, group: pl.Series, by: str, name: str) -> pl.DataFrame:
    table = (
        pl.DataFrame({"group": group, "value": values})
        .group_by("group")
        .agg(pl.len().alias("n"), pl.col("value").mean())
    )
    kept = table.filter(pl.col("n") >= SMALLEST).sort("group")
    return kept.select(pl.lit(by).alias("by"), "group", pl.col("n").cast(pl.Int64), pl.col("value").alias(name))


def _form(title: str, linker: Linker) -> str:
    words = plain(title).split()
    women = any(man_and_woman(word, linker.index.known) != word for word in words)
    return "women" if women else "men or neutral"
