"""Workshops through their addresses: leading, rating, the plane, files, and what is sent that was not meant so."""

import csv
import io
import json
import random
import time
import warnings
import zipfile
from tempfile import gettempdir

import numpy as np
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import floatformat
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given, strategies

from houvast.futures.folder import load_futures
from houvast.futures.plane import KEPT_IN, kept_folder
from houvast.futures.votes import read_votes
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.models import AuditEntry, Organisation, User
from houvast_web.accounts.roles import Role
from houvast_web.workshop import packed, ranks, rating, service
from houvast_web.workshop.models import OwnFuture, Participant, Vote, Workshop
from tests.web.conftest import close

DEVELOPMENTS = ["technology_pace", "orientation", "ageing"]
GROUPS = ["werkgevers", "vakbonden"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(monkeypatch, tmp_path):
    """Keep saved planes in a folder of this test."""
    monkeypatch.setenv(KEPT_IN, str(tmp_path / "futures"))
    with translation.override("nl"):  # for addresses made here
        yield


@pytest.fixture
def workshop(organisation):
    """A workshop of an organisation."""
    return Workshop.objects.create(
        organisation=organisation, name="Toekomst van werk", developments=DEVELOPMENTS, groups=GROUPS
    )


@pytest.fixture
def leader(enter, organisation):
    """A client of the owner."""
    return enter(User.objects.get(memberships__role=Role.OWNER, memberships__organisation=organisation))


def _address(page, workshop, /, **more):
    return reverse(f"workshop:{page}", kwargs={"number": workshop.organisation_id, "workshop": workshop.pk, **more})


def _phone(workshop, group=GROUPS[0]):
    """A phone that came in."""
    phone = Client()
    answer = phone.post(service.invitation(workshop), {"group": group})
    assert answer.status_code == 302
    return phone


def _rate(phone, workshop, development="ageing", impact="4", uncertainty="2", turn="0"):
    return phone.post(
        reverse("workshop:rate", args=[workshop.pk]),
        {"development": development, "impact": impact, "uncertainty": uncertainty, "turn": turn},
    )


def _crowd(workshop, sizes, seed=1):
    """Answers of many, by group."""
    rng = np.random.default_rng(seed)
    for group, size in sizes.items():
        for _each in range(size):
            person = Participant.objects.create(workshop=workshop, group=group)
            for key in workshop.developments:
                impact, uncertainty = (int(each) for each in rng.integers(1, 6, 2))
                Vote.objects.create(participant=person, development=key, impact=impact, uncertainty=uncertainty)


AXES = {
    "first-development": "technology_pace", "first-name": "Techniek", "first-low": "weinig", "first-high": "veel",
    "second-development": "orientation", "second-name": "Samen", "second-low": "ieder", "second-high": "samen",
}  # fmt: skip
CORNER = {
    "name": "Snel en alleen", "narrative": "Alles gaat snel.",
    "total_demand-first": "0.97", "total_demand-last": "0.95", "total_demand-low": "0.94", "total_demand-high": "0.97",
    "total_demand-reason": "minder werk",
}  # fmt: skip


def _make_plane(leader, workshop):
    assert leader.post(_address("axes", workshop), AXES).status_code == 302
    for key in "ABCD":
        form = {**CORNER, "name": f"Hoek {key}"} if key == "A" else {"name": f"Hoek {key}", "narrative": "Zo is het."}
        assert leader.post(_address("corner", workshop, key=key), form).status_code == 302
    assert leader.post(_address("save", workshop)).status_code == 302
    return OwnFuture.objects.get(workshop=workshop)


# ---------------------------------------------------------------- leading


def test_an_owner_makes_a_workshop_and_it_is_written_down(leader, organisation):
    form = {"name": "Regio", "groups": "bond\nwerkgever\nbond\n", "developments": DEVELOPMENTS}
    answer = leader.post(reverse("workshop:make", args=[organisation.pk]), form)
    made = Workshop.objects.get()
    assert answer.url == _address("lead", made)
    assert (made.groups, made.developments) == (["bond", "werkgever"], DEVELOPMENTS)
    assert AuditEntry.objects.filter(action="workshop_made", subject=f"workshop {made.pk}").count() == 1
    assert "Regio" in leader.get(reverse("workshop:mine")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"name": "=1+1"}, {"name": "x" * 101}, {"name": ""}, {"groups": ""}, {"groups": "@bond"}, {"groups": "x" * 2001},
     {"groups": "\n".join(map(str, range(13)))}, {"developments": ["ageing"]}, {"developments": ["nonsense", "ageing"]},
     {"name": "a\x00b"}, {"name": "a\nb"}],
)  # fmt: skip
def test_a_workshop_that_is_no_good_is_refused(leader, organisation, wrong):
    form = {"name": "Regio", "groups": "bond", "developments": DEVELOPMENTS} | wrong
    answer = leader.post(reverse("workshop:make", args=[organisation.pk]), form)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Workshop.objects.exists()


