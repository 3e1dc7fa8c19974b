"""Random bits from a counter: the same luck for the same person, month and purpose.

In words
    A draw is not the next number of a stream but a hash of (key, counter). The
    key stands for seed and purpose, the counter for month and person. So a policy
    changes nobody's luck, threads and chunks cannot change the order of draws,
    and one extra person leaves everyone else's draws as they were.

Equation
    Five rounds of squaring, adding and rotating by half a word ("Squares").

Reference
    B. Widynski (2020), Squares: A Fast Counter-Based RNG, arXiv:2004.06278.
"""

from __future__ import annotations

import numpy as np

from houvast.market.kernels._compile import inline

HALF_WORD = np.uint64(32)
MONTH_SHIFT = np.uint64(40)
"""The counter holds the month above 40 bits of person or word number."""

MANTISSA_SHIFT = np.uint64(11)
MANTISSA_STEP = 1.0 / 9007199254740992.0
"""2 to the power -53: the step between neighbouring uniform draws."""

BYTE_MASK = np.uint64(255)
"""One byte of a word: 256 wage ranks."""

HALF_MASK = np.uint64(4294967295)
HALF_STEP = 1.0 / 4294967296.0
"""2 to the power -32: the step between draws made of half a word."""

FIRST_MIX, SECOND_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
FIRST_MIX_SHIFT, SECOND_MIX_SHIFT, LAST_MIX_SHIFT = np.uint64(30), np.uint64(27), np.uint64(31)

LANE_BITS = np.uint64(16)
LANE_MASK = np.uint64(65535)
LANE_SHIFT = np.uint64(2)
LANE_SELECT = np.uint64(3)
LANE_MEMBERS = 3
"""A person number with both last bits 0 starts a new word of lanes."""

LANE_STEPS = 65536.0
"""One word of 64 bits serves four neighbours with a 16-bit draw each."""


@inline
def random_word(counter, key):
    """Return 64 random bits for a counter under a key."""
    x = counter * key
    y = x
    z = y + key
    x = x * x + y
    x = (x >> HALF_WORD) | (x << HALF_WORD)
    x = x * x + z
    x = (x >> HALF_WORD) | (x << HALF_WORD)
    x = x * x + y
    x = (x >> HALF_WORD) | (x << HALF_WORD)
    x = x * x + z
    t = x
    x = (x >> HALF_WORD) | (x << HALF_WORD)
    return t ^ ((x * x + y) >> HALF_WORD)


@inline
def word_of(month, index, key):
    """Return the 64 bits of one person (or employer) in one month."""
    return random_word((np.uint64(month) << MONTH_SHIFT) | np.uint64(index), key)


@inline
def uniform_of(month, index, key):
    """Return a draw in [0, 1) for one person (or employer) in one month."""
    return np.float64(word_of(month, index, key) >> MANTISSA_SHIFT) * MANTISSA_STEP


@inline
def lanes_of(month, index, key):
    """Return the word whose four lanes serve ``index`` and its three neighbours."""
    return word_of(month, np.uint64(index) >> LANE_SHIFT, key)


@inline
def lane_of(word, index):
    """Return the 16 bits of ``word`` that belong to ``index``, as 0 to 65535."""
    shift = (np.uint64(index) & LANE_SELECT) * LANE_BITS
    return (word >> shift) & LANE_MASK


@inline
def high_draw(word):
    """Return a draw in [0, 1) from the upper half of a word."""
    return np.float64(word >> HALF_WORD) * HALF_STEP


@inline
def low_draw(word):
    """Return a draw in [0, 1) from the lower half of a word."""
    return np.float64(word & HALF_MASK) * HALF_STEP


@inline
def second_word(word):
    """Return another 64 bits made of a random word, for draws that need more lanes than one word has.

    The mixing step of splitmix64 (Steele, Lea and Flood 2014): each bit depends on all bits of ``word``.
    """
    word = (word ^ (word >> FIRST_MIX_SHIFT)) * FIRST_MIX
    word = (word ^ (word >> SECOND_MIX_SHIFT)) * SECOND_MIX
    return word ^ (word >> LAST_MIX_SHIFT)
