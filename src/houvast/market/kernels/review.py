"""The yearly review: what changes slowly in people, and what is counted once a year.

In words
    Everybody is looked at once a year, a twelfth of the people each month. The income of
    the year is closed; care, hours, strain, proactivity and skills move on; and what
    they come to is counted: securities, grips, burn-out, training, wages, public cost.

Equations
    combination security = people with care whose hours fit and who have say over times
    or leave / people with care, of those in work or seeking;
    grip on money = hourly wage >= line and income secure and insured; on work = autonomy
    and skills used and support; on life = hours fit, say over times, and leave where
    there is care;
    public cost: who gets a benefit on the day of the review stands for a year of it.

Order
    After all moves of the month. ``review`` may run on many threads: each writes people
    and tables of its own, and sums of whole numbers do not depend on order. What moves
    people between positions is decided here and carried out by ``settle``, in person order.

Parameters
    Those of ``learning``, ``paradox``, ``quality``, ``income`` and ``care``, and
    ``insured_share_by_contract``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels import review_counts as counted
from houvast.market.kernels._compile import AHEAD, inline, kernel, prefetch
from houvast.market.kernels._threads import shared, stretch
from houvast.market.kernels.care import (
    INSURED_LANE,
    Care,
    can_take_leave,
    change_care,
    has_say,
    hours_fit,
    move_hours,
)
from houvast.market.kernels.codes import (
    FALLS_ILL,
    FIRST_OUT_OF_WORK,
    NOBODY,
    NOTHING,
    RETRAINED,
    SELF_EMPLOYED,
    UNABLE,
    UNEMPLOYED,
)
from houvast.market.kernels.feedback import Feedback, burnt_out, guided
from houvast.market.kernels.income import (
    MONTHS_PER_YEAR,
    REVIEW_BLOCK,
    Income,
    assistance_of_month,
    close_year,
    income_between,
    pay_of_month,
    ww_of_month,
)
from houvast.market.kernels.jobs import leave_post, place_in, stop_working
from houvast.market.kernels.learning import Learning, keep_up, learned_lately, retrains, trains
from houvast.market.kernels.paradox import Paradox, grow_proactive
from houvast.market.kernels.quality import (
    AUTONOMOUS,
    SUPPORTED,
    USES_SKILLS,
    Quality,
    is_high_strain,
    job_quality,
    strain_on,
)
from houvast.market.kernels.random_bits import LANE_STEPS, high_draw, lane_of, low_draw, second_word, word_of
from houvast.market.kernels.review_counts import WageScale, add_amount, bit, count_person, count_wage
from houvast.market.kernels.stocks import count_in, count_out
from houvast.vocabulary.words import Flag

HAS_SAY, CAN_TAKE_LEAVE, INSURED, TRAINED, LEARNS, STRAINED, SECURE, GRIPPED = (int(flag) for flag in Flag)
GOOD_WORK = AUTONOMOUS | SUPPORTED | USES_SKILLS
PART_OF_BLOCK = 512
"""People of a block of the review whom one thread takes at a time."""
PARTS_OF_BLOCK = REVIEW_BLOCK // PART_OF_BLOCK
WEEKS_PER_YEAR = 52
FULLY = 255


class Review(NamedTuple):
    """Parameters of a year, by kernel."""

    income: Income
    learning: Learning
    paradox: Paradox
    quality: Quality
    care: Care
    feedback: Feedback
    wages: WageScale
    insured: npt.NDArray[np.float64]
    """By contract."""
    age_band_of_months: npt.NDArray[np.uint8]
    tenure_band_of_months: npt.NDArray[np.uint8]
    guidance_year_eur: float
    """Cost of guiding somebody all year."""
    adult_from: int
    adult_until: int
    """Ages between which learning is published for everybody. [months]"""


@shared
def review(thread, n_threads, month, keys, persons, rates, stocks, tables, events):
    """Review the people whose turn it is, in every ``n_threads``-th part of their blocks.

    A small run has five or six blocks a month, which two threads could not share evenly. A month's blocks lie twelve
    apart, so parts are counted among those of the same month: else some threads would never have one.

    ``keys`` are those of the review and of what a job is like.
    """
    n_slots = len(persons.position)
    for part in range(len(events.chunk_count)):
        block, piece = part // PARTS_OF_BLOCK, part % PARTS_OF_BLOCK
        if (block // MONTHS_PER_YEAR * PARTS_OF_BLOCK + piece) % n_threads != thread:
            continue
        events.chunk_count[part] = 0
        if block % MONTHS_PER_YEAR != month % MONTHS_PER_YEAR:
            continue
        start = part * PART_OF_BLOCK
        place = start
        stop = min(start + PART_OF_BLOCK, n_slots)
        for person in range(start, stop):
            ask_for_wage(min(person + AHEAD, stop - 1), persons, rates)
            if persons.position[person] == NOBODY:
                continue
            kind = review_person(person, month, thread, keys, persons, rates, stocks, tables)
            if kind != NOTHING:
                events.person[place] = person
                events.kind[place] = kind
                place += 1
        events.chunk_count[part] = place - start


@inline
def ask_for_wage(person, persons, rates):
    """Ask for the wage of somebody whose turn comes soon: of two large tables a few places a month are read."""
    rank = persons.wage_rank[person]
    prefetch(rates.income.wage[persons.occupation[person]], rank)
    prefetch(rates.wages.log_wage[persons.occupation[person]], rank)


@inline
def review_person(person, month, thread, keys, persons, rates, stocks, tables):
    """Close the year of one person and count it; return what is to be carried out, or nothing."""
    position = np.int64(persons.position[person])
    age = np.int64(month) - persons.birth_month[person]
    age_band = np.int64(rates.age_band_of_months[age])
    word = word_of(month, person, keys[0])
    rest = second_word(word)
    secure = close_year(person, month, persons, rates.income)
    found = found_of_income(person, age, position, secure, persons, rates.income)
    trained = trains(person, position, age_band, word, persons, rates.learning)
    learns = learned_lately(position, age_band, trained, word, rates.learning)
    found |= found_of_learning(age, position, learns, rates)
    if trained:
        add_amount(thread, stocks.cell[person], counted.COST_TRAINING, rates.learning.training_cost_eur, tables)
    if position < FIRST_OUT_OF_WORK:
        log_wage = count_wage(person, thread, position, persons, rates.wages, stocks, tables)
        paid = secure and log_wage >= rates.wages.log_line
        work = review_worker(person, month, thread, age_band, paid, (word, rest), keys, persons, rates, stocks, tables)
        found |= work[0]
        flags = work[1]
        kind = FALLS_ILL if falls_ill(person, rest, persons, rates) else NOTHING
    else:
        flags = 0
        kind = review_others(person, month, thread, age_band, (word, rest), persons, rates, stocks, tables)
        found |= bit(position == UNEMPLOYED and persons.care_load[person] > 0, counted.CARERS)
    keep_up(person, position, trained, persons, rates.learning)
    persons.review_flags[person] = flags + secure * SECURE + trained * TRAINED + learns * LEARNS
    count_person(person, thread, position, persons.position_before[person], found, persons, stocks, tables)
    persons.position_before[person] = position
    return kind


@inline
def found_of_income(person, age, position, secure, persons, income):
    """Return what is found of the income of people below the AOW age in work or seeking."""
    before = age < income.aow_age_months and persons.position_before[person] <= UNEMPLOYED
    active = age < income.aow_age_months and position <= UNEMPLOYED
    found = bit(before, counted.ACTIVE_BEFORE) | bit(before and secure, counted.INCOME_SECURE)
    low = active and persons.income_before[person] < income.minimum_eur
    return found | bit(active, counted.ACTIVE) | bit(low, counted.LOW_INCOME)


@inline
def found_of_learning(age, position, learns, rates):
    """Return what is found of who learns, and that there is somebody at all."""
    adult = rates.adult_from <= age < rates.adult_until
    found = bit(position < FIRST_OUT_OF_WORK and learns, counted.LEARNERS) | bit(True, counted.PEOPLE)
    return found | bit(adult, counted.ADULTS) | bit(adult and learns, counted.ADULT_LEARNERS)


@inline
def review_worker(person, month, thread, age_band, paid, words, keys, persons, rates, stocks, tables):
    """Move on what goes with a job; return what is found of it, and its flags."""
    position = np.int64(persons.position[person])
    education, sector = persons.education[person], persons.sector[person]
    job = persons.job_start[person]
    tenure_band = np.int64(rates.tenure_band_of_months[np.int64(month) - job])
    job_word = word_of(job, person, keys[1])
    terms = second_word(job_word)
    say = has_say(position, terms, rates.care)
    leave = can_take_leave(position, terms, rates.care)
    insured = lane_of(terms, INSURED_LANE) < rates.insured[position] * LANE_STEPS
    change = change_care(person, age_band, say, words[0], persons, rates.care)
    move_hours(person, change, say, words[0], persons, rates.care)
    fits = hours_fit(person, persons, rates.care)
    cares = persons.care_load[person] > 0
    bits = job_quality(position, sector, persons.sex[person], education, job_word, rates.quality)
    strained = is_high_strain(bits)
    target = rates.quality.strain[bits] + rates.quality.strain_fear[position, age_band, tenure_band, education]
    if cares and not fits:
        target += rates.quality.strain_care
    strain_on(person, target, words[1], persons, rates.quality)
    supported = bits & SUPPORTED != 0
    grow_proactive(person, position, age_band, tenure_band, supported, False, persons, rates.paradox)
    money, work = paid and insured, bits & GOOD_WORK == GOOD_WORK
    life = fits and say and (leave or not cares)
    found = bit(True, counted.WORKERS) | bit(money, counted.GRIP_MONEY)
    found |= bit(work, counted.GRIP_WORK) | bit(life, counted.GRIP_LIFE)
    found |= bit(cares, counted.CARERS) | bit(cares and fits and (say or leave), counted.CARE_FITS)
    if cares and leave:
        count_leave(person, month, thread, position, persons, rates, stocks, tables)
    if position < SELF_EMPLOYED:
        ill = burnt_out(person, persons, rates.feedback)
        found |= bit(True, counted.EMPLOYEES) | bit(ill, counted.BURNT_OUT) | bit(strained, counted.HIGH_STRAIN)
        absent = rates.quality.absence[sector, np.int64(ill)] * counted.DAYS
        add_amount(thread, stocks.cell[person], counted.ABSENT_DAYS, absent, tables)
    gripped = money and work and life
    flags = say * HAS_SAY + leave * CAN_TAKE_LEAVE + insured * INSURED + strained * STRAINED + gripped * GRIPPED
    return found, flags


@inline
def count_leave(person, month, thread, position, persons, rates, stocks, tables):
    """Count what the leave of somebody in work who cares costs the public."""
    week = pay_of_month(person, position, month, persons, rates.income) * MONTHS_PER_YEAR / WEEKS_PER_YEAR
    add_amount(thread, stocks.cell[person], counted.COST_LEAVE, week * rates.care.leave_cost_weeks, tables)


@inline
def falls_ill(person, rest, persons, rates):
    """Return whether somebody with burn-out complaints becomes unable to work."""
    return burnt_out(person, persons, rates.feedback) and high_draw(rest) < rates.quality.exit_prob


@inline
def review_others(person, month, thread, age_band, words, persons, rates, stocks, tables):
    """Move on people without work and count what they cost the public; return whether they begin to retrain."""
    position = np.int64(persons.position[person])
    cell = stocks.cell[person]
    change_care(person, age_band, True, words[0], persons, rates.care)
    strain_on(person, rates.quality.strain_out_of_work, words[1], persons, rates.quality)
    has_guidance = guided(person, month, persons, rates.feedback)
    grow_proactive(person, position, age_band, 0, False, has_guidance, persons, rates.paradox)
    age = np.int64(month) - persons.birth_month[person]
    if age < rates.income.aow_age_months:
        ww = ww_of_month(person, month, persons, rates.income)
        if ww > 0.0:
            add_amount(thread, cell, counted.COST_WW, ww * MONTHS_PER_YEAR, tables)
        else:
            help_eur = assistance_of_month(person, position, persons, rates.income)
            add_amount(thread, cell, counted.COST_ASSISTANCE, help_eur * MONTHS_PER_YEAR, tables)
    if has_guidance:
        add_amount(thread, cell, counted.COST_GUIDANCE, rates.guidance_year_eur, tables)
    if position == UNEMPLOYED and retrains(person, high_draw(words[1]), persons, rates.learning):
        add_amount(thread, cell, counted.COST_TRAINING, rates.learning.retraining_cost_eur, tables)
        return RETRAINED
    return NOTHING


@shared
def begin_incomes(thread, n_threads, month, persons, income):
    """Let the incomes of one thread's part of the people begin, as if they lived the year before as they are now."""
    first, last = stretch(len(persons), thread, n_threads)
    for person in range(first, last):
        persons.income_since[person] = month
        persons.income_now[person] = 0.0
        persons.income_before[person] = 0.0
        if persons.position[person] == NOBODY:
            continue
        pay = income_between(person, np.int64(month), np.int64(month) + 1, persons, income)
        turn = np.int64(person) // REVIEW_BLOCK % MONTHS_PER_YEAR
        missing = (np.int64(month) - 1 - turn) % MONTHS_PER_YEAR
        persons.income_before[person] = pay * MONTHS_PER_YEAR
        persons.income_now[person] = pay * missing


