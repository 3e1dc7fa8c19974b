"""The two mobility matrices, and the computation of the one by skills."""

import csv
import gzip

import numpy as np
import pytest

from houvast.cli.mobility import derive_mobility, isco_map
from houvast.facts.mobility import mobility_by_skills
from houvast.vocabulary.errors import HouvastError

OCCUPATIONS = ("0001", "0002", "0003")
FAMILIES = ("00", "00", "00")
UNITS = {"1111": "0001", "2222": "0002"}
ESCO_OCCUPATIONS = [("a", "1111"), ("b", "1111"), ("c", "2222"), ("d", "2222"), ("e", "9999")]
ESSENTIAL = {"a": "wx", "b": "w", "c": "xyz", "d": "wz", "e": "wxyz"}


@pytest.fixture
def tiny_esco(tmp_path):
    """Five occupations and four skills; one file plain, one gzipped; e lies in a unit that is not mapped."""
    with (tmp_path / "occupations_en.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("conceptUri", "iscoGroup"), *ESCO_OCCUPATIONS])
    rows = [("occupationUri", "relationType", "skillUri")]
    rows += [(uri, "essential", skill) for uri, skills in ESSENTIAL.items() for skill in skills]
    rows += [("a", "optional", "y")]
    with gzip.open(tmp_path / "occupationSkillRelations.csv.gz", "wt", newline="") as file:
        csv.writer(file).writerows(rows)
    return tmp_path


def test_coverage_worked_by_hand(tiny_esco):
    """From 0001: a has w, x and fits d at 1/2 (c at 1/3); b has w and fits d at 1/2. The mean is 1/2.

    From 0002: c has x, y, z and fits a at 1/2; d has w, z and fits b fully. The mean is 3/4.
    """
    matrix = mobility_by_skills(tiny_esco, UNITS, OCCUPATIONS, FAMILIES)
    np.testing.assert_allclose(matrix[:2, :2], [[1, 0.5], [0.75, 1]])


def test_group_without_esco_occupation_is_like_its_family(tiny_esco):
    """0003 reaches and is reached like the mean of 0001 and 0002."""
    matrix = mobility_by_skills(tiny_esco, UNITS, OCCUPATIONS, FAMILIES)
    assert matrix[2, 2] == 1
    np.testing.assert_allclose(matrix[2, :2], [(1 + 0.75) / 2, (0.5 + 1) / 2])


def test_missing_file_is_told(tmp_path):
    """An empty folder gives one clear fault."""
    with pytest.raises(HouvastError) as fault:
        mobility_by_skills(tmp_path, UNITS, OCCUPATIONS, FAMILIES)
    assert fault.value.codes == ("files.missing",)


def test_missing_column_is_told(tiny_esco):
    """A file of another kind gives one clear fault with the column that is missing."""
    (tiny_esco / "occupations_en.csv").write_text("conceptUri,name\na,b\n")
    with pytest.raises(HouvastError, match="iscoGroup"):
        mobility_by_skills(tiny_esco, UNITS, OCCUPATIONS, FAMILIES)


def test_table_is_not_written_by_half(tiny_esco, tmp_path):
    """A folder that does not exist gives one clear fault."""
    with pytest.raises(HouvastError):
        derive_mobility(tiny_esco, tmp_path / "nowhere" / "out.csv")


def test_shipped_skills_matrix_is_what_the_computation_gives(dutch, value, shared_data):
    """ESCO v1.1.1 gives the numbers that ship, to four decimals."""
    occupation = dutch.classification("occupation")
    again = mobility_by_skills(
        shared_data / "skills" / "esco111_en", isco_map(occupation), occupation.keys, occupation.extras["class"]
    )
    np.testing.assert_allclose(value("mobility_skills"), again, atol=5.1e-5)


def test_skills_matrix_is_coverage(value):
    """Shares between 0 and 1, with all skills for one's own group and less for every other."""
    matrix = value("mobility_skills")
    assert ((matrix >= 0) & (matrix <= 1)).all()
    np.testing.assert_array_equal(np.diag(matrix), 1)


def test_two_thirds_of_changers_go_to_another_class(dutch, value):
    """Published for changers of 25 and older in 2017; nobody changes to where they are."""
    classes = np.array(dutch.classification("occupation").extras["class"])
    matrix, employed = value("mobility_diploma"), value("employed_by_occupation_thousand")
    away = (matrix * (classes[:, None] != classes[None, :])).sum(axis=1)
    assert np.average(away, weights=employed) == pytest.approx(2 / 3, abs=0.001)
    np.testing.assert_array_equal(np.diag(matrix), 0)
