"""From three files to one: data, design and statistics in, estimates out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from houvast.facts.located import Faults, read_yaml
from houvast.surveys.data import Data, read_data
from houvast.surveys.design import Design
from houvast.surveys.design_file import read_design
from houvast.surveys.estimate import estimate
from houvast.surveys.statistics_file import read_statistics
from houvast.vocabulary.errors import HouvastError


def estimate_files(data_path: Path, design_path: Path, statistics_path: Path) -> dict[str, Any]:
    """Estimate what STATS.yaml asks from a data file, under the design of DESIGN.yaml.

    Parameters
    ----------
    data_path
        The answers; see `houvast.surveys.data.read_data`.
    design_path
        The design; see `houvast.surveys.design_file`.
    statistics_path
        What to estimate; see `houvast.surveys.statistics_file`.

    Returns
    -------
    dict
        `design`, told in numbers, and `results`, one per entry; ready for JSON.

    Raises
    ------
    HouvastError
        Everything wrong with the three files, each fault with its place.
    """
    faults = Faults()
    design_given = read_yaml(design_path, str(design_path), faults)
    statistics_given = read_yaml(statistics_path, str(statistics_path), faults)
    try:
        data = read_data(data_path)
    except HouvastError as fault:
        raise HouvastError([*faults.in_order(), *fault.problems]) from fault
    entries = [] if statistics_given is None else read_statistics(statistics_given, faults)
    design = None if design_given is None else read_design(design_given, data, faults)
    if faults.problems or design is None:
        raise HouvastError(faults.in_order())
    results = estimate(design, data, entries, faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    return {"design": _told(design, data), "results": [each.as_json() for each in results]}


def _told(design: Design, data: Data) -> dict[str, Any]:
    first = design.stages[0]
    told: dict[str, Any] = {
        "n": data.n_rows,
        "sum_of_weights": float(design.weights.sum()),
        "strata": len(first.scale),
        "primary_units": len(first.stratum),
        "stages": len(design.stages),
        "lonely_psu": str(design.lonely_psu),
        "df": design.df(),
        "calibrated": design.calibration is not None,
    }
    if design.replicates is not None:
        told["replicates"] = design.replicates.weights.shape[1]
    return told
