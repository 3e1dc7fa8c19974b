"""DESIGN.yaml: which columns say how the rows were drawn.

weights: w                       # a column; may be left out when fpc gives sizes at every stage
strata: sector                   # a column, or a list with one per stage
clusters: [company, person]      # primary units first; left out: every row is a unit
fpc: [n_companies, n_people]     # units in the stratum, or the sampled share
nest: true                       # cluster numbers start again in every stratum
lonely_psu: fail                 # or certainty, adjust, average
id: respondent                   # a column that may hold every value once
replicates: {columns: [r1, r2], type: JK1, scale: 0.5, rscales: 1, mse: false, df: 14}
                                 # scale may be left out for JK1, BRR, Fay (with rho) and, with rscales, JKn
calibration: {method: raking, totals: {sex: {f: 400, m: 390}, hours: 28000}, bounds: [0.5, 2], trim: [1, 50]}
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from houvast.facts.located import Faults, Located, read_number
from houvast.surveys.calibration import Distance, Totals, calibrate, trimmed
from houvast.surveys.data import Data, TextArray
from houvast.surveys.design import (
    Design,
    FloatArray,
    IntArray,
    LonelyPsu,
    Replicates,
    Stage,
    make_stages,
    weights_of,
)
from houvast.vocabulary.errors import HouvastError, nearest

KEYS = ("weights", "strata", "clusters", "fpc", "nest", "lonely_psu", "id", "replicates", "calibration")
REPLICATE_KEYS = ("columns", "type", "scale", "rscales", "rho", "mse", "df")
REPLICATE_TYPES = ("JK1", "JKn", "BRR", "Fay", "bootstrap", "other")
CALIBRATION_KEYS = ("method", "totals", "bounds", "trim")


def check_keys(found: dict[str, Located], known: tuple[str, ...], faults: Faults) -> None:
    """Note every key that is not known, with the nearest that is."""
    for key, value in found.items():
        if key not in known:
            faults.add("surveys.unknown_key", value.place, found=key, expected=known, suggestion=nearest(key, known))


def names_in(given: Located | None, faults: Faults) -> list[Located]:
    """Read one name or a list of names."""
    if given is None or given.is_null:
        return []
    items = given.items if given.items is not None else [given]
    for item in items:
        if item.text is None:
            faults.add("surveys.wrong_form", item.place, expected="name", found=item.shown())
    return [item for item in items if item.text is not None]


def number_in(given: Located | None, faults: Faults, otherwise: float) -> float:
    """Read a number."""
    if given is None or given.is_null:
        return otherwise
    found = read_number(given.text or "", given.place, faults)
    return otherwise if found is None else found


def choice_in(given: Located | None, known: tuple[str, ...], otherwise: str, faults: Faults) -> str:
    """Read one of several words."""
    if given is None or given.is_null:
        return otherwise
    if given.text not in known:
        near = nearest(given.text or "", known)
        faults.add("surveys.choice", given.place, found=given.shown(), expected=known, suggestion=near)
        return otherwise
    return given.text


def read_design(given: Located, data: Data, faults: Faults) -> Design | None:
    """Make the design a file describes, or None when faults were found.

    Parameters
    ----------
    given
        The file, as read by `houvast.facts.located.read_yaml`.
    data
        The table it speaks of.
    faults
        Collects what is wrong.
    """
    own = Faults()
    design = _read(given, data, own)
    faults.problems += own.problems
    return None if own.problems else design


def _read(given: Located, data: Data, faults: Faults) -> Design | None:
    keys = given.mapping
    if keys is None:
        faults.add("surveys.wrong_form", given.place, expected=KEYS, found=given.shown())
        return None
    check_keys(keys, KEYS, faults)
    lonely = LonelyPsu(choice_in(keys.get("lonely_psu"), tuple(LonelyPsu), LonelyPsu.FAIL, faults))
    _check_ids(keys.get("id"), data, faults)
    weights = _weights(keys.get("weights"), data, faults)
    stages = _stages(keys, data, faults)
    if faults.problems:
        return None
    if weights is None:
        weights = weights_of(stages) if "fpc" in keys else np.ones(data.n_rows)
        if not np.isfinite(weights).all():
            faults.add("surveys.no_weights", given.place)
            return None
    design = Design(weights, stages, lonely)
    if "replicates" in keys:
        design = replace(design, replicates=_replicates(keys["replicates"], data, faults))
    if "calibration" in keys and not faults.problems:
        design = _calibrated(keys["calibration"], design, data, faults)
    return design


def _check_ids(given: Located | None, data: Data, faults: Faults) -> None:
    if given is None or given.text is None or not data.has(given.text, given.place, faults):
        return
    labels = data.texts(given.text)
    _, first = np.unique(labels.astype(str), return_index=True)
    again = np.ones(len(labels), dtype=bool)
    again[first] = False
    data.note_rows("surveys.id_twice", given.text, again, faults)


def _weights(given: Located | None, data: Data, faults: Faults) -> FloatArray | None:
    if given is None or given.is_null:
        return None
    if given.text is None or not data.has(given.text, given.place, faults):
        return None
    weights = data.numbers(given.text, faults)
    data.note_rows("surveys.weight", given.text, ~(weights > 0), faults)
    return weights


def _stages(keys: dict[str, Located], data: Data, faults: Faults) -> tuple[Stage, ...]:
    clusters = _labels(keys.get("clusters"), data, faults)
    strata = _labels(keys.get("strata"), data, faults)
    population: list[FloatArray] = []
    for each in names_in(keys.get("fpc"), faults):
        if each.text is not None and data.has(each.text, each.place, faults):
            sizes = data.numbers(each.text, faults)
            data.note_rows("surveys.fpc", each.text, ~(sizes > 0), faults)
            population.append(sizes)
    if faults.problems:
        return ()
    units: list[npt.NDArray[np.generic]] = [each for _, each in clusters] or [np.arange(data.n_rows)]
    nest = keys["nest"].flag if "nest" in keys else False
    if nest is None:
        faults.add(
            "surveys.choice", keys["nest"].place, found=keys["nest"].shown(), expected="true, false", suggestion=""
        )
    for (named, labels), (_, of_stratum) in zip(clusters[:1], strata[:1], strict=False):
        if not nest:
            _check_within(named, labels, of_stratum, data, faults)
    stages = make_stages(units, [each for _, each in strata], population, bool(nest))
    _check_sizes(keys.get("fpc"), stages, population, data, faults)
    return stages


def _labels(given: Located | None, data: Data, faults: Faults) -> list[tuple[Located, npt.NDArray[np.str_]]]:
    found = []
    for each in names_in(given, faults):
        if each.text is not None and data.has(each.text, each.place, faults):
            labels = data.texts(each.text)
            data.note_rows(
                "surveys.design_cell_empty", each.text, np.array([label is None for label in labels]), faults
            )
            found.append((each, labels.astype(str)))
    return found


def _check_within(
    named: Located, units: npt.NDArray[np.str_], strata: npt.NDArray[np.str_], data: Data, faults: Faults
) -> None:
    """A primary unit in two strata is a mistake, unless numbers start again in every stratum."""
    _, first, unit = np.unique(units, return_index=True, return_inverse=True)
    elsewhere = strata != strata[first][unit]
    if elsewhere.any():
        data.note_rows("surveys.cluster_in_strata", named.text or "", elsewhere, faults)


def _check_sizes(
    given: Located | None, stages: tuple[Stage, ...], population: list[FloatArray], data: Data, faults: Faults
) -> None:
    """Sizes are the same throughout a stratum and not below what was drawn."""
    for each, stage, written in zip(names_in(given, faults), stages, population, strict=False):
        of_row = stage.stratum_of_row
        first = np.zeros(len(stage.scale), dtype=np.intp)
        first[of_row[::-1]] = np.arange(len(of_row))[::-1]
        data.note_rows("surveys.fpc_differs", each.text or "", written != written[first][of_row], faults)
        too_small = (stage.n_population < stage.n_sampled * (1 - 1e-9))[of_row]
        data.note_rows("surveys.fpc_small", each.text or "", too_small, faults)


def _replicates(given: Located, data: Data, faults: Faults) -> Replicates | None:
    keys = given.mapping
    if keys is None:
        faults.add("surveys.wrong_form", given.place, expected=REPLICATE_KEYS, found=given.shown())
        return None
    check_keys(keys, REPLICATE_KEYS, faults)
    kind = choice_in(keys.get("type"), REPLICATE_TYPES, "other", faults)
    columns = _replicate_columns(keys.get("columns"), data, faults)
    if not columns:
        faults.add(
            "surveys.replicate_columns", given.place, found=keys["columns"].shown() if "columns" in keys else None
        )
        return None
    weights = np.stack([data.numbers(column, faults) for column in columns], axis=1)
    for index, column in enumerate(columns):
        data.note_rows("surveys.weight", column, ~(weights[:, index] >= 0), faults)
    n = len(columns)
    rscales = np.ones(n)
    listed = keys["rscales"].items if "rscales" in keys else None
    if listed is not None:
        rscales = np.array([number_in(each, faults, 1.0) for each in listed])
    elif "rscales" in keys:
        rscales = np.full(n, number_in(keys["rscales"], faults, 1.0))
    if len(rscales) != n:
        faults.add("surveys.rscales", keys["rscales"].place, found=len(rscales), expected=n)
        return None
    scale = number_in(keys.get("scale"), faults, _scale_of(kind, n, keys, faults))
    if not scale > 0:
        # Without the producer's scale a bootstrap is off by percents, so it is asked for.
        faults.add("surveys.replicate_scale", given.place)
        return None
    rank = int(np.linalg.matrix_rank(weights, tol=1e-5 * np.abs(weights).max())) - 1 if not faults.problems else 1
    df = int(number_in(keys.get("df"), faults, rank))
    return Replicates(weights, scale, rscales, bool(keys["mse"].flag) if "mse" in keys else False, df)


def _scale_of(kind: str, n_replicates: int, keys: dict[str, Located], faults: Faults) -> float:
    """Return the scale that follows from the type of the replicates, or NaN where the producer must say it."""
    if kind == "JK1":
        return (n_replicates - 1) / n_replicates
    if kind == "JKn":
        return 1.0 if "rscales" in keys else np.nan
    rho = number_in(keys.get("rho"), faults, np.nan) if kind == "Fay" else 0.0
    return 1 / (n_replicates * (1 - rho) ** 2) if kind in ("BRR", "Fay") and rho < 1 else np.nan


def _replicate_columns(given: Located | None, data: Data, faults: Faults) -> list[str]:
    """Columns by name, or all that begin with what stands before a closing star."""
    found: list[str] = []
    for each in names_in(given, faults):
        text = each.text or ""
        if text.endswith("*"):
            found += [name for name in data.frame.columns if name.startswith(text[:-1])]
        elif data.has(text, each.place, faults):
            found.append(text)
    return found


def _calibrated(given: Located, design: Design, data: Data, faults: Faults) -> Design:
    keys = given.mapping
    if keys is None or keys.get("totals") is None or keys["totals"].mapping is None:
        faults.add("surveys.wrong_form", given.place, expected=CALIBRATION_KEYS, found=given.shown())
        return design
    if design.replicates is not None:
        faults.add("surveys.replicates_calibrated", given.place)
        return design
    check_keys(keys, CALIBRATION_KEYS, faults)
    distance = Distance(choice_in(keys.get("method"), tuple(Distance), Distance.LINEAR, faults))
    totals = _totals(keys["totals"].mapping, data, faults)
    bounds = _pair(keys.get("bounds"), faults)
    if distance is Distance.LOGIT and (bounds is None or not bounds[0] < 1 < bounds[1]):
        faults.add("surveys.bounds", keys.get("bounds", given).place)
    trim = _pair(keys.get("trim"), faults)
    if faults.problems:
        return design
    try:
        design = calibrate(design, totals, distance, bounds)
    except HouvastError as fault:
        faults.add("surveys.not_calibrated_at", given.place, found=fault.problems[0]["found"])
        return design
    return design if trim is None else replace(design, weights=trimmed(design.weights, *trim))


def _pair(given: Located | None, faults: Faults) -> tuple[float, float] | None:
    if given is None or given.is_null:
        return None
    items = given.items or []
    if len(items) != len(("low", "high")):
        faults.add("surveys.wrong_form", given.place, expected="[low, high]", found=given.shown())
        return None
    return number_in(items[0], faults, 0.0), number_in(items[1], faults, np.inf)


def _totals(given: dict[str, Located], data: Data, faults: Faults) -> Totals:
    groups: list[IntArray] = []
    group_totals: list[FloatArray] = []
    columns: list[FloatArray] = []
    sums: list[float] = []
    for name, value in given.items():
        if not data.has(name, value.place, faults):
            continue
        if value.mapping is None:
            columns.append(_known_numbers(name, data, faults))
            sums.append(number_in(value, faults, 0.0))
            continue
        labels = data.texts(name)
        levels = {level: index for index, level in enumerate(value.mapping)}
        unknown = np.array([label not in levels for label in labels])
        data.note_rows("surveys.not_in_totals", name, unknown, faults, expected=tuple(levels))
        groups.append(_codes(labels, levels))
        group_totals.append(np.array([number_in(each, faults, 0.0) for each in value.mapping.values()]))
        for level in set(levels) - set(labels):
            faults.add("surveys.total_without_rows", value.mapping[level].place, found=level)
    return Totals(tuple(groups), tuple(group_totals), tuple(columns), tuple(sums))


def _known_numbers(name: str, data: Data, faults: Faults) -> FloatArray:
    numbers = data.numbers(name, faults)
    data.note_rows("surveys.design_cell_empty", name, np.isnan(numbers), faults)
    return numbers


def _codes(labels: TextArray, levels: dict[str, int]) -> IntArray:
    return np.array([levels.get(label, 0) for label in labels], dtype=np.intp)
