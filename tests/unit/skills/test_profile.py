"""Profiles: kinds of evidence stay apart, versions move with what changed told, a CV only suggests."""

from __future__ import annotations

import json

import pytest

from houvast.skills.cv import read_cv
from houvast.skills.employer import attest, vacancy_of
from houvast.skills.importing import import_files
from houvast.skills.migration import migrate
from houvast.skills.profile import (
    HeldSkill,
    Profile,
    check_against,
    from_occupations,
    origin_of_profile,
    read_profile,
    suggest,
)
from houvast.vocabulary.errors import HouvastError
from tests.unit.skills.conftest import OCCUPATIONS, SKILLS, occupation, skill, write_esco


def test_a_profile_begins_with_the_essential_skills_and_comes_back_from_its_file(esco, tmp_path):
    profile = from_occupations(esco, [occupation("o1")])
    assert [each.uri for each in profile.skills] == [skill(f"s{n}") for n in (1, 2, 3, 4)]
    path = tmp_path / "me.json"
    path.write_text(profile.as_json())
    assert read_profile(path) == profile


def test_evidence_of_one_kind_does_not_replace_another():
    profile = Profile("9.1").with_skill(HeldSkill("s", 2)).with_skill(HeldSkill("s", 4, "employer", "Bakkerij"))
    profile = profile.with_skill(HeldSkill("s", 3))
    assert [(each.level, each.evidence) for each in profile.skills] == [(4, "employer"), (3, "self")]
    assert profile.levels() == {"s": 4}
    assert Profile("9.1").with_skill(HeldSkill("s", 4, "certified", "X", "2020-01-01", "2021-01-01")).levels() == {}
    assert profile.without("s").skills == ()


def test_skills_done_with_help_are_perhaps(esco):
    profile = Profile("9.1", (HeldSkill(skill("s1"), 1), HeldSkill(skill("s2"), 2)), (occupation("o1"),))
    origin = origin_of_profile(esco, profile)
    assert (origin.perhaps[0], origin.sure[0], origin.sure[1]) == (1, 0, 1)
    assert origin.occupations == (0,)


def test_suggestions_leave_out_what_is_held(esco):
    profile = Profile("9.1", (HeldSkill(skill("s1"), 2),), (occupation("o1"),))
    found = suggest(esco, profile)
    assert found.essential == (1, 2, 3)
    assert found.optional == (4,)
    assert set(found.hidden).isdisjoint({0, 1, 2, 3, 4})


def whole(skills):
    """A profile with these skills, as text."""
    return f'{{"format": "houvast-profile-1", "version": "1", "occupations": [], "skills": {skills}}}'


@pytest.mark.parametrize(
    "broken",
    [
        "{}",
        "[]",
        "null",
        "{",
        "[" * 5000,
        whole('[{"uri": "x", "level": 9, "evidence": "self"}]'),
        whole('[{"uri": "x", "level": 2, "evidence": "employer"}]'),
        whole('[], "name": "Jan"'),
    ],
)
def test_a_broken_profile_is_told(tmp_path, broken):
    path = tmp_path / "me.json"
    path.write_text(broken)
    with pytest.raises(HouvastError) as fault:
        read_profile(path)
    assert set(fault.value.codes) <= {"skills.bad_profile", "files.unreadable"}


def test_an_enormous_profile_is_refused(tmp_path):
    path = tmp_path / "me.json"
    held = [{"uri": f"u{n}", "level": 2, "evidence": "self"} for n in range(6000)]
    path.write_text(json.dumps({"format": "houvast-profile-1", "version": "1", "skills": held, "occupations": []}))
    with pytest.raises(HouvastError) as fault:
        read_profile(path)
    assert fault.value.codes == ("skills.bad_profile",)


def test_unknown_uris_are_told_all_at_once(esco):
    profile = Profile("9.1", (HeldSkill("x", 1), HeldSkill("y", 1)), ("z",))
    with pytest.raises(HouvastError) as fault:
        check_against(profile, esco)
    assert fault.value.codes == ("skills.unknown_uri",) * 3


def test_a_profile_moves_to_another_version(esco, store, tmp_path):
    newer = {key: value for key, value in SKILLS.items() if key not in ("s2", "s3")}
    newer |= {"n2": SKILLS["s2"], "s4": ("skill four", "vaardigheid vier")}
    folder = write_esco(tmp_path / "esco-v9.3", {"o1": OCCUPATIONS["o1"]}, newer)
    relations = folder / "occupationSkillRelations.csv"
    lines = [line for line in relations.read_text().splitlines() if not line.endswith(("/s2", "/s3"))]
    relations.write_text("\n".join(lines) + "\n")
    import_files(folder, store=store)
    profile = from_occupations(esco, [occupation("o1")])
    moved = migrate(profile, esco, store.language("9.3"))
    assert moved.profile.version == "9.3"
    assert moved.replaced == ((skill("s2"), skill("n2")),)
    assert moved.lost == (skill("s3"),)
    assert [(before, after) for _, before, after in moved.renamed] == [("vaardigheid 4", "vaardigheid vier")]
    assert [each.uri for each in moved.profile.skills] == [skill("s1"), skill("n2"), skill("s4")]
    assert migrate(moved.profile, None, store.language("9.3")).profile == moved.profile


