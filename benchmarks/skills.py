"""Skills measured: `python -m benchmarks.skills FOLDER [--linking]`, FOLDER with ESCO, crosswalks and the MELO set.

Times are the best of three; linking measures all folds and takes about ten minutes.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

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


def best_of_three(work: Callable[[], object]) -> float:
    """Return the shortest of three times [s]."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


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
        print(f"import of ESCO 1.1.0: {imported:.2f} s")
        import_files(folder / "esco12_nl", version="1.1.0", store=store)
        for name in ("esco103_to_uwv_noc_nl", "esco110_onet2019_official"):
            import_files(folder / "crosswalk" / f"{name}.csv.gz", store=store)
        language = store.language("1.1.0")
        print(f"all pairs: {best_of_three(lambda: all_pairs(language)):.3f} s")
        context = context_of(language, store)
        origins = np.random.default_rng(0).integers(len(language.occupations), size=100)
        moves = best_of_three(
            lambda: [find_moves(language, context, origin_of(language, int(each))) for each in origins]
        )
        print(f"a list of moves: {1000 * moves / len(origins):.1f} ms")
        titles, right = melo(folder, language.occupation_place)
        if "--linking" in sys.argv:
            measure_linking(store, titles, right)
        start = time.perf_counter()
        linker = linker_of(language, store)
        print(f"learning to link: {time.perf_counter() - start:.0f} s")
        linked = best_of_three(lambda: linker.link(titles[:TITLES]))
        print(f"{TITLES} titles: {linked:.2f} s")


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
