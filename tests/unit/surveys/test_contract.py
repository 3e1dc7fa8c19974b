"""The psychological contract: scores by hand, breach, exchange, the employer's points, teams, change, agreements."""

from datetime import date
from functools import partial

import numpy as np
import polars as pl
import pytest

from houvast.surveys import contract
from houvast.surveys.activities import advise, make_profile, read_activities
from houvast.surveys.agreements import EMPLOYER, WORKER, Agreement, change_agreement, read_agreement, sign
from houvast.surveys.data import read_data
from houvast.surveys.questionnaire import read_questionnaire
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.word import keys_of
from houvast.vocabulary.words import SECURITIES

score_contract = partial(contract.score_contract, n_resamples=20)
QUESTIONNAIRE = read_questionnaire("questionnaire_psychological_contract")


def answers(tmp_path, n=40, name="a.csv", seed=1, **fixed):
    """A file with answers by chance; `fixed` sets columns, cut or repeated to n rows."""
    luck = np.random.default_rng(seed)
    columns = {each.key: luck.integers(1, 6, n).tolist() for each in QUESTIONNAIRE.questions}
    columns |= {key: (value * n)[:n] if isinstance(value, list) else [value] * n for key, value in fixed.items()}
    path = tmp_path / name
    pl.DataFrame(columns).write_csv(path)
    return read_data(path)


def scale(report, key):
    return next(each for each in report.scales if each.scale == key)


def test_means_gap_and_breach_by_hand(tmp_path):
    """Half the people say 5 is owed and 1 comes true, half say 3 and 3."""
    owed = {f"rewards{number}o": [5, 3] for number in (1, 2, 3)}
    got = {f"rewards{number}f": [1, 3] for number in (1, 2, 3)}
    found = scale(score_contract(QUESTIONNAIRE, answers(tmp_path, **owed, **got)), "rewards")
    assert (found.obliged.value, found.fulfilled.value, found.gap.value) == (4, 2, -2)
    assert found.breach.value == 0.5
    assert found.breach.se == pytest.approx(np.sqrt(0.25 / 39))
    assert found.priority == "act"
    assert found.answers["obliged"] == {"1": 0, "2": 0, "3": 0.5, "4": 0, "5": 0.5}
    assert found.obliged.se == pytest.approx(np.std([5, 3] * 20, ddof=1) / np.sqrt(40))
    census = scale(score_contract(QUESTIONNAIRE, answers(tmp_path, **owed, **got), population=40), "rewards")
    assert census.obliged.se == 0, "everybody answered"


def test_kinds_of_exchange(tmp_path):
    """Who owes much: nobody, the organisation, the worker, both; a quarter of the people each."""
    data = answers(tmp_path, n=40)
    frame = data.frame
    organisation = [
        each.key
        for each in QUESTIONNAIRE.questions
        if each.key.endswith("o") and "role" not in each.key and "extra" not in each.key
    ]
    worker = [
        each.key
        for each in QUESTIONNAIRE.questions
        if each.key in {f"{s}{k}o" for s in ("inrole", "extra") for k in (1, 2, 3)}
    ]
    frame = frame.with_columns([pl.Series(key, ["1", "5", "1", "5"] * 10) for key in organisation])
    frame = frame.with_columns([pl.Series(key, ["1", "1", "5", "5"] * 10) for key in worker])
    frame.write_csv(tmp_path / "b.csv")
    report = score_contract(QUESTIONNAIRE, read_data(tmp_path / "b.csv"))
    assert {name: share.value for name, share in report.exchanges.items()} == {
        "quasi_spot": 0.25,
        "employer_over_obligation": 0.25,
        "employer_under_obligation": 0.25,
        "mutual_high": 0.25,
    }


def test_the_employer_is_shown_as_points_and_one_rater_only_when_they_agree(tmp_path):
    raters = ["employee"] * 38 + ["employer"] * 2
    owed = {f"content{number}o": [2] * 38 + [4, 5] for number in (1, 2, 3)}
    report = score_contract(QUESTIONNAIRE, answers(tmp_path, role=raters, **owed), role="role")
    found = scale(report, "job_content")
    assert found.employer == (4, 5)
    assert found.mismatch == pytest.approx(4.5 - 2)
    assert found.below_employer.value == 1
    assert report.n == 38, "the employer is no employee"
    alone = answers(tmp_path, role=["employee"] * 39 + ["employer"])
    assert not scale(score_contract(QUESTIONNAIRE, alone, role="role"), "job_content").employer
    agreed = score_contract(QUESTIONNAIRE, alone, role="role", employer_agrees=True)
    assert len(scale(agreed, "job_content").employer) == 1


def test_teams_below_the_threshold_are_never_told(tmp_path):
    teams = ["north"] * 20 + ["south"] * 15 + ["tiny"] * 5
    report = score_contract(QUESTIONNAIRE, answers(tmp_path, team=teams), team="team")
    assert "tiny" not in report.teams
    assert len(report.teams) == 1, "with two of three shown, the third would follow"
    assert report.hidden_teams == 2
    assert report.team_agreement["rewards"]["n_teams"] == 3
    assert report.team_agreement["rewards"]["reliable"] in (True, False)


def test_too_few_answers_show_nothing(tmp_path):
    with pytest.raises(HouvastError) as fault:
        score_contract(QUESTIONNAIRE, answers(tmp_path, n=9))
    assert fault.value.codes == ("surveys.too_few",)


