"""The exercise "Somewhereland" of Weimer-Jehle, the published example of a cross-impact balance.

Source: W. Weimer-Jehle, ScenarioWizard 4.1, Constructing consistent scenarios using cross-impact balance analysis,
manual, 2013, figures 2-2 and 2-3; the method is that of Technological Forecasting and Social Change 73 (2006) 334-361.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from houvast.facts.fields import Names
from houvast.futures.balance import Balance, Element, Influence

SIZES = {"A": 3, "B": 3, "C": 3, "D": 2, "E": 3, "F": 3}
# By state the impact on the states of all other elements, in their order.
IMPACTS = {
    "A1": "-2 1 1 0 0 0 0 0 -2 1 1 0 0 0",
    "A2": "2 1 -3 -2 -1 3 -2 2 0 0 0 2 -1 -1",
    "A3": "0 0 0 0 2 -2 3 -3 2 -1 -1 -2 2 0",
    "B1": "0 0 0 -2 1 1 0 0 0 0 0 0 0 0",
    "B2": "0 0 0 0 1 -1 0 0 1 0 -1 0 0 0",
    "B3": "3 -1 -2 3 0 -3 0 0 3 -1 -2 -2 1 1",
    "C1": "2 1 -3 0 0 0 -2 2 -3 1 2 0 0 0",
    "C2": "-1 2 -1 0 0 0 0 0 0 0 0 0 0 0",
    "C3": "0 0 0 0 0 0 -2 2 3 -1 -2 0 0 0",
    "D1": "0 0 0 0 0 0 0 0 0 3 -1 -2 -2 1 1",
    "D2": "0 -3 3 0 0 0 0 0 0 -3 1 2 2 -1 -1",
    "E1": "0 0 0 0 0 0 -2 -1 3 0 0 2 -1 -1",
    "E2": "0 0 0 -1 0 1 1 1 -2 0 0 -1 0 1",
    "E3": "2 -1 -1 -3 1 2 3 0 -3 0 0 -2 -1 3",
    "F1": "0 3 -3 0 0 0 -3 0 3 -3 3 -2 1 1",
    "F2": "1 -2 1 0 0 0 -1 2 -1 2 -2 2 -1 -1",
    "F3": "0 0 0 0 0 0 -1 2 -1 1 -1 2 -1 -1",
}
STATES = [f"{element}{at}" for element, size in SIZES.items() for at in range(1, size + 1)]
PROSPERITY = {"A": "A2", "B": "B1", "C": "C3", "D": "D1", "E": "E1", "F": "F1"}


@pytest.fixture(scope="module")
def somewhereland() -> Balance:
    """The published matrix."""
    name = Names("x", "x")
    elements = tuple(
        Element(element, name, {f"{element}{at}": name for at in range(1, size + 1)}) for element, size in SIZES.items()
    )
    influences = tuple(
        Influence(origin[0], origin, target[0], target, points, name)
        for origin, row in IMPACTS.items()
        for target, points in zip(
            [state for state in STATES if state[0] != origin[0]], map(int, row.split()), strict=True
        )
        if points
    )
    return Balance(elements, influences, {"S": PROSPERITY})


def test_the_balances_are_the_published_ones(somewhereland):
    """Figure 2-3: the balances of prosperity, cooperation, a dynamic economy, balance, peace and merit."""
    found = somewhereland.balances(somewhereland.codes(PROSPERITY))
    assert found.tolist() == [0, 3, -3, 2, 1, -3, -9, -1, 10, -7, 7, 4, -1, -3, 2, -1, -1]


def test_the_inconsistency_is_where_the_source_finds_it(somewhereland):
    """Wealth balanced has -7 against 7 for strong contrasts: the only contradiction, fourteen points deep."""
    comments = {each.element: each for each in somewhereland.comments(PROSPERITY)}
    assert somewhereland.consistency(somewhereland.codes(PROSPERITY)) == -14
    assert [key for key, each in comments.items() if each.slack < 0] == ["D"]
    assert comments["D"].rival == "D2"
    assert [(each.from_state, each.points) for each in comments["D"].con] == [("F1", -3), ("A2", -2), ("C3", -2)]
    assert comments["D"].pro == ()


def test_there_are_ten_consistent_combinations(somewhereland):
    """Ten of 486 hold together, and a plain loop over the definition finds the same ones."""
    found = {tuple(codes) for codes in somewhereland.consistent(1000)}
    assert somewhereland.n_combinations == 486
    assert len(found) == 10
    assert found == set(consistent_by_definition(somewhereland))


def consistent_by_definition(balance: Balance) -> list[tuple[int, ...]]:
    """Return the consistent combinations, element by element and state by state."""
    starts = np.cumsum([0, *SIZES.values()])
    found = []
    for codes in product(*(range(size) for size in SIZES.values())):
        rows = [starts[at] + code for at, code in enumerate(codes)]
        sums = [sum(int(balance.matrix[row, column]) for row in rows) for column in range(starts[-1])]
        if all(sums[starts[at] + code] == max(sums[starts[at] : starts[at + 1]]) for at, code in enumerate(codes)):
            found.append(codes)
    return found
