"""`python -m houvast_web work`: do long work, first what was interrupted. `houvast serve` keeps one such worker alive.

A worker that is killed leaves its task behind as being worked on. The next worker on the same data folder puts such a
task back in the queue, where it goes on from what was finished; a task that was interrupted too often is given up, as
it may be the cause.
"""

from __future__ import annotations

import fcntl
import hashlib
import socket
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

LOCK_FILE = "worker.lock"
MOST_TRIES = 5
NAME_LETTERS = 64
LOOK_SECONDS = "0.2"


class Command(BaseCommand):
    """Work."""

    help = "Do long work in the background, first what was interrupted."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work until stopped."""
        words = ["--no-startup-delay", "--interval", LOOK_SECONDS]
        with (Path(settings.DATA) / LOCK_FILE).open("w") as lock:
            if _is_first(lock):
                take_up_again(_name())
                words += ["--worker-id", _name()]
            call_command("db_worker", *words)


def _is_first(lock: IO[str]) -> bool:
    """Whether no other worker lives on this data folder; the lock ends with the process, however that ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _name() -> str:
    """Return the name of the first worker on this data folder, the same after every start."""
    place = f"{socket.gethostname()} {settings.DATA}"
    return hashlib.sha256(place.encode()).hexdigest()[:NAME_LETTERS]


def take_up_again(name: str) -> None:
    """Put the tasks that a worker left behind back in the queue.

    Parameters
    ----------
    name
        Name of that worker, which no longer lives.
    """
    for task in apps.get_model("django_tasks_database.DBTaskResult").objects.filter(status="RUNNING"):
        if task.worker_ids[-1:] != [name]:
            continue
        if len(task.worker_ids) < MOST_TRIES:
            task.status = "READY"
            task.save(update_fields=["status"])
        else:
            task.set_failed(InterruptedError(f"interrupted {MOST_TRIES} times"))
