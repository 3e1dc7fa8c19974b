"""Import: everything or nothing, and what was noticed is told."""

from __future__ import annotations

import gzip
import zipfile

import polars as pl
import pytest

from houvast.skills.importing import import_files
from houvast.skills.store import Store
from houvast.vocabulary.errors import HouvastError
from tests.unit.skills.conftest import OCCUPATIONS, occupation, skill, write_csv, write_esco

UWV = ["Classification 1 URI", "Classification 1 PrefLabel", "Classification 2 PrefLabel", "Mapping relation"]
COURSES = "title,provider,hours,cost_eur,esco_uris,nlqf\n"


def refused(store, path, code, **options):
    """The import is refused with a code, and the store is as it was."""
    before = store.path.read_bytes() if store.path.exists() else None
    with pytest.raises(HouvastError) as fault:
        import_files(path, store=store, **options)
    assert code in fault.value.codes
    assert fault.value.text("nl") != fault.value.text("en")
    assert (store.path.read_bytes() if store.path.exists() else None) == before
    return fault.value


def test_a_folder_becomes_a_version_with_both_languages(esco):
    assert esco.names("occupation", "nl") == ["bakker", "banketbakker", "kok", "arts"]
    assert esco.names("occupation", "en")[0] == "baker"
    assert esco.essential.toarray()[0].tolist() == [1, 1, 1, 1, 0, 0, 0, 0]
    assert esco.optional.toarray()[0].tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    labels = esco.labels.filter(pl.col("uri") == occupation("o1"), pl.col("language") == "nl")["label"]
    assert set(labels) == {"bakker", "bakker x", "bakker y"}
    assert esco.occupations["isco"].to_list() == ["7512", "7512", "5120", "2211"]


def test_a_zip_and_compressed_tables_say_the_same_as_the_folder(tmp_path, store, esco):
    folder = tmp_path / "esco-v9.1"
    archive = tmp_path / "ESCO dataset - v9.2 - nl.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for each in folder.iterdir():
            file.writestr(f"inner/{each.name}.gz", gzip.compress(each.read_bytes()))
    import_files(archive, store=store)
    assert store.versions() == ["built-in", "9.1", "9.2"]
    assert store.language("9.2").relations.equals(esco.relations)


def test_versions_are_in_the_order_of_their_numbers(tmp_path, store):
    for version in ("1.10", "1.9", "1.2.1"):
        import_files(write_esco(tmp_path / "esco"), version=version, store=store)
    assert store.versions() == ["built-in", "1.2.1", "1.9", "1.10"]
    assert store.language().version == "1.10"


def test_orphans_are_dropped_and_told(tmp_path, store):
    many = {f"k{n}": OCCUPATIONS["o1"] for n in range(300)} | OCCUPATIONS
    folder = write_esco(tmp_path / "esco", many, orphans=0)
    rows = [(occupation(f"k{n}"), "essential", skill("s1")) for n in range(300)] + [
        (occupation("x"), "essential", skill("s1"))
    ]
    write_csv(folder / "occupationSkillRelations.csv", ["occupationUri", "relationType", "skillUri"], rows)
    done = import_files(folder, version="1", store=store)
    assert any("1 of 301 relations" in note.en for note in done.notes)
    assert store.language("1").relations.height == 300


def test_relations_of_another_version_are_refused(tmp_path, store, esco):
    folder = write_esco(tmp_path / "mixed", orphans=5)
    refused(store, folder, "skills.mixed_versions", version="9.3")


def test_labels_of_another_version_are_refused(tmp_path, store, esco):
    folder = tmp_path / "labels"
    write_esco(folder, {f"z{n}": OCCUPATIONS["o1"] for n in range(4)})
    for name in ("skills_nl.csv", "skills_en.csv", "occupationSkillRelations.csv"):
        (folder / name).unlink()
    refused(store, folder, "skills.mixed_versions", version="9.1")


