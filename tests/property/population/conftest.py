"""The polder as content."""

import pytest

import polder
from houvast.facts.loader import load_facts


@pytest.fixture(scope="session")
def polder_facts():
    return load_facts(polder.facts_folder())


@pytest.fixture(scope="session")
def dutch_facts():
    return load_facts("netherlands")
