"""`houvast serve`: one command that starts everything, and leaves nothing behind."""

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest

pytestmark = pytest.mark.slow
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is tried is that this is refused


def _ask(address):
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own address
        return answer.read().decode()


def _family(process):
    return psutil.Process(process.pid).children(recursive=True)


def _is_worker(each):
    return each.status() != psutil.STATUS_ZOMBIE and each.cmdline()[-1:] == ["work"]


def _all_gone(family):
    """Whether these processes end, at most a moment later than the one that killed them."""
    _gone, left = psutil.wait_procs(family, timeout=2)
    return all(each.status() == psutil.STATUS_ZOMBIE for each in left)


def _worker(process):
    return next(each for each in _family(process) if _is_worker(each))


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_on_nothing_and_stops_cleanly(tmp_path, serving, signal_number):
    """Address printed, first page within 2 s, secrets for this user only, demo there, no process left."""
    folder = tmp_path / "data"
    with serving(folder) as (process, address):
        started = time.monotonic()
        assert "Houvast" in _ask(address)
        assert time.monotonic() - started < 2
        assert address.startswith("http://127.0.0.1:")
        family = _family(process)
        assert len(family) >= 2
        process.send_signal(signal_number)
        output = process.words(timeout=40)
    assert process.returncode == 0
    assert "Stopped." in output
    assert "Traceback" not in output
    assert _all_gone(family)
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with sqlite3.connect(folder / "houvast.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM accounts_user WHERE is_demo").fetchone() == (4,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_a_killed_worker_is_started_again(tmp_path, serving):
    with serving(tmp_path) as (process, address):
        first = _worker(process)
        first.kill()
        for _turn in range(100):
            time.sleep(0.2)
            if any(_is_worker(each) and each.pid != first.pid for each in _family(process)):
                break
        assert _worker(process).pid != first.pid
        assert "Houvast" in _ask(address)


def test_a_killed_web_server_ends_everything_with_a_fault_and_loses_nothing(tmp_path, serving):
    with serving(tmp_path) as (process, _address):
        family = _family(process)
        next(each for each in family if "uvicorn" in each.cmdline()).kill()
        output = process.words(timeout=40)
        assert _all_gone(family)
        assert process.returncode == 1
        assert "web server died" in output
    with serving(tmp_path) as (_process, address):
        assert "Houvast" in _ask(address)


def test_demo_accounts_do_not_go_on_a_network(tmp_path, serving):
    with serving(tmp_path):
        pass
    command = [sys.executable, "-m", "houvast.cli", "serve", "--data", str(tmp_path), "--host", EVERYWHERE]
    refused = subprocess.run([*command, "--port", "18950"], capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 1
    assert "known password" in refused.stdout
    with serving(tmp_path, "--host", EVERYWHERE, "--no-demo", environment={"HOUVAST_HOSTS": "127.0.0.1"}) as (
        _process,
        at,
    ):
        port = re.search(r":(\d+)/", at)[1]
        assert "Houvast" in _ask(f"http://127.0.0.1:{port}/")


def test_production_settings_pass_the_deployment_check(tmp_path):
    checked = subprocess.run(
        [sys.executable, "-m", "houvast_web", "check", "--deploy", "--fail-level", "WARNING"],
        env=os.environ
        | {
            "HOUVAST_DATA": str(tmp_path),
            "HOUVAST_HTTPS": "1",
            "HOUVAST_HOSTS": "houvast.example",
            "HOUVAST_OIDC": "https://login.example",
            "HOUVAST_MAIL": "smtp://mail.example",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_no_migration_is_missing(tmp_path):
    made = subprocess.run(
        [sys.executable, "-m", "houvast_web", "makemigrations", "--check", "--dry-run"],
        env=os.environ | {"HOUVAST_DATA": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
