"""Shares: one kernel on several threads, each with people of its own, without the interpreter in between.

A month of a small run shares work some seven times, a tenth of a millisecond each. A thread that must have the
interpreter lock before it can begin comes thirty microseconds late each time. So threads that help stay in compiled
code: there they look for a share, do it, and look for the next.

A kernel that can be shared takes its thread and the number of threads first. Its arguments are laid down once, by who
asks for help, and read by all.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import BITS_PER_BYTE, BITS_PER_INT, JIT, inline, kernel

Function = TypeVar("Function", bound=Callable[..., Any])

ASKED, JOB, ARGUMENTS, DONE, FAULT, UNSEEN, ROOM = 0, 1, 2, 16, 17, 32, 48
"""Places in the room of a helper: shares asked of it and done, each in a line of the cache of its own (128
bytes at most), and one nobody looks at. What is to be done, and with which arguments, stands in the room of the first
for all."""

NO_THREAD = -1
"""Nothing went wrong on any thread."""

LOOKS, PRODUCTS_PER_LOOK = 100_000, 8
"""How often a thread looks before it rests, about a millisecond, and how long it waits between looks."""
MICROSECONDS_OF_REST = 50

BITS_PER_ADDRESS, BYTES_PER_SIGNAL = 64, 8


def new_signals(n_helpers: int) -> npt.NDArray[np.int64]:
    """Return the room in which so many helpers are asked and tell that they are done."""
    return np.zeros(n_helpers * ROOM, np.int64)


@inline
def stretch(length, thread, n_threads):
    """Return first and last (exclusive) of the equal part of ``range(length)`` that is one thread's."""
    return length * thread // n_threads, length * (thread + 1) // n_threads


