"""What was measured, as tables."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks.goals import REVIEW, goals_of, nanoseconds_per_person_month
from benchmarks.tables import GIGA, MEGA, NANO, Table, spread

HEAD_OF_SPREAD = ("least", "median", "most")


def tables_of(found: dict[str, Any]) -> list[Table]:
    """Return all tables of a run of the benchmark."""
    tables = [_machine(found), _bandwidth(found), _time(found), _steps(found), _memory(found), _runs(found)]
    if "peer" in found:
        tables.append(_peer(found))
    return [*tables, _goals(found)]


def _machine(found: dict[str, Any]) -> Table:
    rows = [
        (name, f"{value:.1f}" if isinstance(value, float) else str(value)) for name, value in found["machine"].items()
    ]
    note = (
        "Load is that of the minute before. On a busy machine times on the clock are too long: compare them with the\n"
        "processor time, and take the least as the estimate for a quiet machine."
    )
    return Table("Machine", ("what", "value"), rows, note)


def _bandwidth(found: dict[str, Any]) -> Table:
    rows = [(str(each["threads"]), *spread(each["bytes_per_second"], GIGA)) for each in found["triad"]]
    note = "STREAM triad in numba, 24 bytes per element, three arrays of 268 MB. [GB/s]"
    return Table("Memory bandwidth", ("threads", *HEAD_OF_SPREAD), rows, note)


def _time(found: dict[str, Any]) -> Table:
    rows = []
    for case in found["cases"]:
        wall = nanoseconds_per_person_month(case)
        processor = statistics.median(nanoseconds_per_person_month(case, "cpu_s"))
        floor = case["floor_bytes"] / bandwidth(found, case["threads"]) / NANO
        median = statistics.median(wall)
        rows.append(
            (
                f"{case['scale']:g}",
                str(case["threads"]),
                *spread(wall, 1.0),
                f"{processor:.1f}",
                f"{floor:.2f}",
                f"{median / floor:.0f}x",
                str(len(wall)),
            )
        )
    floor_bytes = found["cases"][0]["floor_bytes"]
    note = (
        "Nanoseconds per person-month on the clock (least, median, most of the years measured) and on all processors\n"
        f"together (median). Floor: {floor_bytes:.1f} bytes a month must move per person (benchmarks/floor.py), over\n"
        "the best bandwidth with as many threads; ratio: median over floor."
    )
    head = ("scale", "threads", *HEAD_OF_SPREAD, "processor", "floor", "ratio", "years")
    return Table("Time per person-month", head, rows, note)


def _steps(found: dict[str, Any]) -> Table:
    cases = found["cases"]
    names = list(cases[0]["stretches"][0]["steps_s"])
    rows = [(name, *(f"{_step(case, name):.2f}" for case in cases)) for name in names]
    for told, summed in (("all but review", [name for name in names if name != REVIEW]), ("all steps", names)):
        rows.append((told, *(f"{sum(_step(case, name) for name in summed):.2f}" for case in cases)))
    head = ("step", *(f"{case['scale']:g}, {case['threads']}t" for case in cases))
    return Table(
        "Time per step", head, rows, "Nanoseconds per person-month on the clock, median over the years measured."
    )


def _step(case: dict[str, Any], name: str) -> float:
    stretches = case["stretches"]
    return statistics.median(each["steps_s"][name] / each["person_months"] / NANO for each in stretches)


def _memory(found: dict[str, Any]) -> Table:
    rows = []
    for case in found["cases"]:
        state = case["state_bytes"]
        main = ("persons", "trace", "buffers", "vacated")
        rest = sum(size for name, size in state.items() if name not in main)
        parts = [*(state.get(name, 0) for name in main), rest, sum(state.values())]
        rows.append(
            (
                f"{case['scale']:g}",
                str(case["threads"]),
                f"{case['persons']:,}",
                *(f"{size / case['persons']:.1f}" for size in parts),
                f"{case['peak_of_loading_bytes'] / MEGA:.0f}",
                f"{case['peak_bytes'] / MEGA:.0f}",
            )
        )
    head = ("scale", "threads", "people", "persons", "trace", "buffers", "vacated", "rest", "all", "peak load", "peak")
    note = (
        "Bytes per person of the state, by table; then the peak of the whole process in MB, after loading the\n"
        "population from the cache and at the end. Each case runs in a fresh process."
    )
    return Table("Memory", head, rows, note)


def _runs(found: dict[str, Any]) -> Table:
    rows = []
    for each in found["warm"]:
        rows.append(("warm, all of it", str(each["threads"]), *spread(each["whole_s"], 1.0, 2)))
        rows.append(("warm, the months", str(each["threads"]), *spread(each["months_s"], 1.0, 2)))
    rows += [("cold, with cache", str(each["threads"]), *spread(each["seconds"], 1.0, 2)) for each in found["cold"]]
    note = (
        "Seconds. Warm: later runs in one process, from settings to outcomes by group; the months are the part spent\n"
        "in the steps. Cold: `houvast run` in a fresh process until the result is stored, with compiled kernels and\n"
        "population in the cache."
    )
    return Table("A whole run: 1% of the people, 15 years", ("run", "threads", *HEAD_OF_SPREAD), rows, note)


def _peer(found: dict[str, Any]) -> Table:
    peer = found["peer"]
    rows = [
        (
            f"Mesa {peer['mesa']}, {peer['workers']:,} workers",
            *spread(peer["wall_s"], NANO, 0),
            f"{statistics.median(peer['cpu_s']) / NANO:.0f}",
            f"{peer['peak_bytes'] / peer['workers']:.0f}",
        )
    ]
    note = (
        "Nanoseconds per worker and step, one thread; peak bytes per worker. Its step is far smaller than a month of\n"
        "Houvast (see benchmarks/peer.py), so the difference is larger than the figures say."
    )
    return Table(
        "Peer: a minimal step of workers and vacancies", ("peer", *HEAD_OF_SPREAD, "processor", "bytes"), rows, note
    )


def _goals(found: dict[str, Any]) -> Table:
    rows = []
    for goal in goals_of(found):
        reached = "" if goal.reached is None else f"{goal.reached:.2f} {goal.unit}"
        rows.append((goal.what, f"{goal.limit:g} {goal.unit}", reached, goal.verdict))
    return Table(
        "Goals",
        ("goal", "at most", "reached", "held"),
        rows,
        "Medians on the clock; whole runs with the best number of threads.",
    )


def bandwidth(found: dict[str, Any], threads: int) -> float:
    """Return the best bandwidth measured with a number of threads, in bytes per second."""
    return max(max(each["bytes_per_second"]) for each in found["triad"] if each["threads"] == threads)
