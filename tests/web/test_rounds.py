"""A survey round in a company: terms, invitations, answers, closing, and what nobody may find out."""

import io
import json
import logging
import random
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from houvast.surveys.fieldwork import new_secret
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.models import Membership, Organisation, User
from houvast_web.accounts.roles import Role
from houvast_web.personal_data import purge
from houvast_web.rounds import answering, report, service
from houvast_web.rounds.forms import read_groups, read_wanted, text_of
from houvast_web.rounds.models import Round, RoundAnswers, RoundDraft, RoundInvitation, today

GOOD_WORK = "questionnaire_good_work"
CONTRACT = "questionnaire_psychological_contract"
TREE = {"Huis": None, "Zorg": "Huis", "Kantoor": "Huis", "Keuken": "Huis"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lasting_key(settings):
    """A workbench that is served has one."""
    settings.SECRET_KEY_LASTS = True


@pytest.fixture(autouse=True)
def _in_dutch():
    """A request leaves its language behind in this process."""
    from django.utils import translation

    with translation.override("nl"):
        yield


def _user(role):
    return User.objects.get(memberships__role=role)


def _terms(**changed):
    start = today()
    return {
        "title": "Voorjaar",
        "purpose": "Beter werk, niet beoordelen",
        "questionnaire": text_of(GOOD_WORK),
        "tree": TREE,
        "threshold": 10,
        "opens": start,
        "closes": start + timedelta(days=7),
        "delete_on": start + timedelta(days=300),
    } | changed


@pytest.fixture
def opened(organisation):
    """A round with 15 + 15 + 4 people invited on paper, and their cards."""
    made = service.propose(_user(Role.HR), organisation, _terms())
    service.agree(_user(Role.WORKS_COUNCIL), made)
    made.refresh_from_db()
    wanted = read_wanted("Zorg: 15\nKantoor: 15\nKeuken: 4", "", tuple(TREE))
    cards = service.invite(_user(Role.HR), made, wanted)
    made.refresh_from_db()
    return made, cards


def _answer(card, codes, *, is_handed_in=True):
    who = answering.respondent_by(card.token)
    answering.save(who, codes)
    if is_handed_in:
        answering.hand_in(who)
    return who


def _codes(seed, share=1.0):
    drawn = random.Random(seed)
    questions = answering.questionnaire_of(text_of(GOOD_WORK)).questions
    return {each.key: str(drawn.randint(1, 5)) for each in questions if drawn.random() < share}


def _enter(client, card, **more):
    return client.post(reverse("rounds:enter"), {"token": card.token, **more})


# ---------------------------------------------------------------- terms


def test_nobody_is_invited_with_a_key_that_passes(organisation, settings):
    """Answers sealed with it could not be opened after a restart."""
    settings.SECRET_KEY_LASTS = False
    made = service.propose(_user(Role.HR), organisation, _terms())
    service.agree(_user(Role.WORKS_COUNCIL), made)
    made.refresh_from_db()
    with pytest.raises(HouvastError) as fault:
        service.invite(_user(Role.HR), made, read_wanted("Zorg: 30", "", tuple(TREE)))
    assert fault.value.codes == ("rounds.key_passes",)
    assert RoundInvitation.objects.count() == 0


def test_a_round_is_proposed_agreed_and_only_then_invited(enter, organisation):
    hr = enter(_user(Role.HR), proven=True)
    start = today()
    form = {
        "title": "Najaar", "purpose": "Beter werk", "asked": GOOD_WORK, "threshold": "10",
        "groups": "Huis\n- Zorg\n-- Noord\n- Kantoor", "opens": start, "closes": start + timedelta(days=9),
        "delete_on": start + timedelta(days=99),
    }  # fmt: skip
    assert hr.post(reverse("rounds:new", args=[organisation.pk]), form).status_code == 302
    made = Round.objects.get()
    assert made.tree == {"Huis": None, "Zorg": "Huis", "Noord": "Zorg", "Kantoor": "Huis"}
    where = [organisation.pk, made.pk]
    refused = hr.post(reverse("rounds:invite", args=where), {"cards": "Zorg: 30"})
    assert "ondernemingsraad" in refused.content.decode()
    assert RoundInvitation.objects.count() == 0
    assert hr.post(reverse("rounds:agree", args=where)).status_code == 403
    council = enter(_user(Role.WORKS_COUNCIL))
    assert "Beter werk" in council.get(reverse("rounds:round", args=where)).content.decode()
    assert council.post(reverse("rounds:agree", args=where)).status_code == 302
    hr = enter(_user(Role.HR), proven=True)
    cards = hr.post(reverse("rounds:invite", args=where), {"cards": "Zorg: 30"}).content.decode()
    assert len(set(re.findall(r"(?:[2-9A-HJ-NP-Z]{5}-){5}[2-9A-HJ-NP-Z]", cards))) == 30
    assert cards.count("<svg") == 30
    assert "style=" not in cards
    again = hr.post(reverse("rounds:invite", args=where), {"cards": "Zorg: 30"}).content.decode()
    assert "al uitgenodigd" in again
    viewer = enter(_user(Role.VIEWER)).get(reverse("rounds:round", args=where)).content.decode()
    assert "Beter werk" in viewer


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"threshold": "9"}, "10"),
        ({"groups": "Huis\nZorg"}, "Regel 2"),
        ({"groups": "Huis\n-- Zorg"}, "Regel 2"),
        ({"groups": "- Zorg"}, "Regel 1"),
        ({"groups": "Huis\n- Zorg\n- Zorg"}, "Regel 3"),
        ({"closes": "2020-01-01"}, "laatste dag"),
        ({"delete_on": "2099-01-01"}, "vierentwintig"),
        ({"asked": "own"}, "Kies het bestand"),
        ({"purpose": " "}, "verplicht"),
    ],
)
def test_terms_that_cannot_be_are_told(enter, organisation, changed, said):
    start = today()
    form = {
        "title": "Najaar", "purpose": "Beter", "asked": GOOD_WORK, "threshold": "10", "groups": "Huis\n- Zorg",
        "opens": start, "closes": start + timedelta(days=9), "delete_on": start + timedelta(days=99),
    } | changed  # fmt: skip
    answer = enter(_user(Role.HR), proven=True).post(reverse("rounds:new", args=[organisation.pk]), form)
    assert said in answer.content.decode()
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name: x\nversion: 1\nquestions: {a: {text: {nl: Hoe?, en: How?}}}\n", "schalen"),
        (b"name: [", "YAML"),
        (b"\xff\xfe\x00", "soort"),
        (b"", "leeg"),
    ],
)
def test_a_questionnaire_that_cannot_be_used_is_told(enter, organisation, content, said):
    start = today()
    file = io.BytesIO(content)
    file.name = "own.yaml"
    form = {
        "title": "Najaar", "purpose": "Beter", "asked": "own", "own": file, "threshold": "10", "groups": "Huis",
        "opens": start, "closes": start + timedelta(days=9), "delete_on": start + timedelta(days=99),
    }  # fmt: skip
    answer = enter(_user(Role.HR), proven=True).post(reverse("rounds:new", args=[organisation.pk]), form)
    assert said in answer.content.decode()
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("cards", "addresses", "line"),
    [
        ("Zorg", "", 1), ("Zorg: -3", "", 1), ("Zorg: 12\nZrog: 3", "", 2), ("Zorg: 999999999", "", 1),
        ("", "geen adres; Zorg", 1), ("", "a@one.example; Nergens", 1), ("", "a@b.example; Zorg\nA@b.example; Zorg", 2),
    ],
)  # fmt: skip
def test_a_wrong_line_of_invitations_is_told(cards, addresses, line):
    with pytest.raises(HouvastError) as fault:
        read_wanted(cards, addresses, tuple(TREE))
    assert f"Regel {line}" in fault.value.text("nl")


