"""The machine: what it is, and how fast it moves memory (the triad of the STREAM benchmark).

Reference: J. D. McCalpin (1995), Memory bandwidth and machine balance in current high performance computers.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.children import tell

ELEMENTS = 1 << 25
"""Three arrays of 268 MB: far above any cache."""
BYTES_PER_ELEMENT = 24
"""Two values of 8 bytes read and one written; what the cache fetches in order to write is not counted."""
REPEATS = 9
FACTOR = 3.0


def describe() -> dict[str, Any]:
    """Return what the measurements rest on."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9,
        "load": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
        "numba": version("numba"),
        "numpy": version("numpy"),
        "houvast": version("houvast"),
    }


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def measure_triad(n_threads: int) -> dict[str, Any]:
    """Return the bandwidth of ``a = b + factor * c`` with a number of threads, in bytes per second."""
    from houvast.market.crew import Crew
    from houvast.market.kernels._threads import shared, stretch

    @shared
    def triad(thread, n_threads, a, b, c, factor):  # noqa: ANN001, ANN202 - the compiler infers
        first, last = stretch(len(a), thread, n_threads)
        for place in range(first, last):
            a[place] = b[place] + factor * c[place]

    a, b, c = (np.full(ELEMENTS, value) for value in (0.0, 1.0, 2.0))
    crew = Crew(n_threads)
    seconds = []
    for _ in range(REPEATS + 1):
        before = time.perf_counter()
        crew.share(ELEMENTS, triad, a, b, c, FACTOR)
        seconds.append(time.perf_counter() - before)
    crew.dismiss()
    rates = [ELEMENTS * BYTES_PER_ELEMENT / each for each in seconds[1:]]  # the first compiled
    return {"threads": n_threads, "bytes_per_second": rates}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, required=True)
    tell(measure_triad(parser.parse_args().threads))