def test_scripts_in_names_stay_text(leader, workshop):
    nasty = "<script>alert(1)</script>"
    Workshop.objects.filter(pk=workshop.pk).update(name=nasty, groups=[nasty])
    workshop.refresh_from_db()
    pages = [leader.get(_address(name, workshop)) for name in ("lead", "invite", "axes", "erase")]
    pages += [leader.get(_address("corner", workshop, key="B")), Client().get(service.invitation(workshop))]
    phone = _phone(workshop, nasty)
    pages.append(phone.get(reverse("workshop:rate", args=[workshop.pk])))
    for page in pages:
        assert page.status_code == 200
        assert nasty not in page.content.decode()


def test_a_viewer_looks_and_changes_nothing(enter, workshop):
    viewer = enter(User.objects.get(memberships__role=Role.VIEWER))
    page = viewer.get(_address("lead", workshop))
    assert page.status_code == 200
    assert "csrfmiddlewaretoken" not in page.content.decode().partition("<main")[2]
    assert viewer.post(_address("change", workshop), {"what": "close"}).status_code == 403


def test_an_invitation_is_the_same_an_hour_later(workshop, monkeypatch):
    now = service.invitation(workshop)
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert service.invitation(workshop) == now


def test_the_invitation_shows_a_link_and_a_code_and_a_new_one_ends_it(leader, workshop):
    page = leader.get(_address("invite", workshop)).content.decode()
    old = service.invitation(workshop)
    assert f"http://testserver{old}" in page
    assert "data:image/svg+xml" in page
    assert Client().get(old).status_code == 200
    leader.post(_address("change", workshop), {"what": "renew"})
    assert Client().get(old).status_code == 404
    workshop.refresh_from_db()
    assert Client().get(service.invitation(workshop)).status_code == 200


# ---------------------------------------------------------------- rating