def test_groups_may_hold_anything_that_is_no_dash():
    assert read_groups("Huis & <b>\n- Zorg: Noord") == {"Huis & <b>": None, "Zorg: Noord": "Huis & <b>"}


def test_mail_goes_out_once_and_a_reminder_goes_to_all(organisation):
    made = service.propose(_user(Role.HR), organisation, _terms())
    service.agree(_user(Role.WORKS_COUNCIL), made)
    made.refresh_from_db()
    addresses = "\n".join(f"p{number}@one.example; Zorg" for number in range(12))
    cards = service.invite(_user(Role.HR), made, read_wanted("", addresses, tuple(TREE)))
    assert service.send(made, cards, "https://houvast.example/nl/answer/") == []
    assert len(mail.outbox) == 12
    assert all(f"#{card.token}" in letter.body for card, letter in zip(cards, mail.outbox, strict=True))
    made.refresh_from_db()
    _answer(cards[0], {"work1": "5"})
    mail.outbox.clear()
    assert service.remind(_user(Role.HR), made) == 12
    assert not any(card.token in letter.body for card in cards for letter in mail.outbox)
    made.refresh_from_db()
    with pytest.raises(HouvastError) as fault:
        service.remind(_user(Role.HR), made)
    assert fault.value.codes == ("rounds.reminded",)


