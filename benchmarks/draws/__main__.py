"""`python -m benchmarks.draws check` runs the battery; `stream NAME` writes bits for any other battery."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from benchmarks.draws import battery
from benchmarks.draws.streams import CONTROL, all_streams, control

BYTES_PER_WORD = 8
MISSING_PROGRAM, FAILED = 2, 1


def main() -> int:
    """Read the options and do what is asked."""
    streams = all_streams()
    known = [*streams, CONTROL]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.draws", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("check", help="give streams to dieharder")
    check.add_argument("--streams", nargs="+", choices=known, default=known, metavar="NAME", help=", ".join(known))
    check.add_argument("--quick", action="store_true", help="ten fast tests only")
    check.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="tests at a time")
    check.add_argument("--json", type=Path, metavar="FILE", help="also write every p-value to a file")
    stream = actions.add_parser("stream", help="write a stream to standard output")
    stream.add_argument("name", choices=known)
    stream.add_argument("--bytes", type=int, default=None, help="how many; without end when left out")
    chosen = parser.parse_args()
    everything = {**streams, CONTROL: control()}
    if chosen.action == "stream":
        n_words = None if chosen.bytes is None else -(-chosen.bytes // BYTES_PER_WORD)
        battery.feed(everything[chosen.name].blocks(n_words), sys.stdout.buffer.write)
        # The reader may be gone already; flushing at exit would complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if not battery.is_installed():
        print(battery.MISSING, file=sys.stderr)
        return MISSING_PROGRAM
    tests = battery.QUICK if chosen.quick else battery.TESTS
    outcomes = [battery.check(everything[name], tests, chosen.jobs) for name in chosen.streams]
    print(battery.as_markdown(outcomes))
    if chosen.json:
        found = [verdict._asdict() for outcome in outcomes for verdict in outcome.verdicts]
        chosen.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return judge(outcomes)


def judge(outcomes: list[battery.Outcome]) -> int:
    """Return 0 when every stream passed and the control, if it was given, did not."""
    bad = [
        outcome.stream.name
        for outcome in outcomes
        if (outcome.count(battery.FAILED) > 0) != (outcome.stream.name == CONTROL) or not outcome.verdicts
    ]
    if bad:
        print(f"Not as it should be: {', '.join(bad)}.", file=sys.stderr)
        return FAILED
    print("All as it should be: nothing failed, but for the control, which must.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
