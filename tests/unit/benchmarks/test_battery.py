"""The battery gets the bits of the market and reads what the tests say."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.draws import battery
from benchmarks.draws.__main__ import judge
from benchmarks.draws.streams import (
    BLOCK_WORDS,
    MONTHS,
    PURPOSE,
    SEED,
    SEEDS,
    START_MONTH,
    all_streams,
    control,
)
from houvast.market.draws import PURPOSES, key_of
from houvast.market.kernels.random_bits import lane_of, lanes_of, word_of

STREAMS = all_streams()
KEY = key_of(SEED, PURPOSE)
PRINTED = """
#=====#
         sts_monobit,   1,    100000,     100,0.45844978,  PASSED  
        dab_filltree,  32,  15000000,       1,0.99748009,   WEAK   
"""  # noqa: W291 - as it is printed


def test_persons_follow_each_other():
    """The first stream reads person after person in one month."""
    assert STREAMS["persons"].words(5).tolist() == [word_of(START_MONTH, person, KEY) for person in range(5)]


def test_months_of_a_person_follow_each_other():
    """The second reads all months of a person, then of the next."""
    words = STREAMS["months"].words(3, start=MONTHS - 1).tolist()
    assert words == [
        word_of(START_MONTH + MONTHS - 1, 0, KEY),
        word_of(START_MONTH, 1, KEY),
        word_of(START_MONTH + 1, 1, KEY),
    ]


def test_purposes_and_seeds_follow_each_other():
    """The third reads a person under every purpose of every seed, then the next person."""
    n_keys = len(SEEDS) * len(PURPOSES)
    words = STREAMS["purposes"].words(n_keys + 1).tolist()
    assert words[1] == word_of(START_MONTH, 0, key_of(SEEDS[0], PURPOSES[1]))
    assert words[n_keys] == word_of(START_MONTH, 1, key_of(SEEDS[0], PURPOSES[0]))


def test_lanes_are_those_of_one_person_month_after_month():
    """The fourth packs four 16-bit draws of a person into a word."""
    lanes = STREAMS["lanes"].words(MONTHS).view("<u2")
    person, month = 3, 7
    word = np.uint64(lanes_of(START_MONTH + month, person, KEY))
    assert lanes[person * MONTHS + month] == lane_of(word, person)


@pytest.mark.parametrize("name", [*STREAMS, "control"])
def test_a_stream_is_the_same_in_blocks_and_at_once(name):
    """Where a block ends is of no matter."""
    stream = {**STREAMS, "control": control()}[name]
    n_words = BLOCK_WORDS + 10
    assert (
        np.concatenate([block.copy() for block in stream.blocks(n_words)]).tobytes() == stream.words(n_words).tobytes()
    )


def test_what_the_program_prints_is_read():
    """Each line with a result becomes a verdict; the rest is left alone."""
    found = battery.read_verdicts("months", PRINTED)
    assert [(each.test, each.size, each.p_value, each.assessment) for each in found] == [
        ("sts_monobit", 1, 0.45844978, "PASSED"),
        ("dab_filltree", 32, 0.99748009, "WEAK"),
    ]


def test_a_weak_result_is_repeated_on_other_bits(monkeypatch):
    """Doubt is settled with new data: the test starts three times more, elsewhere in the stream."""
    starts = []

    def run_once(_stream, _test, start):
        starts.append(start)
        return battery.read_verdicts("months", PRINTED), 1

    monkeypatch.setattr(battery, "_run_once", run_once)
    verdicts, n_bytes = battery.run_test(STREAMS["months"], battery.Test(100), 5)

    assert len(starts) == len(set(starts)) == n_bytes == 4
    assert [each.repeat for each in verdicts if each.test == "sts_monobit"] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("name", "assessment", "code"),
    [
        ("months", "PASSED", 0),
        ("months", "WEAK", 0),
        ("months", "FAILED", 1),
        ("control", "FAILED", 0),
        ("control", "PASSED", 1),
    ],
)
def test_streams_must_pass_and_the_control_must_not(name, assessment, code, capsys):
    """A battery that lets the control through has proved nothing."""
    stream = {**STREAMS, "control": control()}[name]
    verdict = battery.Verdict(name, "sts_monobit", 1, 100, 100, 0.5, assessment)

    assert judge([battery.Outcome(stream, [verdict], 1, 1.0)]) == code
    assert (f"Not as it should be: {name}" in capsys.readouterr().err) == (code == 1)


def test_no_result_at_all_is_a_fault(capsys):
    """When the program printed nothing, nothing was tested."""
    assert judge([battery.Outcome(STREAMS["months"], [], 0, 0.0)]) == 1
    capsys.readouterr()


def test_a_reader_that_has_had_enough_ends_the_stream():
    """A closed pipe is the usual end."""
    taken = []

    def write(block):
        taken.append(len(block))
        if len(taken) == 2:
            raise BrokenPipeError

    assert battery.feed(STREAMS["persons"].blocks(), write) == taken[0]