def test_without_a_mail_server_no_token_is_laid_in_a_file(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    with pytest.raises(HouvastError) as fault:
        read_wanted("", "a@one.example; Zorg", tuple(TREE))
    assert fault.value.codes == ("rounds.no_mail",)


# ---------------------------------------------------------------- answering


def test_somebody_answers_without_script(client, opened, language):
    _made, cards = opened
    home = reverse("rounds:enter").replace("/nl/", f"/{language}/")
    assert client.post(home, {"token": cards[0].token.lower().replace("-", " ")}).status_code == 302
    first = client.get(f"/{language}/answer/1/").content.decode()
    assert first.count("<fieldset") == 4
    assert client.post(f"/{language}/answer/1/", {"money1": "4", "money3": "2", "next": ""}).url.endswith("/2/")
    assert client.post(f"/{language}/answer/2/", {"work1": "5", "stop": ""}).url.endswith("/start/")
    client.cookies.clear()
    client.post(home, {"token": cards[0].token})
    assert 'name="money1" value="4" checked' in client.get(f"/{language}/answer/1/").content.decode()
    assert client.post(f"/{language}/answer/3/", {"life1": "3", "next": ""}).url.endswith("/hand-in/")
    assert client.post(f"/{language}/answer/hand-in/").url.endswith("/own/")
    own = client.get(f"/{language}/answer/own/")
    assert own["Cache-Control"] == "no-store"
    assert client.get(f"/{language}/answer/1/").url.endswith("/own/")
    kept = json.loads(client.post(f"/{language}/answer/own/file/").content)
    assert kept["answers"] == {"money1": "4", "money3": "2", "work1": "5", "life1": "3"}


def test_an_answer_sent_again_or_late_changes_nothing(client, opened):
    _made, cards = opened
    _enter(client, cards[0])

    def put(value, version):
        return client.post(reverse("rounds:save"), {"key": "work1", "value": value, "version": version}).json()

    assert put("4", 3) == {"saved": True, "version": 3}
    assert put("4", 3) == {"saved": True, "version": 3}
    assert put("1", 2) == {"saved": True, "version": 3}
    who = answering.respondent_by(cards[0].token)
    assert answering.draft_of(who).answers == {"work1": "4"}
    assert put("", 4)["saved"]
    assert answering.draft_of(who).answers == {}
    assert RoundDraft.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"key": "work1", "value": "6", "version": "1"},
        {"key": "nothing", "value": "1", "version": "1"},
        {"key": "work1", "value": "x" * 100_000, "version": "1"},
        {"key": "work1", "value": "1", "version": "-1"},
        {"key": "work1", "value": "1", "version": "9" * 40},
        {},
    ],
)
def test_nonsense_is_refused_and_not_kept(client, opened, sent):
    _enter(client, opened[1][0])
    assert client.post(reverse("rounds:save"), sent).status_code in (400, 409)
    assert RoundDraft.objects.count() == 0


@pytest.mark.parametrize("token", ["", "x", "A" * 26, "' OR 1=1 --", "é" * 26, "2" * 26])
def test_a_token_of_nobody_opens_nothing(client, opened, token):
    answer = client.post(reverse("rounds:enter"), {"token": token})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    for name in ("start", "hand_in", "own"):
        assert client.get(reverse(f"rounds:{name}")).url == reverse("rounds:enter")


