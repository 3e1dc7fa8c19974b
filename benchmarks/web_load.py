"""Measure how fast the policy desk answers: one user, one whose hand rests a moment, then twenty for a minute.

    python -m benchmarks.web_load [--users 20] [--seconds 60] [--address http://127.0.0.1:8000]

Without an address a workbench is started on a folder of its own. A user moves the point or changes the measures, one
at a time, and looks for some seconds in between; what was asked before by anybody comes from the cache, as in use.
A hand that rests on a control for a third of a second before it lets go has the answer begun, as in a browser.
An answer comes in two steps where what the measures do of it takes a run of its own; as in a browser, that is asked for
once the first step is there, and given up when the next question comes.
Printed: median and 95th percentile until the exact answer is there, and until all of it is; how many were given up
before; the faults, and the memory of all processes.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import httpx
import psutil

MEASURES = ("none", "W3", "T3", "W3,T3", "K1", "W1,W2", "K5,T7", "W5", "T2", "K3")
QUESTIONS_OF_ONE = 30
THINKING_SECONDS = 4.0, 12.0
"""Between an answer and the next question: somebody looks at a chart."""
RESTING_SECONDS = 0.3
MOVES_THE_POINT = 0.5
"""How often somebody moves the point; else the measures change and the point stays."""
STEP = 0.05
MEBIBYTE = 1024 * 1024
PORT = 18_700


@contextmanager
def workbench() -> Iterator[tuple[str, psutil.Process]]:
    """Run a workbench and give its address and process."""
    with tempfile.TemporaryDirectory(prefix="houvast-load-") as folder:
        command = [sys.executable, "-m", "houvast.cli", "serve", "--data", folder, "--port", str(PORT)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            for line in process.stdout or ():
                found = re.search(r"http://\S+:\d+", line)
                if found:
                    yield found[0], psutil.Process(process.pid)
                    return
            sys.exit("the workbench did not start")
        finally:
            process.terminate()
            process.wait(30)


class Explorer:
    """Somebody who moves the point or changes the measures, one at a time."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.point = (0.0, 0.0)
        self.measures = "none"

    def question(self) -> str:
        """Return the link to the next thing to look at."""
        if self.luck.random() < MOVES_THE_POINT:
            self.point = tuple(round(self.luck.randint(-20, 20) * STEP, 2) for _ in range(2))
        else:
            self.measures = self.luck.choice(MEASURES)
        return f"t={self.point[0]}&c={self.point[1]}&p={self.measures}&s=1"


class Asked(NamedTuple):
    """How long an answer took [seconds from letting go], to its first step and to the whole of it, and what was wrong.

    The whole is not a number where the next question came first.
    """

    first: float
    whole: float
    wrong: str


async def ask(client: httpx.AsyncClient, explorer: Explorer, resting: float = 0.0) -> asyncio.Task[Asked]:
    """Ask for one exact answer, after resting; return when its first step is there, with what measures the rest."""
    question = explorer.question()
    if resting:
        await client.get(f"/nl/policy/ahead?{question}")
        await asyncio.sleep(resting)
    started = time.perf_counter()
    text, wrong = await _step(client, question, "first")
    first = time.perf_counter() - started

    async def rest() -> Asked:
        if 'id="rest"' not in text:
            return Asked(first, first, wrong)
        more, fault = await _step(client, question, "rest")
        return Asked(first, time.perf_counter() - started if more else math.nan, wrong or fault)

    return asyncio.create_task(rest())


async def _step(client: httpx.AsyncClient, question: str, step: str) -> tuple[str, str]:
    """Return the text of one step, empty where a newer question took its place, and what was wrong."""
    try:
        answer = await client.get(f"/nl/policy/answer?{question}&step={step}", headers={"hx-request": "true"})
    except httpx.HTTPError as fault:
        return "", type(fault).__name__
    is_right = answer.status_code in (200, 204) and 'role="alert"' not in answer.text
    return answer.text, "" if is_right else f"{answer.status_code}"


async def one_user(address: str, first: int, resting: float = 0.0) -> list[Asked]:
    """One user, one question after the other."""
    explorer = Explorer(random.Random(first))  # noqa: S311 - examples, no secret
    async with httpx.AsyncClient(base_url=address, timeout=120) as client:
        for _ in range(3):  # warm
            await (await ask(client, explorer))
        return [await (await ask(client, explorer, resting)) for _ in range(QUESTIONS_OF_ONE)]


async def many_users(address: str, users: int, seconds: float, first: int) -> list[Asked]:
    """Several users at once, each thinking between questions."""
    until = time.perf_counter() + seconds
    found: list[Asked] = []

    async def user(number: int) -> None:
        luck = random.Random(first + 1 + number)  # noqa: S311 - examples, no secret
        explorer = Explorer(luck)
        mine: list[asyncio.Task[Asked]] = []
        async with httpx.AsyncClient(base_url=address, timeout=120) as client:
            await asyncio.sleep(luck.uniform(0, THINKING_SECONDS[1]))
            while time.perf_counter() < until:
                mine.append(await ask(client, explorer))
                await asyncio.sleep(luck.uniform(*THINKING_SECONDS))
            found.extend(await asyncio.gather(*mine))

    await asyncio.gather(*(user(number) for number in range(users)))
    return found


def memory(process: psutil.Process | None) -> float:
    """Return the memory of a process and all it started [MiB]."""
    if process is None:
        return float("nan")
    every = [process, *process.children(recursive=True)]
    return sum(each.memory_info().rss for each in every if each.is_running()) / MEBIBYTE


def told(name: str, found: list[Asked], before: float, after: float) -> str:
    """Return a line of the result."""
    if not found:
        return f"{name}: no answers"
    wrong = [each.wrong for each in found if each.wrong]
    whole = [each.whole for each in found if not math.isnan(each.whole)]
    return (
        f"{name}: {len(found)} answers, {_spread([each.first for each in found])}; whole {_spread(whole)}, "
        f"{len(found) - len(whole)} given up before; {len(wrong)} faults {sorted(set(wrong))}, "
        f"memory {before:.0f} -> {after:.0f} MiB"
    )


def _spread(found: list[float]) -> str:
    seconds = sorted(found)
    high = seconds[round(0.95 * (len(seconds) - 1))]
    return f"median {statistics.median(seconds):.2f} s, 95th percentile {high:.2f} s, slowest {seconds[-1]:.2f} s"


def measure(address: str, process: psutil.Process | None, users: int, seconds: float, first: int) -> None:
    """Measure and print."""
    print(f"{len(psutil.Process().cpu_affinity() or [])} cores; load {psutil.getloadavg()[0]:.1f} at the start")
    start = memory(process)
    alone = asyncio.run(one_user(address, first))
    middle = memory(process)
    print(told("one user", alone, start, middle))
    rested = asyncio.run(one_user(address, first + 1, RESTING_SECONDS))
    before, middle = middle, memory(process)
    print(told(f"one user, resting {RESTING_SECONDS} s", rested, before, middle))
    print(
        told(
            f"{users} users, {seconds:.0f} s",
            asyncio.run(many_users(address, users, seconds, first)),
            middle,
            memory(process),
        )
    )


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--users", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--address")
    options.add_argument("--luck", type=int, default=time.time_ns(), help="chooses the questions")
    asked = options.parse_args()
    if asked.address:
        measure(asked.address, None, asked.users, asked.seconds, asked.luck)
        return
    with workbench() as (address, process):
        time.sleep(1)
        measure(address, process, asked.users, asked.seconds, asked.luck)


if __name__ == "__main__":
    main()
