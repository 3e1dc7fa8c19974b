"""Streams of bits, each in an order in which the market could show a flaw.

A generator that is good in one order may be bad in another: a battery that reads person after person says
nothing about one person month after month. So the same function, :func:`word_of`, is read in several orders.
Every stream is a function of a place in it, so that a battery may read as much as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.draws import PURPOSES, key_of
from houvast.market.kernels._compile import kernel
from houvast.market.kernels.random_bits import lane_of, lanes_of, word_of
from houvast.vocabulary.months import MONTHS_PER_YEAR, month_stamp

Words = npt.NDArray[np.uint64]

START_MONTH = month_stamp("2024-01")
MONTHS = 15 * MONTHS_PER_YEAR
"""A run of fifteen years."""

PERSONS = 1 << 24
"""More than the whole country; a power of two, so that finding a person's number costs nothing."""

CONTROL = "control"
"""Name of the stream that must fail."""
SEED = 1
SEEDS = (1, 2, 3)
PURPOSE = "separations"
BLOCK_WORDS = 1 << 17
"""A megabyte: large beside the cost of a call, small beside the cache."""

LANES_PER_WORD = 4
LANE_BITS = 16
NEXT_MONTH = 1 << 40
"""From one month to the next the counter goes up by two to the power forty."""


@kernel
def fill_by_person(out, start, first_month, n_persons, key):  # noqa: ANN001, ANN201 - the compiler infers
    """Person after person within one month, then the next month."""
    for place in range(len(out)):
        number = start + place
        out[place] = word_of(first_month + number // n_persons, number % n_persons, key)


@kernel
def fill_by_month(out, start, first_month, n_months, key):  # noqa: ANN001, ANN201
    """All months of one person, then all months of the next."""
    for place in range(len(out)):
        number = start + place
        out[place] = word_of(first_month + number % n_months, number // n_months, key)


@kernel
def fill_by_key(out, start, month, keys):  # noqa: ANN001, ANN201
    """One person under every key, then the next person."""
    for place in range(len(out)):
        number = start + place
        out[place] = word_of(month, number // len(keys), keys[number % len(keys)])


@kernel
def fill_by_lane(out, start, first_month, n_months, key):  # noqa: ANN001, ANN201
    """The 16-bit draws of one person month after month, then those of the next; four to a word."""
    for place in range(len(out)):
        word = np.uint64(0)
        for part in range(LANES_PER_WORD):
            number = (start + place) * LANES_PER_WORD + part
            person = number // n_months
            lane = lane_of(lanes_of(first_month + number % n_months, person, key), person)
            word |= lane << np.uint64(part * LANE_BITS)
        out[place] = word


@kernel
def fill_badly(out, start, month, key):  # noqa: ANN001, ANN201
    """One squaring instead of five: what a battery must turn down."""
    for place in range(len(out)):
        x = (np.uint64(month) * np.uint64(NEXT_MONTH) + np.uint64(start + place)) * key
        x = x * x + x
        out[place] = (x >> np.uint64(32)) | (x << np.uint64(32))


class Stream(NamedTuple):
    """Bits in one order."""

    name: str
    what: str
    fill: Callable[[Words, int], None]
    """Write the words from a place on into an array."""

    def blocks(self, n_words: int | None = None, start: int = 0) -> Iterator[Words]:
        """Yield the stream from `start` on, in blocks that are overwritten; without end when `n_words` is left out."""
        out = np.empty(BLOCK_WORDS, np.uint64)
        done = 0
        while n_words is None or done < n_words:
            size = BLOCK_WORDS if n_words is None else min(BLOCK_WORDS, n_words - done)
            self.fill(out[:size], start + done)
            yield out[:size]
            done += size

    def words(self, n_words: int, start: int = 0) -> Words:
        """Return `n_words` words from `start` on."""
        out = np.empty(n_words, np.uint64)
        self.fill(out, start)
        return out


def _all_keys() -> Words:
    return np.array([key_of(seed, purpose) for seed in SEEDS for purpose in PURPOSES], np.uint64)


def all_streams() -> dict[str, Stream]:
    """Return the streams that must pass, by name."""
    key, keys = key_of(SEED, PURPOSE), _all_keys()
    found = (
        Stream(
            "persons",
            "all persons of a month, then of the next",
            lambda out, start: fill_by_person(out, start, START_MONTH, PERSONS, key),
        ),
        Stream(
            "months",
            "all 180 months of a person, then of the next",
            lambda out, start: fill_by_month(out, start, START_MONTH, MONTHS, key),
        ),
        Stream(
            "purposes",
            f"a person under {len(keys)} keys (all purposes, seeds 1 to {len(SEEDS)}), then the next",
            lambda out, start: fill_by_key(out, start, START_MONTH, keys),
        ),
        Stream(
            "lanes",
            "16-bit draws: all 180 months of a person, then of the next",
            lambda out, start: fill_by_lane(out, start, START_MONTH, MONTHS, key),
        ),
    )
    return {stream.name: stream for stream in found}


def control() -> Stream:
    """Return a stream that must fail; a battery that passes everything proves nothing."""
    key = key_of(SEED, PURPOSE)
    return Stream(CONTROL, "one squaring instead of five", lambda out, start: fill_badly(out, start, START_MONTH, key))
