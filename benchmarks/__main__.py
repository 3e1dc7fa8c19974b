"""`python -m benchmarks`: time, memory and distance to the limit of the machine, in one run."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.children import ROOT, MeasurementError, measured_in_a_fresh_process
from benchmarks.goals import goals_of
from benchmarks.machine import describe
from benchmarks.report import tables_of

SCALES = (0.01, 0.1)
WHOLE_COUNTRY = 1.0
THREADS = (1, 2)
NO_PEER = "Mesa, the peer, is not installed and could not be fetched: its step is left out."
GOAL_MISSED, FAULT = 1, 2


def main() -> int:
    """Measure what is asked, print it, and say whether the goals were reached."""
    options = read_options()
    try:
        found = measure(options)
    except MeasurementError as fault:
        say("")
        print(fault, file=sys.stderr)
        return FAULT
    say("")
    print("\n\n".join(str(table) for table in tables_of(found)))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    missed = any(goal.verdict == "no" for goal in goals_of(found))
    return GOAL_MISSED if options.strict and missed else 0


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="also at full scale: 13.3 million people, minutes, 2 GB")
    parser.add_argument("--scales", type=float, nargs="+", help="these scales instead")
    parser.add_argument("--threads", type=int, nargs="+", default=THREADS, help="numbers of threads (default 1 2)")
    parser.add_argument("--seconds", type=float, default=3.0, help="time to measure per case (default 3)")
    parser.add_argument(
        "--peer", type=Path, nargs="?", const=Path(sys.executable), metavar="PYTHON", help="also a step in Mesa"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all measurements to a file")
    parser.add_argument("--strict", action="store_true", help="end with code 1 when a goal that was measured is missed")
    return parser.parse_args()


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Measure everything, each case in a process of its own."""
    scales = options.scales or [*SCALES, *([WHOLE_COUNTRY] if options.full else [])]
    found: dict[str, Any] = {"machine": describe()}
    if options.peer:
        say("peer")
        peer = measure_peer(options.peer)
        if peer:
            found["peer"] = peer
    found["triad"] = []
    for threads in options.threads:
        say(f"memory bandwidth, {spoken(threads)}")
        found["triad"].append(measured_in_a_fresh_process("machine", "--threads", threads))
    for scale in sorted({SCALES[0], *scales}):
        say(f"population at scale {scale:g}")
        measured_in_a_fresh_process("case", "--scale", scale, "--prepare")
    found["cases"] = [measure_case(scale, threads, options) for scale in scales for threads in options.threads]
    for what in ("warm", "cold"):
        found[what] = []
        for threads in options.threads:
            say(f"a whole run, {what}, {spoken(threads)}")
            found[what].append(measured_in_a_fresh_process("whole_run", what, "--threads", threads))
    return found


def measure_case(scale: float, threads: int, options: argparse.Namespace) -> dict[str, Any]:
    """Measure the market at one scale with one number of threads."""
    say(f"months at scale {scale:g}, {spoken(threads)}")
    return measured_in_a_fresh_process("case", "--scale", scale, "--threads", threads, "--seconds", options.seconds)


def measure_peer(python: Path) -> dict[str, Any] | None:
    """Measure the peer with a Python that has it; nothing where there is none."""
    if not python.exists() or subprocess.run([python, "-c", "import mesa"], capture_output=True, check=False).returncode:
        say("")
        print(NO_PEER, file=sys.stderr)
        return None
    done = subprocess.run([python, "-m", "benchmarks.peer"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise MeasurementError(done.stderr)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def spoken(threads: int) -> str:
    """Return a number of threads in words."""
    return "1 thread" if threads == 1 else f"{threads} threads"


def say(what: str) -> None:
    """Show on standard error what is being measured."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
    elif what:
        print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
