"""Ranks, disagreement and correlation, worked out by hand and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from houvast.futures.folder import load_futures
from houvast.futures.ranking import correlation, disagreement, kind_of, rank, rank_of, score
from houvast.futures.votes import Votes

NAN = float("nan")
FUTURES = load_futures()
KEYS = ("ageing", "mismatch", "scarcity")

# Four people, three developments.
#                ageing        mismatch       scarcity
IMPACT = np.array([[5, 4, 2], [5, 4, 1], [4, 4, NAN], [4, 4, 3]], float)
UNCERTAINTY = np.array([[1, 4, 5], [2, 4, 5], [1, 4, 4], [NAN, 4, 4]], float)
VOTES = Votes(("a", "b", "c", "d"), ("x", "x", "x", "y"), KEYS, IMPACT, UNCERTAINTY)


def test_scores_and_ranks_are_those_of_the_sum_on_paper():
    """Means 4.5 and 4/3, 4 and 4, 2 and 4.5 give scores sqrt(6), 4 and 3: ranks 3, 1 and 2."""
    found = score(IMPACT, UNCERTAINTY)
    assert found == pytest.approx([np.sqrt(4.5 * 4 / 3), 4, np.sqrt(2 * 4.5)])
    assert rank_of(found).tolist() == [3, 1, 2]


def test_equal_scores_share_their_ranks():
    """Two at the top are both first-and-a-half."""
    assert rank_of(np.array([3.0, 5.0, 5.0, NAN])).tolist()[:3] == [3, 1.5, 1.5]


def test_a_ranking_tells_kinds_and_who_knows():
    """High impact and low uncertainty is a given for all scenarios; high on both is a key uncertainty."""
    found = {each.development: each for each in rank(VOTES, FUTURES, 200).developments}
    assert [found[key].kind for key in KEYS] == ["given", "key_uncertainty", "aside"]
    assert [found[key].n_known for key in KEYS] == [3, 4, 3]
    assert found["mismatch"].rank_low == found["mismatch"].rank_high == 1
    assert kind_of(3.0, 3.0, 3.0) == "key_uncertainty"


def test_disagreement_runs_from_nothing_to_one():
    """All the same is 0, half at 1 and half at 5 is 1, and 4 against 5 a quarter."""
    assert disagreement(np.array([4.0, 4.0, NAN])) == 0
    assert disagreement(np.array([1.0, 5.0, 1.0, 5.0])) == 1
    assert disagreement(np.array([4.0, 5.0])) == 0.25


def test_small_groups_are_shown_together_or_not_at_all():
    """Three people are a group; one alone is not shown, for everybody would know whose votes they are."""
    found = rank(VOTES, FUTURES, 50).groups
    assert [(group.group, group.n_respondents) for group in found] == [("x", 3)]


def test_a_group_has_intervals_of_its_own():
    """All of group x put the second first, so it is first in every resample; of the others somebody doubts."""
    (group,) = rank(VOTES, FUTURES, 400).groups
    alone = rank(Votes(("a", "b", "c"), ("x",) * 3, KEYS, IMPACT[:3], UNCERTAINTY[:3]), FUTURES, 400)
    assert group.intervals["mismatch"] == (1, 1)
    assert group.intervals == {each.development: (each.rank_low, each.rank_high) for each in alone.developments}
    assert group.intervals["scarcity"] == (2, 3)


def test_correlation_is_that_of_scipy():
    """Pearson and Spearman over the people who know both."""
    generator = np.random.default_rng(3)
    impact = generator.integers(1, 6, (40, 3)).astype(float)
    uncertainty = generator.integers(1, 6, (40, 3)).astype(float)
    impact[5, 0] = uncertainty[7, 1] = NAN
    votes = Votes(tuple(map(str, range(40))), ("x",) * 40, KEYS, impact, uncertainty)
    pair = correlation(votes, "ageing", "mismatch", 0.5)
    known = np.delete(np.sqrt(impact * uncertainty), [5, 7], axis=0)

    assert pair.n_known == 38
    assert pair.pearson == pytest.approx(stats.pearsonr(known[:, 0], known[:, 1]).statistic)
    assert pair.spearman == pytest.approx(stats.spearmanr(known[:, 0], known[:, 1]).statistic)


def test_spearman_on_paper():
    """Ranks 1 2 3 4 against 2 1 4 3: 1 - 6 * 4 / (4 * 15) = 0.6, which is over the limit of a half."""
    impact = np.array([[1, 2, 3], [2, 1, 3], [3, 4, 3], [4, 3, 3]], float)
    votes = Votes(("a", "b", "c", "d"), ("x",) * 4, KEYS, impact, np.ones((4, 3)))
    pair = correlation(votes, "ageing", "mismatch", 0.5)
    assert pair.spearman == pytest.approx(0.6)
    assert pair.correlated
    assert not correlation(votes, "ageing", "mismatch", 0.61).correlated


def test_nothing_is_told_about_what_does_not_vary():
    """A development that everybody scores alike, or that nobody was asked about, has no correlation."""
    impact = np.array([[1, 2, 3], [2, 1, 3], [3, 4, 3], [4, 3, 3]], float)
    votes = Votes(("a", "b", "c", "d"), ("x",) * 4, KEYS, impact, np.ones((4, 3)))
    assert correlation(votes, "ageing", "scarcity", 0.5).spearman is None
    assert correlation(votes, "ageing", "platforms", 0.5).n_known == 0


def test_intervals_are_those_of_a_plain_bootstrap():
    """The quick sums give the same ranks as drawing people one by one."""
    generator = np.random.default_rng(11)
    impact = generator.integers(1, 6, (12, 3)).astype(float)
    votes = Votes(tuple(map(str, range(12))), ("x",) * 12, KEYS, impact, impact[:, ::-1].copy())
    found = {each.development: each for each in rank(votes, FUTURES, 4000, seed=5).developments}
    drawn = [generator.integers(0, 12, 12) for _ in range(4000)]
    ranks = np.array([rank_of(score(votes.impact[people], votes.uncertainty[people])) for people in drawn])
    for at, key in enumerate(KEYS):
        low, high = np.quantile(ranks[:, at], [0.05, 0.95])
        assert found[key].rank_low == pytest.approx(low, abs=0.51)
        assert found[key].rank_high == pytest.approx(high, abs=0.51)


def test_a_group_that_knows_of_nothing_ranks_nothing():
    """Three people of whom nobody gave both numbers of anything, beside three who did."""
    impact, uncertainty = (np.vstack([each[:3], np.full((3, 3), NAN)]) for each in (IMPACT, UNCERTAINTY))
    votes = Votes(tuple("abcdef"), ("x",) * 3 + ("y",) * 3, KEYS, impact, uncertainty)
    found = {group.group: group for group in rank(votes, FUTURES, 50).groups}
    assert found["x"].intervals["mismatch"] == (1, 1)
    assert found["y"].ranks == found["y"].intervals == {}
