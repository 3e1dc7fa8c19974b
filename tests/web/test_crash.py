"""Web server, worker, database or all of it killed half-way a full run: nothing stored is lost, and the run goes on."""

import re
import sqlite3
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import psutil
import psycopg
import pytest

pytestmark = pytest.mark.slow
LONG_SECONDS = 400
"""A first run may have to compile its kernels and make its people."""
FINISHED, INTERRUPTED = "Klaar:", "onderbroken"


class Visitor:
    """Somebody with a browser, who comes back to the same workbench after it went down."""

    def __init__(self, address):
        self.address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        with self._opener.open(self.address + path, timeout=60) as answer:
            return answer.url, answer.read().decode()

    def ask_for_a_run(self, **values):
        """Ask for a full run and return its page; no page of the desk is opened, which would start other runs."""
        _url, page = self.get("nl/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        data = urlencode({**values, "csrfmiddlewaretoken": token}).encode()
        with self._opener.open(f"{self.address}nl/policy/full", data, timeout=60) as answer:
            return answer.url.removeprefix(self.address)

    def until(self, path, is_enough):
        """Wait until what the page of a run says is enough; return how many runs were made and the page."""
        end = time.monotonic() + LONG_SECONDS
        while time.monotonic() < end:
            try:
                page = self.get(path)[1]
            except OSError:  # down, or just coming up
                page = ""
            told = re.search(r"(\d+) / (\d+)", page)
            done = int(told[1]) if told else 0
            if page and is_enough(done, page):
                return done, page
            time.sleep(0.2)
        raise AssertionError(page)


def _processes(serving_process):
    return psutil.Process(serving_process.pid).children(recursive=True)


def _kill(serving_process, word):
    next(each for each in _processes(serving_process) if word in each.cmdline()).kill()


def _at_least(count):
    return lambda done, page: done >= count or FINISHED in page


def test_a_full_run_outlives_worker_web_server_and_all(tmp_path, serving):
    with serving(tmp_path) as (process, address):
        visitor = Visitor(address)
        run = visitor.ask_for_a_run(t="1", c="1")
        before, _page = visitor.until(run, _at_least(1))
        _kill(process, "work")
        after, page = visitor.until(run, _at_least(before + 1))
        assert INTERRUPTED not in page
        _kill(process, "uvicorn")
        output = process.words(timeout=60)
        assert process.returncode == 1
        assert "web server died" in output
    with serving(tmp_path) as (process, visitor.address):
        after, page = visitor.until(run, _at_least(after + 1))
        assert FINISHED not in page  # else the next kill would prove nothing
        _kill_all(process)
    with serving(tmp_path) as (process, visitor.address):
        visitor.until(run, lambda _done, page: FINISHED in page)
        _kill_all(process)
    with serving(tmp_path) as (_process, visitor.address):
        page = visitor.get(run)[1]
        result = re.search(r'class="button" href="/([^"]+)"', page)[1].replace("&amp;", "&")
        assert 'data-kind="full"' in visitor.get(result.replace("policy/?", "policy/answer?"))[1]
    with sqlite3.connect(tmp_path / "houvast.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM accounts_user WHERE is_demo").fetchone() == (4,)
        assert database.execute("SELECT status FROM policy_desk_fullrun").fetchall() == [("finished",)]
    database.close()
    assert list(tmp_path.glob("full/*/runs")) == []


def _kill_all(serving_process):
    """End `houvast serve` as a power cut would: what it started ends with it, by the kernel."""
    family = _processes(serving_process)
    serving_process.kill()
    psutil.wait_procs(family, timeout=20)
    assert not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in family)


def test_a_full_run_outlives_the_database(tmp_path, serving, postgresql):
    with serving(tmp_path, environment={"DATABASE_URL": postgresql.address}) as (_process, address):
        visitor = Visitor(address)
        run = visitor.ask_for_a_run(t="1", c="1")
        before, _page = visitor.until(run, _at_least(1))
        postgresql.kill()
        postgresql.start()
        # The visit is still known, and its run goes on, or says why not.
        visitor.until(run, lambda done, page: done > before or FINISHED in page or INTERRUPTED in page)
        with psycopg.connect(postgresql.address) as database:
            assert database.execute("SELECT count(*) FROM accounts_user WHERE is_demo").fetchone() == (4,)
            assert database.execute("SELECT count(*) FROM policy_desk_fullrun").fetchone() == (1,)
            assert database.execute("SELECT count(*) FROM django_session").fetchone()[0] >= 1
