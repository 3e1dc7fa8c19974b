"""Draws from a counter: known words, no two streams alike, four lanes in a word."""

import numpy as np
import pytest

from houvast.market.draws import key_of
from houvast.market.kernels.random_bits import (
    high_draw,
    lane_of,
    lanes_of,
    low_draw,
    random_word,
    uniform_of,
    word_of,
)

pytestmark = pytest.mark.kernel

KEY = key_of(1, "separations")
WORD = 2**64


def squares(counter, key):
    """Return the Squares hash, written out with whole numbers of any size from the paper (arXiv:2004.06278v7)."""

    def swap_halves(x):
        return ((x >> 32) | (x << 32)) % WORD

    y = counter * key % WORD
    z = (y + key) % WORD
    x = swap_halves((y * y + y) % WORD)
    x = swap_halves((x * x + z) % WORD)
    x = swap_halves((x * x + y) % WORD)
    t = (x * x + z) % WORD
    x = swap_halves(t)
    return t ^ ((x * x + y) % WORD >> 32)


@pytest.mark.parametrize("counter", [0, 1, 2, 1488 << 40, (1488 << 40) | 13_300_000, WORD - 1])
def test_a_word_is_that_of_the_published_generator(counter):
    """The compiled hash equals the published one, computed with whole numbers of any size."""
    assert int(random_word(np.uint64(counter), KEY)) == squares(counter, int(KEY))


def test_month_and_person_make_the_counter():
    """The word of a person in a month is the hash of month times 2^40 plus person."""
    assert int(word_of(1488, 7, KEY)) == squares((1488 << 40) + 7, int(KEY))


def test_the_same_counter_gives_the_same_word_and_any_other_another():
    """Month, person and purpose each change the word; asking again does not."""
    first = int(word_of(1488, 7, KEY))

    assert int(word_of(1488, 7, KEY)) == first
    others = [word_of(1489, 7, KEY), word_of(1488, 8, KEY), word_of(1488, 7, key_of(1, "search"))]
    others.append(word_of(1488, 7, key_of(2, "separations")))
    assert len({first, *map(int, others)}) == 1 + len(others)


def test_four_lanes_cover_a_word():
    """Four neighbours share one word and each has sixteen bits of it to itself."""
    word = np.uint64(lanes_of(1488, 400, KEY))

    assert {int(lanes_of(1488, person, KEY)) for person in range(400, 404)} == {int(word)}
    assert int(lanes_of(1488, 404, KEY)) != int(word)
    lanes = [int(lane_of(np.uint64(word), person)) for person in range(400, 404)]
    assert sum(lane << (16 * place) for place, lane in enumerate(lanes)) == int(word)


def test_the_two_halves_of_a_word_are_two_draws():
    """High and low draw are the two halves of a word as fractions of 2^32."""
    word = np.uint64((3 << 62) | (1 << 31))

    assert high_draw(word) == 0.75
    assert low_draw(word) == 0.5


def test_draws_are_spread_evenly():
    """Ten thousand draws fill sixteen bins as evenly as chance does: chi-square below its 99.9% point, 37.7."""
    draws = np.array([uniform_of(1488, person, KEY) for person in range(10_000)])

    assert draws.min() >= 0
    assert draws.max() < 1
    counts, expected = np.bincount((draws * 16).astype(int), minlength=16), 10_000 / 16
    assert ((counts - expected) ** 2 / expected).sum() < 37.7
    neighbours = np.corrcoef(draws[:-1], draws[1:])[0, 1]
    assert abs(neighbours) < 4 / np.sqrt(10_000)
