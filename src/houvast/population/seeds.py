"""Independent streams of chance, one per purpose.

A stream depends on the seed and on the name of its purpose only, so a purpose that is added later moves
none of the others. (Draws that must be the same in two runs of the market are hashes of person and month;
they live with the market. Building a population happens once, so plain streams do.)
"""

from hashlib import sha256

import numpy as np

_WORD_BYTES = 4


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Return the stream of `purpose` under `seed`.

    Parameters
    ----------
    seed : int
        Seed of the population, 0 or more.
    purpose : str
        What the draws are for, for example ``"region of persons"``.

    Returns
    -------
    np.random.Generator
        A PCG64 generator; the same for the same arguments.
    """
    digest = sha256(purpose.encode()).digest()
    words = [int.from_bytes(digest[at : at + _WORD_BYTES], "little") for at in range(0, len(digest), _WORD_BYTES)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))
