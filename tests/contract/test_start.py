"""`houvast start`: from nothing to a report in the browser, and a clean end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest

from polder import facts_folder

FIRST_PORT = 18_790
POLDER = ["--facts", str(facts_folder()), "--scale", "1", "--years", "1", "--threads", "1"]


@pytest.mark.slow
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_start_shows_the_report_until_it_is_stopped(tmp_path, signal_number):
    """The address that is printed shows the report, and Ctrl-C or a request to end stops it without a traceback."""
    running = subprocess.Popen(
        [sys.executable, "-m", "houvast.cli", "start", *POLDER, "--port", str(FIRST_PORT), "--language", "nl"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        lines = iter(running.stdout.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
            assert '<html lang="nl">' in answer.read().decode()
    finally:
        running.send_signal(signal_number)
        output, errors = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "Gestopt." in output
    assert "Traceback" not in errors
