"""A future in a folder: read, checked, and all its faults told at once."""

from __future__ import annotations

import re
import shutil

import pytest

from houvast.futures.folder import GIVEN, load_futures
from houvast.futures.own import write_future
from houvast.futures.scenarios import courses_at, find_place, scenario_changes, scenario_of
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.futures import DESTEP
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY

FUTURES = load_futures()


@pytest.fixture
def folder(tmp_path):
    """A folder with every file of a future."""
    write_future(tmp_path / "own", "1")
    return tmp_path / "own"


def changed(folder, file, old, new):
    """Replace a text once in a file of a folder; return the line it stands in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(folder):
    """Return the codes and the sentences of everything wrong with a folder, in both languages."""
    with pytest.raises(HouvastError) as caught:
        load_futures(folder)
    for fault in caught.value.problems:
        assert fault.text("nl") != fault.text("en")
    return caught.value.codes, caught.value.text("en")


def test_the_long_list_is_that_of_the_method():
    """Fifteen developments, each of the six classes at least once, from all five texts; ten go to the vote."""
    developments = FUTURES.developments.values()
    assert len(developments) == 15
    assert sum(each.selected for each in developments) == 10
    assert {each.destep for each in developments} == {word.key for word in DESTEP}
    assert {FUTURES.sources[each.source].seed for each in developments} == {"000", "001", "002", "003", "004"}
    assert all(axis.development in FUTURES.developments for axis in FUTURES.axes.values())


def test_there_are_six_themes_and_sixteen_questions():
    """Six themes in the words of each scenario; four questions a scenario, with outcomes and measures that exist."""
    assert len(FUTURES.comparison) == 6
    assert all(set(theme.scenarios) == set("ABCD") for theme in FUTURES.comparison.values())
    assert sorted(each.scenario for each in FUTURES.questions.values()) == sorted("ABCD" * 4)
    measures = {f"W{n}" for n in range(1, 10)} | {f"K{n}" for n in range(1, 10)} | {f"T{n}" for n in range(1, 9)}
    for each in FUTURES.questions.values():
        assert set(each.outcomes) <= set(OUTCOME_BY_KEY)
        assert set(each.measures) <= measures
    assert {measure for each in FUTURES.questions.values() for measure in each.measures} == measures


def test_every_text_is_in_two_languages():
    """No Dutch text stands as English or the other way round."""
    pairs = [each.description for each in FUTURES.developments.values()]
    pairs += [each.question for each in FUTURES.questions.values()]
    pairs += [each.narrative for each in FUTURES.scenarios.values()]
    pairs += [words for theme in FUTURES.comparison.values() for words in theme.scenarios.values()]
    assert [pair for pair in pairs if pair.nl == pair.en or re.search(r"\b(het|een|niet|wie)\b", pair.en)] == []


def test_a_written_future_is_the_shipped_one(folder):
    """What `new` writes loads without a fault and gives the same changes, with a scenario of one's own beside."""
    own = load_futures(folder)
    assert set(own.scenarios) == {"A", "B", "C", "D", "E"}
    for key in "ABCD":
        assert scenario_changes(key, own) == scenario_changes(key, FUTURES)
    assert own.content_hash != FUTURES.content_hash


def test_a_folder_needs_only_what_it_changes(tmp_path):
    """One file is enough; the rest comes from Houvast."""
    shutil.copyfile(GIVEN / "scenario_d.yaml", tmp_path / "scenario_d.yaml")
    changed(tmp_path, "scenario_d.yaml", "2040: 0.86", "2040: 0.84")
    own = load_futures(tmp_path)
    assert own.scenarios["D"].parameters["total_demand"].course.last == 0.84
    assert own.scenarios["A"] == FUTURES.scenarios["A"]


def test_the_hash_does_not_hang_on_line_ends(folder):
    """Windows and Unix files with the same content are the same future."""
    before = load_futures(folder).content_hash
    path = folder / "axes.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_futures(folder).content_hash == before


def test_an_own_scenario_takes_the_plane_and_goes_before_it(folder):
    """E stands at the centre with one parameter of its own; named with its folder it needs nothing else."""
    own = load_futures(folder)
    courses = courses_at(find_place("E", own)[1], own)
    centre = courses_at(find_place("0,0", own)[1], own)
    assert courses["total_demand"].last == 1
    assert {key for key in courses if courses[key] != centre[key]} == {"total_demand"}
    assert scenario_changes(f"{folder}:E") == scenario_changes("E", own)
    assert scenario_of(f"{folder}:E") == "E"


