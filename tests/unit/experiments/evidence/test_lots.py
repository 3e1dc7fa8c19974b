"""Lots told from outside are those the model draws."""

from __future__ import annotations

import numpy as np
import pytest

import polder
from houvast.experiments.evidence.lots import drawn
from houvast.facts.loader import load_facts
from houvast.market.kernels.codes import UNEMPLOYED
from houvast.market.kernels.feedback import guided
from houvast.market.model import Market
from houvast.population.build import build_population

SHARE = 0.8


@pytest.fixture(scope="module")
def market():
    """A small market after two months, with guidance for four in five."""
    facts = load_facts(polder.facts_folder()).with_value("guidance_share", SHARE)
    found = Market(build_population(facts, 1.0, seed=1), facts, seed=3, threads=1)
    found.step()
    found.step()
    yield found
    found.close()


def test_lots_are_those_of_the_model(market):
    """Person by person the same as the kernel, for spells young enough for guidance."""
    feedback = market.parameters.review.feedback
    unemployed = np.flatnonzero(market.persons.position == UNEMPLOYED)
    young = unemployed[market.month - market.persons.spell_start[unemployed] < feedback.guidance_months]
    kernel = [guided(person, market.month, market.persons, feedback) for person in young]
    assert len(young) > 10
    assert drawn(market, young, SHARE).tolist() == kernel


def test_a_larger_share_keeps_who_was_drawn(market):
    """And the shares are met."""
    unemployed = np.flatnonzero(market.persons.position == UNEMPLOYED)
    few, many = (drawn(market, unemployed, share) for share in (0.3, 0.7))
    assert (many | ~few).all()
    assert drawn(market, unemployed, 1.0).all()
    assert not drawn(market, unemployed, 0.0).any()
