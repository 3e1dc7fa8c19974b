"""The crew: every share of the work is done once, whatever the number of threads."""

import pytest

from houvast.market.crew import SHORTEST_SHARED, Crew


@pytest.fixture(params=[1, 2, 3])
def crew(request):
    crew = Crew(request.param)
    yield crew
    crew.dismiss()


def test_each_thread_takes_one_share(crew):
    """Work is called once for each thread."""
    done = []
    crew.share(lambda thread, n_threads: done.append((thread, n_threads)), SHORTEST_SHARED)

    assert sorted(done) == [(thread, crew.n_threads) for thread in range(crew.n_threads)]


def test_short_work_goes_to_one_thread(crew):
    """Below the shortest length that is shared, work is called once, as if there were no other thread."""
    done = []
    crew.share(lambda thread, n_threads: done.append((thread, n_threads)), SHORTEST_SHARED - 1)

    assert done == [(0, 1)]


@pytest.mark.parametrize("length", [0, 1, 2, 100, SHORTEST_SHARED + 1])
def test_stretches_cover_a_range_once(crew, length):
    """Every place of a range lies in exactly one stretch, also when there are fewer places than threads."""
    places = []
    crew.share_range(length, lambda first, last: places.extend(range(first, last)))

    assert sorted(places) == list(range(length))


def test_a_fault_in_a_thread_is_raised(crew):
    """What goes wrong in any share reaches the caller."""

    def fail(thread, n_threads):
        if thread == n_threads - 1:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crew.share(fail, SHORTEST_SHARED)


def test_without_a_number_every_processor_gets_a_thread():
    """The default is at least one thread."""
    crew = Crew()
    assert crew.n_threads >= 1
    crew.dismiss()
