"""What always holds for votes: their order does not matter, and the same seed gives the same intervals."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.futures.folder import load_futures
from houvast.futures.ranking import rank
from houvast.futures.votes import COLUMNS, read_votes
from houvast.vocabulary.errors import HouvastError

FUTURES = load_futures()
DEVELOPMENTS = tuple(FUTURES.developments)[:5]
SCORE = st.sampled_from(["", "1", "2", "3", "4", "5"])


@st.composite
def rounds(draw):
    """Draw the lines of a round of votes, with people who do not know."""
    people = draw(st.integers(2, 7))
    return [
        (f"p{person}", f"g{person % 2}", development, draw(SCORE), draw(SCORE))
        for person in range(people)
        for development in DEVELOPMENTS
        if development == DEVELOPMENTS[0] or draw(st.booleans())
    ]


def written(path, lines):
    """Write a file of votes."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS, *lines])
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds(), st.randoms())
def test_a_ranking_does_not_hang_on_the_order_of_the_lines(tmp_path, lines, shuffler):
    """Shuffled lines give the same ranking, intervals included; so does a second time with the same seed."""
    shuffled = list(lines)
    shuffler.shuffle(shuffled)
    rankings = []
    for each in (lines, shuffled, lines):
        try:
            rankings.append(rank(read_votes(written(tmp_path / "v.csv", each), FUTURES.developments), FUTURES, 50))
        except HouvastError as fault:
            rankings.append(fault.codes)
    assert str(rankings[0]) == str(rankings[1]) == str(rankings[2])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds())
def test_ranks_are_a_full_count(tmp_path, lines):
    """The ranks of n developments add up to n (n + 1) / 2, and each lies within 1 and n."""
    lines = [*lines, ("known", "g", DEVELOPMENTS[0], "3", "4")]
    ranking = rank(read_votes(written(tmp_path / "v.csv", lines), FUTURES.developments), FUTURES, 20)
    n = len(ranking.developments)
    assert sum(each.rank for each in ranking.developments) == pytest.approx(n * (n + 1) / 2)
    for each in ranking.developments:
        assert 1 <= each.rank_low <= each.rank_high <= len(DEVELOPMENTS)
        assert 1 <= each.score <= 5
        assert 0 <= each.disagreement_impact <= 1


def test_another_seed_gives_other_resamples(tmp_path):
    """The seed chooses the luck of the resampling and nothing else."""
    generator = np.random.default_rng(8)
    lines = [
        (f"p{n}", "g", key, str(generator.integers(1, 6)), str(generator.integers(1, 6)))
        for n in range(9)
        for key in DEVELOPMENTS
    ]
    votes = read_votes(written(tmp_path / "v.csv", lines), FUTURES.developments)
    first, same, other = (rank(votes, FUTURES, 57, seed) for seed in (1, 1, 2))
    assert first == same
    assert [each.rank for each in first.developments] == [each.rank for each in other.developments]
    assert first.developments != other.developments
