"""What is known of an occupation besides its skills: pay, preparation, licence, exposure to technology.

Occupations of the language reach the facts by their unit of ISCO-08 and its group of BRC 2014. A figure is therefore
that of a group, and holds for an occupation in it only roughly. Where O*NET or exposure files were imported, those
figures, by occupation or unit, come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.skills.builtin import PREFIX
from houvast.skills.language import Language
from houvast.skills.store import Store

Floats = npt.NDArray[np.float64]
DATE = "2025-01-01"
FACTS = "netherlands"
OWN_MEASURES = {
    "GPTs are GPTs, alpha": "llm_exposure_alpha_by_occupation",
    "GPTs are GPTs, beta": "llm_exposure_beta_by_occupation",
    "AI applicability": "ai_applicability_by_occupation",
}
"""Measures of exposure that the facts have for every group of occupations."""
_DATA = files("houvast.skills") / "data"
_MATCH_WEIGHTS = {"exact": 1.0, "close": 1.0, "narrow": 0.5, "broad": 0.5}


@dataclass(frozen=True)
class Context:
    """Figures per occupation of a language, in its order; nan where nothing is known.

    Parameters
    ----------
    group
        Group of BRC 2014, an empty text for none.
    pay, pay_low, pay_high
        Median, 25th and 75th percentile of the hourly wage in the group [EUR per hour].
    zone
        Job zone of O*NET, 1 (little preparation) to 5 (extensive).
    law
        Dutch law that asks a diploma, registration or licence, an empty text for none.
    exposure
        Measure -> share of occupations that are less exposed, 0 to 1.
    """

    group: tuple[str, ...]
    pay: Floats
    pay_low: Floats
    pay_high: Floats
    zone: Floats
    law: tuple[str, ...]
    exposure: dict[str, Floats]

    def exposure_range(self, place: int) -> tuple[float, float] | None:
        """Return the lowest and highest of the measures; None when fewer than three are known."""
        known = [values[place] for values in self.exposure.values() if np.isfinite(values[place])]
        return (float(min(known)), float(max(known))) if len(known) >= FEWEST_MEASURES else None


FEWEST_MEASURES = 3
"""One measure is an opinion; measures differ more than occupations do."""


def context_of(language: Language, store: Store) -> Context:
    """Gather what is known of the occupations of a language."""
    facts = load_facts(FACTS)
    isco = list(language.occupations["isco"])
    group = _groups(facts, language)
    place = {key: number for number, key in enumerate(facts.classification("occupation").keys)}
    places = np.array([place.get(key, -1) for key in group])

    def by_group(name: str) -> Floats:
        values = np.append(np.asarray(facts.array(name, DATE), dtype=float), np.nan)
        return np.asarray(values[places], dtype=float)

    exposure = {name: _share_below(by_group(fact)) for name, fact in OWN_MEASURES.items()}
    return Context(
        tuple(group),
        by_group("wage_p50_by_occupation_eur_per_hour"),
        by_group("wage_p25_by_occupation_eur_per_hour"),
        by_group("wage_p75_by_occupation_eur_per_hour"),
        _zones(language, isco, store),
        _laws_of_groups(language) if _is_built_in(language) else tuple(_laws().get(unit, "") for unit in isco),
        exposure | _imported_exposure(language, isco, store),
    )


def _groups(facts: Facts, language: Language) -> list[str]:
    """Return the BRC group of each occupation, by its unit, else by the unit of which it is a part."""
    groups = facts.classification("occupation")
    by_unit = {
        unit: key for key, units in zip(groups.keys, groups.extras["isco_units"], strict=True) for unit in units.split()
    }
    found = []
    for uri, unit in language.occupations.select("uri", "isco").iter_rows():
        own = uri.removeprefix(f"{PREFIX}occupation/") if uri.startswith(PREFIX) else ""
        found.append(own or by_unit.get(unit) or by_unit.get(unit[:3] + "0") or by_unit.get(unit[:2] + "00") or "")
    return found


@cache
def _laws() -> dict[str, str]:
    listed = yaml.safe_load((_DATA / "regulated.yaml").read_text(encoding="utf-8"))["laws"]
    return {unit: each["law"] for each in listed for unit in each["units"]}


@cache
def _zones_by_unit() -> dict[str, float]:
    with (_DATA / "job_zones.csv").open("rb") as file:
        table = pl.read_csv(file, schema_overrides={"isco": pl.String}, comment_prefix="#")
    return dict(zip(table["isco"], table["zone"], strict=True))


def _zones(language: Language, isco: list[str], store: Store) -> Floats:
    """Job zone by the occupation's own crosswalk when it was imported, else the mean of its unit."""
    by_unit = _zones_by_unit()
    zones = np.array([by_unit.get(unit, np.nan) for unit in isco])
    if _is_built_in(language):
        zones = _zones_of_groups(language, by_unit)
    crosswalk, by_code = store.table("onet"), store.table("zones")
    if crosswalk is not None and by_code is not None:
        own = _by_crosswalk(crosswalk, by_code.select("onet", pl.col("zone").cast(pl.Float64).alias("value")))
        zones = np.array([own.get(uri, zone) for uri, zone in zip(language.occupations["uri"], zones, strict=True)])
    return zones