def test_somebody_comes_in_answers_is_resumed_and_takes_it_back(workshop, language):
    invitation = service.invitation(workshop).replace("/nl/", f"/{language}/")
    phone = Client()
    assert "csrfmiddlewaretoken" in phone.get(invitation).content.decode()
    answer = phone.post(invitation, {"group": "vakbonden"})
    cookie = phone.cookies[f"houvast-workshop-{workshop.pk}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    person = Participant.objects.get()
    assert person.group == "vakbonden"
    assert cookie.value not in json.dumps([person.token_hash, person.group])
    page = phone.get(answer.url).content.decode()
    assert 'name="impact" value="unknown"' in page
    assert _rate(phone, workshop, "technology_pace", "5", "unknown").status_code == 302
    vote = Vote.objects.get()
    assert (vote.impact, vote.uncertainty) == (5, None)
    # The link again, on the same phone, goes on where it was.
    assert phone.get(invitation).url == reverse("workshop:rate", args=[workshop.pk]).replace("/nl/", f"/{language}/")
    assert Participant.objects.count() == 1
    mine = phone.get(reverse("workshop:my_answers", args=[workshop.pk])).json()
    assert mine["answers"] == {"technology_pace": {"impact": 5, "uncertainty": None}}
    assert phone.post(reverse("workshop:withdraw", args=[workshop.pk])).status_code == 302
    assert not Participant.objects.exists()
    assert not Vote.objects.exists()


def test_a_replayed_vote_is_refused_and_an_honest_change_is_not(workshop):
    phone = _phone(workshop)
    assert _rate(phone, workshop).status_code == 302
    assert _rate(phone, workshop).status_code == 409
    assert _rate(phone, workshop, impact="1", turn="7").status_code == 409
    assert (Vote.objects.get().impact, Vote.objects.get().turn) == (4, 1)
    assert _rate(phone, workshop, impact="1", turn="1").status_code == 302
    assert _rate(phone, workshop, impact="5", turn="1").status_code == 409
    assert (Vote.objects.get().impact, Vote.objects.get().turn) == (1, 2)


@pytest.mark.parametrize(
    "wrong",
    [{"impact": "6"}, {"impact": "0"}, {"impact": ""}, {"uncertainty": "1.5"}, {"impact": "<script>"}, {"turn": "-1"},
     {"turn": "x"}, {"turn": "9" * 400}, {"development": "nonsense"}, {"development": "productivity"},
     {"development": "\x00"}, {"impact": "x" * 100_000}],
)  # fmt: skip
def test_an_answer_that_is_no_answer_is_refused(workshop, wrong):
    phone = _phone(workshop)
    answer = _rate(phone, workshop, **wrong)
    assert answer.status_code == 400
    assert "Kies een antwoord" in answer.content.decode()
    assert not Vote.objects.exists()


def test_a_token_opens_one_workshop_only(workshop, organisation):
    other = Workshop.objects.create(organisation=organisation, name="Ander", developments=DEVELOPMENTS, groups=GROUPS)
    phone = _phone(workshop)
    token = phone.cookies[f"houvast-workshop-{workshop.pk}"].value
    phone.cookies[f"houvast-workshop-{other.pk}"] = token
    for answer in (
        _rate(phone, other),
        phone.get(reverse("workshop:my_answers", args=[other.pk])),
        phone.post(reverse("workshop:withdraw", args=[other.pk])),
        Client().get(reverse("workshop:rate", args=[workshop.pk])),
    ):
        assert answer.status_code == 404
    assert Participant.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "a" * 3000, "W10:1tZ:abc", "..%2f..", "%00"])
def test_a_false_invitation_opens_nothing(client, token):
    assert client.get(f"/nl/workshops/join/{token}/").status_code == 404


def test_a_closed_workshop_takes_no_answers(leader, workshop):
    phone = _phone(workshop)
    leader.post(_address("change", workshop), {"what": "close"})
    assert _rate(phone, workshop).status_code == 409
    assert not Vote.objects.exists()
    late = Client()
    assert late.post(service.invitation(workshop), {"group": GROUPS[0]}).status_code == 200
    assert Participant.objects.count() == 1


def test_a_workshop_has_a_most_and_joining_a_limit(workshop, monkeypatch):
    monkeypatch.setattr(rating, "MOST_PARTICIPANTS", 1)
    _phone(workshop)
    assert Client().post(service.invitation(workshop), {"group": GROUPS[0]}).status_code == 409
    found = {Client().get(service.invitation(workshop)).status_code for _turn in range(130)}
    assert found == {200, 429}


# ---------------------------------------------------------------- ranking and small groups


def test_nothing_is_shown_of_two_and_the_order_of_three(leader, workshop):
    phones = [_phone(workshop) for _turn in range(3)]
    for phone in phones[:2]:
        _rate(phone, workshop, "ageing", "5", "5")
    assert "<table" not in leader.get(_address("ranking", workshop)).content.decode()
    _rate(phones[2], workshop, "ageing", "5", "5")
    _rate(phones[2], workshop, "orientation", "1", "1")
    # What one person alone answered is not shown.
    assert "individueel of samen" not in leader.get(_address("ranking", workshop)).content.decode()
    for phone in phones[:2]:
        _rate(phone, workshop, "orientation", "1", "1")
    page = leader.get(_address("ranking", workshop)).content.decode()
    assert page.index("vergrijzing") < page.index("individueel of samen")
    assert "kernonzekerheid" in page


