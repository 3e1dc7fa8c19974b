"""Make the importances of the built-in language of skills: `python scripts/make_built_in_language.py FOLDER`.

FOLDER holds O*NET 29.3 (`onet/skills.csv.gz`, `onet/knowledge.csv.gz`), the official crosswalk
(`crosswalk/esco110_onet2019_official.csv.gz`) and ESCO 1.1 (`esco110_en/occupations_en.csv.gz`).
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import yaml

from houvast.facts.loader import load_facts

DATA = Path(__file__).parents[1] / "src" / "houvast" / "skills" / "data"
WEIGHTS = {"exactMatch": 1.0, "closeMatch": 1.0, "broadMatch": 0.5, "narrowMatch": 0.5}


def importance(folder: Path) -> pl.DataFrame:
    """Return a row per occupation group, a column per skill: mean importance, 1 to 5."""
    ratings = pl.concat(
        [pl.read_csv(folder / "onet" / f"{name}.csv.gz", infer_schema=False) for name in ("skills", "knowledge")],
        how="diagonal",
    ).filter(pl.col("Scale ID") == "IM", pl.col("Recommend Suppress") != "Y")
    crosswalk = pl.read_csv(folder / "crosswalk" / "esco110_onet2019_official.csv.gz", infer_schema=False)
    occupations = pl.read_csv(folder / "esco110_en" / "occupations_en.csv.gz", infer_schema=False)
    units = crosswalk.join(occupations, left_on="ESCO or ISCO URI", right_on="conceptUri").select(
        pl.col("O*NET Id").alias("onet"),
        pl.col("iscoGroup").str.zfill(4).alias("isco"),
        pl.col("Type of Match").replace_strict(WEIGHTS, default=None, return_dtype=pl.Float64).alias("weight"),
    )
    value = pl.col("Data Value").cast(pl.Float64)
    by_unit = (
        ratings.select(pl.col("O*NET-SOC Code").alias("onet"), pl.col("Element ID").alias("element"), value.alias("im"))
        .join(units.drop_nulls(), on="onet")
        .group_by("isco", "element")
        .agg((pl.col("im") * pl.col("weight")).sum() / pl.col("weight").sum())
    )
    groups = load_facts("netherlands").classification("occupation")
    pairs = [
        (key, unit) for key, all_ in zip(groups.keys, groups.extras["isco_units"], strict=True) for unit in all_.split()
    ]
    table = pl.DataFrame(pairs, schema=["occupation", "isco"], orient="row").join(by_unit, on="isco", how="left")
    return table.group_by("occupation", "element").agg(pl.col("im").mean())


def main() -> None:
    """Write the table."""
    skills = yaml.safe_load((DATA / "built_in.yaml").read_text(encoding="utf-8"))["skills"]
    keys = {each["element"]: key for key, each in skills.items()}
    table = importance(Path(sys.argv[1])).filter(pl.col("element").is_in(list(keys)))
    wide = table.with_columns(pl.col("element").replace_strict(keys), pl.col("im").round(2))
    wide = wide.pivot("element", index="occupation", values="im").sort("occupation")
    wide.select("occupation", *keys.values()).write_csv(DATA / "built_in_importance.csv")


if __name__ == "__main__":
    main()