if JIT:
    import llvmlite.ir
    import numba
    import numba.extending
    from numba.core import cgutils

    from houvast.market.kernels._compile import pointer_to

    _ADDRESS = llvmlite.ir.IntType(BITS_PER_ADDRESS)
    _POINTER = llvmlite.ir.IntType(BITS_PER_BYTE).as_pointer()
    _JOB_TYPE = llvmlite.ir.FunctionType(_ADDRESS, [_POINTER, _ADDRESS])

    def _typed_post(_context: Any, signals: Any, share: Any, of_share: Any) -> Any:
        """Lay down what is to be done: a function that reads its arguments where they are and calls a kernel."""
        types_of_share = (numba.types.int64, *of_share.types)
        share.dispatcher.compile(types_of_share)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            compiled = share.dispatcher.overloads[types_of_share]
            context.add_linking_libs([compiled.library])
            described = compiled.fndesc
            laid = cgutils.alloca_once_value(builder, arguments[2])
            job = llvmlite.ir.Function(builder.module, _JOB_TYPE, name=f"job_{described.mangled_name}")
            job.linkage = "internal"
            body = llvmlite.ir.IRBuilder(job.append_basic_block())
            read = cgutils.unpack_tuple(body, body.load(body.bitcast(job.args[0], laid.type)))
            callee = context.declare_function(builder.module, described)
            status, _ = context.call_conv.call_function(
                body, callee, described.restype, described.argtypes, [job.args[1], *read]
            )
            body.ret(body.sext(status.code, _ADDRESS))
            for value, place in ((job, JOB), (laid, ARGUMENTS)):
                room = pointer_to(context, builder, signature.args[0], arguments[0], _ADDRESS(place))
                builder.store(builder.ptrtoint(value, _ADDRESS), room)
            return context.get_dummy_value()

        return numba.types.void(signals, share, of_share), generate

    def _typed_do(_context: Any, signals: Any, thread: Any) -> Any:  # noqa: ARG001 - known by its type alone
        """Do a thread's share of what is laid down; return 0, or the number of a fault."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            job, laid = (
                builder.load(pointer_to(context, builder, signature.args[0], arguments[0], _ADDRESS(place)))
                for place in (JOB, ARGUMENTS)
            )
            function = builder.inttoptr(job, _JOB_TYPE.as_pointer())
            return builder.call(function, [builder.inttoptr(laid, _POINTER), arguments[1]])

        return numba.types.int64(signals, numba.types.int64), generate

    def _typed_signal(_context: Any, signals: Any, place: Any) -> Any:  # noqa: ARG001 - known by its type alone
        """Read a signal that another thread may have raised a moment ago; the compiler may not remember it."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            room = pointer_to(context, builder, signature.args[0], *arguments)
            return builder.load_atomic(room, "acquire", BYTES_PER_SIGNAL)

        return numba.types.int64(signals, numba.types.intp), generate

    def _typed_raise(_context: Any, signals: Any, place: Any) -> Any:  # noqa: ARG001 - known by its type alone
        """Raise a signal by one; whoever sees it sees all that was written before."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            room = pointer_to(context, builder, signature.args[0], *arguments)
            builder.atomic_rmw("add", room, _ADDRESS(1), "release")
            return context.get_dummy_value()

        return numba.types.void(signals, numba.types.intp), generate

    def _typed_rest(_context: Any) -> Any:
        """Sleep for a moment, so that another thread has this processor."""

        def generate(context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
            number = llvmlite.ir.IntType(BITS_PER_INT)
            kind = llvmlite.ir.FunctionType(number, [number])
            sleep = cgutils.get_or_insert_function(builder.module, kind, "usleep")
            builder.call(sleep, [number(MICROSECONDS_OF_REST)])
            return context.get_dummy_value()

        return numba.types.void(), generate

    _post: Any = numba.extending.intrinsic(_typed_post)
    _do: Any = numba.extending.intrinsic(_typed_do)
    _signal: Any = numba.extending.intrinsic(_typed_signal)
    _raise: Any = numba.extending.intrinsic(_typed_raise)
    _rest: Any = numba.extending.intrinsic(_typed_rest)

    @inline
    def _pass_time(idle: Any) -> Any:
        """Take about a hundredth of a microsecond: each product waits for the one before."""
        for _ in range(PRODUCTS_PER_LOOK):
            idle = idle * idle + np.uint64(1)
        return idle

    @kernel
    def help_out(signals: Any, helper: int) -> None:
        """Do the shares that are asked of a helper, until there has been none for a while."""
        room = helper * ROOM
        idle, looks = np.uint64(0), 0
        while looks < LOOKS:
            if _signal(signals, room + ASKED) != signals[room + DONE]:
                signals[room + FAULT] = _do(signals, helper + 1)
                _raise(signals, room + DONE)
                looks = 0
            idle = _pass_time(idle)
            looks += 1
        signals[room + UNSEEN] = idle  # so that the compiler does not leave the waiting out

    def _on_all(signals: Any, *arguments: Any) -> Any:
        """Have each helper do its share of a kernel, and do that of the first thread; return a thread at fault."""
        # The arguments lie on the stack of this call, so it may not end before every share has: even a fault in a
        # share is a number that is waited for, also in its own.
        n_helpers = len(signals) // ROOM
        _post(signals, share, (n_helpers + 1, *arguments))  # type: ignore[name-defined]  # noqa: F821 - see `shared`
        for helper in range(n_helpers):
            _raise(signals, helper * ROOM + ASKED)
        at_fault = NO_THREAD if _do(signals, 0) == 0 else 0
        idle, looks = np.uint64(0), 0
        for helper in range(n_helpers):
            room = helper * ROOM
            while _signal(signals, room + DONE) != signals[room + ASKED]:
                idle = _pass_time(idle)
                looks += 1
                if looks > LOOKS:
                    _rest()
            if signals[room + FAULT] != 0 and at_fault == NO_THREAD:
                at_fault = helper + 1
        signals[UNSEEN] = idle
        return at_fault

    def shared(function: Function) -> Function:
        """Compile a kernel that takes its thread and the number of threads first, also to be done on all threads."""
        share: Any = kernel(function)
        # One piece of code serves all kernels, each time with another `share` in it. It says that it stands in the
        # kernel's file: compiled code is kept by file and name, and made anew when the file is another.
        code = _on_all.__code__.replace(co_filename=function.__code__.co_filename)
        on_all = types.FunctionType(code, {**globals(), "share": share})
        on_all.__module__, on_all.__qualname__ = function.__module__, f"{function.__qualname__}_on_all"
        share.on_all = kernel(on_all)
        return share  # type: ignore[no-any-return]

else:
    shared = kernel