EUROPASS = {
    "SkillsPassport": {
        "LearnerInfo": {
            "Identification": {"PersonName": {"FirstName": "Jan", "label": "Jansen"}},
            "WorkExperience": [{"Position": {"Label": "Bakker"}, "Activities": "Brood bakken\nDeeg kneden"}],
        }
    }
}


def test_a_europass_cv_gives_titles_and_tasks_and_no_name(tmp_path):
    path = tmp_path / "cv.json"
    path.write_text(json.dumps(EUROPASS))
    lines = read_cv(path)
    assert lines.titles == ("Bakker",)
    assert lines.tasks == ("Brood bakken", "Deeg kneden")


def test_an_xml_cv_gives_the_same(tmp_path):
    path = tmp_path / "cv.xml"
    path.write_text(
        "<CV xmlns='urn:x'><Identification><Name>Jan</Name></Identification><Work><Position><Label>Bakker</Label>"
        "</Position><Activities>Brood bakken</Activities></Work></CV>"
    )
    lines = read_cv(path)
    assert (lines.titles, lines.tasks) == (("Bakker",), ("Brood bakken",))


def test_plain_text_leaves_out_what_is_personal(tmp_path):
    path = tmp_path / "cv.txt"
    personal = "Jan@example.org\nGeboren 1 mei 1980\n1234 AB Utrecht\n"
    path.write_text(personal + "2010-2020: Bakker\n- ik bakte elke dag brood voor winkels\n")
    lines = read_cv(path)
    assert lines.titles == ("Bakker",)
    assert lines.tasks == ("ik bakte elke dag brood voor winkels",)


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a><b></a>",
        b'{"a": ' + b"[" * 100_000,
        b"\xff\xfe\x00",
        b"a\x00b",
        b"x" * 3_000_000,
    ],
)
def test_a_hostile_cv_is_refused(tmp_path, content):
    path = tmp_path / "cv"
    path.write_bytes(content)
    with pytest.raises(HouvastError) as fault:
        read_cv(path)
    assert set(fault.value.codes) <= {"skills.cv", "skills.too_large"}


def test_a_deep_xml_does_not_exhaust_the_stack(tmp_path):
    path = tmp_path / "cv.xml"
    path.write_text("<a>" * 50_000 + "</a>" * 50_000)
    assert read_cv(path).titles == ()


def test_an_employer_attests_only_with_consent_and_only_of_that_person(esco, tmp_path):
    matrix = tmp_path / "matrix.csv"
    matrix.write_text(f"person,skill,level\nA,{skill('s1')},3\nB,{skill('s2')},4\nA,{skill('s3')},0\n")
    profile = Profile("9.1", (HeldSkill(skill("s1"), 2),))
    for consent in ("", "yes", "2026-13-01"):
        with pytest.raises(HouvastError) as fault:
            attest(profile, matrix, "A", "Bakkerij", consent, esco)
        assert fault.value.codes == ("skills.consent",)
    found = attest(profile, matrix, "A", "Bakkerij", "2026-11-01", esco)
    assert [(each.uri, each.level, each.evidence) for each in found.skills] == [
        (skill("s1"), 2, "self"),
        (skill("s1"), 3, "employer"),
    ]
    with pytest.raises(HouvastError) as fault:
        attest(profile, matrix, "C", "Bakkerij", "2026-11-01", esco)
    assert fault.value.codes == ("skills.profile_empty",)


def test_a_vacancy_has_few_must_haves_and_questions(esco):
    found = vacancy_of(esco, occupation("o1"))
    assert {each.place for each in (*found.must_have, *found.learnable)} == {0, 1, 2, 3}
    own = vacancy_of(esco, occupation("o1"), [skill("s1")])
    assert [each.place for each in own.must_have] == [0]
    assert len(own.must_have[0].questions) == 3
    with pytest.raises(HouvastError) as fault:
        vacancy_of(esco, occupation("o1"), [skill("s1")] * 9)
    assert fault.value.codes == ("skills.vacancy",)


def test_nothing_in_the_library_ranks_people():
    """No function of skills takes several people: the word stands nowhere as a parameter."""
    import inspect

    from houvast.skills import employer

    for name, function in inspect.getmembers(employer, inspect.isfunction):
        assert not {"people", "persons", "candidates", "profiles"} & set(inspect.signature(function).parameters), name
