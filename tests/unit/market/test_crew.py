"""The crew: every share of the work is done once, whatever the number of threads."""

import importlib
import os
import signal
import threading
import time

import numpy as np
import pytest
from numba import TypingError

from houvast.market.crew import SHORTEST_SHARED, Crew
from houvast.market.kernels._compile import BOUNDSCHECK, JIT
from houvast.market.kernels._threads import shared, stretch

pytestmark = pytest.mark.kernel

MOST_THREADS = 3


@pytest.fixture(params=[1, 2, MOST_THREADS])
def crew(request):
    crew = Crew(request.param)
    yield crew
    crew.dismiss()


@shared
def note_share(thread, n_threads, calls, of_how_many):
    """Count the calls for each thread, and of how many threads they speak."""
    calls[thread] += 1
    of_how_many[thread] = n_threads


@shared
def add_one(thread, n_threads, counts):
    """Add one to every place of one thread's stretch."""
    first, last = stretch(len(counts), thread, n_threads)
    for place in range(first, last):
        counts[place] += 1


@shared
def go_wrong(thread, n_threads, where):
    """Go wrong in one share."""
    if thread == where[0]:
        raise ValueError


@shared
def write_outside(thread, n_threads, counts):
    """Write far outside an array, in the share of the last thread."""
    if thread == n_threads - 1:
        counts[len(counts) + 1000] = 1


def shares(crew, length):
    """Share out work of a length; return how often each thread was called and of how many threads it heard."""
    calls, of_how_many = np.zeros(MOST_THREADS, np.int64), np.zeros(MOST_THREADS, np.int64)
    crew.share(length, note_share, calls, of_how_many)
    return list(zip(calls.tolist(), of_how_many.tolist(), strict=True))


def test_each_thread_takes_one_share(crew):
    """A kernel is called once for each thread."""
    n = crew.n_threads
    assert shares(crew, SHORTEST_SHARED) == [(1, n)] * n + [(0, 0)] * (MOST_THREADS - n)


def test_short_work_goes_to_one_thread(crew):
    """Below the shortest length that is shared, a kernel is called once, as if there were no other thread."""
    assert shares(crew, SHORTEST_SHARED - 1) == [(1, 1), (0, 0), (0, 0)]


@pytest.mark.parametrize("length", [0, 1, 2, 100, SHORTEST_SHARED + 1])
def test_stretches_cover_a_range_once(crew, length):
    """Every place lies in exactly one stretch, also when there are fewer places than threads."""
    counts = np.zeros(length, np.int64)
    crew.share(SHORTEST_SHARED, add_one, counts)

    assert (counts == 1).all()


def test_shares_one_after_the_other_are_all_done(crew):
    """Nothing is lost between shares, also when the threads have fallen asleep in between."""
    counts = np.zeros(SHORTEST_SHARED, np.int64)
    for turn in range(200):
        crew.share(len(counts), add_one, counts)
        if turn % 20 == 0:
            time.sleep(0.005)

    assert (counts == 200).all()


