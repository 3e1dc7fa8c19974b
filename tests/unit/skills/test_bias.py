"""The bias report: groups too small are not told apart, and shares are shares."""

from __future__ import annotations

import polars as pl

from houvast.skills.bias import SMALLEST, report_bias
from houvast.skills.linking.linker import Linker
from houvast.skills.moves.context import context_of


def test_hit_rate_and_moves_are_told_by_sector_level_and_form(built_in, store):
    titles = pl.DataFrame({"title": built_in.occupations["nl"], "uri": built_in.occupations["uri"]})
    table = report_bias(built_in, context_of(built_in, store), Linker(built_in, "occupation"), titles)
    assert set(table["by"]) == {"sector", "level", "form"}
    assert table["n"].min() >= SMALLEST
    assert table["hit_rate_at_10"].drop_nulls().is_between(0, 1).all()
    # Each group is asked by its own name, so nearly all are found.
    assert table.filter(pl.col("by") == "level")["hit_rate_at_10"].mean() > 0.9
    assert table.filter(pl.col("by") == "level")["moves"].is_not_null().all()


def test_a_group_of_nine_is_not_told(built_in, store):
    chosen = built_in.occupations.head(SMALLEST - 1)
    titles = pl.DataFrame({"title": chosen["nl"], "uri": chosen["uri"]})
    table = report_bias(built_in, context_of(built_in, store), Linker(built_in, "occupation"), titles)
    assert table["hit_rate_at_10"].null_count() == table.height
