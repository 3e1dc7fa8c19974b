"""The tests of the workbench once more, on a real PostgreSQL server of our own."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
LEFT_OUT = "not browser and not slow"


def _as_server(command):
    """PostgreSQL refuses to run as root; root lends it the account of its package."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture
def postgresql():
    """Address of an empty database, reached through a socket in a folder of its own."""
    programs = PROGRAMS or (Path(found).parent if (found := shutil.which("initdb")) else None)
    if programs is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="houvast-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")

    def run(name, *words):
        command = _as_server([str(programs / name), *words])
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, timeout=60)

    run("initdb", "--pgdata", str(folder / "data"), "--auth", "trust", "--username", "postgres", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "start", "--wait", "--pgdata", str(folder / "data"), "--options", options)
    yield f"postgres://postgres@{str(folder).replace('/', '%2F')}/postgres"
    run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", str(folder / "data"))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
def test_everything_holds_on_postgresql(postgresql):
    command = [sys.executable, "-m", "pytest", str(HERE), "-q", "-m", LEFT_OUT, "-p", "no:cacheprovider"]
    ran = subprocess.run(
        command,
        env=os.environ | {"DATABASE_URL": postgresql, "HOUVAST_EXPECT_DATABASE": "postgresql"},
        capture_output=True,
        text=True,
        timeout=300,
        cwd=HERE.parents[1],
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]
