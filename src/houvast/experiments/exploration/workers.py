"""Warm processes that make runs while somebody waits: kernels compiled, facts loaded, one run each at a time.

The rules. A run that several people ask for is made once. Whoever asks anew takes back what was asked before: a run
nobody waits for any more is taken from the queue, or ended at its next month. A run that is alone uses every core:
its outcome is the same for any number of threads. The queue has a depth and a run has a time; beyond these one hears
so at once. A worker that dies is replaced, and only its own run is lost. What was made is kept, the least recently
used forgotten first. What somebody is likely to ask next is begun only while nobody waits. A run goes to the process
that made the beginning of another like it, if that one is idle. What can wait a while is made when nothing else waits,
or when it has waited long enough.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import Any

from houvast.experiments.comparison.executor import Stopped
from houvast.experiments.exploration.running import Made, run_key
from houvast.experiments.settings import RunSettings, available_threads
from houvast.experiments.worlds import NO_PACKAGE
from houvast.vocabulary.errors import HouvastError, Problem, problem

MOST_WAITING = 64
LONGEST_SECONDS = 60.0
FIRST_RUN_SECONDS = 600.0
"""A fresh installation compiles its kernels in its first run."""
MOST_KEPT = 96
"""Runs kept in memory, about 1.5 MB each."""
PATIENT_SECONDS = 20.0
"""So long gives a run that can wait way to others."""
MOMENT_SECONDS = 0.25
"""So much later may a run be ready that began with another."""
LOOK_SECONDS = 0.02
STOP = "stop"
"""Said to a worker that is making a run nobody waits for any more."""


@dataclass
class _Task:
    """A run somebody waits for."""

    key: str
    settings: RunSettings
    waiting: dict[str, Future[Made]] = field(default_factory=dict)
    is_dropped: bool = False
    urgent_from: float = 0.0
    """From when on it gives way to no other [monotonic seconds]."""


class Workers:
    """A pool of warm processes.

    Parameters
    ----------
    facts
        Name of the facts, as `load_facts` takes it.
    facts_hash
        Hash of these facts.
    processes
        How many; left out: one per processor core.
    most_waiting, longest_seconds, most_kept
        Depth of the queue [runs], time of a run [seconds], runs kept.
    """

    def __init__(
        self,
        facts: str,
        facts_hash: str,
        processes: int | None = None,
        most_waiting: int = MOST_WAITING,
        longest_seconds: float = LONGEST_SECONDS,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self.facts_hash = facts_hash
        self.most_waiting = most_waiting
        self.longest_seconds = longest_seconds
        self.most_kept = most_kept
        self._change = threading.Condition()
        self._queue: OrderedDict[str, _Task] = OrderedDict()
        self._running: dict[str, _Task] = {}
        self._kept: OrderedDict[str, Made] = OrderedDict()
        self._ahead: set[str] = set()
        """Users who wait for nothing yet: their runs were begun because they are likely to ask for them."""
        self._is_closed = False
        self._seats = [_Seat(facts) for _ in range(processes or available_threads())]
        self._idle: set[_Seat] = set()
        self._homes: OrderedDict[tuple[str, int], _Seat] = OrderedDict()
        self._threads = [threading.Thread(target=self._serve, args=(seat,), daemon=True) for seat in self._seats]
        for thread in self._threads:
            thread.start()

    def runner(self, user: str, can_wait: bool = False) -> Callable[[Sequence[RunSettings]], list[Made]]:
        """Return who makes runs for a user, as `answer` wants it."""
        return lambda asked: self.make(asked, user, can_wait)

    def make(self, asked: Sequence[RunSettings], user: str, can_wait: bool = False) -> list[Made]:
        """Return runs, made or found again; whatever the user asked before and still waits for is taken back.

        Runs that can wait give way for a while to those that somebody else waits for.

        Raises
        ------
        HouvastError
            `exploration.busy`, `exploration.superseded`, `exploration.timeout`, `exploration.crashed`, or what is wrong
            with a world.
        """
        return self._results(self.ask(asked, user, can_wait))

    def _results(self, futures: Sequence[Future[Made]]) -> list[Made]:
        longest = max(self.longest_seconds, FIRST_RUN_SECONDS)
        try:
            return [future.result(longest) for future in futures]
        except FutureTimeout:
            raise HouvastError(problem("exploration.timeout", seconds=round(longest))) from None

    def make_first(self, first: Sequence[RunSettings], rest: Sequence[RunSettings], user: str) -> list[Made]:
        """Return runs, and the rest as well where that is ready with them.

        Where nobody else waits the rest is begun beside them, and waited for a moment; it then goes on being made.

        Raises
        ------
        HouvastError
            As `make`.
        """
        with self._change:
            tasks = [*self._queue.values(), *self._running.values()]
            is_quiet = all(task.waiting.keys() <= {user, *self._ahead} for task in tasks)
            futures = self.ask([*first, *rest] if is_quiet else first, user)
        made = self._results(futures[: len(first)])
        beside = futures[len(first) :]
        wait(beside, MOMENT_SECONDS if len(self._seats) > 1 else 0.0)
        is_whole = is_quiet and all(each.done() and each.exception() is None for each in beside)
        return made + [each.result() for each in beside] if is_whole else made

    def ask(self, asked: Sequence[RunSettings], user: str, can_wait: bool = False) -> list[Future[Made]]:
        """Ask for runs without waiting; see `make`."""
        urgent_from = time.monotonic() + PATIENT_SECONDS if can_wait else 0.0
        keys = [run_key(settings, self.facts_hash) for settings in asked]
        futures: list[Future[Made]] = []
        with self._change:
            for other in self._ahead - {user}:
                self._take_back(other, set())
            self._ahead.clear()
            self._take_back(user, set(keys))
            new = [key for key in keys if key not in self._kept | self._queue | self._running]
            if len(self._queue) + len(new) > self.most_waiting:
                raise HouvastError(problem("exploration.busy", most=self.most_waiting))
            for key, settings in zip(keys, asked, strict=True):
                futures.append(self._wait_for(key, settings, user, urgent_from))
            self._change.notify_all()
        return futures

    def begin(self, asked: Sequence[RunSettings], user: str) -> bool:
        """Begin runs that a user is likely to ask for, if nobody waits for anything; return whether they are begun.

        They are taken back as soon as anybody asks for something else.
        """
        with self._change:
            tasks = [*self._queue.values(), *self._running.values()]
            if any(each not in self._ahead for task in tasks for each in task.waiting):
                return False
            self.ask(asked, user)
            self._ahead.add(user)
        return True

    def is_kept(self, settings: RunSettings) -> bool:
        """Whether a run is there already."""
        with self._change:
            return run_key(settings, self.facts_hash) in self._kept

    def status(self) -> dict[str, int]:
        """Return how many runs wait, are being made and are kept, and how many processes live."""
        with self._change:
            alive = sum(seat.is_alive for seat in self._seats)
            sizes = {"waiting": len(self._queue), "running": len(self._running), "kept": len(self._kept)}
            return {**sizes, "processes": alive}

    def close(self) -> None:
        """End all processes; who still waits hears that it was stopped."""
        with self._change:
            self._is_closed = True
            for task in [*self._queue.values(), *self._running.values()]:
                task.is_dropped = True
                _refuse(task, problem("exploration.cancelled"))
            self._queue.clear()
            self._change.notify_all()
        for seat in self._seats:
            seat.end()
        for thread in self._threads:
            thread.join(timeout=2)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    # -- with the lock held --------------------------------------------------------------

    def _wait_for(self, key: str, settings: RunSettings, user: str, urgent_from: float) -> Future[Made]:
        if key in self._kept:
            self._kept.move_to_end(key)
            done: Future[Made] = Future()
            done.set_result(self._kept[key])
            return done
        task = self._running.get(key) or self._queue.get(key)
        if task is None or task.is_dropped:
            task = self._queue[key] = _Task(key, settings, urgent_from=urgent_from)
        task.urgent_from = min(task.urgent_from, urgent_from)
        return task.waiting.setdefault(user, Future())

    def _take_back(self, user: str, still_wanted: set[str]) -> None:
        for task in [*self._queue.values(), *self._running.values()]:
            if user not in task.waiting or task.key in still_wanted:
                continue
            _fail(task.waiting.pop(user), problem("exploration.superseded"))
            if not task.waiting:
                task.is_dropped = True
                self._queue.pop(task.key, None)

    # -- a thread per worker -------------------------------------------------------------

    def _serve(self, seat: _Seat) -> None:
        while (given := self._wait_for_task(seat)) is not None:
            task, threads = given
            found = seat.work(task, self.longest_seconds, threads)
            with self._change:
                if self._running.get(task.key) is task:  # not one that was asked for anew meanwhile
                    del self._running[task.key]
                if isinstance(found, Made):
                    self._keep(found)
                    for future in task.waiting.values():
                        future.set_result(found)
                    task.waiting.clear()
                else:
                    _refuse(task, *found)

    def _wait_for_task(self, seat: _Seat) -> tuple[_Task, int] | None:
        """Return what a seat is to make, and on how many threads; None when all is closed."""
        with self._change:
            self._idle.add(seat)
            while (task := self._next_for(seat)) is None and not self._is_closed:
                self._change.wait()
            self._idle.discard(seat)
            if task is None or self._is_closed:
                return None
            del self._queue[task.key]
            is_alone = not self._queue and not self._running
            self._running[task.key] = task
            self._change.notify_all()  # what was left to this seat is now for any
            return task, available_threads() if is_alone else 1

    def _next_for(self, seat: _Seat) -> _Task | None:
        """Return what a seat should make: the oldest of its own or new worlds, else one whose own seat is at work.

        What can wait comes after what cannot.
        """
        own: list[_Task] = []
        others: list[_Task] = []
        now = time.monotonic()
        urgent = [task for task in self._queue.values() if task.urgent_from <= now]
        for task in urgent or self._queue.values():
            home = self._homes.get(_world(task))
            if home in (None, seat):
                own.append(task)
            elif home not in self._idle:
                others.append(task)
        if not own and not others:
            return None
        task = (own or others)[0]
        if own or task.settings.package == NO_PACKAGE:  # which leaves more beginnings behind
            self._homes[_world(task)] = seat
            self._homes.move_to_end(_world(task))
        while len(self._homes) > self.most_kept:
            self._homes.popitem(last=False)
        return task

    def _keep(self, made: Made) -> None:
        self._kept[made.key] = made
        self._kept.move_to_end(made.key)
        while len(self._kept) > self.most_kept:
            self._kept.popitem(last=False)


def _world(task: _Task) -> tuple[str, int]:
    """Return what runs that begin alike have in common: future and luck."""
    return task.settings.scenario, task.settings.seed


class _Seat:
    """The place of one worker process; a new one sits down when the old one is gone."""

    def __init__(self, facts: str) -> None:
        self.facts = facts
        self.context = multiprocessing.get_context("spawn")
        self.process: Any = None
        self.is_warm = False

    @property
    def is_alive(self) -> bool:
        return self.process is not None and bool(self.process.is_alive())

    def work(self, task: _Task, longest_seconds: float, threads: int) -> Made | tuple[Problem, ...]:
        """Have one run made on so many threads; return it, or why there is none."""
        if not self.is_alive:
            self._sit_down()
        deadline = time.monotonic() + (longest_seconds if self.is_warm else FIRST_RUN_SECONDS)
        is_told = False
        try:
            self.line.send(replace(task.settings, threads=threads))
            while not self.line.poll(LOOK_SECONDS):
                if task.is_dropped and not is_told:
                    self.line.send(STOP)
                    is_told = True
                if time.monotonic() > deadline:
                    self.end()
                    return (problem("exploration.timeout", seconds=round(longest_seconds)),)
            found = self.line.recv()
        except (EOFError, OSError):
            self.end()
            return (problem("exploration.crashed"),)
        self.is_warm = True
        return found if isinstance(found, Made) else tuple(found)

    def _sit_down(self) -> None:
        self.line, theirs = self.context.Pipe()
        self.is_warm = False
        self.process = self.context.Process(target=serve, args=(theirs, self.facts), daemon=True)
        self.process.start()
        theirs.close()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.join(timeout=2)


def serve(line: Connection, facts_name: str) -> None:
    """Live as a worker: make one run after another until the other end hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who owns the workers
    from houvast.experiments.exploration.beginnings import Beginnings
    from houvast.experiments.exploration.running import make_run
    from houvast.facts.loader import load_facts

    facts, beginnings = load_facts(facts_name), Beginnings()
    owner = os.getppid()

    def heard(stage: str, done: int, total: int) -> None:
        del stage, done, total
        if line.poll() or os.getppid() != owner:  # all that comes in the midst of a run is to stop it
            line.recv()
            raise Stopped

    while True:
        try:
            settings = line.recv()
        except (EOFError, OSError):
            return
        if settings == STOP:  # came when the run was just finished
            continue
        try:
            found: Made | tuple[Problem, ...] = make_run(settings, facts, heard, beginnings=beginnings)
        except (Stopped, EOFError):
            found = (problem("exploration.superseded"),)
        except HouvastError as fault:
            found = fault.problems
        except Exception:  # noqa: BLE001 - whatever befalls one run, the worker goes on
            found = (problem("exploration.crashed"),)
        try:
            line.send(found)
        except OSError:  # whoever asked has gone
            return


def _refuse(task: _Task, *problems: Problem) -> None:
    for future in task.waiting.values():
        _fail(future, *problems)
    task.waiting.clear()


def _fail(future: Future[Made], *problems: Problem) -> None:
    if not future.done():
        future.set_exception(HouvastError(problems))