@inline
def begin_life(person, month, rates, persons):
    """Give a newcomer usual skills and strain, no care duties and no income yet."""
    education = persons.education[person]
    persons.skill_currency[person] = FULLY
    persons.proactivity[person] = np.uint8(min(max(rates.paradox.target_without_work[education], 0.0), FULLY))
    persons.strain[person] = np.uint8(min(max(rates.quality.strain_out_of_work, 0.0), FULLY))
    persons.care_load[person] = 0
    persons.review_flags[person] = 0
    persons.position_before[person] = NOBODY
    persons.income_since[person] = month
    persons.income_now[person] = 0.0
    persons.income_before[person] = 0.0


@kernel
def settle(month, key, chunk_size, persons, trace, cohort_month, learning, occupations, stocks, cells, events):
    """Carry out what :func:`review` found, in order of person number, on one thread.

    ``occupations`` holds, by occupation of origin, the cumulative weights of where people can go. What it
    means for employers is noted for :func:`houvast.market.kernels.jobs.keep_books`.
    """
    for part in range(len(events.chunk_count)):
        first = part * PART_OF_BLOCK
        for event in range(first, first + events.chunk_count[part]):
            person = np.int64(events.person[event])
            events.effect[event] = 0
            count_out(0, person // chunk_size, person, persons, stocks, cells)
            if events.kind[event] == FALLS_ILL:
                leave_post(event, person, persons, events, True)
                stop_working(person, persons, month, UNABLE, trace, cohort_month)
            else:
                finish_retraining(person, month, key, persons, learning, occupations)
            count_in(0, person, month, persons, stocks, cells)


@inline
def finish_retraining(person, month, key, persons, learning, occupations):
    """Let a person who retrains drop out, or go on with fresh skills, often in another occupation."""
    word = word_of(month, person, key)
    if low_draw(word) < learning.drop_out_share:
        return
    weight = occupations[persons.occupation[person]]
    if weight[len(weight) - 1] > 0.0:
        persons.occupation[person] = place_in(weight, high_draw(word))
    persons.skill_currency[person] = FULLY
