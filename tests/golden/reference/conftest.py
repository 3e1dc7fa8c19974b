import pytest

from houvast.facts.loader import load_facts
from houvast.market.reference import constants_of


@pytest.fixture(scope="session")
def constants():
    return constants_of(load_facts())
