"""The small language that comes with Houvast, so that everything works before anything is imported.

Occupations are the groups of BRC 2014, skills the 67 of `data/built_in.yaml`. It is coarse: a group may hold twenty
occupations. Import ESCO for real work.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import yaml

from houvast.facts.loader import load_facts
from houvast.skills.language import CONCEPT_COLUMNS, GROUP_COLUMNS, LABEL_COLUMNS, RELATION_COLUMNS, Language

BUILT_IN = "built-in"
PREFIX = "houvast:"
_DATA = files("houvast.skills") / "data"


def occupation_uri(group: str) -> str:
    """Return the URI of an occupation group of BRC 2014."""
    return f"{PREFIX}occupation/{group}"


def skill_uri(key: str) -> str:
    """Return the URI of a skill of the built-in language."""
    return f"{PREFIX}skill/{key}"


@cache
def built_in_source() -> dict[str, Any]:
    """Return the file behind the built-in language: source, thresholds, groups and skills."""
    return dict(yaml.safe_load((_DATA / "built_in.yaml").read_text(encoding="utf-8")))


@cache
def built_in_language() -> Language:
    """Return the built-in language."""
    about = built_in_source()
    with (_DATA / "built_in_importance.csv").open("rb") as file:
        wide = pl.read_csv(file, schema_overrides={"occupation": pl.String}, infer_schema_length=None)
    long = wide.unpivot(index="occupation", variable_name="skill", value_name="importance").drop_nulls()
    essential, optional = (about["thresholds"][name]["importance"] for name in ("essential", "optional"))
    relations = long.filter(pl.col("importance") >= optional).select(
        (PREFIX + "occupation/" + pl.col("occupation")).alias("occupation"),
        (PREFIX + "skill/" + pl.col("skill")).alias("skill"),
        (pl.col("importance") >= essential).alias("essential"),
    )
    concepts = pl.DataFrame(
        [*_occupations(set(wide["occupation"])), *_skills(about["skills"])], schema=CONCEPT_COLUMNS, orient="row"
    )
    groups = [(f"{PREFIX}group/{key}", name["nl"], name["en"], None) for key, name in about["groups"].items()]
    return Language(
        BUILT_IN,
        "Houvast",
        concepts,
        _labels(concepts),
        relations.select(pl.col(name).cast(kind) for name, kind in RELATION_COLUMNS.items()),
        pl.DataFrame(groups, schema=GROUP_COLUMNS, orient="row"),
    )


def _occupations(with_skills: set[str]) -> list[dict[str, Any]]:
    facts = load_facts("netherlands")
    groups = facts.classification("occupation")
    return [
        _concept(occupation_uri(key), "occupation", nl, en) | {"isco": units.split()[0] if units else ""}
        for key, nl, en, units in zip(groups.keys, groups.nl, groups.en, groups.extras["isco_units"], strict=True)
        if key in with_skills
    ]


def _skills(skills: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    return [
        _concept(skill_uri(key), "skill", each["nl"], each["en"])
        | {
            "group": f"{PREFIX}group/{each['group']}",
            "skill_type": "knowledge" if key.startswith("k-") else "skill",
            "reuse": "cross-sector" if key.startswith("k-") else "transversal",
        }
        for key, each in skills.items()
    ]


def _concept(uri: str, kind: str, nl: str, en: str) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(CONCEPT_COLUMNS, "")
    return empty | {"uri": uri, "kind": kind, "nl": nl, "en": en, "regulated": False}


def _labels(concepts: pl.DataFrame) -> pl.DataFrame:
    """Both names of each concept; the parts of a name with "en" or commas are labels too."""
    rows = []
    for uri, nl, en in concepts.select("uri", "nl", "en").iter_rows():
        rows += [(uri, "nl", nl, True), (uri, "en", en, True)]
        parts = [part.strip() for part in nl.replace(" en overige ", ", ").replace(" en ", ", ").split(",")]
        rows += [(uri, "nl", part, False) for part in parts if part and part != nl]
    return pl.DataFrame(rows, schema=LABEL_COLUMNS, orient="row")