def test_a_shared_device_forgets_and_another_token_sees_nothing(client, opened):
    _made, cards = opened
    _enter(client, cards[0], shared="on")
    cookie = client.cookies["houvast-answer"]
    assert cookie["max-age"] == 15 * 60
    assert cookie["httponly"]
    client.post(reverse("rounds:page", args=[1]), {"money1": "5", "next": ""})
    assert client.post(reverse("rounds:leave")).url.endswith("?left")
    assert client.cookies["houvast-answer"].value == ""
    _enter(client, cards[1])
    assert "checked" not in client.get(reverse("rounds:page", args=[1])).content.decode()


def test_a_respondent_can_erase_and_begin_again(client, opened):
    _made, cards = opened
    _answer(cards[0], _codes(1))
    _enter(client, cards[0])
    client.post(reverse("rounds:erase_own"))
    assert RoundDraft.objects.count() == 0
    _answer(cards[0], {"work1": "2"})
    assert RoundDraft.objects.count() == 1


def test_questions_follow_from_answers(organisation):
    text = """
name: routed
version: 1
answers:
  yes: [{code: 1, nl: ja, en: yes}, {code: 0, nl: nee, en: no}]
scales:
  one: {name: {nl: een, en: one}, questions: [a, b]}
questions:
  a: {text: {nl: Rookt u?, en: Do you smoke?}, answers: yes}
  b: {text: {nl: Veel?, en: Much?}, answers: yes, visible_if: 'a == 1'}
  c: {text: {nl: Waarom?, en: Why?}}
"""
    asked = answering.questionnaire_of(text)
    made = Round(organisation=organisation, secret=new_secret(), **_terms(questionnaire=text))
    who = answering.Respondent(made, "Huis", "2" * 26)
    assert [[q.key for q in page] for page in answering.pages_of(who, {})] == [["a"], ["c"]]
    assert [[q.key for q in page] for page in answering.pages_of(who, {"a": "1"})] == [["a"], ["b"], ["c"]]
    assert answering.counted(asked, {"a": "0", "b": "1"}) == {"a": "0"}


# ---------------------------------------------------------------- closing and the report


def test_both_sides_get_the_same_report_at_the_same_moment(enter, opened):
    made, cards = opened
    for number, card in enumerate(cards[:28]):
        _answer(card, _codes(number))
    where = [made.organisation_id, made.pk]
    for role in (Role.HR, Role.OWNER, Role.WORKS_COUNCIL):
        page = enter(_user(role)).get(reverse("rounds:round", args=where)).content.decode()
        assert "28" in page
        assert enter(_user(role)).get(reverse("rounds:download", args=[*where, "xlsx"])).status_code == 404
    enter(_user(Role.HR)).post(reverse("rounds:close", args=where))
    files = []
    for role in (Role.HR, Role.OWNER, Role.WORKS_COUNCIL):
        client = enter(_user(role))
        page = client.get(reverse("rounds:round", args=where)).content.decode()
        assert "28 van de 34 mensen antwoordden" in page
        assert page.count('class="chart"') == page.count('<svg aria-hidden="true"') == 1
        files.append([client.get(reverse("rounds:download", args=[*where, form])).content for form in ("html", "xlsx")])
    assert files[0] == files[1] == files[2]
    assert enter(_user(Role.VIEWER)).get(reverse("rounds:download", args=[*where, "pdf"])).status_code == 403
    assert b"%PDF" in enter(_user(Role.HR)).get(reverse("rounds:download", args=[*where, "pdf"])).content[:8]
    assert client.get(reverse("rounds:download", args=[*where, "exe"])).status_code == 404
    assert RoundInvitation.objects.count() == RoundDraft.objects.count() == 0
    assert bytes(Round.objects.get().secret) == b""
    assert client.post(reverse("rounds:enter"), {"token": cards[30].token}).status_code == 200


