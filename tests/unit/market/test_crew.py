"""The crew: every share of the work is done once, whatever the number of threads."""

import threading
import time

import numpy as np
import pytest

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


@pytest.mark.skipif(JIT and not BOUNDSCHECK, reason="compiled kernels see a wrong index only when they check for it")
def test_a_fault_in_a_thread_is_raised(crew):
    """What goes wrong in any share reaches the caller."""
    with pytest.raises(IndexError):
        crew.share(SHORTEST_SHARED, write_outside, np.zeros(4, np.int64))


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
