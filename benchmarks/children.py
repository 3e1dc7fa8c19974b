"""Measure in a process of its own: what one case leaves in memory or cache must not help or burden the next."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BYTES_PER_KIBIBYTE = 1024


class MeasurementError(Exception):
    """A process that was to measure something ended with a fault."""


def measured_in_a_fresh_process(module: str, *arguments: object) -> dict[str, Any]:
    """Run ``python -m benchmarks.MODULE ARGUMENTS`` and return the JSON on its last line."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *(str(argument) for argument in arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        message = f"{' '.join(command[1:])} ended with code {done.returncode}\n{done.stderr}"
        raise MeasurementError(message)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def tell(found: dict[str, Any]) -> None:
    """Print what was measured, for the process that asked."""
    print(json.dumps(found))


def peak_bytes() -> int:
    """Return the most memory this process has held at once, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * BYTES_PER_KIBIBYTE
