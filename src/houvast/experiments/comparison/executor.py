"""Many runs on one computer: a number of threads, each with a run of its own.

Kernels let go of the interpreter, so threads keep all cores at work, and they share what was loaded once. A run that
fails becomes an answer like any other; Ctrl-C ends the runs in hand at their next month and leaves the rest undone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Stopped(Exception):  # noqa: N818 - not an error: somebody asked for it
    """Ends a run in hand because the whole was stopped."""


class Stop:
    """A flag that runs look at every month."""

    def __init__(self) -> None:
        self._is_set = threading.Event()

    def ask(self) -> None:
        """Ask every run to end."""
        self._is_set.set()

    def heard(self, stage: str, done: int, total: int) -> None:  # noqa: ARG002 - as whoever tells progress says it
        """Serve as the ear for progress: end the run when that was asked.

        Raises
        ------
        Stopped
        """
        if self._is_set.is_set():
            raise Stopped


def carry_out(
    tasks: Iterable[Asked],
    work: Callable[[Asked, Stop], Answer],
    at_once: int,
    on_done: Callable[[Answer], None],
) -> None:
    """Do all tasks, `at_once` at the same time.

    Parameters
    ----------
    tasks
        In the order in which they are begun.
    work
        Does one task in a thread; it should pass `Stop.heard` to whatever takes long.
    on_done
        Told every answer, in this thread, in the order in which they come.

    Raises
    ------
    BaseException
        What `work` or `on_done` raises, KeyboardInterrupt included, once all threads have ended.
    """
    stop = Stop()
    waiting = iter(tasks)
    with ThreadPoolExecutor(at_once, thread_name_prefix="houvast-run") as pool:
        running: set[Future[Answer]] = set()
        try:
            while True:
                for task in waiting:
                    running.add(pool.submit(work, task, stop))
                    if len(running) >= at_once:
                        break
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    on_done(each.result())
        finally:
            stop.ask()
