"""Vacancies: posts are opened, filled again, withdrawn.

In words
    A post left behind is opened again when the employer still wants it; it then
    continues the chain of vacancies that the leaver's move belongs to. An employer
    with fewer people and open posts than wanted opens new posts, each the start of
    a new chain. An employer with too many open posts withdraws some.

Equations
    reopened when headcount + open + 1/2 <= target;
    new posts = posting speed * (target - headcount - open), rounded by a draw;
    occupation of a new post: where the sector is furthest below its demand;
    contract: flexible when the employer's flexible share lies below its policy,
    with probability ``flexible_offer_*``.

Order
    Fifth in the month. One thread, in order of the list and of employers.

Parameters
    ``posting_speed_per_month``, ``flexible_offer_prob_below_policy``,
    ``flexible_offer_prob_above_policy``, ``offer_share_by_flexible_form``,
    ``advertised_share_by_contract``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, kernel, prefetch
from houvast.market.kernels._threads import shared, stretch
from houvast.market.kernels.cells import end_chain, work_cell
from houvast.market.kernels.codes import (
    CHAINS_STARTED,
    FIRST_OUT_OF_WORK,
    NONE,
    PERMANENT,
    VACANCIES_OPENED,
    VACANCIES_WITHDRAWN,
)
from houvast.market.kernels.jobs import place_in
from houvast.market.kernels.random_bits import (
    BYTE_MASK,
    high_draw,
    low_draw,
    random_word,
    uniform_of,
    word_of,
)
from houvast.market.kernels.stocks import WORK_SELF_EMPLOYED

HALF = 1.0 / 2.0
EMPLOYER_SHIFT = np.uint64(16)
"""A vacancy draws under its employer and the number of posts that employer has open."""


class Advertised(NamedTuple):
    """Counts of vacancies that anybody can read, by thread."""

    by_sector: npt.NDArray[np.int64]
    by_occupation: npt.NDArray[np.int64]
    by_region: npt.NDArray[np.int64]


class Posting(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    speed: float
    flexible_below: float
    flexible_above: float
    form_share: npt.NDArray[np.float64]
    """(sector, flexible contract form) cumulative; form 0 is contract code 1."""
    advertised_share: npt.NDArray[np.float64]
    """By contract."""
    occupation_need: npt.NDArray[np.float64]
    """(sector, occupation) cumulative."""


@inline
def open_vacancy(employer, occupation, chain, depth, month, key, employers, vacancies, listing, posting, tally):
    """Open one vacancy; its contract, wage and channel are draws of its own."""
    place = listing.in_use[0]
    if chain == NONE:
        chain = listing.next_chain[0]
        listing.next_chain[0] += 1
        tally[CHAINS_STARTED] += 1
    sector = employers.sector[employer]
    number = (np.uint64(employer) << EMPLOYER_SHIFT) | np.uint64(employers.open_posts[employer])
    word = word_of(month, number, key)
    other = random_word(word, key)
    limit = np.float64(employers.flexible_policy[employer]) * employers.headcount[employer]
    prob = posting.flexible_above
    if employers.flexible_headcount[employer] < limit:
        prob = posting.flexible_below
    contract = PERMANENT
    if high_draw(word) < prob:
        contract = 1 + place_in(posting.form_share[sector], low_draw(word))
    vacancies.employer[place] = employer
    vacancies.sector[place] = sector
    vacancies.occupation[place] = occupation
    vacancies.region[place] = employers.region[employer]
    vacancies.contract[place] = contract
    vacancies.wage_rank[place] = np.uint8(other & BYTE_MASK)
    vacancies.advertised[place] = high_draw(other) < posting.advertised_share[contract]
    vacancies.opened[place] = month
    vacancies.chain[place] = chain
    vacancies.depth[place] = depth
    vacancies.winner[place] = NONE
    listing.in_use[0] = place + 1
    employers.open_posts[employer] += 1
    tally[VACANCIES_OPENED] += 1


@kernel
def reopen_vacated(month, key, persons, employers, vacancies, listing, vacated, posting, stocks, cells, chains, tally):
    """Open the vacated posts that are still wanted, and empty the list.

    A chain whose post is not wanted any more ends with the one who left it.
    """
    in_use = vacated.in_use[0]
    for place in range(in_use):
        prefetch(employers.headcount, vacated.employer[min(place + AHEAD, in_use - 1)])
        employer = vacated.employer[place]
        filled = employers.headcount[employer] + employers.open_posts[employer]
        if filled + HALF <= np.float64(employers.target[employer]):
            open_vacancy(
                employer,
                vacated.occupation[place],
                vacated.chain[place],
                vacated.depth[place],
                month,
                key,
                employers,
                vacancies,
                listing,
                posting,
                tally,
            )
        elif vacated.chain[place] != NONE:
            person = vacated.person[place]
            if persons.position[person] < FIRST_OUT_OF_WORK:
                work = work_cell(persons.sector[person], persons.occupation[person], cells)
                contract = np.int64(persons.position[person])
                end_chain(0, stocks.cell[person], work, contract, np.int64(vacated.depth[place]), False, chains)
    vacated.in_use[0] = 0


@kernel
def open_new(month, keys, employers, vacancies, listing, posting, tally):
    """Open new posts where an employer falls short of its target."""
    for employer in range(len(employers.headcount)):
        filled = employers.headcount[employer] + employers.open_posts[employer]
        gap = np.float64(employers.target[employer]) - filled
        if gap < HALF:
            continue
        wanted = np.floor(gap + HALF) * posting.speed
        draw = uniform_of(month, employer, keys[1])
        n_posts = np.int64(wanted + draw)
        for _ in range(n_posts):
            open_posts = np.uint64(employers.open_posts[employer])
            number = (np.uint64(employer) << EMPLOYER_SHIFT) | open_posts
            word = word_of(month, number, keys[2])
            need = posting.occupation_need[employers.sector[employer]]
            occupation = place_in(need, low_draw(word))
            open_vacancy(employer, occupation, NONE, 0, month, keys[0], employers, vacancies, listing, posting, tally)


@kernel
def fall_short(by_work, wanted, usual, weights):
    """Set ``weights`` (sector, occupation), cumulative along rows, to what employers look for first.

    That is what is short of the posts wanted, and a little of everything: the posts wanted squared over ``usual``.
    """
    n_sectors, n_occupations = wanted.shape
    for sector in range(n_sectors):
        total = 0.0
        for occupation in range(n_occupations):
            work = sector * n_occupations + occupation
            held = np.int64(0)
            for thread in range(len(by_work)):
                for form in range(WORK_SELF_EMPLOYED):
                    held += by_work[thread, work, form]
            posts = wanted[sector, occupation]
            total += max(posts - held, 0.0) + posts * posts / usual
            weights[sector, occupation] = total


@kernel
def posts_missing(employers):
    """Return the posts that all employers together fall short of at most, rounded up for each."""
    missing = np.int64(0)
    for employer in range(len(employers.headcount)):
        filled = employers.headcount[employer] + employers.open_posts[employer]
        missing += np.int64(max(np.float64(employers.target[employer]) - filled + 1.0, 0.0))
    return missing


@kernel
def tidy(employers, vacancies, listing, tally):
    """Withdraw posts that are no longer wanted and close the gaps in the table.

    A filled vacancy has no employer any more; it leaves the table too. The last of the table takes the gap.
    """
    place = 0
    in_use = listing.in_use[0]
    while place < in_use:
        prefetch(employers.headcount, max(vacancies.employer[min(place + AHEAD, in_use - 1)], 0))
        employer = vacancies.employer[place]
        if employer != NONE:
            filled = employers.headcount[employer] + employers.open_posts[employer]
            if filled - 1.0 - HALF < np.float64(employers.target[employer]):
                place += 1
                continue
            employers.open_posts[employer] -= 1
            tally[VACANCIES_WITHDRAWN] += 1
        in_use -= 1
        vacancies[place] = vacancies[in_use]
    listing.in_use[0] = in_use


@kernel
def sort_by_cell(n_regions, cell_start, open_by_occupation, vacancies, listing):
    """Sort vacancies by (occupation, region, whether advertised), in the order of the table within each.

    ``cell_start`` of shape (n_occupations * n_regions * 2 + 1,) gets the first place of each cell in
    ``listing.order``, posts that are not advertised before those that are; ``open_by_occupation`` the number
    per occupation.
    """
    cell_start[:] = 0
    open_by_occupation[:] = 0
    for place in range(listing.in_use[0]):
        cell_start[sorting_cell(place, n_regions, vacancies) + 1] += 1
        open_by_occupation[vacancies.occupation[place]] += 1
    for cell in range(1, len(cell_start)):
        cell_start[cell] += cell_start[cell - 1]
    for place in range(listing.in_use[0]):
        cell = sorting_cell(place, n_regions, vacancies)
        listing.order[cell_start[cell]] = place
        cell_start[cell] += 1
    for cell in range(len(cell_start) - 1, 0, -1):
        cell_start[cell] = cell_start[cell - 1]
    cell_start[0] = 0


@inline
def sorting_cell(place, n_regions, vacancies):
    """Return the cell of a vacancy by occupation, region and whether it is advertised."""
    cell = np.int64(vacancies.occupation[place]) * n_regions + vacancies.region[place]
    return cell * 2 + vacancies.advertised[place]


@shared
def count_advertised(thread, n_threads, n_vacancies, vacancies, tables):
    """Count one thread's part of the open vacancies that are advertised, by sector, by occupation and by region."""
    first, last = stretch(n_vacancies, thread, n_threads)
    by_sector = tables.by_sector[thread]
    by_occupation = tables.by_occupation[thread]
    by_region = tables.by_region[thread]
    by_sector[:] = 0
    by_occupation[:] = 0
    by_region[:] = 0
    for place in range(first, last):
        seen = np.int64(vacancies.advertised[place])
        by_sector[vacancies.sector[place]] += seen
        by_occupation[vacancies.occupation[place]] += seen
        by_region[vacancies.region[place]] += seen