def test_a_scenario_can_rest_on_another(folder):
    """F on E on the centre: what F says goes before E, E before the plane."""
    text = (folder / "scenario_e.yaml").read_text(encoding="utf-8")
    text = text.replace("key: E", "key: F").replace("at: [0, 0]", "based_on: E").replace("2040: 1}", "2040: 0.98}")
    (folder / "scenario_f.yaml").write_text(text, encoding="utf-8")
    own = load_futures(folder)
    assert own.scenarios["F"].at == (0, 0)
    assert courses_at(find_place("F", own)[1], own)["total_demand"].last == 0.98


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "told"),
    [
        ("axes.yaml", "t: orientation", "t: orientatoin", "futures.unknown", "Did you mean orientation?"),
        ("axes.yaml", "t: orientation", "t: technology_pace", "futures.axes_same", "corners coincide"),
        ("axes.yaml", "collective:", "togetherness:", "sheets.key_unknown", "togetherness"),
        ("developments.yaml", "destep: economic", "destep: economical", "sheets.unknown", "Did you mean economic?"),
        ("developments.yaml", "year: 2025", "year: soon", "sheets.wrong_form", "a whole number"),
        ("developments.yaml", "year: 2025", "year: 20250", "sheets.bounds", "from 1900 to 2100"),
        ("developments.yaml", "source: tno-futures-2025", "source: tno", "futures.unknown", "ageing.source"),
        ("developments.yaml", "ageing:", "Ageing!:", "sheets.wrong_form", "small letters"),
        ("method.yaml", "replicates:", "replicate:", "sheets.key_missing", "replicates"),
        ("method.yaml", "value: 2000\n", "value: 0\n", "sheets.bounds", "replicates.value"),
        ("levers.yaml", "merge: scale", "merge: replace", "sheets.unknown", "scale, add"),
        ("levers.yaml", 'B: "+"', 'Z: "+"', "futures.unknown", "Z"),
        ("questions.yaml", "work_security", "work_securities", "futures.unknown", "Did you mean work_security?"),
        ("questions.yaml", "[K1,", "[1K,", "sheets.wrong_form", "a measure such as W3"),
        ("comparison.yaml", "    A:", "    X:", "futures.unknown", "X"),
        ("balance.yaml", "from: technology", "from: tecnology", "futures.unknown", "Did you mean technology?"),
        ("balance.yaml", "{stable: 1, stagnating: -1}", "{stabel: 1}", "futures.unknown", "Did you mean stable?"),
        ("balance.yaml", "{strong: 2,", "{strong: 4,", "sheets.bounds", "from -3 to 3"),
        ("balance.yaml", "demand: enough,", "", "futures.key_missing", "demand"),
        ("scenario_a.yaml", "at: [1, -1]", "at: [1, 1]", "futures.corner", "(1, -1)"),
        ("scenario_a.yaml", "at: [1, -1]", "at: [2, -1]", "sheets.bounds", "at.0"),
        ("scenario_a.yaml", "key: A", "key: B", "futures.twice", "B"),
        ("scenario_a.yaml", "  total_demand:", "  total_demands:", "futures.unknown", "Did you mean total_demand?"),
        ("scenario_a.yaml", "2040: 0.95}", "2040: 1.2}", "futures.sign", "has the sign -"),
        ("scenario_a.yaml", "2040: 0.95}", "2040: 0.5}", "futures.range", "0.88"),
        (
            "scenario_a.yaml",
            "{2024: 1, 2027: 1, 2030: 0.97, 2040: 0.95",
            "{2024: 0.9, 2027: 1, 2030: 0.97, 2040: 0.95",
            "futures.first_year",
            "2024: 0.9",
        ),
        (
            "scenario_a.yaml",
            "{2024: 1, 2027: 1, 2030: 0.97, 2040: 0.95",
            "{2030: 0.97, 2024: 1, 2040: 0.95",
            "futures.year_order",
            "2030, 2024",
        ),
        ("scenario_a.yaml", "2030: 0.97, 2040: 0.95", "soon: 0.97, 2040: 0.95", "sheets.key_unknown", "soon"),
        ("scenario_a.yaml", "status: assumed", "status: sure", "sheets.unknown", "assumed"),
        ("scenario_a.yaml", "range: [2.5, 5]", "range: [2.5]", "sheets.count", "2 belong here"),
        (
            "scenario_b.yaml",
            "2040: 2.5}\n    range: [1.5, 3.5]",
            "2040: 4.5}\n    range: [1.5, 5]",
            "futures.stronger",
            "stronger sign",
        ),
        ("scenario_e.yaml", "at: [0, 0]", "", "futures.key_missing", "at"),
        ("scenario_e.yaml", "at: [0, 0]", "based_on: E", "futures.cycle", "E > E"),
        ("scenario_e.yaml", "at: [0, 0]", "based_on: Q", "futures.unknown", "Q"),
        ("scenario_e.yaml", "key: E", "key: E\nkey: F", "facts.duplicate_key", "key"),
        ("scenario_e.yaml", "at: [0, 0]", "at: [0, 0", "facts.not_yaml", "scenario_e.yaml"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(folder, file, old, new, code, told):
    """One wrong thing gives its own code, with file, line and what would be right; never a traceback."""
    changed(folder, file, old, new)
    codes, text = faults(folder)
    assert code in codes
    assert told in text
    assert ".yaml" in text


def test_all_faults_come_at_once_with_their_lines(folder):
    """Three files with a fault each: three sentences, each with file, line and key."""
    lines = [
        changed(folder, "scenario_a.yaml", "2040: 0.95}", "2040: 1.2}"),
        changed(folder, "questions.yaml", "work_security", "work_securities"),
        changed(folder, "scenario_d.yaml", "2040: 0.86}", "2040: 0.5}"),
    ]
    codes, text = faults(folder)
    assert {"futures.unknown", "futures.sign", "futures.range"} <= set(codes)
    assert f"scenario_a.yaml, line {lines[0]}, parameters.total_demand.path" in text
    assert f"questions.yaml, line {lines[1]}, A1.outcomes.0" in text
    assert f"scenario_d.yaml, line {lines[2]}, parameters.total_demand.path" in text


def test_a_circle_of_scenarios_is_told_once(folder):
    """E rests on F and F on E."""
    text = (folder / "scenario_e.yaml").read_text(encoding="utf-8").replace("at: [0, 0]", "based_on: F")
    (folder / "scenario_e.yaml").write_text(text, encoding="utf-8")
    text = text.replace("key: E", "key: F").replace("based_on: F", "based_on: E")
    (folder / "scenario_f.yaml").write_text(text, encoding="utf-8")
    codes, told = faults(folder)
    assert codes == ("futures.cycle",)
    assert "E > F > E" in told


def test_a_corner_needs_every_parameter(folder):
    """A corner that leaves a parameter out would leave the plane with a hole."""
    path = folder / "scenario_c.yaml"
    path.write_text(re.sub(r"  total_demand:\n(    .*\n)+", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    codes, text = faults(folder)
    assert codes == ("futures.lever_missing",)
    assert "total_demand" in text


def test_files_that_cannot_be_read_are_told(folder):
    """Bytes that are no text, and an empty file; a folder with the name of a scenario is passed over."""
    (folder / "scenario_x.yaml").mkdir()
    (folder / "axes.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "questions.yaml").write_text("", encoding="utf-8")
    assert faults(folder)[0] == ("files.unreadable", "facts.not_yaml")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """A name with a slip, not an empty future."""
    with pytest.raises(HouvastError) as caught:
        load_futures(tmp_path / "no")
    assert caught.value.codes == ("files.missing",)


def test_writing_never_touches_what_is_there(tmp_path):
    """A folder with something in it stays as it is; an empty one is used; a wrong step writes nothing."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear", encoding="utf-8")
    for folder, step, code in (
        (tmp_path / "full", "5", "futures.folder_taken"),
        (tmp_path / "new", "3", "futures.step"),
    ):
        with pytest.raises(HouvastError) as caught:
            write_future(folder, step)
        assert caught.value.codes == (code,)
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
    (tmp_path / "empty").mkdir()
    names = {path.name for path in write_future(tmp_path / "empty")}
    assert "votes.csv" not in names
    assert {"axes.yaml", "levers.yaml", "scenario_a.yaml", "scenario_e.yaml"} <= names
    assert load_futures(tmp_path / "empty").scenarios["E"].at == (0, 0)
