"""Moves on ESCO 1.1 against judgement, and the counts of the published files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from houvast.skills.importing import import_files
from houvast.skills.moves.context import context_of
from houvast.skills.moves.coverage import all_pairs
from houvast.skills.moves.transitions import find_moves, move_to, origin_of
from houvast.skills.store import Store

CASES = yaml.safe_load((Path(__file__).parent / "moves.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def known(esco_store):
    language = esco_store.language("1.1.0")
    names = {name.lower(): place for place, name in enumerate(language.occupations["en"])}
    return language, context_of(language, esco_store), names


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['from']} to {case['to']}")
def test_a_move_is_proposed_or_not_as_judged(known, case):
    language, context, names = known
    origin, target = origin_of(language, names[case["from"]]), names[case["to"]]
    proposed = {move.place for move in find_moves(language, context, origin).proposed}
    as_judged = (target in proposed) == (case["expected"] == "near")
    assert as_judged is ("misses" not in case)
    if case["expected"] == "not":  # held back by a guard or not alike at all, and it says which
        move = move_to(language, context, origin, target)
        assert not move.is_proposed or move.cosine < 0.3


def test_there_are_enough_cases_of_both_kinds():
    expected = [case["expected"] for case in CASES]
    assert len(expected) >= 40
    assert expected.count("not") >= len(expected) / 2
    assert all(case["reason"] for case in CASES)


def test_the_counts_are_those_published(known):
    """ESCO 1.1.0: 3,008 occupations, 13,891 skills, 123,852 relations, none of them orphans."""
    language, _, _ = known
    assert (len(language.occupations), len(language.skills), len(language.relations)) == (3008, 13891, 123852)
    assert sum(bool(name) for name in language.occupations["nl"]) == 3004


def test_version_1_1_1_has_its_67_orphans(shared_data, tmp_path):
    done = import_files(shared_data / "skills" / "esco111_en", version="1.1.1", store=Store(tmp_path / "store"))
    assert done.rows["relations"] == 123_855 - 67
    assert any("67 of 123855" in note.en for note in done.notes)


def test_all_pairs_agree_with_loops(known):
    """Coverage and shares of the vectorised form, for pairs drawn at random, by sets."""
    language, _, _ = known
    pairs = all_pairs(language)
    luck = np.random.default_rng(5)
    for origin, target in luck.integers(3008, size=(40, 2)):
        have = set(language.essential[[origin]].indices)
        perhaps = have | set(language.optional[[origin]].indices)
        wanted = set(language.essential[[target]].indices)
        if wanted:
            assert pairs.coverage_low[origin, target] == pytest.approx(len(have & wanted) / len(wanted))
            assert pairs.coverage_high[origin, target] == pytest.approx(len(perhaps & wanted) / len(wanted))


def test_exposure_has_five_measures_or_says_which_are_missing(known):
    _, context, _ = known
    assert set(context.exposure) >= {"ILO 2025", "AIOE", "GPTs are GPTs, alpha", "AI applicability"}
    ranges = [context.exposure_range(place) for place in range(3008)]
    assert all(each is not None and 0 <= each[0] <= each[1] <= 1 for each in ranges)