def test_means_are_those_of_the_answers(opened):
    """Computed here by hand: a reversed item turns 1 into 5, the mean of a scale is the mean of people's means."""
    made, cards = opened
    given = [_codes(number) for number in range(30)]
    for card, codes in zip(cards, given, strict=False):
        _answer(card, codes)
    scores = service.scores_of(service.close(made))
    asked = answering.questionnaire_of(made.questionnaire).questions

    def mean(people, scale):
        rows = [
            [6 - int(codes[q.key]) if q.is_reversed else int(codes[q.key]) for q in asked if q.scale == scale]
            for codes in people
        ]
        return sum(sum(row) / len(row) for row in rows) / len(rows)

    found = {group.name: group.means for group in scores.groups}
    for scale in ("money", "work", "life"):
        assert found["Huis"][scale][""][0] == pytest.approx(mean(given, scale), rel=1e-12)
    assert [answers for _group, answers in [(a.group, a.given) for a in RoundAnswers.objects.all()]] != given


def test_unfinished_forms_count_from_three_quarters_and_small_groups_stay_hidden(opened):
    made, cards = opened
    for number, card in enumerate(cards[:12]):
        _answer(card, _codes(number), is_handed_in=False)
    for number, card in enumerate(cards[15:24]):
        _answer(card, dict(list(_codes(number).items())[:3]), is_handed_in=False)
    closed = service.close(made)
    assert closed.unfinished == 9
    assert RoundAnswers.objects.count() == 12
    scores = service.scores_of(closed)
    assert all(group.n >= 10 for group in scores.groups)
    told = report.document(closed, "nl")
    assert "Keuken" not in [row[0].strip() for row in told.sections[0].figures[0].tables[0].rows]


def test_a_whole_below_the_threshold_leaves_nothing(opened, enter):
    made, cards = opened
    for number, card in enumerate(cards[:9]):
        _answer(card, _codes(number))
    closed = service.close(made)
    assert closed.scores is None
    assert RoundAnswers.objects.count() == 0
    page = enter(_user(Role.HR)).get(reverse("rounds:round", args=[made.organisation_id, made.pk])).content.decode()
    assert "Er is geen rapport" in page


def test_a_round_closes_by_itself_after_its_last_day_and_answers_go_when_agreed(opened, monkeypatch):
    made, cards = opened
    for number, card in enumerate(cards[:20]):
        _answer(card, _codes(number))
    Round.objects.update(opens=today() - timedelta(days=9), closes=today() - timedelta(days=1))
    with pytest.raises(HouvastError):
        answering.respondent_by(cards[0].token)
    assert service.round_of(made.organisation, made.pk).closed_on == today()
    assert RoundAnswers.objects.count() == 20
    purge()
    assert RoundAnswers.objects.count() == 20
    RoundAnswers.objects.update(delete_on=today() - timedelta(days=1))
    assert purge()["rounds.RoundAnswers"] == 20
    assert service.scores_of(Round.objects.get()) is not None


def test_another_server_key_closes_nothing_and_loses_nothing(opened, settings):
    made, cards = opened
    for number, card in enumerate(cards[:12]):
        _answer(card, _codes(number))
    settings.SECRET_KEY = "another"
    with pytest.raises(HouvastError) as fault:
        service.close(made)
    assert fault.value.codes == ("surveys.closing",)
    assert RoundDraft.objects.count() == 12


def test_a_contract_is_told_with_its_change_since_the_last_round(organisation):
    for turn in range(2):
        made = service.propose(_user(Role.HR), organisation, _terms(questionnaire=text_of(CONTRACT)))
        service.agree(_user(Role.WORKS_COUNCIL), made)
        made.refresh_from_db()
        cards = service.invite(_user(Role.HR), made, read_wanted("Zorg: 15\nKantoor: 15", "", tuple(TREE)))
        made.refresh_from_db()
        drawn = random.Random(turn)
        for card in cards:
            questions = answering.questionnaire_of(made.questionnaire).questions
            _answer(card, {each.key: str(drawn.randint(1, 5)) for each in questions})
        closed = service.close(made)
    changes = [each["change"] for each in closed.scores["contract"]["scales"]]
    assert all(each is not None for each in changes)
    assert {section.key for section in report.document(closed, "en").sections} >= {"response", "whole", "groups"}


