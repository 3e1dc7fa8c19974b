"""Rules of a round: what must be agreed, tokens that say nothing, drafts nobody else opens."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.surveys import fieldwork
from houvast.surveys.questionnaire import read_questionnaire
from houvast.surveys.releases import ReportTree
from houvast.vocabulary.errors import HouvastError

TREE = ReportTree({"all": None, "north": "all"})
TERMS = {
    "purpose": "To make the work better; not to judge anybody.",
    "questionnaire": "houvast-good-work 1",
    "tree": TREE,
    "opens": date(2026, 3, 1),
    "closes": date(2026, 3, 21),
    "deleted": date(2027, 3, 21),
    "agreed_by_works_council": True,
}


def test_a_round_opens_on_what_was_agreed():
    fieldwork.RoundAgreement(**TERMS).check()


def test_everything_in_the_way_is_told_at_once():
    terms = TERMS | {"purpose": " ", "agreed_by_works_council": False, "threshold": 5, "deleted": date(2030, 1, 1)}
    with pytest.raises(HouvastError) as fault:
        fieldwork.RoundAgreement(**terms).check()
    assert set(fault.value.codes) == {
        "surveys.round_purpose",
        "surveys.round_not_agreed",
        "surveys.round_threshold",
        "surveys.round_dates",
    }


def test_tokens_differ_and_can_be_typed():
    tokens = {fieldwork.new_token() for _ in range(500)}
    assert len(tokens) == 500
    for token in list(tokens)[:50]:
        assert not set(token) & set("01IO")
        assert fieldwork.read_token(f" {token.lower()} ") == token.replace("-", "")


@given(st.text(max_size=40))
def test_nonsense_is_refused_without_repeating_it(typed):
    with pytest.raises(HouvastError) as fault:
        fieldwork.read_token(typed)
    assert fault.value.codes == ("surveys.token",)
    assert len(typed) < 8 or typed not in fault.value.text("en")


def test_what_is_kept_of_a_token_depends_on_the_round_and_on_the_use():
    token, secret, other = fieldwork.new_token(), fieldwork.new_secret(), fieldwork.new_secret()
    kept = {
        fieldwork.token_hash(token, secret),
        fieldwork.draft_name(token, secret),
        fieldwork.token_hash(token, other),
        fieldwork.token_hash(fieldwork.new_token(), secret),
    }
    assert len(kept) == 4
    assert fieldwork.token_hash(token.lower().replace("-", ""), secret) in kept


def test_a_draft_opens_with_its_token_only():
    token, secret = fieldwork.new_token(), fieldwork.new_secret()
    sealed = fieldwork.seal_draft(b'{"work1": 4}', token, secret)
    assert b"work1" not in sealed
    assert fieldwork.open_draft(sealed, token, secret) == b'{"work1": 4}'
    changed = sealed[:-5] + b"AAAA="
    for attempt in (
        (sealed, fieldwork.new_token(), secret),
        (sealed, token, fieldwork.new_secret()),
        (changed, token, secret),
    ):
        with pytest.raises(HouvastError) as fault:
            fieldwork.open_draft(*attempt)
        assert fault.value.codes == ("surveys.draft",)


def test_a_form_counts_from_three_quarters():
    questionnaire = read_questionnaire("questionnaire_good_work")
    assert not fieldwork.counts(9, questionnaire)
    assert fieldwork.counts(10, questionnaire)