def test_two_crews_do_not_disturb_each_other():
    """Crews of different threads of a program share out the same kernel at the same time."""
    crews, counts = [Crew(2), Crew(2)], [np.zeros(SHORTEST_SHARED, np.int64) for _ in range(2)]

    def work(which):
        for _ in range(100):
            crews[which].share(SHORTEST_SHARED, add_one, counts[which])

    askers = [threading.Thread(target=work, args=(which,)) for which in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    for crew in crews:
        crew.dismiss()

    assert all((each == 100).all() for each in counts)


@pytest.mark.parametrize("where", range(MOST_THREADS))
def test_a_fault_in_a_share_is_raised_and_the_crew_goes_on(crew, where):
    """What goes wrong in any share reaches the caller, and the next work is done."""
    if where < crew.n_threads:
        with pytest.raises(ValueError):  # noqa: PT011 - a compiled kernel raises it without words
            crew.share(SHORTEST_SHARED, go_wrong, np.array([where]))
    else:
        crew.share(SHORTEST_SHARED, go_wrong, np.array([where]))
    assert shares(crew, SHORTEST_SHARED)[0] == (1, crew.n_threads)


@pytest.mark.skipif(JIT and not BOUNDSCHECK, reason="compiled kernels see a wrong index only when they check for it")
def test_a_wrong_index_in_a_share_is_raised(crew):
    """With bounds checked a share does not write outside."""
    with pytest.raises(IndexError):
        crew.share(SHORTEST_SHARED, write_outside, np.zeros(4, np.int64))


@pytest.mark.skipif(not JIT, reason="nothing is compiled and no thread helps")
def test_after_what_cannot_be_compiled_the_threads_sleep():
    """Work that never begins keeps nobody awake: a thread that found nothing to do for a second takes no time."""
    crew = Crew(2)
    with pytest.raises(TypingError):
        crew.share(SHORTEST_SHARED, add_one, "no counts")
    time.sleep(1)
    before = time.process_time()
    time.sleep(0.5)
    crew.dismiss()

    assert time.process_time() - before < 0.25


MODULE = """
from houvast.market.kernels._threads import shared

@shared
def work(thread, n_threads, out):
    out[thread] = {number}
"""


def test_kernels_of_one_name_in_two_files_stay_apart(tmp_path, monkeypatch):
    """What is compiled for handing out one is not taken for the other."""
    monkeypatch.syspath_prepend(tmp_path)
    found = []
    crew = Crew(2)
    for number in (1, 2):
        name = f"crew_kernels_{number}_{tmp_path.name}"
        (tmp_path / f"{name}.py").write_text(MODULE.format(number=number))
        out = np.zeros(2, np.int64)
        crew.share(SHORTEST_SHARED, importlib.import_module(name).work, out)
        found.append(out.tolist())
    crew.dismiss()

    assert found == [[1, 1], [2, 2]]


@pytest.mark.skipif(not JIT, reason="nothing is compiled and no thread helps")
def test_a_crew_that_is_forgotten_takes_its_threads_along():
    """Nobody has to dismiss a crew, also when it sleeps."""
    others = set(threading.enumerate())
    crew = Crew(MOST_THREADS)
    helpers = set(threading.enumerate()) - others
    time.sleep(0.5)
    del crew
    for helper in helpers:
        helper.join(5)

    assert len(helpers) == MOST_THREADS - 1
    assert not any(helper.is_alive() for helper in helpers)


@pytest.mark.skipif(not JIT, reason="nothing is compiled and no thread helps")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_in_a_forked_process_the_work_is_done_without_helpers():
    """Threads do not come along in a fork; waiting for them would be for ever."""
    crew = Crew(2)
    assert shares(crew, SHORTEST_SHARED)[:2] == [(1, 2), (1, 2)]
    child = os.fork()
    if child == 0:
        os._exit(0 if shares(crew, SHORTEST_SHARED)[:2] == [(1, 2), (1, 2)] else 1)
    deadline = time.monotonic() + 30
    while (ended := os.waitpid(child, os.WNOHANG))[0] == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    if ended[0] == 0:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    crew.dismiss()

    assert ended == (child, 0)


def test_after_dismissal_the_work_is_still_done():
    """A crew whose threads have stopped does all shares itself."""
    others = set(threading.enumerate())
    crew = Crew(MOST_THREADS)
    helpers = set(threading.enumerate()) - others
    crew.dismiss()
    for helper in helpers:
        helper.join(5)

    assert len(helpers) == (MOST_THREADS - 1) * JIT
    assert not any(helper.is_alive() for helper in helpers)
    assert shares(crew, SHORTEST_SHARED) == [(1, MOST_THREADS)] * MOST_THREADS


def test_without_a_number_every_processor_gets_a_thread():
    """The default is at least one thread."""
    crew = Crew()
    assert crew.n_threads >= 1
    crew.dismiss()