# ---------------------------------------------------------------- nobody finds out


def _rows():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                yield table, row


def _values(row):
    for value in row:
        yield bytes(value) if isinstance(value, memoryview) else str(value).encode()


def test_no_row_ties_an_invitation_to_an_answer(client, opened, caplog):
    """Before closing and after: no table holds a token, no value of an invitation stands with an answer, and an
    invitation is not changed by answering, so that two backups say nothing either.
    """
    made, cards = opened
    caplog.set_level(logging.DEBUG)
    before = sorted(str(row) for table, row in _rows() if table == "rounds_roundinvitation")
    for number, card in enumerate(cards[:30]):
        _enter(client, card)
        for key, code in _codes(number).items():
            client.post(reverse("rounds:save"), {"key": key, "value": code, "version": "1"})
        client.post(reverse("rounds:hand_in"))
        client.get(reverse("rounds:own"))
        client.post(reverse("rounds:leave"))
    assert RoundDraft.objects.filter(is_handed_in=True).count() == 30
    after = sorted(str(row) for table, row in _rows() if table == "rounds_roundinvitation")
    assert before == after
    hashes = set(RoundInvitation.objects.values_list("token_hash", flat=True))
    names = set(RoundDraft.objects.values_list("name", flat=True))
    assert not hashes & names
    groups = {(each.group, made.invited[each.group]) for each in RoundDraft.objects.all()}
    assert all(invited >= 10 for _group, invited in groups)
    kept = b"\n".join(value for _table, row in _rows() for value in _values(row))
    said = caplog.text.encode()
    for card in cards:
        for written in (card.token, card.token.replace("-", "")):
            assert written.encode() not in kept
            assert written.encode() not in said
    assert b"money1" not in kept.replace(made.questionnaire.encode(), b"")
    assert not any(name.encode() in said for name in names | hashes)
    service.close(Round.objects.get())
    kept = b"\n".join(value for _table, row in _rows() for value in _values(row))
    assert not any(each.encode() in kept for each in hashes | names)
    fields = {field.name for field in RoundAnswers._meta.get_fields()}
    assert fields == {"id", "round", "group", "given", "delete_on"}


def test_answers_lie_in_another_order_than_they_came(opened):
    made, cards = opened
    for number, card in enumerate(cards[:30]):
        _answer(card, _codes(number))
    service.close(made)
    with connection.cursor() as cursor:
        in_order = " ORDER BY rowid" if connection.vendor == "sqlite" else ""
        cursor.execute(f"SELECT given FROM rounds_roundanswers{in_order}")  # noqa: S608 - one of two texts of our own
        lying = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]
    came = [_codes(number) for number in range(30)]
    assert sorted(map(str, map(sorted, (each.items() for each in lying)))) == sorted(
        map(str, map(sorted, (each.items() for each in came)))
    )
    assert lying != came


def test_counts_while_open_say_nothing_of_few(opened):
    made, cards = opened
    for card in cards[:4]:
        _answer(card, {"work1": "1"})
    assert service.counts_of(made).groups[0][2] is None or len(service.counts_of(made).groups) > 1
    assert all(n is None or n >= 5 for _name, _invited, n in service.counts_of(made).groups)
    assert all(invited >= 10 for _name, invited, _n in service.counts_of(made).groups)


def test_nobody_of_another_organisation_reaches_a_round(enter, opened, make_user):
    made, _cards = opened
    other = Organisation.objects.create(name="Other")
    owner = make_user("owner@two.example", with_factor=True)
    Membership.objects.create(user=owner, organisation=other, role=Role.OWNER)
    client = enter(owner, proven=True)
    for name, more in (("round", []), ("invite", []), ("close", []), ("remove", []), ("download", ["pdf"])):
        assert client.get(reverse(f"rounds:{name}", args=[other.pk, made.pk, *more])).status_code == 404
        assert client.get(reverse(f"rounds:{name}", args=[made.organisation_id, made.pk, *more])).status_code == 404
    assert client.post(reverse("rounds:close", args=[other.pk, made.pk])).status_code == 404
    assert Round.objects.get().closed_on is None
