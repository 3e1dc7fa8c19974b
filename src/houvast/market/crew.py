"""Threads: the same kernel on several shares of the people at once.

Kernels run without the interpreter lock and write only to places of their own, so the
number of threads changes the time and nothing else.
"""

from __future__ import annotations

import os
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
    """A fixed number of threads that each take one share of the work.

    Parameters
    ----------
    n_threads : int, optional
        Number of threads; by default one per processor this process may use.
    """

    def __init__(self, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        n_helpers = self.n_threads - 1 if JIT else 0
        self._signals = _threads.new_signals(n_helpers)
        self._helpers = [_Helper(helper, self._signals) for helper in range(n_helpers)]

    def share(self, length: int, kernel: Any, *arguments: Any) -> None:
        """Call ``kernel(thread, n_threads, *arguments)`` once per thread and wait for all of them.

        Parameters
        ----------
        length
            On how many items; few of them go to one thread, as if it were the only one.
        kernel
            Compiled by :func:`houvast.market.kernels._threads.shared`. Where nothing is compiled, or after
            :meth:`dismiss`, this thread does one share after the other.
        *arguments
            The same for all.

        Raises
        ------
        IndexError, RuntimeError
            What went wrong in any share; every share has ended by then.
        """
        n_threads = self.n_threads if length >= SHORTEST_SHARED else 1
        if n_threads == 1 or not self._helpers:
            _one_after_the_other(n_threads, kernel, arguments)
            return
        for helper in self._helpers:
            helper.announce()
        if kernel.on_all(self._signals, *arguments) != 0:
            _one_after_the_other(n_threads, kernel, arguments)  # meets the fault again, where it can be raised
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

    It says that it sleeps before it looks whether it may, and who needs it says so before looking whether it sleeps:
    so it never sleeps through a request.
    """

    def __init__(self, number: int, signals: npt.NDArray[np.int64]) -> None:
        self._number, self._signals = number, signals
        self._announced, self._is_dismissed = 0, False
        self._is_asleep, self._woken = False, threading.Event()
        threading.Thread(target=self._live, name=f"houvast-{number + 1}", daemon=True).start()

    def announce(self) -> None:
        """Be awake for a share that will be asked in a moment."""
        self._announced += 1
        if self._is_asleep:
            self._woken.set()

    def dismiss(self) -> None:
        """Stop, after the share at hand."""
        self._is_dismissed = True
        self._woken.set()

    def _live(self) -> None:
        while not self._is_dismissed:
            _threads.help_out(self._signals, self._number)
            self._is_asleep = True
            self._woken.clear()
            if self._may_sleep():
                self._woken.wait()
            self._is_asleep = False

    def _may_sleep(self) -> bool:
        done = self._signals[self._number * _threads.ROOM + _threads.DONE]
        return bool(self._announced == done) and not self._is_dismissed


def _one_after_the_other(n_threads: int, kernel: Any, arguments: tuple[Any, ...]) -> None:
    for thread in range(n_threads):
        kernel(thread, n_threads, *arguments)
