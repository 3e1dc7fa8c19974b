"""Putting the events of all chunks in one row, in order of person number.

Each chunk of people writes its events in its own stretch of the lists, so that
threads never wait for each other. Here the stretches are moved together. The
order is that of person numbers, whatever the size of a chunk.
"""

from __future__ import annotations

from houvast.market.kernels._compile import kernel


@kernel
def gather_events(events, chunk_size):
    """Move the events of all chunks together and return how many there are."""
    place = 0
    for chunk in range(len(events.chunk_count)):
        first = chunk * chunk_size
        for offset in range(events.chunk_count[chunk]):
            events.person[place] = events.person[first + offset]
            events.kind[place] = events.kind[first + offset]
            place += 1
    return place
