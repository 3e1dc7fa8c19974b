"""Threads: the same kernel on several shares of the people at once.

Kernels run without the interpreter lock and write only to places of their own, so the
number of threads changes the time and nothing else.
"""

from __future__ import annotations

import os
import queue
import threading
from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.market.kernels import _threads
from houvast.market.kernels._compile import JIT

SHORTEST_SHARED = 16_384
"""Below this many items, handing work to a thread takes longer than the work."""

FAULT_OF_A_SHARE = "a kernel went wrong on one of the threads"


class Crew:
    """A fixed number of threads that each take one share of the work, for one who asks at a time.

    Parameters
    ----------
    n_threads : int, optional
        Number of threads; by default one per processor this process may use.
    """

    def __init__(self, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        n_helpers = self.n_threads - 1 if JIT else 0
        self._signals = _threads.new_signals(n_helpers)
        self._helpers: list[_Helper] = []
        for helper in range(n_helpers):
            self._helpers.append(_Helper(helper, self._signals))

    def share(self, length: int, kernel: Any, *arguments: Any) -> None:
        """Call ``kernel(thread, n_threads, *arguments)`` once per thread and wait for all of them.

        Parameters
        ----------
        length
            On how many items; few of them go to one thread, as if it were the only one.
        kernel
            Compiled by :func:`houvast.market.kernels._threads.shared`. Where nothing is compiled, after
            :meth:`dismiss` and in a forked process, this thread does one share after the other.
        *arguments
            The same for all.

        Raises
        ------
        Exception
            What went wrong in the first share that did, once every share of the other threads has ended. What the
            shares had changed by then stays so.
        """
        n_threads = self.n_threads if length >= SHORTEST_SHARED else 1
        if n_threads == 1 or not self._helpers or not all(helper.is_alive for helper in self._helpers):
            for thread in range(n_threads):
                kernel(thread, n_threads, *arguments)
            return
        try:
            for helper in self._helpers:
                helper.wake()
            at_fault = kernel.on_all(self._signals, *arguments)
        finally:
            for helper in self._helpers:
                helper.let_sleep()
        if at_fault != _threads.NO_THREAD:
            kernel(at_fault, n_threads, *arguments)  # meets the fault again, where it can be raised
            raise RuntimeError(FAULT_OF_A_SHARE)

    def dismiss(self) -> None:
        """Stop the threads."""
        for helper in self._helpers:
            helper.dismiss()
        self._helpers = []

    def __del__(self) -> None:
        """Stop the threads of a crew that nobody needs any more."""
        self.dismiss()


class _Helper:
    """A thread that takes one share at a time; without work for a while it falls asleep.

    It says that it sleeps before it looks whether it is needed, and who needs it says so before looking whether it
    sleeps: so it never sleeps through a request.
    """

    def __init__(self, number: int, signals: npt.NDArray[np.int64]) -> None:
        self._number, self._signals = number, signals
        self._is_needed, self._is_dismissed, self._is_asleep = False, False, False
        # A queue, as a crew may be forgotten at any moment, also while its own thread is about to sleep: of all that
        # wakes a thread this alone may be used then.
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._live, name=f"houvast-{number + 1}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether there is such a thread in this process."""
        return self._thread.is_alive()

    def wake(self) -> None:
        """Be awake for a share that will be asked in a moment."""
        self._is_needed = True
        if self._is_asleep:
            self._calls.put(None)

    def let_sleep(self) -> None:
        """Fall asleep if nothing is asked for a while."""
        self._is_needed = False

    def dismiss(self) -> None:
        """Stop, after the share at hand."""
        self._is_dismissed = True
        self._calls.put(None)

    def _live(self) -> None:
        while not self._is_dismissed:
            _threads.help_out(self._signals, self._number)
            self._is_asleep = True
            if not (self._is_needed or self._is_dismissed):
                self._calls.get()
            self._is_asleep = False
