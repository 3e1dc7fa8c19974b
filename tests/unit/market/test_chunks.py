"""Chunks: events written in stretches are moved together in order of person."""

import pytest

from houvast.market.kernels.chunks import gather_events
from houvast.market.state import new_buffers

pytestmark = pytest.mark.kernel


@pytest.mark.parametrize("counts", [[0, 0, 0], [4, 4, 4], [1, 0, 3], [0, 2, 4]])
def test_events_of_all_chunks_stand_in_one_row(counts):
    """Persons and kinds keep their order and belong together, whatever each chunk holds."""
    buffers = new_buffers(12, 3)
    expected = []
    for chunk, count in enumerate(counts):
        buffers.chunk_count[chunk] = count
        for place in range(4 * chunk, 4 * chunk + count):
            buffers.person[place] = 100 + place
            buffers.kind[place] = place
            expected.append((100 + place, place))

    assert gather_events(buffers, 4) == sum(counts)
    n = sum(counts)
    assert list(zip(buffers.person[:n].tolist(), buffers.kind[:n].tolist(), strict=True)) == expected
