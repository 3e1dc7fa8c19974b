"""What compiling offers kernels: a row can be asked for ahead of its turn, and that changes nothing."""

import numpy as np
import pytest

from houvast.market.kernels._compile import kernel, prefetch
from houvast.market.state import in_rows

pytestmark = pytest.mark.kernel


@kernel
def ask_and_add(column, places):
    """Ask for every place and return the sum of what stands there."""
    found = 0
    for place in places:
        prefetch(column, place)
    for place in places:
        found += column[place]
    return found


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int32, np.uint64])
def test_asking_ahead_changes_nothing(dtype):
    """A column of its own and one in rows, of any type, hold what they held."""
    column = np.arange(50, dtype=dtype)
    row = in_rows({"before": np.full(50, 7, np.uint8), "asked": column}, 50)
    places = np.array([0, 49, 7, 7])

    for one in (column, row["asked"]):
        assert ask_and_add(one, places) == 63
        np.testing.assert_array_equal(one, np.arange(50))
    assert (row["before"] == 7).all()
