"""The one place that decides how kernels are compiled.

Kernels are ordinary Python functions. Here, and nowhere else, numba turns them
into machine code. The environment decides, and accepts no other values:

``HOUVAST_JIT``
    ``1`` (default) compiles; ``0`` runs the same functions as plain Python, for
    coverage and for the proof that compiling changes nothing.
``HOUVAST_BOUNDSCHECK``
    ``1`` stops on an index outside its array instead of reading rubbish;
    ``0`` (default) is fast.

Compiled code is kept on disk in a folder named after a hash of all kernel
sources: numba notices an edit of the file it compiles, but not of a function in
another file that the kernel calls, and would run the old one.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

HASH_DIGITS = 16

Function = TypeVar("Function", bound=Callable[..., Any])


def _switch(name: str, default: str) -> bool:
    value = os.environ.get(name, default)
    if value not in ("0", "1"):
        message = f"{name} must be 0 or 1; found {value!r}"
        raise ValueError(message)
    return value == "1"


JIT = _switch("HOUVAST_JIT", "1")
BOUNDSCHECK = _switch("HOUVAST_BOUNDSCHECK", "0")


def _source_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    digest.update(f"{sys.version_info[:2]} {BOUNDSCHECK}".encode())
    return digest.hexdigest()[:HASH_DIGITS]


def _cache_folder() -> Path | None:
    """Return a writable folder for compiled kernels, or None where there is none."""
    base = os.environ.get("HOUVAST_CACHE") or str(Path.home() / ".cache" / "houvast")
    folder = Path(base) / "kernels" / _source_hash()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


if JIT:
    _FOLDER = _cache_folder()
    if _FOLDER is not None:
        # Overwritten, not merely set: a process started by this one may check bounds, and then has
        # a folder of its own.
        os.environ["NUMBA_CACHE_DIR"] = str(_FOLDER)
    import numba

    # Kernels get all their room from outside, so they need no run-time support for
    # allocation. Without it numba leaves out the counting of references, which for a
    # state of some forty arrays cost 250 ns at every call of a small function.
    _OPTIONS: dict[str, Any] = {"nogil": True, "boundscheck": BOUNDSCHECK, "_nrt": False}

    def kernel(function: Function) -> Function:
        """Compile a kernel; it runs without the interpreter lock, so threads overlap."""
        return numba.njit(cache=_FOLDER is not None, **_OPTIONS)(function)  # type: ignore[no-any-return]

    def inline(function: Function) -> Function:
        """Compile a small function that kernels call for every person."""
        return numba.njit(**_OPTIONS)(function)  # type: ignore[no-any-return]

    def woven(function: Function) -> Function:
        """Compile a function that becomes part of its caller, for those that take the whole state.

        Handing over some hundred array fields costs more than the work of such a function.
        """
        return numba.njit(forceinline=True, **_OPTIONS)(function)  # type: ignore[no-any-return]

else:

    def kernel(function: Function) -> Function:
        """Run a kernel as plain Python; 64-bit counters are meant to wrap around."""

        @functools.wraps(function)
        def plain(*arguments: Any) -> Any:
            with np.errstate(over="ignore"):
                return function(*arguments)

        return plain  # type: ignore[return-value]

    inline = kernel
    woven = kernel