def _is_built_in(language: Language) -> bool:
    """Whether the occupations are the groups of the language that comes with Houvast."""
    return bool(language.occupations["uri"].str.starts_with(PREFIX).any())


LEAST_SHARE_UNDER_LAW = 1 / 4
"""A group counts as regulated when the law asks something in so many of its units (assumed)."""


def _laws_of_groups(language: Language) -> tuple[str, ...]:
    """Law of each group of the built-in language: the commonest of its ISCO units, if enough of them have one."""
    groups = load_facts(FACTS).classification("occupation")
    units = dict(zip(groups.keys, groups.extras["isco_units"], strict=True))
    found = []
    for uri in language.occupations["uri"]:
        known = [unit for unit in units[uri.rpartition("/")[2]].split() if unit in _zones_by_unit()]
        laws = [_laws()[unit] for unit in known if unit in _laws()]
        is_enough = bool(laws) and len(laws) >= LEAST_SHARE_UNDER_LAW * len(known)
        found.append(max(laws, key=laws.count) if is_enough else "")
    return tuple(found)


def _zones_of_groups(language: Language, by_unit: dict[str, float]) -> Floats:
    """Mean zone over the units of each group of the built-in language."""
    groups = load_facts(FACTS).classification("occupation")
    units = dict(zip(groups.keys, groups.extras["isco_units"], strict=True))
    found = []
    for uri in language.occupations["uri"]:
        known = [by_unit[unit] for unit in units[uri.rpartition("/")[2]].split() if unit in by_unit]
        found.append(float(np.mean(known)) if known else np.nan)
    return np.array(found)


def _by_crosswalk(crosswalk: pl.DataFrame, values: pl.DataFrame) -> dict[str, float]:
    """Weighted mean over the O*NET occupations of a concept: half the weight for broader and narrower ones."""
    weight = pl.col("match").replace_strict(_MATCH_WEIGHTS, default=0.0, return_dtype=pl.Float64)
    joined = crosswalk.join(values, on="onet").with_columns(weight.alias("weight")).filter(pl.col("weight") > 0)
    mean = (pl.col("value") * pl.col("weight")).sum() / pl.col("weight").sum()
    found = joined.group_by("uri").agg(mean.alias("value"))
    return dict(zip(found["uri"], found["value"], strict=True))


def _imported_exposure(language: Language, isco: list[str], store: Store) -> dict[str, Floats]:
    table, crosswalk = store.table("exposure"), store.table("onet")
    if table is None:
        return {}
    found = {}
    for (measure,), rows in table.group_by("measure", maintain_order=True):
        codes, means = rows["code"], rows["mean"]
        if rows["scheme"][0] == "isco":
            values = dict(zip(codes, means, strict=True))
            column = np.array([values.get(unit, np.nan) for unit in isco])
        elif crosswalk is not None:
            own = _by_crosswalk(crosswalk, pl.DataFrame({"onet": codes, "value": means}))
            column = np.array([own.get(uri, np.nan) for uri in language.occupations["uri"]])
        else:
            continue
        found[str(measure)] = _share_below(column)
    return found


def _share_below(values: Floats) -> Floats:
    """Put a measure on a common footing: the share of occupations with a lower value, ties in the middle."""
    known = np.sort(values[np.isfinite(values)])
    if not len(known):
        return values
    below = (np.searchsorted(known, values, "left") + np.searchsorted(known, values, "right")) / (2 * len(known))
    return np.where(np.isfinite(values), below, np.nan)
