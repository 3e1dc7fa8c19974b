"""Skills measured: `python -m benchmarks.skills FOLDER [--linking]`, FOLDER with ESCO, crosswalks and the MELO set.

Times are the best of three, on the clock and of the processor: on a machine with other work only the second says
something. Linking measures all folds and takes about ten minutes.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from houvast.skills.importing import import_files
from houvast.skills.linking.evaluation import evaluate
from houvast.skills.linking.linker import concepts_of, items_of, linker_of
from houvast.skills.moves.context import context_of
from houvast.skills.moves.coverage import all_pairs
from houvast.skills.moves.transitions import find_moves, origin_of
from houvast.skills.store import Store

TITLES = 1000
BANDS = (0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.01)
TOP = 10


class Times(NamedTuple):
    """Time on the clock and of the processor [s]."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.3f} s, of the processor {self.processor:.3f} s"

    def each(self, count: int) -> Times:
        """Return the time for one of so many."""
        return Times(self.clock / count, self.processor / count)


def timed(work: Callable[[], object]) -> Times:
    """Return how long something took."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Times(time.perf_counter() - clock, time.process_time() - processor)


def best_of_three(work: Callable[[], object]) -> Times:
    """Return the shortest of three times."""
    found = [timed(work) for _ in range(3)]
    return Times(min(each.clock for each in found), min(each.processor for each in found))


def melo(folder: Path, places: dict[str, int]) -> tuple[list[str], np.ndarray]:
    """Return the Dutch titles of MELO whose occupation is in the language, and its place."""

    def rows(name: str) -> list[list[str]]:
        with gzip.open(folder / "melo" / "nld_q_nl_c_nl" / f"{name}.tsv.gz", "rt", encoding="utf-8") as file:
            return [line.rstrip("\n").split("\t") for line in file]

    uri, title = dict(rows("concept_mapping")), dict(rows("queries"))
    gold = {query: uri[element] for query, _, element, _ in rows("annotations") if uri[element] in places}
    return [title[query] for query in gold], np.array([places[each] for each in gold.values()])


def main() -> None:
    """Print every figure."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "skills.houvast")
        imported = best_of_three(lambda: import_files(folder / "esco110_en", version="1.1.0", store=store))
        print(f"import of ESCO 1.1.0: {imported}")
        import_files(folder / "esco12_nl", version="1.1.0", store=store)
        for name in ("esco103_to_uwv_noc_nl", "esco110_onet2019_official"):
            import_files(folder / "crosswalk" / f"{name}.csv.gz", store=store)
        language = store.language("1.1.0")
        print(f"all pairs: {best_of_three(lambda: all_pairs(language))}")
        context = context_of(language, store)
        origins = np.random.default_rng(0).integers(len(language.occupations), size=100)
        moves = best_of_three(
            lambda: [find_moves(language, context, origin_of(language, int(each))) for each in origins]
        )
        print(f"a list of moves: {moves.each(len(origins))}")
        titles, right = melo(folder, language.occupation_place)
        if "--linking" in sys.argv:
            measure_linking(store, titles, right)
        print(f"learning to link: {timed(lambda: linker_of(language, store))}")
        linker = linker_of(language, store)
        linked = best_of_three(lambda: linker.link(titles[:TITLES]))
        print(f"{TITLES} titles: {linked}")


def measure_linking(store: Store, titles: list[str], right: np.ndarray) -> None:
    """Print rank and calibration per kind of fold."""
    language = store.language("1.1.0")
    items, concepts = items_of(language, "occupation", store.table("titles")), concepts_of(language, "occupation")
    for folds in ("random", "grouped", "none"):
        found = evaluate(items, concepts, titles, right, folds)
        reached = ", ".join(f"hit@{top} {found.hit_at(top):.3f}" for top in (1, TOP))
        print(f"{folds}: MRR {found.mean_reciprocal_rank:.3f}, {reached}")
        order = np.argsort(-found.hit_rates, axis=1)[:, :TOP]
        said = np.take_along_axis(found.hit_rates, order, axis=1)
        true = np.take_along_axis(found.right, order, axis=1)
        for low, high in pairwise(BANDS):
            band = (said >= low) & (said < high)
            if band.any():
                means = f"said {said[band].mean():.3f}, true {true[band].mean():.3f}, n {band.sum()}"
                print(f"  hit rate {low:.2f}-{high:.2f}: {means}")


if __name__ == "__main__":
    main()