def test_small_groups_are_never_shown_apart(leader, workshop):
    _crowd(workshop, {"werkgevers": 10, "vakbonden": 12, "klein": 4, "kleiner": 1})
    page = leader.get(_address("ranking", workshop)).content.decode()
    assert "vakbonden (12)" in page
    ranking = ranks.ranked(rating.votes_of(workshop))
    (union,) = [each for each in ranking.groups if each.group == "vakbonden"]
    for low, high in union.intervals.values():
        assert 1 <= low <= high <= len(DEVELOPMENTS)
        with translation.override("nl"):
            assert f"({floatformat(low)} – {floatformat(high)})" in page
    # Five people would be told from everybody less the others, so the smallest shown group joins them.
    assert "werkgevers" not in page
    assert "klein" not in page.replace("kleine groepen", "")
    assert "kleine groepen (15)" in page


@given(strategies.dictionaries(strategies.sampled_from("abcdefgh"), strategies.integers(1, 25), min_size=1))
def test_whatever_is_shown_holds_ten_and_so_does_the_rest(sizes):
    shown = rating.safe_groups([group for group, size in sizes.items() for _each in range(size)])
    together = {}
    for group, size in sizes.items():
        together[shown[group]] = together.get(shown[group], 0) + size
    assert len(together) == 1 or min(together.values()) >= rating.SMALLEST_GROUP


