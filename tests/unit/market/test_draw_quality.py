"""Quality of draws, as far as seconds allow: the published words, no two counters alike, no pattern in any order.

The heavy part, a battery of statistical tests on gigabytes, is `make draws-check`; docs/explanation/draws.md has
what it found. Statistical tests here are about fixed bits, so they pass always or never; a limit of one in a
million leaves room for all of them together.
"""

import ast
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, norm

from benchmarks.draws.streams import all_streams, control
from houvast.market import kernels
from houvast.market.draws import PURPOSES, key_of, keys_of
from houvast.market.kernels.random_bits import MONTH_SHIFT, lane_of, lanes_of, random_word, uniform_of, word_of

SMALLEST_P = 1e-6
N_WORDS = 1 << 18
WORD_BITS = 64
LARGEST_MONTH = 2**15 - 1
"""Month stamps are 16-bit numbers."""
INDEX_LIMIT = 2**40
KEY = key_of(1, "separations")
START = 1488
STREAMS = all_streams()

months = st.integers(0, LARGEST_MONTH)
indices = st.integers(0, INDEX_LIMIT - 1)
seeds = st.integers(0, 2**63 - 1)
purposes = st.sampled_from(PURPOSES)


def published_word(counter, key):
    """Return the word of the paper's five rounds, with whole numbers of any size and no shift or mask.

    Each round squares, adds, and swaps the halves of the 64-bit result; the last keeps the upper half of its
    square only, and that half is laid over the result of the fourth.
    """
    modulus, half = 2**WORD_BITS, 2 ** (WORD_BITS // 2)
    first = counter * key % modulus
    second = (first + key) % modulus
    x, fourth = first, None
    for number, addend in enumerate((first, second, first, second), start=1):
        square = (x * x + addend) % modulus
        if number == 4:
            fourth = square
        upper, lower = divmod(square, half)
        x = lower * half + upper
    return fourth ^ (x * x + first) % modulus // half


# -- the published generator -----------------------------------------------------------


@pytest.mark.kernel
@given(month=months, index=indices, seed=seeds, purpose=purposes)
def test_every_word_is_that_of_the_published_generator(month, index, seed, purpose):
    """Compiled words equal those computed with whole numbers of any size, for any month, person, seed and purpose."""
    key = key_of(seed, purpose)
    assert int(word_of(month, index, key)) == published_word(month * INDEX_LIMIT + index, int(key))


@given(seed=seeds, purpose=purposes)
def test_keys_have_the_form_of_the_paper_for_any_seed(seed, purpose):
    """Keys are odd, with eight different digits from 1 to f in each half."""
    key = int(key_of(seed, purpose))
    assert key % 2 == 1
    for half in (f"{key:016x}"[:8], f"{key:016x}"[8:]):
        assert len(set(half) - {"0"}) == 8


# -- nothing shares its luck -----------------------------------------------------------


@pytest.mark.kernel
@given(one=st.tuples(months, indices), other=st.tuples(months, indices))
def test_month_and_person_never_alias(one, other):
    """Two pairs of month and index share a counter only if they are the same pair."""
    counters = [month << int(MONTH_SHIFT) | index for month, index in (one, other)]
    assert (counters[0] == counters[1]) == (one == other)
    for (month, index), counter in zip((one, other), counters, strict=True):
        assert counter < 2**WORD_BITS
        assert word_of(month, index, KEY) == random_word(np.uint64(counter), KEY)


@pytest.mark.parametrize("name", STREAMS)
def test_no_word_comes_twice(name):
    """A quarter of a million words are all different: by chance two would agree once in half a thousand million."""
    assert len(np.unique(STREAMS[name].words(N_WORDS))) == N_WORDS


def test_purposes_and_seeds_have_keys_of_their_own():
    """All purposes under fifty seeds give as many keys."""
    keys = {int(key) for seed in range(50) for key in keys_of(seed).values()}
    assert len(keys) == 50 * len(PURPOSES)


def keys_used(function):
    """Return the keys that a kernel gives to lanes, and those it gives to whole words."""
    lanes, whole = set(), set()
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id == "lanes_of":
                lanes.add(ast.unparse(call.args[-1]))
            elif call.func.id in ("word_of", "uniform_of"):
                whole.add(ast.unparse(call.args[-1]))
    return lanes, whole


@pytest.mark.parametrize("path", sorted(Path(kernels.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_lanes_and_whole_words_have_keys_of_their_own(path):
    """No kernel uses one key for both: the word of four people's lanes would be the whole word of a fifth."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            lanes, whole = keys_used(function)
            assert lanes & whole == set(), function.name


# -- no pattern, in any order ----------------------------------------------------------


def p_of_bytes(words):
    """Return the p-value, of either tail, that all 256 bytes come equally often in each of the eight places."""
    places = words.view(np.uint8).reshape(-1, 8)
    expected = len(places) / 256
    counts = np.stack([np.bincount(places[:, place], minlength=256) for place in range(8)])
    statistic = ((counts - expected) ** 2 / expected).sum()
    below = chi2.cdf(statistic, 8 * 255)
    return 2 * min(below, 1 - below)


def p_of_bits(words):
    """Return the p-value that each of the 64 bits is set half the time, corrected for there being 64."""
    bits = np.unpackbits(words.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    scores = (bits.sum(axis=0, dtype=np.int64) - len(words) / 2) / np.sqrt(len(words) / 4)
    return min(1.0, WORD_BITS * 2 * norm.sf(np.abs(scores).max()))


def p_of_agreement(words, others):
    """Return the p-value that two rows of words agree in half of their bits."""
    differing = np.bitwise_count(words ^ others).sum(dtype=np.int64)
    n_bits = len(words) * WORD_BITS
    return 2 * norm.sf(abs(differing - n_bits / 2) / np.sqrt(n_bits / 4))


def p_of_correlation(draws, others):
    """Return the p-value that two rows of draws do not go together."""
    return 2 * norm.sf(abs(np.corrcoef(draws, others)[0, 1]) * np.sqrt(len(draws)))


def p_of_pairs(words):
    """Return the p-value that the upper bytes of neighbours fill a square of 256 by 256 evenly."""
    upper = (words >> np.uint64(56)).astype(np.int64)
    counts = np.bincount(upper[0::2] * 256 + upper[1::2], minlength=1 << 16)
    expected = len(words) / 2 / (1 << 16)
    statistic = ((counts - expected) ** 2 / expected).sum()
    below = chi2.cdf(statistic, (1 << 16) - 1)
    return 2 * min(below, 1 - below)


def p_values(words):
    """Return the p-values of all tests of one row of words."""
    draws = words / 2.0**WORD_BITS
    lags = {f"lag {lag}": p_of_correlation(draws[:-lag], draws[lag:]) for lag in (1, 2, 4, 180)}
    near = {f"agreement at {lag}": p_of_agreement(words[:-lag], words[lag:]) for lag in (1, 60, 180)}
    return {"bytes": p_of_bytes(words), "bits": p_of_bits(words), "pairs": p_of_pairs(words), **lags, **near}


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_shows_no_pattern(name):
    """Bytes, bits, pairs and neighbours are as chance has them, in every order in which the market draws."""
    found = p_values(STREAMS[name].words(N_WORDS))
    assert {test: p for test, p in found.items() if p < SMALLEST_P} == {}


def test_these_tests_see_a_bad_generator():
    """One squaring instead of five fails several of the same tests."""
    found = p_values(control().words(N_WORDS))
    assert {"bytes", "bits"} <= {test for test, p in found.items() if p < SMALLEST_P}


def words_of(month, n_words, key, first=0):
    """Return the words of persons ``first`` and on, in a month."""
    return np.array([word_of(month, index, key) for index in range(first, first + n_words)], np.uint64)


@pytest.mark.parametrize(("purpose", "other"), list(itertools.pairwise(PURPOSES)))
def test_purposes_are_independent(purpose, other):
    """The same person in the same month is dealt luck anew for every purpose."""
    words = [words_of(START, 4000, key_of(1, each)) for each in (purpose, other)]
    assert p_of_agreement(*words) > SMALLEST_P
    assert p_of_correlation(*(each / 2.0**WORD_BITS for each in words)) > SMALLEST_P


@pytest.mark.parametrize(("month", "seed"), [(START + 1, 1), (START + 12, 1), (START, 2), (START + 256, 1)])
def test_months_and_seeds_are_independent(month, seed):
    """Another month, or another seed, deals everybody luck anew."""
    words = words_of(START, 20_000, KEY), words_of(month, 20_000, key_of(seed, "separations"))
    assert p_of_agreement(*words) > SMALLEST_P
    assert p_of_correlation(*(each / 2.0**WORD_BITS for each in words)) > SMALLEST_P


def test_the_four_lanes_of_a_word_are_independent():
    """Four neighbours share a word, and nothing else."""
    lanes = np.array(
        [
            [lane_of(np.uint64(lanes_of(START, person, KEY)), person) for person in range(four, four + 4)]
            for four in range(0, 40_000, 4)
        ],
        np.float64,
    )
    for one, other in itertools.combinations(range(4), 2):
        assert p_of_correlation(lanes[:, one], lanes[:, other]) > SMALLEST_P


def test_the_first_persons_are_as_lucky_as_others():
    """Person 0 has a counter whose lower bits are all zero; over the months its draws are even all the same."""
    for person in range(4):
        draws = np.array([uniform_of(month, person, KEY) for month in range(20_000)])
        assert 2 * norm.sf(abs(draws.mean() - 0.5) * np.sqrt(12 * len(draws))) > SMALLEST_P
        assert p_of_correlation(draws[:-1], draws[1:]) > SMALLEST_P
        counts = np.bincount((draws * 64).astype(int), minlength=64)
        expected = len(draws) / 64
        assert chi2.sf(((counts - expected) ** 2 / expected).sum(), 63) > SMALLEST_P
