"""What tests of the workbench share: languages, people in roles, a workbench that really runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

PASSWORD = "een-heel-lang-wachtwoord"
CHROMIUM = shutil.which("chromium")
FIRST_PORT = 18_900 + 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
"""Tests that run side by side do not look for a free port in the same place."""
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (each) =>
    console.error("Content Security Policy event", each.violatedDirective, each.blockedURI));"""
"""Not every violation is told in the console by the browser itself; each is an event."""


def pytest_collection_modifyitems(config, items):
    """On another database than the usual one, leave out the tests that touch none."""
    if "HOUVAST_EXPECT_DATABASE" not in os.environ:
        return
    without = [each for each in items if not _touches_database(each)]
    items[:] = [each for each in items if _touches_database(each)]
    config.hook.pytest_deselected(items=without)


def _touches_database(item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in item.fixturenames


@pytest.fixture(params=["nl", "en"])
def language(request) -> str:
    """Each language of the screen."""
    return request.param


@pytest.fixture(autouse=True)
def _quick_passwords(request, settings):
    """Hash passwords cheaply, but where a test is about just that."""
    if "slow_passwords" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def slow_passwords():
    """Hash passwords as in use."""


@pytest.fixture(autouse=True)
def _late_static_files(request, settings):
    """Look a static file up when asked for, not all of them for every client, but where a test is about just that."""
    if "all_static_files" not in request.fixturenames:
        settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def all_static_files():
    """Look up all static files at start, as in use."""


@pytest.fixture
def make_user(db):
    """Make an account, if asked with a second factor."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from houvast_web.accounts.models import User

    def make(email: str, *, with_factor: bool = False):
        user = User.objects.create_user(email, PASSWORD)
        if with_factor:
            TOTP.activate(user, generate_totp_secret())
        return user

    return make


@pytest.fixture
def organisation(make_user):
    """An organisation with somebody in each role."""
    from houvast_web.accounts.models import Membership, Organisation
    from houvast_web.accounts.roles import Role

    made = Organisation.objects.create(name="Stichting Voorbeeld")
    for role in Role:
        user = make_user(f"{role}@one.example", with_factor=role in (Role.OWNER, Role.HR))
        Membership.objects.create(user=user, organisation=made, role=role.value)
    return made


@pytest.fixture
def client_of_another():
    """Another browser, in which nobody is logged in."""
    from django.test import Client

    return Client()


@pytest.fixture
def enter(client):
    """Log a client in, if asked as somebody who has just proven who they are."""

    def as_(user, *, proven=False):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if proven:
            client.post("/nl/account/reauthenticate/", {"password": PASSWORD})
        return client

    return as_


def close(answer):
    """Close an answer of the test client as the client itself does: the connection of the test stays open."""
    from django.core.signals import request_finished
    from django.db import close_old_connections

    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


class Served(subprocess.Popen):
    """`houvast serve`, whose words are read all the time: a full pipe would hold up whoever writes to its log."""

    def __init__(self, command, environment):
        super().__init__(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        )
        self._lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.stdout:
            self._lines.append(line)

    def address(self):
        """Wait until it tells its address, and return that."""
        while True:
            has_ended = not self._reader.is_alive()
            said = "".join(self._lines)
            found = re.search(r"http://\S+:\d+/", said)
            if found:
                return found[0]
            assert not has_ended, said
            time.sleep(0.02)

    def words(self, timeout):
        """Wait until it has ended and return all it said."""
        self.wait(timeout)
        self._reader.join()
        self.stdout.close()
        return "".join(self._lines)


@contextmanager
def running(folder, *words, port=None, environment=None):
    """Run `houvast serve` on a folder and give its process and address."""
    port = port or FIRST_PORT
    command = [sys.executable, "-m", "houvast.cli", "serve", "--data", str(folder), "--port", str(port)]
    process = Served([*command, "--language", "en", *words], environment or {})
    try:
        yield process, process.address()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.words(timeout=40)


@pytest.fixture(scope="session")
def serving():
    """`houvast serve` as a context: `with serving(folder) as (process, address)`."""
    return running


@pytest.fixture(scope="session")
def workbench(tmp_path_factory):
    """A workbench that really runs, with web server, worker and demo: its address without the last slash."""
    if CHROMIUM is None:
        pytest.skip("needs the browser chromium: apt-get install chromium")
    with running(tmp_path_factory.mktemp("workbench")) as (_process, address):
        yield address.rstrip("/")


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium, for one module: Django refuses the database while the browser's loop runs."""
    if CHROMIUM is None:
        pytest.skip("needs the browser chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        running_browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running_browser
        running_browser.close()


@pytest.fixture
def open_page(browser, workbench):
    """Open a page of the workbench; at the end no content policy may have been broken and no script have failed."""
    contexts, faults = [], []

    def open_(path="/nl/", *, width=1280, look="light", zoom=1, **options):
        context = browser.new_context(
            viewport={"width": width // zoom, "height": 900 // zoom},
            color_scheme="dark" if look == "dark" else "light",
            forced_colors="active" if look == "forced" else "none",
            base_url=workbench,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(TELL_VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


# ---------------------------------------------------------------- a database server of our own

PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


class PostgreSQL:
    """A server reached through a socket in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="houvast-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.address = f"postgres://postgres@{str(self.folder).replace('/', '%2F')}/postgres"
        self._run("initdb", "--auth", "trust", "--username", "postgres")
        self.start()

    def start(self):
        self._run("pg_ctl", "start", "--wait", "--options", f"-k {self.folder} -c listen_addresses=''")

    def stop(self):
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")

    def kill(self):
        """End the server as a power cut would; its children find out a moment later."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        time.sleep(2)

    def _run(self, name, *words):
        command = [str(self.programs / name), "--pgdata", str(self.folder / "data"), *words]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root; root lends it the account of its package
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, timeout=60)


@pytest.fixture
def postgresql():
    """A PostgreSQL server with an empty database."""
    programs = PROGRAMS or (Path(found).parent if (found := shutil.which("initdb")) else None)
    if programs is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    server = PostgreSQL(programs)
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


# ---------------------------------------------------------------- the policy desk without its processes

FEW_PEOPLE, FEW_YEARS = 0.0005, 2


class RunsHere:
    """Stands in for the warm processes of the policy desk: makes runs in this process and keeps them."""

    kept: ClassVar[dict] = {}

    def ask(self, asked, user):
        futures = []
        for each in asked:
            futures.append(Future())
            futures[-1].set_result(self.make([each], user)[0])
        return futures

    def begin(self, _asked, _user):
        return True

    def make(self, asked, _user):
        from houvast.experiments.exploration.running import make_run, run_key
        from houvast_web.policy_desk import service

        for each in asked:
            key = run_key(each, service.facts().content_hash)
            if key not in self.kept:
                self.kept[key] = make_run(each, service.facts())
        return [self.kept[run_key(each, service.facts().content_hash)] for each in asked]

    def make_first(self, first, _rest, user):
        return self.make(first, user)

    def runner(self, user, _can_wait=False):
        return lambda asked: self.make(asked, user)

    def is_kept(self, asked):
        from houvast.experiments.exploration.running import run_key
        from houvast_web.policy_desk import service

        return run_key(asked, service.facts().content_hash) in self.kept


@pytest.fixture(autouse=True)
def runs_here(monkeypatch):
    """Let the policy desk run few people for two years in this process; a workbench that really runs is not touched."""
    from houvast.experiments.exploration.state import Exploration
    from houvast.experiments.settings import RunSettings
    from houvast_web.policy_desk import service

    def few(self, world=None, package=None):
        cell = (self.world if world is None else world, self.package if package is None else package)
        return RunSettings(FEW_PEOPLE, FEW_YEARS, self.seed, *cell)

    monkeypatch.setattr(Exploration, "settings", few)
    monkeypatch.setattr("houvast.experiments.exploration.answer.YEARS", FEW_YEARS)
    monkeypatch.setattr(service, "workers", RunsHere)
    service._answers.clear()
    yield RunsHere
    service._answers.clear()
