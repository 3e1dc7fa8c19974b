"""The employer desk through its addresses; the worker's part is called here."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.flex.plain import plain_need
from houvast_web.accounts.models import AuditEntry, Organisation, User
from houvast_web.accounts.roles import Role
from houvast_web.flex_desk import answers, matrix, pages, service
from houvast_web.flex_desk.kinds import EXAMPLE_OPTIONS, FILES, STUDIES, example_files, template_path
from houvast_web.flex_desk.models import DutyRegister, StoredFile, Study
from houvast_web.my_work.service import knowledge

pytestmark = pytest.mark.django_db
NAMES = ("Aag", "Bouwe")
LINKS_PAGE = {"nl": "Wie kan wie helpen", "en": "Who can help whom"}


def at(name, *args, language="nl"):
    with override(language):
        return reverse(f"flex_desk:{name}", args=args)


@pytest.fixture
def hr(enter, organisation):
    """Somebody of HR, at work."""
    return enter(User.objects.get(memberships__role=Role.HR))


@pytest.fixture
def viewer(organisation):
    """Somebody who may only look."""
    from django.test import Client

    client = Client()
    user = User.objects.get(memberships__role=Role.VIEWER)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def filled(organisation):
    """The organisation with the files of the example."""
    for kind, path in example_files().items():
        StoredFile.objects.create(organisation=organisation, kind=kind, content=path.read_bytes())
    return organisation


def hand_over(client, organisation, kind, content, language="nl"):
    file = SimpleUploadedFile("anything.exe", content)
    return client.post(at("files", organisation.pk, language=language), {"kind": kind, "file": file})


# ---------------------------------------------------------------- handing over


def test_every_file_of_the_example_is_taken(hr, organisation):
    for kind, path in example_files().items():
        answer = hand_over(hr, organisation, kind, path.read_bytes())
        assert answer.status_code == 302, (kind, answer.content.decode())
    assert service.stored_kinds(organisation) == set(example_files())
    assert AuditEntry.objects.filter(action="flex_stored", organisation=organisation).count() == len(example_files())


def test_a_pasted_table_is_taken_as_a_spreadsheet_gives_it(hr, organisation):
    pasted = "datum\tafdeling\turen\n2024-W01\tBalie\t112,5\n2024-W02\tBalie\t118\n"
    answer = hr.post(at("files", organisation.pk), {"kind": "demand", "pasted": pasted})
    assert answer.status_code == 302
    assert bytes(StoredFile.objects.get().content).startswith(b"datum\t")


def test_every_fault_is_told_where_it_is_and_nothing_is_stored(hr, organisation, language):
    wrong = b"date,department,value\n2024-01-01,Desk,-3\n2024-01-02,Desk,many\n2024-01-02,Desk,4\n2024-13-01,Desk,4\n"
    answer = hand_over(hr, organisation, "demand", wrong, language)
    page = answer.content.decode()
    assert answer.status_code == 422
    line = {"nl": "regel", "en": "line"}[language]
    assert [f"demand.csv, {line} {number}" in page for number in (2, 3, 5)] == [True] * 3
    assert "houvast-flex-" not in page
    assert "anything.exe" not in page
    assert StoredFile.objects.count() == 0


def test_a_file_that_leans_on_another_says_which(hr, organisation):
    answer = hand_over(hr, organisation, "links", b"from,to\nA,B\n")
    assert answer.status_code == 422
    assert "Vraag per afdeling" in answer.content.decode()


@pytest.mark.parametrize(
    ("posted", "said"),
    [({}, "geen van beide"), ({"pasted": "a,b\n1,2", "file": SimpleUploadedFile("a", b"a,b\n1,2")}, "niet allebei")],
)
def test_a_file_or_a_table_not_both_and_not_neither(hr, organisation, posted, said):
    answer = hr.post(at("files", organisation.pk), {"kind": "demand", **posted})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def _bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"<workbook/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return packed.getvalue()


HOSTILE = {
    "bomb": _bomb(),
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "page": b"<html><script>alert(1)</script>",
    "half a workbook": b"PK\x03\x04 and no more",
    "other text": b"date,department,value\n2024-01-01,\xff\xfe,3\n",
    "formula": b"date,department,value\n=cmd|' /C calc'!A0,Desk,3\n2024-01-02,Desk,4\n",
    "huge number": b"date,department,value\n2024-01-01,Desk,1e308\n2024-01-02,Desk,4\n",
    "no rows": b"date,department,value\n",
    "quotes": b'date,department,value\n"2024-01-01,Desk,3\n',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_words(hr, organisation, kind):
    answer = hand_over(hr, organisation, "demand", HOSTILE[kind])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="errorlist"' in page or 'class="faults"' in page
    assert "<script>alert" not in page
    assert "Traceback" not in page
    assert StoredFile.objects.count() == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from([*FILES, "nothing"]), text=st.text(max_size=200))
def test_no_pasted_text_breaks_the_desk(hr, organisation, kind, text):
    answer = hr.post(at("files", organisation.pk), {"kind": kind, "pasted": text})
    assert answer.status_code in (302, 422, 429)


def test_names_from_a_file_are_shown_as_text(hr, organisation):
    text = b"person,department,skill,level\n<b>Aag</b>,<i>Dep</i>,<script>x</script>,3\n"
    assert hand_over(hr, organisation, "matrix", text).status_code == 302
    page = hr.get(f"{at('people', organisation.pk)}?names").content.decode()
    assert "&lt;b&gt;Aag" in page
    assert not [each for each in ("<b>Aag", "<i>Dep", "<script>x") if each in page]


def test_templates_are_read_by_what_they_are_templates_of(client):
    for kind in FILES:
        answer = client.get(at("template", kind))
        assert answer.status_code == (200 if template_path(kind) else 404)


# ---------------------------------------------------------------- studies


@pytest.mark.parametrize("kind", [each for each in STUDIES if each != "mix"])
def test_a_study_is_asked_answered_and_read(hr, viewer, filled, kind):
    answer = hr.post(at("ask", filled.pk, kind), _options(kind))
    study = filled.flex_studies.get()
    assert answer.url == at("study", filled.pk, study.pk)
    waiting = hr.get(answer.url).content.decode()
    assert '<meta http-equiv="refresh"' in waiting
    service.carry_out(str(study.pk))
    page = hr.get(answer.url).content.decode()
    assert 'class="finding"' in page
    assert "<svg" in page
    assert 'style="' not in page
    read = viewer.get(answer.url)
    assert read.status_code == 200
    assert at("remove_study", filled.pk, study.pk) not in read.content.decode()
    starts = {"html": b"<!doctype html", "pdf": b"%PDF", "xlsx": b"PK", "json": b"{"}
    for form, start in starts.items():
        sent = viewer.get(at("study_file", filled.pk, study.pk, form))
        assert sent.content.lower().startswith(start.lower())
        assert sent["Content-Disposition"].startswith("attachment")


def _options(kind):
    full = {"convert": "hours", "calendar": "netherlands", "school_region": "midden", "scenarios": "20"}
    return {**full, **{key: value for key, value in EXAMPLE_OPTIONS[kind].items() if value is not True}}


@pytest.mark.slow
def test_the_answer_for_programs_is_that_of_the_library(filled):
    from houvast.flex.calendar import Calendar, read_events
    from houvast.flex.demand import read_demand
    from houvast.flex.mix.terms import read_staff
    from houvast.flex.need import diagnose_need
    from houvast.flex.workload import Conversion, to_hours

    options = EXAMPLE_OPTIONS["need"]
    study = Study.objects.create(organisation=filled, kind="need", options=options)
    service.carry_out(str(study.pk))
    study.refresh_from_db()
    paths = example_files()
    demand = read_demand(paths["demand"])
    staff = read_staff(paths["departments"], demand.departments)
    calendar = Calendar(events=read_events(paths["events"], demand.departments))
    need = diagnose_need(to_hours(demand, Conversion.MINUTES, staff), calendar, staff, service.today(), answers.SEED)
    expected = json.loads(json.dumps(plain_need(need)))
    assert {key: pages.answer_of(study).content[key] for key in expected} == expected


def test_a_mix_tells_how_far_it_is_and_is_stopped(hr, filled, monkeypatch):
    """The study stands still at its first report of progress, where somebody stops it."""
    study = Study.objects.create(organisation=filled, kind="mix", options={**EXAMPLE_OPTIONS["mix"], "weigh": False})
    seen = []

    def slow(*given):
        given[-1]("front", 1, 7)
        seen.append(hr.get(at("study", filled.pk, study.pk)).content.decode())
        hr.post(at("stop", filled.pk, study.pk))
        given[-1]("front", 2, 7)
        seen.append("went on")

    monkeypatch.setattr(answers, "study_mix", slow)
    service.carry_out(str(study.pk))
    assert len(seen) == 1
    assert 'max="7" value="1"' in seen[0]
    study.refresh_from_db()
    assert study.status == Study.Status.STOPPED
    assert "Gestopt" in hr.get(at("study", filled.pk, study.pk)).content.decode()
    service.carry_out(str(study.pk))
    study.refresh_from_db()
    assert study.status == Study.Status.STOPPED


@pytest.mark.slow
def test_a_whole_mix(filled):
    study = Study.objects.create(
        organisation=filled, kind="mix", options={"convert": "minutes", "scenarios": 5, "weigh": False}
    )
    service.carry_out(str(study.pk))
    study.refresh_from_db()
    assert study.status == Study.Status.FINISHED, study.faults
    found = pages.answer_of(study)
    secure = [each["security"]["index"] for each in found.content["line"]]
    assert secure == sorted(secure)
    assert {each.key for each in found.documents["en"].sections} >= {"cards", "groups_section", "council"}


def test_a_study_of_files_that_no_longer_fit_says_why(hr, filled):
    other = b"date,department,value\n2024-W01,Elsewhere,3\n2024-W02,Elsewhere,4\n"
    StoredFile.objects.filter(kind="demand").update(content=other)
    hr.post(at("ask", filled.pk, "links"))
    study = filled.flex_studies.get()
    service.carry_out(str(study.pk))
    page = hr.get(at("study", filled.pk, study.pk)).content.decode()
    assert "links.csv, regel 2" in page
    assert "Er is geen" not in page


def test_a_mistake_of_ours_is_told_and_logged(filled, monkeypatch):
    study = Study.objects.create(organisation=filled, kind="links")
    monkeypatch.setattr(answers, "weigh_links", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        service.carry_out(str(study.pk))
    study.refresh_from_db()
    assert study.status == Study.Status.FAILED
    assert "fout van ons" in study.faults["nl"][0]


def test_no_more_studies_than_fit(hr, filled):
    for _ in range(service.MOST_UNFINISHED + 1):
        hr.post(at("ask", filled.pk, "links"))
    assert filled.flex_studies.count() == service.MOST_UNFINISHED


def test_bad_options_are_told_in_the_form(hr, filled):
    answer = hr.post(at("ask", filled.pk, "pool"), {"pool_price": "much", "hours_per_job": "-1"})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="errorlist"') == 2
    assert filled.flex_studies.count() == 0


# ---------------------------------------------------------------- the example


def test_the_example_needs_no_account_and_is_worked_out_once(client, language):
    assert client.get(at("desk", language=language)).status_code == 200
    for _ in range(2):
        assert client.get(at("example", "links", language=language)).status_code == 200
    study = Study.objects.get(organisation=None)
    service.carry_out(str(study.pk))
    page = client.get(at("example", "links", language=language)).content.decode()
    assert LINKS_PAGE[language] in page
    assert client.get(at("example_file", "links", "json", language=language)).json()["draws"] > 0
    assert Study.objects.count() == 1


def test_the_example_of_a_version_before_is_made_anew(client):
    old = Study.objects.create(kind="links", version="before", status=Study.Status.FINISHED)
    client.get(at("example", "links"))
    assert Study.objects.get().pk != old.pk


def test_the_matrix_of_the_example_stands_under_pseudonyms(client):
    page = client.get(at("example_matrix")).content.decode()
    assert "P01" in page
    assert not [name for name in NAMES if name in page]


# ---------------------------------------------------------------- the matrix


def test_names_are_for_who_asks_and_that_is_written_down(hr, filled):
    plain = hr.get(at("people", filled.pk)).content.decode()
    assert "P01" in plain
    assert "Aag" not in plain
    assert not AuditEntry.objects.filter(action="flex_names_seen").exists()
    assert "Aag" in hr.get(f"{at('people', filled.pk)}?names").content.decode()
    assert AuditEntry.objects.filter(action="flex_names_seen").count() == 1
    for form in ("csv", "json", "xlsx", "pdf", "html"):
        sent = hr.get(at("people_file", filled.pk, form)).content
        assert not [each for each in (b"Aag<", b">Aag", b'"Aag', b"Aag;") if each in sent]


def test_cover_of_a_small_group_is_kept_from_who_may_not_see_people(viewer, hr, filled):
    assert not matrix.is_small(matrix.read(filled))
    assert "tractor" in viewer.get(at("cover", filled.pk)).content.decode()
    few = b"person,skill,level\nAag,tractor,3\nBouwe,tractor,1\n"
    StoredFile.objects.filter(kind="matrix").update(content=few)
    StoredFile.objects.filter(kind="required").update(content=b"skill,level,required\ntractor,2,1\n")
    assert "tractor" not in viewer.get(at("cover", filled.pk)).content.decode()
    assert "tractor" in hr.get(at("cover", filled.pk)).content.decode()


def test_a_level_is_changed_and_the_rest_stays(hr, filled):
    before = matrix.read(filled)
    first = before.ratings[0]
    posted = {"person": first.person, "skill": first.skill, "level": (first.level + 1) % 5}
    hr.post(at("level", filled.pk), posted)
    after = matrix.read(filled)
    assert after.ratings[0].level == posted["level"]
    assert after.ratings[1:] == before.ratings[1:]
    hr.post(at("level", filled.pk), {**posted, "person": "Nobody"})
    assert matrix.read(filled) == after


# ---------------------------------------------------------------- the register


def test_a_duty_is_agreed_reminded_and_followed_up(hr, viewer, organisation):
    made = hr.post(at("register_new", organisation.pk), {"agency": "Bureau", "hirer": "Wij"})
    kept = DutyRegister.objects.get()
    assert made.url == at("register", organisation.pk, kept.pk)
    duty = at("duty", organisation.pk, kept.pk, "match")
    late = hr.post(duty, {"agreed_on": "2024-02-01", "due_on": "2024-01-01"})
    assert late.status_code == 422
    assert hr.post(duty, {"agreed_on": "2024-01-01", "due_on": "2024-02-01"}).status_code == 302
    assert "te laat sinds" in viewer.get(made.url).content.decode()
    assert hr.post(duty, {"state": "done", "note": "=besproken"}).status_code == 302
    table = viewer.get(at("register_file", organisation.pk, kept.pk, "csv")).content.decode()
    assert "besproken" in table
    copy = viewer.get(at("register_file", organisation.pk, kept.pk, "json")).content
    brought = hr.post(at("register_new", organisation.pk), {"file": SimpleUploadedFile("r.json", copy)})
    assert brought.status_code == 302
    assert DutyRegister.objects.count() == 2
    bad = hr.post(at("register_new", organisation.pk), {"file": SimpleUploadedFile("r.json", b'{"format": 1}')})
    assert bad.status_code == 422
    assert hr.get(at("duty", organisation.pk, kept.pk, "unknown")).status_code == 404


# ---------------------------------------------------------------- all of it


def test_everything_is_taken_along_and_erased(enter, filled):
    owner = User.objects.get(memberships__role=Role.OWNER)
    client = enter(owner)
    study = Study.objects.create(organisation=filled, kind="links")
    service.carry_out(str(study.pk))
    client.post(at("register_new", filled.pk), {"agency": "Bureau", "hirer": "Wij"})
    packed = zipfile.ZipFile(io.BytesIO(client.post(at("export", filled.pk)).content))
    assert {f"files/{kind}.csv" for kind in example_files()} < set(packed.namelist())
    assert packed.read("files/demand.csv") == example_files()["demand"].read_bytes()
    assert json.loads(packed.read(f"studies/links-{study.pk}.json"))["answer"]["draws"] > 0
    assert client.post(at("erase", filled.pk)).status_code == 200
    assert filled.flex_files.exists()
    client.post(at("erase", filled.pk), {"sure": "on"})
    assert not [each for each in (StoredFile, Study, DutyRegister) if each.objects.exists()]


def test_nothing_of_another_organisation_is_found(hr, filled):
    other = Organisation.objects.create(name="Other")
    study = Study.objects.create(organisation=other, kind="links")
    kept = DutyRegister.objects.create(organisation=other, content={})
    own = filled.pk
    for name, *values in (
        ("study", study.pk), ("study_file", study.pk, "json"), ("register", kept.pk), ("duty", kept.pk, "match"),
    ):  # fmt: skip
        assert hr.get(at(name, own, *values)).status_code == 404
    for name, *values in (("stop", study.pk), ("remove_study", study.pk), ("remove_register", kept.pk)):
        assert hr.post(at(name, own, *values)).status_code == 404
    assert Study.objects.filter(organisation=other).exists()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from([*STUDIES, "x"]),
    values=st.dictionaries(st.sampled_from(["convert", "scenarios", "pool_price", "occupation"]), st.text(max_size=20)),
    number=st.integers(0, 10**25),
)
def test_no_values_break_an_address(hr, organisation, kind, values, number):
    assert hr.post(at("ask", organisation.pk, kind), values).status_code < 500
    assert hr.get(at("register", organisation.pk, number)).status_code in (404, 429)
    assert hr.get(f"{at('people', organisation.pk)}", values).status_code < 500


# ---------------------------------------------------------------- skills


@pytest.fixture
def no_store(tmp_path, monkeypatch):
    """The built-in language, whatever was imported on this computer."""
    monkeypatch.setenv("HOUVAST_SKILLS", str(tmp_path / "skills.houvast"))


def test_a_vacancy_is_skills_and_questions_and_nothing_is_stored(client, no_store, language):
    here = at("vacancy", language=language)
    title = {"nl": "receptioniste", "en": "receptionist"}[language]
    found = client.post(here, {"title": title}).content.decode()
    occupation = re.search(r'name="occupation" value="([^"]+)"', found)[1]
    page = client.post(here, {"occupation": occupation}).content.decode()
    must = re.findall(r'name="must" value="([^"]+)"( checked)?', page)
    needed = [uri for uri, ticked in must if ticked]
    assert 0 < len(needed) <= 8 < len(must)
    assert page.count({"nl": "Vertel over een keer", "en": "Tell of a time"}[language]) == len(needed)
    other = next(uri for uri, ticked in must if not ticked)
    changed = client.post(here, {"occupation": occupation, "must": other}).content.decode()
    assert re.findall(r'name="must" value="([^"]+)" checked', changed) == [other]
    assert occupation not in client.get(here).content.decode()


@pytest.mark.parametrize(
    "posted", [{"title": "!!"}, {"title": ""}, {"occupation": "http://x/y"}, {"occupation": "<b>"}]
)
def test_a_vacancy_of_nothing_is_told(client, no_store, posted):
    answer = client.post(at("vacancy"), posted)
    assert answer.status_code in (200, 422)
    assert "errorlist" in answer.content.decode() or "faults" in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_too_many_requirements_are_told(client, no_store):
    language = knowledge().language
    uris = language.skills["uri"][:12].to_list()
    page = client.post(at("vacancy"), {"occupation": language.occupations["uri"][0], "must": uris}).content.decode()
    assert "Hoogstens 8 eisen" in page
    assert len(re.findall(r'name="must" value="[^"]+" checked', page)) == 8


def test_skills_are_confirmed_with_consent_for_the_person_only(hr, filled, no_store):
    here = at("confirm", filled.pk)
    assert "Aag" in hr.get(here).content.decode()
    person = {"person": "Aag", "consent": "2026-01-05", "agreed": "on"}
    page = hr.post(here, person).content.decode()
    assert page.count('<select name="skill-') == page.count('<input name="words-') > 0
    words = {"words-0": "teksten voor het werk begrijpen", "again": "1", "chosen": "1"}
    page = hr.post(here, {**person, **words}).content.decode()
    offered = re.search(r'<select name="(skill-\d+)"(?:(?!</select>).)*?<option value="([^"]+)"', page, re.DOTALL)
    answer = hr.post(here, {**person, "chosen": "1", "words-0": words["words-0"], offered[1]: offered[2]})
    said = json.loads(answer.content)
    assert said["skills"][0]["uri"] == offered[2]
    assert (said["consent"], said["employer"]) == ("2026-01-05", filled.name)
    assert "Aag" not in answer.content.decode()
    assert AuditEntry.objects.filter(action="flex_confirmed").count() == 1


@pytest.mark.parametrize(
    "person",
    [
        {"person": "Aag", "consent": "2026-01-05"},
        {"person": "Aag", "agreed": "on"},
        {"person": "Aag", "consent": "2999-01-01", "agreed": "on"},
        {"person": "Nobody", "consent": "2026-01-05", "agreed": "on"},
    ],
)
def test_nothing_is_confirmed_without_consent_or_of_somebody_else(hr, filled, no_store, person):
    answer = hr.post(at("confirm", filled.pk), {**person, "chosen": "1", "skill-0": "http://x"})
    assert "json" not in answer["Content-Type"]
    assert "errorlist" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="flex_confirmed").exists()


def test_what_was_not_offered_is_not_confirmed(hr, filled, no_store):
    person = {"person": "Aag", "consent": "2026-01-05", "agreed": "on", "chosen": "1"}
    answer = hr.post(at("confirm", filled.pk), {**person, "skill-0": "http://example.org/other"})
    assert "json" not in answer["Content-Type"]
    assert "Kies minstens" in answer.content.decode()