def test_labels_alone_widen_a_version(tmp_path, store, esco):
    folder = tmp_path / "labels"
    folder.mkdir()
    rows = [(occupation("o1"), "7512", "broodbakker")]
    write_csv(folder / "occupations_nl.csv", ["conceptUri", "iscoGroup", "preferredLabel"], rows)
    import_files(folder, ("nl",), "9.1", store)
    assert store.language("9.1").names("occupation", "nl")[:2] == ["broodbakker", "banketbakker"]
    assert store.language("9.1").names("occupation", "en")[0] == "baker"
    assert store.language("9.1").relations.equals(esco.relations)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"conceptUri,preferredLabel,iscoGroup\nx,caf\xe9,1\n", "skills.encoding"),
        (b"conceptUri,title\nx,y\n", "csv.column_missing"),
        (b'conceptUri,preferredLabel,iscoGroup\n"x,y,1\n', "skills.bad_table"),
        (b"", "skills.bad_table"),
    ],
)
def test_a_bad_table_is_told(tmp_path, store, content, code):
    folder = write_esco(tmp_path / "esco")
    (folder / "occupations_nl.csv").write_bytes(content)
    refused(store, folder, code, version="1")


def test_missing_tables_version_and_language_are_told(tmp_path, store):
    folder = write_esco(tmp_path / "esco")
    refused(store, folder, "skills.version_needed")
    refused(store, folder, "skills.version_taken", version="built-in")
    refused(store, folder, "skills.language", version="1", languages=("nl", "dutch"))
    (folder / "occupationSkillRelations.csv").unlink()
    refused(store, folder, "skills.table_missing", version="1")
    refused(store, tmp_path / "nowhere", "files.missing")
    (tmp_path / "empty").mkdir()
    refused(store, tmp_path / "empty", "skills.nothing_found")


def test_a_zip_cut_off_is_told(tmp_path, store, esco):
    archive = tmp_path / "esco-v9.4.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for each in (tmp_path / "esco-v9.1").iterdir():
            file.writestr(each.name, each.read_bytes())
    whole = archive.read_bytes()
    for end in (0, 10, len(whole) // 2, len(whole) - 5):
        archive.write_bytes(whole[:end])
        refused(store, archive, "files.unreadable")


def test_titles_stand_beside_those_of_other_lists(tmp_path, store):
    path = tmp_path / "noc.csv"
    preamble = "\n".join(f"line {n}" for n in range(16))
    path.write_text(preamble + "\n" + ",".join(UWV) + f"\n{occupation('o1')},baker,Warme bakker,skos:narrowMatch\n")
    assert import_files(path, store=store).rows == {"titles": 1}
    assert store.table("titles").to_dicts() == [
        {"title": "Warme bakker", "uri": occupation("o1"), "match": "narrow", "list": "UWV"}
    ]


def test_a_long_list_of_courses_is_read(tmp_path, store):
    path = tmp_path / "courses.csv"
    line = f'Brood,School,40,"1.250,50",{skill("s1")};{skill("s2")},4\n'.replace("1.250", "1250")
    path.write_text(COURSES + line * 100_000)
    import_files(path, store=store)
    table = store.table("courses")
    assert table.height == 100_000
    assert table.row(0) == ("Brood", "School", "4", 40.0, 1250.5, [skill("s1"), skill("s2")])


def test_all_faults_of_a_list_of_courses_are_told_at_once(tmp_path, store):
    path = tmp_path / "courses.csv"
    path.write_text(COURSES + ",P,-1,nan,x,4\n" * 30)
    fault = refused(store, path, "skills.course_number")
    assert "skills.more_faults" in fault.codes
    assert "line 2" in fault.text("en")


def test_linked_data_lends_labels_by_its_matches(tmp_path, store):
    path = tmp_path / "cnl.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<urn:a> skos:prefLabel "Ovenist"@nl, "oven worker"@en ; skos:exactMatch <{occupation("o1")}> .\n'
    )
    import_files(path, store=store)
    assert store.table("titles")["title"].to_list() == ["Ovenist"]
    path.write_text("not turtle at all <")
    refused(store, path, "files.unreadable")


def test_an_unknown_table_is_named(tmp_path, store):
    path = tmp_path / "odd.csv"
    path.write_text("a,b\n1,2\n")
    refused(store, path, "skills.unknown_table")


def test_a_damaged_store_is_told(tmp_path):
    path = tmp_path / "store"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(HouvastError) as fault:
        Store(path).versions()
    assert fault.value.codes == ("skills.store_damaged",)


def test_the_built_in_language_is_there_without_any_store(store):
    language = store.language()
    assert language.version == "built-in"
    assert language.essential.shape == (112, 67)
    assert not store.path.exists()
