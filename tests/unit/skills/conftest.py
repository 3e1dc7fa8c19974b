"""A small ESCO-like folder, written by the tests, and a store of their own."""

from __future__ import annotations

import csv

import pytest

from houvast.skills.builtin import built_in_language
from houvast.skills.store import Store

PREFIX = "http://data.europa.eu/esco/"
OCCUPATIONS = {
    "o1": ("baker", "bakker", "7512"),
    "o2": ("pastry maker", "banketbakker", "7512"),
    "o3": ("cook", "kok", "5120"),
    "o4": ("physician", "arts", "2211"),
}
SKILLS = {f"s{n}": (f"skill {n}", f"vaardigheid {n}") for n in range(1, 9)}
ESSENTIAL = {"o1": (1, 2, 3, 4), "o2": (1, 2, 3, 5), "o3": (1, 6), "o4": (7, 8)}
OPTIONAL = {"o1": (5,), "o2": (4,), "o3": (2, 3), "o4": ()}


def occupation(key):
    return f"{PREFIX}occupation/{key}"


def skill(key):
    return f"{PREFIX}skill/{key}"


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def write_esco(folder, occupations=OCCUPATIONS, skills=SKILLS, orphans=0):
    """Write the tables of ESCO in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, language in ((0, "en"), (1, "nl")):
        write_csv(
            folder / f"occupations_{language}.csv",
            ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description"],
            [
                (
                    "Occupation",
                    occupation(key),
                    each[2],
                    each[place],
                    f"{each[place]} x\n{each[place]} y",
                    "text, with comma",
                )
                for key, each in occupations.items()
            ],
        )
        write_csv(
            folder / f"skills_{language}.csv",
            ["conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels"],
            [(skill(key), "skill/competence", "cross-sector", each[place], "") for key, each in skills.items()],
        )
    relations = [
        (occupation(key), kind, skill(f"s{n}"))
        for kind, table in (("essential", ESSENTIAL), ("optional", OPTIONAL))
        for key in occupations
        for n in table.get(key, ())
    ]
    relations += [(occupation("gone"), "essential", skill("s1")) for _ in range(orphans)]
    relations = [*relations[: len(relations) - orphans], *relations[len(relations) - orphans :]]
    write_csv(folder / "occupationSkillRelations.csv", ["occupationUri", "relationType", "skillUri"], relations)
    return folder


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "skills.houvast")


@pytest.fixture(scope="session")
def built_in():
    return built_in_language()


@pytest.fixture
def esco(tmp_path, store):
    """The small language, imported."""
    from houvast.skills.importing import import_files

    import_files(write_esco(tmp_path / "esco-v9.1"), store=store)
    return store.language("9.1")
