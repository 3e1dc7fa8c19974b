"""A whole run as a user sees it: fifteen years at 1%, warm in one process and cold in a fresh one."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.children import ROOT, MeasurementError, tell

SCALE, YEARS, SEED = 0.01, 15, 1
REPEATS = 5


def measure_warm(threads: int) -> dict[str, Any]:
    """Return the times of later runs in a process that has run once: all of it, and the months alone."""
    from houvast.experiments.runs import run_settings
    from houvast.experiments.settings import RunSettings
    from houvast.facts.loader import load_facts

    facts = load_facts()
    settings = RunSettings(scale=SCALE, years=YEARS, seed=SEED, threads=threads)
    whole, months = [], []
    for _ in range(REPEATS + 1):
        before = time.perf_counter()
        result = run_settings(settings, facts)
        whole.append(time.perf_counter() - before)
        months.append(sum(result.manifest["timing"]["steps"].values()))
    return {"threads": threads, "whole_s": whole[1:], "months_s": months[1:], "first_s": whole[0]}


def measure_cold(threads: int) -> dict[str, Any]:
    """Return the times of `houvast run` in fresh processes, with kernels and population in the cache."""
    seconds = []
    for _ in range(REPEATS + 1):
        with tempfile.TemporaryDirectory(prefix="houvast-bench-") as place:
            command = [sys.executable, "-m", "houvast.cli", "run", "--threads", str(threads)]
            command += ["--scale", str(SCALE), "--years", str(YEARS), "--seed", str(SEED)]
            command += ["--out", str(Path(place) / "result")]
            before = time.perf_counter()
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            seconds.append(time.perf_counter() - before)
        if done.returncode != 0:
            raise MeasurementError(done.stderr)
    return {"threads": threads, "seconds": seconds[1:], "first_s": seconds[0]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("warm", "cold"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    tell((measure_warm if options.what == "warm" else measure_cold)(options.threads))
