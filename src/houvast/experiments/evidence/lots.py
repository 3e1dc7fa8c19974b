"""Drawing lots: who gets personal guidance in a simulated market, told from outside.

In the model guidance is drawn for every spell of unemployment, and the draw depends on nothing but seed, person and
the month in which the spell began. So the model draws lots at inflow by itself, and the same people would have been
drawn in a world in which nobody gets guidance: that is what makes the two comparable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from houvast.market.kernels.feedback import GUIDED_LANE
from houvast.market.kernels.random_bits import LANE_STEPS, lane_of, word_of

if TYPE_CHECKING:
    from houvast.market.model import Market

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


def drawn(market: Market, people: IntArray, share: float) -> BoolArray:
    """Tell of unemployed people whether the lot of their spell falls within a share.

    Parameters
    ----------
    market
        The market they live in.
    people
        Their places, shape (n,); all of them unemployed.
    share
        Share of spells that is drawn [share].

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    key, began = market.keys["guidance"], market.persons.spell_start
    lots = (lane_of(np.uint64(word_of(began[person], person, key)), GUIDED_LANE) for person in people)  # type: ignore[no-untyped-call]
    return np.fromiter(lots, np.float64, len(people)) < share * LANE_STEPS
