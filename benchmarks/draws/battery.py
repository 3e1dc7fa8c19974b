"""Give a stream to the tests of dieharder and gather what they say."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from benchmarks.draws.streams import CONTROL, Stream

PROGRAM = "dieharder"
MISSING = "dieharder is not installed. On Debian or Ubuntu: sudo apt install dieharder"
RAW_BITS_FROM_STANDARD_INPUT = "200"
COLUMNS = ("test_name", "ntuple", "tsamples", "psamples", "pvalues", "assessment")
PASSED, WEAK, FAILED = "PASSED", "WEAK", "FAILED"

WORDS_BETWEEN_TESTS = 1 << 31
"""Tests start this far apart in a stream, 17 GB, more than any of them reads: no two share a bit."""

REPEATS_IN_DOUBT = 3
"""A weak result is repeated this often on other bits: chance is not weak again, a flaw is."""
WORDS_BETWEEN_REPEATS = 1 << 37


class Test(NamedTuple):
    """One test of dieharder; its own documentation describes it."""

    number: int
    size: int | None = None
    """Size of tuples or lag, for tests that have one."""


# Left out: 5, 6 and 7, which dieharder itself calls suspect, and 14, of which it says not to use it.
TESTS: tuple[Test, ...] = (
    *(Test(number) for number in (0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 15, 16, 17, 100, 101, 102)),
    *(Test(200, size) for size in (1, 2, 4, 8, 12)),
    *(Test(201, size) for size in (2, 3)),
    *(Test(202, size) for size in (2, 3, 4, 5)),
    *(Test(203, size) for size in (0, 1, 3, 7, 15, 31)),
    *(Test(number) for number in (204, 205, 206, 207, 208, 209)),
)
QUICK: tuple[Test, ...] = tuple(Test(number) for number in (0, 1, 3, 4, 8, 12, 100, 101, 205, 207))


class Verdict(NamedTuple):
    """What one statistic of one test says."""

    stream: str
    test: str
    size: int
    samples: int
    p_samples: int
    p_value: float
    assessment: str
    repeat: int = 0
    """0 for the first time; above for what followed a weak result."""


class Outcome(NamedTuple):
    """All that was found about one stream."""

    stream: Stream
    verdicts: list[Verdict]
    bytes_read: int
    seconds: float

    def count(self, assessment: str) -> int:
        """Return how many statistics got this assessment."""
        return sum(verdict.assessment == assessment for verdict in self.verdicts)


def is_installed() -> bool:
    """Say whether dieharder can be started."""
    return shutil.which(PROGRAM) is not None


def feed(blocks: Iterable[np.ndarray], write: Callable[[memoryview], object]) -> int:
    """Write blocks until the reader has had enough; return the bytes it was offered."""
    n_bytes = 0
    for block in blocks:
        try:
            write(memoryview(block).cast("B"))
        except (BrokenPipeError, ValueError):
            break
        n_bytes += block.nbytes
    return n_bytes


def run_test(stream: Stream, test: Test, start: int) -> tuple[list[Verdict], int]:
    """Give a stream, from a place on, to one test; return what it says and the bytes it was offered.

    A test with a weak result among its statistics is repeated on other bits.
    """
    verdicts, n_bytes = _run_once(stream, test, start)
    if any(verdict.assessment == WEAK for verdict in verdicts):
        for repeat in range(1, REPEATS_IN_DOUBT + 1):
            more, offered = _run_once(stream, test, start + repeat * WORDS_BETWEEN_REPEATS)
            verdicts += [verdict._replace(repeat=repeat) for verdict in more]
            n_bytes += offered
    return verdicts, n_bytes


def _run_once(stream: Stream, test: Test, start: int) -> tuple[list[Verdict], int]:
    command = [PROGRAM, "-d", str(test.number), "-g", RAW_BITS_FROM_STANDARD_INPUT, "-c", ","]
    if test.size is not None:
        command += ["-n", str(test.size)]
    for column in COLUMNS:
        command += ["-D", column]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError
        offered: list[int] = []
        writer = threading.Thread(
            target=lambda: offered.append(feed(stream.blocks(start=start), process.stdin.write)), daemon=True
        )
        writer.start()
        text = process.stdout.read().decode()
        writer.join()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    return read_verdicts(stream.name, text), sum(offered)


def read_verdicts(stream: str, text: str) -> list[Verdict]:
    """Read the lines that dieharder prints."""
    verdicts = []
    for line in text.splitlines():
        fields = [field.strip() for field in line.split(",") if field.strip()]
        if len(fields) != len(COLUMNS):
            continue
        name, size, samples, p_samples, p_value, assessment = fields
        numbers = (int(size), int(samples), int(p_samples), float(p_value))
        verdicts.append(Verdict(stream, name, *numbers, assessment))
    return verdicts


def check(stream: Stream, tests: Iterable[Test], jobs: int) -> Outcome:
    """Give a stream to tests, `jobs` at a time; say on standard error how far it is."""
    chosen = list(tests)
    before = time.perf_counter()
    verdicts: list[Verdict] = []
    n_bytes = 0
    with ThreadPoolExecutor(jobs) as pool:
        running = [
            pool.submit(run_test, stream, test, number * WORDS_BETWEEN_TESTS) for number, test in enumerate(chosen)
        ]
        for done, waiting in enumerate(running, start=1):
            found, offered = waiting.result()
            verdicts += found
            n_bytes += offered
            print(f"\r{stream.name}: {done} of {len(running)} tests", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return Outcome(stream, verdicts, n_bytes, time.perf_counter() - before)


def as_markdown(outcomes: list[Outcome]) -> str:
    """Return the outcomes as two tables: one line per stream, and what was not passed, but for the control."""
    lines = [
        "| stream | order | data read | statistics | passed | weak | failed | smallest p | largest p |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for outcome in outcomes:
        p_values = [verdict.p_value for verdict in outcome.verdicts]
        counts = " | ".join(str(outcome.count(each)) for each in (PASSED, WEAK, FAILED))
        lines.append(
            f"| `{outcome.stream.name}` | {outcome.stream.what} | {outcome.bytes_read / 1e9:.1f} GB | {len(p_values)} "
            f"| {counts} | {min(p_values, default=np.nan):.5f} | {max(p_values, default=np.nan):.5f} |"
        )
    tested = [outcome for outcome in outcomes if outcome.stream.name != CONTROL]
    doubtful = [verdict for outcome in tested for verdict in outcome.verdicts if verdict.assessment != PASSED]
    if doubtful:
        lines += ["", "| not passed | test | size | time | p |", "|---|---|--:|--:|--:|"]
        lines += [
            f"| `{v.stream}` {v.assessment} | {v.test} | {v.size} | {v.repeat + 1} | {v.p_value:.8f} |"
            for v in doubtful
        ]
    return "\n".join(lines)