def test_change_since_the_last_round(tmp_path):
    now, before = answers(tmp_path, seed=1), answers(tmp_path, name="before.csv", seed=2)
    found = scale(score_contract(QUESTIONNAIRE, now, previous=before), "rewards")
    earlier = scale(score_contract(QUESTIONNAIRE, before), "rewards")
    assert found.change.value == pytest.approx(found.fulfilled.value - earlier.fulfilled.value)
    assert found.change.se == pytest.approx(np.hypot(found.fulfilled.se, earlier.fulfilled.se))


def test_a_reversed_item_is_pointed_at(tmp_path):
    luck = np.random.default_rng(1)
    content = luck.integers(1, 6, 40).tolist()
    turned = [6 - each for each in content]
    found = scale(
        score_contract(QUESTIONNAIRE, answers(tmp_path, social1f=content, social2f=content, social3f=turned)),
        "social_atmosphere",
    )
    assert "social3f" in found.reliability["fulfilled"].negative_items


def test_other_questionnaires_have_no_contract_to_score(tmp_path):
    with pytest.raises(HouvastError) as fault:
        score_contract(read_questionnaire("questionnaire_good_work"), answers(tmp_path))
    assert fault.value.codes == ("surveys.questionnaire_asks",)


def test_unknown_codes_and_missing_columns_are_told_at_once(tmp_path):
    data = answers(tmp_path, rewards1o=9)
    frame = data.frame.drop("content1f")
    frame.write_csv(tmp_path / "bad.csv")
    with pytest.raises(HouvastError) as fault:
        score_contract(QUESTIONNAIRE, read_data(tmp_path / "bad.csv"))
    assert {"surveys.unknown_code", "surveys.no_column"} <= set(fault.value.codes)


def test_own_scores_of_one_respondent_by_hand():
    good_work = read_questionnaire("questionnaire_good_work")
    scores = contract.own_scores(good_work, {"money1": 5, "money2": 4, "money3": 1, "life1": 3})
    assert scores == {"money": {"": pytest.approx(14 / 3)}}, (
        "worry (money3) is turned round; life has one answer of four"
    )


def test_activities_of_the_table_and_a_profile():
    table = read_activities()
    assert len({each.key for each in table}) == 36
    assert {security for each in table for security in each.securities} <= set(keys_of(SECURITIES))
    assert all(each.status in ("measured", "assumed") and each.source for each in table)
    nothing = make_profile(table, [])
    assert nothing.blind_spots == keys_of(SECURITIES)
    everything = make_profile(table, [each.key for each in table], flexible_policy=0.2)
    assert everything.blind_spots == ("income",), "no activity of the table serves income security"
    assert everything.as_json()["security_share"]["job_security"] == 1
    assert everything.as_json()["flexible_policy"] == 0.2


def test_advice_goes_to_the_widest_gap_first():
    table = read_activities()
    profile = make_profile(table, ["self_rostering", "alumni_policy", "vitality_policy"])
    advice = advise(table, profile, ["work_life_balance", "career_development"])
    assert advice[0].obligations == ("work_life_balance",)
    assert all(each.activity.key not in profile.in_use for each in advice)


def test_unknown_activities_are_told_with_the_nearest():
    with pytest.raises(HouvastError) as fault:
        make_profile(read_activities(), ["sabaticals", "nonsense"], where="ours.txt")
    assert fault.value.codes == ("surveys.activity", "surveys.activity")
    assert "sabbaticals" in fault.value.text("nl")


def test_an_agreement_holds_when_both_signed_the_same_words():
    agreed = Agreement("career_development", "Follows the course.", "Pays for it.", date(2026, 6, 1))
    agreed = sign(agreed, WORKER, date(2026, 1, 5))
    assert not agreed.is_agreed
    agreed = sign(agreed, EMPLOYER, date(2026, 1, 6))
    assert agreed.is_agreed
    assert agreed.is_due(date(2026, 6, 1))
    assert not agreed.is_due(date(2026, 5, 31))
    changed = Agreement(agreed.subject, agreed.worker_does, "Pays half.", agreed.review_on, agreed.signatures)
    assert changed.signed_by == (), "other words need other signatures"
    with pytest.raises(HouvastError):
        sign(agreed, "manager", date(2026, 1, 7))
    with pytest.raises(HouvastError):
        sign(Agreement("x", " ", "y", date(2026, 1, 1)), WORKER, date(2026, 1, 1))


def test_an_agreement_comes_back_from_its_file(tmp_path):
    agreed = change_agreement(
        None, "new", "rewards", "Zegt het als het knelt.", "Kijkt elk half jaar.", date(2027, 1, 1)
    )
    agreed = sign(sign(agreed, WORKER, date(2026, 1, 5)), EMPLOYER, date(2026, 1, 6))
    (tmp_path / "ours.json").write_text(agreed.as_json(), encoding="utf-8")
    assert read_agreement(tmp_path / "ours.json") == agreed
    changed = change_agreement(agreed, "ours", review_on=date(2027, 6, 1))
    assert changed.signed_by == (), "another day is another agreement"
    with pytest.raises(HouvastError) as fault:
        change_agreement(None, "new", worker_does="x" * 2001)
    assert fault.value.codes == ("surveys.agreement_long",)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", 1),
        ("[" * 60_000, 1),
        ('{"format": "houvast-agreement-1"}', 5),
        (
            '{"format": "x", "subject": 3, "worker_does": "", "employer_does": 1, "review_on": "x", "signatures": []}',
            4,
        ),
    ],
)
def test_a_file_that_is_no_agreement_is_refused_with_all_its_faults(tmp_path, text, faults):
    (tmp_path / "ours.json").write_text(text, encoding="utf-8")
    with pytest.raises(HouvastError) as fault:
        read_agreement(tmp_path / "ours.json")
    assert fault.value.codes == ("surveys.bad_agreement",) * faults
