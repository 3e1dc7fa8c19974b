"""The desk "Mijn werk" through its addresses, without script: from a title to a passport, and what must not happen."""

import base64
import json
import logging
import re

import polars as pl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.skills.builtin import occupation_uri, skill_uri
from houvast.skills.moves.outlook import read_demand
from houvast.skills.moves.transitions import find_moves, move_to, origin_of
from houvast.skills.profile import from_occupations, origin_of_profile
from houvast.vocabulary.errors import HouvastError
from houvast_web import personal_data
from houvast_web.accounts.models import Membership, User
from houvast_web.my_work import keeping, passport_service, screens, service
from houvast_web.my_work.access import ACCESS
from houvast_web.my_work.map import map_of
from houvast_web.my_work.models import IssuedPassport, KeptWork, SeenNonce
from houvast_web.my_work.work import work_from

pytestmark = pytest.mark.django_db
RECEPTIONIST = "receptionist"
TO = "Bakkerij Bloem"


@pytest.fixture(autouse=True, scope="module")
def _no_store(tmp_path_factory):
    """Use the built-in language, whatever was imported on this computer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOUVAST_SKILLS", str(tmp_path_factory.mktemp("store") / "skills.houvast"))
        yield


def address(name, *args, language="nl"):
    with override(language):
        return reverse(f"my_work:{name}", args=args)


def page(client, name, *args, language="nl"):
    answer = client.get(address(name, *args, language=language))
    assert answer.status_code == 200
    return answer.content.decode()


def values(text, field):
    return re.findall(rf'name="{field}" value="([^"]*)"', text)


@pytest.fixture
def held(client):
    """A visitor who has said what their work is."""
    found = client.post(address("start"), {"title": RECEPTIONIST}).content.decode()
    client.post(address("occupation"), {"occupation": values(found, "occupation")[0], "do": "now"})
    return client


@pytest.fixture
def with_passport(held):
    """A visitor with a passport."""
    held.post(address("issue"), {"days": "365"})
    return held


def shown_to(client, count=2, to=TO):
    skills = values(page(client, "passport"), "skills")
    answer = client.post(address("share"), {"skills": skills[:count], "audience": to, "hours": "24"})
    shown = client.get(answer.url).content.decode()
    text = client.get(f"{answer.url}?form=txt").content.decode()
    return re.search(r'class="code">([^<]+)', shown)[1], text


def checked(client, code, text, to=TO):
    answer = client.post(address("check"), {"audience": to, "nonce": code, "presentation": text})
    assert answer.status_code == 200
    return answer.content.decode()


# ---------------------------------------------------------------- from work to plan


def test_every_page_opens_before_anything_was_said(client, language):
    for name, access in ACCESS.items():
        if access.method == "get" and not access.values:
            text = page(client, name.removeprefix("my_work:"), language=language)
            assert f'<html lang="{language}">' in text
            assert 'style="' not in text


def test_the_list_that_follows_what_is_typed_is_that_of_the_plain_form(client):
    whole = client.post(address("start"), {"title": RECEPTIONIST}).content.decode()
    part = client.post(address("titles"), {"title": RECEPTIONIST}).content.decode()
    assert (
        values(whole, "occupation")
        == values(part, "occupation")
        == [occupation_uri("0433"), *values(part, "occupation")[1:]]
    )
    assert "<html" not in part


def test_what_fits_nothing_is_said_so(client):
    found = client.post(address("titles"), {"title": "xyzzy"}).content.decode()
    assert "Niets past hier bij" in found
    assert values(found, "occupation") == []


def test_essential_skills_come_first_and_are_filled_in(held):
    text = page(held, "skills")
    assert text.index("Hoort bij uw werk") < text.index("Hoort soms bij uw werk")
    begun = from_occupations(service.knowledge().language, [occupation_uri("0433")])
    assert len(re.findall(r'value="2" checked', text)) == len(begun.skills)


def test_ticking_changes_the_profile_and_no_takes_a_skill_out(held):
    language = service.knowledge().language
    first, second = (
        int(each) for each in re.findall(r'name="skill-(\d+)" value="2" checked', page(held, "skills"))[:2]
    )
    held.post(address("skills"), {"version": "built-in", f"skill-{first}": "4", f"skill-{second}": "0"})
    levels = {each["uri"]: each["level"] for each in held.session["my_work"]["content"]["profile"]["skills"]}
    assert levels[language.skills["uri"][first]] == 4
    assert language.skills["uri"][second] not in levels


def test_levels_of_another_language_are_not_taken(held):
    before = held.session["my_work"]
    held.post(address("skills"), {"version": "1.1.0", "skill-0": "4"})
    assert held.session["my_work"] == before


def test_a_day_gives_suggestions_and_only_what_is_ticked_is_kept(client):
    text = client.post(address("day"), {"day": "klanten helpen\n\n12\nrekenen"}).content.decode()
    assert skill_uri("calculating") in values(text, "tick")
    assert "my_work" not in client.session
    client.post(address("day"), {"tick": [skill_uri("calculating")]})
    kept = json.dumps(client.session["my_work"])
    assert "calculating" in kept
    assert "klanten helpen" not in kept


def test_a_cv_gives_titles_and_is_not_kept(client):
    cv = SimpleUploadedFile("cv.txt", b"Jan Jansen\nreceptionist\nNieuwstraat 1\njan@voorbeeld.example")
    text = client.post(address("day"), {"cv": cv}).content.decode()
    assert occupation_uri("0433") in values(text, "occupation")
    assert "voorbeeld.example" not in text
    assert "my_work" not in client.session


def test_evidence_of_others_stays_beside_ones_own(held):
    skill = held.session["my_work"]["content"]["profile"]["skills"][0]["uri"]
    said = {"skill": skill, "evidence": "employer", "by": "Hotel Zon", "date": "2024-05-01", "expires": ""}
    held.post(address("evidence"), said)
    text = page(held, "evidence")
    assert "Hotel Zon" in text
    kinds = [
        each["evidence"] for each in held.session["my_work"]["content"]["profile"]["skills"] if each["uri"] == skill
    ]
    assert kinds == ["self", "employer"]
    assert held.post(address("evidence"), {**said, "by": ""}).status_code == 200
    assert held.post(address("evidence"), {"remove": "999"}).status_code == 404


def test_moves_say_why_with_demand_in_each_future_and_exposure_as_a_range(held, language):
    text = page(held, "moves", language=language)
    assert text.count('class="move"') >= 5
    for said in {
        "nl": ("Waarom dit", "Prestatiemaatschappij", "Solowerk in crisistijd", "Geraakt door techniek", "vacatures"),
        "en": ("Why this", "Jobs in each future", "Touched by technology", "vacancies per 100"),
    }[language]:
        assert said in text
    assert re.search(r"\d+ tot \d+% van de beroepen" if language == "nl" else r"\d+ to \d+% of occupations", text)


def test_a_move_that_a_guard_holds_back_says_what_is_in_the_way(client):
    """Teaching in higher education is near to teaching at school, for which the law asks a diploma."""
    client.post(address("occupation"), {"occupation": occupation_uri("0111")})
    text = page(client, "moves")
    assert "Lijkt erop, maar er staat iets in de weg" in text
    assert "De wet vraagt een diploma of vergunning" in text


def test_a_move_is_hidden_and_shown_again(held):
    uri = values(page(held, "moves"), "occupation")[0]
    held.post(address("choose"), {"occupation": uri, "do": "hide"})
    assert "Door u verborgen" in page(held, "moves")
    held.post(address("choose"), {"occupation": uri, "do": "show"})
    assert "Door u verborgen" not in page(held, "moves")


def test_three_moves_lie_side_by_side_and_a_fourth_is_refused(held):
    uris = list(dict.fromkeys(values(page(held, "moves"), "occupation")))[:4]
    for uri in uris:
        held.post(address("choose"), {"occupation": uri, "do": "choose"})
    text = page(held, "plan")
    assert text.count('class="column"') == 3
    assert "Wat u nog kunt leren" in text
    held.post(address("plan"), {"notes": "bellen met Piet"})
    assert "bellen met Piet" in page(held, "plan")
    sent = held.post(address("plan_file"))
    assert sent.content.startswith(b"<!doctype html>")
    assert "attachment" in sent["Content-Disposition"]


def test_without_a_near_move_the_page_says_so(client):
    """Understanding texts is asked nearly everywhere, so alone it makes no occupation near."""
    client.post(address("day"), {"tick": [skill_uri("reading")]})
    text = page(client, "moves")
    assert 'class="move"' not in text
    assert "Een zwakke lijst helpt u niet" in text


def test_the_plan_closes_the_gap_with_the_courses_of_the_store(held, monkeypatch):
    """By hand: one course teaches everything for 90 euro, one for every skill 50 each: from two on the one is less."""
    moves = screens.moves_screen(work_of(held), "nl")
    known = service.knowledge()
    target = next(each for each in moves["proposed"] if len(missing_of(held, each["uri"])) >= 2)
    missing = missing_of(held, target["uri"])
    rows = [
        ("Alles", "School", 40.0, 90.0, "", missing),
        *(("Los", "School", 5.0, 50.0, "", [each]) for each in missing),
    ]
    columns = ["title", "provider", "hours", "cost_eur", "nlqf", "skills"]
    courses = pl.DataFrame(rows, schema=columns, orient="row")
    taught = service.Knowledge(known.language, known.context, known.demand, courses)
    monkeypatch.setattr(screens, "knowledge", lambda _version=None: taught)
    held.post(address("choose"), {"occupation": target["uri"], "do": "choose"})
    text = page(held, "plan")
    assert "Samen 40 uur en 90 euro." in text
    hours = held.get(f"{address('plan')}?aim=hours").content.decode()
    assert f"Samen {min(40, 5 * len(missing))} uur" in hours


def work_of(client):
    return work_from(client.session["my_work"]["content"], "-")


def missing_of(client, uri):
    known = service.knowledge()
    origin = origin_of_profile(known.language, work_of(client).profile)
    move = move_to(known.language, known.context, origin, known.language.occupation(uri))
    return [known.language.skills["uri"][place] for place in move.missing]


# ---------------------------------------------------------------- the passport


def test_what_is_shown_holds_and_says_nothing_else(with_passport):
    record = json.loads(with_passport.session["my_work"]["content"]["passport"]["passport.json"])
    code, text = shown_to(with_passport)
    found = checked(Client(), code, text)
    assert "Dit klopt" in found
    assert "De eigenaar heeft dit paspoort zelf gemaakt" in found
    names = [each["name"] for each in record["skills"]]
    assert sum(f"<strong>{name}</strong>" in found for name in names) == 2
    opened = "".join(str(base64.urlsafe_b64decode(part + "===")) for part in text.split("~")[1:-1])
    assert sum(each["uri"] in opened for each in record["skills"]) == 2


def test_what_was_shown_is_used_once_by_whom_it_was_for(with_passport):
    code, text = shown_to(with_passport)
    assert "voor iemand anders bedoeld" in checked(with_passport, code, text, to="Een ander")
    assert "hoort niet bij deze vraag" in checked(with_passport, "until-9999999999-x", text)
    assert "Dit klopt</h2>" in checked(with_passport, code, text)
    assert "al eens gebruikt" in checked(with_passport, code, text)
    assert SeenNonce.objects.count() == 1


def test_altered_revoked_and_deleted_are_refused_with_their_reason(with_passport):
    code, text = shown_to(with_passport)
    head, dot, rest = text.partition(".")
    middle = len(rest.split("~")[0]) - 20
    altered = head + dot + rest[:middle] + ("A" if rest[middle] != "A" else "B") + rest[middle + 1 :]
    assert "is iets veranderd" in checked(with_passport, code, altered)
    stripped = "~".join(text.split("~")[:-1]) + "~"
    assert "Dit klopt niet" in checked(with_passport, code, stripped)
    with_passport.post(address("revoke"))
    assert "Het paspoort is ingetrokken" in checked(with_passport, code, text)
    with_passport.post(address("delete"))  # without a deliberate yes nothing happens
    assert with_passport.session["my_work"]["keys"]
    with_passport.post(address("delete"), {"sure": "1"})
    assert with_passport.session["my_work"]["keys"] == ""
    assert IssuedPassport.objects.count() == 0
    assert "niet hier uitgegeven" in checked(with_passport, code, text)


def test_the_log_says_to_whom_and_the_share_can_be_shown_again_until_it_ends(with_passport):
    shown_to(with_passport)
    assert TO in page(with_passport, "passport")
    again = page(with_passport, "shown", 1)
    assert "data:image/svg+xml;base64," in again
    assert with_passport.get(address("shown", 2)).status_code == 404
    assert with_passport.get(address("shown", 0)).status_code == 404


@pytest.mark.parametrize("form", ["csv", "json", "badges", "elm"])
def test_a_passport_is_taken_along(with_passport, form):
    answer = with_passport.post(address("export", form))
    assert answer.status_code == 200
    text = answer.content.decode()
    if form == "csv":
        assert text.startswith("uri,name,framework,level")
    else:
        assert json.loads(text)
    assert with_passport.post(address("export", "exe")).status_code == 404


def test_after_a_change_a_new_passport_ends_the_old_one(with_passport):
    code, text = shown_to(with_passport)
    with_passport.post(address("day"), {"tick": [skill_uri("programming")]})
    assert "Uw vaardigheden zijn sindsdien veranderd" in page(with_passport, "passport")
    with_passport.post(address("issue"), {"days": "90"})
    assert "sindsdien veranderd" not in page(with_passport, "passport")
    assert "Het paspoort is ingetrokken" in checked(with_passport, code, text)


def test_a_passport_that_claims_another_issuer_does_not_hold_by_a_key_kept_here(with_passport, monkeypatch):
    """A key that somebody brought along speaks for that person only, whatever the passport says."""
    code, text = shown_to(with_passport)
    honest = passport_service.verify

    def claiming(*given):
        found = honest(*given)
        return type(found)(found.holds, found.reason, found.skills, "Gemeente Voorbeeld", self_issued=False)

    monkeypatch.setattr(passport_service, "verify", claiming)
    assert "uitgever is een ander" in checked(with_passport, code, text)


# ---------------------------------------------------------------- where it is kept


def test_keys_are_sealed_and_in_no_file_but_when_asked(with_passport):
    assert "PRIVATE KEY" not in json.dumps(with_passport.session["my_work"])
    assert b"PRIVATE KEY" not in with_passport.post(address("take")).content
    assert b"PRIVATE KEY" in with_passport.post(address("take"), {"keys": "1"}).content


def test_a_file_brings_everything_back(with_passport):
    code, text = shown_to(with_passport)
    taken = with_passport.post(address("take"), {"keys": "1"}).content
    elsewhere = Client()
    answer = elsewhere.post(address("file"), {"file": SimpleUploadedFile("x.json", taken)})
    assert answer.url == address("skills")
    assert elsewhere.session["my_work"]["content"] == with_passport.session["my_work"]["content"]
    assert "Dit klopt</h2>" in checked(elsewhere, code, text)
    assert shown_to(elsewhere)


def test_a_profile_of_the_command_line_is_read(client):
    profile = from_occupations(service.knowledge().language, [occupation_uri("0433")]).as_json()
    client.post(address("file"), {"file": SimpleUploadedFile("profile.json", profile.encode())})
    assert len(client.session["my_work"]["content"]["profile"]["skills"]) > 3


def work_file(**parts):
    profile = {"format": "houvast-profile-1", "version": "built-in", "skills": [], "occupations": []}
    return json.dumps({"format": "houvast-my-work-1", "profile": profile | parts.pop("profile", {}), **parts}).encode()


BAD_FILES = {
    "broken": b"{",
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "no profile": b'{"format": "houvast-my-work-1"}',
    "unknown skill": work_file(profile={"skills": [{"uri": "no:such", "level": 2, "evidence": "self"}]}),
    "level 9": work_file(profile={"skills": [{"uri": skill_uri("reading"), "level": 9, "evidence": "self"}]}),
    "empty passport": work_file(passport={"passport.json": "{}"}, keys={}),
    "strange name": work_file(passport={"../../x": "y"}),
    "too many chosen": work_file(chosen=["a", "b", "c", "d"]),
}


@pytest.mark.parametrize("sent", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_whole_and_what_was_there_stays(held, sent):
    before = held.session["my_work"]
    answer = held.post(address("file"), {"file": SimpleUploadedFile("x.json", sent)})
    assert answer.status_code in (200, 400)
    assert 'class="errorlist"' in answer.content.decode()
    assert held.session["my_work"] == before


def test_with_an_account_it_is_kept_when_asked_and_goes_with_the_account(with_passport, make_user):
    client = with_passport
    assert client.post(address("keep")).status_code == 302
    assert KeptWork.objects.count() == 0
    user = make_user("werker@voorbeeld.example")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(address("keep"))
    kept = KeptWork.objects.get(user=user)
    assert "my_work" not in client.session
    assert "Dit staat in uw account" in page(client, "start")
    assert "PRIVATE KEY" not in kept.keys
    exported = personal_data.export(user)["records"]["my_work.KeptWork"][0]
    assert exported["content"]["profile"]["skills"]
    assert "secret" in exported["keys"]
    personal_data.erase(user)
    assert KeptWork.objects.count() == IssuedPassport.objects.count() == 0


def test_nobody_else_sees_anything_not_even_the_owner_of_an_organisation(with_passport, organisation, enter):
    worker = User.objects.create_user("werker@one.example")
    Membership.objects.create(user=worker, organisation=organisation, role="viewer")
    with_passport.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    with_passport.post(address("keep"))
    shown_to(with_passport)
    owner = Client()
    owner.force_login(
        User.objects.get(memberships__role="owner"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    skill = json.loads(KeptWork.objects.get().content["passport"]["passport.json"])["skills"][0]["name"]
    for name in ("start", "skills", "evidence", "moves", "plan", "passport", "file", "check"):
        assert skill not in page(owner, name)
    assert owner.get(address("shown", 1)).status_code == 404
    assert skill not in owner.get(f"/nl/me/organisations/{organisation.pk}/").content.decode()


def test_erasing_leaves_nothing(with_passport):
    assert with_passport.post(address("erase")).status_code == 200
    assert "my_work" in with_passport.session
    with_passport.post(address("erase"), {"sure": "on"})
    assert "my_work" not in with_passport.session
    assert IssuedPassport.objects.count() == 0


def test_nothing_somebody_says_stands_in_an_address_or_in_the_log(client, caplog):
    """From title to share: no address that the desk sends on holds a word or a skill of the visitor."""
    caplog.set_level(logging.DEBUG, logger="houvast")
    caplog.set_level(logging.INFO, logger="django")
    seen = []

    def post(name, sent):
        answer = client.post(address(name), sent)
        seen.append(answer.headers.get("Location", ""))
        assert answer["Cache-Control"].count("no-store") == 1
        return answer

    found = post("start", {"title": RECEPTIONIST}).content.decode()
    post("occupation", {"occupation": values(found, "occupation")[0]})
    post("skills", {"version": "built-in", "skill-3": "3", "onward": "1"})
    post("issue", {"days": "365"})
    shown_to(client)
    post("start", {"title": "\x00"})
    told = " ".join([*seen, *(record.getMessage() for record in caplog.records)])
    assert not re.search(r"receptionist|0433|Bloem|houvast:", told)


# ---------------------------------------------------------------- whatever is sent

ANY_TEXT = st.text(max_size=60) | st.sampled_from(["\0", "’; --", "<script>", "9" * 40, "٣", "-1", "houvast:skill/x"])
FIELDS = st.dictionaries(
    st.sampled_from(
        ["title", "occupation", "do", "day", "tick", "version", "skill-1", "skill-²", "skill-999999", "remove", "skill",
         "evidence", "by", "date", "notes", "aim", "days", "skills", "audience", "hours", "nonce", "presentation",
         "issuer", "status", "keys", "onward"]
    ),
    ANY_TEXT | st.lists(ANY_TEXT, max_size=3),
    max_size=6,
)  # fmt: skip
SENDING = [name for name in ACCESS if name not in ("my_work:shown", "my_work:export")]


@pytest.mark.parametrize("name", SENDING)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=FIELDS)
def test_whatever_is_sent_is_answered(client, name, sent):
    answer = client.post(reverse(name), sent)
    assert answer.status_code in (200, 302, 400, 404, 405, 429)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=300) | st.from_regex(r"eyJ[A-Za-z0-9_]{0,40}\.[A-Za-z0-9_-]{0,80}\.[A-Za-z0-9_-]{0,40}~.{0,50}")
)
def test_whatever_is_checked_does_not_hold(client, text):
    answer = client.post(address("check"), {"audience": "A", "nonce": "B", "presentation": text})
    assert answer.status_code in (200, 429)
    assert "Dit klopt</h2>" not in answer.content.decode()


def test_typing_too_fast_asks_to_wait(client):
    codes = [client.post(address("titles"), {"title": "a"}).status_code for _ in range(125)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_linking_is_taught_in_the_background_once(monkeypatch):
    """A language that nobody linked to yet is answered untaught at once, and the worker is asked one time."""
    asked = []
    monkeypatch.setattr(service, "_is_taught", lambda *_given: False)
    monkeypatch.setattr(service, "check_queue", lambda: asked.append(1))
    cache.delete("my-work:teaching:9.9")
    service._ask_to_teach("9.9", "occupation")
    service._ask_to_teach("9.9", "skill")
    service._ask_to_teach("built-in", "skill")
    assert asked == [1]
    cache.delete("my-work:teaching:9.9")


def test_the_outlook_that_comes_along_covers_the_groups_and_the_four_futures():
    demand = read_demand(service.outlook_path())
    assert len(demand.by_group) > 100
    assert {key for futures in demand.by_group.values() for key in futures} == {"A", "B", "C", "D"}
    assert all(
        each.low <= each.employment_index <= each.high for of in demand.by_group.values() for each in of.values()
    )


def test_a_sealed_key_opens_with_the_secret_of_the_workbench_only(settings):
    sealed = keeping.sealed({"holder.pem": "x"})
    assert keeping.unsealed(sealed) == {"holder.pem": "x"}
    settings.SECRET_KEY = "another secret of some length, that is"
    with pytest.raises(HouvastError):
        keeping.unsealed(sealed)


# ---------------------------------------------------------------- confirmed by an employer


def confirmation(**other):
    said = {
        "format": "houvast-attestation-1",
        "version": "built-in",
        "employer": TO,
        "consent": "2026-01-05",
        "skills": [{"uri": skill_uri(each), "level": level} for each, level in CONFIRMED],
    }
    return json.dumps({**said, **other})


CONFIRMED = (("reading", 3), ("listening", 2))


def hand_in(client, text):
    return client.post(address("attested"), {"file": SimpleUploadedFile("x", text.encode())})


def test_what_an_employer_confirmed_is_taken_only_where_ticked(held):
    page_of_file = hand_in(held, confirmation()).content.decode()
    uris = values(page_of_file, "tick")
    assert uris == [skill_uri(each) for each, _ in CONFIRMED]
    assert "checked" not in page_of_file.split("<fieldset")[1]
    assert TO not in page(held, "evidence")
    held.post(address("attested"), {"attestation": confirmation(), "tick": uris[0]})
    assert page(held, "evidence").count(TO) == 1


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[" * 5000,
        confirmation(format="other"),
        confirmation(consent=""),
        confirmation(skills=[]),
        confirmation(skills=[{"uri": "http://x", "level": 9}]),
        confirmation(employer="<script>" * 100),
    ],
)
def test_a_confirmation_that_is_none_is_refused(held, text):
    answer = held.post(address("attested"), {"attestation": text, "tick": "http://x"})
    assert answer.status_code == 400
    assert "<script>" not in answer.content.decode().replace("<script ", "")


def test_a_skill_of_another_list_cannot_be_taken(held):
    text = confirmation(skills=[{"uri": "http://data.europa.eu/esco/skill/x", "level": 2}])
    assert "disabled" in hand_in(held, text).content.decode()
    answer = held.post(address("attested"), {"attestation": text, "tick": "http://data.europa.eu/esco/skill/x"})
    assert answer.status_code == 400


# ---------------------------------------------------------------- the map of moves


def test_the_map_shows_the_moves_of_the_list_by_number(held, language):
    text = page(held, "moves", language=language)
    rows = re.findall(r'<h3 id="move-(\d+)-name">(\d+)\. ', text)
    spots = re.findall(r'<a href="#move-(\d+)" aria-label="(\d+), ', text)
    assert 2 <= len(spots) <= len(rows)
    assert set(spots) <= set(rows)
    places = [(int(x), int(y)) for x, y in re.findall(r'cx="(\d+)" cy="(\d+)"', text)]
    assert all((a - c) ** 2 + (b - d) ** 2 >= 24**2 for n, (a, b) in enumerate(places) for c, d in places[:n]), (
        "one number covers another"
    )


def test_higher_on_the_map_pays_better_and_further_right_is_more_of_it():
    known = service.knowledge()
    origin = known.language.occupation(occupation_uri("0431"))
    moves = find_moves(known.language, known.context, origin_of(known.language, origin)).proposed[:8]
    names = known.language.names("occupation", "nl")
    drawn = map_of(known.context, moves, names, origin)
    for one, other in zip(drawn.spots, drawn.spots[1:], strict=False):
        assert (one.pay > other.pay) <= (one.y <= other.y)
    assert {each.at for each in drawn.pays} == set(range(drawn.bottom, drawn.top - 1, -1)) & {t.at for t in drawn.pays}
    assert map_of(known.context, moves[:1], names, origin) is None
