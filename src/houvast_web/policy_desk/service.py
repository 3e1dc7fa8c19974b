"""What other apps may ask of the policy desk: facts, preview, and answers from warm processes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from houvast.experiments.comparison.question import Cell
from houvast.experiments.exploration.answer import (
    Answer,
    Runner,
    answer,
    cells_of,
    cells_of_futures,
    first_cells_of,
)
from houvast.experiments.exploration.state import Exploration
from houvast.experiments.exploration.surface import TILES, Surface, given_surface
from houvast.experiments.exploration.workers import Workers
from houvast.experiments.worlds import BASELINE, NO_PACKAGE
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.reports.drawing import draw_svg
from houvast.reports.exploration.figures import previewed
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.word import LANGUAGES

FACTS = "netherlands"
ANSWERS_KEPT = 6
"""Answers kept laid out, some 10 MB each; the runs behind others are kept by the workers."""
PLACES = 6
"""Decimals of a number sent to the browser."""

_lock = threading.Lock()
_workers: Workers | None = None
_answers: OrderedDict[tuple[str, str, int, str], Answer] = OrderedDict()


@cache
def facts() -> Facts:
    """Return the facts of the desk."""
    return load_facts(FACTS)


def surface() -> Surface:
    """Return the preview."""
    return given_surface()


def workers() -> Workers:
    """Return the warm processes of this web server, started when first asked for."""
    global _workers
    with _lock:
        if _workers is None:
            _workers = Workers(FACTS, facts().content_hash)
        return _workers


def warm_up() -> None:
    """Start the processes, each on a run that everybody needs, and read what the first page shows; waits for no run."""
    from houvast_web.policy_desk.screen import controls

    first = Exploration()
    for language in LANGUAGES:
        controls(first, facts(), language)
        draw_svg(previewed(surface(), first, language).specification, language)
    workers().ask([first.settings(BASELINE, NO_PACKAGE), first.settings(package=NO_PACKAGE)], "warm-up")


def shut_down() -> None:
    """End the processes."""
    global _workers
    with _lock:
        if _workers is not None:
            _workers.close()
        _workers = None
        _answers.clear()


def exact(asked: Exploration, visitor: str, can_wait: bool = False) -> Answer:
    """Return the exact answer, from memory where it is there.

    Parameters
    ----------
    asked
        What is explored.
    visitor
        Who asks: a newer question of the same visitor takes the place of this one.
    can_wait
        Whether others go first for a while.

    Raises
    ------
    HouvastError
        What the workers say.
    """
    return _kept(asked, "exact", cells_of(asked), workers().runner(visitor, can_wait))


def first(asked: Exploration, visitor: str) -> Answer:
    """Return the exact answer as it can be had soonest: perhaps without what the measures alone do, a run of its own.

    `exact` then has the whole of it.
    """
    if is_ready(asked):
        return exact(asked, visitor)
    soonest = first_cells_of(asked)
    cells = (*soonest, *(each for each in cells_of(asked) if each not in soonest))
    settings = [asked.settings(*cell) for cell in cells]
    made = workers().make_first(settings[: len(soonest)], settings[len(soonest) :], visitor)
    return _kept(asked, "exact" if len(made) == len(cells) else "first", cells[: len(made)], lambda _asked: made)


def begin(asked: Exploration, visitor: str) -> None:
    """Begin the runs of an exact answer that a visitor is likely to ask for, if nobody waits for another."""
    with suppress(HouvastError):  # told when the answer is asked for
        workers().begin([asked.settings(*cell) for cell in cells_of(asked)], visitor)


def is_ready(asked: Exploration) -> bool:
    """Whether the exact answer can be had without a run."""
    return all(workers().is_kept(asked.settings(*cell)) for cell in cells_of(asked))


def futures(asked: Exploration, visitor: str) -> Answer:
    """Return the exact answer with the four corners beside it: up to eleven runs."""
    cells = tuple(dict.fromkeys((*cells_of(asked), *cells_of_futures(asked))))
    return _kept(asked, "futures", cells, workers().runner(visitor))


def _kept(asked: Exploration, kind: str, cells: Sequence[Cell], run: Runner) -> Answer:
    key = (asked.world, asked.package, asked.seed, kind)
    with _lock:
        found = _answers.get(key)
        if found is not None:
            _answers.move_to_end(key)
    if found is None:
        found = answer(asked, facts(), run, surface(), cells, "futures" if kind == "futures" else "exact")
        with _lock:
            _answers[key] = found
            while len(_answers) > ANSWERS_KEPT:
                _answers.popitem(last=False)
    return replace(found, exploration=asked)


def preview_data(outcome: str, seed: int) -> dict[str, Any]:
    """Return what a browser needs to draw the preview of an outcome and of the tiles, as plain values."""
    found = surface()
    shown = list(dict.fromkeys((*TILES, outcome)))
    return {
        "axis": _plain(found.axis),
        "outcome": outcome,
        "seed": seed,
        "baseline": _plain(found.baseline[outcome]),
        "world": _plain(found.world[outcome]),
        "effects": {measure: _plain(of[outcome]) for measure, of in found.effects.items() if np.any(of[outcome])},
        "tiles": {
            each: {
                "baseline": _last(found.baseline[each]),
                "world": _plain(found.world[each][..., -1]),
                "effects": {
                    measure: _plain(of[each][..., -1]) for measure, of in found.effects.items() if np.any(of[each])
                },
            }
            for each in shown
        },
    }


def _last(values: np.ndarray) -> float:
    return round(float(values[-1]), PLACES)


def _plain(values: np.ndarray) -> Any:
    return np.round(np.nan_to_num(values), PLACES).tolist()
