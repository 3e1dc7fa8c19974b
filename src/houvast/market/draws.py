"""Keys for the counter-based draws: one per seed and purpose.

A purpose is a name ("separations", "search"). Its key follows from the seed and
the name alone, so that a new purpose moves no other stream. Keys have the form
that the generator asks for: odd, eight different non-zero hexadecimal digits in
either half.

Reference: B. Widynski (2020), arXiv:2004.06278, section on keys.
"""

from __future__ import annotations

import hashlib

import numpy as np

PURPOSES = (
    "entry",
    "entry_training",
    "entry_rest",
    "diploma",
    "shock",
    "risks",
    "risks_kind",
    "separations_next",
    "separations_hours",
    "vacancies",
    "vacancies_new",
    "vacancies_work",
    "choice",
    "screening",
    "offer",
    "matching",
    "hiring_hours",
    "contracts_hours",
    "terms",
    "review",
    "job_quality",
    "income_swing",
    "benefit_reach",
    "guidance",
    "retraining",
    "basic_jobs",
)

HALF_DIGITS = 8
BITS_PER_DIGIT = 4
DIGEST_BYTES = 16


def key_of(seed: int, purpose: str) -> np.uint64:
    """Return the key of one stream.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 or more.
    purpose : str
        What the draw decides.

    Returns
    -------
    np.uint64
        An odd key with eight different non-zero hexadecimal digits in each half.
    """
    digest = hashlib.sha256(f"{seed}:{purpose}".encode()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:DIGEST_BYTES], "big")))
    high, low = (generator.permutation(np.arange(1, 16)) for _ in range(2))
    last = next(digit for digit in low if digit % 2 == 1)
    others = [digit for digit in low if digit != last]
    key = 0
    for digit in (*high[:HALF_DIGITS], *others[: HALF_DIGITS - 1], last):
        key = (key << BITS_PER_DIGIT) | int(digit)
    return np.uint64(key)


def keys_of(seed: int) -> dict[str, np.uint64]:
    """Return the keys of every purpose for one seed."""
    return {purpose: key_of(seed, purpose) for purpose in PURPOSES}
