"""`houvast serve`: everything the workbench needs, started and stopped as one.

In order: the data folder and its secret key, the tables, the demo, a web server and one worker for long work. A worker
that dies is started again; the web server dying ends everything, with its exit code. Ctrl-C and TERM stop both, the
web server first, so that no new work comes in.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

LOCAL = ("127.0.0.1", "localhost", "::1")
FAULT, USAGE, STOPPED = 1, 2, 0
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 1.0, 60.0
HEALTHY_AFTER_SECONDS = 30.0
LOOK_EVERY_SECONDS = 0.2
DAY_SECONDS = 24 * 60 * 60
FIRST_DAILY_SECONDS = 60.0
STOP_WITHIN_SECONDS = 10.0
PORTS_TRIED = 50
PR_SET_PDEATHSIG = 1
"""From linux/prctl.h."""
SAID = {
    "address": {
        "nl": "De werkbank staat op {address} (stoppen met Ctrl-C)",
        "en": "The workbench is at {address} (stop with Ctrl-C)",
    },
    "preparing": {"nl": "Gegevensmap {folder} klaarmaken ...", "en": "Preparing the data folder {folder} ..."},
    "stopped": {"nl": "Gestopt.", "en": "Stopped."},
    "worker": {
        "nl": "De werker viel uit (code {code}) en wordt opnieuw gestart.",
        "en": "The worker died (code {code}) and is started again.",
    },
    "web": {"nl": "De webserver viel uit (code {code}).", "en": "The web server died (code {code})."},
    "busy": {
        "nl": "Poort {port} op {host} is bezet of verboden; kies een andere met --port.",
        "en": "Port {port} on {host} is taken or forbidden; choose another with --port.",
    },
    "demo": {
        "nl": "Deze gegevensmap heeft demo-accounts met een bekend wachtwoord, en gaat zo het netwerk niet op."
        " Begin met --no-demo: dat verwijdert ze.",
        "en": "This data folder has demo accounts with a known password, and does not go on a network like that."
        " Start with --no-demo, which removes them.",
    },
}


class _Stopped(Exception):  # noqa: N818 - a wish, not an error
    """Somebody asked to stop."""


def serve(arguments: Sequence[str]) -> int:
    """Run the workbench until it is stopped; return the exit code.

    Parameters
    ----------
    arguments
        What stands after `serve`.
    """
    asked = _parser().parse_args(arguments)
    if asked.data:
        os.environ["HOUVAST_DATA"] = str(asked.data)
    if asked.host not in LOCAL and not os.environ.get("HOUVAST_HOSTS"):
        os.environ["HOUVAST_HOSTS"] = asked.host
    say = _Speaker(asked.language)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    try:
        return _prepare_and_run(asked, say)
    except _Stopped:
        say("stopped")
        return STOPPED


def _prepare_and_run(asked: argparse.Namespace, say: _Speaker) -> int:
    from houvast_web.environment import data_folder

    folder = data_folder()
    say("preparing", folder=folder)
    is_public = asked.host not in LOCAL
    if not _prepare(folder, is_public=is_public, wants_demo=asked.demo):
        say("demo")
        return FAULT
    port = _free_port(asked.host, asked.port)
    if port is None:
        say("busy", host=asked.host, port=asked.port)
        return FAULT
    return _run(asked, port, say)


def _prepare(folder: Path, *, is_public: bool, wants_demo: bool) -> bool:
    """Make the data folder, the tables, the cache and the demo; tell whether this may go where it is asked to."""
    from houvast_web.environment import make_data_folder

    make_data_folder(folder)
    import django
    from django.core.management import call_command

    django.setup()
    from houvast_web.accounts import service

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not wants_demo:
        service.remove_demo()
    elif not is_public and not service.has_accounts():
        service.make_demo()
    return not (is_public and service.has_demo())


def _run(asked: argparse.Namespace, port: int, say: _Speaker) -> int:
    """Start web server and worker, and watch them."""
    web = _start_web(asked.host, port)
    worker, purging = _Worker(), _Daily("purge")
    try:
        _wait_until_it_answers(web, asked.host, port)
        address = f"http://{_shown(asked.host)}:{port}/"
        say("address", address=address)
        if asked.browser and sys.stdout.isatty():
            webbrowser.open(address)
        while web.poll() is None:
            purging.look()
            code = worker.look()
            if code is not None:
                say("worker", code=code)
            time.sleep(LOOK_EVERY_SECONDS)
        say("web", code=web.returncode)
        return FAULT
    finally:
        # A second Ctrl-C must not leave a process behind.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        _end(web)
        worker.end()
        purging.end()


class _Worker:
    """The process that does long work, started again when it dies: at once the first time, then after ever longer."""

    def __init__(self) -> None:
        self._rest_seconds = FIRST_REST_SECONDS
        self._again_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._start()

    def look(self) -> int | None:
        """Start the process again where its rest is over; return the exit code of one that has just died."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._again_at:
                self._start()
            return None
        code = self._process.poll()
        if code is None:
            return None
        lived_seconds = now - self._started_at
        self._rest_seconds = (
            FIRST_REST_SECONDS
            if lived_seconds > HEALTHY_AFTER_SECONDS
            else min(2 * self._rest_seconds, LONGEST_REST_SECONDS)
        )
        self._again_at = now + self._rest_seconds
        self._process = None
        return code

    def end(self) -> None:
        """Stop the process."""
        if self._process is not None:
            _end(self._process)

    def _start(self) -> None:
        self._process = _own_process("work")
        self._started_at = time.monotonic()


class _Daily:
    """A command that runs a while after the start, and then every day."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._at = time.monotonic() + FIRST_DAILY_SECONDS
        self._process: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Run the command where it is time."""
        if self._process is not None and self._process.poll() is not None:
            self._process = None
        if self._process is None and time.monotonic() >= self._at:
            self._at += DAY_SECONDS
            self._process = _own_process(self._command)

    def end(self) -> None:
        """Stop the command if it runs."""
        if self._process is not None:
            _end(self._process)


def _start_web(host: str, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "uvicorn", "houvast_web.asgi:application", "--host", host, "--port", str(port)]
    return _started([*command, "--log-level", "warning", "--no-server-header"])


def _own_process(*words: str) -> subprocess.Popen[bytes]:
    return _started([sys.executable, "-m", "houvast_web", *words])


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal then reaches this process only, which stops the others in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)  # noqa: S603, PLW1509 - no threads here


def _end_with_parent() -> None:
    """Let the kernel end this process when the one that started it is killed: nothing may go on unwatched."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process, and then whatever it had started: that shares its group, and may be deep in a compilation."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _wait_until_it_answers(web: subprocess.Popen[bytes], host: str, port: int) -> None:
    target = "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104 - compared, not bound
    while web.poll() is None:
        with suppress(OSError), socket.create_connection((target, port), timeout=1):
            return
        time.sleep(LOOK_EVERY_SECONDS / 4)


def _free_port(host: str, first: int) -> int | None:
    """Return the first port at or after `first` that can be had; the server binds it a moment later."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket(family) as attempt, suppress(OSError):
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((host, port))
            return port
    return None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class _Speaker:
    """Says one of the sentences of `SAID`."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, what: str, **values: object) -> None:
        sys.stdout.write(SAID[what][self._language].format(**values) + "\n")
        sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="houvast serve")
    parser.add_argument("--host", default=LOCAL[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--no-demo", dest="demo", action="store_false")
    parser.add_argument("--language", choices=("nl", "en"), default="en")
    return parser


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stopped
