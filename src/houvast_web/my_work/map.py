"""The map of moves: to the right what one has more of, upwards what pays better, each move by its number."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite
from typing import NamedTuple

from houvast.skills.moves.context import Context
from houvast.skills.moves.transitions import Move

WIDTH, HEIGHT = 320, 260
LEFT, RIGHT, TOP, BOTTOM = 40, 18, 24, 36
RADIUS = 12
"""Half of the least size of something to press."""
FEWEST = 2
PAY_STEP_EUR = 5
SHARES = (0, 50, 100)


class Spot(NamedTuple):
    """A move on the map: its number and row in the list, share one has [%], pay [EUR per hour], and where it stands."""

    number: int
    place: int
    name: str
    share: int
    pay: float
    x: int
    y: int
    is_strong: bool


class Tick(NamedTuple):
    """A mark on an axis."""

    value: int
    at: int


class MoveMap(NamedTuple):
    """Everything to draw, in the units of a drawing of `width` by `height`."""

    spots: tuple[Spot, ...]
    shares: tuple[Tick, ...]
    pays: tuple[Tick, ...]
    pay_now: Tick | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    radius: int = RADIUS


def map_of(context: Context, moves: Sequence[Move], names: Sequence[str], now: int | None) -> MoveMap | None:
    """Return the map of moves whose pay is known; None for fewer than two, which need no map.

    Parameters
    ----------
    context
        For pay.
    moves
        As they stand in the list.
    names
        Of all occupations of the language.
    now
        Row of the present work.
    """
    drawn = [(number, move) for number, move in enumerate(moves, 1) if isfinite(context.pay[move.place])]
    if len(drawn) < FEWEST:
        return None
    own = float(context.pay[now]) if now is not None and isfinite(context.pay[now]) else None
    pays = [float(context.pay[move.place]) for _, move in drawn] + ([] if own is None else [own])
    low = PAY_STEP_EUR * floor(min(pays) / PAY_STEP_EUR)
    high = PAY_STEP_EUR * (floor(max(pays) / PAY_STEP_EUR) + 1)

    def across(share: float) -> int:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * share / SHARES[-1])

    def upwards(pay: float) -> int:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (pay - low) / (high - low))

    spots: list[Spot] = []
    for number, move in drawn:
        share, pay = round(50 * sum(move.coverage)), float(context.pay[move.place])
        x, y = _free(across(share), upwards(pay), spots)
        spots.append(Spot(number, move.place, names[move.place], share, pay, x, y, move.band == "strong"))
    return MoveMap(
        tuple(spots),
        tuple(Tick(share, across(share)) for share in SHARES),
        tuple(Tick(pay, upwards(pay)) for pay in range(low, high + 1, PAY_STEP_EUR)),
        None if own is None else Tick(round(own), upwards(own)),
    )


def _free(x: int, y: int, spots: Sequence[Spot]) -> tuple[int, int]:
    """Return the nearest place, to the left or right, where no number covers another; the true one when all are."""
    for shift in range(WIDTH):
        for at in (x - shift, x + shift):
            is_inside = LEFT <= at <= WIDTH - RIGHT
            if is_inside and all((at - each.x) ** 2 + (y - each.y) ** 2 >= (2 * RADIUS) ** 2 for each in spots):
                return at, y
    return x, y
