"""What a round tells, held against everything a reader can compute from it."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.surveys.questionnaire import read_questionnaire
from houvast.surveys.releases import ReportTree
from houvast.surveys.round_scores import score_round
from houvast.vocabulary.errors import HouvastError

TREE = ReportTree({"all": None, "a": "all", "b": "all", "b1": "b", "b2": "b"})
PLACES = ("all", "a", "b", "b1", "b2")
ASKED = read_questionnaire("questionnaire_good_work")
THRESHOLD = 10


def answered(group, code, keys):
    """Answers of one respondent who says the same everywhere, as far as that is asked straight."""
    known = {each.key: each for each in ASKED.questions}
    return group, {key: str(6 - code if known[key].is_reversed else code) for key in keys}


def inside(place, group):
    return place == group or group in TREE.above(place)


def test_a_group_that_says_the_same_cannot_be_left_by_subtraction():
    """The mean of the others would give the highest score of each of the twelve."""
    keys = [each.key for each in ASKED.questions if each.answers]
    answers = [answered("a", 1 + number % 5, keys) for number in range(15)]
    answers += [answered("b", 5, keys) for _ in range(12)]
    told = {each.name: each.means for each in score_round(ASKED, answers, TREE, {"a": 15, "b": 12}, THRESHOLD).groups}
    assert all(told["all"].values())
    assert not any(told["a"].values()), "the whole without a would be b"
    assert not any(told["b"].values())


@st.composite
def companies(draw):
    """People in places of a tree; some places agree among themselves, some people skip what one scale asks."""
    scale = {each.scale for each in ASKED.questions if each.answers and each.scale}
    keys = [each.key for each in ASKED.questions if each.answers]
    skipped = draw(st.sampled_from(sorted(scale)))
    fewer = [each.key for each in ASKED.questions if each.answers and each.scale != skipped]
    answers = []
    for place in PLACES:
        agreed = draw(st.sampled_from([None, 1, 5]))
        for number in range(draw(st.integers(0, 22))):
            code = agreed or 1 + number % 5
            answers.append(answered(place, code, fewer if draw(st.integers(0, 9)) == 0 else keys))
    return answers


@given(companies())
@settings(max_examples=40, deadline=None)
def test_nothing_told_of_a_round_is_about_few_people_or_people_who_all_say_the_same(answers):
    """Brute force: every set of places whose mean follows from the told means."""
    if len(answers) < THRESHOLD:
        return
    invited = {place: max(sum(group == place for group, _ in answers), 1) for place in PLACES}
    scores = score_round(ASKED, answers, TREE, invited, THRESHOLD)
    for scale in ASKED.scales:
        shown = [each.name for each in scores.groups if "" in each.means.get(scale.key, {})]
        if not shown:
            continue
        straight = [key for key in (q.key for q in ASKED.of_scale(scale.key, "")) if key]
        people = [(group, given[straight[0]]) for group, given in answers if straight[0] in given]
        released = np.array([[inside(place, group) for place in PLACES] for group in shown], dtype=float)
        rank = np.linalg.matrix_rank(released)
        for chosen in product([0.0, 1.0], repeat=len(PLACES)):
            if any(chosen) and np.linalg.matrix_rank(np.vstack([released, chosen])) == rank:
                of_few = [said for group, said in people if chosen[PLACES.index(group)]]
                assert not of_few or (len(of_few) >= THRESHOLD and len(set(of_few)) > 1)


@pytest.mark.parametrize("n", [0, 9])
def test_fewer_than_the_threshold_have_no_report(n):
    keys = [each.key for each in ASKED.questions if each.answers]
    with pytest.raises(HouvastError) as fault:
        score_round(ASKED, [answered("a", 1 + k % 5, keys) for k in range(n)], TREE, {"a": n}, THRESHOLD)
    assert fault.value.codes == ("surveys.too_few",)
