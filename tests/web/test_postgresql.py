"""The tests of the workbench that touch the database once more, on a real PostgreSQL server of our own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LEFT_OUT = "not browser and not slow"


@pytest.mark.slow
def test_everything_holds_on_postgresql(postgresql):
    command = [sys.executable, "-m", "pytest", str(HERE), "-q", "-m", LEFT_OUT, "-p", "no:cacheprovider"]
    ran = subprocess.run(
        command,
        env=os.environ | {"DATABASE_URL": postgresql.address, "HOUVAST_EXPECT_DATABASE": "postgresql"},
        capture_output=True,
        text=True,
        timeout=600,
        cwd=HERE.parents[1],
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]