def test_the_ranking_is_that_of_the_library(leader, workshop, tmp_path):
    from houvast.futures.ranking import rank
    from houvast_web.workshop.ranks import ranked

    _crowd(workshop, {"werkgevers": 11, "vakbonden": 13})
    path = tmp_path / "votes.csv"
    path.write_bytes(leader.get(_address("votes", workshop)).content)
    by_file = rank(read_votes(path, load_futures().developments), load_futures())
    here = ranked(rating.votes_of(workshop))
    assert [(each.development, each.rank, each.rank_low, each.rank_high) for each in here.developments] == [
        (each.development, each.rank, each.rank_low, each.rank_high) for each in by_file.developments
    ]
    assert [each.group for each in here.groups] == ["vakbonden", "werkgevers"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_ranking_is_taken_along_as_the_screen_shows_it(leader, workshop, language):
    _crowd(workshop, {"werkgevers": 11, "=1+1": 13})
    with translation.override(language):
        page, (shown, book, paper, picture) = (
            leader.get(_address("ranking", workshop)).content.decode(),
            (leader.get(_address("ranking_file", workshop, form=form)) for form in ("csv", "xlsx", "pdf", "png")),
        )
    rows = list(csv.reader(io.StringIO(shown.content.decode("utf-8-sig")), delimiter=";" if language == "nl" else ","))
    here = ranks.ranked(rating.votes_of(workshop))
    names = load_futures().developments
    assert [row[0] for row in rows[1:4]] == [names[each.development].name.text(language) for each in here.developments]
    numbers = [[float(cell.replace(",", ".")) for cell in row[1:4]] for row in rows[1:4]]
    assert numbers == [[each.rank, each.rank_low, each.rank_high] for each in here.developments]
    assert rows[0][-2:] == ["'=1+1 (13)", "werkgevers (11)"]
    assert rows[5][0].startswith({"nl": "Van 24 mensen staat", "en": "Of 24 people"}[language])
    for each in (shown, book, paper, picture):
        close(each)
        assert each.headers["Content-Disposition"].startswith("attachment")
        assert each.headers["Content-Disposition"].partition("filename=")[2].strip('"') in {
            f"houvast-ranking-{workshop.pk}.{form}" for form in ("csv", "xlsx", "pdf", "png")
        }
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["ranking"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert here.developments[0].rank in cells
    assert "'=1+1 (13)" not in cells  # a workbook takes it for the text it is
    assert paper.content.startswith(b"%PDF")
    assert picture.content.startswith(b"\x89PNG")
    for form in ("csv", "xlsx", "pdf", "png"):
        assert f"/ranking.{form}" in page


def test_there_is_no_ranking_to_take_along_of_two(leader, workshop):
    for phone in [_phone(workshop) for _turn in range(2)]:
        _rate(phone, workshop, "ageing", "5", "5")
    answer = leader.get(_address("ranking_file", workshop, form="csv"), follow=True)
    assert answer.redirect_chain
    assert "/ranking.csv" not in answer.content.decode()
    assert leader.get(_address("ranking_file", workshop, form="exe")).status_code == 404


# ---------------------------------------------------------------- files of votes


def _send(leader, workshop, name, content):
    return leader.post(_address("files", workshop), {name: SimpleUploadedFile(f"../../{name}", content)})


def test_votes_go_out_and_come_in_the_same(leader, workshop, organisation):
    _crowd(workshop, {"werkgevers": 10, "vakbonden": 10})
    file = leader.get(_address("votes", workshop)).content
    other = Workshop.objects.create(organisation=organisation, name="B", developments=DEVELOPMENTS, groups=GROUPS)
    assert _send(leader, other, "votes", file).status_code == 302
    one, two = (rating.votes_of(each) for each in (workshop, other))
    for key in ("impact", "uncertainty"):
        scores = [sorted(map(tuple, getattr(each, key).tolist())) for each in (one, two)]
        assert scores[0] == scores[1]
    assert sorted(one.groups) == sorted(two.groups)
    assert AuditEntry.objects.filter(action__in=("votes_exported", "votes_imported")).count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"respondent,group\nr1,a\n", "ontbreekt"),
        (b"respondent,group,development,impact,uncertainty\nr1,a,ageing,9,2\nr2,a,nonsense,1,2\n", "regel 2"),
        (b"respondent,group,development,impact,uncertainty\nr1,=cmd(),ageing,4,2\nr2,b,ageing,1,2\n", "groep"),
        (
            b"respondent,group,development,impact,uncertainty\nr1,<script>alert(1)</script>,x,4,2\nr2,b,ageing,1,2\n",
            "x",
        ),
        (b"\xff\xfe\x00", "soort"),
        (b"," * 50_001, "cellen"),
        (b"x" * 1_000_001, "te groot"),
        (b"PK\x03\x04", "beschadigd"),
    ],
)
def test_a_file_of_votes_that_is_no_good_is_told_and_not_read(leader, workshop, content, said):
    answer = _send(leader, workshop, "votes", content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert gettempdir() not in page
    assert "<script>alert" not in page
    assert not Participant.objects.exists()


# ---------------------------------------------------------------- the plane


def test_a_plane_is_made_saved_and_explored_in_the_policy_desk(leader, workshop, client, tmp_path):
    saved = _make_plane(leader, workshop)
    own = load_futures(kept_folder(saved.name))
    assert own.axes["technology"].development == "technology_pace"
    assert own.scenarios["A"].parameters["total_demand"].course.values == (1.0, 1.0, 0.97, 0.95)
    assert own.scenarios["B"].parameters["total_demand"].course.values == (1.0, 1.0, 1.0, 1.0)
    link = reverse("policy_desk:desk") + f"?u={saved.name}&t=1&c=-1"
    page = Client().get(link).content.decode()
    assert "Hoek A" in page
    parting = "Tot 2027 zijn alle toekomsten gelijk."
    assert parting not in page
    assert parting in Client().get(reverse("policy_desk:desk")).content.decode()
    assert "Prestatiemaatschappij" not in page
    assert "Techniek" in page
    answer = Client().get(reverse("policy_desk:answer") + f"?u={saved.name}&t=1&c=-1").content.decode()
    assert f"u={saved.name}" in answer
    assert "Hoek A" in answer
    assert str(tmp_path) not in answer
    futures = Client().get(reverse("policy_desk:part", args=["futures"]) + f"?u={saved.name}&k=exact").content.decode()
    assert "Hoek D" in futures
    assert "Prestatiemaatschappij" not in futures
    for key in ("difference", "manifest", "questions", "flows", "winners"):
        part = Client().get(reverse("policy_desk:part", args=[key]) + f"?u={saved.name}&t=0.5&c=0")
        assert part.status_code == 200
        assert str(tmp_path) not in part.content.decode()
    explained = Client().get(reverse("policy_desk:explain") + f"?u={saved.name}&t=1&c=-1").content.decode()
    assert "minder werk" in explained


def test_today_beside_an_own_plane_keeps_that_plane(leader, workshop):
    """The base path belongs to no plane, but who looks at it for a moment comes back to the plane they were in."""
    saved = _make_plane(leader, workshop)
    desk = Client().get(reverse("policy_desk:desk") + f"?u={saved.name}&w=baseline")
    assert "Hoek A" in desk.content.decode()
    answer = Client().get(reverse("policy_desk:answer") + f"?u={saved.name}&w=baseline").content.decode()
    assert f"u={saved.name}&amp;w=baseline" in answer
    futures = reverse("policy_desk:part", args=["futures"])
    assert "Hoek D" in Client().get(f"{futures}?u={saved.name}&w=baseline&k=exact").content.decode()
    assert "Prestatiemaatschappij" in Client().get(f"{futures}?w=baseline&k=exact").content.decode()


def test_a_full_run_is_made_on_an_own_plane(leader, workshop, monkeypatch):
    from houvast_web.policy_desk import run_service
    from houvast_web.policy_desk.models import FullRun

    monkeypatch.setattr(run_service, "DRAWS", 2)
    saved = _make_plane(leader, workshop)
    client = Client()
    assert client.post(reverse("policy_desk:full"), {"u": saved.name, "t": "1", "c": "-1"}).status_code == 302
    run = FullRun.objects.get()
    run_service.carry_out(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.done) == ("finished", run.total)
    link = f"?u={saved.name}&t=1&c=-1&run={run.pk}"
    shown = client.get(reverse("policy_desk:answer") + link).content.decode()
    assert 'data-kind="full"' in shown
    assert "Hoek A" in shown
    assert (
        'data-kind="full"' not in client.get(reverse("policy_desk:answer") + link.replace("u=", "zz=")).content.decode()
    )


def test_a_plane_with_the_numbers_of_the_four_given_futures_is_those_four(leader, workshop):
    from houvast.futures.scenarios import scenario_changes

    leader.post(_address("axes", workshop), AXES)
    for key in "ABCD":
        page = leader.get(_address("corner", workshop, key=key) + f"?from={key}")
        values = page.context["form"].initial | {"name": f"Als {key}", "narrative": "Zo is het."}
        assert leader.post(_address("corner", workshop, key=key), values).status_code == 302
    leader.post(_address("save", workshop))
    name = OwnFuture.objects.get().name
    for place in ("A", "B", "C", "D", "0.35,-0.2"):
        assert scenario_changes(f"{name}:{place}") == scenario_changes(place)
    answer = Client().get(reverse("policy_desk:answer") + f"?u={name}&t=1&c=-1")
    assert "Als A" in answer.content.decode()


def test_a_point_of_an_own_plane_lays_its_own_numbers_over_the_facts(leader, workshop):
    from houvast.futures.scenarios import scenario_changes

    saved = _make_plane(leader, workshop)
    (change,) = scenario_changes(f"{saved.name}:A")
    assert (change.path, [value for _day, value in change.knots]) == ("labour_demand_index", [1.0, 1.0, 0.97, 0.95])
    (half,) = scenario_changes(f"{saved.name}:0,-1")
    assert [value for _day, value in half.knots] == pytest.approx([1.0, 1.0, 0.985, 0.975])
    assert scenario_changes(f"{saved.name}:C") == ()


@pytest.mark.parametrize(
    "wrong",
    [{"total_demand-last": "99"}, {"total_demand-last": "nan"}, {"total_demand-last": ""}, {"total_demand-low": "0.96"},
     {"total_demand-last": "1e400"}, {"total_demand-reason": "=cmd()"}, {"name": ""}, {"narrative": ""},
     {"narrative": "x" * 2001}],
)  # fmt: skip
def test_a_corner_out_of_bounds_is_refused(leader, workshop, wrong):
    leader.post(_address("axes", workshop), AXES)
    answer = leader.post(_address("corner", workshop, key="A"), CORNER | wrong)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    workshop.refresh_from_db()
    assert "corners" not in workshop.plane


def test_two_axes_are_two(leader, workshop):
    answer = leader.post(_address("axes", workshop), AXES | {"second-development": "technology_pace"})
    assert answer.status_code == 200
    workshop.refresh_from_db()
    assert workshop.plane == {}


def test_axes_that_move_together_are_warned_of(leader, workshop):
    for score in (1, 2, 3, 4, 5, 5, 1, 2):
        person = Participant.objects.create(workshop=workshop, group="a")
        for key in DEVELOPMENTS[:2]:
            Vote.objects.create(participant=person, development=key, impact=score, uncertainty=score)
    leader.post(_address("axes", workshop), AXES)
    assert "hangen samen" in leader.get(_address("lead", workshop)).content.decode()


def test_an_unfinished_plane_is_not_saved(leader, workshop):
    page = leader.post(_address("save", workshop), follow=True).content.decode()
    assert "nog niet af: twee assen, de naam van hoek A" in page
    assert not OwnFuture.objects.exists()


def test_a_corner_begins_with_the_numbers_of_a_given_future(leader, workshop):
    leader.post(_address("axes", workshop), AXES)
    page = leader.get(_address("corner", workshop, key="B") + "?from=A").content.decode()
    assert 'name="labour_saving_technology-last" value="4.0"' in page


# ---------------------------------------------------------------- packed planes


def _zip(members, **attributes):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice, on purpose
        for name, content in members:
            entry = zipfile.ZipInfo(name)
            for key, value in attributes.items():
                setattr(entry, key, value)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return made.getvalue()


def test_a_plane_goes_out_and_comes_in_as_the_same(leader, workshop, organisation):
    saved = _make_plane(leader, workshop)
    packed_ = leader.get(_address("future", workshop, name=saved.name)).content
    with zipfile.ZipFile(io.BytesIO(packed_)) as file:
        assert all(name.startswith(f"{saved.name}/") for name in file.namelist())
    other = Workshop.objects.create(organisation=organisation, name="B", developments=DEVELOPMENTS, groups=GROUPS)
    assert leader.get(_address("future", other, name=saved.name)).status_code == 404
    assert _send(leader, other, "future", packed_).status_code == 302
    assert OwnFuture.objects.get(workshop=other).name == saved.name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_zip([("../axes.yaml", "a: b")]), "hoort niet"),
        (_zip([("/etc/axes.yaml", "a: b")]), "hoort niet"),
        (_zip([("a/b/axes.yaml", "a: b")]), "hoort niet"),
        (_zip([("..\\axes.yaml", "a: b")]), "hoort niet"),
        (_zip([("C:axes.yaml", "a: b")]), "hoort niet"),
        (_zip([("axes.yaml", "/etc/passwd")], external_attr=0o120777 << 16), "hoort niet"),
        (_zip([("evil.py", "import os")]), "hoort niet"),
        (_zip([("one/axes.yaml", "a: b"), ("two/levers.yaml", "a: b")]), "hoort niet"),
        (_zip([("axes.yaml", random.Random(1).randbytes(1_000_001).hex()[:1_000_001])]), "hoort niet"),
        (_zip([("axes.yaml", "x" * 1_000_001)]), "te groot"),
        (_zip([("axes.yaml", "0" * 900_000), *((f"scenario_{n}.yaml", "0" * 900_000) for n in range(9))]), "te groot"),
        (_zip([(f"scenario_{n}.yaml", "a: b") for n in range(41)]), "41 bestanden"),
        (_zip([("axes.yaml", "a: b"), ("axes.yaml", "a: c")]), "meer dan eens"),
        (_zip([]), "soort"),
        (_zip([("axes.yaml", b"\xff\xfe")]), "beschadigd"),
        (_zip([("axes.yaml", "a: &x [1]\nb: *x")]), "axes.yaml"),
        (_zip([("axes.yaml", "technology: !!python/object/apply:os.system [ls]")]), "axes.yaml"),
        (_zip([("levers.yaml", "")]), "levers.yaml"),
        (_zip([("scenario_e.yaml", "key: E\nat: [9, 9]")]), "scenario_e.yaml"),
        (b"respondent,group\n", "soort"),
        (b"PK\x03\x04 no zip", "beschadigd"),
    ],
)
def test_a_zip_that_is_no_plane_is_told_and_leaves_nothing(leader, workshop, tmp_path, content, said):
    answer = _send(leader, workshop, "future", content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert gettempdir() not in page
    assert not OwnFuture.objects.exists()
    assert not list((tmp_path / "futures").glob("*"))


@given(strategies.binary(max_size=200))
def test_no_bytes_break_the_unpacking(content):
    try:
        packed.unpack(io.BytesIO(b"PK\x03\x04" + content))
    except HouvastError as fault:
        assert fault.codes  # noqa: PT017 - either is fine


def test_a_number_that_the_facts_refuse_is_not_kept(leader, workshop, tmp_path):
    saved = _make_plane(leader, workshop)
    files = dict(saved.files)
    files["levers.yaml"] = files["levers.yaml"].replace("labour_demand_index", "no_such_fact")
    answer = _send(leader, workshop, "future", packed.pack("future-x", "x", files))
    assert answer.status_code == 422
    assert OwnFuture.objects.count() == 1
    assert [each.name for each in (tmp_path / "futures").iterdir()] == [saved.name]


# ---------------------------------------------------------------- erasing


def test_an_erased_workshop_leaves_nothing_and_its_links_say_so(leader, workshop, django_capture_on_commit_callbacks):
    saved = _make_plane(leader, workshop)
    _phone(workshop)
    with django_capture_on_commit_callbacks(execute=True):
        assert leader.post(_address("erase", workshop), {"sure": "on"}).status_code == 302
    assert not any(model.objects.exists() for model in (Workshop, Participant, Vote, OwnFuture))
    assert not kept_folder(saved.name).exists()
    page = Client().get(reverse("policy_desk:desk") + f"?u={saved.name}").content.decode()
    assert "zijn hier niet (meer)" in page
    assert "Prestatiemaatschappij" in page


@pytest.mark.parametrize("name", ["../../etc", "future-zz", "/etc", "future-" + "0" * 32, "x" * 5000, "future-\x00"])
def test_a_link_never_opens_a_folder(client, name):
    answer = client.get(reverse("policy_desk:desk"), {"u": name})
    assert answer.status_code == 200
    assert "zijn hier niet (meer)" in answer.content.decode()


def test_erasing_the_only_account_of_an_organisation_erases_its_workshops(make_user):
    from houvast_web.accounts.service import erase_account, make_organisation

    user = make_user("alone@two.example")
    made = make_organisation(user, "Alleen")
    _crowd(Workshop.objects.create(organisation=made, name="x", developments=DEVELOPMENTS), {"a": 2})
    erase_account(user)
    assert not Organisation.objects.filter(pk=made.pk).exists()
    assert not Vote.objects.exists()


def test_answers_are_gone_after_their_term(workshop):
    from datetime import date

    from houvast_web.personal_data import purge

    _crowd(workshop, {"a": 2})
    Participant.objects.filter(pk=Participant.objects.first().pk).update(joined_on=date(2020, 1, 1))
    assert purge()["workshop.Participant"] == 1
    assert Vote.objects.count() == len(DEVELOPMENTS)


def test_a_file_of_votes_opens_in_a_spreadsheet_without_formulas(leader, workshop):
    _crowd(workshop, {'groep, met "tekens"': 12})
    rows = list(csv.reader(io.StringIO(leader.get(_address("votes", workshop)).content.decode())))
    assert {row[1] for row in rows[1:]} == {'groep, met "tekens"'}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
