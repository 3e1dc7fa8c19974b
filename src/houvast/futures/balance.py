"""Cross-impact balance: which combinations of states hold together, and what speaks for and against each.

Equations
    balance(j, l) = sum over elements i != j of impact(i, z_i -> j, l), for a combination z of one state per element;
    a combination is consistent when no element has a state of higher balance than the one it is in;
    consistency = min over j of (balance(j, z_j) - largest balance of the other states of j).

Source
    W. Weimer-Jehle, "Cross-impact balances: A system-theoretical approach to cross-impact analysis", Technological
    Forecasting and Social Change 73 (2006) 334-361.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.facts.fields import Names
from houvast.vocabulary.errors import HouvastError, nearest, problem

IntArray = npt.NDArray[np.int64]
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Element:
    """One part of the picture, with the states it can be in."""

    key: str
    name: Names
    states: Mapping[str, Names]


class Influence(NamedTuple):
    """What a state of one element does to a state of another, from -3 (hinders) to 3 (helps)."""

    from_element: str
    from_state: str
    to_element: str
    to_state: str
    points: int
    reason: Names


class Comment(NamedTuple):
    """What speaks for and against the state of one element within a combination.

    `slack` is how far it stands above the best other state; below zero another state fits better (`rival`).
    """

    element: str
    state: str
    slack: int
    rival: str
    pro: tuple[Influence, ...]
    con: tuple[Influence, ...]


@dataclass(frozen=True)
class Balance:
    """Elements, what their states do to each other, and the combination that stands for each scenario."""

    elements: tuple[Element, ...]
    influences: tuple[Influence, ...]
    scenarios: Mapping[str, Mapping[str, str]]

    @property
    def n_combinations(self) -> int:
        """Number of combinations of one state per element."""
        return prod(len(element.states) for element in self.elements)

    @cached_property
    def _starts(self) -> IntArray:
        lengths = [len(element.states) for element in self.elements]
        return np.cumsum([0, *lengths], dtype=np.int64)

    @cached_property
    def matrix(self) -> IntArray:
        """The impacts of every state (row) on every state (column), by element and state in their order."""
        position = {
            (element.key, state): self._starts[code] + at
            for code, element in enumerate(self.elements)
            for at, state in enumerate(element.states)
        }
        found = np.zeros((self._starts[-1],) * 2, np.int64)
        for each in self.influences:
            found[position[each.from_element, each.from_state], position[each.to_element, each.to_state]] += each.points
        return found

    def codes(self, combination: Mapping[str, str]) -> IntArray:
        """Return the place of the state of each element among its states, shape (n_elements,)."""
        return np.array([list(element.states).index(combination[element.key]) for element in self.elements])

    def combination(self, codes: IntArray) -> dict[str, str]:
        """Return a combination from the places of its states."""
        return {each.key: list(each.states)[code] for each, code in zip(self.elements, codes, strict=True)}

    def balances(self, codes: IntArray) -> IntArray:
        """Return the balance of every state in combinations.

        Parameters
        ----------
        codes : ndarray of int, shape (..., n_elements)
            Combinations, by place of the state.

        Returns
        -------
        ndarray of int, shape (..., n_states)
        """
        return np.asarray(self.matrix[codes + self._starts[:-1]].sum(axis=-2))

    def slacks(self, codes: IntArray) -> IntArray:
        """Return by element how far its state stands above the best other one, shape (..., n_elements)."""
        balances = self.balances(codes)
        found = []
        for code, start in enumerate(self._starts[:-1]):
            own = balances[..., start : self._starts[code + 1]]
            chosen = codes[..., code, None]
            at_chosen = np.take_along_axis(own, chosen, axis=-1)[..., 0]
            lowest = np.iinfo(np.int64).min // 2
            others = np.where(np.arange(own.shape[-1]) == chosen, lowest, own)
            found.append(at_chosen - others.max(axis=-1))
        return np.stack(found, axis=-1)

    def consistency(self, codes: IntArray) -> IntArray:
        """Return the consistency of combinations: below zero something contradicts, shape (...)."""
        return np.asarray(self.slacks(codes).min(axis=-1))

    def consistent(self, most_combinations: int) -> IntArray:
        """Return all consistent combinations, most consistent first, shape (n, n_elements).

        Raises
        ------
        HouvastError
            `futures.combinations`, when there are more than `most_combinations` to work out.
        """
        if self.n_combinations > most_combinations:
            raise HouvastError(
                problem("futures.combinations", where="balance.yaml", found=self.n_combinations, most=most_combinations)
            )
        lengths = tuple(len(element.states) for element in self.elements)
        found = []
        for first in range(0, self.n_combinations, _CHUNK):
            numbers = np.arange(first, min(first + _CHUNK, self.n_combinations))
            codes = np.stack(np.unravel_index(numbers, lengths), axis=-1)
            found.append(codes[self.consistency(codes) >= 0])
        every = np.concatenate(found)
        return every[np.argsort(-self.consistency(every), kind="stable")] if len(every) else every

    def comments(self, combination: Mapping[str, str]) -> tuple[Comment, ...]:
        """Return for every element what speaks for and against its state in a combination."""
        codes = self.codes(combination)
        slacks, balances = self.slacks(codes), self.balances(codes)
        found = []
        for code, element in enumerate(self.elements):
            own = balances[self._starts[code] : self._starts[code + 1]]
            rivals = [state for at, state in enumerate(element.states) if own[at] == own.max()]
            acting = [
                each
                for each in self.influences
                if combination[each.from_element] == each.from_state
                and (each.to_element, each.to_state) == (element.key, combination[element.key])
            ]
            found.append(
                Comment(
                    element.key,
                    combination[element.key],
                    int(slacks[code]),
                    rivals[0] if slacks[code] < 0 else "",
                    tuple(sorted((each for each in acting if each.points > 0), key=_strength)),
                    tuple(sorted((each for each in acting if each.points < 0), key=_strength)),
                )
            )
        return tuple(found)


def _strength(influence: Influence) -> int:
    return -abs(influence.points)


def balance_of(value: Mapping[str, Any]) -> Balance:
    """Return the balance that stands in a checked `balance.yaml`."""
    elements = tuple(
        Element(key, Names(**each["name"]), {state: Names(**names) for state, names in each["states"].items()})
        for key, each in value["elements"].items()
    )
    influences = tuple(
        Influence(each["from"], origin, each["to"], target, points, Names(**each["reason"]))
        for each in value["influences"]
        for origin, targets in each["points"].items()
        for target, points in targets.items()
        if points
    )
    return Balance(elements, influences, value["scenarios"])


def check_balanced(balance: Balance, scenario: str | None) -> tuple[str, ...]:
    """Return the scenarios to comment on: the one asked for, or all that the balance speaks of.

    Raises
    ------
    HouvastError
        `futures.unknown`, with the nearest name.
    """
    known = tuple(balance.scenarios)
    if scenario is None:
        return known
    if scenario not in known:
        names = {"found": scenario, "known": known, "suggestion": nearest(scenario, known)}
        raise HouvastError(problem("futures.unknown", where="--scenario", **names))
    return (scenario,)
