"""Threads: the same kernel on several shares of the people at once.

Kernels run without the interpreter lock and write only to places of their own, so the
number of threads changes the time and nothing else.

A month of a small run shares work seven times, each a tenth of a millisecond long. To wake a thread that sleeps
takes as long. So a helper that is done looks for the next share for a millisecond before it goes to sleep.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import numpy as np

from houvast.market.kernels._compile import raise_and_watch

SHORTEST_SHARED = 2048
"""Below this many items, handing work to a thread takes longer than the work."""

ASKED, DONE, UNSEEN, N_SIGNALS = 0, 8, 16, 25
"""Places of the signals of a helper: how many shares were asked of it and done, and one nobody looks at; each in a
line of the cache of its own."""

BREATH = 3_000
"""Looks between seeing a request and taking it: a few hundredths of a millisecond, in which the asker begins."""

LONGEST_SLEEP_SECONDS = 0.001
"""Of an asker; a helper may be done just when it falls asleep."""

Work = Callable[[int, int], None]


def stretch(length: int, thread: int, n_threads: int) -> tuple[int, int]:
    """Return first and last (exclusive) of the equal part of ``range(length)`` that is one thread's."""
    return length * thread // n_threads, length * (thread + 1) // n_threads


class Crew:
    """A fixed number of threads that each take one share of the work.

    Parameters
    ----------
    n_threads : int, optional
        Number of threads; by default one per processor this process may use.
    """

    def __init__(self, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        self._helpers = [_Helper(thread, self.n_threads) for thread in range(1, self.n_threads)]

    def share(self, work: Work, length: int) -> None:
        """Call ``work(thread, n_threads)`` once per thread and wait for all of them.

        ``length`` says on how many items; few of them go to one thread, as if it were the only one.
        """
        if not self._helpers or length < SHORTEST_SHARED:
            work(0, 1)
            return
        for helper in self._helpers:
            helper.begin(work)
        try:
            work(0, self.n_threads)
        finally:
            faults = [fault for helper in self._helpers if (fault := helper.finish()) is not None]
        if faults:
            raise faults[0]

    def share_range(self, length: int, work: Callable[[int, int], None]) -> None:
        """Call ``work(first, last)`` for equal stretches of ``range(length)``, if it is long enough."""
        self.share(lambda thread, n_threads: work(*stretch(length, thread, n_threads)), length)

    def dismiss(self) -> None:
        """Stop the threads."""
        for helper in self._helpers:
            helper.begin(None)
        self._helpers = []

    def __del__(self) -> None:
        """Stop the threads of a crew that nobody needs any more."""
        self.dismiss()


class _Helper:
    """A thread that takes one share at a time.

    Whoever wants the interpreter lock while another thread has it falls asleep. So neither side does: a helper that
    sees a request first gives the asker the time to begin its own share, and says that it is done from where it has
    given the lock back.
    """

    def __init__(self, thread: int, n_threads: int) -> None:
        self._share = thread, n_threads
        self._signals = np.zeros(N_SIGNALS, np.int64)
        self._work: Work | None = None
        self._fault: BaseException | None = None
        self._is_asleep, self._woken = False, threading.Event()
        self._is_awaited, self._finished = False, threading.Event()
        threading.Thread(target=self._live, name=f"houvast-{thread}", daemon=True).start()

    def begin(self, work: Work | None) -> None:
        """Ask for a share of some work; of none, to stop."""
        self._work = work
        self._signals[ASKED] += 1
        if self._is_asleep:
            self._woken.set()

    def finish(self) -> BaseException | None:
        """Wait for the share, looking first and then asleep; return what went wrong with it."""
        before = int(self._signals[ASKED]) - 1
        if not raise_and_watch(self._signals, UNSEEN, DONE, before, 0):
            self._is_awaited = True
            while self._signals[DONE] == before:
                self._finished.wait(LONGEST_SLEEP_SECONDS)
            self._is_awaited = False
            self._finished.clear()
        return self._fault

    def _live(self) -> None:
        raised, asked = UNSEEN, 0
        while True:
            if not raise_and_watch(self._signals, raised, ASKED, asked, BREATH):
                self._sleep(asked)
            asked += 1
            work, self._work, self._fault = self._work, None, None
            if work is None:
                return
            try:
                work(*self._share)
            except BaseException as fault:  # noqa: BLE001 - raised again by who asked
                self._fault = fault
            del work  # what it holds is not this thread's to keep
            raised = DONE
            if self._is_awaited:
                self._signals[DONE] += 1
                self._finished.set()
                raised = UNSEEN

    def _sleep(self, asked: int) -> None:
        self._is_asleep = True
        self._woken.clear()
        if self._signals[ASKED] == asked:
            self._woken.wait()
        self._is_asleep = False
