"""Packages, whatever their measures and levers."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.facts.loader import load_facts
from houvast.facts.overlay import overlay
from houvast.policies.folder import given_measures
from houvast.policies.packages import read_package

FACTS = load_facts("netherlands")
MEASURES = {key: each for key, each in given_measures().items() if key != "K8"}  # it excludes W4
NO_HURRY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def item(draw, key):
    """A measure with some levers anywhere within their bounds."""
    levers = draw(st.fixed_dictionaries({}, optional={
        name: st.floats(lever.low, lever.high, allow_subnormal=False) for name, lever in MEASURES[key].levers.items()
    }))  # fmt: skip
    return key + "".join(f":{name}={value!r}" for name, value in levers.items())


@st.composite
def packages(draw, smallest=1):
    keys = draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=smallest, max_size=5, unique=True))
    return [draw(item(key)) for key in keys]


@NO_HURRY
@given(items=packages(smallest=2), chance=st.randoms(use_true_random=False))
def test_any_two_packages_commute(items, chance):
    """A + B and B + A: the same name, hash and values, bit for bit."""
    shuffled = list(items)
    chance.shuffle(shuffled)
    at = chance.randrange(1, len(items))
    one = read_package("+".join(items))
    other = read_package("+".join(shuffled[:at])) + read_package("+".join(shuffled[at:]))

    assert one.name == other.name
    assert one.content_hash == other.content_hash
    laid = [overlay(FACTS, each.changes(FACTS)) for each in (one, other)]
    assert laid[0].content_hash == laid[1].content_hash


@NO_HURRY
@given(items=packages())
def test_levers_within_bounds_always_resolve(items):
    """Whatever is chosen within bounds gives changes that can be laid, and leaves the facts as they were."""
    before = FACTS.content_hash
    package = read_package("+".join(items))
    overlay(FACTS, package.changes(FACTS))
    package.warnings(FACTS)

    assert FACTS.content_hash == before
    # A name tells twelve digits of a lever: read again it stays what it is from then on.
    assert read_package(package.name).name == package.name
