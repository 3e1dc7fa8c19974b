"""A whole company answers at once, on a workbench that really runs and is killed twice meanwhile."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import httpx
import pytest

from houvast.surveys.fieldwork import draft_name, open_draft

pytestmark = pytest.mark.slow
PEOPLE = 500
PORT = 18_960
KEYS = ("work1", "work2", "life1", "money1")
KILL_AFTER = (0.25, 0.6)
"""Shares of the answers after which the web server is killed."""
LONGEST_SECONDS = 420
MAKE_ROUND = """
from houvast_web.environment import data_folder, make_data_folder
make_data_folder(data_folder())
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from houvast_web.accounts import service as accounts
from houvast_web.accounts.models import Organisation, User
from houvast_web.rounds import service
from houvast_web.rounds.forms import read_wanted, text_of
from houvast_web.rounds.models import today
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
if not User.objects.exists():
    accounts.make_demo()
tree = {"Huis": None, "Zorg": "Huis", "Kantoor": "Huis"}
user, start = User.objects.first(), today()
made = service.propose(user, Organisation.objects.first(), {
    "title": "Load", "purpose": "Trial", "questionnaire": text_of("questionnaire_good_work"), "tree": tree,
    "threshold": 10, "opens": start, "closes": start + timedelta(days=5), "delete_on": start + timedelta(days=50)})
service.agree(user, made)
made.refresh_from_db()
for card in service.invite(user, made, read_wanted("Zorg: HALF\\nKantoor: HALF", "", tuple(tree))):
    print("token", card.token)
"""
CLOSE_ROUND = """
import django
django.setup()
from houvast_web.rounds import service
from houvast_web.rounds.models import Round, RoundAnswers
closed = service.close(Round.objects.get())
print("closed", RoundAnswers.objects.count(), service.scores_of(closed).groups[0].n)
"""


def _environment(folder):
    return os.environ | {"HOUVAST_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "houvast_web.settings"}


def _run(code, folder):
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(folder), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


class _Company:
    """People who answer, and what their screens said was saved."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.saved = {token: {} for token in tokens}
        self.handed_in = set()
        self.seconds = []
        self.address = ""
        self.is_up = asyncio.Event()

    @property
    def n_saved(self):
        return sum(len(each) for each in self.saved.values())

    async def answers(self, number, token):
        """Enter, answer and hand in; whatever fails is tried again, as the page does."""
        async with httpx.AsyncClient(timeout=60, follow_redirects=False) as client:
            csrf = await self._enter(client, token)
            for place, key in enumerate(KEYS):
                value = str((number + place) % 5 + 1)
                form = {"key": key, "value": value, "version": str(place + 1), "csrfmiddlewaretoken": csrf}
                started = time.monotonic()
                answer = await self._post(client, "/nl/answer/save/", form)
                self.seconds.append(time.monotonic() - started)
                assert answer.json()["saved"], answer.text
                self.saved[token][key] = value
            await self._post(client, "/nl/answer/hand-in/", {"csrfmiddlewaretoken": csrf})
            self.handed_in.add(token)

    async def _enter(self, client, token):
        page = await self._again(lambda: client.get(self.address + "/nl/answer/"))
        csrf = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
        answer = await self._post(client, "/nl/answer/", {"token": token, "csrfmiddlewaretoken": csrf})
        assert answer.status_code == 302
        return csrf

    async def _post(self, client, path, form):
        return await self._again(lambda: client.post(self.address + path, data=form))

    async def _again(self, ask):
        while True:
            await self.is_up.wait()
            try:
                answer = await ask()
            except httpx.HTTPError:
                await asyncio.sleep(0.5)
                continue
            if answer.status_code < 500:
                return answer
            await asyncio.sleep(0.5)


@contextmanager
def _web(folder, port):
    """The web server and application that `houvast serve` starts, without its worker and the warm policy desk."""
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "django.core.asgi:get_asgi_application",
        "--port",
        str(port),
    ]
    with (folder / "log.txt").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--log-level", "warning"], env=_environment(folder), stderr=log, start_new_session=True
        )
    try:
        while process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def _answer_through_kills(company, folder):
    """Serve, let everybody answer, kill and serve again."""
    tasks = []
    for turn, share in enumerate((*KILL_AFTER, None)):
        with _web(folder, PORT + turn) as process:
            company.address = f"http://127.0.0.1:{PORT + turn}"
            company.is_up.set()
            tasks = tasks or [asyncio.create_task(company.answers(*each)) for each in enumerate(company.tokens)]
            if share is None:
                await asyncio.gather(*tasks)
                return
            while company.n_saved < share * PEOPLE * len(KEYS):
                await asyncio.sleep(0.02)
            process.send_signal(signal.SIGKILL)
            company.is_up.clear()


def test_500_answer_at_once_and_two_kills_lose_nothing(tmp_path, record_property):
    """Every answer a screen called saved is there, once; nobody counts twice; no file holds a token."""
    tokens = [
        line.split()[1]
        for line in _run(MAKE_ROUND.replace("HALF", str(PEOPLE // 2)), tmp_path).splitlines()
        if line.startswith("token")
    ]
    assert len(tokens) == PEOPLE
    company = _Company(tokens)
    started = time.monotonic()

    async def all_of_it():
        await asyncio.wait_for(_answer_through_kills(company, tmp_path), LONGEST_SECONDS)

    asyncio.run(all_of_it())
    took = time.monotonic() - started
    assert company.handed_in == set(tokens)
    _check_drafts(tmp_path, company)
    for name, value in (
        ("whole_seconds", took),
        ("save_median_seconds", statistics.median(company.seconds)),
        ("save_longest_seconds", max(company.seconds)),
    ):
        record_property(name, round(value, 3))
        print(name, round(value, 3))  # noqa: T201 - a measurement
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(token.encode() in content or token.replace("-", "").encode() in content for token in tokens)
    assert f"closed {PEOPLE} {PEOPLE}" in _run(CLOSE_ROUND, tmp_path)


def _check_drafts(folder, company):
    with sqlite3.connect(folder / "houvast.sqlite3") as database:
        secret = database.execute("SELECT secret FROM rounds_round").fetchone()[0]
        kept = dict(database.execute("SELECT name, sealed FROM rounds_rounddraft").fetchall())
        hashes = {row[0] for row in database.execute("SELECT token_hash FROM rounds_roundinvitation")}
    database.close()
    assert len(kept) == PEOPLE
    assert not hashes & set(kept)
    for token, saved in company.saved.items():
        assert json.loads(open_draft(kept[draft_name(token, secret)], token, secret))["answers"] == saved
