"""Threads: the same kernel on several shares of the people at once.

Kernels run without the interpreter lock and write only to places of their own, so the
number of threads changes the time and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

SHORTEST_SHARED = 8192
"""Below this many items, handing work to a thread takes longer than the work."""


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
        self._pool = ThreadPoolExecutor(self.n_threads) if self.n_threads > 1 else None

    def share(self, work: Callable[[int, int], None], length: int) -> None:
        """Call ``work(thread, n_threads)`` once per thread and wait for all of them.

        ``length`` says on how many items; few of them go to one thread, as if it were the only one.
        """
        if self._pool is None or length < SHORTEST_SHARED:
            work(0, 1)
            return
        others = [self._pool.submit(work, thread, self.n_threads) for thread in range(1, self.n_threads)]
        work(0, self.n_threads)
        for other in others:
            other.result()

    def share_range(self, length: int, work: Callable[[int, int], None]) -> None:
        """Call ``work(first, last)`` for equal stretches of ``range(length)``, if it is long enough."""
        self.share(lambda thread, n_threads: work(*stretch(length, thread, n_threads)), length)

    def dismiss(self) -> None:
        """Stop the threads."""
        if self._pool is not None:
            self._pool.shutdown()
