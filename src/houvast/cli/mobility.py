"""`houvast facts derive-mobility`: compute the mobility matrix by skills from an ESCO download."""

import csv
from io import StringIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from houvast.facts.classifications import Classification
from houvast.facts.loader import load_facts
from houvast.facts.mobility import mobility_by_skills
from houvast.vocabulary.errors import HouvastError, problem

DECIMALS = 4


def derive_mobility(esco_folder: Path, out: Path, facts: str = "netherlands") -> None:
    """Write the coverage of essential skills between occupation groups to a CSV table.

    Parameters
    ----------
    esco_folder
        Folder of an official ESCO download in CSV (English), plain or gzipped.
    out
        The table to write: a row per origin, a column per target, four decimals. Replaced in one move.
    facts
        The facts folder whose occupations and ISCO units are used.

    Raises
    ------
    HouvastError
        An ESCO file is missing or unreadable, or `out` cannot be written.
    """
    occupation = load_facts(facts).classification("occupation")
    matrix = mobility_by_skills(esco_folder, isco_map(occupation), occupation.keys, occupation.extras["class"])
    write_table(out, occupation.keys, matrix)


def isco_map(occupation: Classification) -> dict[str, str]:
    """Return the occupation code of every ISCO-08 unit."""
    return {
        unit: code
        for code, units in zip(occupation.keys, occupation.extras["isco_units"], strict=True)
        for unit in units.split()
    }


def write_table(out: Path, keys: tuple[str, ...], matrix: npt.NDArray[np.float64]) -> None:
    """Write a square table with keys on both sides; the old file stays until the new one is whole."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("occupation", *keys))
    for key, row in zip(keys, matrix, strict=True):
        writer.writerow((key, *(f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".") for value in row)))
    whole = out.with_name(f".{out.name}.part")
    try:
        whole.write_text(text.getvalue(), encoding="utf-8")
        whole.replace(out)
    except OSError as fault:
        whole.unlink(missing_ok=True)
        raise HouvastError(problem("files.unwritable", where=out, found=fault.strerror)) from fault
