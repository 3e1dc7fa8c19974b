"""The one place that decides how kernels are compiled.

Kernels are ordinary Python functions. Here numba turns them into machine code; only
``_threads``, which hands them out, knows it too. The environment decides, and accepts no other values:

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

AHEAD = 16
"""How many events before its turn a row is asked for: long enough for memory to answer, short enough to stay."""

BITS_PER_BYTE, BITS_PER_INT = 8, 32
FOR_WRITING_AND_SOON = (1, 3, 1)
"""Arguments of the processor's prefetch: to be written, kept close, data rather than code."""

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
    import llvmlite.ir
    import numba
    import numba.extending
    from numba.core import cgutils

    # Kernels get all their room from outside, so they need no run-time support for
    # allocation. Without it numba leaves out the counting of references, which for a
    # state of some forty arrays cost 250 ns at every call of a small function.
    _OPTIONS: dict[str, Any] = {"nogil": True, "boundscheck": BOUNDSCHECK, "_nrt": False}

    def kernel(function: Function) -> Function:
        """Compile a kernel; it runs without the interpreter lock, so threads overlap."""
        return numba.njit(cache=_FOLDER is not None, **_OPTIONS)(function)  # type: ignore[no-any-return]

    def inline(function: Function) -> Function:
        """Compile a function that becomes part of its caller: a call for every person would cost more than its work."""
        return numba.njit(forceinline=True, **_OPTIONS)(function)  # type: ignore[no-any-return]

    def pointer_to(context: Any, builder: Any, array_type: Any, array: Any, place: Any) -> Any:
        """Return the address of ``array[place]``, for an intrinsic that is making its code."""
        made = context.make_array(array_type)(context, builder, array)
        return cgutils.get_item_pointer(context, builder, array_type, made, [place])

    def _typed_prefetch(_context: Any, column: Any, place: Any) -> Any:  # noqa: ARG001 - known by its type alone
        """Ask for the row of ``column[place]`` in the processor's cache, before it is needed.

        Events lie far apart in memory; without asking ahead the processor waits for nearly every one.
        """

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            pointer = pointer_to(context, builder, signature.args[0], *arguments)
            byte_pointer = llvmlite.ir.IntType(BITS_PER_BYTE).as_pointer()
            flag = llvmlite.ir.IntType(BITS_PER_INT)
            kind = llvmlite.ir.FunctionType(llvmlite.ir.VoidType(), [byte_pointer, flag, flag, flag])
            ask = builder.module.declare_intrinsic("llvm.prefetch", [byte_pointer], kind)
            builder.call(
                ask, [builder.bitcast(pointer, byte_pointer), *(flag(value) for value in FOR_WRITING_AND_SOON)]
            )
            return context.get_dummy_value()

        place_type = numba.types.intp
        return numba.types.void(column, place_type), generate

    prefetch: Any = numba.extending.intrinsic(_typed_prefetch)

    def rows_for_kernels(table: Any) -> Any:
        """Return a table of rows as kernels take it."""
        return table

else:

    def kernel(function: Function) -> Function:
        """Run a kernel as plain Python; 64-bit counters are meant to wrap around."""

        @functools.wraps(function)
        def plain(*arguments: Any) -> Any:
            with np.errstate(over="ignore"):
                return function(*arguments)

        return plain  # type: ignore[return-value]

    inline = kernel

    def prefetch(column: Any, place: int) -> None:
        """Do nothing: without compiling there is no waiting for memory to speak of."""

    def rows_for_kernels(table: Any) -> Any:
        """Return a table of rows whose columns can be read as attributes, as compiled code reads them."""
        return table.view(np.recarray)
