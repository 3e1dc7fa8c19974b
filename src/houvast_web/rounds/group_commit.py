"""Group commit: what many people save at the same moment goes to disk together.

A database lets one writer in at a time and waits for the disk at every commit. When a whole company answers at once,
hundreds of threads would each try for their turn, and the last would wait for half a minute. Here one thread writes:
it takes everything that waits, writes it in one transaction, and tells everybody after the commit. Nobody hears "saved"
before it is on disk, and one write that fails takes no other with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
LARGEST_GROUP = 200
"""Writes in one transaction: enough to share a disk, few enough not to keep other writers out for long."""


class GroupCommit:
    """Writes of many threads, done by one."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        self._starting = threading.Lock()
        self._writer: threading.Thread | None = None

    def run(self, write: Callable[[], T]) -> T:
        """Run a write in a transaction, and return what it returns once that is on disk; its fault is raised here."""
        if connection.in_atomic_block:  # the transaction of the caller decides when it is on disk
            with transaction.atomic():
                return write()
        self._start()
        told: Future[T] = Future()
        self._waiting.put((write, told))
        return told.result()

    def _start(self) -> None:
        with self._starting:
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=self._serve, name="group commit", daemon=True)
                self._writer.start()

    def _serve(self) -> None:
        while True:
            group = [self._waiting.get()]
            while len(group) < LARGEST_GROUP and not self._waiting.empty():
                group.append(self._waiting.get())
            try:
                ends = _commit([write for write, _told in group])
            except Exception as fault:  # noqa: BLE001 - each who waits is told
                ends = [(None, fault)] * len(group)
            if self._waiting.empty() or all(failure for _found, failure in ends):
                connection.close()  # as at the end of a request
            for (_write, told), (found, failure) in zip(group, ends, strict=True):
                if failure is None:
                    told.set_result(found)
                else:
                    told.set_exception(failure)


def _commit(writes: list[Callable[[], Any]]) -> list[tuple[Any, Exception | None]]:
    """Write all in one transaction; return for each what it came to, or its fault."""
    if connection.vendor == "sqlite":
        # A power cut then loses nothing that a screen calls saved; by default SQLite waits for the disk now and then.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    ends: list[tuple[Any, Exception | None]] = []
    with transaction.atomic():
        for write in writes:
            try:
                with transaction.atomic():
                    ends.append((write(), None))
            except Exception as fault:  # noqa: BLE001 - raised again where the write was asked for
                ends.append((None, fault))
    return ends
