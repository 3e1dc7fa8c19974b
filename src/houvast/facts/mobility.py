"""How far the skills of one occupation reach into another, computed from the ESCO classification.

For an ESCO occupation j the essential skills are E_j. Someone who works as j already has the part

    c(j, i) = |E_i ∩ E_j| / |E_i|

of what occupation i asks. Someone in group o who looks at group p turns to the occupation there that fits best,
so the coverage of group p by ESCO occupation j is max over i in p of c(j, i). Averaged over the ESCO occupations
of an ISCO-08 unit, and then over the units of group o, this is the entry (o, p) of the matrix:

    C(o, p) = mean over units u in o ( mean over j in u ( max over i in p  c(j, i) ) )

Only essential skills count, on both sides: optional ones are what some people in the occupation have. Units weigh
equally, so that a unit that ESCO splits finely does not outweigh the others. The diagonal is 1: who stays has all.
A group without any ESCO occupation gets, as origin and as target, the mean of the groups of its family (its
occupation class), or of all groups where its family has none.

The files are those of an official ESCO download in CSV, plain or gzipped. This service uses the ESCO classification
of the European Commission.
"""

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt
from scipy import sparse

from houvast.vocabulary.errors import HouvastError, problem

FloatArray = npt.NDArray[np.float64]

OCCUPATIONS_FILE = "occupations_en.csv"
RELATIONS_FILE = "occupationSkillRelations.csv"
_ISCO_DIGITS = 4


def mobility_by_skills(
    esco_folder: Path,
    isco_to_occupation: Mapping[str, str],
    occupations: Sequence[str],
    families: Sequence[str],
) -> FloatArray:
    """Return the coverage of the essential skills of each target by those of each origin.

    Parameters
    ----------
    esco_folder
        Folder with `occupations_en.csv` and `occupationSkillRelations.csv` of an ESCO download, plain or `.csv.gz`.
    isco_to_occupation
        The occupation code of each ISCO-08 unit (four digits); units that are left out are not used.
    occupations
        The occupation codes in the order of the matrix, shape (n,).
    families
        The family (occupation class) of each occupation, shape (n,).

    Returns
    -------
    FloatArray
        Shape (n, n), rows are origins, columns targets; [share of essential skills, 0 to 1], diagonal 1.

    Raises
    ------
    HouvastError
        A file is missing, or lacks a column that is needed.
    """
    isco_of = _read_occupations(esco_folder, isco_to_occupation)
    essential = _read_essential_skills(esco_folder, isco_of)
    unit_of_row = np.array([isco_of[uri] for uri in essential.uris])
    place = {code: index for index, code in enumerate(occupations)}
    group_of_row = np.array([place[isco_to_occupation[unit]] for unit in unit_of_row], dtype=np.int64)
    best = _best_in_group(essential.coverage(), group_of_row, len(occupations))
    matrix = _mean_by_group(best, unit_of_row, group_of_row, len(occupations))
    present = np.zeros(len(occupations), dtype=np.bool_)
    present[group_of_row] = True
    _fill_absent(matrix, present, np.asarray(families))
    np.fill_diagonal(matrix, 1)
    return matrix


class _EssentialSkills:
    """The ESCO occupations that have essential skills, and a 0/1 matrix of who needs what."""

    def __init__(self, skills_of: Mapping[str, set[str]]) -> None:
        self.uris = tuple(sorted(skills_of))
        column = {skill: index for index, skill in enumerate(sorted(set().union(*skills_of.values())))}
        rows = [row for row, uri in enumerate(self.uris) for _ in skills_of[uri]]
        columns = [column[skill] for uri in self.uris for skill in sorted(skills_of[uri])]
        shape = (len(self.uris), len(column))
        self._needs = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)

    def coverage(self) -> FloatArray:
        """Return c(j, i): rows the occupation one has, columns the one that is asked."""
        shared: FloatArray = (self._needs @ self._needs.T).toarray()
        return shared / shared.diagonal()[np.newaxis, :]


def _best_in_group(coverage: FloatArray, group_of: npt.NDArray[np.int64], groups: int) -> FloatArray:
    """Return, per ESCO occupation and target group, the coverage of the best fitting occupation there."""
    best = np.zeros((coverage.shape[0], groups))
    for group in range(groups):
        members = group_of == group
        if members.any():
            best[:, group] = coverage[:, members].max(axis=1)
    return best


def _mean_by_group(
    best: FloatArray, unit_of: npt.NDArray[np.str_], group_of: npt.NDArray[np.int64], groups: int
) -> FloatArray:
    """Return the mean over ESCO occupations per unit, then over the units per origin group."""
    units, first, unit_index = np.unique(unit_of, return_index=True, return_inverse=True)
    group_of_unit = group_of[first]
    by_unit = _mean_of_rows(best, unit_index, len(units))
    return _mean_of_rows(by_unit, group_of_unit, groups)


def _mean_of_rows(rows: FloatArray, index: npt.NDArray[np.int64], size: int) -> FloatArray:
    """Return the mean row per index value; zeros where there is no row."""
    total = np.zeros((size, rows.shape[1]))
    np.add.at(total, index, rows)
    count = np.bincount(index, minlength=size)
    return total / np.maximum(count, 1)[:, np.newaxis]


def _fill_absent(matrix: FloatArray, present: npt.NDArray[np.bool_], families: npt.NDArray[np.str_]) -> None:
    """Fill rows and columns of groups without ESCO occupations from their family, in place."""
    for group in np.flatnonzero(~present):
        like = present & (families == families[group])
        if not like.any():
            like = present
        matrix[group, present] = matrix[np.ix_(like, present)].mean(axis=0)
    for group in np.flatnonzero(~present):
        like = present & (families == families[group])
        if not like.any():
            like = present
        matrix[:, group] = matrix[:, like].mean(axis=1)


def _read_occupations(folder: Path, isco_to_occupation: Mapping[str, str]) -> dict[str, str]:
    """Return the ISCO-08 unit of every ESCO occupation whose unit is mapped."""
    rows = _read_rows(folder, OCCUPATIONS_FILE, ("conceptUri", "iscoGroup"))
    # Spreadsheet programs drop the leading zero of the armed forces.
    found = {row["conceptUri"]: row["iscoGroup"].zfill(_ISCO_DIGITS) for row in rows}
    return {uri: unit for uri, unit in found.items() if unit in isco_to_occupation}


def _read_essential_skills(folder: Path, isco_of: Mapping[str, str]) -> _EssentialSkills:
    skills_of: dict[str, set[str]] = {}
    for row in _read_rows(folder, RELATIONS_FILE, ("occupationUri", "relationType", "skillUri")):
        if row["relationType"] == "essential" and row["occupationUri"] in isco_of:
            skills_of.setdefault(row["occupationUri"], set()).add(row["skillUri"])
    if not skills_of:
        raise HouvastError(problem("files.unreadable", where=folder / RELATIONS_FILE, found="essential: 0"))
    return _EssentialSkills(skills_of)


def _read_rows(folder: Path, name: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, plain or gzipped, after a check of its columns."""
    plain, packed = folder / name, folder / f"{name}.gz"
    path = plain if plain.is_file() else packed
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=plain))
    try:
        with _open_text(path) as text:
            reader = csv.DictReader(text)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise HouvastError(problem("files.unreadable", where=path, found=f"{', '.join(missing)}: 0"))
            yield from reader
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as fault:
        raise HouvastError(problem("files.unreadable", where=path, found=str(fault))) from fault


def _open_text(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")
